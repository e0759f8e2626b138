package plain

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"dabao/schema"
)

// meta is what a line of metadata says.
type meta struct {
	published, modified *stamp
	source, title, url  string
	tags                []string
	credits             []schema.Credit
	labelled            bool // a label says what the line is; else it is a date or names alone
}

var (
	labelForm = regexp.MustCompile(`(?i)(^|[^\p{L}])(` + alternatives(labelField) + `)(?:\s*[:\x{FF1A}]\s*|\s*[/|丨│\x{FF0F}\x{FF5C}]\s*)`)
	shortForm = regexp.MustCompile(`(^|[^\p{L}])([` + shortKeys() + `])\s*[/:|丨│\x{FF0F}\x{FF1A}\x{FF5C}]\s*`)
	// Without a colon only a role in front of a name counts.
	spaceForm = regexp.MustCompile(`(^|[\s|丨,、(\x{FF5C}\x{FF0C}\x{FF08}])((?:本报|本報|本网|本網|本刊|全媒体|见习|特约|特派)*(?:` + alternatives(labelRole) + `))\s*`)
	ofOutlet  = regexp.MustCompile(`^[^\s,。:\x{FF0C}\x{FF1A}]{2,12}[社网網报報台臺讯訊刊闻聞](记者|記者)\s*`)
	byForm    = regexp.MustCompile(`(?i)^(by|words by|text by|von|por|par|di)\s+`)
	segment   = regexp.MustCompile(`\s{2,}|\t|[|丨│\x{FF5C}]`)
)

func alternatives[V any](m map[string]V) string {
	var ws []string
	for w := range m {
		ws = append(ws, regexp.QuoteMeta(w))
	}
	sort.Slice(ws, func(i, j int) bool {
		if len(ws[i]) != len(ws[j]) {
			return len(ws[i]) > len(ws[j])
		}
		return ws[i] < ws[j]
	})
	return strings.Join(ws, "|")
}

func shortKeys() string {
	var ks []string
	for k := range shortLabels {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return strings.Join(ks, "")
}

// oneSpace makes the spaces of print the one that patterns know.
var oneSpace = strings.NewReplacer("\u3000", " ", "\u00a0", " ", "\u2002", " ", "\u2003", " ")

// cut is a place where a line of metadata begins to say something: a label, or
// a date.
type cut struct {
	start, end int
	label      string
	stamp      *stamp
	strict     bool // the value must be names
}

const maxMetaWidth = 220

// parseMeta reads a line that holds nothing but metadata.
func parseMeta(s string) (meta, bool) {
	var m meta
	if width(s) > maxMetaWidth {
		return m, false
	}
	s = unbracket(oneSpace.Replace(s))
	if m, ok := wireCredits(s); ok {
		return m, true
	}
	cuts := cutsOf(s)
	if len(cuts) == 0 {
		return m, false
	}
	rest := []string{s[:cuts[0].start]}
	for i, c := range cuts {
		end := len(s)
		if i+1 < len(cuts) {
			end = cuts[i+1].start
		}
		left, ok := m.take(c, cuts, i, s[c.end:end])
		if !ok {
			return m, false
		}
		rest = append(rest, left)
	}
	return m, m.leftover(rest)
}

// cutsOf finds labels and dates, in order and apart.
func cutsOf(s string) []cut {
	var cs []cut
	for _, st := range stamps(s) {
		cs = append(cs, cut{start: st.start, end: st.end, stamp: &st})
	}
	for _, f := range []struct {
		form   *regexp.Regexp
		needs  string // characters of which a match holds one: most lines hold none
		strict bool
	}{
		{labelForm, ":/|丨│\uff1a\uff0f\uff5c", false},
		{shortForm, ":/|丨│\uff1a\uff0f\uff5c", false},
		{spaceForm, "者员員生辑輯编編影文写寫稿家字筆片译譯画畫图圖对對校yrsYRS", true},
	} {
		if !strings.ContainsAny(s, f.needs) {
			continue
		}
		for _, x := range f.form.FindAllStringSubmatchIndex(s, -1) {
			c := cut{start: x[4], end: x[1], label: strings.ToLower(s[x[4]:x[5]]), strict: f.strict}
			if !slices.ContainsFunc(cs, func(o cut) bool { return c.start < o.end && o.start < c.end }) {
				cs = append(cs, c)
			}
		}
	}
	if x := ofOutlet.FindStringSubmatchIndex(s); x != nil && len(cs) == 0 {
		cs = append(cs, cut{start: 0, end: x[1], label: s[x[2]:x[3]], strict: true})
	}
	if x := byForm.FindStringIndex(s); x != nil {
		cs = append(cs, cut{start: 0, end: x[1], label: "by", strict: true})
	}
	sort.Slice(cs, func(i, j int) bool { return cs[i].start < cs[j].start })
	return cs
}

// take reads the value behind a cut and returns what of it belongs to nothing.
func (m *meta) take(c cut, all []cut, i int, value string) (rest string, ok bool) {
	if c.stamp != nil {
		kind := fieldPublished
		if i > 0 && all[i-1].stamp == nil && all[i-1].end == c.start {
			kind = fieldOf(all[i-1].label)
		}
		switch {
		case kind == fieldModified:
			m.modified = c.stamp
		case m.published == nil:
			m.published = c.stamp
		}
		return value, true
	}
	if p := segment.FindStringIndex(strings.TrimRight(value, " |丨│\uff5c")); p != nil {
		value, rest = value[:p[0]], value[p[1]:]
	}
	sentence := isSentence(value)
	value = strings.Trim(value, " \u3000|丨│,;、·()【】[]\uff5c\uff0c\uff1b\uff08\uff09")
	f := fieldOf(c.label)
	if r, isShort := shortLabels[c.label]; isShort {
		return rest, m.people(r, value, true)
	}
	m.labelled = m.labelled || !c.strict
	switch f {
	case fieldSource:
		value, rest = cutWidgets(value, rest)
		if sentence || width(value) > 60 || strings.ContainsAny(value, "。!?\uff01\uff1f") {
			return "", false
		}
		m.source = first(m.source, value)
	case fieldPublished, fieldModified:
		// The value is the date that follows, a cut of its own.
		return value + " " + rest, value == "" && i+1 < len(all) && all[i+1].stamp != nil
	case fieldTitle:
		m.title = first(m.title, value)
	case fieldURL:
		m.url = value
		return rest, strings.HasPrefix(value, "http")
	case fieldTags:
		m.tags = append(m.tags, strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",、;/ \u3000\uff0c\uff1b\uff0f", r) })...)
	case fieldDropped:
		return rest, true
	case fieldIgnored:
		return rest, width(value) <= 30
	default:
		return rest, m.people(roleOf(c.label), value, c.strict || sentence)
	}
	return rest, true
}

