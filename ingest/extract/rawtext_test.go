package extract

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Pages in which what looks like code is none, or ends elsewhere.
func codePages() map[string]string {
	long := strings.Repeat("var a = 1; ", 40)
	script := "<script>" + long + "</script>"
	style := "<style>" + long + "</style>"
	return map[string]string{
		"plain":                   "<head>" + script + style + "</head><body><p>text</p>" + script,
		"lines of all kinds":      "<script>a\r\nb\rc\n" + long + "\r\r\n</script>",
		"no end":                  "<p>a</p><script>" + long,
		"end without its bracket": "<script>" + long + "</script",
		"another name":            "<script>" + long + "</scripts>" + long + "</script >x",
		"upper case":              "<SCRIPT>" + long + "</ScRiPt\t>x" + "<STYLE>" + long + "</STYLE/>y",
		"escaped":                 "<script><!-- <script>" + long + "</script>" + long + "--></script>x",
		"in a comment":            "<p>a<!-- " + script + " -->b" + script,
		"in an unclosed comment":  "<!-- a --!>" + script + "<!--" + script,
		"in a value":              `<p title="` + script + `">a</p>` + script,
		"in a lost value":         `<p title=a"` + script + `">a</p>` + script,
		"in a textarea":           "<textarea>" + script + "</textarea>" + script,
		"in a noscript":           "<body><noscript>" + script + "</noscript>" + script,
		"in a select":             "<select><option>a" + script + style + "</select>",
		"in a table":              "<table><tr>" + script + "<td>a" + style + "</table>",
		"in a template":           "<template>" + script + style + "</template>",
		"in a frameset":           "<frameset>" + script + "</frameset>" + script,
		"behind the frameset":     "<frameset></frameset></html>" + script,
		"before the head":         script + "<head><title>a</title></head>",
		"behind the page":         "<body>a</body></html>" + script + style,
		"in a drawing":            "<svg>" + style + script + "</svg>" + script,
		"drawn with markup":       "<svg><style>" + long + "<g>a</g></style><script>" + long + "&amp;<g>b</g></script></svg>",
		"drawn, closed at once":   "<svg><style/>" + long + "</style><script/>" + long + "</script></svg>" + script,
		"in a section":            "<svg><![CDATA[" + style + "]]></svg>" + style,
		"in a formula":            "<math><mi>" + style + "</mi><annotation-xml>" + script + "</annotation-xml></math>",
		"style with markup":       "<style>" + long + "<!-- & </scr </style>" + script,
		"blank":                   "<svg><style>" + strings.Repeat(" ", 400) + "</style></svg><frameset></frameset>",
		"zeros":                   "<script>\x00" + long + "</script><style>" + long + "\x00</style>",
		"plaintext":               "<plaintext>" + script,
		"the words themselves":    "<script>" + word(1) + "</script>" + script + "<script>" + word(0) + "</script>",
		"words in vain":           "<p>" + word(0) + "</p>" + script,
		"twice in formatting":     "<b><p>" + script + "</b>a" + script + "</p><b>" + style + "<table><b>" + style,
	}
}

// The tree of a page whose codes were held back is the tree of the whole page.
func TestParseIsExact(t *testing.T) {
	pages := codePages()
	files, _ := filepath.Glob("../../../shared/corpora/*/html/*.gz")
	for _, f := range files {
		pages[f] = readPage(t, filepath.Dir(filepath.Dir(f)), strings.TrimSuffix(filepath.Base(f), ".html.gz"))
	}
	spared := 0
	for name, page := range pages {
		_, codes := roughMarks(page, maxMarks)
		spared += len(plainCodes(page, codes))
		sameTrees(t, name, page)
	}
	if spared == 0 {
		t.Error("no code was held back")
	}
}

// Most pages of the corpora are read once only.
func TestParseHoldsBack(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpora/*/html/*.gz")
	if len(files) == 0 {
		t.Skip("no corpora at ../shared")
	}
	twice := 0
	for _, f := range files {
		page := readPage(t, filepath.Dir(filepath.Dir(f)), strings.TrimSuffix(filepath.Base(f), ".html.gz"))
		_, codes := roughMarks(page, maxMarks)
		codes = plainCodes(page, codes)
		root, err := build(withWords(page, codes))
		if err != nil {
			t.Fatal(err)
		}
		if !putBack(root, page, codes) {
			twice++
			t.Logf("read twice: %s", filepath.Base(f))
		}
	}
	if twice*20 > len(files) {
		t.Errorf("%d of %d pages are read twice", twice, len(files))
	}
}

func FuzzParse(f *testing.F) {
	for _, page := range codePages() {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		sameTrees(t, "fuzzed", page)
	})
}

func sameTrees(t *testing.T, name, page string) {
	t.Helper()
	_, codes := roughMarks(page, maxMarks)
	got, err := parse(page, codes)
	want, wantErr := html.Parse(strings.NewReader(page))
	if (err != nil) != (wantErr != nil) {
		t.Fatalf("%s: error %v, of the whole page %v", name, err, wantErr)
	}
	if err == nil && outline(got) != outline(want) {
		t.Errorf("%s: the tree differs from that of the whole page", name)
	}
}

// outline is a tree as text that leaves nothing out.
func outline(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		depth := 0
		for range n.Ancestors() {
			depth++
		}
		b.WriteString(strings.Repeat(" ", depth))
		b.WriteString(strings.Join([]string{string(rune('0' + n.Type)), n.Namespace, n.Data, n.DataAtom.String()}, "\x01"))
		for _, a := range n.Attr {
			b.WriteString("\x02" + a.Namespace + "\x01" + a.Key + "\x01" + a.Val)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
