package body

import "strings"

// flags is what the names an author gave an element say about it.
type flags uint32

const (
	fComment flags = 1 << iota // readers' comments
	fRelated                   // other stories
	fShare                     // share and follow
	fAd                        // advertisement
	fNav                       // navigation, menus, breadcrumbs, pagination
	fPromo                     // newsletter, subscription, registration
	fLegal                     // cookie, consent, copyright, disclaimer
	fMeta                      // byline, date, tags, toolbar
	fBio                       // about the author
	fCaption                   // caption or credit of a picture
	fPlayer                    // video and audio players, galleries
	fAside                     // sidebar, rail
	fFooter                    // foot of page or article
	fHidden                    // not shown
	fTitle                     // headline
	fLead                      // standfirst
	fStory                     // article, content, story …
	fBody                      // names the body itself
	fBox                       // fact box, pulled quote
	fWidget                    // polls, ratings, tools
	fTag
	fSubtitle
	fCredit // names who made a picture
	fTip    // shown on request only: tooltips, text for screen readers
	fVeiled // shown, but not read out
	fNote   // a note to the reader of a manual
	fPane   // one of several parts of a page of which one is shown at a time
	fTalk   // a discussion: of readers under a story, or the story of a forum
	fWork   // what a page of its kind is for and no prose: lyrics, the parts of a recipe
)

// dropFlags mark what is no part of a story wherever it stands.
const dropFlags = fComment | fRelated | fShare | fAd | fNav | fPromo | fLegal | fMeta | fBio | fPlayer | fAside | fFooter | fHidden | fVeiled | fWidget | fTag