// isSentence reports a value that ends as a sentence does: a name that does so
// must look like one.
func isSentence(value string) bool {
	value = strings.TrimRight(value, closers+" \u3000")
	return strings.HasSuffix(value, "。") || strings.HasSuffix(value, ".") && strings.Contains(value, " ")
}

// edited reports that editors are named.
func (m *meta) edited() bool {
	return slices.ContainsFunc(m.credits, func(c schema.Credit) bool { return c.Role == schema.Editor })
}

// named reports that each person looks like one.
func (m *meta) named() bool {
	return !slices.ContainsFunc(m.credits, func(c schema.Credit) bool { return !isName(c.Name) })
}

func fieldOf(label string) field {
	if label == "by" {
		return fieldRole
	}
	return labelField[label]
}

// roleOf is the role of a label, whatever paper's it says to be.
func roleOf(label string) schema.Role {
	if r, ok := labelRole[label]; ok {
		return r
	}
	for _, w := range []string{"摄影", "攝影", "编辑", "編輯", "通讯员", "通訊員"} {
		if strings.HasSuffix(label, w) {
			return labelRole[w]
		}
	}
	return schema.Author
}

// people adds the names of a value. strict asks that each one looks like a
// name; a labelled value may also be a desk (本报评论员).
func (m *meta) people(role schema.Role, value string, strict bool) bool {
	ns := names(value)
	if len(ns) == 0 {
		return value == "" && !strict
	}
	for _, n := range ns {
		if width(n) > 40 || strings.ContainsAny(n, "。!?“”\uff01\uff1f") || strict && !isName(n) {
			return false
		}
		m.credit(role, n)
	}
	return true
}

func (m *meta) credit(role schema.Role, name string) {
	if c := (schema.Credit{Role: role, Name: name}); !slices.Contains(m.credits, c) {
		m.credits = append(m.credits, c)
	}
}

// leftover looks at the words that no label explains: next to a date one short
// word is the outlet or the author; anything longer means that the line is not
// metadata.
func (m *meta) leftover(rest []string) bool {
	var words []string
	for _, w := range strings.FieldsFunc(strings.Join(rest, " "), func(r rune) bool {
		return strings.ContainsRune(" \t\u3000|丨│/·,;()【】[]-—–\uff5c\uff0f\uff0c\uff1b\uff08\uff09", r)
	}) {
		if !widgetWords[strings.ToLower(w)] && !besideDate[strings.ToLower(w)] && strings.Trim(w, "0123456789:条次人\uff1a") != "" && fieldOf(strings.ToLower(strings.TrimRight(w, ":\uff1a"))) == fieldNone {
			words = append(words, w)
		}
	}
	left := strings.Join(words, " ")
	const longestOutlet, longestBeside = 26, 60
	switch {
	case left == "":
		return true
	case m.published == nil || strings.ContainsAny(left, "。!?:“”…\uff01\uff1f\uff1a"):
		return false
	case isName(left) && isHan([]rune(left)[0]):
		m.credit(schema.Author, left)
		return true
	case width(left) > longestOutlet && (m.published.clock == "" || width(left) > longestBeside):
		return false
	}
	outlet := words[0]
	switch {
	case m.source != "":
	case isHan([]rune(outlet)[0]) && (len(words) == 1 || m.published.clock != ""):
		m.source = outlet
	case len(words) <= 4 && left[0] >= 'A' && left[0] <= 'Z':
		m.source = left
	default:
		return m.published.clock != ""
	}
	return true
}

// cutWidgets moves the page's controls behind a value, which a dump leaves on
// the same line, to the rest.
func cutWidgets(value, rest string) (string, string) {
	for {
		i := strings.LastIndexAny(value, " \u3000")
		if i < 0 || !widgetWords[strings.ToLower(strings.Trim(value[i:], " \u3000"))] {
			return strings.TrimSpace(value), rest
		}
		value = value[:i]
	}
}

// unbracket takes the brackets off a line that stands in them.
func unbracket(s string) string {
	for _, p := range []string{"()", "\uff08\uff09", "【】", "[]", "〔〕"} {
		r := []rune(p)
		if inner, ok := strings.CutPrefix(s, string(r[0])); ok {
			if inner, ok = strings.CutSuffix(inner, string(r[1])); ok && !strings.ContainsAny(inner, p) {
				return strings.TrimSpace(inner)
			}
		}
	}
	return s
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
