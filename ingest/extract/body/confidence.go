package body

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// evidence is what speaks for and against a reading: that what stays is the
// story, and all of it. Weights are those of blocks, shares are in percent.
type evidence struct {
	text, prose int32 // what stays, and of it what reads like prose
	linked      int32 // of the text
	legal       int32 // prose that sounds like a notice
	missed      int32 // prose of the page that was left out and that no name explains
	gap         int32 // prose left out between the first and the last block that stays
	overruled   int32 // text that stays against the names around it
	dates       int32 // datelines left out below the first block: other stories have their own
	agreed      int32 // share of the text that the page states for machines too, -1 where it states none
	titled      int32 // share of the words of the title that the text holds, -1 without a title
	described   int32 // the same of the description
	headless    bool  // the headline was not found
	lenient     bool  // names were not believed
}

// What doubts cost, of the 100 points that a reading has without any. They
// were set on the readings of the corpora, of the same pages without names, and
// of the same pages without their story, where all that is found is something
// else (TestConfidence).
const (
	doubtShort     = 16000 // over the weight and shortAdded: 53 of 100 letters, 17 of 700, 3 of 5,000
	shortAdded     = 200
	doubtGap       = 30 // where as much lies between the blocks as in them
	doubtMissed    = 30 // where nearly all prose was left out
	doubtUntold    = 25 // no word of the description stands in the text
	doubtUntitled  = 15 // no word of the title
	doubtLenient   = 15
	doubtDates     = 12
	doubtLegal     = 15
	doubtOverruled = 8
	doubtNoProse   = 10
	doubtLinked    = 10
	doubtHeadless  = 8
	doubtDisagreed = 10
	trustAgreed    = 10 // the page states the same text for machines
)

// What little of the description and the title is in every story.
const (
	toldShare   = 60
	titledShare = 65
)

// confidence weighs the evidence: 1 to 100, in whole numbers, so that it is the
// same on every machine.
func (e *evidence) confidence() int {
	text, prose := max(e.text, 1), max(e.prose, 1)
	doubt := doubtShort/(text+shortAdded) + share(e.gap, prose, doubtGap) + share(e.missed, e.missed+prose, doubtMissed)
	if e.described >= 0 {
		doubt += max(0, toldShare-e.described) * doubtUntold / toldShare
	}
	if e.titled >= 0 {
		doubt += max(0, titledShare-e.titled) * doubtUntitled / titledShare
	}
	for _, d := range []struct {
		holds  bool
		points int32
	}{
		{e.lenient, doubtLenient}, {e.dates > 2, doubtDates}, {e.legal*3 > text, doubtLegal}, {e.overruled*2 > text, doubtOverruled},
		{e.prose*2 < text, doubtNoProse}, {e.linked*10 > text, doubtLinked}, {e.headless, doubtHeadless},
		{e.agreed >= 0 && e.agreed < 50, doubtDisagreed}, {e.agreed >= 80, -trustAgreed},
	} {
		if d.holds {
			doubt += d.points
		}
	}
	return int(min(max(100-doubt, 1), 100))
}

// share is part of whole of n points, all of them where part is the greater.
func share(part, whole, n int32) int32 {
	return int32(min(int64(part)*int64(n)/int64(max(whole, 1)), int64(n)))
}

// witness gathers the evidence of the blocks, in their order.
type witness struct {
	evidence
	said    []byte // the beginning of what stays
	between int32  // prose left out since the last block that stays
	stated  int32  // weight that the page states for machines too
}

// leave notes a block that was left out.
func (w *witness) leave(f *finder, b *textBlock) {
	if b.why == shortMeta && w.text > 0 {
		w.dates++
	} else if b.prose() && (b.why != byName || f.elems[b.inner].up&(fComment|fLegal|fFooter|fNav) == 0) {
		w.missed += b.weight
		w.between += b.weight
	}
}

// stay notes a block that stays and is no caption.
func (w *witness) stay(f *finder, b *textBlock) {
	if w.text > 0 {
		w.gap += w.between
	}
	w.between = 0
	f.weigh(b, &w.evidence)
	if b.inBody {
		w.stated += b.weight
	}
	if len(w.said) < maxSearched {
		w.said = append(append(w.said, f.bytesOf(b)...), '\n')
	}
}

// sum is the evidence of all blocks.
func (w *witness) sum(f *finder) evidence {
	lower := strings.ToLower(string(w.said))
	w.titled, w.described = wordsIn(f.hint.Title, lower), wordsIn(f.hint.Description, lower)
	w.agreed = -1
	if len(f.state) >= minState {
		w.agreed = share(w.stated, w.text, 100)
	}
	w.headless, w.lenient = f.headline < 0, f.lenient
	return w.evidence
}

// weigh adds a block that stays.
func (f *finder) weigh(b *textBlock, e *evidence) {
	e.text += b.weight
	e.linked += b.linked
	if f.elems[b.inner].up&dropFlags != 0 {
		e.overruled += b.weight
	}
	if b.prose() {
		e.prose += b.weight
		if b.weight >= 100 && f.soundsLegal(b) {
			e.legal += b.weight
		}
	}
}

// statedConfidence is the confidence in a text that the page states for
// machines and does not print.
func (f *finder) statedConfidence() int {
	text := strings.ToLower(upTo(f.hint.ArticleBody, maxSearched))
	n := int32(min(len(f.state), maxText))
	e := evidence{text: n, prose: n, agreed: -1, headless: true,
		titled: wordsIn(f.hint.Title, text), described: wordsIn(f.hint.Description, text)}
	return e.confidence()
}

const (
	maxSearched = 1 << 15 // bytes of text searched for the words of title and description
	maxWords    = 40      // words of either that are looked for
	stemLetters = 5       // of a word that are looked for, since its ending changes
	minWord     = 4       // letters of a word worth looking for
)

// WordsIn is the share in percent of the words of a title that a text holds, -1
// where the title has none worth looking for. Of a long word its beginning
// counts; in scripts whose words are short or not set apart, two characters are
// a word.
func WordsIn(title, text string) int { return int(wordsIn(title, strings.ToLower(text))) }

// wordsIn is WordsIn of a text in lower case.
func wordsIn(s, text string) int32 {
	words, found := 0, 0
	look := func(w string) {
		words++
		if strings.Contains(text, w) {
			found++
		}
	}
	for w := range strings.FieldsFuncSeq(strings.ToLower(upTo(s, 600)), notOfWord) {
		if words >= maxWords {
			break
		}
		letters := []rune(w)
		if letters[0] >= 0x0E00 && letters[0] < 0x1E00 || letters[0] >= 0x2E80 {
			for i := 0; i+2 <= len(letters) && words < maxWords; i += 2 {
				look(string(letters[i : i+2]))
			}
		} else if len(letters) >= minWord {
			look(string(letters[:min(len(letters), stemLetters)]))
		}
	}
	if words == 0 {
		return -1
	}
	return int32(found * 100 / words)
}

func notOfWord(r rune) bool {
	return r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
}
