package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds on lists of labels.
const (
	maxCrumbs = 12
	maxTags   = 60
	maxLabel  = 60 // characters of one label
)

// crumbs is the path of sections above the article as printed, else as the
// JSON-LD gives it; the article's own title is no part of it.
func (p *page) crumbs(l *linked, t *titles) []string {
	for i := range p.spots {
		s := &p.spots[i]
		if s.hint&(isCrumb|isPosition) == 0 || p.off(s.place, inFooter|inComments|inTeaser|inHead) || t.head != nil && s.order > t.head.order+80 {
			continue
		}
		if s.hint&isCrumb == 0 && !strings.ContainsAny(head(textOf(s.n), 200), ">»›＞") {
			continue // a position is many things
		}
		if list := p.trail(crumbLabels(s.n), t); len(list) >= 2 && len(list) <= 8 {
			return list
		}
	}
	if list := p.printedTrail(t); len(list) >= 2 {
		return list
	}
	return p.trail(l.crumbs, t)
}

// crumbLabels are the texts of a breadcrumb element: its links, and what stands
// between them.
func crumbLabels(n *html.Node) []string {
	var out []string
	for _, pc := range pieces(n) {
		if pc.link {
			out = append(out, pc.text)
			continue
		}
		out = append(out, strings.FieldsFunc(pc.text, func(r rune) bool { return strings.ContainsRune(">»›→/|＞丨", r) })...)
	}
	return out
}

// trail cleans the labels of a path.
func (p *page) trail(labels []string, t *titles) []string {
	var out []string
	title := fold(t.title)
	for _, s := range labels {
		s = strings.Trim(oneLine(s), " >»›→/|·•：:")
		for _, lead := range []string{"当前位置：", "当前位置:", "您的位置：", "您的位置:", "您当前的位置：", "目前位置：", "您现在的位置：", "位置：", "You are here:", "Sie sind hier:"} {
			s = strings.TrimSpace(strings.TrimPrefix(s, lead))
		}
		f := fold(s)
		if trailEnds[f] {
			break
		}
		n := utf8.RuneCountInString(s)
		if f == "" || n > maxLabel || f == title || len(f) > 30 && strings.HasPrefix(title, f) || n > 25 && similarity(s, t.title) > .3 ||
			trailNoise[f] || strings.HasSuffix(f, "位置") || strings.Contains(f, "breadcrumb") {
			continue
		}
		if contains(out, s) || len(out) >= maxCrumbs {
			continue
		}
		out = append(out, s)
	}
	return out
}

// trailEnds stand for the article itself; what follows is no part of the path.
var trailEnds = wordSet("正文", "内容", "內容", "本文", "文章", "新闻详情", "详情", "浏览文章", "阅读文章")

// trailNoise are labels of the trail itself.
var trailNoise = wordSet("当前位置", "您的位置", "您现在的位置", "您当前的位置", "目前位置", "现在的位置", "youarehere", "siesindhier", "breadcrumb", "breadcrumbs", "menu", "back", "arrow", "separator")

// printedTrail finds a trail that no name gives away: short links one behind
// the other with an angle between them, above the headline.
func (p *page) printedTrail(t *titles) []string {
	if t.head == nil {
		return nil
	}
	for i := range p.runs {
		r := &p.runs[i]
		if r.order > t.head.order {
			return nil
		}
		if r.place&inLink == 0 && strings.Trim(oneLine(r.text), " >＞»›") == "" && i > 0 && p.runs[i-1].place&inLink != 0 && r.n.Parent != nil {
			e := lineOf(r.n)
			if list := p.trail(crumbLabels(e), t); len(textOf(e)) < 200 && len(list) <= 6 {
				return list
			}
		}
	}
	return nil
}

// channel is the section of the outlet that the article stands in.
func (p *page) channel(l *linked, crumbs, names []string) string {
	for _, s := range []string{l.section, p.meta("article:section", "og:article:section", "section", "channel", "parsely-section", "cxenseparse:articlesection", "dc.subject.section")} {
		if s = oneLine(s); s != "" && utf8.RuneCountInString(s) <= maxLabel && !strings.Contains(s, "://") {
			return s
		}
	}
	for i, c := range crumbs {
		if f := fold(c); !isName(c, names) && !homeLabels[f] && !strings.HasSuffix(f, "首页") && !strings.HasSuffix(f, "首頁") && (i > 0 || len(crumbs) < 2 || !strings.HasSuffix(f, "网") && !strings.HasSuffix(f, "網")) {
			return c
		}
	}
	return ""
}

// homeLabels name the first step of a trail.
var homeLabels = wordSet("home", "homepage", "start", "startseite", "accueil", "inicio", "portada", "início", "首页", "首頁", "主页", "ホーム", "トップ", "홈", "главная", "anasayfa", "strona główna", "hjem", "hem", "etusivu", "trangchủ", "网站首页")

// tags are the keywords the page gives itself: those of the article before
// those of the template.
func (p *page) tags(l *linked, t *titles, names []string) []string {
	var out []string
	title := fold(t.title)
	add := func(list []string) {
		if len(list) == 1 && strings.ContainsRune(list[0], ' ') && hanShare(list[0]) > .5 {
			list = strings.Fields(list[0])
		}
		for _, s := range list {
			s = strings.Trim(oneLine(unescaped(s)), " #,;")
			if s == "" || utf8.RuneCountInString(s) > maxLabel || contains(out, s) || len(out) >= maxTags || isName(s, names) || fold(s) == title || looksHashed(s) {
				continue
			}
			out = append(out, s)
		}
	}
	var tagged []string
	for _, k := range []string{"article:tag", "og:article:tag", "parsely-tags", "sailthru.tags", "cxenseparse:keywords"} {
		for _, s := range p.allMeta(k) {
			tagged = append(tagged, splitKeywords(s)...)
		}
		if len(tagged) > 0 {
			break
		}
	}
	for _, list := range [][]string{p.tagLinks(), tagged, l.keywords, splitKeywords(p.meta("news_keywords")), p.tagList(t), splitKeywords(p.meta("keywords"))} {
		if add(list); len(out) > 0 {
			break
		}
	}
	return out
}

// looksHashed says whether a keyword is an identifier of the machine's.
func looksHashed(s string) bool {
	return len(s) == 36 && strings.Count(s, "-") == 4 && !strings.ContainsRune(s, ' ')
}

// tagLinks are the links that the page marks as the article's tags.
func (p *page) tagLinks() []string {
	var out []string
	for i := range p.anchors {
		a := &p.anchors[i]
		if hasWord(attr(a.n, "rel"), "tag") && !p.off(a.place, inNav|inComments|inTeaser|inAside) {
			out = append(out, textOf(a.n))
		}
	}
	return out
}

// tagList are the links of an element behind the headline that is named for
// tags.
func (p *page) tagList(t *titles) []string {
	for i := range p.spots {
		s := &p.spots[i]
		if s.hint&isTag == 0 || t.head == nil || s.order < t.head.order || p.off(s.place, inNav|inComments|inTeaser|inAside|inFooter|inHead|inFigure) || s.n.DataAtom == atom.A || len(textOf(s.n)) > 400 {
			continue
		}
		var list []string
		for _, pc := range pieces(s.n) {
			if pc.link {
				list = append(list, pc.text)
			}
		}
		if len(list) >= 1 && len(list) <= 20 {
			return list
		}
	}
	return nil
}
