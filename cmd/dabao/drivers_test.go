package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A driver asks the view search in its own language. question is replaced by
// the query, and the uids are printed. The slower ones are tried by
// testdata/drivers.sh (make drivers); README has the table of both.
var drivers = []struct{ name, program, code string }{
	{"Perl, DBD::SQLite", "perl -Mutf8 -MDBI -e", `my $db = DBI->connect("dbi:SQLite:dbname=articles.db", "", "", {RaiseError => 1, sqlite_unicode => 1});
print "$_->[0]\n" for @{$db->selectall_arrayref("SELECT uid FROM search WHERE q = json_quote(?) ORDER BY rank", undef, "核酸檢測")}`},
	{"PHP, SQLite3", "php -r", `$s = (new SQLite3("articles.db", SQLITE3_OPEN_READONLY))->prepare("SELECT uid FROM search WHERE q = json_quote(:q) ORDER BY rank");
$s->bindValue(":q", "核酸檢測"); $r = $s->execute(); while ($row = $r->fetchArray()) echo $row[0], "\n";`},
	{"PHP, PDO", "php -r", `$s = (new PDO("sqlite:articles.db"))->prepare("SELECT uid FROM search WHERE q = json_quote(?) ORDER BY rank"); $s->execute(["核酸檢測"]);
foreach ($s as $row) echo $row[0], "\n";`},
	{"Ruby, sqlite3", "ruby -rsqlite3 -e", `db = SQLite3::Database.new("articles.db", readonly: true)
puts db.execute("SELECT uid FROM search WHERE q = json_quote(?) ORDER BY rank", ["核酸檢測"])`},
	{"Tcl, sqlite3", "tclsh", `package require sqlite3
sqlite3 db articles.db -readonly 1
set q "\u6838\u9178\u6aa2\u6e2c"
db eval {SELECT uid FROM search WHERE q = json_quote($q) ORDER BY rank} {puts $uid}`},
	{"R, RSQLite", "Rscript -e", `db <- DBI::dbConnect(RSQLite::SQLite(), "articles.db", flags = RSQLite::SQLITE_RO)
writeLines(DBI::dbGetQuery(db, "SELECT uid FROM search WHERE q = json_quote(?) ORDER BY rank", params = list("核酸檢測"))$uid)`},
	{"Python, sqlite3", "python3 -c", `import sqlite3
for row in sqlite3.connect("articles.db").execute("SELECT uid FROM search WHERE q = json_quote(?) ORDER BY rank", ["核酸檢測"]): print(*row)`},
	{"apsw, no schema trusted", "PYTHON -c", `import apsw
db = apsw.Connection("articles.db", flags=apsw.SQLITE_OPEN_READONLY)
assert db.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0) == 0
for row in db.execute("SELECT uid FROM search WHERE q = json_quote(?) ORDER BY rank", ["核酸檢測"]): print(*row)`},
	{"ADBC", "PYTHON -c", `import adbc_driver_sqlite.dbapi as d
with d.connect("articles.db") as db, db.cursor() as c:
    c.execute("SELECT uid FROM search WHERE q = json_quote(?) ORDER BY rank", ["核酸檢測"])
    for row in c.fetchall(): print(*row)`},
	{"SQLAlchemy", "PYTHON -c", `import sqlalchemy as s
with s.create_engine("sqlite:///articles.db").connect() as db:
    for row in db.execute(s.text("SELECT uid FROM search WHERE q = json_quote(:q) ORDER BY rank"), {"q": "核酸檢測"}): print(*row)`},
	{"connectorx, by polars", "PYTHON -c", `import os, polars
print(*polars.read_database_uri("SELECT uid FROM search WHERE q = json_quote('核酸檢測') ORDER BY rank", "sqlite://" + os.path.abspath("articles.db"))["uid"])`},
	{"the sqlite3 shell, no schema trusted before 3.44", "bash -c", `{ echo 'PRAGMA trusted_schema = OFF;'; dabao search articles.db --sql 核酸檢測; } | sqlite3 articles.db`},
	{"the sqlite3 shell, a view of its own", "bash -c", `{ echo 'PRAGMA trusted_schema = OFF;'
sqlite3 articles.db "SELECT replace(sql, 'CREATE VIEW search', 'CREATE TEMP VIEW search') || ';' FROM sqlite_schema WHERE name = 'search'"
echo "SELECT uid FROM search WHERE q = json_quote('核酸檢測') ORDER BY rank;"; } | sqlite3 articles.db`},
}

var uidInText = regexp.MustCompile(`\b[0-9a-f]{32}\b`)

// TestDrivers wants the hits of dabao search of every driver, and the file as
// it was.
func TestDrivers(t *testing.T) {
	dir := t.TempDir()
	if code := run([]string{"dabao", "release", "../../datasets/demo", "-o", filepath.Join(dir, "demo")}, strings.NewReader(""), io.Discard, io.Discard); code != exitDone {
		t.Fatalf("release ends with %d", code)
	}
	file, err := os.ReadFile(filepath.Join(dir, "demo", "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "articles.db")
	if err := os.WriteFile(path, file, 0o666); err != nil {
		t.Fatal(err)
	}
	want := hitsOf(t, path)
	if len(want) != 3 {
		t.Fatalf("dabao finds %v", want)
	}
	for _, d := range drivers {
		t.Run(d.name, func(t *testing.T) {
			out := askDriver(t, dir, d.program, d.code)
			if got := uidInText.FindAllString(out, -1); out != "" && strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("prints\n%s, want %v", out, want)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, file) {
				t.Errorf("the file is changed, %v", err)
			}
		})
	}
	left, err := filepath.Glob(path + "-*")
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

func hitsOf(t *testing.T, path string) []string {
	t.Helper()
	var out, stderr bytes.Buffer
	if code := run([]string{"dabao", "search", path, "--json", "核酸檢測"}, strings.NewReader(""), &out, &stderr); code != exitDone {
		t.Fatalf("search ends with %d\n%s", code, &stderr)
	}
	var uids []string
	for _, m := range regexp.MustCompile(`"uid":"([0-9a-f]{32})"`).FindAllStringSubmatch(out.String(), -1) {
		uids = append(uids, m[1])
	}
	return uids
}

// askDriver runs code beside the database; PYTHON is the one with the readers.
// It returns nothing where the program is not there, which CI does not forgive.
func askDriver(t *testing.T, dir, program, code string) string {
	t.Helper()
	argv := strings.Fields(program)
	if argv[0] == "PYTHON" {
		if argv[0] = os.Getenv("DABAO_PYTHON"); argv[0] == "" {
			if os.Getenv("CI") != "" {
				t.Error("CI must set DABAO_PYTHON")
			}
			t.Skip("DABAO_PYTHON is not set")
		}
	}
	if !need(t, argv[0]) {
		return ""
	}
	cmd := exec.Command(argv[0], append(argv[1:], code)...)
	if argv[0] == "tclsh" { // which reads a script from its input alone
		cmd = exec.Command(argv[0])
		cmd.Stdin = strings.NewReader(code)
	}
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil && os.Getenv("CI") == "" && bytes.Contains(out, []byte("ModuleNotFoundError")) {
		t.Skipf("%s lacks a module of .ci/readers.txt", argv[0])
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	return string(out)
}
