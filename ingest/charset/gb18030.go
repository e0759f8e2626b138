package charset

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// missing are the double bytes that the index gb18030 of the WHATWG Encoding
// Standard (of 2026-05-21) decodes and x/text v0.44.0 does not: runs of pairs
// whose characters follow each other. They are the user-defined areas, ten
// vertical marks, ḿ, and eight components of characters. The index is CC0.
var missing = []struct {
	pair  uint16 // lead and trail byte of the first
	count int
	first rune
}{
	{0xA140, 96, 0xE4C6}, {0xA240, 96, 0xE526}, {0xA2AB, 6, 0xE766}, {0xA2E4, 1, 0xE76D}, {0xA2EF, 2, 0xE76E},
	{0xA2FD, 2, 0xE770}, {0xA340, 95, 0xE586}, {0xA440, 96, 0xE5E6}, {0xA4F4, 11, 0xE772}, {0xA540, 96, 0xE646},
	{0xA5F7, 8, 0xE77D}, {0xA640, 96, 0xE6A6}, {0xA6B9, 8, 0xE785}, {0xA6D9, 1, 0xFE10}, {0xA6DA, 1, 0xFE12},
	{0xA6DB, 1, 0xFE11}, {0xA6DC, 4, 0xFE13}, {0xA6EC, 2, 0xFE17}, {0xA6F3, 1, 0xFE19}, {0xA6F6, 9, 0xE797},
	{0xA740, 96, 0xE706}, {0xA7C2, 15, 0xE7A0}, {0xA7F2, 13, 0xE7AF}, {0xA896, 11, 0xE7BC}, {0xA8BC, 1, 0x1E3F},
	{0xA8C1, 4, 0xE7C9}, {0xA8EA, 21, 0xE7CD}, {0xA958, 1, 0xE7E2}, {0xA95B, 1, 0xE7E3}, {0xA95D, 3, 0xE7E4},
	{0xA997, 13, 0xE7F4}, {0xA9F0, 15, 0xE801}, {0xAAA1, 94, 0xE000}, {0xABA1, 94, 0xE05E}, {0xACA1, 94, 0xE0BC},
	{0xADA1, 94, 0xE11A}, {0xAEA1, 94, 0xE178}, {0xAFA1, 94, 0xE1D6}, {0xD7FA, 5, 0xE810}, {0xF8A1, 94, 0xE234},
	{0xF9A1, 94, 0xE292}, {0xFAA1, 94, 0xE2F0}, {0xFBA1, 94, 0xE34E}, {0xFCA1, 94, 0xE3AC}, {0xFDA1, 94, 0xE40A},
	{0xFE51, 3, 0xE816}, {0xFE59, 1, 0x9FB4}, {0xFE61, 1, 0x9FB5}, {0xFE66, 2, 0x9FB6}, {0xFE6C, 1, 0xE831},
	{0xFE6D, 1, 0x9FB8}, {0xFE76, 1, 0xE83B}, {0xFE7E, 1, 0x9FB9}, {0xFE90, 1, 0x9FBA}, {0xFE91, 1, 0xE855},
	{0xFEA0, 1, 0x9FBB}, {0xFEA1, 94, 0xE468},
}

// perLead is how many pairs one lead byte begins: trail bytes run from 0x40 to
// 0xFE without 0x7F.
const perLead = 190

// pointer numbers the double bytes as the standard's index does.
func pointer(lead, trail byte) int {
	n := int(trail) - 0x40
	if trail > 0x7F {
		n--
	}
	return (int(lead)-0x81)*perLead + n
}

// missingRune is the character of a pair in missing; 0 for any other pair.
func missingRune(lead, trail byte) rune {
	p := pointer(lead, trail)
	i, exact := slices.BinarySearchFunc(missingAt, p, func(at, p int) int { return at - p })
	if !exact {
		i--
	}
	if i < 0 || p >= missingAt[i]+missing[i].count {
		return 0
	}
	return missing[i].first + rune(p-missingAt[i])
}

// missingAt are the pointers of the runs.
var missingAt = func() []int {
	at := make([]int, len(missing))
	for i, m := range missing {
		at[i] = pointer(byte(m.pair>>8), byte(m.pair))
	}
	return at
}()

// decodeGB18030 decodes as browsers do, with U+FFFD for what is no character.
func decodeGB18030(b []byte) ([]byte, error) {
	dec := simplifiedchinese.GB18030.NewDecoder()
	var out []byte
	var err error
	known := 0 // what stands before is decoded
	for i := 0; i < len(b) && err == nil; {
		r, n := stepGB18030(b[i:])
		if r != 0 {
			if known < i {
				out, _, err = transform.Append(dec, out, b[known:i])
			}
			out, known = utf8.AppendRune(out, r), i+n
		}
		i += n
	}
	switch {
	case err != nil:
		return nil, err
	case known == 0:
		return dec.Bytes(b)
	}
	out, _, err = transform.Append(dec, out, b[known:])
	return out, err
}

// stepGB18030 is the length of the sequence that b begins with, and its
// character where x/text has it wrong or not at all. Source: the Encoding
// Standard, gb18030 decoder and index gb18030 ranges code point.
func stepGB18030(b []byte) (r rune, n int) {
	switch {
	case b[0] < 0x81 || b[0] == 0xFF || len(b) < 2:
		return 0, 1
	case b[1] >= 0x40 && b[1] <= 0xFE && b[1] != 0x7F:
		return missingRune(b[0], b[1]), 2
	case b[1] >= '0' && b[1] <= '9' && len(b) >= 4 && b[2] >= 0x81 && b[2] <= 0xFE && b[3] >= '0' && b[3] <= '9':
		if string(b[:4]) == "\x81\x35\xf4\x37" {
			return 0xE7C7, 4 // the one exception to the ranges; x/text has ḿ here, which is A8BC
		}
		return 0, 4
	}
	return 0, 1
}
