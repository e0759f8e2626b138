package body

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"dabao/schema"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxImages bounds the pictures taken from one page.
const maxImages = 500

// images gathers the pictures that stand in the story, or between headline and
// story, with what is printed beside them.
func (f *finder) images() []schema.Image {
	var out []schema.Image
	seen := map[string]bool{}
	r := &f.elems[f.root]
	first := r.firstBlock
	if f.headline >= 0 && f.headline < first {
		first = f.headline
	}
	for i := range f.pics {
		p := &f.pics[i]
		if p.elem < 0 || p.block < first || p.block > r.endBlock || len(out) == maxImages {
			continue
		}
		inside := p.elem >= f.root && p.elem < r.end
		e := &f.elems[p.elem]
		if e.dropped != keep || e.up&(fBio|fMeta|fAd|fShare|fRelated) != 0 || !inside && p.block >= r.endBlock || isIcon(p.node) {
			continue
		}
		src := f.source(p.node)
		if src == "" || seen[src] {
			continue
		}
		caption, credit := f.beside(p)
		if !inside && caption == "" && !f.framed(p.elem) {
			continue
		}
		seen[src] = true
		out = append(out, schema.Image{URL: src, Caption: caption, Credit: credit})
	}
	return out
}

// framed is true inside a <figure> or an element named for its picture.
func (f *finder) framed(i int32) bool {
	for levels := 0; i >= 0 && levels < 4; levels++ {
		if f.elems[i].atom == atom.Figure {
			return true
		}
		i = f.elems[i].parent
	}
	return false
}

// isIcon is true of pictures that are part of the furniture: small by their
// own word, or named so.
func isIcon(n *html.Node) bool {
	for _, key := range []string{"width", "height"} {
		if v := attr(n, key); v != "" && len(v) <= 2 {
			return true
		}
	}
	c := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	return containsAny(c, iconNames)
}

var iconNames = list(`icon|logo|avatar|emoji|smiley|pixel|spacer|qrcode|author`)

