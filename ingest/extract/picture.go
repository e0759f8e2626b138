package extract

import (
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
	"dabao/schema"
)

// pictures are the body's, led by the lead image that the metadata names where
// the body does not hold it already.
func (p *page) pictures(l *linked, base *url.URL, b *body.Body) []schema.Image {
	lead, ok := p.leadImage(l, base)
	if !ok {
		return b.Images
	}
	for i, im := range b.Images {
		if sameImage(im.URL, lead.URL) {
			out := append([]schema.Image(nil), b.Images...)
			out[i].Caption = firstOf(im.Caption, lead.Caption)
			out[i].Credit = firstOf(im.Credit, lead.Credit)
			return out
		}
	}
	if lead.Caption == "" {
		p.printedCaption(&lead, base)
	}
	return append([]schema.Image{lead}, b.Images...)
}

// leadImage is the picture that stands for the article in its metadata.
func (p *page) leadImage(l *linked, base *url.URL) (schema.Image, bool) {
	var im schema.Image
	for _, v := range l.images {
		address := v.String()
		if address == "" {
			address = firstOf(v.Get("url").String(), v.Get("contentUrl").String(), v.Get("@id").String())
		}
		if u := parseURL(base, address); u != nil && !decoration(u) {
			im.URL = u.String()
			im.Caption = firstOf(text(v.Get("caption")), text(v.Get("description")))
			im.Credit = firstOf(text(v.Get("creditText")), first(v.Get("copyrightHolder")), first(v.Get("author")), first(v.Get("creator")))
			break
		}
	}
	if og := parseURL(base, p.meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")); og != nil && !decoration(og) {
		if im.URL == "" || !sameImage(im.URL, og.String()) {
			im = schema.Image{URL: og.String()}
		}
	}
	return im, im.URL != ""
}

// decoration says whether an address can only be a logo or a placeholder.
func decoration(u *url.URL) bool {
	name := strings.ToLower(path.Base(u.Path))
	for _, w := range []string{"logo", "placeholder", "default", "favicon", "fallback", "blank", "share-image", "og-image", "opengraph", "sharing"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// sameImage says whether two addresses are one picture in two sizes: the same
// file name, or the same long number or hash in it.
func sameImage(a, b string) bool {
	if a == b {
		return true
	}
	ka, kb := imageKey(a), imageKey(b)
	return ka != "" && ka == kb
}

// imageKey is the longest run of letters and digits that can tell pictures
// apart; sizes and formats cannot.
func imageKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	best := ""
	for _, part := range strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' || r == '.' || r == ',' || r == '_' }) {
		if len(part) > len(best) && strings.ContainsAny(part, "0123456789") {
			best = part
		}
	}
	if len(best) < 8 {
		return ""
	}
	return best
}

// printedCaption completes the lead image with the caption and credit of the
// figure that prints it outside the body.
func (p *page) printedCaption(im *schema.Image, base *url.URL) {
	for _, n := range p.figures {
		src, caption := figureParts(n)
		if u := parseURL(base, src); u == nil || !sameImage(u.String(), im.URL) {
			continue
		}
		im.Caption, im.Credit = splitCredit(caption)
		return
	}
}

// figureParts are the address of the first picture of a figure and its
// caption.
func figureParts(n *html.Node) (src, caption string) {
	steps := 0
	var walk func(c *html.Node, depth int)
	walk = func(c *html.Node, depth int) {
		for ; c != nil && depth < 20 && steps < 400; c = c.NextSibling {
			steps++
			if c.Type != html.ElementNode {
				continue
			}
			switch c.DataAtom {
			case atom.Img:
				if src == "" {
					src = firstOf(attr(c, "data-src"), attr(c, "src"))
				}
			case atom.Figcaption:
				caption = firstOf(caption, textOf(c))
			default:
				walk(c.FirstChild, depth+1)
			}
		}
	}
	walk(n.FirstChild, 0)
	return src, caption
}

var creditLabels = []string{"Photo:", "Photograph:", "Photo by ", "Image:", "Image source,", "Picture:", "Foto:", "Fotos:", "Bild:", "Bildquelle:", "Credit:", "Crédit", "Crédits", "Photo :", "Fotografía:", "图片来源：", "图源：", "摄影：", "攝影：", "图/", "圖／", "圖/", "©"}

// splitCredit parts a caption from the credit behind it.
func splitCredit(s string) (caption, credit string) {
	for _, lb := range creditLabels {
		if i := strings.LastIndex(s, lb); i >= 0 && len(s)-i < 120 {
			return strings.TrimRight(strings.TrimSpace(s[:i]), " (（[|/"), strings.TrimRight(strings.TrimSpace(s[i:]), ")）]")
		}
	}
	return s, ""
}
