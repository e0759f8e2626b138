package charset

import "bytes"

// magics are the first bytes of formats that are often saved under a page's
// name. Source: the formats' own specifications.
var magics = []struct{ prefix, kind string }{
	{"\x89PNG\r\n\x1a\n", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF87a", "a GIF image"},
	{"GIF89a", "a GIF image"},
	{"\x1f\x8b\x08", "a gzip stream"},
	{"PK\x03\x04", "a zip archive"},
	{"%PDF-", "a PDF document"},
	{"\x28\xb5\x2f\xfd", "a zstd stream"},
	{"BZh91AY&SY", "a bzip2 stream"},
	{"\xfd7zXZ\x00", "an xz stream"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"Rar!\x1a\x07", "a RAR archive"},
	{"\x7fELF", "an ELF program"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE document"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"\x00asm", "a WebAssembly module"},
	{"wOFF", "a font"},
	{"wOF2", "a font"},
	{"OggS", "an Ogg stream"},
	{"ID3", "an MP3 file"},
	{"\x1aE\xdf\xa3", "a Matroska file"},
}

// binaryKind names what the bytes are when they are no text, else "". Beside
// known formats that is anything with more control characters than a damaged
// text would have.
func binaryKind(body []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(body, []byte(m.prefix)) {
			return m.kind
		}
	}
	if len(body) > 12 && string(body[:4]) == "RIFF" || len(body) > 12 && string(body[4:8]) == "ftyp" {
		return "a media file"
	}
	// Downloads cut short are often padded with zeros; the text before them
	// is still a page.
	text := bytes.TrimRight(body, "\x00")
	if len(body) > 0 && len(text) == 0 {
		return "nothing but zero bytes"
	}
	// An even spread of bytes has one control character in ten; text under
	// any charset has next to none.
	const maxControls = 0.03
	sample := spread(text)
	controls := 0
	for _, c := range sample {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1B || c == 0x7F {
			controls++
		}
	}
	if n := len(sample); n > 0 && float64(controls) > maxControls*float64(n)+1 {
		return "binary data"
	}
	return ""
}

// spread takes the beginning, a piece of the middle and the end of long input.
func spread(b []byte) []byte {
	const piece = 16 << 10
	if len(b) <= 3*piece {
		return b
	}
	out := make([]byte, 0, 3*piece)
	out = append(out, b[:piece]...)
	out = append(out, b[len(b)/2:len(b)/2+piece]...)
	return append(out, b[len(b)-piece:]...)
}
