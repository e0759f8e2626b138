package charset

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"dabao/ingest/goldtest"
)

const (
	hans = "市里昨天宣布,新的图书馆将在明年春天开放,读者可以免费借阅各类书籍。"
	hant = "市府昨天宣布,新的圖書館將在明年春天開放,讀者可以免費借閱各類書籍。"
	ja   = "市は昨日、新しい図書館を来年の春に開くと発表しました。だれでも本を借りることができます。"
	ko   = "시는 어제 새 도서관을 내년 봄에 연다고 발표했다. 누구나 책을 빌릴 수 있다."
	fr   = "La mairie a annoncé hier que la bibliothèque rouvrira au printemps, après un été de travaux."
	uk   = "Міська рада вчора оголосила, що нова бібліотека відкриється навесні, і всі зможуть брати книжки."
	ar   = "أعلنت بلدية المدينة أمس أن المكتبة الجديدة ستفتح أبوابها في الربيع المقبل، وأن استعارة الكتب ستكون مجانية."
	fa   = "شهرداري اعلام کرد کتابخانه تازه بهار آينده باز مي شود و همه مردم مي توانند رايگان کتاب بگيرند."
	pl   = "Władze miasta ogłosiły wczoraj, że nowa biblioteka zostanie otwarta wiosną, a źródła są już znane."
	ru   = "Вчера мэрия объявила, что новая библиотека откроется весной следующего года."
)

func encode(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func encodeAs(t testing.TB, label, s string) []byte {
	t.Helper()
	c, ok := lookup(label)
	if !ok {
		t.Fatalf("no charset %q", label)
	}
	return encode(t, c.enc, s)
}

func page(meta, text string) string {
	return `<html><head><meta charset="` + meta + `"><title>x</title></head><body><p>` + text + "</p></body></html>"
}

func TestDecodeBelievesTheBytes(t *testing.T) {
	for _, tt := range []struct {
		name, as, meta, header, text, want string
	}{
		{"gb2312 declared and true", "gbk", "gb2312", "", hans, "gb18030"},
		{"gb2312 declared, UTF-8 in fact", "utf-8", "gb2312", "gb2312", hans, "utf-8"},
		{"UTF-8 declared, GBK in fact", "gbk", "utf-8", "utf-8", hans, "gb18030"},
		{"nothing declared, GBK", "gbk", "", "", hans, "gb18030"},
		{"nothing declared, Big5", "big5", "", "", hant, "big5"},
		{"gb2312 declared, Big5 in fact", "big5", "gb2312", "", hant, "big5"},
		{"big5 declared, GBK in fact", "gbk", "big5", "", hans, "gb18030"},
		{"Latin-1 declared, GBK in fact", "gbk", "iso-8859-1", "", hans, "gb18030"},
		{"Latin-1 by the server, meta is right", "gbk", "gbk", "iso-8859-1", hans, "gb18030"},
		{"Latin-1 declared and true", "windows-1252", "iso-8859-1", "", fr, "windows-1252"},
		{"nothing declared, Latin-1", "windows-1252", "", "", fr, "windows-1252"},
		{"UTF-8 declared, Latin-1 in fact", "windows-1252", "utf-8", "", fr, "windows-1252"},
		{"Cyrillic", "windows-1251", "windows-1251", "", ru, "windows-1251"},
		{"Cyrillic, nothing declared", "windows-1251", "", "", ru, "windows-1251"},
		{"KOI8-R, nothing declared", "koi8-r", "", "", ru, "koi8-r"},
		{"KOI8-R declared as windows-1251", "koi8-r", "windows-1251", "", ru, "koi8-r"},
		{"windows-1251 declared as KOI8-R", "windows-1251", "koi8-r", "", ru, "windows-1251"},
		{"KOI8-R declared as Latin-1", "koi8-r", "iso-8859-1", "", ru, "koi8-r"},
		{"KOI8-U, nothing declared", "koi8-u", "", "", uk, "koi8-u"},
		{"KOI8-U declared as windows-1251", "koi8-u", "windows-1251", "", uk, "koi8-u"},
		{"Arabic, nothing declared", "windows-1256", "", "", ar, "windows-1256"},
		{"Arabic declared as UTF-8", "windows-1256", "utf-8", "", ar, "windows-1256"},
		{"Arabic declared as Latin-1", "windows-1256", "iso-8859-1", "", ar, "windows-1256"},
		{"Arabic declared as windows-1251", "windows-1256", "windows-1251", "", ar, "windows-1256"},
		{"Persian, nothing declared", "windows-1256", "", "", fa, "windows-1256"},
		{"ISO Arabic, nothing declared", "iso-8859-6", "", "", ar, "iso-8859-6"},
		{"Polish, nothing declared", "windows-1250", "", "", pl, "windows-1250"},
		{"Chinese declared as windows-1251", "gbk", "windows-1251", "", hans, "gb18030"},
		{"Shift_JIS", "shift_jis", "", "", ja, "shift_jis"},
		{"EUC-JP", "euc-jp", "", "", ja, "euc-jp"},
		{"EUC-JP declared as gb2312", "euc-jp", "gb2312", "", ja, "euc-jp"},
		{"ISO-2022-JP", "iso-2022-jp", "iso-2022-jp", "", ja, "iso-2022-jp"},
		{"EUC-KR", "euc-kr", "", "", ko, "euc-kr"},
		{"EUC-KR declared as utf-8", "euc-kr", "utf-8", "utf-8", ko, "euc-kr"},
		{"unknown label", "gbk", "x-none", "x-none", hans, "gb18030"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := page(tt.meta, tt.text)
			got, name, err := Decode(encodeAs(t, tt.as, want), tt.header, true)
			if err != nil || name != tt.want || got != want {
				t.Errorf("Decode = %q, %q, %v; want %q as %q", got, name, err, want, tt.want)
			}
		})
	}
}

