package release

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"dabao/schema"
)

func apply(t *testing.T, base, delta, out string) (DatabaseID, error) {
	t.Helper()
	ctx := context.Background()
	old, err := OpenDatabase(ctx, base)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	f, err := os.Open(delta)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return Apply(ctx, old, f, out)
}

func unpack(t *testing.T, b []byte) string {
	t.Helper()
	r, err := zstd.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestApplyRebuildsToTheByte(t *testing.T) {
	root := t.TempDir()
	uid := func(i int) schema.UID { return schema.UIDFromURL(fmt.Sprintf("%s%d.html", siteURL, i)) }
	base := readings(30)
	build(t, database(t, base), root+"/base", demoOptions(t, ""))
	newer := reading(1)
	newer.Article.Title = "第新題"
	newer.Capture.SHA256, newer.Capture.CapturedAt = strings.Repeat("f", 64), "2024-01-01T00:00:00Z"
	rejected := schema.Reading{Reject: &schema.Reject{Origin: schema.Origin{URI: "pages/empty.html"}, Reason: schema.NotText, Detail: "other"}}
	for name, c := range map[string]struct {
		readings []schema.Reading
		more     string
	}{
		"nothing":    {base, ""},
		"more":       {readings(40), ""},
		"fewer":      {readings(20), ""},
		"changed":    {append(base[:len(base)-1:len(base)-1], newer, rejected), ""},
		"splits":     {base, shares},
		"metadata":   {base, "[select]\ntext = false\n"},
		"withdrawn":  {base, fmt.Sprintf("[[withdraw]]\nuid = %q\ndate = \"2023-01-01\"\nreason = \"asked for\"\n", uid(2))},
		"moved":      {base, fmt.Sprintf("[[correct]]\nuid = %q\ncolumn = \"published_on\"\nnow = \"2021-01-01\"\nreason = \"misprint\"\n", uid(3))},
		"none left":  {nil, ""},
		"all undone": {base, "[select]\nwhere = \"published_on IS NULL\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(root, name)
			o := following(t, c.more, root+"/base")
			build(t, database(t, c.readings), dir, o)
			if v := verify(t, dir); !v.OK() {
				t.Errorf("verify: %v", v.Differences)
			}
			out := filepath.Join(t.TempDir(), "new.db")
			id, err := apply(t, root+"/base", dir+"/delta-1.0.0.jsonl.zst", out)
			if err != nil {
				t.Fatal(err)
			}
			if equal, err := equalFiles(t.Context(), out, dir+"/articles.db", 0); err != nil || !equal {
				t.Errorf("the result is another file (%v)", err)
			}
			if id.Version != "1.1.0" || id.SHA256 == "" {
				t.Errorf("got %+v", id)
			}
			if entries, _ := os.ReadDir(filepath.Dir(out)); len(entries) != 1 {
				t.Errorf("left behind: %v", entries)
			}
		})
	}
}

func TestDeltaHoldsNoWithdrawnText(t *testing.T) {
	root := t.TempDir()
	build(t, database(t, readings(10)), root+"/a", demoOptions(t, ""))
	uid := schema.UIDFromURL(siteURL + "2.html")
	o := following(t, fmt.Sprintf("[[withdraw]]\nuid = %q\ndate = \"2023-01-01\"\nreason = \"asked for\"\n", uid), root+"/a")
	build(t, database(t, readings(12)), root+"/b", o)
	files := tree(t, root+"/b")
	delta := unpack(t, []byte(files["delta-1.0.0.jsonl.zst"]))
	for name, text := range map[string]string{"delta": delta, "CHANGES.md": files["CHANGES.md"]} {
		if strings.Contains(text, "secret-2 ") || strings.Contains(text, "第2篇") || !strings.Contains(text, string(uid)) {
			t.Errorf("%s: %s", name, text)
		}
	}
	if !strings.Contains(delta, "secret-11 ") || strings.Contains(delta, "secret-3 ") {
		t.Error("the delta does not hold just what is new")
	}
}

