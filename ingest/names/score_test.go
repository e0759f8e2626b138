package names

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"dabao/ingest/goldtest"
	"dabao/schema"
)

var update = flag.Bool("update", false, "rewrite testdata/scores.txt")

// scorePage counts by kind; exact span and kind make a hit. What overlaps an
// optional name is neither rewarded nor punished.
func scorePage(p *goldPage, found []schema.Entity, complain func(sign string, field string, position, start, end int, kind string)) map[string]goldtest.Tally {
	by := map[string]goldtest.Tally{}
	count := func(kind string, c goldtest.Tally) {
		t := by[kind]
		t.Add(c)
		by[kind] = t
	}
	same := func(e *schema.Entity, g *goldEntity) bool {
		return e.Field == g.Field && e.Position == g.Position && e.Start == g.Start && e.End == g.End && string(e.Kind) == g.Kind
	}
	for i := range found {
		e := &found[i]
		switch {
		case slices.ContainsFunc(p.Entities, func(g goldEntity) bool { return !g.Optional && same(e, &g) }):
			count(string(e.Kind), goldtest.Tally{Hit: 1})
		case slices.ContainsFunc(p.Entities, func(g goldEntity) bool {
			return g.Optional && g.Field == e.Field && g.Position == e.Position && g.Start < e.End && g.End > e.Start
		}):
		default:
			count(string(e.Kind), goldtest.Tally{Alarm: 1})
			complain("+", e.Field, e.Position, e.Start, e.End, string(e.Kind))
		}
	}
	for i := range p.Entities {
		g := &p.Entities[i]
		if !g.Optional && !slices.ContainsFunc(found, func(e schema.Entity) bool { return same(&e, g) }) {
			count(g.Kind, goldtest.Tally{Miss: 1})
			complain("-", g.Field, g.Position, g.Start, g.End, g.Kind)
		}
	}
	return by
}

// scoreRoles counts the roles of the people of the gold that were found: a role is
// hit by the same words, and one where the gold has none, or another, is an alarm.
func scoreRoles(p *goldPage, a *schema.Article, found []schema.Entity) (c goldtest.Tally) {
	for i := range p.Entities {
		g := &p.Entities[i]
		k := slices.IndexFunc(found, func(e schema.Entity) bool {
			return e.Field == g.Field && e.Position == g.Position && e.Start == g.Start && e.End == g.End && e.Kind == schema.Person
		})
		if k < 0 || g.Kind != "person" || g.Optional {
			continue
		}
		want := ""
		if len(g.Role) == 2 {
			want = string(fieldRunes(a, g.Field, g.Position)[g.Role[0]:g.Role[1]])
		}
		c.Compare(string(found[k].Role), want)
	}
	return c
}

// scores counts by language and set, and by kind.
type scores map[string]map[string]goldtest.Tally

func (s scores) add(p *goldPage, by map[string]goldtest.Tally) {
	key := p.Lang[:2] + " " + p.Set
	if s[key] == nil {
		s[key] = map[string]goldtest.Tally{}
	}
	for kind, c := range by {
		for _, k := range []string{kind, "all"} {
			x := s[key][k]
			x.Add(c)
			s[key][k] = x
		}
	}
}

// addRoles counts the roles of a page, which are no mentions.
func (s scores) addRoles(p *goldPage, c goldtest.Tally) {
	by := s[p.Lang[:2]+" "+p.Set]
	x := by["role"]
	x.Add(c)
	by["role"] = x
}

func (s scores) String() string {
	var b strings.Builder
	for _, lang := range []string{"zh", "en"} {
		for _, set := range []string{"tune", "check", "late"} {
			for _, kind := range []string{"org", "place", "person", "all", "role"} {
				if c, ok := s[lang+" "+set][kind]; ok {
					fmt.Fprintf(&b, "%s %-5s %-6s  %s\n", lang, set, kind, c.Format(3))
				}
			}
		}
	}
	return b.String()
}

// TestQuality prints precision, recall and F1 on the annotated pages and fails
// where one falls below testdata/scores.txt by more than .01; -update writes
// new figures. With DABAO_NAMES_SHOW=tune it also prints what is wrong on the
// pages of that set.
func TestQuality(t *testing.T) {
	texts := corpusTexts{}
	total := scores{}
	for _, p := range goldPages(t) {
		a := texts.article(t, &p)
		found := Find(a, nil)
		total.add(&p, scorePage(&p, found, func(s, field string, position, start, end int, kind string) {
			if os.Getenv("DABAO_NAMES_SHOW") == p.Set {
				r := fieldRunes(a, field, position)
				t.Logf("%s %s %s|%s|%s %s", p.Page[max(0, len(p.Page)-20):], s, string(r[max(0, start-8):start]), string(r[start:end]), string(r[end:min(len(r), end+8)]), kind)
			}
		}))
		total.addRoles(&p, scoreRoles(&p, a, found))
	}
	t.Logf("\n%v", total)
	goldtest.Holds(t, "testdata/scores.txt", total.String(), 0.01, *update)
}

// TestQualityOfTaggers prints the figures of jieba's tagger and of spaCy's small
// English pipeline on the same pages, from the python that DABAO_TAGGERS names;
// CI does without.
func TestQualityOfTaggers(t *testing.T) {
	python := os.Getenv("DABAO_TAGGERS")
	if python == "" {
		t.Skip("DABAO_TAGGERS names no python with jieba or spaCy")
	}
	type row struct {
		Lang string `json:"lang"`
		Text string `json:"text"`
	}
	type place struct {
		page     int
		field    string
		position int
	}
	texts, pages := corpusTexts{}, goldPages(t)
	var in bytes.Buffer
	var places []place
	for i := range pages {
		a := texts.article(t, &pages[i])
		eachField(a, func(text, name string, position int) {
			places = append(places, place{i, name, position})
			if err := json.NewEncoder(&in).Encode(row{pages[i].Lang, text}); err != nil {
				t.Fatal(err)
			}
		})
	}
	cmd := exec.Command(python, "testdata/taggers.py")
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]map[int][]schema.Entity{}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(places) {
		t.Fatalf("%d lines of %d texts", len(lines), len(places))
	}
	for i, line := range lines {
		var tags [][]any
		if err := json.Unmarshal([]byte(line), &tags); err != nil {
			t.Fatal(err)
		}
		for _, tag := range tags {
			name := tag[0].(string)
			if found[name] == nil {
				found[name] = map[int][]schema.Entity{}
			}
			at := places[i]
			found[name][at.page] = append(found[name][at.page], schema.Entity{
				Span: schema.Span{Field: at.field, Position: at.position, Start: int(tag[1].(float64)), End: int(tag[2].(float64))}, Kind: schema.EntityKind(tag[3].(string))})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		total := scores{}
		for i := range pages {
			if lang := map[byte]string{'j': "zh", 's': "en"}[name[0]]; lang == pages[i].Lang[:2] {
				total.add(&pages[i], scorePage(&pages[i], found[name][i], func(string, string, int, int, int, string) {}))
			}
		}
		t.Logf("%s\n%v", name, total)
	}
}
