package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestGB18030HasEveryPair holds the decoder to the index of the Encoding
// Standard, which has a character for each of its 126 × 190 pairs.
func TestGB18030HasEveryPair(t *testing.T) {
	seen, ours := map[string]bool{}, 0
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			if trail == 0x7F {
				continue
			}
			pair := []byte{byte(lead), byte(trail)}
			got, err := decodeGB18030(pair)
			if s := string(got); s == "\u3000" && lead == 0xA3 {
				continue // the standard has the ideographic space twice, at A1A1 and A3A0
			} else if err != nil || strings.ContainsRune(s, '\ufffd') || len([]rune(s)) != 1 || seen[s] {
				t.Errorf("%X decodes to %+q, %v", pair, s, err)
			}
			seen[string(got)] = true
			if missingRune(pair[0], pair[1]) != 0 {
				ours++
				if s, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(pair); string(s) != "\ufffd" {
					t.Errorf("%X is in the table, and x/text decodes it to %+q", pair, s)
				}
			}
		}
	}
	if len(seen) != 126*190-1 || ours != 2067 {
		t.Errorf("%d pairs, %d of them of the table, want %d and 2067", len(seen), ours, 126*190-1)
	}
}

// TestGB18030AsBrowsers compares with what Node 20 (ICU 78) and the standard's
// index say.
func TestGB18030AsBrowsers(t *testing.T) {
	for in, want := range map[string]string{
		"\xa6\xd9": "︐", "\xa6\xf3": "︙", "\xa8\xbc": "ḿ", "\xfe\x59": "龴", "\xfe\xa0": "龻",
		"\xaa\xa1": "\ue000", "\xf8\xa1": "\ue234", "\xa1\x40": "\ue4c6", "\xa7\xa0": "\ue765", "\xa2\xab": "\ue766",
		"\xd6\xd0\xfe\x59\xce\xc4": "中龴文", "\x81\x30\x81\x30": "\u0080", "a\xfe\x59b": "a龴b",
		"\xfe\x59\x81\x35\xf4\x37\xfe\x66": "龴\ue7c7龶", "\xfe\x59\xfe": "龴\ufffd", "\xfe\x59\x82": "龴\ufffd",
	} {
		if got, err := decodeGB18030([]byte(in)); err != nil || string(got) != want {
			t.Errorf("%X decodes to %+q, %v, want %+q", in, got, err, want)
		}
	}
}

func FuzzGB18030(f *testing.F) {
	for _, s := range []string{"\xaa\xa1\xd6\xd0", "\x81\x30\x81", "\xfe\x59\xff\x80", "a\xfe\x66\x81\x35\xf4\x37"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := decodeGB18030(b)
		if err != nil {
			t.Fatal(err)
		}
		// Without the pairs of the table it is x/text's reading.
		var rest, ours []byte
		for i := 0; i < len(b); {
			r, n := stepGB18030(b[i:])
			if r == 0 {
				rest = append(rest, b[i:i+n]...)
			} else {
				ours = append(ours, string(r)...)
			}
			i += n
		}
		if len(ours) == 0 {
			if want, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(rest); string(got) != string(want) {
				t.Errorf("%X decodes to %+q, x/text has %+q", b, got, want)
			}
		}
	})
}
