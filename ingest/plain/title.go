package plain

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"dabao/schema"
)

// title picks the headline among the lines before the dateline (or before the
// first paragraph), with a kicker before and a subtitle behind it. It returns
// the index of the last of these lines, -1 where there is no headline.
func (r *reader) title(end int) int {
	for i := range end {
		if m := r.lines[i].meta; r.lines[i].role == metaLine && m.title != "" && r.a.Title == "" {
			r.a.Title = m.title
		}
	}
	stop := end
	if r.dated >= 0 {
		stop = r.dated
	}
	c := r.candidates(0, stop)
	if len(c) == 0 && r.dated >= 0 {
		if c = r.candidates(r.dated, end); len(c) > 1 {
			c = c[:1]
		}
	}
	if len(c) == 0 || r.a.Title != "" {
		return r.dated
	}
	t := r.pick(c)
	last := c[t]
	r.a.Title = strings.TrimLeft(r.lines[c[t]].text, "# ")
	if t > 0 && kicks(r.lines[c[t-1]].text, r.a.Title) && c[t-1] == c[t]-1 {
		r.a.Kicker = unbracket(strings.TrimRight(r.lines[c[t-1]].text, " :|丨\uff1a\uff5c"))
	}
	if t+1 < len(c) {
		if s := r.lines[c[t+1]].text; dashed(s) || r.dated >= 0 && c[t+1] < r.dated && !endsSentence(s) {
			r.a.Subtitle = s
			last = c[t+1]
		}
	}
	r.nameSite(c[:t])
	return r.lastHead(last)
}

// candidates are the lines of a range that nothing else claims. Where there
// are breadcrumbs, the headline stands behind the last of them.
func (r *reader) candidates(from, to int) []int {
	for i := to - 1; i >= from; i-- {
		if r.lines[i].role == crumbLine {
			if behind := r.unclaimed(i+1, to); len(behind) > 0 {
				r.nameSite(r.unclaimed(from, i))
				return behind
			}
		}
	}
	return r.unclaimed(from, to)
}

func (r *reader) unclaimed(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		if l := r.lines[i]; l.role == unknown && (!quoted(l.text) || len(out) == 0) {
			out = append(out, i)
		}
	}
	return out
}

// pick chooses the headline among candidates: the line before a dash-led one;
// else one that the page prints twice; else the nearest to the dateline, or,
// where that is its subtitle, the line above. Without a dateline it is the
// first line that is no menu.
func (r *reader) pick(c []int) int {
	text := func(i int) string { return r.lines[c[i]].text }
	for i := len(c) - 1; i > 0; i-- {
		if dashed(text(i)) && !dashed(text(i-1)) {
			return i - 1
		}
	}
	for i := range c {
		if strings.HasPrefix(text(i), "# ") {
			return i
		}
	}
	const wideEnough = 20
	for i := len(c) - 1; i >= 0; i-- {
		if next := c[i] + 1; next < len(r.lines) && r.lines[next].role == again && width(text(i)) >= wideEnough {
			return i
		}
	}
	var real []int // candidates that are no menu
	for i := range c {
		if !r.menu(c[i]) {
			real = append(real, i)
		}
	}
	switch {
	case len(real) == 0:
		return len(c) - 1
	case r.dated < 0 && len(real) < len(c):
		return real[len(real)-1]
	case r.dated < 0:
		for i := range real[:len(real)-1] {
			if !kicks(text(real[i]), text(real[i+1])) {
				return real[i]
			}
		}
		return real[len(real)-1]
	}
	last := r.aboveNames(c, real[len(real)-1])
	if above := last - 1; above >= 0 && !r.menu(c[above]) && c[above]+1 == c[last] && !kicks(text(above), text(last)) &&
		width(text(above)) >= wideEnough && width(text(above)) <= 2*width(text(last)) && !strings.ContainsAny(text(above), "@>") && !strings.Contains(text(above), "  ") {
		return above
	}
	return last
}

// aboveNames steps over a short line between headline and dateline: the
// author or the outlet, which it takes over.
func (r *reader) aboveNames(c []int, last int) int {
	const widestName = 30
	s := r.lines[c[last]].text
	if last == 0 || c[last-1]+1 != c[last] || r.menu(c[last-1]) || width(s) > widestName || width(r.lines[c[last-1]].text) < 2*width(s) {
		return last
	}
	who, outlet, _ := strings.Cut(s, "/")
	switch {
	case isName(who):
		r.credit(schema.Author, who)
		r.a.Source = first(r.a.Source, outlet)
	case outletForm.MatchString(s):
		r.a.Source = first(r.a.Source, s)
	default:
		return last
	}
	return last - 1
}

