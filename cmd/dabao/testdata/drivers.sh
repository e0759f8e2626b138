#!/usr/bin/env bash
# What each driver of SQLite makes of a database of dabao: by the view search,
# by the SQL of dabao search --sql, or not at all, as README's table says. Each
# is installed at a pinned version into a folder of its own (make drivers).
#
#   drivers.sh DABAO RELEASE [NAME...]
set -uo pipefail
dabao=$(realpath "$1") release=$(realpath "$2")
shift 2
only=" $* "
tmp=$(mktemp -d)
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp"
export GOPATH=$tmp/go GOFLAGS=-modcacherw CARGO_TARGET_DIR=$tmp/cargo npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false
question="SELECT uid FROM search WHERE q = json_quote('核酸檢測') ORDER BY rank"
paste=$("$dabao" search "$release" --sql 核酸檢測)
want=$("$dabao" search "$release" --json 核酸檢測 | sed 's/.*"uid":"\([0-9a-f]*\)".*/\1/' | tr '\n' ' ')
failed=0

# try NAME EXPECTED COMMAND: the command reads the file $DB by the query $QUERY
# and prints the uids. Expected is view, sql (the view fails, the pasted SQL
# does not) or neither.
try() {
  local name=$1 expected=$2 got=neither why="" out
  shift 2
  [[ $only = "  " || $only = *" ${name%% *} "* ]] || return 0
  for way in view sql; do
    cp "$release/articles.db" articles.db
    QUERY=$paste
    [ $way = sql ] || QUERY=$question
    out=$(DB=$PWD/articles.db QUERY=${QUERY%;} timeout 300 "$@" 2>&1)
    if [ "$(grep -oE '\b[0-9a-f]{32}\b' <<<"$out" | tr '\n' ' ')" = "$want" ]; then
      got=$way
      break
    fi
    why+=" | $(grep -oiE '(no such|unsafe|malformed|[a-z]*error:).{0,100}' <<<"$out" | head -1)"
  done
  cmp -s "$release/articles.db" articles.db || why+=" | it changed the file"
  printf '%-44s %-8s%s\n' "$name" "$got" "$why"
  [ "$got" = "$expected" ] || { echo "  expected: $expected"; failed=1; }
}

node_module() { # NAME@VERSION...
  mkdir -p "node/$1" && (cd "node/$1" && echo '{}' >package.json && npm install "$@" >npm.log 2>&1) || tail -3 "node/$1/npm.log"
}
javascript() { # FOLDER CODE, which defines all(file, query)
  mkdir -p "node/$1"
  printf '%s;\n(async () => { for (const row of await all(process.env.DB, process.env.QUERY)) console.log(row.uid ?? row[0]) })()\n' "$2" >"node/$1/ask.js"
}
wanted() { [[ $only = "  " || $only = *" $1 "* ]]; }

# ---- JavaScript

if wanted better-sqlite3; then
  node_module better-sqlite3@12.11.1
  javascript better-sqlite3@12.11.1 'const D = require("better-sqlite3"); const all = (f, q) => new D(f, {readonly: true}).prepare(q).all()'
  try "better-sqlite3 12.11.1" view node node/better-sqlite3@12.11.1/ask.js
fi
if wanted node-sqlite3-wasm; then
  node_module node-sqlite3-wasm@0.8.60
  javascript node-sqlite3-wasm@0.8.60 'const {Database} = require("node-sqlite3-wasm"); const all = (f, q) => new Database(f, {readOnly: true}).all(q)'
  try "node-sqlite3-wasm 0.8.60" view node node/node-sqlite3-wasm@0.8.60/ask.js
fi
if wanted sql.js; then
  node_module sql.js@1.16.0
  javascript sql.js@1.16.0 'const fs = require("fs"); const all = async (f, q) => { const S = await require("sql.js")(); return new S.Database(fs.readFileSync(f)).exec(q)[0].values }'
  try "sql.js 1.16.0" neither node node/sql.js@1.16.0/ask.js
