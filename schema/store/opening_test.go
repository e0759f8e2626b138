package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// opened reads what Opening gives: pages as they are, and of inner pages of
// tables the children and the keys.
func opened(t *testing.T, b []byte) (whole map[int][]byte, inner map[int][2][]int64) {
	t.Helper()
	whole, inner = map[int][]byte{}, map[int][2][]int64{}
	rest, ok := bytes.CutPrefix(b, []byte("dabaoOP1"))
	if !ok {
		t.Fatalf("it begins with %q", b[:min(8, len(b))])
	}
	in := bytes.NewReader(rest)
	number := func() int64 {
		v, err := binary.ReadUvarint(in)
		if err != nil {
			t.Fatal(err)
		}
		return int64(v)
	}
	for page := 0; in.Len() > 0; {
		page += int(number())
		kind, _ := in.ReadByte()
		if kind == 0 {
			body := make([]byte, store.PageSize)
			if _, err := in.Read(body); err != nil {
				t.Fatal(err)
			}
			whole[page] = body
			continue
		}
		n := number()
		var children, keys []int64
		last := int64(page)
		for range n + 1 {
			d, err := binary.ReadVarint(in)
			if err != nil {
				t.Fatal(err)
			}
			last += d
			children = append(children, last)
		}
		last = 0
		for range n {
			last += number()
			keys = append(keys, last)
		}
		inner[page] = [2][]int64{children, keys}
	}
	return whole, inner
}

func TestOpeningIsOfTheFile(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	put(t, open, packedArticles(1500)...)
	sealAll(t, open, sealed)
	b, err := store.Opening(t.Context(), sealed)
	if err != nil {
		t.Fatal(err)
	}
	again, err := store.Opening(t.Context(), sealed)
	if err != nil || !bytes.Equal(b, again) {
		t.Errorf("a second time it is another (%v)", err)
	}
	whole, inner := opened(t, b)
	file, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	at := func(page int) []byte { return file[(page-1)*store.PageSize:][:store.PageSize] }
	for page, body := range whole {
		if !bytes.Equal(body, at(page)) {
			t.Errorf("page %d is not that of the file", page)
		}
	}
	for page, have := range inner {
		p := at(page)
		n := int(binary.BigEndian.Uint16(p[3:]))
		var children, keys []int64
		for i := range n {
			cell := p[binary.BigEndian.Uint16(p[12+2*i:]):]
			children = append(children, int64(binary.BigEndian.Uint32(cell)))
			key := int64(0)
			for _, c := range cell[4:] {
				if key = key<<7 | int64(c&0x7f); c < 0x80 {
					break
				}
			}
			keys = append(keys, key)
		}
		children = append(children, int64(binary.BigEndian.Uint32(p[8:])))
		if p[0] != 5 || !slices.Equal(have[0], children) || !slices.Equal(have[1], keys) {
			t.Errorf("inner page %d leads to %v by %v, the file's to %v by %v", page, have[0], have[1], children, keys)
		}
	}
	if len(inner) < 2 {
		t.Errorf("%d inner pages of tables are told of, want those of articles and of the index", len(inner))
	}
	// Whatever is read to open the file stands in it.
	db, err := sql.Open("sqlite", "file:"+sealed+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var root int
		if err := rows.Scan(&name, &root); err != nil {
			t.Fatal(err)
		}
		if _, told := inner[root]; whole[root] == nil && !told {
			t.Errorf("the root of %s is not in it", name)
		}
	}
}

// A file laid out by another program gives none, and a damaged one an error at
// worst.
func TestOpeningOfOddFiles(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	put(t, open, packedArticles(300)...)
	sealAll(t, open, sealed)
	file, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+open)
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, db, `PRAGMA page_size = 8192`)
	mustExec(t, db, `VACUUM`)
	db.Close()
	if b, err := store.Opening(t.Context(), open); len(b) > 0 || err != nil {
		t.Errorf("with other pages there are %d bytes (%v), want none", len(b), err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		odd := bytes.Clone(file)
		for range 1 + rnd.IntN(200) {
			odd[store.PageSize+rnd.IntN(len(odd)-store.PageSize)] = byte(rnd.IntN(256))
		}
		path := filepath.Join(dir, "odd.db")
		if err := os.WriteFile(path, odd, 0o644); err != nil {
			t.Fatal(err)
		}
		b, err := store.Opening(t.Context(), path)
		if err == nil && len(b) > 2*len(file) {
			t.Errorf("a damaged file of %d bytes gives %d", len(file), len(b))
		}
	}
}

// askedPages notes the pages that are read.
type askedPages struct {
	b     []byte
	mu    sync.Mutex
	pages map[int64]bool
	late  []int64       // in the order they were read
	early map[int64]int // those read ahead, with how many were read before
}

// ReadAhead notes pages that are going to be read.
func (a *askedPages) ReadAhead(off, n int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for page := off/store.PageSize + 1; page <= (off+n)/store.PageSize; page++ {
		a.early[page] = len(a.late)
	}
}

