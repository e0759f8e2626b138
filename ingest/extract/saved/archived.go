package saved

import (
	"strings"
	"time"
)

// Archived takes apart the address of a copy in a web archive. The form is that
// of the Wayback Machine and of everything built like it (pywb, OpenWayback and
// so most national archives): a time of 14 digits, maybe with a modifier like
// "id_", then the address of the page. archive.today also writes the time with
// points and a hyphen; the Wayback Machine itself takes shorter times, and
// addresses without a scheme.
func Archived(address string) (Copy, bool) {
	host, path, ok := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://"), "/")
	if !ok || !web(address) {
		return Copy{}, false
	}
	wayback := host == "web.archive.org"
	for range maxSegments {
		segment, rest, ok := strings.Cut(path, "/")
		if !ok || strings.ContainsAny(segment, "?#") {
			return Copy{}, false
		}
		path = rest
		at, ok := timeOf(segment, wayback)
		if !ok {
			continue
		}
		if page := pageIn(rest, wayback); page != "" {
			return Copy{URL: page, ArchiveURL: address, taken: at}, true
		}
	}
	return Copy{}, false
}

// maxSegments is how deep in its path an archive keeps the time: three at the
// UK Web Archive.
const maxSegments = 4

// timeOf reads the segment of a time; the time is zero where it is no full one.
func timeOf(s string, partial bool) (time.Time, bool) {
	if len(s) > 3 && s[len(s)-1] == '_' {
		s = s[:len(s)-3]
	}
	for _, l := range []string{"20060102150405", "2006.01.02-150405"} {
		if t, err := time.Parse(l, s); err == nil && len(s) == len(l) {
			return t, true
		}
	}
	if len(s) < 4 || len(s) > 13 || !partial || strings.Trim(s, "0123456789") != "" {
		return time.Time{}, false
	}
	return time.Time{}, true
}

// pageIn is the address behind the time. Where a folder was made of it, two
// slashes have become one.
func pageIn(s string, bare bool) string {
	for _, scheme := range []string{"https:", "http:"} {
		if rest, ok := strings.CutPrefix(s, scheme); ok && strings.HasPrefix(rest, "/") {
			if rest = strings.TrimLeft(rest, "/"); rest != "" {
				return scheme + "//" + rest
			}
			return ""
		}
	}
	host, _, _ := strings.Cut(s, "/")
	if bare && strings.Contains(host, ".") && !strings.ContainsAny(host, "?#:@ ") {
		return "http://" + s
	}
	return ""
}
