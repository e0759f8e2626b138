package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// byWords lead a byline, in the languages of the larger presses. Each is
// followed by a space, a colon or a slash.
var byWords = []string{
	"by", "von", "par", "por", "di", "de", "door", "av", "af", "autor", "autorin", "autoren", "author", "authors", "text", "texte", "texto", "testo",
	"tekst", "words by", "written by", "story by", "posted by", "analysis by", "opinion by", "review by", "commentary by", "perspective by", "published by", "un articolo di", "un article de", "ein beitrag von", "ein artikel von", "eine analyse von",
	"ein kommentar von", "eine kolumne von", "ein gastbeitrag von", "ein interview von", "aus ... von", "publié par", "écrit par", "escrito por", "a cura di", "autore", "auteur", "szerző", "yazar", "haber", "muhabir",
	"автор", "текст", "συντάκτης", "του", "της", "oleh", "bởi", "penulis", "reporter", "na", "na:", "ngu", "w:", "kirjoittaja", "pisze", "opracował", "opracowała", "zpracoval", "autoři", "napsal",
	"durch", "geschrieben von", "verfasst von", "veröffentlicht von", "rédigé par", "publicado por", "redactado por", "texto de", "scritto da", "pubblicato da", "geschreven door", "skrevet av", "skrevet af", "skriven av",
	"teksti", "tekstas", "autorius", "autors", "scris de", "от", "γράφει ο", "γράφει η", "بقلم", "كتب", "كتبت", "מאת", "نویسنده", "ditulis oleh", "tác giả", "โดย", "เขียนโดย", "piše", "napisao", "napísal", "írta", "yazan", "eftir", "müəllif",
	"photo and text by", "text and photos by", "with reporting by",
	"作者", "文", "撰文", "撰稿", "采写", "記者", "记者", "文字", "筆者", "著者", "執筆", "執筆者", "文責", "ライター", "取材・文", "글", "기자",
}

// particles may stand in lower case inside a name.
var particles = wordSet("de", "del", "della", "di", "da", "dos", "das", "do", "du", "des", "la", "le", "van", "von", "der", "den", "ten", "ter", "zu", "zur", "zum", "bin", "binti",
	"al", "el", "y", "e", "af", "av", "ibn", "abu", "ap", "mac", "mc", "jr", "sr", "dr", "d", "o", "st", "dpa", "afp", "vom", "und", "ag")

// jobWords end a name: what follows is what the person does. A piece that holds
// nothing else is no name.
var jobWords = wordSet("reporter", "editor", "writer", "correspondent", "journalist", "director", "columnist", "contributor", "producer", "staff",
	"redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporterin", "autorin", "volontär", "corresponsal", "redactor", "redactora",
	"journaliste", "rédacteur", "rédactrice", "giornalista", "jornalista", "dziennikarz", "redaktor", "기자", "follow", "updated", "published", "posted",
	"lesedauer", "read", "min", "share", "comments", "kommentare", "newsletter", "subscribe", "email", "twitter", "facebook", "view", "search", "more",
	"professor", "fellow", "analyst", "profesorius", "lecturer", "biography", "about", "über", "artikel", "articles", "posts", "beiträge", "alle", "see", "all", "read",
	"watch", "live", "url", "sign", "login", "contact", "kontakt", "mail", "redaktionen", "commentator", "strategist", "officer", "consultant", "adviser", "advisor", "specialist", "engineer", "scientist", "founder", "president", "ceo", "executive", "intern", "psychologist", "blogger", "freelancer", "presenter", "iniciar", "pubmed", "scholar", "subscriber", "abo", "anmelden", "bookmark", "news", "newsblog", "travel", "sport", "politics", "image", "images", "photo", "foto")

func wordSet(ws ...string) map[string]bool {
	m := make(map[string]bool, len(ws))
	for _, w := range ws {
		m[w] = true
	}
	return m
}

// AfterBy cuts the word that leads a byline ("By", "作者：", "von") and says
// whether there was one.
func AfterBy(s string) (string, bool) {
	s = strings.TrimLeft(s, " \t|·•-–—:：,(（[【/")
	low := strings.ToLower(s)
	best := 0
	for _, w := range byWords {
		if len(w) > best && strings.HasPrefix(low, w) && len(low) == len(s) {
			rest := s[len(w):]
			r, _ := utf8.DecodeRuneInString(rest)
			if rest == "" || strings.ContainsRune(byMarks, r) || strings.ContainsRune("●◎＝・", r) && w[0] > 0x7f || isHan(r) && (w == "记者" || w == "記者") {
				best = len(w)
			}
		}
	}
	if best == 0 {
		return s, false
	}
	return strings.TrimLeft(s[best:], byMarks+"●◎＝・"), true
}

