package site

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:embed src/palette.css
var paletteCSS string

var colorLine = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)

// Palette is the colours of the page by name, such as paper, ink, muted, line
// and bar: those for a light screen, and those for a dark one, where each has
// the same names. The maps are shared; they are not to be changed.
var Palette = sync.OnceValues(func() (light, dark map[string]string) {
	day, night, _ := strings.Cut(paletteCSS, "@media (prefers-color-scheme: dark)")
	colors := func(css string) map[string]string {
		all := map[string]string{}
		for _, m := range colorLine.FindAllStringSubmatch(css, -1) {
			all[m[1]] = m[2]
		}
		return all
	}
	return colors(day), colors(night)
})