// vocabulary maps a word of a class, id, role, itemprop or test id to what it
// says. Compounds are listed where authors write them without a hyphen. The
// languages are those whose words turn up in markup: English everywhere, then
// pinyin, German, French, Spanish, Portuguese, Italian, Dutch, Nordic, Polish,
// Turkish and Russian written in Latin letters.
var vocabulary = func() map[string]flags {
	m := make(map[string]flags, 512)
	for f, words := range map[flags]string{
		fComment:         "comment comments commenting commentlist commentbox respond reply replies disqus coral livefyre viafoura fbcomments talkback pinglun gentie liuyan kommentar kommentare kommentarer commentaire commentaires comentario comentarios commenti commento reacties komentarze yorum yorumlar kommentarii",
		fComment | fTalk: "discussion discussions",
		fRelated:         "related relateds relate recommend recommended recommendation recommendations recommendedforyou recirc recirculation mostread mostpopular popular trending morenews morestories readmore readnext readalso seealso alsoread upnext nextarticle prevnext outbrain taboola zergnet revcontent mgid teaser teasers teaserlist spotlight latest latestnews topstories headlines hotnews hotlist hots ranking rank xiangguan tuijian remen paihang guanlian youlike guess interlink crosslink crosslinks verwandt weiterlesen mehrzum relacionadas relacionados relacionado relacionada correlati correlate leggi similaires similar suggestions suggested suggest gerelateerd lees ilgili pokrewne onward moreon morefrom linklist linkbox furtherreading further infinite nextup",
		fShare:           "share sharing sharebar sharebox sharetools shares sharer sharethis addthis addtoany social socials socialbar socialmedia sns follow followus fenxiang teilen partage partager compartir condividi compartilhar delen paylas udostepnij facebook twitter whatsapp bdshare jiathis bookmark bookmarks",
		fAd:              "ad ads adbox adslot adunit adsense adsbygoogle advert adverts advertisement advertisements advertising advertorial adv advs adwrap adwrapper adcontainer banner dfp gpt gptad doubleclick sponsor sponsored sponsors guanggao werbung anzeige anzeigen publicite publicidad pubblicita reklam reklama reklame affiliate affiliates commercial leaderboard mpu skyscraper",
		fNav:             "nav navbar navigation menu menubar submenu breadcrumb breadcrumbs crumb crumbs pagination pager paging paginator navi topnav subnav daohang sitemap toc tableofcontents skiplink",
		fPromo:           "newsletter newsletters subscribe subscription subscriptions subscriber signup optin promo promos promobox promotion promotional donate donation donations membership register registration login signin offer offers appdownload app abo regwall cta marketing crowdfunding spenden fundraising donationbox pushlayer pushalert pushnotification webpush onesignal",
		fLegal:           "cookie cookies consent gdpr onetrust cmpbox cmpwrapper privacy disclaimer disclaimers copyright copyrights banquan shengming mianze rechtliches ccpa",
		fMeta:            "byline bylines meta metadata postmeta entrymeta articlemeta articleinfo timestamp dateline datetime pubdate publishdate published date dates time times author authors authorname writer readingtime readtime toolbar tools toolbox util utils utility utilities actions fontsize print zuozhe laiyuan source sources editor editors bianji zebian credits autor autoren auteur autore views viewcount counter statistic stats",
		fTag:             "tag tags taglist tagcloud keyword keywords topics topiclist schlagwort schlagworte etiquetas guanjianci",
		fBio:             "bio biography authorbio authorbox authorinfo aboutauthor authorcard contributor contributors profile profiles autorenbox vcard",
		fCaption:         "caption captions picbox figcaption imgcaption imagecaption wpcaption photocaption credit imagecredit photocredit photographer legend legende bildunterschrift bildtext bildquelle didascalia leyenda tupian tuzhu pictext pictxt cutline copyrightimage photoby",
		fPlayer:          "player videoplayer jwplayer video videos audio audioplayer podcast podcasts gallery galleries slideshow carousel slider swiper carrousel bildergalerie galerie fotostrecke shipin livestream readaloud texttospeech speech vorlesen brightcove",
		fAside:           "aside sidebar sidebars sidecol sidecolumn rail rightrail leftrail rightcol rightcolumn secondary complementary marginalia seitenleiste cebian rightbar",
		fFooter:          "footer foot pagefooter bottombar footerlinks",
		fHidden:          "hidden invisible offscreen visuallyhidden screenreader sronly noprint",
		fTip:             "tooltip tooltiptext rollover popover hovercard sronly visuallyhidden screenreader offscreen",
		fTitle:           "title headline heading hed titel titre titulo titolo biaoti",
		fLead:            "standfirst dek deck lead lede leadtext leadin intro introduction introtext summary excerpt synopsis abstract vorspann teasertext chapeau chapo entradilla sommario occhiello bajada ingress manchet zhaiyao daoyu daodu zhengwendaodu spot spottext subheadline subhead subhed perex blurb preamble preambule preambel",
		fSubtitle:        "subtitle subtitel soustitre subtitulo sottotitolo futi fubiaoti",
		fStory:           "article story content post entry main text news body copy artikel beitrag inhalt contenu articulo contenido articolo contenuto artigo conteudo haber icerik tresc artykul statya zhengwen neirong wenzhang xinwen detail",
		fBody:            "articlebody entrybody articlecontent articletext storybody storytext storycontent bodytext bodycopy bodycontent entrycontent postcontent postbody maincontent newsbody newstext textbody richtext artikeltext artikelbody articlecopy artibody contentbody cuerpo corpo corps haberdetay newscontent contenttext postarticle articledetail",
		fNote:            "admonition admonitions",
		fBox:             "factbox infobox infokasten keypoints keyfacts takeaways highlights pullquote blockquote quote zitat citation factcheck box timeline faktenbox hintergrund",
		fWidget:          "widget widgets poll polls vote voting rating ratings quiz survey feedback modal popup overlay dialog tooltip lightbox toast qrcode erweima weather wetter ticker chart charts highcharts datawrapper infogram search searchbox searchform translate translation dropdown accordionmenu captcha dianzan liked likes like",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] |= f
		}
	}
	for _, w := range []string{"commentary", "commentaries", "commentator", "commentators"} {
		m[w] = 0 // a genre and who writes it, for all their stem
	}
	return m
}()

// alone maps a word to what it says where it is all of a name: "lyrics" holds
// them, "lyrics-list" leads to those of others.
var alone = func() map[string]flags {
	m := make(map[string]flags, 32)
	for w := range strings.FieldsSeq("lyrics lyric lyricbox songtext songtexts paroles ingredient ingredients zutaten zutat ingredientes ingredienti ingredienten ingredienser skladniki malzemeler zubereitung") {
		m[w] = fWork
	}
	m["hide"] = fHidden
	return m
}()