// ReadAt implements io.ReaderAt.
func (a *askedPages) ReadAt(p []byte, off int64) (int, error) {
	a.mu.Lock()
	a.pages[off/store.PageSize+1] = true
	a.late = append(a.late, off/store.PageSize+1)
	a.mu.Unlock()
	return bytes.NewReader(a.b).ReadAt(p, off)
}

// openWithOpening opens a file, whose bytes are given, as one on a host, with its
// opening.
func openWithOpening(t *testing.T, path string, b []byte) *store.Store {
	t.Helper()
	s, _ := openAsked(t, path, b)
	return s
}

func openAsked(t *testing.T, path string, b []byte) (*store.Store, *askedPages) {
	t.Helper()
	opening, err := store.Opening(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	asked := &askedPages{b: b, pages: map[int64]bool{}, early: map[int64]int{}}
	r, err := store.WithOpening(asked, opening)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenAt(context.Background(), "far", r, int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, asked
}

// What the opening holds is not read from the host, and the file says the same.
func TestOpeningTakesThePlaceOfPages(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	put(t, open, packedArticles(700)...)
	sealAll(t, open, sealed)
	b, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	s, asked := openAsked(t, sealed, b)
	for _, question := range []string{`SELECT count(*), sum(length(text)) FROM articles`, `SELECT uid FROM search WHERE q = '"night rain"' ORDER BY rank, uid LIMIT 9`, `PRAGMA integrity_check`} {
		want, got := answers(t, sealed, question), ""
		if err := s.Ask(t.Context(), question, 0, func(a *store.Answer) error {
			for row, err := range a.Rows {
				if err != nil {
					return err
				}
				got += fmt.Sprintln(row...)
			}
			return nil
		}); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", question, got, err, want)
		}
	}
	opening, err := store.Opening(t.Context(), sealed)
	if err != nil {
		t.Fatal(err)
	}
	whole, inner := opened(t, opening)
	for page := range asked.pages {
		if whole[int(page)] != nil && page > 1 || inner[int(page)][0] != nil {
			t.Errorf("page %d is read from the host, and stands in the opening", page)
		}
	}
	other := bytes.Clone(b)
	other[27]++ // the file change counter
	for name, c := range map[string]struct{ file, opening []byte }{
		"of another file": {other, opening}, "cut short": {b, opening[:len(opening)-3]}, "empty": {b, nil}, "of something else": {b, []byte("dabaoOP2")},
	} {
		if _, err := store.WithOpening(bytes.NewReader(c.file), c.opening); err == nil {
			t.Errorf("an opening %s is taken", name)
		}
	}
}

// What a search reads of lists and lengths is asked for at once, before any of it is
// read, and little besides.
func TestListsAreReadAhead(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	put(t, open, packedArticles(2300)...)
	sealAll(t, open, sealed)
	b, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	for _, question := range []string{"bridge", "疫情", `"night rain"`, `"night rain" source:Outlet`} {
		s, asked := openAsked(t, sealed, b)
		asked.late, asked.early = nil, map[int64]int{}
		if hits, err := s.Search(t.Context(), store.SearchQuery{Text: question, Limit: 5}); err != nil || len(hits) != 5 {
			t.Fatalf("%s: %d hits, %v", question, len(hits), err)
		}
		read := 0
		for page, before := range asked.early {
			if at := slices.Index(asked.late, page); at >= before {
				read++
			}
		}
		if read < 3 || read < len(asked.early)*2/3 {
			t.Errorf("%s: of %d pages read ahead %d are read then", question, len(asked.early), read)
		}
	}
}

// answers are the rows of a question to a file here.
func answers(t *testing.T, path, question string) (all string) {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Ask(t.Context(), question, 0, func(a *store.Answer) error {
		for row, err := range a.Rows {
			if err != nil {
				return err
			}
			all += fmt.Sprintln(row...)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// FuzzWithOpening: whatever an opening holds, it is refused, or a file opens or
// does not; nothing else happens.
func FuzzWithOpening(f *testing.F) {
	path := filepath.Join(f.TempDir(), "a.db")
	if err := store.Seal(context.Background(), path, store.Contents{Articles: func(func(*schema.Article, error) bool) {},
		Captures: func(func(schema.Capture, error) bool) {}, Rejects: func(func(schema.Reject, error) bool) {}}); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	opening, err := store.Opening(context.Background(), path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(opening)
	f.Add(append([]byte("dabaoOP1\x01\x00"), b[:store.PageSize]...))
	f.Add(append(append([]byte("dabaoOP1\x01\x00"), b[:store.PageSize]...), 1, 1, 2, 4, 6, 200, 1))
	f.Fuzz(func(t *testing.T, opening []byte) {
		r, err := store.WithOpening(bytes.NewReader(b), opening)
		if err != nil {
			return
		}
		s, err := store.OpenAt(context.Background(), "far", r, int64(len(b)))
		if err != nil {
			return
		}
		s.Search(context.Background(), store.SearchQuery{Text: "lake"})
		s.Close()
	})
}
