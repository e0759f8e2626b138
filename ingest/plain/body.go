package plain

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"dabao/schema"
)

// body reads the lines from an index on into blocks, up to what follows the
// article.
func (r *reader) body(from int) {
	end := r.tail(from)
	for i := from; i < end; i++ {
		l := r.lines[i]
		switch l.role {
		case widget, crumbLine, again:
		case related:
			i = r.skipRelated(i, end)
		case rights:
			r.owns(l.text)
		case metaLine:
			r.metaInBody(i, end)
		case caption:
			p, _ := parseCaption(l.text)
			r.addPicture(p)
		case tableRow:
			i = r.table(i, end) - 1
		default:
			if i+1 < len(r.lines) && r.lines[i+1].role == again && !prose(l.text) {
				r.addPicture(picture{caption: l.text})
				continue
			}
			r.add(r.kind(i, end))
		}
	}
	for _, l := range r.lines[end:] {
		switch l.role {
		case metaLine:
			r.adopt(l.meta)
		case rights:
			r.owns(l.text)
		}
	}
	r.trimHeadings()
}

func (r *reader) add(k schema.Kind, text string) {
	if text == "" || text == r.a.Title && k != schema.Paragraph {
		return
	}
	r.a.Blocks = append(r.a.Blocks, schema.Block{Kind: k, Text: text})
}

// tail is the index behind the article: the heading of related links or of
// comments, or the last sentence before the page's foot. An editors' line ends
// an article too, as nearly every Chinese site has it.
func (r *reader) tail(from int) int {
	const teasers = 2 // what follows an article may be twice as long as it
	last, paragraphs := from, 0
	before, after := 0, r.proseFrom(from)
	for i := from; i < len(r.lines); i++ {
		l := r.lines[i]
		if l.role == unknown && prose(l.text) {
			before += width(l.text)
			after -= width(l.text)
		}
		switch {
		case l.role == related && paragraphs > 0 && after <= teasers*before && !r.resumes(i), l.role == metaLine && paragraphs > 0 && r.closes(i):
			return i
		case l.role == unknown && (prose(l.text) || endsSentence(l.text)), l.role == tableRow, l.role == caption:
			last = i + 1
			paragraphs++
		}
	}
	// Short lines behind the last sentence belong to the article only as a
	// list directly behind it.
	for last < len(r.lines) && r.lines[last].role == unknown {
		if mark, _ := listMark(r.lines[last].text); mark == "" {
			break
		}
		last++
	}
	return last
}

// proseFrom is the width of all running text from a line on.
func (r *reader) proseFrom(i int) int {
	w := 0
	for _, l := range r.lines[min(i, len(r.lines)):] {
		if l.role == unknown && prose(l.text) {
			w += width(l.text)
		}
	}
	return w
}

// closes reports whether a line that names editors ends the article. It does
// unless the text goes on: two paragraphs follow soon, or one does at once and
// the names are none that people have.
func (r *reader) closes(i int) bool {
	m := r.lines[i].meta
	if !m.edited() || m.published != nil || r.resumes(i) {
		return false
	}
	return !r.goesOn(i) || m.named() && !endsSentence(r.lines[i].text)
}

// goesOn reports whether running text follows a line, with nothing but
// pictures and short lines of the same text between.
func (r *reader) goesOn(i int) bool {
	const soon = 3
	for _, l := range r.lines[i+1 : min(len(r.lines), i+1+soon)] {
		switch {
		case l.role == unknown && prose(l.text):
			return true
		case l.role != unknown && l.role != caption && l.role != again:
			return false
		}
	}
	return false
}

// resumes reports whether a heading of links only interrupts the article: two
// paragraphs follow within a few lines, and not as comments.
func (r *reader) resumes(i int) bool {
	const soon, paragraphs = 8, 2
	if strings.ContainsAny(r.lines[i].text, "评評论論帖言") || strings.Contains(strings.ToLower(r.lines[i].text), "comment") {
		return false
	}
	n := 0
	for _, l := range r.lines[i+1 : min(len(r.lines), i+1+soon)] {
		if l.role == unknown && prose(l.text) {
			n++
		}
	}
	return n >= paragraphs
}

// skipRelated returns the index of the last line of an interruption.
func (r *reader) skipRelated(i, end int) int {
	for i+1 < end && !(r.lines[i+1].role == unknown && prose(r.lines[i+1].text)) {
		i++
	}
	return i
}

// metaInBody takes names and sources that stand among the paragraphs; a bare
// date between two paragraphs is a heading of a chronicle, and a label in front
// of what is neither a name nor an outlet is speech or a part of a list.
func (r *reader) metaInBody(i, end int) {
	l := r.lines[i]
	bareDate := !l.meta.labelled && l.meta.source == "" && len(l.meta.credits) == 0
	if bareDate && r.a.PublishedOn != "" && i+1 < end {
		r.add(r.kind(i, end))
		return
	}
	says := l.meta.edited() && (!l.meta.named() || endsSentence(l.text)) || strings.ContainsAny(l.meta.source, ",;、\uff0c\uff1b")
	if says && i+1 < end && (r.goesOn(i) || r.resumes(i)) {
		r.add(r.kind(i, end))
		return
	}
	r.adopt(l.meta)
}

