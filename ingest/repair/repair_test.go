package repair

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dabao/ingest/goldtest"
)

func TestText(t *testing.T) {
	for _, tt := range []struct {
		name, in, want      string
		repairs, unresolved int
	}{
		{"plain", "鎮上的圖書館開放了。", "鎮上的圖書館開放了。", 0, 0},
		{"one gloss", "鎮上的圖(tú)書館開放了。", "鎮上的圖書館開放了。", 1, 0},
		{"several", "東(dōng)湖邊(biān)種了綠(lǜ)豆和雜(zá)糧(liáng)", "東湖邊種了綠豆和雜糧", 5, 0},
		{"six letters", "鐘裝(zhuāng)雙(shuāng)窗", "鐘裝雙窗", 2, 0},
		{"ü and its tones", "女兒呂(lǚ)慮(lǜ)", "女兒呂慮", 2, 0},
		{"a and g of GBK", "廣(ɡuǎnɡ)場", "廣場", 1, 0},
		{"a reading with another tone", "質(zhì)量,質(zhí)量", "質量,質量", 2, 0},
		{"before punctuation and at the ends", "(聯(lián)合)、開(kāi)", "(聯合)、開", 2, 0},
		{"real parentheses", "三個鄉(街道)、(張遠)、鎮(a)、鎮(ab)、鎮(1)", "三個鄉(街道)、(張遠)、鎮(a)、鎮(ab)、鎮(1)", 0, 0},
		{"no tone mark", "網(wang)", "網(wang)", 0, 0},
		{"two tone marks", "網(wǎngluò)", "網(wǎngluò)", 0, 0},
		{"capitals and spaces", "網(Wǎng)網( wǎng)網(wǎng )", "網(Wǎng)網( wǎng)網(wǎng )", 0, 0},
		{"a space behind the reading of a character with several", "網(wǎng)絡(luò )和音樂(lè )會(huì )", "網絡和音樂會", 4, 0},
		{"such a space where nothing else is a gloss", "網絡(luò )", "網絡(luò )", 0, 0},
		{"wide parentheses", "網\uff08wǎng\uff09", "網\uff08wǎng\uff09", 0, 0},
		{"no syllable", "一家咖啡館(café),點(à la carte)", "一家咖啡館(café),點(à la carte)", 0, 0},
		{"after Latin", "Café (wǎng) x(wǎng)", "Café (wǎng) x(wǎng)", 0, 0},
		{"another reading than the character's", "錢(sūn)先生", "錢(sūn)先生", 0, 0},
		{"after a character no converter changes", "主席姓覃(qín),不姓西", "主席姓覃(qín),不姓西", 0, 0},
		{"such a character among glosses", "姓覃(qín)的會(huì)計(jì)", "姓覃(qín)的會計", 2, 0},
		{"a page that teaches", "學(xué)生(shēng)上(shàng)山(shān)來(lái)", "學(xué)生(shēng)上(shàng)山(shān)來(lái)", 0, 0},
		{"simplified script with readings", "单(shàn)先生和仇(qiú)先生", "单(shàn)先生和仇(qiú)先生", 0, 0},
		{"a reading given once to a character that stands bare", "單(shàn)家莊,單位、單身、單車、單據", "單(shàn)家莊,單位、單身、單車、單據", 0, 0},
		{"a split with no possible reading", "甲?lián)乙", "甲?lián)乙", 0, 1},
		{"a split at the beginning", "?dāng)然", "?dāng)然", 0, 1},
		{"syllables without a vowel", "嗯(ńg),呣(ḿ)", "嗯(ńg),呣(ḿ)", 0, 0},
		{"a split before a pair that was dropped", "檢查燃?xì)夂凸┧芫W。", "檢查燃?xì)夂凸┧芫W。", 0, 1},
		{"the same on a page that glosses the character", "電網(wǎng)停了,檢查燃?xì)夂凸┧芫W。氣網", "電網停了,檢查燃?xì)夂凸┧芫W。氣網", 1, 1},
		{"the same with the pair", "檢查燃?xì)夂凸┧\ue190芫W(wǎng)。", "檢查燃氣和供水管網。", 2, 0},
		{"a split on a page with such characters bare", "全城落實,全域?qū)嵤┡R時停水。", "全城落實,全域實施臨時停水。", 1, 0},
		{"a question in front of a bracket", "什麼?(lián)", "什麼?(lián)", 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, repairs, unresolved := Text(tt.in)
			if got != tt.want || repairs != tt.repairs || unresolved != tt.unresolved {
				t.Errorf("Text(%q) = %q, %d, %d; want %q, %d, %d", tt.in, got, repairs, unresolved, tt.want, tt.repairs, tt.unresolved)
			}
		})
	}
}

// converter is the program that made the damage: at each byte it looks for a
// character of its table, writes it with its gloss, and goes on behind it.
type converter map[string]string

