package intake

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// Format is what a stream is read as.
type Format int

// The formats that are told apart.
const (
	Unknown Format = iota
	HTML
	XHTML
	Text
	WARC
	Zip
	WACZ // a zip of WARC files and their indexes
	Tar
	JSONL
	MHTML
	JSON // one value, or several
	CSV
	Parquet
	ARC
	HAR
	WebArchive
	EPUB // a zip of a book's pages
	MAFF // a zip of saved pages, each with a note of where it is from
)

// HeadBytes is how much of a stream Sniff wants to see.
const HeadBytes = 4096

// Sniff guesses the format of an uncompressed stream by its first bytes.
// Unknown means that no signature fits: it may be plain text or anything else.
func Sniff(head []byte) Format {
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		return WARC
	case bytes.HasPrefix(head, []byte("filedesc://")):
		return ARC
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.HasPrefix(head[min(len(head), 30):], []byte("mimetypeapplication/epub+zip")):
		return EPUB
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	case IsTarHeader(head):
		return Tar
	case isMHTML(head):
		return MHTML
	case bytes.HasPrefix(head, []byte("PAR1")):
		return Parquet
	case isWebArchive(head):
		return WebArchive
	case isHAR(head):
		return HAR
	case isJSON(head):
		return JSONL
	case isIndented(head):
		return JSON
	case LooksLikeHTML(head):
		return HTML
	}
	return Unknown
}

// IsTarHeader checks the checksum of a header block, which every tar dialect has.
func IsTarHeader(head []byte) bool {
	if len(head) < 512 || head[0] == 0 {
		return false
	}
	field := strings.Trim(string(head[148:156]), " \x00")
	want, err := strconv.ParseInt(field, 8, 64)
	if err != nil {
		return false
	}
	sum := int64(8 * ' ')
	for i, c := range head[:512] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return sum == want
}

// isMHTML wants a block of mail headers that declares a MIME message.
func isMHTML(head []byte) bool {
	head = bytes.TrimLeft(head, "\r\n")
	end := bytes.Index(head, []byte("\n\r\n"))
	if i := bytes.Index(head, []byte("\n\n")); i >= 0 && (end < 0 || i < end) {
		end = i
	}
	if end < 0 {
		end = len(head)
	}
	first, _, _ := bytes.Cut(head, []byte(":"))
	if len(first) == 0 || len(first) > 40 || bytes.ContainsAny(first, " <{\n") {
		return false
	}
	h := bytes.ToLower(head[:end])
	return bytes.Contains(h, []byte("mime-version:")) &&
		(bytes.Contains(h, []byte("multipart/")) || bytes.Contains(h, []byte("text/html")))
}

// isWebArchive wants a property list, binary or XML, that names a page's resource.
func isWebArchive(head []byte) bool {
	return (bytes.HasPrefix(head, []byte("bplist00")) || bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<plist"))) &&
		bytes.Contains(head, []byte("WebMainResource"))
}

// isHAR wants a JSON object whose first key is log and holds what a log begins
// with.
func isHAR(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n{")
	rest, ok := bytes.CutPrefix(head, []byte(`"log"`))
	rest = bytes.TrimLeft(rest, " \t\r\n:")
	return ok && bytes.HasPrefix(rest, []byte("{")) &&
		(bytes.Contains(rest, []byte(`"entries"`)) || bytes.Contains(rest, []byte(`"creator"`)) || bytes.Contains(rest, []byte(`"version"`)))
}

// SelfExtracting says whether a page is one that unpacks itself in the browser
// out of a zip it carries behind its markup, as SingleFile's compressed pages do.
func SelfExtracting(head []byte) bool {
	return bytes.Contains(head, []byte("sfz")) && LooksLikeHTML(head)
}

func isJSON(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	head = bytes.TrimLeft(head[1:], " \t")
	return len(head) > 0 && (head[0] == '"' || head[0] == '}')
}

// isIndented recognises JSON that does not stand on one line: an array of
// objects, or an object whose first key has a line of its own.
func isIndented(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if len(head) == 0 || head[0] != '{' && head[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(head[1:], " \t\r\n")
	return len(rest) > 0 && (head[0] == '{' && rest[0] == '"' || head[0] == '[' && (rest[0] == '{' || rest[0] == ']'))
}

// LinesOfJSON says whether JSON begins with an object that stands on one line and
// another below it.
func LinesOfJSON(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	first, rest, ok := bytes.Cut(head, []byte("\n"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return ok && len(first) > 1 && first[0] == '{' && json.Valid(first) && (len(rest) == 0 || rest[0] == '{')
}

// htmlStarts are tags that begin a page or a fragment of one; the list is the
// idea of the WHATWG MIME Sniffing standard, §7.1, with the common tags of the
// head added.
var htmlStarts = []string{"!doctype html", "html", "head", "body", "title", "meta", "link", "base", "script", "style",
	"div", "p", "h1", "table", "article", "section", "main", "header", "iframe", "br", "font", "a", "b"}

// LooksLikeHTML tells whether a page starts here, behind a byte order mark,
// white space, an XML declaration and comments. UTF-16 is seen through.
func LooksLikeHTML(head []byte) bool {
	s := strings.ToLower(string(narrow(head)))
	for range 20 {
		s = strings.TrimLeft(s, " \t\r\n\f")
		switch {
		case strings.HasPrefix(s, "<!--"):
			_, rest, ok := strings.Cut(s, "-->")
			if !ok {
				// A comment longer than what we see: only pages have those.
				return true
			}
			s = rest
			continue
		case strings.HasPrefix(s, "<?xml"):
			_, s, _ = strings.Cut(s, "?>")
			continue
		}
		break
	}
	if !strings.HasPrefix(s, "<") {
		return false
	}
	for _, t := range htmlStarts {
		if strings.HasPrefix(s[1:], t) && len(s) > len(t)+1 && strings.ContainsRune(" \t\r\n\f>/", rune(s[len(t)+1])) {
			return true
		}
	}
	return false
}

// narrow drops the byte order mark and, in UTF-16, the zero halves: enough to
// read ASCII tags.
func narrow(b []byte) []byte {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return bytes.ReplaceAll(b[2:], []byte{0}, nil)
	}
	return b
}