func TestDecodeMetaOnlyInHTML(t *testing.T) {
	// The two bytes are a letter in each charset, so only a label can tell.
	body := []byte("<meta charset=iso-8859-2> na \xb3adzie")
	if _, name, _ := Decode(body, "", true); name != "iso-8859-2" {
		t.Errorf("as HTML: charset %q, want iso-8859-2", name)
	}
	if _, name, _ := Decode([]byte(`<?xml version="1.0" encoding='ISO-8859-2'?> na `+"\xb3adzie"), "", false); name != "iso-8859-2" {
		t.Errorf("XML declaration: charset %q, want iso-8859-2", name)
	}
}

func TestDecodeDamagedUTF8(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"a broken byte", hans + "\xff" + hans, hans + "\ufffd" + hans},
		{"a lost lead byte", hans + hans[1:] + hans, hans + "\ufffd" + hans[3:] + hans},
		{"a cut tail", hans + hans[:len(hans)-1], hans + hans[:len(hans)-3]},
		{"a surrogate", hans + "\xed\xa0\x80" + "end", hans + "\ufffdend"},
		{"a pair of surrogates", hans + "\xed\xa0\xbd\xed\xb8\x80", hans + "😀"},
		{"a hidden NUL", hans + "\xc0\x80" + "end", hans + "end"},
	} {
		got, name, err := Decode([]byte(tt.body), "gb2312", true)
		if err != nil || name != "utf-8" || got != tt.want {
			t.Errorf("%s: Decode = %q, %q, %v; want %q as utf-8", tt.name, got, name, err, tt.want)
		}
	}
}

func TestDecodeMarks(t *testing.T) {
	le := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	be := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	bare := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	want := page("utf-8", hans)
	for _, tt := range []struct {
		name string
		body []byte
	}{
		{"utf-8", append([]byte("\xef\xbb\xbf"), want...)},
		{"utf-16le", encode(t, le, want)},
		{"utf-16be", encode(t, be, want)},
		{"utf-16le", encode(t, bare, want)},
	} {
		got, name, err := Decode(tt.body, "gb2312", true)
		if err != nil || name != tt.name || got != want {
			t.Errorf("Decode = %q, %q, %v; want the page as %q", got, name, err, tt.name)
		}
	}
}

func TestDecodeRefusesBinary(t *testing.T) {
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	io.WriteString(w, hans)
	w.Close()
	noise := make([]byte, 4096)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for name, body := range map[string][]byte{
		"png":   []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
		"gzip":  gz.Bytes(),
		"noise": noise,
		"zeros": make([]byte, 100),
		"pdf":   []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3"),
	} {
		if _, _, err := Decode(body, "utf-8", true); !errors.Is(err, ErrNotText) {
			t.Errorf("%s: error %v, want ErrNotText", name, err)
		}
	}
}

