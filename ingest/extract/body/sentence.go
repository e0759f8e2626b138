package body

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dabao/schema/fulltext"
)

// looseWords is how many words that no dateline holds make a line a sentence
// that lacks the mark at its end.
const looseWords = 4

// maxHanName is the length of the longest names in Chinese characters; lists of
// them are set off by commas as well.
const maxHanName = 4

// IsSentence says whether a short line is told to a reader, rather than a
// dateline, a byline or a label: it ends as a sentence does, or has a clause
// or several words that no such line holds. It never takes more than one pass.
func IsSentence(s string) bool {
	s = strings.TrimRight(s, " \t\n\u3000\"”’」』»）)")
	last, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune("。！？", last) || clausesHan(s) {
		return true
	}
	ends := strings.ContainsRune(".!?…।؟۔", last)
	if ends && endsKorean(s) {
		return true
	}
	told, uncased := toldWords(s)
	return told >= looseWords || ends && (told > 0 || uncased >= 4)
}

// clausesHan is true of a Chinese line with a clause behind a comma, in which a
// dateline puts no more than the weekday or the hour.
func clausesHan(s string) bool {
	for {
		i := strings.Index(s, "，")
		if i < 0 {
			return false
		}
		if s = strings.TrimSpace(s[i+len("，"):]); startsClause(s) {
			return true
		}
	}
}

func startsClause(s string) bool {
	for _, w := range [...]string{"星期", "周", "週", "礼拜", "農", "农", "上午", "下午", "凌晨", "晚", "早", "中午"} {
		if strings.HasPrefix(s, w) {
			return false
		}
	}
	n := 0
	for _, r := range s {
		if !fulltext.IsHan(r) {
			break
		}
		n++
	}
	return n > maxHanName && !creditLabels.begin(s)
}

// endsKorean is true of the endings of Korean verbs: 다, 요, 까.
func endsKorean(s string) bool {
	s = strings.TrimRight(s, ".!?…")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("다요까", last) && last != utf8.RuneError
}

// toldWords counts the words in lower case that are no part of a date and no
// label, and the words of scripts without case.
func toldWords(s string) (told, uncased int) {
	digits := 0 // of the number before, 0 after a word
	held := 0   // a word that may yet prove a month: 2 where only a year can prove it
	words := strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '.' && r != '\'' && r != '’' && r != '-'
	})
	for _, w := range words {
		w = strings.Trim(w, ".'’-")
		first, n := utf8.DecodeRuneInString(w)
		switch {
		case w == "":
			continue
		case unicode.IsDigit(first):
			if held == 2 && len(w) != 4 {
				told++
			}
			held, digits = 0, len(w)
			continue
		}
		if held > 0 {
			told++
			held = 0
		}
		switch {
		case unicode.IsLower(first) && (digits == 0 || digits > 2) && n < len(w) && !lineWords[w] && !strings.Contains(w, "."):
			if held = 2; digits > 2 {
				held = 1 // 2020. május 3.
			}
		case unicode.IsOneOf(uncasedScripts, first):
			uncased++
		}
		digits = 0
	}
	if held > 0 {
		told++
	}
	return told, uncased
}

var uncasedScripts = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Devanagari, unicode.Bengali, unicode.Tamil, unicode.Telugu}

// lineWords stand in lower case in datelines and bylines.
var lineWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range list(`
on|at|by|the|of|and|in|for|to|from|with|am|pm|published|posted|updated|modified|created|edited|corrected|last|first|originally|this|article|story|post|was|date|time|min|mins|minute|minutes|hour|hours|hr|hrs|ago|read|reading|views|comments|staff|writer|writers|reporter|reporters|correspondent|editor|contributor|agencies|local|eastern|noon|midnight|st|nd|rd|th
um|vom|von|und|den|der|dem|die|das|uhr|im|mit|zuletzt|aktualisiert|veröffentlicht|erschienen|geändert|erstellt|bearbeitet|beitrag|artikel|zeit|lesezeit|minuten|vor|stunden
le|la|les|de|du|des|à|et|par|publié|publiée|mis|mise|jour|modifié|modifiée|créé|heures|avec|lecture|temps
el|los|del|las|por|publicado|publicada|actualizado|actualizada|modificado|creado|hora|horas|lectura|às|em|da|do|dos|das|atualizado|atualizada|há|última|atualização|actualización
il|lo|di|alle|ore|pubblicato|aggiornato|modificato|aggiornamento|ultimo|dal|della|con
op|om|uur|door|het|een|gepubliceerd|bijgewerkt|gewijzigd|laatst|leestijd|kl|klokken|publicerad|publisert|publiceret|udgivet|oppdatert|uppdaterad|opdateret|sist|senest|senast|av|af|og|och|ja|klo|julkaistu|päivitetty
godz|godzina|dnia|opublikowano|aktualizacja|aktualizowano|dodano|przez|autor|ve|saat|güncelleme|yayınlanma|tarihi|tarih|oleh|pukul|wib|lúc|ngày|giờ|tháng|năm|cập|nhật|đăng
lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|segunda|terça|quarta|quinta|sexta|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica
maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|mandag|måndag|tirsdag|tisdag|onsdag|torsdag|fredag|lørdag|lördag|søndag|söndag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье
года|году|год|часов|опубликовано|обновлено|изменено|последнее|обновление|дата|время|року|оновлено|автор|от|по|мск|текст
`) {
		m[w] = true
	}
	return m
}()

// namesAnyone is true of a line with two words side by side that begin with a
// capital, the first word of all aside.
func namesAnyone(s string) bool {
	run := 0
	for i, w := range strings.Fields(s) {
		if r, _ := utf8.DecodeRuneInString(w); i > 0 && unicode.IsUpper(r) {
			if run++; run == 2 {
				return true
			}
			continue
		}
		run = 0
	}
	return false
}
