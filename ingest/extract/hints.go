package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// hintWord is a stem that class names and ids are built from. A whole word
// counts only between non-letters or at a change of case; a stem counts
// anywhere.
type hintWord struct {
	stem  string
	whole bool
	hint  hint
}

// hintWords by their first two letters. They are the words that templates all over the
// world use, in English and in the larger languages.
var hintWords = byFirstLetters([]hintWord{
	{"author", false, isAuthor}, {"byline", false, isAuthor}, {"autor", false, isAuthor}, {"auteur", false, isAuthor},
	{"writer", false, isAuthor}, {"reporter", false, isAuthor}, {"journalist", false, isAuthor}, {"contributor", false, isAuthor},
	{"signature", false, isAuthor}, {"firma", true, isAuthor}, {"redakteur", false, isAuthor}, {"zuozhe", false, isAuthor},
	{"by-line", false, isAuthor}, {"autore", false, isAuthor}, {"skribent", false, isAuthor}, {"muhabir", false, isAuthor}, {"yazar", false, isAuthor},
	{"credits", true, isAuthor},
	{"date", true, isDate}, {"pubdate", false, isDate}, {"pubtime", false, isDate}, {"publish", false, isDate}, {"time", true, isDate},
	{"timestamp", false, isDate}, {"dateline", false, isDate}, {"datum", true, isDate}, {"fecha", false, isDate}, {"datetime", false, isDate},
	{"postdate", false, isDate}, {"pub", true, isDate}, {"created", true, isDate}, {"zeit", true, isDate}, {"tarih", false, isDate},
	{"info", true, isDate}, {"meta", true, isDate}, {"published", false, isDate},
	{"source", true, isSource}, {"origin", true, isSource}, {"laiyuan", false, isSource}, {"media", true, isSource}, {"copyfrom", false, isSource},
	{"editor", false, isEditor}, {"bianji", false, isEditor},
	{"breadcrumb", false, isCrumb}, {"crumb", false, isCrumb}, {"position", true, isPosition}, {"location", true, isPosition},
	{"brotkrumen", false, isCrumb}, {"brotkrume", false, isCrumb}, {"migas", false, isCrumb}, {"daohang", true, isPosition}, {"weizhi", true, isPosition}, {"path", true, isPosition}, {"dangqian", true, isPosition},
	{"subtitle", false, isSubtitle}, {"sub-title", false, isSubtitle}, {"subhead", true, isSubtitle}, {"subheadline", false, isSubtitle},
	{"standfirst", false, isSubtitle}, {"dek", true, isSubtitle}, {"deck", true, isSubtitle}, {"subtit", false, isSubtitle},
	{"kicker", false, isKicker}, {"overline", false, isKicker}, {"eyebrow", false, isKicker}, {"dachzeile", false, isKicker},
	{"topline", false, isKicker}, {"spitzmarke", false, isKicker}, {"antetitulo", false, isKicker}, {"occhiello", false, isKicker},
	{"pretitle", false, isKicker}, {"pre-title", false, isKicker}, {"supertitle", false, isKicker}, {"roofline", false, isKicker},
	{"tag", true, isTag}, {"tags", true, isTag}, {"keyword", false, isTag}, {"taglist", false, isTag}, {"topics", true, isTag},
	{"headline", false, isTitle}, {"title", true, isTitle}, {"titel", true, isTitle}, {"titulo", true, isTitle},
	{"related", false, isTeaser}, {"recommend", false, isTeaser}, {"teaser", false, isTeaser}, {"sidebar", false, isTeaser},
	{"more-from", false, isTeaser}, {"most-read", false, isTeaser}, {"mostread", false, isTeaser}, {"popular", false, isTeaser}, {"trending", false, isTeaser},
	{"latest", false, isTeaser}, {"outbrain", false, isTeaser}, {"taboola", false, isTeaser}, {"newsletter", false, isTeaser},
	{"swiper", false, isTeaser}, {"carousel", false, isTeaser}, {"hotnews", false, isTeaser}, {"hot-news", false, isTeaser}, {"ranking", false, isTeaser},
	{"comment", false, isComments}, {"disqus", false, isComments}, {"pinglun", false, isComments},
	{"modified", false, isModified}, {"updated", false, isModified}, {"dateupdate", false, isModified},
	{"bio", true, isBio}, {"biography", false, isBio}, {"about", true, isBio},
	{"image", true, isPicture}, {"photo", true, isPicture}, {"quote", false, isPicture}, {"caption", false, isPicture}, {"foto", true, isPicture}, {"avatar", true, isPicture},
	{"picture", true, isPicture}, {"copyright", false, isRights}, {"license", false, isRights},
})

func byFirstLetters(words []hintWord) *[26][26][]hintWord {
	var t [26][26][]hintWord
	for _, w := range words {
		list := &t[w.stem[0]-'a'][w.stem[1]-'a']
		*list = append(*list, w)
	}
	return &t
}

// wordHints reads a class list, an id or the like.
func wordHints(s string) hint {
	if strings.IndexByte(s, '[') >= 0 {
		s = withoutVariants(s)
	}
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return 0
	}
	if strings.Contains(low, "status-publish") || strings.Contains(low, "hentry") {
		return 0 // such a class lists what a post is about
	}
	var h hint
	for i := 0; i+1 < len(low); i++ {
		c, d := low[i]-'a', low[i+1]-'a'
		if c > 25 || d > 25 {
			continue
		}
		for _, w := range hintWords[c][d] {
			if h&w.hint == 0 && strings.HasPrefix(low[i:], w.stem) && (!w.whole || stands(s, i, i+len(w.stem))) {
				if w.hint == isComments && isCommentary(low[i:]) {
					continue
				}
				h |= w.hint
			}
		}
	}
	return h
}

// maxHintBytes is the length of the longest class or id that is read for hints.
const maxHintBytes = 300

// namedFor is what the class and the id of an element say it holds, for elements
// that the walk has not kept.
func namedFor(n *html.Node) hint {
	var h hint
	for _, key := range []string{"class", "id"} {
		if s := attr(n, key); len(s) < maxHintBytes {
			h |= wordHints(s)
		}
	}
	return h
}

// isCommentary is true of a genre and those who write it.
func isCommentary(s string) bool {
	return strings.HasPrefix(s, "commentar") || strings.HasPrefix(s, "commentator")
}

// withoutVariants drops the utility classes that carry a selector or a value in
// brackets: the words in them name something else.
func withoutVariants(s string) string {
	var kept []string
	for _, w := range strings.Fields(s) {
		if strings.IndexByte(w, '[') < 0 {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// stands says whether s[i:j] is a word of its own, camel case counted.
func stands(s string, i, j int) bool {
	if i > 0 && letter(s[i-1]) && !(upper(s[i]) && !upper(s[i-1])) {
		return false
	}
	return j >= len(s) || !letter(s[j]) || upper(s[j]) && !upper(s[j-1])
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func upper(c byte) bool  { return c >= 'A' && c <= 'Z' }