// mayLead is false of a Western line that holds no word a byline begins with: it
// is cheaper to see than a day is to read.
func mayLead(s string) bool {
	for _, f := range strings.Fields(s) {
		f = strings.ToLower(strings.Trim(f, "|·•-–—:,()[]/"))
		if r, _ := utf8.DecodeRuneInString(f); byFirst[f] || r > unicode.MaxLatin1 || strings.ContainsAny(f, "/|:") {
			return true
		}
	}
	return false
}

// byFirst are the first words of byWords.
var byFirst = func() map[string]bool {
	first := map[string]bool{}
	for _, w := range byWords {
		first[strings.Fields(w)[0]] = true
	}
	return first
}()

// byMarks may follow the word that leads a byline.
const byMarks = " :：/／|丨\u3000"

// splitNames cuts a list of names at commas and words for "and".
func splitNames(s string) []string {
	s = listWords.Replace(" " + s + " ")
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;，、；&|•·+\n|"+slashes, r) && r != '·' })
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if a, b, ok := hanPair(p); ok {
			out = append(out, a, b)
			continue
		}
		out = append(out, p)
	}
	return out
}

// hanPair parts two Chinese names joined by "and": 王小明和李大华.
func hanPair(s string) (a, b string, ok bool) {
	for _, and := range []string{"和", "与", "與", "及"} {
		if a, b, ok = strings.Cut(s, and); ok && isChineseName(a) && isChineseName(b) {
			return a, b, true
		}
	}
	return "", "", false
}

// noNames are what templates leave in the place of a name, folded: fields not
// filled in, accounts of systems, platforms to share on, buttons.
var noNames = wordSet("author", "authorname", "authors", "byline", "name", "yourname", "firstname", "lastname", "fullname", "username", "displayname", "null", "undefined", "none", "nan", "na", "false", "true", "unknown", "noauthor", "nobody", "test", "default",
	"comsenzuiteam", "discuzteam", "dedecms", "phpcms", "empirecms", "帝国cms", "zblog", "gmt", "bst", "utc", "est", "edt", "cet", "cest", "pst", "pdt", "ist", "质问者", "質問者", "回答者", "投稿者", "執筆者", "著者", "网络整理", "網路整理", "互联网", "综合整理", "本站", "本网", "转载", "網友", "网友", "admin", "administrator", "root", "webmaster", "superuser", "superadmin", "sysadmin", "user", "guest", "system", "wpadmin", "管理员", "管理員", "系统管理员", "超级管理员", "小编", "小編", "编辑部", "编辑", "編輯", "站长", "佚名", "匿名", "网络", "網絡", "网站管理员", "管理者", "編集部", "관리자",
	"facebook", "twitter", "x", "linkedin", "whatsapp", "instagram", "telegram", "pinterest", "reddit", "threads", "bluesky", "mastodon", "youtube", "tiktok", "flipboard", "tumblr", "vk", "line", "weibo", "wechat", "微信", "微博", "qq空间", "wordpress", "blogger", "blogspot", "medium", "substack", "wix", "drupal", "joomla", "rss",
	"size", "small", "large", "font", "print", "copylink", "bio", "new", "profile", "contact", "home", "menu", "close", "next", "previous", "readmore", "showmore", "loadmore", "seemore", "addtofavorites", "listen", "download", "save",
	"folgen", "merken", "drucken", "teilen", "abonnieren", "kontakt", "profil", "suivre", "partager", "imprimer", "seguir", "compartir", "imprimir", "condividi", "segui", "delen", "volgen", "følg", "dela", "följ", "seuraa", "obserwuj", "udostępnij", "sledovat", "aboneol", "abone", "takipet", "paylaş", "подписаться", "поделиться", "关注", "關注", "分享", "收藏", "文章", "文章数", "粉丝", "攝影", "摄影", "標籤", "标签", "フォロー", "シェア", "구독")

var listWords = strings.NewReplacer(" and ", ",", " und ", ",", " et ", ",", " og ", ",", " och ", ",", " en ", ",", " ja ", ",", " i ", ",", " ve ", ",", " with ", ",",
	" And ", ",", " AND ", ",", " & ", ",", " és ", ",", " и ", ",", " και ", ",", " mit ", ",", " y ", ",", " e ", ",", " dan ", ",", " và ", ",", " și ", ",")

