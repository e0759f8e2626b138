package store_test

import (
	"database/sql"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"dabao/schema/fulltext"
)

var update = flag.Bool("update", false, "write what SQLite says to ../fulltext/unicode61.txt")

// TestUnicode61 asks SQLite what its tokenizer makes of every code point, alone
// and within a word, and holds fulltext.Terms to it.
func TestUnicode61(t *testing.T) {
	if testing.Short() {
		t.Skip("asks about a million code points")
	}
	said := askUnicode61(t)
	if *update {
		if err := os.WriteFile("../fulltext/unicode61.txt", []byte(formatUnicode61(said)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	wrong := 0
	for r := range said {
		if r == 0 || !utf8.ValidRune(rune(r)) {
			continue
		}
		var within, alone []string
		for term := range fulltext.Terms("q" + string(rune(r)) + "Z") {
			within = append(within, string(term))
		}
		if r < 0x10000 { // no diacritic stands above
			for term := range fulltext.Terms(string(rune(r))) {
				alone = append(alone, string(term))
			}
		}
		got := answer{strings.Join(within, " "), strings.Join(alone, " ")}
		if got != said[r] {
			if wrong++; wrong < 20 {
				t.Errorf("%U: got %q, SQLite says %q", r, got, said[r])
			}
		}
	}
}

// answer is the terms of a code point between the letters q and Z, and of it alone.
type answer struct{ within, alone string }

func askUnicode61(t *testing.T) []answer {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range []string{
		`CREATE VIRTUAL TABLE t USING fts5(within, alone, content='', tokenize='unicode61')`,
		`CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)`,
		`WITH RECURSIVE c (r) AS (SELECT 1 UNION ALL SELECT r + 1 FROM c WHERE r < 0x10FFFF)
			INSERT INTO t (rowid, within, alone) SELECT r, 'q' || char(r) || 'Z', CASE WHEN r < 0x10000 THEN char(r) END FROM c WHERE r NOT BETWEEN 0xD800 AND 0xDFFF`,
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := db.Query(`SELECT doc, col, group_concat(term, ' ' ORDER BY "offset") FROM v GROUP BY doc, col`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	said := make([]answer, utf8.MaxRune+1)
	for rows.Next() {
		var r int
		var column, terms string
		if err := rows.Scan(&r, &column, &terms); err != nil {
			t.Fatal(err)
		}
		if column == "alone" {
			said[r].alone = terms
		} else {
			said[r].within = terms
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return said
}

// formatUnicode61 writes neighbours with one rule as one line.
func formatUnicode61(said []answer) string {
	var b strings.Builder
	for first, r := 1, 1; r < len(said); r++ {
		if r+1 < len(said) && unicode61Rule(said, r+1) == unicode61Rule(said, first) {
			continue
		}
		if rule := unicode61Rule(said, first); rule != "" {
			fmt.Fprintf(&b, "%X %X %s\n", first, r, rule)
		}
		first = r + 1
	}
	return b.String()
}

func unicode61Rule(said []answer, r int) string {
	a := said[r]
	switch {
	case a == answer{} || a.within == "q z":
		return ""
	case a.within == "qz":
		return "~"
	}
	to, _ := utf8.DecodeRuneInString(a.within[1:])
	switch {
	case to == rune(r):
		return "="
	case a.within == said[r-1].within || a.within == said[min(r+1, len(said)-1)].within:
		return fmt.Sprintf("%X", to)
	}
	return fmt.Sprintf("%+X", to-rune(r))
}
