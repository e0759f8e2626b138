package lang

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"dabao/ingest/goldtest"
)

func TestDetect(t *testing.T) {
	const (
		en = "The town council said on Monday that the old library will open again in spring, after two years of work on the roof."
		de = "Der Stadtrat teilte am Montag mit, dass die alte Bibliothek nach zwei Jahren Arbeit im Frühling wieder öffnet."
		ru = "Городской совет сообщил в понедельник, что старая библиотека снова откроется весной после двух лет работ."
		nn = "Bystyret opplyste måndag at det gamle biblioteket opnar att til våren, og eg veit ikkje kva dei vil gjere med taket."
		is = "Bæjarstjórn greindi frá því á mánudag að gamla bókasafnið verði opnað aftur í vor eftir tveggja ára vinnu við þakið."
		am = "የከተማው ምክር ቤት አሮጌው ቤተ መጻሕፍት ከሁለት ዓመት የጣሪያ ሥራ በኋላ በጸደይ እንደገና እንደሚከፈት ሰኞ ዕለት አስታወቀ።"
		ti = "ቤት ምኽሪ እታ ከተማ ኣረጊት ቤተ መጻሕፍቲ ድሕሪ ክልተ ዓመት ስራሕ ኣብ ጽድያ መሊሱ ከም ዝኽፈት ሰኑይ ኣፍሊጡ ኣሎ።"
		nb = "Bystyret opplyste mandag at det gamle biblioteket åpner igjen til våren etter to års arbeid med taket."
	)
	for _, tt := range []struct{ text, declared, want string }{
		{"市里的图书馆将于明年开放", "", "zh-Hans"},
		{"市裡的圖書館將於明年開放", "", "zh-Hant"},
		{"市裡的圖書館將於明年開放", "zh-CN", "zh-Hant"},
		{"市里的图书馆将于明年开放", "zh-TW", "zh-Hans"},
		{"山水之上", "", "zh"},
		{"山水之上", "zh-TW", "zh-Hant"},
		{"山水之上", "zh_CN", "zh-Hans"},
		{"山水之上", "zh-Hant-HK", "zh-Hant"},
		{"山水之上", "zh", "zh"},
		{"iPhone 和 WiFi 的新功能已经发布", "en", "zh-Hans"},
		{"市の図書館は来年の春に開きます", "", "ja"},
		{"市議会定例会閉会", "ja", "ja"},
		{"日式料理の店开在北京,生意兴隆,顾客很多", "", "zh-Hans"},
		{"시의 도서관은 내년 봄에 문을 연다", "zh", "ko"},
		{en, "", "en"},
		{en, "en-US", "en"},
		{en, "zh-CN", "en"},
		{en, "de", "en"},
		{de, "", "de"},
		{de, "de_AT", "de"},
		{nb, "nb-NO", "nb"},
		{nb, "no", "nb"},
		{nn, "no", "nn"},
		{nn, "nb", "nb"}, // the page's own word for its standard stands
		{"Tekst", "no", "nb"},
		{is, "is-IS", "is"},
		{is, "sv", "sv"},
		{en, "is", "en"},
		{en, "cy-GB", "en"},
		{am, "am", "am"},
		{am, "", "am"},
		{am, "en", "am"},
		{ti, "", "ti"},
		{ti, "ti-ER", "ti"},
		{"አዲስ አበባ", "gez", "gez"},
		{ru, "", "ru"},
		{ru, "en", "ru"},
		{"Ein Wort", "de", "de"},
		{"Wort", "", ""},
		{"Η βιβλιοθήκη ανοίγει", "", "el"},
		{"", "", ""},
		{"12:30", "en-GB", "en"},
		{"12:30", "no such tag!", ""},
		{"12:30", "und", ""},
	} {
		if got := Detect(tt.text, tt.declared); got != tt.want {
			t.Errorf("Detect(%q, %q) = %q, want %q", tt.text, tt.declared, got, tt.want)
		}
	}
}

func TestScriptsAreApart(t *testing.T) {
	for _, r := range simplifiedOnly {
		if strings.ContainsRune(traditionalOnly, r) {
			t.Errorf("%c stands in both lists", r)
		}
	}
	for _, r := range "后里台干面余于" {
		if strings.ContainsRune(simplifiedOnly+traditionalOnly, r) {
			t.Errorf("%c is printed in both scripts", r)
		}
	}
}

// oneLanguage are the countries whose papers print one language.
var oneLanguage = map[string]string{
	"at": "de", "de": "de", "dk": "da", "fr": "fr", "ind": "hi", "it": "it", "jp": "ja", "kr": "ko", "lt": "lt",
	"pl": "pl", "se": "sv", "tr": "tr", "tz": "sw", "uk": "en", "us": "en", "vn": "vi",
}

func TestDetectCorpora(t *testing.T) {
	for _, file := range []string{"zh-news", "fundus"} {
		gold := map[string]struct{ Body, Country string }{}
		raw, err := os.ReadFile(goldtest.Shared(t, "corpora", file, "gold.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &gold); err != nil {
			t.Fatal(err)
		}
		right, n := 0, 0
		for id, g := range gold {
			want := oneLanguage[g.Country]
			if file == "zh-news" {
				want = "zh-Hans"
			}
			if want == "" || g.Body == "" {
				continue
			}
			n++
			if got := Detect(g.Body, ""); got != want {
				t.Logf("%s: %q, want %q", id, got, want)
				continue
			}
			right++
		}
		t.Logf("%s: %d of %d without a declaration", file, right, n)
		if right*100 < n*98 {
			t.Errorf("%s: only %d of %d right", file, right, n)
		}
	}
	seed, err := os.ReadFile(goldtest.Shared(t, "seeds", "golden", "seed.repaired.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if got := Detect(string(seed), ""); got != "zh-Hant" {
		t.Errorf("seed: %q, want zh-Hant", got)
	}
}

func BenchmarkDetect(b *testing.B) {
	s := strings.Repeat("The town council said on Monday that the library will open. ", 200)
	for b.Loop() {
		Detect(s, "en")
	}
}

func BenchmarkDetectChinese(b *testing.B) {
	s := strings.Repeat("市里的图书馆将于明年开放。", 200)
	for b.Loop() {
		Detect(s, "zh-CN")
	}
}
