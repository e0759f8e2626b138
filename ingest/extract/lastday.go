package extract

import (
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
	"dabao/schema"
)

// lastDay is the date of a page that neither metadata nor a line near the
// headline dates: what stands further off, from the surest down.
func (p *page) lastDay(l *linked, t *titles, in dateContext, zone zoneOf, custom when.Custom, modified changes) []stamp {
	one := func(m when.Moment) []stamp { return []stamp{{Moment: m, after: true}} }
	if m, ok := opensWithDay(in.blocks, custom); ok {
		return one(m)
	}
	if m, ok := p.scriptTime(t.title, custom, zone); ok {
		return one(m)
	}
	if found := p.elsewhere(t, custom); len(found) > 0 {
		return found
	}
	if s, ok := p.tellsOfItself(custom); ok {
		return []stamp{s}
	}
	if m, ok := p.onlyTime(t, custom); ok {
		return one(m)
	}
	if m, ok := p.ago(t, in.taken, zone); ok {
		return one(m)
	}
	yearless, ok := p.withoutYear(t, in.taken, zone, modified)
	if ok {
		return one(yearless)
	}
	if day := dayOfPath(in.address); day != "" {
		m, _ := when.Parse(day, when.DayFirst)
		return one(m)
	}
	if day := p.dayOfOwnLink(t); day != "" {
		m, _ := when.Parse(day, when.DayFirst)
		return one(m)
	}
	if m, ok := signedOn(in.blocks, in.credits, custom); ok {
		return one(m)
	}
	title := t.title
	if t.head != nil {
		title = textOf(t.head.n)
	}
	if m, ok := dayOfTitle(title, custom); ok {
		return one(m)
	}
	if i, m := stampedAt(p.titleTag); i > 0 {
		return one(m)
	}
	if m, ok := dayInAddress(in.address, custom); ok {
		return one(m)
	}
	if m, ok := p.lastChange(custom); ok {
		return one(m)
	}
	if yearless.Year != 0 {
		return nil // the page prints a day, and the last change is none of its year
	}
	if m, ok := when.Parse(firstOf(l.modified, p.meta(modifiedKeys...)), custom); ok {
		return one(honest(onSite(m, zone)))
	}
	return nil
}

// dayOfOwnLink is the day in the address of a link by which the page leads to itself:
// in its headline, to its other formats, to programs that share it.
func (p *page) dayOfOwnLink(t *titles) string {
	var list []string
	if t.head != nil {
		list = append(list, linkOf(t.head.n))
	}
	list = append(list, p.rel("canonical"), p.rel("amphtml"), p.rel("bookmark"))
	for _, s := range list {
		if strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") {
			s = "https://page.invalid" + s
		}
		if day := dayOfPath(s); day != "" {
			return day
		}
	}
	return ""
}

// lastChange is the day that a line of its own calls that of the last change: all that
// a page says of its days.
func (p *page) lastChange(custom when.Custom) (when.Moment, bool) {
	for i := range p.runs {
		r := &p.runs[i]
		if len(r.text) > 80 || p.off(r.place, offPage&^inFooter|inFigure|inQuote) || r.place&inLink != 0 || !mayHoldDate(r.text) {
			continue
		}
		text := textOf(lineOf(r.n))
		if len(text) > 120 {
			text = r.text
		}
		for _, s := range datesOf(text, custom) {
			if s.updated && !s.prose {
				return s.Moment, true
			}
		}
	}
	return when.Moment{}, false
}

// opensWithDay is the day of the dateline that opens a text: PLACE, March 5, 2024
// (Wire) —, Ort (5. März 2024)., 某社某地2024年3月5日电. A day that a sentence tells
// of is none: no dash, no bracket and no word of a wire follows it.
func opensWithDay(blocks []schema.Block, custom when.Custom) (when.Moment, bool) {
	seen, looked := 0, 0
	for _, b := range blocks {
		if b.Kind != schema.Paragraph {
			continue
		}
		s := head(b.Text, 200)
		if weight(s) >= opensText {
			seen++
		}
		if seen > 2 || looked >= 6 {
			break
		}
		looked++
		m, i, j, ok := when.Find(s, custom)
		if !ok || weight(s[:i]) > 60 || body.IsSentence(strings.TrimRight(s[:i], " (（")) {
			continue
		}
		if closesDateline(s[:i], s[j:]) {
			return m, true
		}
	}
	return when.Moment{}, false
}

