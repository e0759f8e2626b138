package source

import (
	"path"
	"strings"

	"dabao/ingest/intake"
)

// extensions says what a file name promises. Unknown means that the bytes
// decide: a name without an extension, or one under which web servers and
// mirrors store pages and other things alike.
var extensions = map[string]intake.Format{
	".html": intake.HTML, ".htm": intake.HTML, ".shtml": intake.HTML,
	".xhtml": intake.XHTML, ".xht": intake.XHTML,
	".txt":  intake.Text,
	".warc": intake.WARC, ".wet": intake.WARC,
	".wacz": intake.WACZ, ".zip": intake.Zip, ".tar": intake.Tar,
	".jsonl": intake.JSONL, ".ndjson": intake.JSONL,
	".mhtml": intake.MHTML, ".mht": intake.MHTML,
	"": intake.Unknown, ".xml": intake.Unknown, ".php": intake.Unknown,
	".asp": intake.Unknown, ".aspx": intake.Unknown, ".jsp": intake.Unknown,
}

var codecs = map[string]bool{".gz": true, ".zst": true, ".bz2": true}

var shorthands = map[string]string{".tgz": ".tar.gz", ".tzst": ".tar.zst", ".tbz2": ".tar.bz2"}

// Extensions names the kinds of file that are read, for a message.
const Extensions = ".html .htm .xhtml .shtml .txt .warc .jsonl .ndjson .tar (each also .gz, .zst, .bz2), .tgz .zip .wacz .mhtml .mht, or a folder of them"

// promise is what a name says of the bytes.
type promise struct {
	format     intake.Format
	compressed bool
}

// promiseOf reads the extension of a slash-separated name; ok is false for a
// name under which nothing is read.
func promiseOf(name string) (p promise, ok bool) {
	base := strings.ToLower(path.Base(name))
	// Mirroring programs keep the query of the address in the name.
	if i := strings.IndexByte(base, '?'); i > 0 {
		base = base[:i]
	}
	ext := path.Ext(base)
	if long, ok := shorthands[ext]; ok {
		base = strings.TrimSuffix(base, ext) + long
		ext = path.Ext(base)
	}
	if codecs[ext] {
		p.compressed = true
		base = strings.TrimSuffix(base, ext)
		ext = path.Ext(base)
	}
	p.format, ok = extensions[ext]
	return p, ok
}

// hidden tells the names that a person does not see, in any folder of name.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" || len(part) > 1 && part[0] == '.' && part != ".." {
			return true
		}
	}
	return false
}

func mediaType(f intake.Format) string {
	switch f {
	case intake.HTML:
		return "text/html"
	case intake.XHTML:
		return "application/xhtml+xml"
	case intake.Text:
		return "text/plain"
	}
	return ""
}
