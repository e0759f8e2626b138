package neardup

import (
	"encoding/json"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// stories are the bodies of the corpora beside the repository that are long
// enough to judge, by id.
func stories(t *testing.T) []string {
	t.Helper()
	files, _ := filepath.Glob("../../../shared/corpora/*/gold.json")
	if len(files) == 0 {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must have the corpora at ../shared")
		}
		t.Skip("no corpora at ../shared")
	}
	var all []string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var gold map[string]struct{ Body string }
		if err := json.Unmarshal(raw, &gold); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for id := range gold {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for _, id := range ids {
			if len(Shingles(gold[id].Body)) >= 120 {
				all = append(all, gold[id].Body)
			}
		}
	}
	return all
}

func sentences(text string) []string {
	var all []string
	start := 0
	for i, r := range text {
		if strings.ContainsRune("。！？\n", r) || r == '.' && i+1 < len(text) && text[i+1] == ' ' {
			all = append(all, text[start:i]+string(r))
			start = i + len(string(r))
		}
	}
	return append(all, text[start:])
}

// edits make another print of a story, as newsrooms do.
var edits = map[string]func(r *rand.Rand, story, other string) string{
	"one sentence changed": func(r *rand.Rand, story, other string) string {
		s, o := sentences(story), sentences(other)
		s[r.IntN(len(s))] = o[r.IntN(len(o))]
		return strings.Join(s, "")
	},
	"other boilerplate": func(r *rand.Rand, story, other string) string {
		o := sentences(other)
		return o[0] + "\n" + story + "\n" + o[len(o)-1]
	},
	"syndicated": func(r *rand.Rand, story, other string) string {
		s := sentences(story)
		return strings.ToUpper(s[0]) + strings.Join(s[1:max(1, len(s)-1)], "") // shortened from the end
	},
}

// TestEditedCopiesAreFound measures recall and precision over all pairs of the
// corpora's stories and an edited copy of each.
func TestEditedCopiesAreFound(t *testing.T) {
	all := stories(t)
	r := rand.New(rand.NewPCG(3, 1))
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for k := range edits {
			if !yield(k) {
				return
			}
		}
	}) {
		texts := slices.Clone(all)
		for i, s := range all {
			texts = append(texts, edits[name](r, s, all[(i+1)%len(all)]))
		}
		sets, signatures := make([]Set, len(texts)), make([]Signature, len(texts))
		for i, s := range texts {
			sets[i] = Shingles(s)
			signatures[i] = Sign(s)
		}
		asked := 0
		first, err := Group(signatures, func(i, j int) (bool, error) {
			asked++
			return Similarity(sets[i], sets[j]) >= Threshold, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		hit, wrong := 0, 0
		for i, f := range first {
			switch {
			case f == i:
			case f == i-len(all):
				hit++
			default:
				wrong++
			}
		}
		recall, precision := float64(hit)/float64(len(all)), float64(hit)/float64(max(1, hit+wrong))
		t.Logf("%-22s %d stories: recall %.3f, precision %.3f, %d pairs compared", name, len(all), recall, precision, asked)
		if recall < .95 || precision < .95 {
			t.Errorf("%s: recall %.3f, precision %.3f, want .95 of each", name, recall, precision)
		}
	}
}

func TestSimilarity(t *testing.T) {
	base := "甲乙丙丁戊己庚辛壬癸" + "子丑寅卯辰巳午未申酉戌亥天地玄黃宇宙洪荒日月盈昃辰宿列張"
	for _, c := range []struct {
		name, a, b string
		want       float64
	}{
		{"same", base, base, 1},
		{"other script", base, strings.NewReplacer("張", "张", "黃", "黄").Replace(base), 1},
		{"punctuation and space do not count", base, strings.ReplaceAll(base, "庚", "庚，\n "), 1},
		{"too short to judge", "甲乙丙丁戊己", "甲乙丙丁戊己", 0},
		{"nothing in common", base, strings.Repeat("the quick brown fox jumps over a lazy dog and ", 5) + base[:3] + "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", 0},
	} {
		if got := Similarity(Shingles(c.a), Shingles(c.b)); got != c.want {
			t.Errorf("%s: similarity %v, want %v", c.name, got, c.want)
		}
	}
}

// Ten thousand copies of one story are joined at linear cost.
func TestManyCopies(t *testing.T) {
	text := "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黃宇宙洪荒日月盈昃辰宿列張"
	signatures := make([]Signature, 10000)
	for i, one := 0, Sign(text); i < len(signatures); i++ {
		signatures[i] = one
	}
	asked := 0
	first, err := Group(signatures, func(int, int) (bool, error) { asked++; return true, nil })
	if err != nil {
		t.Fatal(err)
	}
	if asked > len(signatures) {
		t.Errorf("%d pairs compared for %d copies", asked, len(signatures))
	}
	for i, f := range first {
		if f != 0 {
			t.Fatalf("copy %d belongs to %d, want 0", i, f)
		}
	}
}

func TestSignatureBytes(t *testing.T) {
	s := Sign("one two three four five six seven eight nine ten eleven twelve " + "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未")
	got, ok := ParseSignature(s.Bytes())
	if !ok || got != s || s.Short() {
		t.Errorf("ParseSignature(Bytes()) = %v, %v", got, ok)
	}
	if _, ok := ParseSignature([]byte("short")); ok {
		t.Error("ParseSignature takes 5 bytes")
	}
}

// TestWordHash holds the short way of hashing to the long one: signatures stand
// in files, and must mean the same to every dabao.
func TestWordHash(t *testing.T) {
	for _, word := range []string{"", "a", "Word", "WORD9", "İstanbul", "Straße", "ΟΔΟΣ", "naïve", "\xff", "Ǆ"} {
		h := fnv.New64a()
		h.Write([]byte(strings.ToLower(word)))
		if got, want := wordHash(word), mix(h.Sum64()); got != want {
			t.Errorf("%q: got %x, want %x", word, got, want)
		}
	}
	for r := rune(0); r < 0x250; r++ {
		if got, want := isWord(r), unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r); got != want {
			t.Errorf("%U: got %v, want %v", r, got, want)
		}
	}
}
