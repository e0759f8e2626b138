package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
)

var sourceLabels = []string{"来源于", "來源於", "来源", "來源", "稿源", "出处", "出處", "Source:", "Quelle:", "Fuente:", "Fonte:", "Source :", "Zdroj:", "Źródło:", "Kaynak:", "Bron:", "Källa:", "출처"}

// source is the outlet that a page names as the origin of its text, as
// printed: behind a label near the headline, in an element named for it, in the
// metadata, or in a line of credits.
func (p *page) source(t *titles, lines []creditLine) string {
	n := 0
	for i := range p.runs {
		r := &p.runs[i]
		if t.head != nil && r.order < t.head.order || p.off(r.place, inNav|inComments|inTeaser|inFigure) {
			continue
		}
		if n++; n > headerRuns {
			break
		}
		if len(r.text) > 200 {
			continue
		}
		for _, lb := range sourceLabels {
			j := strings.Index(r.text, lb)
			if j < 0 || !labelAt(r.text, j, len(lb)) {
				continue
			}
			rest := strings.TrimLeft(oneLine(r.text[j+len(lb):]), " :：|｜/")
			if rest == "" && i+1 < len(p.runs) && n <= headerRuns {
				rest = p.runs[i+1].text
			}
			if s := sourceName(rest); s != "" && utf8.RuneCountInString(s) <= 30 {
				return s
			}
		}
	}
	if s := p.sourceElement(t); s != "" {
		return s
	}
	for _, k := range []string{"source", "mediaid", "article:source", "og:article:source", "contentsource"} {
		s := p.meta(k)
		for _, lb := range sourceLabels {
			s = strings.TrimPrefix(s, lb)
		}
		s = strings.TrimLeft(s, " :：")
		if i := strings.IndexByte(s, ' '); i > 0 && hanShare(s[:i]) > .5 {
			s = s[:i]
		}
		if s = sourceName(s); s != "" && !strings.Contains(s, "://") {
			return s
		}
	}
	if s := p.besideDate(t); s != "" {
		return s
	}
	for _, ln := range lines {
		if ln.source != "" {
			return ln.source
		}
	}
	return ""
}

// labelAt is true of a label that stands alone before a mark or the end, and
// not inside a sentence: 本文来源：, but not 河水的来源是.
func labelAt(s string, at, n int) bool {
	before, next := s[:at], s[at+n:]
	if r, _ := utf8.DecodeRuneInString(next); next != "" && isHan(r) {
		return false
	}
	if r, _ := utf8.DecodeLastRuneInString(before); before == "" || !isHan(r) {
		return true
	}
	for _, w := range []string{"本文", "文章", "稿件", "信息", "新闻", "新聞", "资料", "資料", "内容", "內容", "消息"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// toldOutlet is true of what stands behind a label of source and is told rather
// than named: a clause, a verb, a sentence that no outlet's name ends.
func toldOutlet(s string) bool {
	name := strings.TrimRight(s, " 。.！!？?")
	if hanShare(name) < .5 {
		return body.IsSentence(s) || strings.ContainsAny(name, "!?") || len(strings.Fields(name)) > 8
	}
	if strings.ContainsAny(name, "，。！？；") || says(name, []string{"显示", "顯示", "表示", "指出", "认为", "認為", "据悉", "據悉"}) {
		return true
	}
	return name != strings.TrimRight(s, " ") && !institution(name)
}

// institution says whether a Chinese name ends as those of outlets and offices
// do.
func institution(s string) bool {
	if outletName(s) {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("局部院会會委办辦府社网網报報刊台厅廳所署校馆館", r) || strings.HasSuffix(s, "大学") || strings.HasSuffix(s, "大學") || strings.HasSuffix(s, "中学") || strings.HasSuffix(s, "中學") || strings.HasSuffix(s, "中心")
}

// besideDate is the outlet that Chinese pages print next to the date without
// a label.
func (p *page) besideDate(t *titles) string {
	if t.head == nil {
		return ""
	}
	n := 0
	for i := range p.runs {
		r := &p.runs[i]
		if r.order < t.head.order || p.off(r.place, offPage|inFigure) || r.place&inHeading != 0 {
			continue
		}
		if n++; n > 8 {
			break
		}
		near := i > 0 && len(p.runs[i-1].text) < 60 && mayHoldDate(p.runs[i-1].text) || i+1 < len(p.runs) && len(p.runs[i+1].text) < 60 && mayHoldDate(p.runs[i+1].text)
		s := oneLine(r.text)
		if name, outlet, ok := strings.Cut(s, "/"); ok && isChineseName(name) {
			s = outlet
		}
		if near && outletName(s) {
			return s
		}
	}
	return ""
}

// outletName says whether s is the name of a Chinese outlet, by its ending.
func outletName(s string) bool {
	if n := utf8.RuneCountInString(s); n < 3 || n > 14 || hanShare(s) < .6 {
		return false
	}
	for _, end := range []string{"网", "網", "报", "報", "社", "新闻", "新聞", "周刊", "週刊", "杂志", "雜誌", "电视台", "電視台", "在线", "客户端", "消息", "科技", "财经", "財經", "观察", "之声", "广播"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// sourceElement is a short element near the headline whose name says source.
func (p *page) sourceElement(t *titles) string {
	for i := range p.spots {
		s := &p.spots[i]
		if s.hint&isSource == 0 || s.hint&(isAuthor|isTag) != 0 || t.head == nil || s.order < t.head.order || s.order > t.head.order+250 ||
			p.off(s.place, offPage|inFigure) || s.n.DataAtom == atom.Img || !named(s.n, "source") && !named(s.n, "laiyuan") {
			continue
		}
		if txt := textOf(s.n); txt != "" && len(txt) < 90 && !mayHoldDate(txt) {
			if name := sourceName(txt); name != "" {
				return name
			}
		}
	}
	return ""
}

func named(n *html.Node, word string) bool {
	return strings.Contains(strings.ToLower(attr(n, "class")+" "+attr(n, "id")), word)
}
