package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"

	"dabao/schema"
)

func TestSniff(t *testing.T) {
	for in, want := range map[string]Format{
		"WARC/1.0\r\n": WARC, "PK\x03\x04": Zip, "PK\x05\x06": Zip, "{\"url\":1}": JSONL, "\ufeff {}": JSONL, "{ not json": Unknown,
		"<!DOCTYPE html>": HTML, " \r\n<HTML lang=en>": HTML, "\ufeff<!-- x --><body>": HTML, "<?xml version='1.0'?><!-- a --><html>": HTML,
		"<!-- a comment without an end": HTML, "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00": HTML, "\xfe\xff\x00<\x00p\x00>": HTML,
		"<?xml version='1.0'?><rss>": Unknown, "<abbr>": Unknown, "<article>": HTML, "<": Unknown, "": Unknown, "人民網": Unknown,
		"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n": MHTML,
		"From: x\nSubject: y\n\nbody that says MIME-Version: 1.0 multipart/mixed":             Unknown,
		"Note: a text that speaks of MIME-Version":                                            Unknown,
	} {
		if got := Sniff([]byte(in)); got != want {
			t.Errorf("Sniff(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestDecompress(t *testing.T) {
	b, err := hex.DecodeString("425a683931415926535981d0b3ec00000201800400988020002186819a0b83717724538509081d0b3ec0")
	if err != nil {
		t.Fatal(err)
	}
	c := CodecOf(b)
	z, err := Limits{}.OrDefaults().Decompress(c, bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); c != Bzip2 || string(got) != "words" || err != nil {
		t.Errorf("%s gave %q, %v", c, got, err)
	}
	for in, want := range map[string]Codec{"\x1f\x8b\x08": Gzip, "\x28\xb5\x2f\xfd": Zstd, "\x5e\x2a\x4d\x18": Zstd, "BZh9 words": Plain, "\x1f\x8b": Plain, "": Plain} {
		if got := CodecOf([]byte(in)); got != want {
			t.Errorf("CodecOf(%q) = %s, want %s", in, got, want)
		}
	}
}

// TestBehindGzip: members are joined, junk behind them is passed over, and one
// that is damaged is not taken for junk.
func TestBehindGzip(t *testing.T) {
	member := func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(s))
		w.Close()
		return b.String()
	}
	read := func(stored string) (string, error) {
		z, err := Limits{}.OrDefaults().Decompress(Gzip, strings.NewReader(stored))
		if err != nil {
			return "", err
		}
		got, err := io.ReadAll(bufio.NewReader(z))
		return string(got), err
	}
	for name, stored := range map[string]string{
		"two members": member("wo") + member("rds"), "many empty ones": member("wo") + strings.Repeat(member(""), 500) + member("rds"),
		"zeros": member("words") + strings.Repeat("\x00", 512), "a line end": member("words") + "\r\n", "junk": member("words") + "-- \nsent by mail",
	} {
		if got, err := read(stored); got != "words" || err != nil {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	if got, err := read(member("wo") + member("rds")[:14]); err == nil {
		t.Errorf("a second member cut short: got %q and no error", got)
	}
}

func TestLimits(t *testing.T) {
	l := Limits{MaxDocumentBytes: 5}.OrDefaults()
	if l.MaxDocumentBytes != 5 || l.MaxDepth != 3 {
		t.Errorf("limits %+v", l)
	}
	// The size that is promised must not matter.
	for _, size := range []int64{-1, 0, 3, 1 << 62} {
		if b, err := l.Document(strings.NewReader("12345"), size); string(b) != "12345" || err != nil {
			t.Errorf("size %d: %q, %v", size, b, err)
		}
		if _, err := l.Document(strings.NewReader("123456"), size); err == nil || err.Error() != "document of more than 5 bytes (--max-document-bytes)" {
			t.Errorf("size %d: %v", size, err)
		}
	}
	for _, c := range []struct {
		err    error
		reason schema.Reason
		detail string
	}{
		{&fs.PathError{Op: "open", Path: "/secret/place", Err: errors.New("no luck")}, schema.Unreadable, "no luck"},
		{io.ErrUnexpectedEOF, schema.Damaged, "ends in the middle"},
		{errors.New("odd"), schema.Damaged, "odd"},
		{TooLarge("line", 7, "bytes", "max-line-bytes"), schema.TooLarge, "line of more than 7 bytes (--max-line-bytes)"},
	} {
		if p := AsProblem(c.err); p.Reason != c.reason || p.Detail != c.detail {
			t.Errorf("%v is %s: %s", c.err, p.Reason, p.Detail)
		}
	}
}