func TestApplyRefuses(t *testing.T) {
	root := t.TempDir()
	build(t, database(t, readings(5)), root+"/a", demoOptions(t, ""))
	o := following(t, "", root+"/a")
	build(t, database(t, readings(7)), root+"/b", o)
	delta := root + "/b/delta-1.0.0.jsonl.zst"
	packed, err := os.ReadFile(delta)
	if err != nil {
		t.Fatal(err)
	}
	text := unpack(t, packed)
	lines := strings.SplitAfter(text, "\n")
	out := filepath.Join(t.TempDir(), "new.db")
	_, err = apply(t, root+"/b", delta, out)
	if !errors.Is(err, ErrWrongBase) || !strings.Contains(err.Error(), "it needs demo 1.0.0") || !strings.Contains(err.Error(), "full articles.db of version 1.1.0") {
		t.Errorf("wrong base: got %v", err)
	}
	ctx := context.Background()
	old, err := OpenDatabase(ctx, root+"/a")
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	for name, bad := range map[string]string{
		"empty":         "",
		"no header":     strings.Join(lines[1:], ""),
		"cut":           text[:len(text)-20],
		"a line less":   strings.Join(lines[:len(lines)-2], ""),
		"a line twice":  text + lines[len(lines)-2],
		"unknown":       text + "{\"what\":1}\n",
		"two keys":      text + "{\"article\":{},\"drop\":\"\"}\n",
		"not JSON":      text + "x\n",
		"form":          strings.Replace(text, `{"delta":1`, `{"delta":2`, 1),
		"another title": strings.Replace(text, "第6篇", "第9篇", 1),
		"bad kind":      strings.Replace(text, `"kind":"paragraph"`, `"kind":"poem"`, 1),
	} {
		var b bytes.Buffer
		w, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, bad); err != nil {
			t.Fatal(err)
		}
		w.Close()
		if _, err := Apply(ctx, old, &b, out); err == nil {
			t.Errorf("%s: was applied", name)
		}
		if entries, _ := os.ReadDir(filepath.Dir(out)); len(entries) != 0 {
			t.Errorf("%s: left behind: %v", name, entries)
		}
	}
	if _, err := Apply(ctx, old, strings.NewReader("no zstd"), out); err == nil {
		t.Error("text was applied")
	}
}

// A delta has the size of what is new, not of the file it leads to.
func TestDeltaIsSmall(t *testing.T) {
	root := t.TempDir()
	build(t, database(t, readings(400)), root+"/a", Options{})
	o := Options{Previous: root + "/a"}
	build(t, database(t, readings(420)), root+"/b", o)
	delta, err := filepath.Glob(root + "/b/delta-*")
	if err != nil || len(delta) != 1 {
		t.Fatalf("got %q, %v", delta, err)
	}
	d, err := os.Stat(delta[0])
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.Stat(root + "/b/articles.db")
	if err != nil || d.Size() > whole.Size()/50 {
		t.Errorf("the delta of 20 articles has %d bytes of %d (%v)", d.Size(), whole.Size(), err)
	}
}

func TestMerged(t *testing.T) {
	order := func(a, b *schema.Capture) int { return captureOrder(a, b) }
	seq := func(uris string) func(func(schema.Capture, error) bool) {
		return func(yield func(schema.Capture, error) bool) {
			for _, u := range strings.Fields(uris) {
				if !yield(schema.Capture{Origin: schema.Origin{URI: u}}, nil) {
					return
				}
			}
		}
	}
	for _, c := range [][3]string{{"", "", ""}, {"b d", "a c e", "abcde"}, {"", "a b", "ab"}, {"a b", "", "ab"}, {"c", "a b", "abc"}} {
		got := ""
		for v, err := range merged(order, seq(c[0]), seq(c[1])) {
			if err != nil {
				t.Fatal(err)
			}
			got += v.Origin.URI
		}
		if got != c[2] {
			t.Errorf("%q: got %s", c, got)
		}
	}
	bad := errors.New("bad")
	n := 0
	for _, err := range merged(order, seq("b c"), func(yield func(schema.Capture, error) bool) { yield(schema.Capture{}, bad) }) {
		if n++; n == 1 && !errors.Is(err, bad) {
			t.Errorf("got %v", err)
		}
	}
	if n != 1 {
		t.Errorf("went on for %d steps", n)
	}
}
