#!/usr/bin/env bash
# Through modernc.org/sqlite/vfs a query that sorts much fails with "disk I/O error", and one that sorts little does not.
#
# Guess:  a read-only file system needs no place to write: what is read through vfs.New can be asked anything that a
#         file opened with mode=ro can.
# Seen:   modernc.org/sqlite 1.62.0. A sort of 1,000 rows works, one of 200,000 fails with "disk I/O error (10)": SQLite
#         asks the file system of the database for a temporary file, and vfs has none. From the file itself both work.
#         PRAGMA temp_store = MEMORY makes both work through vfs; what is sorted is then held in memory, however much it
#         is, since PRAGMA hard_heap_limit, which takes a number and gives it back, bounds nothing in this build.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp"
cat >go.mod <<'MOD'
module sorts

go 1.25
MOD
cat >main.go <<'GO'
package main

import (
	"database/sql"
	"fmt"
	"os"

	"modernc.org/sqlite/vfs"

	_ "modernc.org/sqlite"
)

const fill = `CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT i, hex(i * 7919 % 100003) AS h FROM n`

func main() {
	made, err := sql.Open("sqlite", "file:t.db")
	if err != nil {
		panic(err)
	}
	if _, err := made.Exec(fill); err != nil {
		panic(err)
	}
	made.Close()
	name, system, err := vfs.New(os.DirFS("."))
	if err != nil {
		panic(err)
	}
	defer system.Close()
	for _, way := range []struct{ name, options string }{
		{"the file", "mode=ro"},
		{"vfs", "mode=ro&vfs=" + name},
		{"vfs, temp_store", "mode=ro&_pragma=temp_store(2)&vfs=" + name},
		{"vfs, temp_store, hard_heap_limit 1 MB", "mode=ro&_pragma=temp_store(2)&_pragma=hard_heap_limit(1000000)&vfs=" + name},
	} {
		db, err := sql.Open("sqlite", "file:t.db?"+way.options)
		if err != nil {
			panic(err)
		}
		for _, rows := range []int{1000, 200_000} {
			var least string
			err := db.QueryRow(`SELECT h FROM (SELECT h, i FROM t LIMIT ?) ORDER BY h || i`, rows).Scan(&least)
			fmt.Printf("%s, %d rows: %v\n", way.name, rows, err)
		}
		db.Close()
	}
}
GO
go get modernc.org/sqlite@v1.62.0 2>/dev/null
go mod tidy 2>/dev/null
go list -m modernc.org/sqlite
go build -o sorts .
./sorts | tee seen
diff seen - <<'WANT'
the file, 1000 rows: <nil>
the file, 200000 rows: <nil>
vfs, 1000 rows: <nil>
vfs, 200000 rows: disk I/O error (10)
vfs, temp_store, 1000 rows: <nil>
vfs, temp_store, 200000 rows: <nil>
vfs, temp_store, hard_heap_limit 1 MB, 1000 rows: <nil>
vfs, temp_store, hard_heap_limit 1 MB, 200000 rows: <nil>
WANT
