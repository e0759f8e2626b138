package charset

import (
	"bytes"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// metaWindow is how far into a page a declaration is looked for. The HTML
// standard demands it within 1024 bytes; real pages put scripts before it.
const metaWindow = 16 << 10

// lookup finds a charset by any label the WHATWG Encoding Standard knows. The
// GB family is read as gb18030, which holds gb2312 and gbk.
func lookup(label string) (candidate, bool) {
	label = strings.Trim(strings.ToLower(strings.TrimSpace(label)), `"'`)
	switch label {
	case "hz-gb-2312", "hz":
		return candidate{"hz-gb-2312", simplifiedchinese.HZGB2312}, true
	case "cp936", "ms936", "windows-936":
		label = "gbk"
	case "cp950", "big5-eten":
		label = "big5"
	case "cp949", "uhc":
		label = "euc-kr"
	case "cp932":
		label = "shift_jis"
	}
	enc, err := htmlindex.Get(label)
	if err != nil || label == "replacement" {
		return candidate{}, false
	}
	name, err := htmlindex.Name(enc)
	if err != nil || name == "replacement" {
		return candidate{}, false
	}
	if name == "gbk" || name == "gb18030" {
		return candidate{"gb18030", simplifiedchinese.GB18030}, true
	}
	return candidate{name, enc}, true
}

// declarations are the charsets that the transport and the page name, in the
// order in which they are to be tried.
func declarations(body []byte, declared string, isHTML bool) []candidate {
	labels := []string{declared, xmlLabel(body)}
	if isHTML {
		labels = append(labels, metaLabels(body)...)
	}
	var out []candidate
	for _, l := range labels {
		// A page whose bytes could be read to find the label is not UTF-16,
		// and it would have been recognised if it were UTF-8.
		if c, ok := lookup(l); ok && !strings.HasPrefix(c.name, "utf-") {
			out = append(out, c)
		}
	}
	return out
}

// xmlLabel is the encoding of an XML declaration, or "".
func xmlLabel(body []byte) string {
	head := bytes.TrimLeft(body[:min(len(body), 256)], " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	end := bytes.Index(head, []byte("?>"))
	if end < 0 {
		return ""
	}
	return valueAfter(string(head[:end]), "encoding")
}

// metaLabels are the values of charset= inside the <meta> tags at the page's
// beginning, in order.
func metaLabels(body []byte) []string {
	const maxLabels = 4
	head := strings.ToLower(string(body[:min(len(body), metaWindow)]))
	var out []string
	for len(out) < maxLabels {
		i := strings.Index(head, "<meta")
		if i < 0 {
			break
		}
		head = head[i+len("<meta"):]
		tag := head
		if end := strings.IndexByte(head, '>'); end >= 0 {
			tag = head[:end]
		}
		if l := valueAfter(tag, "charset"); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// valueAfter reads the value after key and an equals sign: quoted, or up to
// white space or a delimiter.
func valueAfter(s, key string) string {
	i := strings.Index(s, key)
	if i < 0 {
		return ""
	}
	s = strings.TrimLeft(s[i+len(key):], " \t\r\n")
	if !strings.HasPrefix(s, "=") {
		return ""
	}
	s = strings.TrimLeft(s[1:], " \t\r\n\"'")
	if end := strings.IndexAny(s, " \t\r\n\"';>/?"); end >= 0 {
		s = s[:end]
	}
	return s
}
