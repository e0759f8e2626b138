package datasets

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	headerLine = regexp.MustCompile(`^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(#.*)?$`)
	keyLine    = regexp.MustCompile(`^\s*"?([A-Za-z0-9_.-]+)"?\s*=`)
)

// keyLines finds the line of each key, which the decoder does not tell. It
// sees what people write: headers and keys that start a line. What it misses
// costs a message its line number, no more.
func keyLines(data []byte) map[string]int {
	lines := map[string]int{}
	seen := map[string]int{}
	place, open := "", ""
	for i, line := range strings.Split(string(data), "\n") {
		wasOpen := open != ""
		open = stillOpen(open, line)
		if wasOpen {
			continue
		}
		if m := headerLine.FindStringSubmatch(strings.TrimRight(line, "\r")); m != nil {
			place = m[2]
			if m[1] == "[[" {
				place = fmt.Sprintf("%s[%d]", m[2], seen[m[2]])
				seen[m[2]]++
			}
			lines[place] = i + 1
			continue
		}
		if m := keyLine.FindStringSubmatch(line); m != nil {
			key := m[1]
			if place != "" {
				key = place + "." + key
			}
			lines[key] = i + 1
		}
	}
	return lines
}

// stillOpen follows multi-line strings: it returns the quotes that are open at
// the end of the line, given those open at its start.
func stillOpen(open, line string) string {
	for {
		if open != "" {
			_, rest, closed := strings.Cut(line, open)
			if !closed {
				return open
			}
			open, line = "", rest
		}
		at := strings.Index(line, `"""`)
		if single := strings.Index(line, "'''"); single >= 0 && (at < 0 || single < at) {
			at = single
		}
		if at < 0 {
			return ""
		}
		open, line = line[at:at+3], line[at+3:]
	}
}
