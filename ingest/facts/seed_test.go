package facts

import (
	"slices"
	"testing"

	"dabao/ingest/goldtest"
	"dabao/schema"
)

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
	goldtest.ReadJSON(t, goldtest.Shared(t, "seeds", "golden", "seed.article.json"), &rec)
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
	goldtest.ReadJSON(t, goldtest.Shared(t, "seeds", "golden", "seed.quantities.json"), &rec)
	var c goldtest.Tally
	nouns, subjects := goldtest.Tally{}, goldtest.Tally{}
	used := make([]bool, len(a.Quantities))
	for _, want := range rec.Quantities {
		k := slices.IndexFunc(a.Quantities, func(q schema.Quantity) bool {
			return want.is(q.Span) && q.Raw == want.Raw && q.Value == want.Value && q.ValueHigh == nil && q.Unit == want.Unit && q.Modifier == want.Modifier
		})
		if k < 0 {
			c.Miss++
			t.Logf("missed %s %v %s %s", want.Raw, want.Value, want.Unit, want.Modifier)
			continue
		}
		used[k] = true
		c.Hit++
		noun, subject := "", []string{}
		if want.Noun != nil {
			noun = want.Noun.Raw
		}
		for _, s := range want.SubjectOrgs {
			if s.Role == "agent" || s.Role == "possessor" {
				subject = append(subject, s.Raw)
			}
		}
		if !nouns.Compare(a.Quantities[k].Noun, noun) {
			t.Logf("noun of %s: got %q, want %q", want.Raw, a.Quantities[k].Noun, noun)
		}
		if !subjects.Compare(a.Quantities[k].Subject, append(subject, "")[0]) {
			t.Logf("subject of %s: got %q, want %q", want.Raw, a.Quantities[k].Subject, subject)
		}
	}
	for i, ok := range used {
		if !ok {
			c.Alarm++
			t.Logf("false alarm %+v", a.Quantities[i])
		}
	}
	_, _, f := c.F1()
	_, _, fn := nouns.F1()
	_, _, fs := subjects.F1()
	t.Logf("seed: quantities F1 %.4f (%+v), nouns F1 %.4f, subjects F1 %.4f", f, c, fn, fs)
	if f < 0.97 {
		t.Errorf("seed quantities F1 %.4f, want at least .97", f)
	}
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
	goldtest.ReadJSON(t, goldtest.Shared(t, "seeds", "golden", "seed.dates.json"), &rec)
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
