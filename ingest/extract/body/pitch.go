package body

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// maxPitch is the weight up to which a paragraph at the end can speak for the
// house instead of telling the story.
const maxPitch = 500

// isPitch is true of a paragraph at the end in which the house speaks of
// itself: asks for members, owns up to commissions, says who it is.
func (f *finder) isPitch(b *textBlock, t string) bool {
	return b.weight <= maxPitch && (containsAny(t, pitches) || offersLetter(t) || reprints.begin(t) || isFollow(t) || f.describesHouse(t) || f.describesAuthor(t))
}

// offersLetter is true of a text that names a newsletter beside how one gets it.
func offersLetter(t string) bool {
	return containsAny(t, letterNames) && containsAny(t, letterOffers)
}

// isFollow is true of a line that says where to follow someone.
func isFollow(t string) bool {
	return len(t) < 200 && strings.HasPrefix(t, "follow ") && containsAny(t, []string{" on twitter", " on x", " on instagram", " on facebook", " on bluesky", " on mastodon", "@"})
}

// describesHouse is true of a paragraph that begins with the name of the site
// and says what it is, or names it beside words that say so.
func (f *finder) describesHouse(t string) bool {
	site := strings.ToLower(f.hint.Site)
	if utf8.RuneCountInString(site) < 3 {
		return false
	}
	i := strings.Index(t, site)
	if i < 0 {
		return false
	}
	if i <= len("die ") && beings.begin(strings.TrimSpace(t[i+len(site):])) {
		return true
	}
	return containsAny(t, houseWords)
}

// maxAuthors is how many authors are looked for at the beginning of a line.
const maxAuthors = 20

// describesAuthor is true of a paragraph that begins with the name of an author and
// says who that is, or says so of nobody at all.
func (f *finder) describesAuthor(t string) bool {
	if beings.begin(t) && t[0] < utf8.RuneSelf {
		return true
	}
	for _, name := range f.hint.Authors[:min(len(f.hint.Authors), maxAuthors)] {
		name = strings.ToLower(strings.Join(strings.Fields(upTo(name, 100)), " "))
		if rest, ok := strings.CutPrefix(t, name); ok && utf8.RuneCountInString(name) >= 5 && strings.Contains(name, " ") {
			rest = strings.TrimLeft(rest, " ,")
			if i := strings.IndexByte(upTo(rest, 60), ')'); i > 0 && rest[0] == '(' {
				rest = strings.TrimLeft(rest[i+1:], " ,")
			}
			return beings.begin(rest)
		}
	}
	return false
}

// isLoneLabel is true of a few words at the end that are no sentence, under a
// story whose paragraphs are.
func (f *finder) isLoneLabel(b *textBlock) bool {
	if b.weight >= 36 || b.stops > 0 || b.commas > 0 || b.table || b.code || b.unmarked > 0 || b.inBody || f.elems[b.elem].atom != atom.P {
		return false
	}
	if f.isLine(b) || containsAny(f.textOf(b), reporters) {
		return false
	}
	last, _ := utf8.DecodeLastRune(f.bytesOf(b))
	return (unicode.IsLetter(last) || unicode.IsDigit(last)) && f.inProse()
}

// inProse is true of a story of which nearly all that stays is prose, in four
// paragraphs or more: no verse, no list of lines.
func (f *finder) inProse() bool {
	if f.mostly == 0 {
		var text, prose, n int32
		for i := range f.blocks {
			if b := &f.blocks[i]; b.why == keep && !f.isCaption(b) {
				text += b.weight
				if b.prose() {
					prose += b.weight
					n++
				}
			}
		}
		f.mostly = -1
		if prose*10 > text*8 && n >= 4 {
			f.mostly = 1
		}
	}
	return f.mostly > 0
}

// reporters are the words for one in lines that are signatures, not labels.
var reporters = list(`记者|記者|通讯员|通訊員|기자`)

