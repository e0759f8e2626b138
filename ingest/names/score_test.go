package names

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dabao/schema"
)

var update = flag.Bool("update", false, "rewrite testdata/scores.txt")

// tally counts hits, false alarms and misses.
type tally struct{ hit, alarm, miss int }

func (a *tally) add(b tally) { a.hit, a.alarm, a.miss = a.hit+b.hit, a.alarm+b.alarm, a.miss+b.miss }

func (a tally) f1() (p, r, f float64) {
	if a.hit == 0 {
		return 0, 0, 0
	}
	p = float64(a.hit) / float64(a.hit+a.alarm)
	r = float64(a.hit) / float64(a.hit+a.miss)
	return p, r, 2 * p * r / (p + r)
}

func (a tally) String() string {
	p, r, f := a.f1()
	return fmt.Sprintf("P %.3f  R %.3f  F1 %.3f  %d/%d/%d", p, r, f, a.hit, a.alarm, a.miss)
}

// scorePage counts by kind; exact span and kind make a hit. What overlaps an
// optional name is neither rewarded nor punished.
func scorePage(p *goldPage, found []schema.Entity, complain func(sign string, field string, position, start, end int, kind string)) map[string]tally {
	by := map[string]tally{}
	count := func(kind string, c tally) {
		t := by[kind]
		t.add(c)
		by[kind] = t
	}
	same := func(e *schema.Entity, g *goldEntity) bool {
		return e.Field == g.Field && e.Position == g.Position && e.Start == g.Start && e.End == g.End && string(e.Kind) == g.Kind
	}
	for i := range found {
		e := &found[i]
		switch {
		case slices.ContainsFunc(p.Entities, func(g goldEntity) bool { return !g.Optional && same(e, &g) }):
			count(string(e.Kind), tally{hit: 1})
		case slices.ContainsFunc(p.Entities, func(g goldEntity) bool {
			return g.Optional && g.Field == e.Field && g.Position == e.Position && g.Start < e.End && g.End > e.Start
		}):
		default:
			count(string(e.Kind), tally{alarm: 1})
			complain("+", e.Field, e.Position, e.Start, e.End, string(e.Kind))
		}
	}
	for i := range p.Entities {
		g := &p.Entities[i]
		if !g.Optional && !slices.ContainsFunc(found, func(e schema.Entity) bool { return same(&e, g) }) {
			count(g.Kind, tally{miss: 1})
			complain("-", g.Field, g.Position, g.Start, g.End, g.Kind)
		}
	}
	return by
}

// scores counts by language and set, and by kind.
type scores map[string]map[string]tally

func (s scores) add(p *goldPage, by map[string]tally) {
	key := p.Lang[:2] + " " + p.Set
	if s[key] == nil {
		s[key] = map[string]tally{}
	}
	for kind, c := range by {
		for _, k := range []string{kind, "all"} {
			x := s[key][k]
			x.add(c)
			s[key][k] = x
		}
	}
}

func (s scores) String() string {
	var b strings.Builder
	for _, lang := range []string{"zh", "en"} {
		for _, set := range []string{"tune", "check", "late"} {
			for _, kind := range []string{"org", "place", "person", "all"} {
				if c, ok := s[lang+" "+set][kind]; ok {
					fmt.Fprintf(&b, "%s %-5s %-6s  %v\n", lang, set, kind, c)
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
		total.add(&p, scorePage(&p, Find(a, nil), func(s, field string, position, start, end int, kind string) {
			if os.Getenv("DABAO_NAMES_SHOW") == p.Set {
				r := fieldRunes(a, field, position)
				t.Logf("%s %s %s|%s|%s %s", p.Page[max(0, len(p.Page)-20):], s, string(r[max(0, start-8):start]), string(r[start:end]), string(r[end:min(len(r), end+8)]), kind)
			}
		}))
	}
	t.Logf("\n%v", total)
	holds(t, total.String())
}

var f1Figure = regexp.MustCompile(`(?m)^(.*?)  P .*F1 ([0-9.]+)`)

// holds compares the figures with those that are checked in.
func holds(t *testing.T, table string) {
	t.Helper()
	const path = "testdata/scores.txt"
	if *update {
		if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, m := range f1Figure.FindAllStringSubmatch(table, -1) {
		got[m[1]], _ = strconv.ParseFloat(m[2], 64)
	}
	lines := f1Figure.FindAllStringSubmatch(string(want), -1)
	if len(lines) != len(got) {
		t.Fatalf("%s has %d figures, want %d", path, len(lines), len(got))
	}
	for _, m := range lines {
		old, _ := strconv.ParseFloat(m[2], 64)
		if now := got[m[1]]; now < old-0.01 {
			t.Errorf("%s fell from %.3f to %.3f", m[1], old, now)
		}
	}
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
