package body

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/ingest/extract/body/score"
	"dabao/schema"

	"golang.org/x/net/html"
)

var (
	update = flag.Bool("update", false, "write the golden files and scores anew")
	pred   = flag.String("pred", "", "folder to write predictions into, one JSON file a corpus")
)

// corporaDir finds the corpora; their absence fails in CI and skips elsewhere.
func corporaDir(t testing.TB) string {
	dir, err := score.Find(".")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skipf("the quality of bodies is not measured: %v", err)
	}
	return dir
}

func readCorpus(t testing.TB, dir string) []score.Sample {
	s, err := score.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func parse(t testing.TB, page []byte) (*html.Node, Hint) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	h := score.ReadHints(root)
	return root, Hint{Site: h.Site, Title: h.Title, Description: h.Description, ArticleBody: h.ArticleBody}
}

// scoredText is the text of the contract: everything but captions, a line each.
func scoredText(b *Body) string {
	if b == nil {
		return ""
	}
	return (&schema.Article{Blocks: b.Blocks}).Text()
}

// scoreCorpus measures one corpus, each page changed by change before it is
// read, where that is not nil.
func scoreCorpus(t *testing.T, dir string, change func(*html.Node)) []score.Page {
	var rows []score.Page
	texts := map[string]map[string]string{}
	for _, s := range readCorpus(t, dir) {
		root, hint := parse(t, s.HTML)
		if change != nil {
			change(root)
		}
		b, err := Find(root, hint)
		if err != nil {
			t.Errorf("%s: %v, want an article", s.ID, err)
		}
		text := scoredText(b)
		texts[s.ID] = map[string]string{"body": text}
		rows = append(rows, score.Of(s.ID, s.Want, text))
	}
	if *pred != "" && change == nil {
		j, err := json.Marshal(texts)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*pred, filepath.Base(dir)+".json"), j, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// TestScores measures the bodies of every corpus, as it is and with all names
// taken off its pages, and compares the figures with testdata/scores.json. A figure that falls by more than the tolerance fails;
// one that rises asks for -update, so that the file moves on purpose.
func TestScores(t *testing.T) {
	dir := corporaDir(t)
	got := map[string]score.Mean{}
	var table strings.Builder
	fmt.Fprintf(&table, "%-12s %5s %6s %6s %6s %6s\n", "corpus", "pages", "F1", "P", "R", "exact")
	var all []score.Page
	for _, c := range score.Corpora {
		rows := scoreCorpus(t, filepath.Join(dir, c), nil)
		m := score.Average(rows)
		got[c] = m
		all = append(all, rows...)
		fmt.Fprintf(&table, "%-12s %5d %6.4f %6.4f %6.4f %6.3f\n", c, m.Pages, m.F1, m.P, m.R, m.Exact)
		if testing.Verbose() {
			slices.SortStableFunc(rows, func(a, b score.Page) int { return int(math.Copysign(1, a.F-b.F)) })
			for _, r := range rows[:min(len(rows), 10)] {
				fmt.Fprintf(&table, "    %.3f P=%.3f R=%.3f %s\n", r.F, r.Precision, r.Recall, r.ID)
			}
		}
	}
	m := score.Average(all)
	fmt.Fprintf(&table, "%-12s %5d %6.4f %6.4f %6.4f %6.3f\n", "all", m.Pages, m.F1, m.P, m.R, m.Exact)
	for _, c := range score.Corpora {
		m := score.Average(scoreCorpus(t, filepath.Join(dir, c), withoutNames))
		c += " without names"
		got[c] = m
		fmt.Fprintf(&table, "%-26s %6.4f %6.4f %6.4f %6.3f\n", c, m.F1, m.P, m.R, m.Exact)
	}
	t.Log("\n" + table.String())
	compareScores(t, got)
}

// withoutNames takes off a page all that its authors named: what a rule finds
// then it finds on sites whose words nobody has seen.
func withoutNames(root *html.Node) {
	for n := range root.Descendants() {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
			switch a.Key {
			case "href", "src", "srcset", "style", "hidden", "aria-hidden":
				return false
			}
			return true
		})
	}
}

// tolerance is how far a figure may move unnoticed.
const tolerance = .002

func compareScores(t *testing.T, got map[string]score.Mean) {
	const file = "testdata/scores.json"
	if *update {
		for k, s := range got {
			for _, f := range []*float64{&s.F1, &s.P, &s.R, &s.Exact} {
				*f = math.Round(*f*1e4) / 1e4
			}
			got[k] = s
		}
		writeJSON(t, file, got)
		return
	}
	var want map[string]score.Mean
	readJSON(t, file, &want)
	for _, c := range slices.Sorted(maps.Keys(got)) {
		g, w := got[c], want[c]
		for _, f := range []struct {
			name      string
			got, want float64
		}{{"f1", g.F1, w.F1}, {"exact", g.Exact, w.Exact}} {
			switch {
			case f.got < f.want-tolerance:
				t.Errorf("%s: %s fell to %.4f, want %.4f", c, f.name, f.got, f.want)
			case f.got > f.want+tolerance:
				t.Errorf("%s: %s rose to %.4f from %.4f: run with -update to keep it", c, f.name, f.got, f.want)
			}
		}
	}
}

func writeJSON(t testing.TB, file string, v any) {
	j, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(j, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readJSON(t testing.TB, file string, v any) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
