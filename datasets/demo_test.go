package datasets_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"dabao/datasets"
	"dabao/schema"
)

// expected is what one page of the demo should become. The pages are read to
// the end by the test of the whole program; here only their bytes are looked at.
type expected struct {
	Result  string // article, superseded or reject
	Reason  schema.Reason
	Charset string
	URL     string
	UID     schema.UID
	Title   string
	Blocks  int
	Kinds   []schema.Kind
	First   string
	Last    string
	Glosses int
}

func demo(t *testing.T) (*datasets.Recipe, map[string]expected) {
	t.Helper()
	r, err := datasets.Load("demo")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join("demo", "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]expected
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	return r, want
}

// page is the page as a reader of the web would have got it.
func page(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("demo", "pages", name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(name, ".gz") {
		return data
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if !z.ModTime.IsZero() || z.Name != "" {
		t.Errorf("%s: its gzip header tells a time or a name", name)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func TestDemoNamesEveryPage(t *testing.T) {
	r, want := demo(t)
	inputs, err := r.Inputs(os.DirFS("demo"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, in := range inputs {
		got = append(got, strings.TrimPrefix(in.Path, "pages/"))
	}
	if names := slices.Sorted(maps.Keys(want)); !slices.Equal(got, names) {
		t.Errorf("the recipe names   %q\nexpected.json names %q", got, names)
	}
	results := map[string]int{}
	for _, e := range want {
		results[e.Result]++
	}
	if share := float64(results["reject"]) / float64(len(want)); results["article"] < r.Checks.MinArticles || share > *r.Checks.MaxRejectShare {
		t.Errorf("expected.json has %v, which the recipe's checks would stop", results)
	}
	urls := map[string]bool{}
	for _, e := range want {
		urls[e.URL] = true
	}
	for _, q := range r.Checks.Queries {
		for _, u := range q.URLs {
			if !urls[u] {
				t.Errorf("the check %q wants %s, which no page has", q.Q, u)
			}
		}
	}
}

var charsets = map[string]encoding.Encoding{
	"utf-8":     encoding.Nop,
	"gb18030":   simplifiedchinese.GB18030,
	"big5":      traditionalchinese.Big5,
	"shift_jis": japanese.ShiftJIS,
}

func decoded(t *testing.T, name, charset string) string {
	t.Helper()
	data := page(t, name)
	text, err := charsets[charset].NewDecoder().Bytes(data)
	if err != nil {
		t.Fatalf("%s as %s: %v", name, charset, err)
	}
	return string(text)
}

func TestDemoBytes(t *testing.T) {
	_, want := demo(t)
	for name, e := range want {
		data, text := page(t, name), decoded(t, name, e.Charset)
		if isUTF8 := utf8.Valid(data); isUTF8 != (e.Charset == "utf-8") {
			t.Errorf("%s: valid UTF-8 is %v, and it should be %s", name, isUTF8, e.Charset)
		}
		if i := strings.IndexRune(text, utf8.RuneError); i >= 0 {
			t.Errorf("%s: not %s from byte %d of its text on", name, e.Charset, i)
		}
		if e.Result != "article" || e.Glosses > 0 {
			continue
		}
		plain := strings.NewReplacer("\t", "", "\n", "", "&quot;", `"`).Replace(text)
		for _, part := range []string{e.Title, e.First, e.Last} {
			if i := strings.LastIndexAny(part, "\n"); !strings.Contains(plain, part[i+1:]) {
				t.Errorf("%s: %q does not stand in it", name, part)
			}
		}
	}
}

func TestDemoCharsetLies(t *testing.T) {
	declared := regexp.MustCompile(`(?i)charset="?([a-z0-9_-]+)`)
	for name, want := range map[string]string{
		"qingyu-orchard.html":    "utf-8",  // GBK bytes
		"yunting-interview.html": "gb2312", // UTF-8 bytes
		"yunting-tests.html":     "gb2312", // GBK bytes, nearly true
		"xiwan-testing.html":     "big5",
		"shiomi-lighthouse.html": "Shift_JIS",
	} {
		for _, m := range declared.FindAllSubmatch(page(t, name), -1) {
			if got := string(m[1]); got != want {
				t.Errorf("%s declares %s, want %s", name, got, want)
			}
		}
	}
}

func TestDemoUIDs(t *testing.T) {
	_, want := demo(t)
	for name, e := range want {
		if e.Result == "reject" {
			if !slices.Contains(schema.Reasons, e.Reason) {
				t.Errorf("%s: the reason %q is not one of schema's", name, e.Reason)
			}
			continue
		}
		sum := sha256.Sum256(page(t, name))
		uid := schema.UIDFromBytes(hex.EncodeToString(sum[:]))
		if e.URL != "" {
			uid = schema.UIDFromURL(e.URL)
			if !strings.Contains(decoded(t, name, e.Charset), e.URL) {
				t.Errorf("%s does not name its address %s", name, e.URL)
			}
		}
		if e.UID != uid {
			t.Errorf("%s: expected.json has uid %s, want %s", name, e.UID, uid)
		}
		if len(e.Kinds) != e.Blocks {
			t.Errorf("%s: %d kinds for %d blocks", name, len(e.Kinds), e.Blocks)
		}
	}
}

func TestDemoCapturedTwice(t *testing.T) {
	_, want := demo(t)
	const older, newer = "yunting-tram.1.html", "yunting-tram.2.html"
	if want[older].UID != want[newer].UID {
		t.Errorf("two uids: %s and %s", want[older].UID, want[newer].UID)
	}
	a, b := sha256.Sum256(page(t, older)), sha256.Sum256(page(t, newer))
	if bytes.Compare(a[:], b[:]) >= 0 {
		t.Errorf("%s has the greater SHA-256 and would win over the correction", older)
	}
}

func TestDemoGlosses(t *testing.T) {
	_, want := demo(t)
	const name = "qingyu-dump.txt"
	text := decoded(t, name, "utf-8")
	glosses := regexp.MustCompile(`\([a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*\)`).FindAllString(text, -1)
	if len(glosses) != want[name].Glosses || len(glosses) < 50 {
		t.Errorf("%d glosses, want %d", len(glosses), want[name].Glosses)
	}
	for _, real := range []string{"(街道)", "(wifi)", "(丁望川)"} {
		if !strings.Contains(text, real) {
			t.Errorf("the brackets %s are gone", real)
		}
	}
}

// No page may send a reader to a host that somebody owns, but for the
// vocabularies and the licence.
func TestDemoHosts(t *testing.T) {
	_, want := demo(t)
	address := regexp.MustCompile(`(https?:)?//[A-Za-z0-9.-]+`)
	owned := []string{"schema.org", "ogp.me", "www.w3.org", "creativecommons.org"}
	for name, e := range want {
		for _, s := range address.FindAllString(decoded(t, name, e.Charset), -1) {
			u, err := url.Parse(s)
			if err != nil {
				t.Fatal(err)
			}
			h := u.Hostname()
			if !strings.Contains(h, ".") || strings.HasSuffix(h, ".example") || h == "example.org" || strings.HasSuffix(h, ".example.org") || slices.Contains(owned, h) {
				continue
			}
			t.Errorf("%s names the host %s", name, h)
		}
	}
}
