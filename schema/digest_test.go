package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"
)

// The digest is worked out by hand here: it is a promise to other tools.
func TestDigestLayout(t *testing.T) {
	shape := &Shape{Name: "t", Fields: []Field{
		{Column: Column{Name: "b", Type: Integer}}, {Column: Column{Name: "a", Type: Text}}, {Column: Column{Name: "r", Type: Real}},
		{Column: Column{Name: "none", Type: Text}}, {Column: Column{Name: "at", Type: Time}}, {Column: Column{Name: "article_id", Type: Integer}},
		{Column: Column{Name: "l"}, Items: []Column{{Name: "", Type: Text}}},
		{Column: Column{Name: "e"}, Items: []Column{{Name: "x", Type: Text}}},
	}}
	row := []any{int64(-2), "é", 1.5, nil, "2022-01-02T03:04:05.1200+08:00", int64(9), [][]any{{"x"}, {nil}}, [][]any{}}
	want := "\x01a" + "t\x02é" +
		"\x02at" + "t\x1c2022-01-02T03:04:05.12+08:00" +
		"\x01b" + "i\xff\xff\xff\xff\xff\xff\xff\xfe" +
		"\x01l" + "l\x02" + "\x00t\x01x\xff" + "\xff" +
		"\x01r" + "r\x3f\xf8\x00\x00\x00\x00\x00\x00" + "\xff"
	d := NewDigest(shape)
	got := d.Add(row)
	if got != sha256.Sum256([]byte(want)) {
		t.Errorf("got  %q\nwant %q", d.buf, want)
	}
	d.Add(row)
	sum := sha256.Sum256([]byte(want + want))
	if d.String() != hex.EncodeToString(sum[:]) || d.Rows() != 2 {
		t.Errorf("two rows: got %s, %d", d, d.Rows())
	}
}

func TestCanonicalTime(t *testing.T) {
	for s, want := range map[string]string{
		"2022-01-02T03:04:05Z":                "2022-01-02T03:04:05Z",
		"2022-01-02T03:04:05.000Z":            "2022-01-02T03:04:05Z",
		"2022-01-02T03:04:05.123456789-05:00": "2022-01-02T03:04:05.123456-05:00",
		"2022-01-02T03:04:05.10+00:00":        "2022-01-02T03:04:05.1+00:00",
		"about noon, on the.day":              "about noon, on the.day",
	} {
		if got := canonicalTime(s); got != want {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
}

// Every value of an article shows in the digest of its row.
func TestDigestSeesEveryField(t *testing.T) {
	shape := ArticleShape()
	digest := func(row []any) string { return NewArticlesDigest().Add(row) }
	want := digest(full().Record())
	for i, f := range shape.Fields {
		row := full().Record()
		switch v := row[i].(type) {
		case string:
			row[i] = v + "x"
		case int64:
			row[i] = v + 1
		case [][]any:
			row[i] = v[:len(v)-1]
		}
		if digest(row) == want {
			t.Errorf("%s does not show", f.Name)
		}
		if equal, field := EqualRows(&shape, full().Record(), row); equal || field != f.Name {
			t.Errorf("%s: EqualRows gives %v, %q", f.Name, equal, field)
		}
	}
	if equal, field := EqualRows(&shape, full().Record(), full().Record()); !equal {
		t.Errorf("equal rows differ in %s", field)
	}
}

func TestContentDigest(t *testing.T) {
	shape := TableNamed("withdrawn").Shape()
	tables := func(reason string) map[string]*Digest {
		d := NewArticlesDigest()
		d.Add(full().Record())
		all := d.Tables()
		all["withdrawn"] = NewDigest(&shape)
		all["withdrawn"].Add([]any{"u", "2022-01-01", reason})
		return all
	}
	one := tables("a")
	if got := one["blocks"].Rows(); got != 3 {
		t.Errorf("blocks: got %d rows, want 3", got)
	}
	names := 0
	for _, table := range Tables {
		if table.Child && one[table.Name].Rows() > 0 {
			names++
		}
	}
	if names != 9 {
		t.Errorf("got %d child tables with rows, want 9", names)
	}
	digests := []string{ContentDigest(one), ContentDigest(tables("a")), ContentDigest(tables("b"))}
	if digests[0] != digests[1] || slices.Contains(digests[:2], digests[2]) {
		t.Errorf("got %q", digests)
	}
}
