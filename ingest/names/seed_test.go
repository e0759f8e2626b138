package names

import (
	"maps"
	"slices"
	"testing"

	"dabao/ingest/goldtest"
	"dabao/schema"
)

// TestSeed holds the figure on the page that the project began from: its golden
// record annotates 45 mentions, those in the lines above and below the text
// among them, which stand here as blocks of their own.
func TestSeed(t *testing.T) {
	var rec struct {
		Title, Subtitle string
		Header          map[string]struct{ Text string } `json:"header_fields"`
		Body            struct {
			Blocks []struct {
				Kind, Text string
			}
		}
	}
	goldtest.ReadJSON(t, goldtest.Shared(t, "seeds", "golden", "seed.article.json"), &rec)
	a := &schema.Article{Title: rec.Title, Subtitle: rec.Subtitle, Lang: "zh-Hant"}
	for _, b := range rec.Body.Blocks {
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Kind(b.Kind), Text: b.Text})
	}
	at := map[string]int{}
	for _, name := range []string{"site_name", "dateline", "editors_line"} {
		at[name] = len(a.Blocks)
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: rec.Header[name].Text})
	}
	var gold struct {
		Entities []struct {
			Type     string
			Mentions []struct {
				Raw, Field string
				Block      *int
				Start, End int
			}
		}
	}
	goldtest.ReadJSON(t, goldtest.Shared(t, "seeds", "golden", "seed.entities.json"), &gold)
	found := Find(a, nil)
	used := make([]bool, len(found))
	var c goldtest.Tally
	owner := map[string]int{} // name → the entity of the gold it stands for
	for n, g := range gold.Entities {
		names := map[string]bool{}
		for _, m := range g.Mentions {
			field, position := m.Field, 0
			if m.Block != nil {
				field, position = "block", *m.Block
			} else if k, ok := at[m.Field]; ok {
				field, position = "block", k
			}
			k := slices.IndexFunc(found, func(e schema.Entity) bool {
				return e.Field == field && e.Position == position && e.Start == m.Start && e.End == m.End && string(e.Kind) == g.Type && e.Raw == m.Raw
			})
			if k < 0 {
				c.Miss++
				t.Logf("missed %s %s in %s %d", g.Type, m.Raw, field, position)
				continue
			}
			used[k] = true
			c.Hit++
			names[found[k].Name] = true
			if other, ok := owner[found[k].Name]; ok && other != n {
				t.Errorf("%q is the name of two entities", found[k].Name)
			}
			owner[found[k].Name] = n
		}
		if len(names) > 1 {
			t.Errorf("mentions of %s go by the names %v, want one", g.Type, slices.Sorted(maps.Keys(names)))
		}
	}
	for i, ok := range used {
		if !ok {
			c.Alarm++
			t.Logf("false alarm %s %s in %s %d [%d,%d)", found[i].Kind, found[i].Raw, found[i].Field, found[i].Position, found[i].Start, found[i].End)
		}
	}
	if c.Hit+c.Miss != 45 {
		t.Errorf("the golden record has %d mentions, want 45", c.Hit+c.Miss)
	}
	_, _, f := c.F1()
	t.Logf("seed: %s", c.Format(3))
	if f < 0.97 {
		t.Errorf("seed F1 %.4f, want at least .97", f)
	}
}