// personName cleans one name and says whether it can be one.
func personName(s string) (string, bool) {
	s = oneLine(s)
	if i := strings.IndexByte(s, '@'); i >= 0 {
		s = s[:i]
		j := strings.LastIndexByte(s, ' ')
		if j < 0 && i > 0 {
			return "", false
		}
		if i > 0 {
			s = s[:j] // the word before was a mailbox
		}
	}
	if i := strings.IndexAny(s, "(（[【<"); i > 0 {
		s = s[:i]
	}
	s = strings.TrimSpace(strings.Trim(s, " ,;:.…*-–—|/·•()（）[]【】\"“”»«：，。、"))
	s = strings.TrimSuffix(s, "記者")
	s = strings.TrimSuffix(strings.TrimSuffix(s, "기자"), " ")
	s = aloneName(s)
	n := utf8.RuneCountInString(s)
	if n < 2 || noNames[fold(s)] || leadsRole(s) || n > 60 || hanShare(s) > .5 && (n > 12 || !likelyHanName(s)) || strings.ContainsAny(s, "{}<>=\\#%?!:：？！。，") || strings.Contains(s, "://") {
		return "", false
	}
	fields := strings.Fields(s)
	for _, f := range fields {
		if jobWords[strings.ToLower(strings.Trim(f, ".,:"))] {
			return "", false
		}
		for _, r := range f {
			if unicode.IsDigit(r) {
				return "", false
			}
		}
	}
	if len(fields) > 6 {
		return "", false
	}
	if r, _ := utf8.DecodeRuneInString(s); len(fields) > 1 && unicode.IsLower(r) && !particles[strings.ToLower(strings.Trim(fields[0], ".'’"))] && !strings.ContainsAny(fields[0], "'’") && anyUpper(fields[1:]) {
		return "", false // em São Paulo
	}
	lower := 0
	for _, f := range fields {
		if r, _ := utf8.DecodeRuneInString(f); unicode.IsLower(r) && !particles[strings.ToLower(strings.Trim(f, ".'’"))] {
			lower++
		}
	}
	return s, lower == 0 || lower < len(fields) && lower <= 1 && len(fields) <= 4 || len(fields) == 1
}

func anyUpper(fields []string) bool {
	for _, f := range fields {
		if r, _ := utf8.DecodeRuneInString(f); unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

// dayLeads are the words between a name and the day behind it.
var dayLeads = []string{" on", " am", " le", " el", " em", " il", " den", " op", " dne", " at"}

// aloneName is a name without what a byline sets behind it: a place, the outlet it was
// written for, a job behind a dash.
func aloneName(s string) string {
	if i := strings.Index(s, " in "); i > 0 {
		s = s[:i]
	}
	for _, end := range dayLeads {
		s = strings.TrimSuffix(s, end)
	}
	for _, sep := range []string{" - ", " – ", " — ", " for "} {
		if i := strings.Index(s, sep); i > 0 && len(strings.Fields(s[:i])) >= 2 && strings.IndexByte(strings.TrimRight(s[i:], "."), '.') < 0 {
			s = s[:i] // and no host behind it, which makes all of it an outlet's
		}
	}
	return s
}

// likelyHanName leaves out labels and phrases in Chinese and Japanese bylines.
func likelyHanName(s string) bool {
	if isDesk(s) && !isChineseName(s) {
		return false
	}
	for _, w := range []string{"编辑", "編輯", "责编", "責編", "来源", "來源", "发布", "未知", "匿名", "佚名", "授权", "转载", "首页", "点击", "阅读", "评论", "分享", "举报", "の記事", "一覧", "行情", "報導", "报道", "報道"} {
		if strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// piece is one text node of a byline.
type piece struct {
	text string
	link bool
}

// pieces are the text nodes under n, at most 60 of the first few thousand nodes.
func pieces(n *html.Node) []piece {
	var out []piece
	steps := 0
	var walk func(c *html.Node, link bool, depth int)
	walk = func(c *html.Node, link bool, depth int) {
		for ; c != nil && len(out) < 60 && steps < 4_000; c = c.NextSibling {
			switch steps++; {
			case c.Type == html.TextNode:
				if t := oneLine(c.Data); t != "" {
					out = append(out, piece{t, link})
				}
			case c.Type == html.ElementNode && depth < 30 && c.DataAtom != atom.Script && c.DataAtom != atom.Style &&
				c.DataAtom != atom.Time && c.DataAtom != atom.Noscript && c.DataAtom != atom.Figure && c.DataAtom != atom.Svg:
				walk(c.FirstChild, link || c.DataAtom == atom.A, depth+1)
			}
		}
	}
	if n != nil {
		walk(n.FirstChild, n.DataAtom == atom.A, 0)
	}
	return out
}
