package facts

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"dabao/schema"
)

// shared returns a file of the test inputs that lie beside the repository, and
// skips where they are absent, but not under CI.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		t.Fatal("no go.mod above the test")
	}
	path := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("test input %v is missing", parts)
		}
		t.Skipf("test input %v is not here", parts)
	}
	return path
}

func readJSON(t testing.TB, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// seedArticle is the article of the seed as its golden record states it.
func seedArticle(t *testing.T) *schema.Article {
	var rec struct {
		Title, Subtitle string
		PublishedAt     string `json:"published_at"`
		Body            struct {
			Blocks []struct {
				Kind, Text string
			}
		}
	}
	readJSON(t, shared(t, "seeds", "golden", "seed.article.json"), &rec)
	a := &schema.Article{Title: rec.Title, Subtitle: rec.Subtitle, PublishedAt: rec.PublishedAt, Lang: "zh-Hant"}
	for _, b := range rec.Body.Blocks {
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Kind(b.Kind), Text: b.Text})
	}
	return a
}

// seedSpan is where the golden record puts a row: the subtitle or a block.
type seedSpan struct {
	Field      string
	Block      *int
	Start, End int
}

// is compares places; the record's subtitle keeps the dash that leads it.
func (s seedSpan) is(p schema.Span) bool {
	if s.Block != nil {
		return p.Field == "block" && p.Position == *s.Block && p.Start == s.Start && p.End == s.End
	}
	return p.Field == s.Field && p.Start == s.Start && p.End == s.End
}

func TestSeedQuantities(t *testing.T) {
	a := seedArticle(t)
	Fill(a, nil)
	var rec struct {
		Quantities []struct {
			seedSpan
			Raw, Unit, Modifier string
			Value               float64
			Noun                *struct{ Raw string }
			SubjectOrgs         []struct{ Raw, Role string } `json:"subject_orgs"`
		}
	}
	readJSON(t, shared(t, "seeds", "golden", "seed.quantities.json"), &rec)
	var c tally
	nouns, subjects := tally{}, tally{}
	used := make([]bool, len(a.Quantities))
	for _, want := range rec.Quantities {
		k := slices.IndexFunc(a.Quantities, func(q schema.Quantity) bool {
			return want.is(q.Span) && q.Raw == want.Raw && q.Value == want.Value && q.ValueHigh == nil && q.Unit == want.Unit && q.Modifier == want.Modifier
		})
		if k < 0 {
			c.miss++
			t.Logf("missed %s %v %s %s", want.Raw, want.Value, want.Unit, want.Modifier)
			continue
		}
		used[k] = true
		c.hit++
		noun, subject := "", []string{}
		if want.Noun != nil {
			noun = want.Noun.Raw
		}
		for _, s := range want.SubjectOrgs {
			if s.Role == "agent" || s.Role == "possessor" {
				subject = append(subject, s.Raw)
			}
		}
		if !tallyWord(&nouns, a.Quantities[k].Noun, noun) {
			t.Logf("noun of %s: got %q, want %q", want.Raw, a.Quantities[k].Noun, noun)
		}
		if !tallyWord(&subjects, a.Quantities[k].Subject, append(subject, "")[0]) {
			t.Logf("subject of %s: got %q, want %q", want.Raw, a.Quantities[k].Subject, subject)
		}
	}
	for i, ok := range used {
		if !ok {
			c.alarm++
			t.Logf("false alarm %+v", a.Quantities[i])
		}
	}
	_, _, f := c.f1()
	_, _, fn := nouns.f1()
	_, _, fs := subjects.f1()
	t.Logf("seed: quantities F1 %.4f (%+v), nouns F1 %.4f, subjects F1 %.4f", f, c, fn, fs)
	if f < 0.97 {
		t.Errorf("seed quantities F1 %.4f, want at least .97", f)
	}
}

func tallyWord(c *tally, got, want string) bool {
	switch {
	case got == want && want != "":
		c.hit++
	case got == want:
	default:
		if got != "" {
			c.alarm++
		}
		if want != "" {
			c.miss++
		}
		return false
	}
	return true
}

func TestSeedDates(t *testing.T) {
	a := seedArticle(t)
	Fill(a, nil)
	var rec struct {
		Dates []struct {
			seedSpan
			Raw, Value, Precision, Role string
		}
	}
	readJSON(t, shared(t, "seeds", "golden", "seed.dates.json"), &rec)
	n := 0
	for _, want := range rec.Dates {
		if want.Role != "in_text" {
			continue
		}
		n++
		if !slices.ContainsFunc(a.Dates, func(d schema.Date) bool {
			return want.is(d.Span) && d.Raw == want.Raw && d.Value == want.Value && d.Precision == want.Precision
		}) {
			t.Errorf("missed %+v", want)
		}
	}
	if len(a.Dates) != n {
		t.Errorf("%d dates, want %d: %+v", len(a.Dates), n, a.Dates)
	}
}
