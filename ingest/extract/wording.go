package extract

import (
	"strings"
	"unicode/utf8"

	"dabao/ingest/extract/when"
)

// vote is the title two voices agree on, else the first there is.
func (v *voices) vote() string {
	all := v.all()
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a != "" && fold(a) == fold(b) && fold(a) == fold(v.ld) {
				return a
			}
		}
	}
	if v.ld != "" {
		return v.ld
	}
	return unsigned(v.unnamed(firstOf(v.og, v.tag)))
}

// unnamed cuts the name of the site, or that of a Chinese outlet, off the end of a
// title where a space alone parts them. A printed headline may end so itself.
func (v *voices) unnamed(s string) string {
	for i, words := len(s), 0; words < 4; words++ {
		if i = strings.LastIndexByte(s[:i], ' '); i <= 0 {
			break
		}
		left, right := strings.TrimSpace(s[:i]), s[i+1:]
		if weight(left) >= 20 && weight(right) >= 5 && (isName(right, v.names) || hanShare(left) > .5 && outletName(right)) {
			return left
		}
	}
	return s
}

// unsigned cuts what looks like the names of section and site off a title
// element that nothing else on the page speaks of.
func unsigned(s string) string {
	if i := strings.Index(s, "__"); i > 0 && hanShare(s[:i]) > .5 && weight(s[:i]) >= 20 {
		return unsigned(strings.TrimSpace(s[:i])) // portals of offices set the section apart so
	}
	for _, sep := range []string{" | ", "｜", "|", "丨", "_", " - ", " – ", " — ", "--", "－", "-"} {
		i := strings.LastIndex(s, sep)
		if i <= 0 {
			continue
		}
		left, right := strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(sep):])
		han := hanShare(left) > .5
		long := len(words(left)) >= 4 && (!han || utf8.RuneCountInString(left) >= 8)
		short := len(words(right)) <= 4 || han && weight(right) <= 3*12
		if han && !long && utf8.RuneCountInString(left) >= 4 && institution(right) {
			return unsigned(left) // an office signs even a short headline
		}
		if first := strings.Index(s, sep); han && first == i && institution(left) && weight(right) > weight(left) && !institution(right) {
			return right // the site comes first
		}
		if long && short && (han || sep != "-" && sep != "|") {
			return unsigned(left)
		}
	}
	return s
}

// settle weighs the printed headline against the metadata.
func (v *voices) settle(printed string) string {
	printed = v.restored(printed)
	fp, og, ld, tag := fold(printed), fold(v.og), fold(v.ld), fold(v.tag)
	switch {
	case og == fp && partings(v.og) > partings(printed):
		return v.og // in print a line's end or a colour parts what a mark parts here
	case og == "" || og == fp:
		return printed
	case ld == fp && (tag == og || strings.HasPrefix(og, fp)): // og:title was written for search and shares
		return printed
	case hanShare(printed) > .5 && endsBefore(v.og, printed):
		return printed
	case brokenOff(v.og, printed) || garbled(v.og, printed) || similarity(v.og, printed) < nearTitle:
		return printed
	case fp == ld && fp == tag && !strings.HasSuffix(fp, og) && fp == fold(trimSite(unescaped(v.twitter), v.names)): // it stands alone
		return printed
	case addsDay(v.og, printed):
		return printed
	case len(og) > len(fp) && og != ld: // what it adds is the outlet's or the section's
		return printed
	}
	return v.og
}

// brokenOff says whether a metadata title ends where the printed one has a
// quotation mark or a bracket of markup: the attribute lost its rest.
func brokenOff(short, full string) bool {
	short = strings.TrimSpace(short)
	if !strings.HasPrefix(full, short) {
		return strings.HasSuffix(short, "…") || strings.HasSuffix(short, "...")
	}
	rest := strings.TrimSpace(full[len(short):])
	return rest != "" && strings.IndexByte("\"<&'", rest[0]) >= 0
}

// partings counts what parts a headline inside.
func partings(s string) int {
	n := 0
	for _, m := range []string{": ", ". ", " – ", " — ", " - ", " | ", "：", "? ", "! "} {
		n += strings.Count(s, m)
	}
	return n
}

// restored is the headline whose end a template has cut off in print, as a voice has
// it whole.
func (v *voices) restored(printed string) string {
	short := strings.TrimRight(printed, ".… ")
	if short == printed || !strings.HasSuffix(printed, "…") && !strings.HasSuffix(printed, "...") || weight(short) < headingWeight {
		return printed
	}
	for _, m := range v.all() {
		if strings.HasPrefix(m, short) && len(strings.TrimLeft(m[len(short):], ".… ")) > len("...") && !opensTitle(m, printed) && !opensTitle(m, short) {
			return unsigned(m)
		}
	}
	return printed
}

// garbled is true of a metadata title in which an encoding was lost that the print
// has kept: replacement characters, question marks in a row.
func garbled(meta, printed string) bool {
	for _, mark := range []string{"\ufffd", "???"} {
		if strings.Contains(meta, mark) && !strings.Contains(printed, mark) {
			return true
		}
	}
	return false
}

// addsDay is true of a metadata title that is the printed one with a day behind it.
func addsDay(meta, printed string) bool {
	rest, ok := strings.CutPrefix(meta, printed)
	if !ok || rest == "" || len(rest) > maxDayRest {
		return false
	}
	_, i, j, ok := when.Find(rest, when.DayFirst)
	return ok && letters(rest[:i])+letters(rest[j:]) == 0
}

// maxDayRest is the length in bytes of the longest day that a title ends with.
const maxDayRest = 60
