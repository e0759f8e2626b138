package store_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema/fulltext"
	"dabao/schema/fulltext/segment"
)

// indexed is a document as the index takes it.
type indexed struct {
	id          int64
	title, text string
}

// babel invents documents in many scripts, with what is hard on an index: words
// longer than a page, one word thousands of times, empty fields, wide gaps
// between ids.
func babel(seed uint64, n int) []indexed {
	rnd := rand.New(rand.NewPCG(seed, 61))
	scripts := []struct{ first, last rune }{{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {0xC0, 0x24F}, {0x370, 0x3FF}, {0x400, 0x52F},
		{0x5D0, 0x5EA}, {0x620, 0x6FF}, {0x900, 0x97F}, {0xE00, 0xE5B}, {0x1100, 0x11FF}, {0x1E00, 0x1FFF}, {0x2C00, 0x2DFF},
		{0x3040, 0x30FF}, {0x4E00, 0x4E80}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0xFF00, 0xFFEF}, {0x10400, 0x1044F}, {0x20000, 0x2A6DF}}
	word := func() string {
		s := scripts[rnd.IntN(len(scripts))]
		var b strings.Builder
		for range 1 + rnd.IntN(6) {
			b.WriteRune(s.first + rune(rnd.IntN(int(s.last-s.first)+1)))
			if rnd.IntN(9) == 0 {
				b.WriteRune(0x300 + rune(rnd.IntN(0x50)))
			}
		}
		return b.String()
	}
	words := make([]string, 3000)
	for i := range words {
		words[i] = word()
	}
	marks := []string{" ", " ", " ", " ", "。", ". ", "，", "-", "\n", "\x00", "\u200b"}
	write := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[int(float64(len(words))*rnd.Float64()*rnd.Float64()*rnd.Float64())])
			b.WriteString(marks[rnd.IntN(len(marks))])
		}
		return b.String()
	}
	var all []indexed
	id := int64(0)
	for i := range n {
		id++
		switch rnd.IntN(40) {
		case 0:
			id += rnd.Int64N(1 << 20)
		case 1:
			id += rnd.Int64N(1 << 40)
		}
		title, text := write(rnd.IntN(12)), write(rnd.IntN(400))
		switch i % 97 {
		case 13:
			text = strings.Repeat(words[0]+" ", 2000+rnd.IntN(9000))
		case 31:
			text += strings.Repeat("long", rnd.IntN(3000))
		case 47:
			text += strings.Repeat("ß", segment.PageSize-10+rnd.IntN(20))
		case 61:
			text += strings.Repeat("á", fulltext.MaxTerm+rnd.IntN(3))
		case 71:
			title, text = "", ""
		}
		all = append(all, indexed{id, title, text})
	}
	return all
}

const ftsTable = `CREATE VIRTUAL TABLE t USING fts5(title, text, content='', tokenize='unicode61')`