fi
if wanted libsql-js; then
  node_module libsql@0.5.29
  javascript libsql@0.5.29 'const D = require("libsql"); const all = (f, q) => new D(f).prepare(q).all()'
  try "libsql-js 0.5.29" view node node/libsql@0.5.29/ask.js
fi
if wanted bun; then
  node_module bun@1.4.4
  javascript bun@1.4.4 'import {Database} from "bun:sqlite"; const all = (f, q) => new Database(f, {readonly: true}).query(q).all()'
  try "bun 1.4.4" view node/bun@1.4.4/node_modules/.bin/bun node/bun@1.4.4/ask.js
fi
if wanted sqlite3-js; then
  node_module sqlite3@6.0.1
  javascript sqlite3@6.0.1 'const s = require("sqlite3"); const all = (f, q) => new Promise((y, n) => new s.Database(f, s.OPEN_READONLY).all(q, (e, r) => e ? n(e) : y(r)))'
  try "sqlite3-js 6.0.1" view node node/sqlite3@6.0.1/ask.js
fi

# ---- Python

if wanted pyturso || wanted libsql-python || wanted duckdb; then
  python3 -m venv venv && venv/bin/pip install -q --disable-pip-version-check pyturso==0.8.3 libsql==0.1.11 duckdb==1.5.5 duckdb-extension-sqlite-scanner==1.5.5
fi
cat >ask.py <<'P'
import os, sys
db, query = os.environ["DB"], os.environ["QUERY"]
if sys.argv[1] == "turso":
    import turso; rows = turso.connect(db).execute(query).fetchall()
elif sys.argv[1] == "libsql":
    import libsql; rows = libsql.connect(db).execute(query).fetchall()
else:
    import duckdb, duckdb_extension_sqlite_scanner, pathlib
    c = duckdb.connect()
    c.load_extension(str(next(pathlib.Path(duckdb_extension_sqlite_scanner.__file__).parent.rglob("*.duckdb_extension"))))
    c.execute(f"ATTACH '{db}' AS d (TYPE sqlite, READ_ONLY)")
    rows = c.execute("SELECT * FROM sqlite_query('d', ?)", [query]).fetchall() if sys.argv[1] == "sqlite_query" else c.execute(query.replace("FROM search", "FROM d.search")).fetchall()
for row in rows: print(row[0])
P
try "pyturso 0.8.3" neither venv/bin/python ask.py turso
try "libsql-python 0.1.11" view venv/bin/python ask.py libsql
try "duckdb 1.5.5, sqlite_query()" view venv/bin/python ask.py sqlite_query
try "duckdb 1.5.5, attached" neither venv/bin/python ask.py attached
if wanted duckdb; then # the types that datasets/demo/RECIPES.md states
  QUERY="SELECT typeof(published_on) || typeof(tdm_reserved) || typeof(any_value(published_on::DATE) OVER ()) || typeof(published_at::TIMESTAMPTZ) FROM d.articles LIMIT 1"
  said=$(DB=$release/articles.db QUERY=$QUERY venv/bin/python ask.py types)
  [ "$said" = "VARCHARBIGINTDATETIMESTAMP WITH TIME ZONE" ] || { echo "  duckdb's types are $said"; failed=1; }
fi

# ---- Go

