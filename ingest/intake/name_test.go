package intake

import (
	"strings"
	"testing"
)

// FuzzNames holds for any name: the escaped form is printable UTF-8 and leads
// back to the very bytes.
func FuzzNames(f *testing.F) {
	f.Add("a/b.html")
	f.Add("\xb1\xb1\n\\x0a\\")
	f.Fuzz(func(t *testing.T, name string) {
		e := EscapeName(name)
		if got := UnescapeName(e); got != name {
			t.Errorf("%q escaped %q, unescaped %q", name, e, got)
		}
		if strings.ContainsFunc(e, func(r rune) bool { return r < ' ' || r == 0x7f }) || !strings.HasPrefix(strings.ToValidUTF8(e, ""), e) {
			t.Errorf("%q escaped is %q", name, e)
		}
	})
}