// opensText is the weight of a paragraph that a text can open with; shorter ones
// are lines of an address or of contacts before it.
const opensText = 60

// signedOn is the day that stands alone on one of the last lines of a text, as
// offices sign their notices.
func signedOn(blocks []schema.Block, cut []string, custom when.Custom) (when.Moment, bool) {
	lines := cut
	for _, b := range blocks[max(0, len(blocks)-2):] {
		if b.Kind == schema.Paragraph {
			lines = append(lines[:len(lines):len(lines)], b.Text)
		}
	}
	for _, s := range lines {
		if len(s) > 90 {
			continue
		}
		if m, i, j, ok := when.Find(s, custom); ok && weight(s[j:]) == 0 && weight(s[:i]) <= 3*maxSigner {
			return m, !says(s[:i], otherDays) && !body.IsSentence(s)
		}
	}
	return when.Moment{}, false
}

// maxSigner is the length of an office's name on the line of its signature.
const maxSigner = 16

// closesDateline is true of a text that goes on as behind a dateline.
func closesDateline(before, rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	bracketed := strings.HasSuffix(before, "(") || strings.HasSuffix(before, "（")
	if inner, ok := cutAny(rest, ")", "）"); ok && bracketed {
		rest = strings.TrimLeft(inner, " ")
		return len(before) < 60 && startsAny(rest, ".", "–", "—", "-", ":")
	}
	for _, pair := range []string{"()", "（）", "//", "[]"} {
		r, n := utf8.DecodeRuneInString(pair)
		if strings.HasPrefix(rest, string(r)) {
			if end := strings.Index(rest[n:], pair[n:]); end >= 0 && end < 60 {
				rest = strings.TrimLeft(rest[n+end+len(pair)-n:], " ,.")
			}
		}
	}
	return startsAny(rest, "—", "–", "―", "--", "- ", "/ ", "电", "電", "讯", "訊")
}

