// Package charset turns captured bytes into UTF-8 text.
//
// A charset label is a claim, and on the web it is often a false one: pages
// are re-encoded when they are saved, templates keep the label of an older
// site, servers add a default. The bytes themselves are better evidence, in
// this order:
//
//  1. a byte order mark;
//  2. validity: text that is valid UTF-8, or would be but for a few broken
//     bytes, is UTF-8 whatever it declares, because text of another charset
//     practically never passes as such;
//  3. the transport's label, then the page's own (<meta>, XML declaration),
//     each believed only while the bytes decode cleanly under it and come
//     out as writing (see score);
//  4. statistical detection (wlynxg/chardet) and the best-looking of the
//     usual legacy charsets.
//
// Everything that has to guess looks at a bounded sample, so a guess costs
// the same on a small page and on a huge one.
//
// What comes out is clean: valid UTF-8 without characters that no printed
// page shows (see Clean).
package charset

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// ErrNotText is wrapped when the bytes are no text in any charset: an image,
// a compressed stream, a random blob.
var ErrNotText = errors.New("not text")

// ErrUndecodable is wrapped when the bytes look like text but every candidate
// charset leaves more than maxDamage of it unreadable.
var ErrUndecodable = errors.New("no charset decodes it")

const (
	// maxDamage is the share of the non-ASCII characters that may come out
	// as U+FFFD before a page counts as undecodable.
	maxDamage = 0.20
	// cleanDamage is the share up to which a declared charset is believed.
	cleanDamage = 0.02
	// minScore is the share of a declared charset's characters that must
	// look like writing for the declaration to be believed unexamined.
	minScore = 0.55
)

// Decode turns captured bytes into clean UTF-8 text. declared is the
// transport's charset label or empty; isHTML says whether a <meta>
// declaration may be looked for (an XML declaration always is). It returns the
// text, the WHATWG name of the charset used, and an error that wraps
// ErrNotText or ErrUndecodable. Empty input is empty text. body is not kept.
func Decode(body []byte, declared string, isHTML bool) (text, name string, err error) {
	if text, name, ok := decodeMarked(body); ok {
		return text, name, nil
	}
	if kind := binaryKind(body); kind != "" {
		return "", "", fmt.Errorf("%s: %w", kind, ErrNotText)
	}
	if utf8.Valid(body) && !bytes.Contains(body, escapeMultibyte) {
		return Clean(string(body)), "utf-8", nil
	}
	if almostUTF8(body) {
		return Clean(lossyUTF8(body)), "utf-8", nil
	}
	c, ok := choose(body, declared, isHTML)
	if !ok {
		return "", "", fmt.Errorf("best guess %q: %w", c.name, ErrUndecodable)
	}
	text, damage := c.decode(body)
	if damage > maxDamage {
		return "", "", fmt.Errorf("%.0f %% of it is damaged as %s: %w", damage*100, c.name, ErrUndecodable)
	}
	return Clean(text), c.name, nil
}

// escapeMultibyte opens a multi-byte run in ISO-2022-JP, which is all ASCII
// bytes and therefore valid UTF-8.
var escapeMultibyte = []byte("\x1b$")

// decodeMarked handles a byte order mark, and UTF-16 that lost it: markup is
// ASCII, so its zero bytes fall on one side.
func decodeMarked(body []byte) (text, name string, ok bool) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		rest := body[3:]
		if utf8.Valid(rest) {
			return Clean(string(rest)), "utf-8", true
		}
		if almostUTF8(rest) {
			return Clean(lossyUTF8(rest)), "utf-8", true
		}
		return "", "", false
	case bytes.HasPrefix(body, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(body, []byte("\x00\x00\xfe\xff")):
		return decodeUTF32(body)
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return decodeUTF16(body[2:], unicode.LittleEndian, "utf-16le")
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return decodeUTF16(body[2:], unicode.BigEndian, "utf-16be")
	}
	switch zeroSide(body) {
	case 1:
		return decodeUTF16(body, unicode.LittleEndian, "utf-16le")
	case 0:
		return decodeUTF16(body, unicode.BigEndian, "utf-16be")
	}
	return "", "", false
}

func decodeUTF16(body []byte, order unicode.Endianness, name string) (string, string, bool) {
	e := unicode.UTF16(order, unicode.IgnoreBOM)
	text, damage := candidate{name, e}.decode(body)
	return Clean(text), name, damage <= maxDamage
}

// zeroSide tells on which side of every byte pair the zero bytes of UTF-16
// markup fall: 0 for the first (big-endian), 1 for the second, -1 for no
// UTF-16.
func zeroSide(body []byte) int {
	const pairs, minShare = 512, 0.3
	var zeros [2]int
	n := min(len(body)/2, pairs)
	for i := range n {
		if body[2*i] == 0 {
			zeros[0]++
		}
		if body[2*i+1] == 0 {
			zeros[1]++
		}
	}
	for side := range zeros {
		if n > 8 && float64(zeros[side]) > minShare*float64(n) && zeros[1-side] < zeros[side]/8 {
			return side
		}
	}
	return -1
}

// candidate is one charset that a page may be in.
type candidate struct {
	name string // WHATWG
	enc  encoding.Encoding
}

// decode gives the text with U+FFFD for what does not decode, and the share of
// those among the characters outside ASCII.
func (c candidate) decode(body []byte) (text string, damage float64) {
	// A decoder from x/text replaces and goes on; it fails only on a
	// misused transformer.
	var out []byte
	var err error
	if c.name == "gb18030" {
		out, err = decodeGB18030(body)
	} else {
		out, err = c.enc.NewDecoder().Bytes(body)
	}
	if err != nil {
		return "", 1
	}
	bad, high := 0, 0
	for _, r := range string(out) {
		if r < utf8.RuneSelf {
			continue
		}
		high++
		if r == utf8.RuneError {
			bad++
		}
	}
	if high == 0 {
		return string(out), 0
	}
	return string(out), float64(bad) / float64(high)
}
