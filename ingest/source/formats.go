package source

import (
	"path"
	"strings"

	"dabao/ingest/intake"
)

// extensions says what a file name promises. Under every other name the bytes
// decide, whatever follows the last point: pages are called story-1.2345678,
// 123456.stm, view.do and x.php@id=7.
var extensions = map[string]intake.Format{
	".html": intake.HTML, ".htm": intake.HTML, ".shtml": intake.HTML,
	".xhtml": intake.XHTML, ".xht": intake.XHTML,
	".txt":  intake.Text,
	".warc": intake.WARC, ".wet": intake.WARC,
	".wacz": intake.WACZ, ".zip": intake.Zip, ".tar": intake.Tar,
	".jsonl": intake.JSONL, ".ndjson": intake.JSONL,
	".json": intake.JSON, ".csv": intake.CSV, ".tsv": intake.CSV, ".parquet": intake.Parquet,
	".arc": intake.ARC, ".har": intake.HAR, ".webarchive": intake.WebArchive,
	".epub": intake.EPUB, ".maff": intake.MAFF, ".htz": intake.Zip,
	".mhtml": intake.MHTML, ".mht": intake.MHTML,
}

// assets are the names of what pages are made of beside their text, and of
// documents of other kinds: such files are not even opened.
var assets = names(`.jpg .jpeg .jpe .png .gif .webp .avif .bmp .tif .tiff .svg .ico .heic .psd
	.css .js .mjs .map .wasm .woff .woff2 .ttf .otf .eot .swf
	.mp3 .mp4 .m4a .m4v .ogg .ogv .oga .opus .wav .flac .aac .avi .mov .mkv .webm .flv .wmv .m3u8 .ts
	.pdf .doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .rtf .ps .djvu .mobi .azw3
	.rar .7z .xz .exe .dll .so .dmg .iso .apk .jar .class .pyc .db .sqlite .sqlite3 .cdx .cdxj`)

func names(list string) map[string]bool {
	set := map[string]bool{}
	for _, n := range strings.Fields(list) {
		set[n] = true
	}
	return set
}

var codecs = map[string]bool{".gz": true, ".zst": true, ".bz2": true}

var shorthands = map[string]string{".tgz": ".tar.gz", ".tzst": ".tar.zst", ".tbz2": ".tar.bz2"}

// Extensions names the kinds of file that are read, for a message.
const Extensions = ".html .htm .xhtml .shtml .txt .warc .arc .har .jsonl .ndjson .json .csv .tsv .parquet .tar (each also .gz, .zst, .bz2), .tgz .zip .wacz .mhtml .mht .webarchive .maff .epub, files whose bytes say what they are, or a folder of them"

// promise is what a name says of the bytes; Unknown that they decide.
type promise struct {
	format     intake.Format
	compressed bool
}

// promiseOf reads the extension of a slash-separated name; ok is false for a
// name under which nothing is read. Mirroring programs keep the query of the
// address in the name: where it hides no extension, it is cut off.
func promiseOf(name string) (p promise, ok bool) {
	base := strings.ToLower(path.Base(name))
	p, known := extensionOf(base)
	if i := strings.IndexByte(base, '?'); i > 0 && !known {
		base = base[:i]
		p, known = extensionOf(base)
	}
	return p, known || !assets[path.Ext(base)]
}

func extensionOf(base string) (p promise, known bool) {
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
	p.format, known = extensions[ext]
	return p, known || p.compressed && !assets[ext]
}

// formatOf is what a stream is read as whose name promises one thing and whose
// first bytes look like another. Of pages and texts the name is believed unless
// the bytes have the signature of a container.
func formatOf(promised intake.Format, head []byte) intake.Format {
	switch promised {
	case intake.Unknown:
		return intake.Sniff(head)
	case intake.JSON:
		if intake.LinesOfJSON(head) {
			return intake.JSONL
		}
	case intake.HTML, intake.XHTML, intake.Text:
		if intake.SelfExtracting(head) {
			return intake.Zip
		}
		if f := intake.Sniff(head); isContainer(f) && f != intake.JSONL && f != intake.JSON {
			return f
		}
	}
	return promised
}

// passedOver is why a file is not read because of its name alone, if it is.
func passedOver(name string) intake.Kind {
	switch {
	case hidden(name):
		return intake.Hidden
	case strings.EqualFold(path.Base(name), "robots.txt"):
		return intake.Robots
	}
	return ""
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