func (c converter) run(t *testing.T, s string) string {
	t.Helper()
	var b []byte
	for _, r := range s {
		e, ok := gbkBytes(r)
		if !ok {
			t.Fatalf("%q is not in GBK", r)
		}
		b = append(b, e...)
	}
	// Tokens: a byte of the text, or a gloss after it.
	var out strings.Builder
	var half byte
	put := func(x byte) {
		switch {
		case half != 0 && x < 0x40:
			out.WriteByte('?') // the decoder takes both bytes for one bad character
			half = 0
		case half != 0:
			out.WriteRune(gbkRune(half, x))
			half = 0
		case x >= 0x81:
			half = x
		default:
			out.WriteByte(x)
		}
	}
	for i := 0; i < len(b); {
		if i+1 < len(b) {
			if g, ok := c[string(b[i:i+2])]; ok {
				put(b[i])
				put(b[i+1])
				put('(')
				out.WriteString(g)
				put(')')
				i += 2
				continue
			}
		}
		put(b[i])
		i++
	}
	return out.String()
}

func newConverter(chars string) converter {
	c := converter{}
	for syllable, rs := range readings() {
		for _, r := range rs {
			if b, ok := gbkBytes(r); ok && isSyllable(syllable) && (chars == "" || strings.ContainsRune(chars, r)) {
				if old, ok := c[string(b)]; !ok || syllable < old {
					c[string(b)] = syllable
				}
			}
		}
	}
	return c
}

func TestTextUndoesTheConverter(t *testing.T) {
	c := newConverter("聯當驅細擔遠興傳續條單團興點應舊關網課認")
	for _, s := range []string{
		"老師們勇擔當,山村小學又開學了。",
		"全鎮實施臨時停水,請居民儲水。",
		"縣裡關閉了三條舊路,認真應對,檢修燃氣和電網。",
		"團隊在課堂上傳授經驗,聯網後單獨測試。",
	} {
		damaged := c.run(t, s)
		if got, _, unresolved := Text(damaged); got != s || unresolved != 0 {
			t.Errorf("Text(%q) = %q, %d unresolved; want %q", damaged, got, unresolved, s)
		}
	}
}

// Random text of everyday characters, through a converter that glosses all it
// can: whatever comes back is the original, or the place is reported.
func TestTextNeverRestoresHalf(t *testing.T) {
	const everydayChars = "的一是不了在人有我他這們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運"
	chars := []rune(everydayChars)
	c := newConverter("")
	// Every character of the table may also be two halves of others; with
	// all of them a line would be one knot, and a real table is smaller.
	for i, b := range slices.Sorted(mapKeys(c)) {
		if i%4 != 0 {
			delete(c, b)
		}
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	// The rest of the page shows each character, bare or glossed.
	rest := c.run(t, everydayChars)
	fixedRest, _, _ := Text(rest)
	const lines = 2000
	whole, splits := 0, 0
	for range lines {
		var b strings.Builder
		for range 12 {
			b.WriteRune(chars[rnd.IntN(len(chars))])
		}
		b.WriteString("。\n")
		s := b.String()
		damaged := c.run(t, s)
		got, _, unresolved := Text(damaged + rest)
		got = strings.TrimSuffix(got, fixedRest)
		if strings.Contains(damaged, "?") {
			splits++
			if unresolved == 0 {
				whole++
			}
		}
		if unresolved == 0 && got != s && got != damaged {
			t.Errorf("Text(%q) = %q, want %q", damaged, got, s)
		}
	}
	t.Logf("%d of %d lines with split characters restored", whole, splits)
	if whole*10 < splits*5 {
		t.Errorf("only %d of %d lines restored", whole, splits)
	}
}

func mapKeys(c converter) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range c {
			if !yield(k) {
				return
			}
		}
	}
}

func TestUserDefinedRowsRoundTrip(t *testing.T) {
	for r := rune(0xE000); r < 0xE766; r++ {
		b, ok := gbkBytes(r)
		if !ok || len(b) != 2 || gbkRune(b[0], b[1]) != r {
			t.Fatalf("%U: bytes %x come back as %U", r, b, gbkRune(b[0], b[1]))
		}
	}
}

func TestSeed(t *testing.T) {
	dir := goldtest.Shared(t, "seeds")
	in, want := readFile(t, dir, "000_2dca93d985c67243.txt"), readFile(t, dir, "golden", "seed.restored.txt")
	got, repairs, unresolved := Text(in)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	const glosses, split = 196, 3
	if repairs != glosses+split || unresolved != 0 {
		t.Errorf("%d repairs, %d unresolved; want %d, 0", repairs, unresolved, glosses+split)
	}
}

func readFile(t *testing.T, elem ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func FuzzText(f *testing.F) {
	f.Add("人民網(wǎng)絡(luò )")
	f.Add("勇?lián)\ue2fd?dāng)")
	f.Add("域?qū)嵤┡R時")
	f.Add("x\ufffd(lián)€?xì)夂(bà)(bà)")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		got, repairs, unresolved := Text(s)
		if !utf8.ValidString(got) || repairs < 0 || unresolved < 0 {
			t.Fatalf("%q, %d, %d", got, repairs, unresolved)
		}
		if repairs == 0 && got != s {
			t.Fatalf("changed %q to %q without a repair", s, got)
		}
	})
}

func BenchmarkTextClean(b *testing.B) {
	s := strings.Repeat("鎮上的圖書館(新館)開放了,歡迎讀者(免費)。<p class=\"a\">f(x)</p>", 2000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Text(s)
	}
}

func BenchmarkTextGlossed(b *testing.B) {
	s := strings.Repeat("鎮上的圖(tú)書館開(kāi)放了,歡(huān)迎讀者(免費)。", 2000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Text(s)
	}
}
