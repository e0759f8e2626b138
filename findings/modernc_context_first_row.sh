#!/usr/bin/env bash
# modernc.org/sqlite ends a query with its context up to the first row only.
#
# Guess:  QueryContext with a deadline ends the query at the deadline, wherever it then is: a driver has to heed the
#         context, and database/sql closes the rows of a context that is done.
# Seen:   modernc.org/sqlite 1.62.0. A query that counts a few million numbers ends at its deadline where the count is
#         its first row. Where another row comes first, Next counts to the end, long after the deadline, and hands the
#         row over; only the Next after that gives the context's error. Closing the rows waits for the same Next.
#         Who bounds the time of a query by a context bounds that of its first row.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp"
cat >go.mod <<'MOD'
module rows

go 1.25
MOD
cat >main.go <<'GO'
package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"time"

	_ "modernc.org/sqlite"
)

const count = `SELECT count(*) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000000) SELECT i FROM n)`

func main() {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		panic(err)
	}
	whole := ask(db, count, time.Hour)
	ended("the count first", db, count, whole.took)
	ended("a row before it", db, `SELECT 0 UNION ALL `+count, whole.took)
}

type answer struct {
	rows int
	err  error
	took time.Duration
}

func ask(db *sql.DB, query string, within time.Duration) (a answer) {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	started := time.Now()
	rows, err := db.QueryContext(ctx, query)
	if err == nil {
		for rows.Next() {
			a.rows++
		}
		err = rows.Err()
		rows.Close()
	}
	a.err, a.took = err, time.Since(started)
	return a
}

// ended gives a query a fifth of the time that it takes.
func ended(name string, db *sql.DB, query string, whole time.Duration) {
	a := ask(db, query, whole/5)
	fmt.Fprintf(os.Stderr, "%s: %.2f s of %.2f s\n", name, a.took.Seconds(), whole.Seconds())
	when := "in time"
	if a.took > whole*3/5 {
		when = "when it is counted"
	}
	fmt.Printf("%s: %d rows, %v, %s\n", name, a.rows, a.err, when)
}
GO
go get modernc.org/sqlite@v1.62.0 2>/dev/null
go mod tidy 2>/dev/null
go list -m modernc.org/sqlite
go build -o rows .
./rows | tee seen
diff seen - <<'WANT'
the count first: 0 rows, context deadline exceeded, in time
a row before it: 2 rows, context deadline exceeded, when it is counted
WANT