// narrowLatin reports a line of one to four words in letters of one column: a
// menu's word in most languages of Europe.
func narrowLatin(s string) bool {
	const columns, words = 32, 4
	return len(s) <= 2*columns && width(s) == utf8.RuneCountInString(s) && width(s) <= columns && len(strings.Fields(s)) <= words
}

// menu reports a line of a menu: a row of short words, or one of several short
// lines on end.
func (r *reader) menu(i int) bool {
	const run, narrow, cell = 4, 16, 12
	if cells := strings.FieldsFunc(r.lines[i].text, func(c rune) bool { return strings.ContainsRune("|丨│·\t\u3000 \uff5c", c) }); len(cells) >= run {
		short := 0
		if homeWords[strings.ToLower(cells[0])] {
			return true
		}
		for _, c := range cells {
			if width(c) <= cell && (isHan([]rune(c)[0]) || strings.ContainsAny(r.lines[i].text, "|丨│\uff5c")) {
				short++
			}
		}
		if short == len(cells) {
			return true
		}
	}
	short := func(j int) bool {
		l := r.lines[j]
		return l.role == widget || l.role == related || l.role == unknown && !endsSentence(l.text) && (width(l.text) < narrow || narrowLatin(l.text))
	}
	if !short(i) {
		return false
	}
	from, to := i, i
	for from > 0 && to-from+1 < run && short(from-1) {
		from--
	}
	for to+1 < len(r.lines) && to-from+1 < run && short(to+1) {
		to++
	}
	return to-from+1 >= run
}

// kicks reports whether a line is a kicker to the line below it: bracketed or
// ending in a colon, or much shorter.
func kicks(s, below string) bool {
	w := width(s)
	if w > 40 || endsSentence(s) && !strings.HasSuffix(s, ":") && !strings.HasSuffix(s, "\uff1a") {
		return false
	}
	if unbracket(s) != s || strings.HasSuffix(s, ":") || strings.HasSuffix(s, "\uff1a") || strings.HasSuffix(s, "|") || strings.HasSuffix(s, "丨") {
		return true
	}
	return w <= 20 && w*2 < width(below)
}

// dashed reports a subtitle in the Chinese manner: led by a dash.
func dashed(s string) bool {
	return strings.HasPrefix(s, "—") || strings.HasPrefix(s, "──") || strings.HasPrefix(s, "--") || strings.HasPrefix(s, "――")
}

// nameSite takes the site's name from the lines before the headline: the first
// of them, when the breadcrumbs begin with it too or it ends as a name of an
// outlet does.
func (r *reader) nameSite(before []int) {
	if r.a.Publisher != "" || len(before) == 0 {
		return
	}
	s := r.lines[before[0]].text
	if width(s) > 40 || s == r.a.Kicker {
		return
	}
	for _, l := range r.lines {
		if l.role == crumbLine {
			if c, _ := crumbs(l.text); len(c) > 0 && (c[0] == s || homeWords[strings.ToLower(c[0])]) {
				r.a.Publisher = s
				return
			}
		}
	}
	if outletForm.MatchString(s) {
		r.a.Publisher = s
	}
}

var outletForm = regexp.MustCompile(`(?:网|網|报|報|新闻|新聞|日报|时报|時報|晚报|在线|社|台|臺|电视台|News|Times|Post|Herald|Daily|Gazette|Tribune|Journal|Press|Chronicle|Observer|Guardian|Mail|Star|Courier|Standard|新聞)$`)

// lastHead moves behind the metadata and widgets that follow the headline.
func (r *reader) lastHead(at int) int {
	for at+1 < len(r.lines) {
		switch l := r.lines[at+1]; {
		case l.role == metaLine, l.role == widget, l.role == again, l.role == crumbLine, l.text == r.a.Title:
			at++
		case r.a.Subtitle == "" && dashed(l.text) && !prose(l.text):
			r.a.Subtitle = l.text
			at++
		default:
			return at
		}
	}
	return at
}