// source is the absolute address of a picture. Pages that load pictures late
// keep the address in an attribute of their own and a placeholder in src.
func (f *finder) source(n *html.Node) string {
	best := ""
	for _, key := range []string{"data-original", "data-src", "data-lazy-src", "data-actualsrc", "data-url", "src"} {
		if v := strings.TrimSpace(attr(n, key)); v != "" && !strings.HasPrefix(v, "data:") && !strings.ContainsAny(v, "{}") {
			best = v
			break
		}
	}
	if best == "" {
		for _, key := range []string{"srcset", "data-srcset"} {
			if v := strings.Fields(attr(n, key)); len(v) > 0 && !strings.HasPrefix(v[0], "data:") {
				best = strings.TrimSuffix(v[0], ",")
				break
			}
		}
	}
	if best == "" || len(best) > 4096 || strings.Contains(best, ".svg") {
		return ""
	}
	u, err := url.Parse(best)
	if err != nil {
		return ""
	}
	if f.hint.Base != nil {
		u = f.hint.Base.ResolveReference(u)
	}
	if u.Scheme == "" && u.Host != "" {
		u.Scheme = "https"
	}
	if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// beside finds caption and credit of a picture: the captions in the smallest
// element around it that holds any, or the caption that follows at once.
func (f *finder) beside(p *picture) (caption, credit string) {
	var lines []string
	add := func(k int32) {
		b := &f.blocks[k]
		at := f.creditIn(b)
		if at < b.end && (at > b.start || len(lines) > 0) {
			credit = bare(string(f.buf[at:b.end]))
		} else {
			at = b.end
		}
		if t := trimCaption(string(f.buf[b.start:at])); t != "" {
			lines = append(lines, t)
		}
	}
	levels := 0
	for i := p.elem; i > 0 && levels < 6 && len(lines) == 0; levels++ {
		e := &f.elems[i]
		if e.pics > 4 || e.weight > 4*maxCaption || i == f.root {
			break
		}
		for k := e.firstBlock; k < e.endBlock && k < e.firstBlock+6; k++ {
			if b := &f.blocks[k]; b.why == boilerplate || b.why == linkOnly {
				continue
			}
			if f.isCaption(&f.blocks[k]) && f.blocks[k].weight <= 4*maxCaption {
				add(k)
			}
		}
		i = e.parent
	}
	if len(lines) == 0 && int(p.block) < len(f.blocks) && f.blocks[p.block].why == keep && f.isCaption(&f.blocks[p.block]) {
		add(p.block)
	}
	caption = strings.Join(lines, " ")
	if credit == "" {
		caption, credit = splitCredit(caption)
	}
	return caption, credit
}

// creditIn is where in page.buf the credit of a caption begins, as its markup
// has it: in an element named so, or in <cite> or <small>. It is b.end where
// none does.
func (f *finder) creditIn(b *textBlock) int32 {
	if f.elems[b.inner].own&fCredit != 0 {
		return b.start
	}
	for i := b.elem + 1; i < f.elems[b.elem].end; i++ {
		e := &f.elems[i]
		if e.text >= b.end {
			break
		}
		if e.text >= b.start && (e.own&fCredit != 0 || e.atom == atom.Cite || e.atom == atom.Small) {
			return e.text
		}
	}
	return b.end
}

// creditMarks begin the credit in the line of a caption.
var creditMarks = list(`©|(c) |photo:|photos:|photo by|photo credit|photograph:|photographs:|photographer:|picture:|image:|images:|image credit|image source|credit:|courtesy of|foto:|fotos:|symbolfoto:|archivfoto:|bild:|symbolbild:|archivbild:|bildquelle|bildrechte|quelle:|crédit|crédits|photo :|fotografía:|imagen:|fuente:|imagem:|crédito|créditos|credit line|fotografie:|beeld:|zdjęcie:|fot.|źródło:|фото:|fotoğraf:|ảnh:|写真=|写真：|＝|撮影：|撮影:|撮影=|撮影／|撮影・|사진=|사진 =|사진:|사진 출처|사진제공|사진 제공|图片来源|圖片來源|图源|圖源|图/|圖／|图：|圖：|摄影：|摄影:|摄影/|摄影／|攝影：|攝影:|攝影/|攝影／|摄/|资料图|視覺中國|视觉中国`)

// splitCredit parts a caption from the credit at its end.
func splitCredit(s string) (caption, credit string) {
	if caption, credit = splitBracket(s); credit != "" {
		return caption, credit
	}
	low := strings.ToLower(s)
	if len(low) != len(s) { // lower case moved the bytes: leave it whole
		return s, ""
	}
	best := -1
	for _, m := range creditMarks {
		if i := strings.LastIndex(low, m); i >= 0 && (best < 0 || i < best) && len(s)-i <= 120 && startsWord(s, i) {
			best = i
		}
	}
	if best < 0 {
		if caption, credit = splitAgency(s); credit != "" {
			return caption, credit
		}
		return splitTaker(s)
	}
	credit, joined := strings.CutPrefix(s[best:], "＝")
	if joined && !hasAnySuffix(credit, takers) && !strings.HasSuffix(credit, "提供") && strings.ContainsFunc(credit, unicode.IsDigit) {
		return s, "" // a Japanese caption says where and when behind the same sign
	}
	return trimCaption(s[:best]), bare(credit)
}

// bare is a credit without the brackets around it; those inside it stay whole.
func bare(s string) string {
	s = strings.Trim(s, " ()（）[]【】")
	if strings.Count(s, "(") > strings.Count(s, ")") {
		s += ")"
	}
	return s
}

// takers end a credit that names who took or lent the picture.
var takers = list(`摄|攝|摄影|攝影|撮影|供图|供圖|摄影报道|攝影報導|社发|网发|社發|網發`)

// lenders stand in a credit before the outlet that prints the picture.
var lenders = []string{"供图 ", "供圖 "}

// splitBracket parts a caption from the credit in the brackets that close it:
// ……（某某 摄）, …（某某撮影）.
func splitBracket(s string) (caption, credit string) {
	t := strings.TrimRight(s, " 。")
	i := max(strings.LastIndex(t, "（"), strings.LastIndex(t, "("))
	if i < 0 || !strings.HasSuffix(t, "）") && !strings.HasSuffix(t, ")") {
		return s, ""
	}
	in := strings.Trim(t[i:], " ()（）")
	if len(in) > 90 || strings.ContainsAny(in, "()（）") || !hasAnySuffix(in, takers) && !strings.HasSuffix(in, "提供") {
		return s, ""
	}
	return trimCaption(s[:i]), in
}

// splitTaker parts a Chinese or Japanese credit that ends with who took the
// picture: 新华社记者某某摄.
func splitTaker(s string) (caption, credit string) {
	t := strings.TrimRight(s, " 。】")
	if !hasAnySuffix(t, takers) && !containsAny(t[max(0, strings.LastIndex(t, "。")):], lenders) {
		return s, ""
	}
	for _, w := range takers {
		t = strings.TrimRight(strings.TrimSuffix(t, w), " ")
	}
	i := strings.LastIndexAny(t, "。!！?？”」【")
	if i < 0 {
		i = takerAt(t)
	}
	if i < 0 || len(s)-i > 90 {
		return s, ""
	}
	r, n := utf8.DecodeRuneInString(t[i:])
	head := t[:i]
	if r != '【' && r != ' ' {
		head = t[:i+n]
	}
	return trimCaption(head), strings.Trim(s[i+n:], " 。】")
}

// takerAt is the space before the name that ends a caption without a full
// stop, and before the word for a reporter in front of it; -1 where none is.
func takerAt(t string) int {
	i := strings.LastIndexByte(t, ' ')
	if i < 0 || utf8.RuneCountInString(t[i:]) > 9 {
		return -1
	}
	if head := t[:i]; strings.HasSuffix(head, "记者") || strings.HasSuffix(head, "記者") {
		if j := strings.LastIndexByte(head, ' '); j >= 0 {
			return j
		}
	}
	return i
}

func startsWord(s string, i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r == ' ' || r == '(' || r == '（' || r == '|' || r == '/' || r == '[' || r == '【' || r >= 0x2E80 || endsSentence(r)
}

func trimCaption(s string) string { return strings.TrimRight(s, " (（[【|/–-,，") }
