package names

import (
	"testing"

	"dabao/schema/fulltext"
)

// TestSetsAreFolded: a set of characters is compared with folded text, so it
// must hold the folded forms.
func TestSetsAreFolded(t *testing.T) {
	for name, set := range map[string]*runeSet{"levels": levels, "shortBodies": shortBodies, "compound": compound, "leads": leads, "grounds": grounds, "rareGrounds": rareGrounds} {
		for r := rune(0x4E00); r < 0xA000; r++ {
			if set.has(r) && fulltext.Fold(string(r)) != string(r) {
				t.Errorf("%s has %c, which folds to %s", name, r, fulltext.Fold(string(r)))
			}
		}
	}
}

// TestLists looks up what each source gives, in either script.
func TestLists(t *testing.T) {
	zh, en := openChinese(), openEnglish()
	for word, flag := range map[string]uint8{
		"四川省": zhPlace, "泸州": zhPlace, "瀘縣": zhPlace, "太伏鎮": zhPlace, "高雄": zhPlace, "阿根廷": zhPlace, "沙烏地阿拉伯": zhPlace, "旧金山": zhPlace,
		"和平": zhMaybe, "國務院": zhOrg, "歐陽": zhSurname,
	} {
		if e := zh.find([]rune(fulltext.Fold(word))); e.flags&flag == 0 {
			t.Errorf("%s is %+v, want the flag %b", word, e, flag)
		}
	}
	for word, flags := range map[string]uint8{
		"reading": enWord | enPlace, "mary": enGiven, "smith": enSurname, "sirikit": 0, "new york": enPlace | enMajor, "gauteng": enPlace, "the": enWord | enOften, "world bank": enOrg,
	} {
		if e := en.find([]rune(word)); e.flags&flags != flags {
			t.Errorf("%s is %+v, want the flags %b", word, e, flags)
		}
	}
	if c, ok := zh.letter(family, '王'); !ok || c > 16 {
		t.Errorf("王 as a family name costs %d, %v", c, ok)
	}
}
