package rows

import (
	"sort"
	"strings"
	"unicode/utf8"

	"dabao/ingest/extract/when"
	"dabao/ingest/intake"
	"dabao/schema"
)

// Survey is a first look at rows: which keys they have, and what each is taken
// for. The zero value has seen none.
type Survey struct {
	Rows int
	keys map[string]*Key
}

// Key is one key of the rows, or the path of a nested one.
type Key struct {
	Name   string   `json:"name"`
	As     []string `json:"as,omitempty"`     // the fields it was taken for, the commonest first; empty for an unused one
	Rows   int      `json:"rows"`             // rows that have it
	Values []string `json:"values,omitempty"` // the first three different ones, shortened
	Days   int      `json:"days,omitempty"`   // times of capture that are a day alone, taken as its midnight in UTC

	taken map[field]int
}

// Bounds on what a survey keeps of rows that a stranger made.
const (
	maxSurvey  = 10_000 // keys
	maxShown   = 3
	shownRunes = 40
)

// Add looks at one row, a document of LineType. What is no row is passed over.
func (s *Survey) Add(d schema.Document) {
	_, r, _ := Open(d, intake.Limits{})
	if r == nil {
		var err error
		if r, err = Parse(d.Body, d.Columns); err != nil {
			return
		}
	}
	r.Article(func(s string) string { return s })
	if s.keys == nil {
		s.keys = map[string]*Key{}
	}
	s.Rows++
	s.add("", r)
}

func (s *Survey) add(prefix string, r *Row) {
	for _, k := range r.order {
		if in := r.nested[k]; in != nil && r.used[k] == "" {
			s.add(prefix+r.names[k]+".", in)
			continue
		}
		name := prefix + r.names[k]
		key := s.keys[name]
		if key == nil {
			if len(s.keys) >= maxSurvey {
				continue
			}
			key = &Key{Name: name, taken: map[field]int{}}
			s.keys[name] = key
		}
		if empty(r.values[k]) {
			continue
		}
		key.Rows++
		if f := r.used[k]; f != "" {
			key.taken[f]++
			if m, ok := when.Parse(plainText(r.values[k]), when.DayFirst); f == captured && ok && !m.HasTime {
				key.Days++
			}
		}
		if len(key.Values) < maxShown {
			key.show(string(r.values[k]))
		}
	}
}

func (k *Key) show(v string) {
	v = oneLine(v)
	if utf8.RuneCountInString(v) > shownRunes {
		v = string([]rune(v[:min(len(v), 4*shownRunes)])[:shownRunes-1]) + "…"
	}
	for _, have := range k.Values {
		if have == v {
			return
		}
	}
	k.Values = append(k.Values, strings.ToValidUTF8(v, "\ufffd"))
}

// Keys are the keys that were seen, the used ones first, then by name.
func (s *Survey) Keys() []*Key {
	var out []*Key
	for _, k := range s.keys {
		k.As = nil
		for f := range k.taken {
			k.As = append(k.As, string(f))
		}
		sort.Slice(k.As, func(i, j int) bool {
			a, b := field(k.As[i]), field(k.As[j])
			return k.taken[a] > k.taken[b] || k.taken[a] == k.taken[b] && a < b
		})
		out = append(out, k)
	}
	sort.Slice(out, func(i, j int) bool {
		if a, b := len(out[i].As) > 0, len(out[j].As) > 0; a != b {
			return a
		}
		return out[i].Name < out[j].Name
	})
	return out
}
