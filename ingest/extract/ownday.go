package extract

import (
	"strings"
	"time"

	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/when"
)

// tellsOfItself is the day of a sentence in which a page tells when it was published:
// "This entry was posted on …", „Dieser Artikel wurde am … geschrieben“, as weblogs
// print under their posts.
func (p *page) tellsOfItself(custom when.Custom) (stamp, bool) {
	for i := range p.runs {
		r := &p.runs[i]
		if len(r.text) > maxLine || p.off(r.place, offPage|inFigure|inQuote) || !mayHoldDate(r.text) {
			continue
		}
		text := head(textOf(lineOf(r.n)), maxLine)
		m, at, end, ok := when.Find(text, custom)
		if !ok || !namesItself(text[:at]) || registers(lineOf(r.n), text) {
			continue
		}
		said := text[:at] + " " + head(text[end:], 80)
		if says(said, publishWords) || says(said, publishVerbs) || says(said, wroteWords) {
			return stamp{Moment: m, labeled: true, after: true}, true
		}
	}
	return stamp{}, false
}

// namesItself is true of the beginning of a sentence that names the text it stands in.
func namesItself(s string) bool {
	if s = strings.ToLower(s); weight(s) > maxBeginning {
		return false
	}
	for _, n := range ownNames {
		if i := strings.Index(s, n); i >= 0 && weight(s[:i]) <= 3 {
			return true
		}
	}
	return false
}

// maxBeginning is the weight of what may stand before the day of such a sentence:
// its subject, its verb, a section or two.
const maxBeginning = 80

// What a page calls itself in such a sentence, and its words for writing.
var (
	ownNames = []string{"this entry", "this post", "this article", "this story", "this page", "this item", "this news",
		"dieser artikel", "dieser beitrag", "dieser eintrag", "dieser text", "diese meldung", "diese seite", "diese nachricht",
		"cet article", "cette entrée", "ce billet", "cette page", "ce texte", "esta entrada", "este artículo", "este texto", "esta noticia", "esta nota",
		"esta postagem", "este artigo", "esta notícia", "questo articolo", "questa voce", "questo post", "dit artikel", "dit bericht", "deze pagina",
		"den här artikeln", "det här inlägget", "denna artikel", "detta inlägg", "denne artikkelen", "dette innlegget", "denne artikel", "dette indlæg",
		"ten artykuł", "ten wpis", "tento článek", "tento příspěvek", "tento článok", "ez a bejegyzés", "ez a cikk", "acest articol", "această postare", "bu yazı", "bu haber", "bu makale",
		"эта запись", "эта статья", "эта новость", "этот материал", "ця стаття", "цей запис", "тази статия", "този пост", "ovaj članak", "ovaj post", "această", "tämä artikkeli", "tämä kirjoitus",
		"この記事は", "この投稿は", "本文发表", "本文發表", "本文于", "本文於", "本文首发", "此文发表", "此文章", "这篇文章", "這篇文章", "이 글은", "이 기사는", "bài viết này", "artikel ini", "tulisan ini", "บทความนี้"}
	wroteWords = []string{"written", "wrote", "entered", "added", "geschrieben", "verfasst", "erstellt", "eingetragen", "écrit", "rédigé", "escrito", "escrita", "scritto", "inserito", "geschreven", "geplaatst",
		"skrivet", "skrevet", "postat", "napisany", "napisano", "dodano", "napsán", "přidán", "írta", "scris", "yazıldı", "eklendi", "написана", "написано", "добавлен", "размещен", "додано", "objavljen", "kirjoitettu", "投稿", "作成", "作成", "작성", "viết", "ditulis", "diterbitkan", "dipublikasikan"}
)

// onlyTime is the day of the one time element of a page that is no part of what leads
// elsewhere, of a comment or of a sentence. Where several name different days none
// of them is the page's by its place.
func (p *page) onlyTime(t *titles, custom when.Custom) (when.Moment, bool) {
	var found when.Moment
	for i := range p.times {
		s := &p.times[i]
		if s.n.DataAtom != atom.Time || p.off(s.place, offPage|inFigure|inHead|inQuote) || insideProse(s.n) {
			continue
		}
		if what := attr(s.n, "itemprop"); s.hint&isModified != 0 || what != "" && what != "datePublished" && what != "dateCreated" {
			continue
		}
		m, _, ok := machineTime(s.n, custom)
		if !ok {
			continue
		}
		if found.Year != 0 && found.On() != m.On() || p.ofAnother(s.n, s.order, t) {
			return m, false
		}
		if found.Year == 0 {
			found = m
		}
	}
	return honest(found), found.Year != 0
}

// withoutYear is the day of a line near the headline that is made for it, or calls it
// the day of publication, and leaves out the year: the last such day before the page
// was changed, as its metadata says, or taken from the web. A day that is not
// given back as true stands there, and its year is not known.
func (p *page) withoutYear(t *titles, taken time.Time, zone zoneOf, modified changes) (when.Moment, bool) {
	var last when.Moment
	switch {
	case len(modified) > 0:
		last = modified[0]
	case !taken.IsZero():
		day := taken.In(time.FixedZone("", zone.offset))
		last = when.Moment{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
	default:
		return last, false
	}
	first, end := p.around(t)
	for i := first; i < end && (t.head == nil || p.runs[i].order <= t.told); i++ {
		r := &p.runs[i]
		if len(r.text) > 60 || p.offAt(r.order, r.place, offPage|inFigure|inAside|inQuote) || r.place&(inHeading|inLink) != 0 || p.ofAnother(r.n, r.order, t) {
			continue
		}
		if !p.madeForDates(r.n.Parent) && !says(r.text, publishWords) || labelsOther(r.text) {
			continue
		}
		m, ok := when.LastBefore(r.text, last)
		if !ok {
			continue
		}
		if i+1 < end && !m.HasTime && len(p.runs[i+1].text) < 20 {
			if with, ok := when.LastBefore(r.text+" "+p.runs[i+1].text, last); ok && with.HasTime {
				m = with
			}
		}
		if len(modified) > 0 && last.Unix(0)-m.Unix(0) > maxChange {
			return m, false
		}
		return m, true
	}
	return when.Moment{}, false
}

// maxChange is how long after its publication, in seconds, a page can have been
// changed for the year of the change to be that of the publication too.
const maxChange = 60 * 24 * 3600