// pitches are said by the house, to the reader, in no story.
var pitches = list(`
we may earn a|we may earn an|we earn a commission|we may receive a|we may get a|may earn us a commission|earn an affiliate|contains affiliate|affiliate links|affiliate commission|becoming a member|become a member|becoming a subscriber|becoming a supporter|support local journalism|support our journalism|supports our journalism|support independent journalism|our journalism is|readers like you|paid for by the advertiser|rate this article|your capital is at risk|capital at risk|free articles|limit of free|articles left|free to read because|nonprofit newsroom|non-profit newsroom|nonprofit news organization|independent source of news|have a story tip|have a news tip|got a story|email the newsroom|sign up for our|sign up to our|subscribe to our|already a member|make a donation|tax-deductible
affiliate-links|affiliatelinks|affiliate-link|erhalten wir eine provision|bekommen wir eine provision|unabhängigen journalismus|werden sie mitglied|jetzt mitglied werden|jetzt abo|abo abschließen|unterstützen sie uns|unterstütze uns|jetzt spenden|ihr kapital ist im risiko|bewerten sie diesen artikel|trackback-url
liens affiliés|liens d'affiliation|lien affilié|toucher une commission|journalisme indépendant|soutenez-nous|faites un don|abonnez-vous|tous droits réservés
enlaces de afiliad|hazte socio|hazte socia|periodismo independiente|todos los derechos reservados|links de afiliad|jornalismo independente|seja assinante|todos os direitos reservados|link di affiliazione|link affiliati|giornalismo indipendente|sostienici|tutti i diritti riservati
affiliatelinks|steun onze journalistiek|word lid|alle rechten voorbehouden|affiliatelänkar|stöd vår journalistik|linki afiliacyjne|wesprzyj nas|oceń jakość naszego|prześlij nam|twoja opinia pozwala|поддержите нас|поддержите независим|все права защищены
アフィリエイト|このプレスリリースには、メディア関係者|内容はプレスリリースにより|メディアユーザー登録|無断転載|友だち追加|会員になると|トップページへ|続きをお読みいただけます|제휴 링크|수수료를 받을|무단전재|무단 전재
客户端，阅读更多|下载新闻客户端|微信公众号|公众号“|扫描二维码|成为会员|加入会员|加入會員|支持我们的报道|支持獨立媒體|支持独立媒体|新闻线索|新聞線索|爆料|仅提供信息发布平台|仅提供信息存储|个人观点，与本网|观点，不代表|不代表本|与本站无关|與本站無關|点个“在看”|点个在看|点赞|转发给|转载请注明|轉載請註明|侵权|侵權|版权归|版權歸|请勿转载|請勿轉載|不得转载|不得轉載|禁止转载|禁止轉載|严禁转载|嚴禁轉載|未经书面授权|未經書面授權|资讯请关注|更多资讯请|更多資訊請
`)

// letterNames are what houses send to their readers, letterOffers how they get it.
var (
	letterNames  = list(`newsletter|news letter|infolettre|boletín|nieuwsbrief|nyhetsbrev|nyhedsbrev|uutiskirje|hírlevél|рассылк|メールマガジン|メルマガ|ニュースレター|뉴스레터|電子報|whatsapp-kanal|whatsapp channel|canal de whatsapp|canal do whatsapp|canale whatsapp|chaîne whatsapp|telegram-kanal|telegram channel|canal de telegram|canale telegram|телеграм-канал`)
	letterOffers = list(`inbox|sign up|signup|subscribe|every morning|every week|each week|weekly fix|straight to your|directly to your|join our|postfach|anmelden|melden sie sich|abonnier|kostenlos|jeden morgen|jede woche|einmal die woche|jeden tag|abonnez|inscrivez|recevez|boîte mail|chaque semaine|chaque matin|suscríb|suscrib|regístr|recib|cada semana|inscreva|assine|receb|iscriviti|iscriverti|ricevi|ogni mattina|ogni settimana|meld je|schrijf je|aanmeld|ontvang|prenumerera|anmäl dig|tilmeld|meld deg|tilaa|iratkozz|feliratkoz|подпис|登録|購読|お届け|구독|받아보|訂閱|订阅`)
)

// reprints begin the line that says where a story stood first.
var reprints = begins(`this article originally appeared|this story originally appeared|this post originally appeared|this piece originally appeared|originally published|originally appeared|this article first appeared|this story first appeared|this article is republished|this article was first|this story was first|a version of this article|a version of this story|dieser artikel erschien|dieser text erschien|dieser beitrag erschien|cet article est republié|cet article a été publié|cet article est paru|este artículo fue publicado|este artículo se publicó|este artigo foi publicado|questo articolo è|dit artikel verscheen|本文首发于|本文原载|本文转载自|本文轉載自|本文首發於|（本文首发|（本記事は|（この記事は`)

// beings follow the name of a house where it says what it is.
var beings = begins(`is a |is an |is the |are a |covers |reports |ist ein|ist die |ist das |est un|est le |est la |es un|es el |es la |é um|é uma|é o |è un|è il |è la |is een|är en|er en|是一|是由|是|係|は|는`)

// houseWords stand beside the name of a house where it describes itself.
var houseWords = list(`founded in|established in|oldest daily|daily newspaper|our readers|our newsletter|newsroom|gegründet|erscheint seit|älteste zeitung|tageszeitung|fondé en|fundado en|fundada en|fundado em|fondato nel|oprichting|grundades|创刊于|創刊於|成立于|成立於|客户端|公众号|上传并发布|創刊`)

// isLine is true of the last of several lines that breaks set in one element.
func (f *finder) isLine(b *textBlock) bool {
	for i := len(f.blocks) - 1; i > 0; i-- {
		if &f.blocks[i] == b {
			return f.blocks[i-1].elem == b.elem && f.elems[b.elem].atom == atom.P
		}
	}
	return false
}