func openPlain(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

func mustExec(t testing.TB, db interface {
	Exec(string, ...any) (sql.Result, error)
}, q string, args ...any) {
	t.Helper()
	if _, err := db.Exec(q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

// byFTS5 fills the table t with one segment of FTS5's own.
func byFTS5(t testing.TB, db *sql.DB, pageSize int, all []indexed) {
	t.Helper()
	mustExec(t, db, ftsTable)
	mustExec(t, db, `INSERT INTO t (t, rank) VALUES ('pgsz', ?)`, pageSize)
	mustExec(t, db, `INSERT INTO t (t, rank) VALUES ('hashsize', 2000000000)`)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, d := range all {
		mustExec(t, tx, `INSERT INTO t (rowid, title, text) VALUES (?, ?, ?)`, d.id, fulltext.Tokens(d.title), fulltext.Tokens(d.text))
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// byUs fills the table t with one segment of ours.
func byUs(t testing.TB, db *sql.DB, b *segment.Builder, all []indexed) {
	t.Helper()
	mustExec(t, db, ftsTable)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, d := range all {
		if err := b.Add(d.id, d.title, d.text); err != nil {
			t.Fatal(err)
		}
	}
	s := segment.Structure{}
	leaves, grown, err := b.Write(1, segment.Rows{
		Data: func(id int64, block []byte) error { return execErr(tx, `INSERT INTO t_data VALUES (?, ?)`, id, block) },
		Idx: func(g int64, term []byte, p int64) error {
			return execErr(tx, `INSERT INTO t_idx VALUES (?, ?, ?)`, g, term, p)
		},
		DocSize: func(id int64, sz []byte) error { return execErr(tx, `INSERT INTO t_docsize VALUES (?, ?)`, id, sz) },
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if leaves > 0 {
		s.Put(0, segment.Segment{ID: 1, First: 1, Last: leaves})
	}
	mustExec(t, tx, `REPLACE INTO t_data VALUES (?, ?)`, segment.StructureID, s.Append(nil))
	if grown.Documents > 0 {
		mustExec(t, tx, `REPLACE INTO t_data VALUES (?, ?)`, segment.AveragesID, grown.Append(nil))
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func execErr(tx *sql.Tx, q string, args ...any) error {
	_, err := tx.Exec(q, args...)
	return err
}

// indexRows lists the rows of the index's tables in their order, blobs as they are.
func indexRows(t testing.TB, db *sql.DB) (rows []string) {
	t.Helper()
	for _, q := range []string{
		`SELECT 'data', id, hex(block), '' FROM t_data WHERE id <> 10 ORDER BY id`,
		`SELECT 'idx', segid, typeof(term) || hex(term), pgno FROM t_idx ORDER BY segid, term`,
		`SELECT 'docsize', id, hex(sz), '' FROM t_docsize ORDER BY id`,
	} {
		found, err := db.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		for found.Next() {
			var table, block, more string
			var id int64
			if err := found.Scan(&table, &id, &block, &more); err != nil {
				t.Fatal(err)
			}
			rows = append(rows, fmt.Sprintf("%s %#x %s %s", table, id, block, more))
		}
		if err := found.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

func sameRows(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			at := 0
			for at < min(len(g), len(w)) && g[at] == w[at] {
				at++
			}
			from := max(0, at-40)
			t.Fatalf("row %d of %d and %d differs at %d:\n got …%.120s\nwant …%.120s", i, len(got), len(want), at, g[min(from, len(g)):], w[min(from, len(w)):])
		}
	}
}

// What we write is what FTS5 writes, to the byte. On small pages a doclist has
// an index of several storeys.
func TestSegmentIsFTS5s(t *testing.T) {
	for _, c := range []struct {
		name     string
		pageSize int
		storeys  int
		all      []indexed
	}{
		{"none", segment.PageSize, 0, nil},
		{"one empty", segment.PageSize, 0, []indexed{{7, "", ""}}},
		{"babel", segment.PageSize, 1, babel(1, 700)},
		{"babel, small pages", 64, 2, babel(3, 300)},
		{"everywhere", segment.PageSize, 1, everywhere(110_000, 40)},
		{"everywhere, small pages", 64, 3, everywhere(30_000, 20)},
	} {
		t.Run(c.name, func(t *testing.T) {
			theirs, ours := openPlain(t, filepath.Join(t.TempDir(), "a.db")), openPlain(t, filepath.Join(t.TempDir(), "b.db"))
			byFTS5(t, theirs, c.pageSize, c.all)
			b := segment.Builder{PageSize: c.pageSize}
			defer b.Close()
			byUs(t, ours, &b, c.all)
			sameRows(t, indexRows(t, ours), indexRows(t, theirs))
			for _, q := range []string{`INSERT INTO t (t) VALUES ('integrity-check')`, `PRAGMA integrity_check`} {
				mustExec(t, ours, q)
			}
			var storeys int
			err := ours.QueryRow(`SELECT coalesce(1 + max(id >> 31 & 31), 0) FROM t_data WHERE id >> 36 & 1`).Scan(&storeys)
			if err != nil {
				t.Fatal(err)
			}
			if storeys != c.storeys {
				t.Errorf("doclist indexes have %d storeys, want %d", storeys, c.storeys)
			}
		})
	}
}

// everywhere is documents that all have one term, at a hundred places or, but
// for one of so many, at one, so that its doclist has an index.
func everywhere(n, often int) []indexed {
	all := make([]indexed, n)
	for i := range all {
		text := "all"
		if i%often == 0 {
			text = strings.Repeat("all 和 ", 100)
		}
		all[i] = indexed{int64(3*i + 1), "all", text}
	}
	return all
}

// A bound of memory, and with it how many runs there are and which of them
// leave memory, shows in nothing but time.
func TestSegmentBounds(t *testing.T) {
	all := babel(2, 300)
	var want []string
	for _, bounds := range [][2]int{{0, 0}, {1, 1}, {4 << 10, 1}, {1, 64 << 10}, {64 << 10, 256 << 10}} {
		dir := t.TempDir()
		b := segment.Builder{Spill: filepath.Join(dir, "work")}
		b.SetBounds(bounds[0], bounds[1])
		db := openPlain(t, filepath.Join(dir, "a.db"))
		byUs(t, db, &b, all)
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		got := indexRows(t, db)
		if want == nil {
			want = got
		}
		sameRows(t, got, want)
		if left, _ := filepath.Glob(filepath.Join(dir, "work*")); left != nil {
			t.Errorf("%v is left", left)
		}
	}
	if !bytes.Contains([]byte(strings.Join(want, "\n")), []byte("idx")) {
		t.Fatal("no index")
	}
}

// BenchmarkIndex fills the index of 5,000 invented articles, by FTS5 and by us,
// from text to a committed file.
func BenchmarkIndex(b *testing.B) {
	var all []indexed
	for r, err := range newPress(1).readings(5000) {
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, indexed{int64(len(all) + 1), r.Article.Title, r.Article.Text()})
	}
	b.Run("fts5", func(b *testing.B) {
		for b.Loop() {
			db := openPlain(b, filepath.Join(b.TempDir(), "a.db"))
			byFTS5(b, db, segment.PageSize, all)
			mustExec(b, db, `INSERT INTO t (t) VALUES ('optimize')`)
		}
	})
	b.Run("segment", func(b *testing.B) {
		for b.Loop() {
			var s segment.Builder
			byUs(b, openPlain(b, filepath.Join(b.TempDir(), "a.db")), &s, all)
			s.Close()
		}
	})
}
