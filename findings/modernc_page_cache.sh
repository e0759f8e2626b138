#!/usr/bin/env bash
# modernc.org/sqlite takes two to three times the memory that PRAGMA cache_size allows.
#
# Guess:  cache_size = -65536 (64 MiB) holds a process to some 64 MiB of pages.
# Seen:   modernc.org/sqlite 1.62.0 on modernc.org/memory 1.12.1, a transaction of
#         150 MB: for 63 MiB more of cache resident memory is 122 MiB greater with
#         pages of 4096 bytes and 184 MiB with pages of 8192. A page comes with a
#         header, the allocator rounds both up to a power of two, and of blocks
#         of 16 KiB only three go into one of the pieces it cuts them from.
#         A cache wants a half or a third of the number.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp"
cat >go.mod <<'MOD'
module cache

go 1.25
MOD
cat >main.go <<'GO'
package main

import (
	"database/sql"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	_ "modernc.org/sqlite"
)

// main prints the MiB the process holds after filling a file with pages and a
// cache of so many bytes and KiB.
func main() {
	var pageSize, cacheKiB int
	fmt.Sscan(os.Args[1], &pageSize)
	fmt.Sscan(os.Args[2], &cacheKiB)
	fmt.Println(resident(pageSize, cacheKiB))
}

func resident(pageSize, cacheKiB int) int {
	os.Remove("a.db")
	db, err := sql.Open("sqlite", fmt.Sprintf("a.db?_pragma=page_size(%d)&_pragma=cache_size(-%d)", pageSize, cacheKiB))
	if err != nil {
		panic(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range []string{`CREATE TABLE t (x)`,
		`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000) INSERT INTO t SELECT zeroblob(1000) FROM n`} {
		if _, err := db.Exec(q); err != nil {
			panic(err)
		}
	}
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	var kb int
	fmt.Sscan(rest, &kb)
	return kb >> 10
}
GO
go get modernc.org/sqlite@v1.62.0 2>/dev/null
go mod tidy 2>/dev/null
go list -m modernc.org/sqlite modernc.org/memory
go build -o cache .
for size in 4096 8192; do
  grown=$(( ($(./cache $size 65536) - $(./cache $size 1024)) * 100 / 63 ))
  echo "pages of $size: $grown % of the cache that was asked for" >&2
  case $((grown / 10)) in
    1[7-9] | 2[0-3]) echo "pages of $size: twice the cache that was asked for" ;;
    2[5-9] | 3[0-3]) echo "pages of $size: nearly three times the cache that was asked for" ;;
    *) echo "pages of $size: something else" ;;
  esac
done | tee seen
diff seen - <<'WANT'
pages of 4096: twice the cache that was asked for
pages of 8192: nearly three times the cache that was asked for
WANT
