package plain

import (
	"regexp"
	"slices"
	"strings"

	"dabao/schema"
)

// maxCaption is the width beyond which a line is no caption.
const maxCaption = 360

// picture is a caption line taken apart.
type picture struct {
	caption, credit string
	photographers   []string
}

var (
	// Who supplied or took the picture, at the end of the line, behind the
	// last sentence, a bracket or a space.
	supplied = regexp.MustCompile(`^(.*?)([^\s。!?,;:(【\x{FF01}\x{FF1F}\x{FF0C}\x{FF1B}\x{FF1A}\x{FF08}]{1,24}?(?:供图|供圖|提供|圖片提供|图片提供|制图|製圖|资料图|資料圖|資料照|資料照片|资料图片|资料照片|撮影))[)】\x{FF09}]?[。.]?$`)
	taken    = regexp.MustCompile(`^(.*?)((?:[^\s。!?(【,\x{FF01}\x{FF1F}\x{FF08}\x{FF0C}]{0,12}(?:社|网|網|报|報|讯|訊|台|臺))?(?:实习|實習|特约|特約|摄影|攝影)?(?:记者|記者|通讯员|通訊員|发|發)?\s*((?:\p{Han}{2,4}|\p{Han}\s\p{Han})(?:[、\s]\s*(?:\p{Han}{2,4}|\p{Han}\s\p{Han})){0,3})\s*(?:摄|攝))(?:影)?[)】\x{FF09}]?[。.]?$`)
	labelled = regexp.MustCompile(`(?i)^(.*?)\s*[(【\[\x{FF08}]?\s*((?:图片来源|圖片來源|图源|圖源|图片|圖片|照片|摄影|攝影|图|圖|撮影|写真|photographs?|photos?|pictures?|images?|pic|credit|foto|bild)(?:\s+(?:by|credit|courtesy of))?\s*[:/©\x{FF1A}\x{FF0F}]\s*([^:。\x{FF1A}]{1,60}?)|(?:photographs?|photos?|pictures?|images?)\s+(?:by|courtesy of)\s+([^。.]{2,60}?)|(?:file photo|资料图|資料圖|资料图片|資料照|資料照片|网络图片|網絡圖片|示意图|示意圖))\s*[)】\]\x{FF09}]?\s*[。.]?$`)
	agency   = regexp.MustCompile(`^(.*?)\s*[(\x{FF08}]?\s*((?:[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}\s*[/\x{FF0F}]\s*)?(?:AP Photo|AP|AFP|Reuters|REUTERS|Getty Images|Getty|EPA|Xinhua|Bloomberg|Shutterstock|iStock|Unsplash|视觉中国|視覺中國)(?:\s*[/\x{FF0F}]\s*[A-Z][\w.'’ -]{2,40})?)\s*[)\x{FF09}]?\.?$`)
	hints    = regexp.MustCompile(`[摄攝影图圖照写源▲△▼▽↑↓◎提撮©/\x{FF0F}]|(?i:photo|picture|image|pic\b|credit|foto|bild)|AP|AFP|R(?:euters|EUTERS)|Getty|EPA|Xinhua|Bloomberg|stock|Unsplash`)
	pointer  = regexp.MustCompile(`^(?:[▲△▼▽↑↓◎]|(?:上|下|左|右|本|题|題)?[图圖](?:[一二三四五六七八九十\d]{1,2})?(?:[:\x{FF1A}]|[为為](?:[:\x{FF1A}])?))\s*`)
)

// parseCaption takes a line apart that names who made a picture, or points at
// one.
func parseCaption(s string) (picture, bool) {
	if width(s) > maxCaption || strings.ContainsRune(s, '\t') {
		return picture{}, false
	}
	if !hints.MatchString(s) {
		return picture{}, false
	}
	if x := taken.FindStringSubmatch(s); x != nil && plausibleTaker(x[1], x[2], x[3]) {
		return picture{tidy(x[1]), bare(s[len(x[1]):]), people(x[3])}, true
	}
	if x := supplied.FindStringSubmatch(s); x != nil && endsOrEmpty(x[1]) {
		return picture{caption: tidy(x[1]), credit: bare(x[2])}, true
	}
	if x := labelled.FindStringSubmatch(s); x != nil && standsApart(s, x[1]) {
		p := picture{caption: tidy(x[1]), credit: bare(x[2])}
		if who := x[3] + x[4]; isName(who) && !strings.Contains(x[2], "来源") && !strings.Contains(x[2], "來源") {
			p.photographers = names(who)
		}
		return p, true
	}
	if x := agency.FindStringSubmatch(s); x != nil && endsOrEmpty(x[1]) {
		return picture{caption: tidy(x[1]), credit: bare(x[2])}, true
	}
	if pointer.MatchString(s) && width(s) < maxCaption/2 {
		return picture{caption: tidy(s)}, true
	}
	return picture{}, false
}

// plausibleTaker keeps sentences that happen to end in 摄 apart: the credit
// stands behind a sentence, a bracket or a space, or begins with its paper.
func plausibleTaker(before, credit, who string) bool {
	if endsOrEmpty(before) {
		return true
	}
	for _, n := range names(who) {
		if !isName(n) {
			return false
		}
	}
	return strings.HasSuffix(before, " ") || strings.ContainsAny(credit, "社者报報 ")
}

// endsOrEmpty reports whether a credit may stand behind this text.
func endsOrEmpty(before string) bool {
	t := strings.TrimRight(before, " (【[\uff08")
	return t == "" || t != before || endsSentence(before)
}

func standsApart(s, before string) bool {
	t := strings.TrimSpace(before)
	if t == "" || endsSentence(t) {
		return true
	}
	next := s[len(before):]
	return strings.HasPrefix(next, " ") || strings.HasPrefix(next, "(") || strings.HasPrefix(next, "\uff08") ||
		strings.HasPrefix(next, "【") || strings.HasPrefix(next, "[")
}

// people are the names in a credit that look like one.
func people(s string) []string {
	return slices.DeleteFunc(names(s), func(n string) bool { return !isName(n) })
}

func tidy(s string) string {
	s = strings.TrimLeft(s, "▲△▼▽↑↓◎ ")
	return strings.TrimRight(strings.TrimSpace(s), "(【[ |丨/\uff08\uff5c\uff0f")
}

func bare(s string) string { return strings.Trim(s, " ()【】[].。\uff08\uff09") }

// addPicture puts a caption into the reading order and among the images.
func (r *reader) addPicture(p picture) {
	im := schema.Image{Caption: p.caption, Credit: p.credit}
	if len(r.a.Images) >= maxImages || slices.Contains(r.a.Images, im) {
		return
	}
	r.a.Images = append(r.a.Images, im)
	if p.caption != "" {
		r.a.Blocks = append(r.a.Blocks, schema.Block{Kind: schema.Caption, Text: p.caption})
	}
	for _, n := range p.photographers {
		r.credit(schema.Photographer, n)
	}
}
