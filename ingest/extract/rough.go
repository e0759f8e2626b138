package extract

import "strings"

// roughMarks is about what marks gives, at a tenth of its cost: it reads tags
// by hand, and counts as copies every formatting element that is open. It is
// never less than half of marks (a cell of a table is not counted as one more
// open element), and only pages past half of maxTags by it are counted with
// care. On the way it notes where the code of scripts and style sheets stands.
func roughMarks(markup string, maxTags int) (n int, codes []stretch) {
	var open [16]int // by formatting element
	sum := 0
	var floor []int // what was open outside of each open table: no tag inside closes that
	for i := 0; n <= maxTags; {
		j := strings.IndexByte(markup[i:], '<')
		if j < 0 || i+j+1 >= len(markup) {
			return n, codes
		}
		i += j + 1
		closing := markup[i] == '/'
		if closing {
			i++
		}
		name := tagName(markup[i:])
		switch {
		case strings.HasPrefix(markup[i:], "!--"):
			n++
			i = after(markup, i+3, "-->")
			continue
		case name == "":
			n++
			continue
		}
		i = tagEnd(markup, i+len(name))
		n++
		name = strings.ToLower(name)
		if rawText(name) && !closing {
			from := i
			if i = rawEnd(markup, i, name); name == "script" || name == "style" {
				codes = append(codes, stretch{from, i})
			}
		}
		switch f := formattingIndex(name); {
		case name == "table" && !closing && len(floor) < maxDepth:
			floor = append(floor, sum)
			n += sum
		case name == "table" && closing && len(floor) > 0:
			floor = floor[:len(floor)-1]
			n += sum
		case f < 0:
			n += sum
		case !closing:
			open[f]++
			sum++
		case open[f] > 0 && (len(floor) == 0 || sum > floor[len(floor)-1]):
			open[f]--
			sum--
		}
	}
	return n, codes
}

// maxTagName is longer than any name that matters here.
const maxTagName = 12

func tagName(s string) string {
	n := 0
	for n < len(s) && n < maxTagName && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return s[:n]
}

// tagEnd is behind the ">" of a tag. Quotation marks hide one only where they
// open the value of an attribute.
func tagEnd(s string, i int) int {
	for i < len(s) {
		switch s[i] {
		case '>':
			return i + 1
		case '=':
			i++
			for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r' || s[i] == '\f') {
				i++
			}
			if i < len(s) && (s[i] == '"' || s[i] == '\'') {
				i = after(s, i+1, s[i:i+1])
			}
		default:
			i++
		}
	}
	return i
}

func after(s string, from int, mark string) int {
	if from >= len(s) {
		return len(s)
	}
	if j := strings.Index(s[from:], mark); j >= 0 {
		return from + j + len(mark)
	}
	return len(s)
}

// rawText says whether an element holds no tags.
func rawText(name string) bool {
	switch name {
	case "script", "style", "textarea", "title", "iframe", "noembed", "noframes", "noscript", "plaintext", "xmp":
		return true
	}
	return false
}

// rawEnd is where the end tag of a raw text element begins.
func rawEnd(s string, i int, name string) int {
	for i < len(s) {
		j := strings.Index(s[i:], "</")
		if j < 0 {
			return len(s)
		}
		i += j
		if strings.EqualFold(s[i+2:min(len(s), i+2+len(name))], name) {
			return i
		}
		i += 2
	}
	return i
}

// formattingIndex numbers the formatting elements, -1 for any other.
func formattingIndex(name string) int {
	switch name {
	case "a":
		return 0
	case "b":
		return 1
	case "big":
		return 2
	case "code":
		return 3
	case "em":
		return 4
	case "font":
		return 5
	case "i":
		return 6
	case "nobr":
		return 7
	case "s":
		return 8
	case "small":
		return 9
	case "strike":
		return 10
	case "strong":
		return 11
	case "tt":
		return 12
	case "u":
		return 13
	}
	return -1
}
