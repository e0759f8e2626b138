package store_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dabao/schema"
)

// The reference says what an exact search finds, in terms of plain text and
// regular expressions and without a thought of tokens: a query finds an article
// when it is a substring of the title or the text, after both were brought to
// one form in which
//
//   - variants, case and diacritics are folded;
//   - what holds sentence punctuation, a line end or a tab is one mark that no
//     letter equals, and so is any other sign that touches a CJK character;
//   - space between a CJK character and a word is nothing, other gaps are one space;
//
// and where a word stands at an end of the query, a word ends there in the text.
// testdata/search_reference.py says the same in Python.
type reference struct{ fold map[rune]rune }

var (
	refInvisible = regexp.MustCompile("[\u00ad\u200b-\u200f]")
	refGap       = regexp.MustCompile(`[^\p{L}\p{N}]+`)
	refStop      = regexp.MustCompile(`[。！？；：，、…!?;:,.\n\t]`)
	refCJK       = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー]`)
	refAccents   = strings.NewReplacer("é", "e", "É", "E", "ï", "i", "ü", "u")
)

const refBreak = "|"

func (f reference) form(s string) string {
	s = strings.Map(func(r rune) rune { return cmp.Or(f.fold[r], r) }, refInvisible.ReplaceAllString(s, ""))
	s = strings.ToLower(refAccents.Replace(s))
	var b strings.Builder
	end := 0
	for _, g := range refGap.FindAllStringIndex(s, -1) {
		b.WriteString(s[end:g[0]])
		end = g[1]
		if g[0] == 0 || g[1] == len(s) {
			continue
		}
		left, _ := utf8.DecodeLastRuneInString(s[:g[0]])
		right, _ := utf8.DecodeRuneInString(s[g[1]:])
		cjk := 0
		for _, r := range []rune{left, right} {
			if refCJK.MatchString(string(r)) {
				cjk++
			}
		}
		gap := s[g[0]:g[1]]
		switch {
		case refStop.MatchString(gap), cjk > 0 && strings.TrimSpace(gap) != "":
			b.WriteString(refBreak)
		case cjk != 1:
			b.WriteByte(' ')
		}
	}
	b.WriteString(s[end:])
	return b.String()
}

// finds reports whether form q stands in form text with no word cut.
func (f reference) finds(q, text string) bool {
	for at := 0; ; at++ {
		i := strings.Index(text[at:], q)
		if i < 0 || q == "" {
			return false
		}
		at += i
		if !wordRunsOn(text[:at], q) && !wordRunsOn(text[:at]+q, text[at+len(q):]) {
			return true
		}
	}
}

func wordRunsOn(before, after string) bool {
	l, _ := utf8.DecodeLastRuneInString(before)
	r, _ := utf8.DecodeRuneInString(after)
	return isRefWord(l) && isRefWord(r)
}

var refWord = regexp.MustCompile(`[\p{L}\p{N}]`)

func isRefWord(r rune) bool {
	return r != utf8.RuneError && refWord.MatchString(string(r)) && !refCJK.MatchString(string(r))
}

// mixed writes articles in which scripts, forms, words and signs meet at
// random, so often that every false hit that the token rule allows would occur.
func mixed(rnd *rand.Rand, n int) (all []schema.Reading) {
	words := strings.Split("新冠/疫情/防控/核酸/檢測/检测/検査/工作/复杂/複雜/头发/頭髮/發展/发展/発展/后來/以後/干部/乾淨/网络/網絡/增长/增長/车/車/人/一/二/"+
		"𠮷野家/𪚥/㐂/カタカナ/ｶﾀｶﾅ/ひらがな/コーヒー/서울시/한국/々/〇/GDP/gdp/ＧＤＰ/5G/５Ｇ/COVID-19/covid/19/vaccine/Vaccines/café/cafe/naïve/zürich/2022/3.5%/U.S./a/x1/"+
		"。/，/、/！/……/：/，/,/. /; / / /\u3000/\n/\t/“/”/（/）/(/)/-/—/·/《/》/+/\u200b/\u00ad/😀/★", "/")
	write := func(n int) string {
		var b strings.Builder
		for range n {
			w := words[rnd.IntN(len(words))]
			b.WriteString(w)
			if w[0] < 0x80 && rnd.IntN(4) == 0 {
				b.WriteByte(' ')
			}
		}
		return strings.TrimSpace(b.String())
	}
	for i := range n {
		all = append(all, reading(fmt.Sprint(i), fmt.Sprintf("https://example.org/%d", i), write(3)+"题", write(12+rnd.IntN(50)), ""))
	}
	return all
}

// exactQueries cuts substrings of every length from 1 to 12 out of the
// articles, and writes half of them in other forms of their characters.
func exactQueries(rnd *rand.Rand, all []schema.Reading, each int) (queries []string) {
	other := map[rune]rune{}
	for _, pair := range []string{"检檢", "测測", "复複", "杂雜", "头頭", "发髮", "髮発", "發发", "網网", "络絡", "增增", "长長", "長长", "车車", "車车", "后後", "後后", "干乾", "査查", "GＧ", "カｶ"} {
		r := []rune(pair)
		other[r[0]] = r[1]
	}
	for length := 1; length <= 12; length++ {
		for range each {
			text := []rune(all[rnd.IntN(len(all))].Article.Text())
			if len(text) <= length {
				continue
			}
			at := rnd.IntN(len(text) - length)
			q := string(text[at : at+length])
			if rnd.IntN(2) == 0 {
				q = strings.Map(func(r rune) rune { return cmp.Or(other[r], r) }, q)
			}
			queries = append(queries, q)
		}
	}
	return append(queries, "5G网络", "5G網絡", "GDP增长", "ＧＤＰ增長", "COVID-19疫情", "covid 19", "核酸检测", "核酸檢測", "疫情防控", "𠮷野", "吉野", "ーヒー", "울시", "CAFE", "Café", "zurich", "U.S.", "US", "3.5%", "3 5")
}

type exactCase struct {
	Query  string   `json:"query"`
	Length int      `json:"length"`
	Want   []string `json:"want"` // uids, sorted
}

// exactCases makes a database and what the reference finds in it.
func exactCases(t *testing.T, articles, each int) (path string, cases []exactCase) {
	rnd := rand.New(rand.NewPCG(7, 7))
	all := mixed(rnd, articles)
	path = filepath.Join(t.TempDir(), "mixed.db")
	put(t, path, all...)
	ref := reference{fold: map[rune]rune{}}
	rows, err := openSQL(t, path).Query(`SELECT variant, folded FROM hanzi`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var variant, folded string
		if err := rows.Scan(&variant, &folded); err != nil {
			t.Fatal(err)
		}
		ref.fold[[]rune(variant)[0]] = []rune(folded)[0]
	}
	type formed struct{ uid, title, text string }
	var forms []formed
	for _, r := range all {
		forms = append(forms, formed{string(schema.UIDFromURL(r.Claim)), ref.form(r.Article.Title), ref.form(r.Article.Text())})
	}
	for _, q := range exactQueries(rnd, all, each) {
		c := exactCase{Query: q, Length: utf8.RuneCountInString(q), Want: []string{}}
		form := ref.form(q)
		for _, f := range forms {
			if ref.finds(form, f.title) || ref.finds(form, f.text) {
				c.Want = append(c.Want, f.uid)
			}
		}
		slices.Sort(c.Want)
		cases = append(cases, c)
	}
	return path, cases
}

// tally counts articles wanted, found and both, and queries that differ.
type tally struct{ queries, differ, want, got, both int }

func (y *tally) add(want, got []string) bool {
	y.queries++
	y.want += len(want)
	y.got += len(got)
	for _, uid := range got {
		if _, found := slices.BinarySearch(want, uid); found {
			y.both++
		}
	}
	if slices.Equal(want, got) {
		return true
	}
	y.differ++
	return false
}

func TestViewIsExact(t *testing.T) {
	path, cases := exactCases(t, 1500, 120)
	db := openSQL(t, path)
	byLength := map[int]*tally{}
	for _, c := range cases {
		if byLength[c.Length] == nil {
			byLength[c.Length] = &tally{}
		}
		got := []string{}
		rows, err := db.Query(`SELECT uid FROM search WHERE q = json_quote(?) ORDER BY uid`, c.Query)
		if err != nil {
			t.Fatalf("%q: %v", c.Query, err)
		}
		for rows.Next() {
			var uid string
			if err := rows.Scan(&uid); err != nil {
				t.Fatal(err)
			}
			got = append(got, uid)
		}
		if !byLength[c.Length].add(c.Want, got) {
			t.Errorf("%q: found %d, want %d", c.Query, len(got), len(c.Want))
		}
	}
	for length := 1; length <= 12; length++ {
		y := byLength[length]
		t.Logf("length %2d: %d queries, %d differ, recall %d/%d, precision %d/%d", length, y.queries, y.differ, y.both, y.want, y.both, y.got)
	}
}

// The same file in the SQLite that the system's Python carries, with Python's
// own reference.
func TestViewIsExactInPython(t *testing.T) {
	python := systemPython(t)
	path, cases := exactCases(t, 600, 60)
	packed, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/search_reference.py", path)
	cmd.Stdin = strings.NewReader(string(packed))
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("search_reference.py: %v", err)
	}
}

func systemPython(t *testing.T) string {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("python3 is not installed, and CI must not skip this")
		}
		t.Skip("python3 is not installed")
	}
	return python
}
