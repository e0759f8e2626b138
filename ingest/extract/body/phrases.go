package body

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The lists below hold what pages in many languages print around a story, all
// in lower case. They are matched against the beginning of a short line.

func list(s string) []string {
	var out []string
	for l := range strings.Lines(s) {
		for w := range strings.SplitSeq(l, "|") {
			if w = strings.TrimSpace(w); w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}

// starts is a list of phrases by their first two bytes.
type starts map[[2]byte][]string

func begins(s string) starts {
	m := starts{}
	for _, p := range list(s) {
		k := [2]byte{p[0], p[1]}
		m[k] = append(m[k], p)
	}
	return m
}

// begin reports whether one of the phrases begins s, as whole words in scripts
// that have words.
func (m starts) begin(s string) bool {
	if len(s) < 2 {
		return false
	}
	for _, p := range m[[2]byte{s[0], s[1]}] {
		if strings.HasPrefix(s, p) && endsWord(s, len(p)) {
			return true
		}
	}
	return false
}

// whole reports whether a line is one of the phrases and at most a number.
func (m starts) whole(s string) bool {
	if len(s) < 2 {
		return false
	}
	for _, p := range m[[2]byte{s[0], s[1]}] {
		if strings.HasPrefix(s, p) && strings.IndexFunc(s[len(p):], unicode.IsLetter) < 0 {
			return true
		}
	}
	return false
}

// word reports whether a phrase of one word begins a line of several: it may
// then be a word like any other.
func (m starts) word(s string) bool {
	if len(s) < 2 {
		return false
	}
	longest := ""
	for _, p := range m[[2]byte{s[0], s[1]}] {
		if len(p) > len(longest) && strings.HasPrefix(s, p) && endsWord(s, len(p)) {
			longest = p
		}
	}
	return longest != "" && !strings.ContainsAny(longest, " :：【") && strings.IndexFunc(s[len(longest):], unicode.IsLetter) >= 0
}

// endsWord is true where s may be cut at i without cutting a word.
func endsWord(s string, i int) bool {
	last, _ := utf8.DecodeLastRuneInString(s[:i])
	if last >= 0x2E80 || !unicode.IsLetter(last) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(s[i:])
	return !unicode.IsLetter(next)
}

// moreLabels lead to other stories: "Read more: …", or the heading of a list.
var moreLabels = begins(`
related|read more|read next|read also|read full|readmore|more from|more on this|more on:|more stories|more news|more:|recommended|you may also|you might also|you may like|you might like|also read|also see|see also|see more|see:|most read|most popular|most viewed|trending|don't miss|don’t miss|don't forget to|up next|what to read next|editor's picks|editor’s picks|editors' picks|around the web|from the web|previous article|next article|previous post|next post|previous story|next story|in case you missed|click here|watch more|watch:|watch now|listen:|learn more:|view more|top stories|latest news|further reading|continue reading|explore more|read:|must read|also on|for more|keep reading|story continues below|article continues|article anterior|artículo anterior|articolo precedente|articolo successivo|article précédent|article suivant|advertisement|sponsored|promoted|more to explore|suggested
mehr zum thema|mehr zu|mehr aus|mehr von|mehr über|lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|lesen sie zudem|lies auch|auch interessant|auch lesen|weitere artikel|weitere nachrichten|weiterlesen|das könnte sie|das könnte dich|passend zum thema|passend dazu|lesetipp|meistgelesen|meist gelesen|zum weiterlesen|weitere themen|weitere infos|ähnliche artikel|mehr lesen|hier lesen sie|hier finden sie|empfohlener inhalt|empfohlener redaktioneller|empfehlungen|anzeige
à découvrir|à lire aussi|a lire aussi|à lire également|lire aussi|lire également|lire la suite|sur le même sujet|sur le même thème|articles liés|articles similaires|les plus lus|vous aimerez aussi|voir aussi|à voir aussi|notre dossier|publicité
te puede interesar|le puede interesar|también te puede|lee también|lea también|leer también|lee más|leer más|más información|más noticias|noticias relacionadas|artículos relacionados|lo más leído|ver también|mira también|relacionado|relacionados|te recomendamos|sigue leyendo|publicidad
leia também|leia mais|veja também|veja mais|saiba mais|notícias relacionadas|mais lidas|continua após|publicidade
leggi anche|leggi l'articolo|potrebbe interessarti|ti potrebbe interessare|potrebbero interessarti|articoli correlati|vedi anche|per approfondire|pubblicità
lees ook|lees meer|lees verder|meer over|meest gelezen|gerelateerd|bekijk ook|advertentie
läs också|läs även|läs mer|läs vidare|les også|les mer|læs også|læs mere|lue myös|lue lisää|annons
czytaj także|czytaj też|czytaj również|czytaj więcej|zobacz także|zobacz też|zobacz również|przeczytaj także|przeczytaj też|polecane|reklama|čtěte také|mohlo by vás|olvasta már|citește și|прочитайте также
ilginizi çekebilir|ilgili haber|ilgili haberler|bunlar da|diğer haberler|reklam
читайте также|читайте ещё|читайте еще|смотрите также|похожие|по теме|материалы по теме|читать далее|также по теме|реклама|читайте також|дивіться також
tin liên quan|xem thêm|đọc thêm|bài liên quan|baca juga|berita terkait|baca selengkapnya|basahin
関連記事|関連エントリ|新着記事|ホットキーワード|人気の記事|注目の記事|関連ニュース|関連キーワード|関連企業|関連タグ|カテゴリーをフォロー|関連リンク|関連トピック|あわせて読みたい|合わせて読みたい|おすすめ記事|こちらもおすすめ|人気記事|アクセスランキング|注目記事|【関連|続きを読む|次のページ
관련기사|관련 기사|관련뉴스|관련 뉴스|많이 본|추천 기사|추천기사|이 기사를|함께 보면
相关阅读|相关新闻|相关报道|相关推荐|相关链接|相关文章|相关资讯|相关专题|相关视频|推荐阅读|延伸阅读|扩展阅读|热门推荐|精彩推荐|热点推荐|推荐新闻|猜你喜欢|为你推荐|更多精彩|更多新闻|热门评论|最新评论|网友评论|精彩图集|精彩评论|阅读下一篇|上一篇|下一篇|往期推荐|往期回顾|查看更多|点击进入专题|进入专题|阅读全文|阅读原文|更多猛料|此前报道：|早前报道：|热门新闻|热点新闻|新闻推荐|今日热点|大家都在看|今日推荐
相關閱讀|相關新聞|相關報導|相關報道|相關文章|相關連結|推薦閱讀|延伸閱讀|熱門新聞|熱門點閱|熱門文章|熱門推薦|猜你喜歡|更多新聞|看更多|你可能|編輯推薦|點我看|往下看更多|更多內容|上一則|下一則|請繼續往下閱讀|请继续往下阅读|继续阅读|繼續閱讀
اقرأ أيضا|اقرأ أيضًا|اقرأ أيضاً|إقرأ أيضا|اقرأ المزيد|مواضيع ذات صلة|أخبار ذات صلة|شاهد أيضا|بیشتر بخوانید|यह भी पढ़|ये भी पढ़|इसे भी पढ़
`)

// closers begin the lines under a story that are no part of it whatever
// follows: comments, sharing, subscription, legal notes.
var closers = begins(`
updated at|keywords:|key words:|please follow and like|first published|topics|more about|comments|leave a comment|leave a reply|post a comment|join the conversation|join the discussion|share this|share on|share your|tags:|tagged|filed under|filed to|topics:|about the author|sign up|subscribe|follow us|follow the|follow me|get the latest|get our|newsletter|newsletters|copyright|©|all rights reserved|disclaimer|the views expressed|the opinions expressed|opinions expressed|notice: the content above|this article was originally|this story was originally|republish|print this|email this|send us|got a tip|have a tip|do you have|to comment on|like us on|download our|download the|join our|support our|our standards|report an error|report a|submit a correction|this material may not|the associated press is|help us|help support|donate|with reports from|with reporting by|with additional reporting|additional reporting by|reporting by|– additional reporting|editing by|written by|edited by|enjoy our|register / sign in|register to|create an account|your email|thank you for|thanks for reading|was this article|what do you think|we want to hear|let us know|click to|tap to|this page was|last updated|updated:|published:|our website is|for the latest|check out more|if you have|if you or someone|sent weekly|want to read|already a|log in
dieses thema im programm|weitere informationen|sendung:|zitiervorschlag|kommentare|kommentar schreiben|artikel teilen|teilen|newsletter|abonnieren|folgen sie|quelle:|quellen:|redaktion:|copyright|transparenzhinweis|dieser artikel|dieser text|dieser beitrag|diesen artikel|mit material|personenbezogene daten|an dieser stelle|ich bin damit einverstanden|aus dem englischen|übersetzung|themen:|schlagworte|hinweis der redaktion|informieren sie sich
commentaires|partager|newsletter|abonnez-vous|inscrivez-vous|suivez-nous|réagir|tags :|avec afp
comentarios|compartir|suscríbete|suscríbase|síguenos|etiquetas|temas|archivado en|únete|comentários|compartilhe|siga |assine|inscreva-se|receba
commenti|condividi|iscriviti|seguici|riproduzione riservata|© riproduzione
reacties|reageer|deel dit|deel artikel|kommentarer|dela|kommentar|komentarze|udostępnij|yorumlar|paylaş|комментарии|поделиться|подписывайтесь|подпишись|коментарі|підписуйтесь|bình luận|chia sẻ
コメント|この記事を|シェア|無断転載|会員登録|ログイン|有料会員|【写真|購読|댓글|저작권|무단전재|ⓒ|기자 구독|좋아요
免责声明|免責聲明|特别声明|特別聲明|郑重声明|版权声明|版權聲明|声明：|声明:|聲明：|以上内容|本文来自|更多原创|本文仅代表|文章仅代表|本文不构成|风险提示|扫描二维码|扫码|长按|关注我们|关注微信|欢迎关注|欢迎投稿|举报|网友评论|评论|分享到|分享至|收藏|打印|返回|转载请|未经授权|版权所有|版權所有|著作權|加入line|追蹤|留言|讚好|標籤|标签|关键词|關鍵字|新闻热线|联系我们|爆料|投诉|海量资讯|安装新浪|本文版權|本文版权|本網站之|本网站之|更多精彩|進入【|进入【|歡迎加入|欢迎加入|下載app|下载app|熱門點閱|快加入
`)

// creditLabels begin lines that name who made the story.
var creditLabels = begins(`
责任编辑|责编|編輯|编辑|責任編輯|責編|本文来源|本文來源|来源：|来源:|來源：|來源:|文章来源|文章來源|稿源|信息来源|文：|文/|文｜|作者：|作者:|记者：|記者：|撰文|校对|校對|审核|审校|审读：|審讀：|監製|监制|总监制：|總監製：|执笔：|初审|复审|终审|主编|值班|图：|图/|排版|记者︰|記者︰|記者﹕|編輯︰|編輯﹕|作者︰|作者﹕|來源︰|來源﹕|責任編輯︰|文︰|法庭記者|(责|（责|[责|【责|（記者|(記者|（记者|(记者|（文・|（取材・|(編|（編|(责|（编|(编|[编|【编|採訪：|摄影：|摄影/|攝影：|攝影/|策划：|统筹：|统筹/|海报：|综合整理自|(综合|（综合|(綜合整理|（綜合整理|(本文来源|（本文来源
`)

// makers begin lines of credits and, now and then, a sentence.
var makers = begins(`reporting by|editing by|written by|edited by`)

// origins introduce the headline under which another outlet printed the story.
var origins = begins(`本文原标题|原标题|（原标题|(原标题|原標題|（原標題|(原標題|原题|原題`)

// trailers end a line that credits those who helped with the report.
var trailers = list(`，查看更多|，查看更多》|contributed to this report.|contributed to this report|contributed to this story.|contributed to this article.|contributed reporting.|contributed reporting`)

// sellers are words of lines that sell the reader something: newsletters,
// subscriptions, apps.
var sellers = list(`newsletter|subscrib|sign up|follow us|follow the|abonnier|abonnez|suscr|iscriviti|inscri|download the app|download our|your inbox|bookmark|whatsapp|telegram|podcast|podcast|privacy policy|datenschutz|二维码|公众号|客户端|追蹤|粉絲|粉丝团|メールマガジン|ニュースレター|구독|letters to the editor|@`)

func hasAnySuffix(s string, phrases []string) bool {
	for _, p := range phrases {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

func containsAny(s string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// walls begin the small parts of a page that ask the reader for something
// before he may read, see or hear on.
var walls = begins(`
turn on notifications|enable notifications|get notified|benachrichtigungen aktivieren|benachrichtigung aktivieren|activer les notifications|activa las notificaciones|ative as notificações|attiva le notifiche
register / sign in|sign in to|sign in or|don't have an account|don’t have an account|log in to|create an account|create a free account|create your free|subscribe to|subscribe now|sign up for|sign up to|get unlimited|get our|get the latest|already a subscriber|already have an account|become a member|support our|support independent|this content is|this article is for|unlock this|to continue reading|continue reading with|enjoy unlimited|we need your consent|allow |external content|recommended content|this video can not|this video is no longer|your browser|javascript is|this audio|this summary|ai-generated|diese audioversion|diese zusammenfassung|ljuduppspelningen|ai 요약|by signing up
empfohlener redaktioneller|empfohlener externer|externer inhalt|an dieser stelle|hier sehen sie|dieser inhalt|mit ihrer zustimmung|wir benötigen ihre|jetzt anmelden|jetzt abonnieren|jetzt kostenlos|jetzt newsletter|newsletter|melden sie sich|weiterlesen mit|mit dem newsletter|testen sie|unterstützen sie|mehr lesen mit
contenu externe|pour afficher ce|inscrivez-vous|abonnez-vous|s'abonner|recevez|déjà abonné|este contenido|suscríbete|regístrate|inicia sesión|recibe |assine|cadastre-se|receba|iscriviti|abbonati|accedi|registrati|per visualizzare|abonneer|meld je aan|schrijf je in|logga in|prenumerera|zaloguj|zapisz się|subskrybuj|abone ol|giriş yap|подпишитесь|войдите|зарегистрируйтесь
会員登録|会員限定|ニュースレター|無料登録|ログイン|この記事は会員|この記事は有料|登録して|구독하|로그인|登录后|登錄後|下载客户端|下載app|打开app|立即订阅|訂閱電子報|加入會員
पूरी खबर|اشترك
`)

// gates stand where a story breaks off for those who have not paid or logged
// in.
var gates = list(`
you have reached your limit|reached your article limit|free articles this month|articles remaining this month|to read the full|to continue reading|continue reading your|subscribe to read|subscribe to continue|subscribe to unlock|sign in to read|log in to read|register to read|sign in to continue|already a subscriber|for subscribers only|subscriber-only|subscribers only|exclusive to subscribers|this article is for|unlock this article|read the rest of
jetzt weiterlesen|abo weiterlesen|weiterlesen mit|um weiterzulesen|artikel freischalten|exklusiv für abonnenten|nur für abonnenten|mit plus-abo|bereits abonnent|sie sind bereits abonnent|zugang freischalten
réservé aux abonnés|réservée aux abonnés|la suite est réservée|pour lire la suite|il vous reste|déjà abonné
para seguir leyendo|exclusivo para suscriptores|solo para suscriptores|ya eres suscriptor|conteúdo exclusivo para assinantes|para continuar lendo|já é assinante
riservato agli abbonati|per continuare a leggere|sei già abbonato|lees verder met|alleen voor abonnees|endast för prenumeranter|kun for abonnenter|for abonnenter|dla subskrybentów|treść dostępna|aboneler|для подписчиков|доступно по подписке
계속 읽으려면|로그인 후 이용|有料会員限定|会員限定|有料記事|続きを読むには|ここから先は|유료회원|유료 회원|구독자 전용|付费阅读|付费内容|付费会员|会员专享|剩余内容|阅读全文请|登录后阅读|登录后查看|购买后阅读|订阅后阅读|會員限定|會員專屬|訂閱後|登入後|付費會員|付費閱讀
`)

// errorHeads begin the heading of a page that stands where no story is.
var errorHeads = begins(`
404|403|error 4|error 5|page not found|page cannot be found|not found|this page isn't|this page isn’t|this page doesn't|this page doesn’t|page does not exist|access denied|forbidden|just a moment|are you a robot|are you human|attention required|checking your browser|log in|login|sign in|register|subscribe to|forgot password|service unavailable|bad gateway|session expired
seite nicht gefunden|die seite wurde nicht gefunden|fehler 404|anmelden|anmeldung|registrieren|page introuvable|page non trouvée|erreur 404|connexion|se connecter|página no encontrada|error 404|iniciar sesión|página não encontrada|pagina non trovata|accedi|pagina niet gevonden|inloggen|sidan hittades inte|logga in|nie znaleziono strony|strona nie istnieje|zaloguj|sayfa bulunamadı|giriş yap|страница не найдена|вход|không tìm thấy trang|halaman tidak ditemukan
ページが見つかりません|お探しのページ|ログイン|페이지를 찾을 수 없|로그인|页面不存在|页面未找到|页面找不到|找不到页面|抱歉，您访问|您访问的页面|无法找到该页|该页面不存在|页面提示|登录|登陆|用户登录|頁面不存在|找不到頁面|找不到網頁|無法找到|登入|會員登入
`)

// bylines begin the line that names the author.
var bylines = begins(`by |von |par |por |di |door |av |af |text: |text von|words by|story by|written by|reported by|autor: |autorin: |oleh |tarafından|автор: |автор |текст: |bởi |文/|文｜|記者/|記者 |记者 |本报记者|本報記者|撰文/`)

// photoLabels begin lines that say where a picture comes from.
var photoLabels = begins(`图片来源|圖片來源|图源：|圖源：|图/|圖/|圖／|图片：|image credit|image source|image via|photo credit|photo:|photo by|photo courtesy|photograph:|foto:|bildquelle|crédit photo|写真：|写真=|사진=`)

// legalWords are the words of consent and privacy notices.
var legalWords = newPhraseFinder(list(`cookie|privacy|personal data|personal information|opt-out|opting out|consent|third parties|terms of|gdpr|subscription|datenschutz|einwilligung|personenbezogen|données personnelles|confidentialité|privacidad|privacidade|datos personales|dados pessoais|dati personali|persoonsgegevens|toestemming|персональных данных|конфиденциальн|隐私|隱私|个人信息|プライバシー|個人情報|개인정보|쿠키`))

// commentHeads are in the heading over what readers wrote.
var commentHeads = list(`comments|kommentare|commentaires|comentarios|comentários|commenti dei|reacties|kommentarer|komentarze|komentáře|yorumlar|комментарии|коментарі|评论|評論|留言|コメント|댓글|bình luận|التعليقات`)

// commentWords go with the word for comments in the heading over them.
var commentWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range list(`
a|add|all|and|are|article|article's|be|closed|community|disabled|facebook|first|for|hide|in|join|latest|leave|load|more|most|new|newest|no|of|on|our|policy|post|read|reader|readers|reader's|recent|section|see|share|show|story|the|this|to|top|user|users|view|visitor|write|your|s
alle|anzeigen|artikel|auf|beitrag|beiträge|der|des|die|diesem|diesen|diskussion|keine|lesen|leser|leserinnen|neueste|nutzer|schreiben|und|von|zu|zum
aux|cet|cette|ce|de|des|du|laisser|le|les|lecteurs|lire|sur|un|tous|votre|vos|voir|aucun|déjà|el|la|los|las|del|en|este|esta|lectores|todos|ver|sin|deja|dejar|tu|un|dos|do|da|os|as|leitores|nos|seu|dei|di|lettori|su|tutti
alle|bekijk|op|dit|het|een|geen|till|på|artikeln|visa|do|tego|artykułu|dodaj|brak|wszystkie|к|статье|все|до|добавить|нет|tüm|bu|haber|haberin|için|yap|bài|viết|về|của|ý|kiến|على
`) {
		m[w] = true
	}
	return m
}()

// commentWordsWide are those of scripts that do not part words.
var commentWordsWide = list(`网友|網友|用户|用戶|读者|讀者|我要|全部|最新|热门|熱門|精彩|发表|發表|发布|查看|参与|參與|文明|共|条|條|区|區|的|暂无|暫無|更多|我来|我來|写|寫|この記事|への|記事|の|一覧|みんな|もっと見る|件|する|を書く|개|전체|작성|쓰기|보기`)

// imprints stand in the foot of a site and in no story.
var imprints = list(`©|(c) 19|(c) 20|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden|все права защищены|版权所有|版權所有|著作權所有|无断转载|不得转载|icp备|icp證|增值电信业务|無断転載|무단전재|무단 전재|mọi quyền được bảo lưu|สงวนลิขสิทธิ์|جميع الحقوق محفوظة`)

// embedNotes begin the line under the post of another that says whose it is.
var embedNotes = begins(`a post shared by|a photo posted by|a video posted by|a photo shared by|view this post on|ein beitrag geteilt von|ein von @|sieh dir diesen beitrag|une publication partagée par|voir cette publication|una publicación compartida|ver esta publicación|una foto publicada por|um post compartilhado por|uma publicação compartilhada por|uma publicação partilhada por|ver essa foto no|un post condiviso da|visualizza questo post|een bericht gedeeld door|ett inlägg delat av|et opslag delt af|et innlegg delt av|post udostępniony przez|bu gönderiyi|публикация от|пост, опубликованный`)

// readingUnits follow the number in the line that says how long a story takes.
var readingUnits = begins(`min read|minute read|minutes read|mins read|min. read|min to read|minutes to read|min lesezeit|min. lesezeit|minuten lesezeit|minuten lesedauer|min de lecture|min. de lecture|minutes de lecture|min de lectura|minutos de lectura|min de leitura|minutos de leitura|min di lettura|minuti di lettura|min leestijd|minuten leestijd|min läsning|min lesing|min czytania|мин чтения|минут чтения|мин. чтения`)

// isReadingTime is true of such a line, in lower case.
func isReadingTime(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	return rest != s && readingUnits.whole(strings.TrimLeft(rest, " -"))
}

// registrations stand in the foot of a site whose law wants them there; a story may
// tell of them.
var registrations = list(`свидетельство о регистрации|зарегистрировано федеральной|свідоцтво про реєстрацію|广播电视节目制作|互联网新闻信息服务许可|등록번호|청소년보호책임자|registrazione tribunale|registrazione al tribunale`)

// rightsReserved are those of the foot of a site, one of which is enough.
var rightsReserved = newPhraseFinder(imprints[3:])