func TestDecodeKeepsPageWithZeros(t *testing.T) {
	text, name, err := Decode([]byte(hans+"\x00"+hans+strings.Repeat("\x00", 5000)), "", false)
	if err != nil || name != "utf-8" || text != hans+hans {
		t.Errorf("Decode = %q, %q, %v", text, name, err)
	}
	if text, name, err := Decode(nil, "", true); text != "" || name != "utf-8" || err != nil {
		t.Errorf("empty: %q, %q, %v", text, name, err)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain 漢字":                    "plain 漢字",
		"a\x00b\x01c\x7fd\te\r\n":     "abcd\te\r\n",
		"a\fb":                        "a\nb",
		"it\u0092s":                   "it’s",
		"\u0081x":                     "x",
		"\u202ea\u2066b\u2069c":       "abc",
		"x\u200by\u200ez\u00adw":      "x\u200by\u200ez\u00adw",
		"\ufeffa\ufffeb\ufdd0c\ufff9": "abc",
		"\U0001ffff😀\U0010fffe":       "😀",
		"\ufffd\ue123":                "\ufffd\ue123",
		"“é”,":                        "“é”,",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// A parser must not bring invalid text back from numeric references.
func TestReferencesStayValid(t *testing.T) {
	s := html.UnescapeString("&#xD800;&#xDFFF;&#0;&#x110000;&#x80;&#x202E;")
	if !utf8.ValidString(s) {
		t.Errorf("invalid UTF-8 from references: %q", s)
	}
	if got, want := Clean(s), "\ufffd\ufffd\ufffd\ufffd€"; got != want {
		t.Errorf("Clean = %q, want %q", got, want)
	}
}

func gunzip(t testing.TB, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The label of every real file, and the charset that holds it.
func TestDecodeCorpus(t *testing.T) {
	dir := goldtest.Shared(t, "corpora", "encodings")
	raw, err := os.ReadFile(filepath.Join(dir, "labels.json"))
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]string{}
	if err := json.Unmarshal(raw, &labels); err != nil {
		t.Fatal(err)
	}
	for _, declared := range []bool{true, false} {
		right := 0
		for file, label := range labels {
			body := gunzip(t, filepath.Join(dir, file))
			if !declared {
				body = bytes.ReplaceAll(body, []byte("encoding="), []byte("encodinx="))
				body = bytes.ReplaceAll(body, []byte("charset="), []byte("charsex="))
			}
			want, ok := lookup(label)
			if !ok {
				t.Fatalf("no charset %q", label)
			}
			_, name, err := Decode(body, "", strings.Contains(file, "html"))
			if err != nil || name != want.name {
				t.Errorf("declarations %v: %s: %q, %v; want %q", declared, file, name, err, want.name)
				continue
			}
			right++
		}
		t.Logf("declarations %v: %d of %d", declared, right, len(labels))
	}
}

func FuzzDecode(f *testing.F) {
	for _, e := range []encoding.Encoding{simplifiedchinese.GBK, traditionalchinese.Big5, japanese.EUCJP, japanese.ShiftJIS, unicode.UTF8} {
		for _, s := range []string{hans, ja} {
			b, _ := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(page("gbk", s)))
			f.Add(b, "", true)
		}
	}
	f.Add([]byte("\xff\xfe\x00\x00a"), "utf-16", false)
	f.Add([]byte("\xed\xa0\x80\xed\xa0\x80\xf0\x9f"), "x", true)
	f.Add([]byte("<?xml encoding"), "hz", true)
	f.Fuzz(func(t *testing.T, body []byte, declared string, isHTML bool) {
		text, name, err := Decode(body, declared, isHTML)
		if err != nil {
			if !errors.Is(err, ErrNotText) && !errors.Is(err, ErrUndecodable) {
				t.Fatalf("unknown error %v", err)
			}
			return
		}
		if !utf8.ValidString(text) || name == "" || Clean(text) != text {
			t.Fatalf("text %q, charset %q", text, name)
		}
	})
}

func BenchmarkDecodeUTF8(b *testing.B) {
	body := []byte(strings.Repeat(page("utf-8", hans), 500))
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		Decode(body, "gb2312", true)
	}
}

func BenchmarkDecodeGuess(b *testing.B) {
	body := encodeAs(b, "gbk", strings.Repeat(page("", hans), 500))
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		Decode(body, "", true)
	}
}
