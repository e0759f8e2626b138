package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
)

// datesOf are the dates of one line, each with what the words before it call it.
func datesOf(s string, custom when.Custom) []stamp {
	var out []stamp
	spanned := false // the date before begins a span of days
	whole, sentence, signed := s, false, false
	for len(out) < 4 {
		m, i, j, ok := when.Find(s, custom)
		if !ok {
			break
		}
		if len(out) == 0 {
			sentence, signed = body.IsSentence(whole), len(reporters(whole)) > 0
		}
		before := s[:i]
		begins := beginsSpan(s[j:], custom)
		out = append(out, stamp{Moment: m, other: labelsOther(before) || spanned || begins || endsSpan(before), prose: sentence || !signed && proseLetters(s[:i])+proseLetters(s[j:]) > maxProse, updated: says(before, updateWords) || len(out) == 0 && says(s[j:], trailingUpdate), labeled: says(before, publishWords)})
		s, spanned = s[j:], begins
	}
	if len(out) == 2 && out[1].updated && !out[0].updated && !out[0].prose {
		out[0].labeled = true // what was changed later was published then
	}
	return out
}

// proseLetters counts the letters of the last sentence or field of s, so that
// a date inside a sentence is told from one in a dateline; a Han character
// weighs as much as three letters.
func proseLetters(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '|' || r == '｜':
			n = 0
		case isHan(r) || isKana(r):
			n += 3
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}

// labelsOther is true of a text before a date that calls it the day of something
// else than publication. In an alphabet that takes a colon: the words are names
// of sections as well.
func labelsOther(before string) bool {
	label := lastLabel(before)
	if !says(label, otherDays) || says(label, publishVerbs) {
		return false
	}
	return weight(label) > utf8.RuneCountInString(label) || strings.HasSuffix(strings.TrimRight(before, " \t\u00a0"), ":")
}

// lastLabel is the end of what stands before a date: its label, if it has one.
func lastLabel(before string) string {
	before = strings.TrimRight(before, " :：\u3000\t")
	if i := strings.LastIndexAny(before, "|｜;；,，。"); i >= 0 {
		_, n := utf8.DecodeRuneInString(before[i:])
		before = before[i+n:]
	}
	return before
}

// labelBefore lends the first date of a line the label that stands in a cell or
// an element of its own before it.
func (p *page) labelBefore(s *stamp, text string, before *run) {
	if s.labeled || s.updated || len(before.text) > 40 || mayHoldDate(before.text) {
		return
	}
	if _, i, _, ok := when.Find(text, when.DayFirst); ok && i > 3 {
		return // the line has its own
	}
	label := before.text
	s.other = s.other || labelsOther(label)
	s.updated = says(label, updateWords)
	s.labeled = !s.other && !s.updated && says(label, publishWords)
}

// registers is true of a line that says when an outlet was registered or
// licensed, by its words or by those around it.
func registers(line *html.Node, text string) bool {
	if says(text, registryWords) {
		return true
	}
	if line.Parent == nil || len(text) > 80 {
		return false
	}
	around := textOf(line.Parent)
	return len(around) < 400 && says(around, registryWords)
}

func says(s string, words []string) bool {
	s = strings.ToLower(s)
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// Words that tell a change from a first publication, in lower case.
var (
	updateWords = []string{"updated", "modified", "last edited", "aktualisiert", "stand:", "geändert", "mis à jour", "modifié", "maj ", "actualizado", "actualizada", "modificado",
		"atualizado", "aggiornato", "aggiornamento", "modifica il", "bijgewerkt", "gewijzigd", "opdateret", "oppdatert", "uppdaterad", "päivitetty", "aktualizacja", "aktualizováno", "zaktualizowano",
		"güncelleme", "güncellendi", "обновлено", "изменено", "оновлено", "更新", "修改", "最終更新", "수정", "cập nhật", "diperbarui", "ενημέρωση", "ενημερώθηκε", "atnaujinta", "frissítve", "actualizat"}
	// otherDays are labels of days on which something else happened than that the
	// text was published; publishVerbs overrule them.
	otherDays = []string{"成文", "生成日期", "印发", "印發", "施行", "实施", "實施", "生效", "有效期", "失效", "截止", "截稿", "废止", "廢止", "活动时间", "活动日期", "活動時間", "活動日期", "会议时间", "會議時間", "开标", "报名时间", "報名時間", "批准时间", "批准日期", "核准时间", "成立时间", "成立時間", "成立日期", "创办时间", "建立时间", "开工时间", "竣工时间", "建成时间", "通车时间", "上映时间", "上映日期", "出生日期", "启用时间", "启动时间", "揭牌时间", "投产时间", "签订时间", "考试时间", "比赛时间", "举办时间", "舉辦時間", "召开时间", "停电时间", "施工时间", "開催", "締切", "開演", "開始日", "終了", "시행", "마감", "행사일", "행사 일시", "행사기간",
		"event", "deadline", "expires", "valid until", "effective", "retrieved", "accessed", "born", "opening", "starts", "begins", "termin", "gültig", "frist", "beginn", "geboren", "evento", "vence", "vigencia", "vigor", "événement", "échéance", "срок", "действует", "мероприят", "дата рожд"}
	publishVerbs = []string{"发布", "發佈", "發布", "公布", "公佈", "配信", "掲載", "公開", "発行", "게시", "published", "posted", "veröffentlicht", "publié", "publicado", "опубликован"}
	// registryWords stand beside the day of an outlet's licence.
	registryWords = []string{"许可证", "許可證", "备案", "備案", "登记证", "登記證", "icp证", "発証", "发证", "등록번호", "등록일자", "등록연월일", "발행인", "편집인", "사업자", "свидетельство", "зарегистрирован", "регистраци", "роскомнадзор", "свідоцтво",
		"eintragung", "handelsregister", "registergericht", "registered in", "registered office", "registration no", "company no", "registro mercantil", "rcs paris", "issn", "iscrizione", "registrazione tribunale", "tribunale di"}
	dateLabels     = []string{"date", "datum", "fecha", "data ", "data:", "dato", "päivä", "tarih", "дата", "日期", "日付"}
	trailingUpdate = []string{"(updated)", "更新)", "更新）"}
	publishWords   = []string{"published", "posted", "first published", "veröffentlicht", "erschienen", "publié", "publicado", "publicada", "pubblicato", "gepubliceerd", "publiceret", "publisert",
		"publicerad", "julkaistu", "opublikowano", "publikacja", "vydáno", "yayın", "giriş", "опубликован", "发布", "發佈", "發布", "发表", "發表", "公開", "公表", "配信", "掲載", "입력", "등록", "đăng", "paskelbta", "megjelent", "δημοσίευση", "date:", "datum:", "时间", "時間", "日期"}
)

// mayHoldDate is a cheap test before a line is read in earnest.
func mayHoldDate(s string) bool {
	d := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			d++
		}
	}
	return d >= 3 || strings.Contains(s, "年") || d == 0 && strings.ContainsAny(s, "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯")
}