func cutAny(s string, starts ...string) (string, bool) {
	for _, p := range starts {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

func startsAny(s string, starts ...string) bool {
	_, ok := cutAny(s, starts...)
	return ok
}

func endsAny(s string, ends ...string) bool {
	for _, end := range ends {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// elsewhere are the dates that lines anywhere on the page call the time of
// publication, for pages that print it under the text.
func (p *page) elsewhere(t *titles, custom when.Custom) []stamp {
	for i := range p.runs {
		r := &p.runs[i]
		if len(r.text) > 80 || p.off(r.place, offPage|inFigure|inQuote) || r.place&inLink != 0 || !mayHoldDate(r.text) {
			continue
		}
		line := lineOf(r.n)
		text := textOf(line)
		if registers(line, text) {
			continue
		}
		if prev := line.PrevSibling; len(text) < 30 && prev != nil && prev.Type == html.ElementNode {
			text = textOf(prev) + " " + text
		} else if len(text) < 30 && i > 0 {
			text = p.runs[i-1].text + " " + text
		}
		if len(text) > 120 {
			continue
		}
		for _, s := range datesOf(text, custom) {
			labeled := s.labeled || says(head(text, 12), dateLabels)
			if !s.other && !s.updated && !s.prose && (labeled || wordHints(attr(line, "class"))&isDate != 0 && !p.ofAnother(r.n, r.order, t)) {
				s.after = true
				return []stamp{s}
			}
		}
	}
	return nil
}

// ago is the day of a line near the headline that names it by its distance from
// the time the page was taken from the web. Such a day is the reader's: it is
// counted on the clock of the site.
func (p *page) ago(t *titles, taken time.Time, zone zoneOf) (when.Moment, bool) {
	if taken.IsZero() {
		return when.Moment{}, false
	}
	taken = taken.In(time.FixedZone("", zone.offset))
	first, last := p.around(t)
	for i := first; i < last; i++ {
		r := &p.runs[i]
		if t.head != nil && r.order > t.told {
			break // what stands behind the text is of other stories
		}
		if len(r.text) > 80 || r.place&(inHeading|inLink) != 0 || p.offAt(r.order, r.place, offPage|inFigure|inAside|inQuote) || p.ofAnother(r.n, r.order, t) {
			continue
		}
		if m, ok := when.Ago(r.text, taken); ok {
			return m, true
		}
	}
	return when.Moment{}, false
}

// dayOfTitle is the day that a headline carries in numbers, or in brackets at its
// end; a day in its words is told.
func dayOfTitle(title string, custom when.Custom) (when.Moment, bool) {
	m, i, j, ok := when.Find(title, custom)
	if !ok || m.Year < 1995 {
		return m, false
	}
	day := title[i:j]
	if strings.IndexFunc(day, func(r rune) bool { return r >= utf8.RuneSelf || letter(byte(r)) }) < 0 {
		return m, true
	}
	rest := strings.TrimSpace(title[j:])
	return m, (rest == ")" || rest == "）" || rest == "]" || rest == "】") && strings.HasSuffix(strings.TrimRight(title[:i], " "), opening(rest))
}

// stampedAt is where a title that ends, but for the name of the site, with the day of
// its publication in brackets has that, and the day; 0 where it has none:
// … (2024年5月20日掲載).
func stampedAt(title string) (int, when.Moment) {
	i := max(strings.LastIndex(title, " ("), strings.LastIndex(title, "（"))
	if i <= 0 || len(title)-i > maxLine {
		return 0, when.Moment{}
	}
	inner, closed := cutAt(title[i:], ")", "）")
	if !closed || !mayHoldDate(inner) || !says(inner, publishVerbs) {
		return 0, when.Moment{}
	}
	m, _, j, ok := when.Find(inner, when.YearFirst)
	if !ok || utf8.RuneCountInString(inner[j:]) > 4 {
		return 0, when.Moment{}
	}
	return i, m
}

// cutAt is s up to the first of the marks, and whether there is one.
func cutAt(s string, marks ...string) (string, bool) {
	for _, m := range marks {
		if i := strings.Index(s, m); i >= 0 {
			return s[:i], true
		}
	}
	return s, false
}

func opening(end string) string {
	return map[string]string{")": "(", "）": "（", "]": "[", "】": "【"}[end]
}

// dayOfPath is the day that an address carries in its path, as those of many
// newspapers do: /2022/09/23/, /2022/0923/, /20220923/, /2022-09/23/.
func dayOfPath(address string) string {
	u := parseURL(nil, address)
	if u == nil {
		return ""
	}
	path := u.Path
	for i := 0; i+10 <= len(path)+1; i++ {
		if path[i] != '/' && path[i] != '-' && path[i] != '_' && path[i] != 't' {
			continue
		}
		digits, j := make([]byte, 0, 8), i+1
		for ; j < len(path) && len(digits) < 8; j++ {
			if isDigit(path[j]) {
				digits = append(digits, path[j])
			} else if c := path[j]; c != '/' && c != '-' && c != '_' || len(digits) != 4 && len(digits) != 6 {
				break
			}
		}
		if len(digits) != 8 || j < len(path) && isDigit(path[j]) {
			continue
		}
		if m, ok := when.Parse(string(digits), when.DayFirst); ok && m.Year >= 1995 {
			return m.On()
		}
	}
	return ""
}

// dayInAddress is a day in the last parts of an address that does not lead with
// its year: 05-03-2024, 05/03/2024, 2024/mar/05.
func dayInAddress(address string, custom when.Custom) (when.Moment, bool) {
	u := parseURL(nil, address)
	if u == nil {
		return when.Moment{}, false
	}
	path := strings.NewReplacer("/", " ", "_", " ", ".", " ").Replace(u.Path)
	for _, s := range []string{path, strings.ReplaceAll(path, "-", " ")} {
		fields := strings.Fields(s)
		for i := range fields {
			three := strings.Join(fields[i:min(i+3, len(fields))], "-")
			for _, try := range []string{partDate(fields[i]), three} {
				m, at, end, ok := when.Find(try, custom)
				if ok && at == 0 && m.Year >= 1995 && !m.HasTime && (end == len(try) || try != three) {
					return m, true
				}
			}
		}
	}
	return when.Moment{}, false
}

// partDate is the ten characters of one part of an address that can be
// dd-mm-yyyy, at its start or its end.
func partDate(part string) string {
	const n = len("dd-mm-yyyy")
	for _, at := range []int{0, len(part) - n} {
		if at >= 0 && at+n <= len(part) && part[at+2] == '-' && part[at+5] == '-' && (at+n == len(part) || part[at+n] == '-') && (at == 0 || part[at-1] == '-') {
			return part[at : at+n]
		}
	}
	return ""
}