// table joins rows of cells; a single row is an ordinary line.
func (r *reader) table(i, end int) int {
	j := i
	for j < end && r.lines[j].role == tableRow {
		j++
	}
	if j-i < 2 {
		r.add(schema.Paragraph, strings.Join(strings.Fields(r.lines[i].text), " "))
		return j
	}
	var rows []string
	for _, l := range r.lines[i:j] {
		rows = append(rows, l.text)
	}
	r.add(schema.Table, strings.Join(rows, "\n"))
	return j
}

var (
	bullet   = regexp.MustCompile(`^(?:[•●○■□◆◇▪▫►▸‣◦]\s*|[*\-–·]\s+)(.+)$`)
	numbered = regexp.MustCompile(`^(?:[(\x{FF08}]?\d{1,2}[.、)\x{FF09}]\s*|[①②③④⑤⑥⑦⑧⑨⑩]\s*|[(\x{FF08}][一二三四五六七八九十]{1,2}[)\x{FF09}]\s*)\D`)
	section  = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章节節部])`)
)

// listMark tells what marks a line as an item: "bullet", "number" or nothing,
// and the text without a bullet.
func listMark(s string) (mark, text string) {
	if x := bullet.FindStringSubmatch(s); x != nil {
		return "bullet", x[1]
	}
	if numbered.MatchString(s) {
		return "number", s
	}
	return "", s
}

// kind tells what an unclaimed line is: by its marks, else by its length, its
// closing punctuation and its neighbours. The text comes without the marks
// that the kind replaces.
func (r *reader) kind(i, end int) (schema.Kind, string) {
	s := r.lines[i].text
	if quoted(s) {
		return schema.Quote, s
	}
	if mark, text := listMark(s); mark == "bullet" || mark == "number" && r.besideNumber(i) {
		return schema.ListItem, text
	}
	if r.isHeading(i, end) {
		return schema.Heading, strings.TrimLeft(s, "# ")
	}
	return schema.Paragraph, s
}

// besideNumber reports whether the line before or behind is numbered too, and
// this one short enough for an item.
func (r *reader) besideNumber(i int) bool {
	const widest = 300
	if width(r.lines[i].text) > widest {
		return false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(r.lines) {
			if mark, _ := listMark(r.lines[j].text); mark == "number" {
				return true
			}
		}
	}
	return false
}

// isHeading reports a short line without a sentence's end that text follows.
func (r *reader) isHeading(i, end int) bool {
	const widest, widestQuestion, maxWords = 64, 44, 14
	s := strings.TrimLeft(r.lines[i].text, "# ")
	if s != r.lines[i].text {
		return true
	}
	w := width(s)
	asks := strings.HasSuffix(s, "?") || strings.HasSuffix(s, "\uff1f") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "\uff01")
	limit := widest
	if last, _ := utf8.DecodeLastRuneInString(s); !isHan(last) && w == utf8.RuneCountInString(s) {
		limit = 90 // letters are narrow
	}
	switch {
	case w > limit, asks && w > widestQuestion, endsSentence(s) && !asks, len(strings.Fields(s)) > maxWords:
		return false
	case strings.HasSuffix(s, ",") || strings.HasSuffix(s, "\uff0c") || strings.HasSuffix(s, "、"):
		return false
	}
	if asks && strings.ContainsAny(s, ":\"“「\uff1a") {
		return false // speech, or a question of an interview
	}
	next := i + 1
	for next < end && (r.lines[next].role == caption || r.lines[next].role == widget || r.lines[next].role == again) {
		next++
	}
	if next >= end {
		return false
	}
	if section.MatchString(s) {
		return true
	}
	n := r.lines[next]
	mark, _ := listMark(n.text)
	return prose(n.text) || endsSentence(n.text) || quoted(n.text) || mark != "" || n.role == tableRow
}

// quoted reports a line that is one quotation from its first mark to its last.
func quoted(s string) bool {
	const narrowest = 12
	first, n := utf8.DecodeRuneInString(s)
	last, m := utf8.DecodeLastRuneInString(s)
	if len(s) <= n+m || width(s) < narrowest {
		return false
	}
	inner := s[n : len(s)-m]
	for _, p := range []string{"“”", "「」", "『』", "«»", "„“", "\"\""} {
		pr := []rune(p)
		if first == pr[0] && last == pr[1] {
			return !strings.ContainsRune(inner, pr[1]) && (endsSentence(inner) || width(inner) > 40)
		}
	}
	return false
}

// trimHeadings removes headings that nothing follows.
func (r *reader) trimHeadings() {
	b := r.a.Blocks
	for len(b) > 0 && b[len(b)-1].Kind == schema.Heading {
		b = b[:len(b)-1]
	}
	r.a.Blocks = b
}