go_program() { # FOLDER DRIVER IMPORT MODULE@VERSION...
  mkdir -p "gomod/$1" && (cd "gomod/$1" && cat >main.go <<G
package main
import ("database/sql"; "fmt"; "os"; $3)
func main() {
	db, err := sql.Open("$2", "file:" + os.Getenv("DB") + "?mode=ro")
	if err != nil { panic(err) }
	rows, err := db.Query("SELECT uid FROM (" + os.Getenv("QUERY") + ")")
	if err != nil { fmt.Println(err); os.Exit(1) }
	for rows.Next() { var u string; if err := rows.Scan(&u); err != nil { panic(err) }; fmt.Println(u) }
	if err := rows.Err(); err != nil { fmt.Println(err); os.Exit(1) }
}
G
  go mod init ask && go get "${@:4}" && CGO_ENABLED=${CGO:-0} go build -tags "${TAGS:-}" -o ask .) >"gomod/$1.log" 2>&1 || tail -3 "gomod/$1.log"
}
if wanted mattn; then
  CGO=1 go_program mattn sqlite3 '_ "github.com/mattn/go-sqlite3"' github.com/mattn/go-sqlite3@v1.14.53
  try "mattn 1.14.53" neither gomod/mattn/ask
  CGO=1 TAGS=sqlite_fts5 go_program mattn5 sqlite3 '_ "github.com/mattn/go-sqlite3"' github.com/mattn/go-sqlite3@v1.14.53
  try "mattn 1.14.53, tag sqlite_fts5" view gomod/mattn5/ask
fi
if wanted ncruces; then
  go_program ncruces sqlite3 '_ "github.com/ncruces/go-sqlite3/driver"' github.com/ncruces/go-sqlite3@v0.37.0
  try "ncruces 0.37.0" neither gomod/ncruces/ask
fi
if wanted zombiezen; then
  mkdir -p gomod/zombiezen && (cd gomod/zombiezen && cat >main.go <<'G'
package main
import ("fmt"; "os"; "zombiezen.com/go/sqlite"; "zombiezen.com/go/sqlite/sqlitex")
func main() {
	c, err := sqlite.OpenConn(os.Getenv("DB"), sqlite.OpenReadOnly)
	if err != nil { panic(err) }
	err = sqlitex.Execute(c, os.Getenv("QUERY"), &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error { fmt.Println(s.ColumnText(0)); return nil }})
	if err != nil { fmt.Println(err); os.Exit(1) }
}
G
  go mod init ask && go get zombiezen.com/go/sqlite@v1.4.2 && CGO_ENABLED=0 go build -o ask .) >gomod/zombiezen.log 2>&1 || tail -3 gomod/zombiezen.log
  try "zombiezen 1.4.2" view gomod/zombiezen/ask
fi

# ---- Rust

if wanted rusqlite; then
  mkdir -p rust/src && cat >rust/Cargo.toml <<'R' && cat >rust/src/main.rs <<'M'
[package]
name = "ask"
version = "0.1.0"
edition = "2021"
[dependencies]
rusqlite = { version = "=0.40.1", features = ["bundled"] }
R
fn main() {
    let env = |n: &str| std::env::var(n).unwrap();
    let db = rusqlite::Connection::open_with_flags(env("DB"), rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut asked = db.prepare(&env("QUERY")).unwrap();
    let mut rows = asked.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() { println!("{}", row.get::<_, String>(0).unwrap()); }
}
M
  (cd rust && cargo build -q) 2>&1 | tail -3
  try "rusqlite 0.40.1, bundled" view "$CARGO_TARGET_DIR/debug/ask"
fi

# ---- Java

cat >Ask.java <<'J'
import java.sql.*;
class Ask {
  public static void main(String[] a) throws Exception {
    try (var c = DriverManager.getConnection("jdbc:sqlite:file:" + System.getenv("DB") + "?mode=ro"); var r = c.createStatement().executeQuery(System.getenv("QUERY"))) {
      while (r.next()) System.out.println(r.getString(1));
    }
  }
}
J
jdbc() { # VERSION EXPECTED
  wanted sqlite-jdbc || return 0
  for jar in "org.xerial:sqlite-jdbc:$1" org.slf4j:slf4j-api:1.7.36; do
    mvn -q -B dependency:copy -Dartifact="$jar" -DoutputDirectory="$tmp/jars" >mvn.log 2>&1 || tail -3 mvn.log
  done
  try "sqlite-jdbc $1" "$2" java -cp "jars/sqlite-jdbc-$1.jar:jars/slf4j-api-1.7.36.jar" Ask.java
}
jdbc 3.36.0.3 neither
jdbc 3.39.2.0 view
jdbc 3.54.1.0 view
exit $failed