// pairs maps two neighbouring words to what they say together.
var pairs = func() map[string]flags {
	m := make(map[string]flags, 256)
	for f, words := range map[flags]string{
		fBody:     "article-body article-content article-text article-copy story-body story-content story-text body-text body-copy body-content entry-content entry-body entry-text post-text post-content post-body main-content news-body news-text news-content text-body rich-text artikel-text artikel-body content-body article-main article-detail content-article content-text page-content single-content td-post cuerpo-noticia texto-noticia texto-nota corps-article haber-icerik content-main single-content detail-body detail-content body-main news-detail article-paragraphs article-wysiwyg",
		fRelated:  "read-more read-next read-also see-also also-read up-next next-article more-news more-stories more-from more-on most-read most-popular most-viewed top-stories latest-news hot-news you-like might-like also-like for-you mehr-zum mehr-zu lire-aussi leggi-anche le-plus lees-ook lees-meer weitere-artikel editors-picks link-list links-list news-list article-list story-list posts-list list-news list-articles story-card article-card card-list in-article-link inline-link inline-article",
		fLegal:    "cmp-banner cmp-wrapper cmp-consent cmp-modal cmp-dialog cmp-notice cmp-overlay cmp-popup cmp-box cmp-ui cmp-cleanslate cmp-persistent qc-cmp",
		fPromo:    "piano-offer piano-wall piano-paywall piano-modal piano-newsletter piano-banner sign-up opt-in log-in call-to action-box app-download app-banner support-us support-box push-notification push-notifications push-alert push-suggest push-layer",
		fMeta:     "post-meta entry-meta article-meta article-info post-info published-date publish-date pub-date publication-date article-date post-date reading-time read-time time-ago entry-date date-time article-time last-updated font-size text-size text-resize article-header-info",
		fBio:      "author-bio author-box author-info author-card author-profile author-description author-about about-author about-the post-author author-block author-details author-section author-wrap",
		fCaption:  "image-caption photo-caption img-caption wp-caption caption-text media-caption picture-caption figure-caption image-credit photo-credit picture-credit image-description img-desc image-desc image-copyright image-meta picture-text image-text media-credit image-source image-info img-descr image-descr media-info picture-info photo-info pic-box pic-text pic-desc",
		fPane:     "tab-pane tab-panel tabs-panel tab-content tabs-content accordion-panel accordion-content accordion-body",
		fTip:      "sr-only visually-hidden screen-reader off-screen assistive-text",
		fHidden:   "sr-only visually-hidden screen-reader off-screen assistive-text visible-print print-only only-print hide-text text-hide u-hidden is-hidden a11y-hidden",
		fLead:     "lead-text sub-headline sub-head article-summary article-lead article-intro article-teaser article-description article-dek article-excerpt story-summary post-excerpt teaser-text article-standfirst short-text article-abstract article-subheadline article-sapo article-desc story-intro",
		fPlayer:   "video-player audio-player read-aloud text-to media-player listen-to",
		fTag:      "tag-list tags-list post-tags article-tags entry-tags topic-list article-topics",
		fWidget:   "pop-up qr-code back-top to-top go-top return-top scroll-top",
		fNote:     "callout-tip callout-note callout-info callout-important callout-warning callout-caution callout-content markdown-alert",
		fBox:      "key-points key-facts fact-box info-box pull-quote fact-check",
		fNav:      "table-of skip-link skip-to bread-crumb page-nav page-links post-pages post-navigation nav-links prev-next post-nav",
		fShare:    "follow-us share-bar social-media",
		fTitle:    "article-title entry-title post-title story-title news-title page-title article-headline",
		fSubtitle: "sub-title sub-titel article-subtitle",
		fComment:  "leave-reply leave-comment",
		fAd:       "native-ad google-auto ad-slot ad-container ad-wrapper ad-unit",
		fAside:    "right-rail left-rail side-bar right-column side-column right-col side-col right-side",
		fWork:     "lyrics-body lyrics-text lyrics-content lyrics-container song-lyrics lyric-body lyric-text recipe-ingredient recipe-ingredients ingredient-list ingredients-list recipe-instruction recipe-instructions instruction-list instructions-list recipe-directions recipe-steps recipe-step recipe-method recipe-preparation",
		fFooter:   "article-footer post-footer entry-footer story-footer page-footer site-footer",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] |= f
		}
	}
	return m
}()

// unsaid maps two neighbouring words to what neither says where they stand
// together: a label or an overflow that is hidden, and the prefixes under which
// content systems name all their parts.
var unsaid = func() map[string]flags {
	m := make(map[string]flags, 32)
	for f, words := range map[flags]string{
		fHidden:  "label-hidden overflow-hidden",
		fRelated: "rank-math",
		fWidget:  "elementor-widget",
		fMeta:    "text-editor block-editor rich-editor ck-editor editor-content editor-text editor-body",
		fShare:   "media-embed social-embed facebook-embed embed-facebook twitter-embed embed-twitter twitter-tweet facebook-post",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] |= f
		}
	}
	return m
}()
