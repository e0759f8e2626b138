package extract

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"dabao/schema"
)

var update = flag.Bool("update", false, "rewrite the checked-in figures and golden cases")

// gold is what a corpus says of one page.
type gold struct {
	Title, Published, URL, Source string
	Author                        string
	Authors, Topics               []string
}

func (g gold) authors() string {
	if len(g.Authors) > 0 {
		return strings.Join(g.Authors, " ")
	}
	return g.Author
}

// figures are what is measured of one corpus.
type figures struct {
	Pages               int     `json:"pages"`
	Title               float64 `json:"title"`
	TitleIn             float64 `json:"title_contains"`
	Day                 float64 `json:"day"`
	Author              float64 `json:"author_f1"`
	Minute              float64 `json:"minute"`
	Source              float64 `json:"source,omitempty"`
	Read                int     `json:"read"`
	nT, nD, nA, nMi, nS int
}

func corpusDir(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(dir, "..", "shared", "corpora", name)
	if _, err := os.Stat(filepath.Join(dir, "gold.json")); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the corpus %s must be there in CI: %v", name, err)
		}
		t.Skipf("no corpus %s beside the repository: %v", name, err)
	}
	return dir
}

func readGold(t testing.TB, dir string) (map[string]gold, []string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]gold{}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for id := range all {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return all, ids
}

func readPage(t testing.TB, dir, id string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "html", id+".html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ToValidUTF8(string(page), "\ufffd")
}

// TestFields measures the fields on the corpora and holds them to the figures
// checked in.
func TestFields(t *testing.T) {
	const scores = "testdata/fields.json"
	want := map[string]figures{}
	if raw, err := os.ReadFile(scores); err == nil {
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]figures{}
	for _, name := range []string{"fundus", "zh-news"} {
		f := measure(t, name)
		got[name] = f
		t.Logf("%-8s pages=%d read=%d title=%.3f contains=%.3f (n=%d) day=%.3f (n=%d) author=%.3f (n=%d) minute=%.3f (n=%d) source=%.3f (n=%d)",
			name, f.Pages, f.Read, f.Title, f.TitleIn, f.nT, f.Day, f.nD, f.Author, f.nA, f.Minute, f.nMi, f.Source, f.nS)
		w := want[name]
		for _, c := range []struct {
			what      string
			got, want float64
		}{{"title", f.Title, w.Title}, {"title_contains", f.TitleIn, w.TitleIn}, {"day", f.Day, w.Day}, {"author_f1", f.Author, w.Author}, {"minute", f.Minute, w.Minute}, {"source", f.Source, w.Source}} {
			if c.got < c.want-.002 && !*update {
				t.Errorf("%s: %s fell to %.4f from %.4f", name, c.what, c.got, c.want)
			}
		}
	}
	if *update {
		raw, _ := json.MarshalIndent(got, "", "  ")
		if err := os.WriteFile(scores, append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func measure(t *testing.T, name string) figures {
	dir := corpusDir(t, name)
	all, ids := readGold(t, dir)
	var f figures
	f.Pages = len(ids)
	dump := map[string]map[string]any{}
	for _, id := range ids {
		g := all[id]
		a, err := Page(readPage(t, dir, id), g.URL, maxMarks)
		if err != nil {
			t.Logf("%s: %v", id, err)
			a = &schema.Article{}
		} else {
			f.Read++
		}
		f.add(t, id, g, a)
		dump[id] = map[string]any{"title": a.Title, "published": a.PublishedOn, "authors": creditNames(a, schema.Author), "body": a.Text()}
	}
	if out := os.Getenv("DABAO_DUMP"); out != "" {
		raw, _ := json.Marshal(dump)
		os.WriteFile(filepath.Join(out, name+".json"), raw, 0o644)
	}
	div := func(s *float64, n int) {
		if n > 0 {
			*s = math.Round(*s/float64(n)*1e4) / 1e4
		}
	}
	div(&f.Title, f.nT)
	div(&f.TitleIn, f.nT)
	div(&f.Day, f.nD)
	div(&f.Author, f.nA)
	div(&f.Minute, f.nMi)
	div(&f.Source, f.nS)
	return f
}

func (f *figures) add(t *testing.T, id string, g gold, a *schema.Article) {
	miss := func(what string, got, want any) {
		if t != nil && testing.Verbose() {
			t.Logf("%-7s %-34s got %q want %q", what, id, fmt.Sprint(got), fmt.Sprint(want))
		}
	}
	if g.Title != "" {
		f.nT++
		w, p := squash(g.Title), squash(a.Title)
		if w == p {
			f.Title++
		} else {
			miss("title", a.Title, g.Title)
		}
		if p != "" && strings.Contains(p, w) {
			f.TitleIn++
		}
	}
	if g.Published != "" {
		f.nD++
		if g.Published[:10] == a.PublishedOn {
			f.Day++
		} else {
			miss("day", a.PublishedOn+" "+a.PublishedAt, g.Published)
		}
		if same, ok := sameMinute(g.Published, a.PublishedAt); ok {
			f.nMi++
			if same {
				f.Minute++
			} else {
				miss("minute", a.PublishedAt, g.Published)
			}
		}
	}
	if g.Source != "" {
		f.nS++
		if a.Source == g.Source {
			f.Source++
		} else {
			miss("source", a.Source, g.Source)
		}
	}
	if want := nameTokens(g.authors()); len(want) > 0 {
		f.nA++
		names := creditNames(a, schema.Author)
		f1 := overlap(want, nameTokens(strings.Join(names, " ")))
		f.Author += f1
		if f1 < 1 {
			miss("author", names, g.authors())
		}
	}
}

func creditNames(a *schema.Article, role schema.Role) []string {
	var out []string
	for _, c := range a.Credits {
		if c.Role == role {
			out = append(out, c.Name)
		}
	}
	return out
}

func overlap(want, got []string) float64 {
	left := map[string]int{}
	for _, w := range want {
		left[w]++
	}
	hit := 0
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			hit++
		}
	}
	return 2 * float64(hit) / float64(len(want)+len(got))
}

// squash is the title as score.py compares it.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.L, unicode.N) {
			return r
		}
		return -1
	}, cases.Fold().String(norm.NFKC.String(s)))
}

// nameTokens are the words of names as score.py counts them.
func nameTokens(s string) []string {
	var out []string
	run := ""
	flush := func() {
		if run != "" {
			out = append(out, cases.Fold().String(run))
			run = ""
		}
	}
	for _, r := range norm.NFC.String(s) {
		switch {
		case soloLetter(r):
			flush()
			if unicode.In(r, unicode.L, unicode.N) {
				out = append(out, string(r))
			}
		case r == '_' || unicode.In(r, unicode.L, unicode.N, unicode.M):
			run += string(r)
		default:
			flush()
		}
	}
	flush()
	return out
}

func soloLetter(r rune) bool {
	for _, b := range [][2]rune{{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x3040, 0x30FF}, {0x31F0, 0x31FF},
		{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0xFF66, 0xFF9D}, {0x20000, 0x3FFFF}} {
		if r >= b[0] && r <= b[1] {
			return true
		}
	}
	return false
}
