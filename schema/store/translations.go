package store

import (
	_ "embed"
	"strings"
	"sync"
)

// meanings.tsv has every meaning that Dictionary gives: English, 简体, 繁體.
//
//go:embed meanings.tsv
var meaningsTSV string

// Translations are the meanings of Dictionary in other languages: by language
// (zh-Hans, zh-Hant), then by the English. The map is shared; it is not to be
// changed.
var Translations = sync.OnceValue(func() map[string]map[string]string {
	hans, hant := map[string]string{}, map[string]string{}
	for line := range strings.Lines(meaningsTSV) {
		if cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(cells) == 3 {
			hans[cells[0]], hant[cells[0]] = cells[1], cells[2]
		}
	}
	return map[string]map[string]string{"zh-Hans": hans, "zh-Hant": hant}
})
