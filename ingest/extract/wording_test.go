package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzWording holds that a title is made of what one of the voices says, and is
// never lost where something is printed; so are the names of outlets and persons.
func FuzzWording(f *testing.F) {
	f.Add("Mill road to close", "Mill road to close | Harrow", "Roads: Mill road to close", "Harrow - Mill road")
	f.Add("水磨路因春汛暂停通行...", "水磨路因春汛暂停通行，公交车绕行_澜浦网", "", "澜浦网-水磨路")
	f.Add("Anna Muster, The Harrow Times", "By Anna Muster - Editor", "Anna Muster for Harrow", "文●山田太郎")
	f.Fuzz(func(t *testing.T, printed, og, ld, tag string) {
		for _, s := range []*string{&printed, &og, &ld, &tag} {
			*s = oneLine(strings.ToValidUTF8(*s, ""))
		}
		v := voices{og: og, ld: ld, tag: tag, twitter: tag}
		got := v.settle(printed)
		if printed != "" && got == "" || !utf8.ValidString(got) {
			t.Errorf("settle(%q) of %q, %q, %q: %q", printed, og, ld, tag, got)
		}
		if !strings.Contains(printed+"\x00"+og+"\x00"+ld+"\x00"+tag, got) {
			t.Errorf("settle(%q): %q is nobody's", printed, got)
		}
		for _, s := range []string{printed, og, ld, tag} {
			if u := unsigned(s); s != "" && u == "" || !strings.Contains(s, u) {
				t.Errorf("unsigned(%q) = %q", s, u)
			}
			for _, part := range signParts(s) {
				if part == "" || !strings.Contains(s, part) {
					t.Errorf("signParts(%q): %q", s, part)
				}
			}
			names := splitNames(s)
			if kept := withoutMastheads(names); len(names) > 0 && len(kept) == 0 {
				t.Errorf("withoutMastheads(%q) names nobody", names)
			}
			for _, name := range names {
				if n, ok := personName(name); ok && (n == "" || !utf8.ValidString(n)) {
					t.Errorf("personName(%q) = %q", name, n)
				}
			}
		}
	})
}
