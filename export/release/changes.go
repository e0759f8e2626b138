package release

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const changesFile = "CHANGES.md"

// maxListed bounds each list of CHANGES.md; `dabao diff` gives all of it.
const maxListed = 200

// Markdown is CHANGES.md. It names articles by uid and title and shows what
// stood in a column and what stands there now; of a withdrawn article it has
// nothing but the uid and the reason.
func (c *Changes) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Changes in %s %s\n\nAgainst %s %s", c.To.Name, c.To.Version, c.From.Name, c.From.Version)
	fmt.Fprintf(&b, " (articles.db sha256 `%s`).\n\n", c.From.SHA256)
	b.WriteString("| articles | |\n|---|--:|\n")
	for _, k := range kinds {
		fmt.Fprintf(&b, "| %s | %d |\n", k, c.Count(k))
	}
	fmt.Fprintf(&b, "\n%s\n", c.step())
	c.months(&b)
	for _, k := range kinds[1:] {
		c.list(&b, k)
	}
	c.moves(&b)
	return b.String()
}

func (c *Changes) step() string {
	text := map[Bump]string{
		None:  "Nothing differs.",
		Patch: "The rows are the same; only the bytes of the files differ, which is a patch.",
		Minor: "Articles were added, withdrawn or corrected, which is a minor step.",
		Major: "Articles were changed or removed, which is a major step.",
	}[c.Bump]
	if c.Next != "" && c.Next != c.To.Version && c.Bump != None {
		text += fmt.Sprintf(" By that count the version would be %s.", c.Next)
	}
	return text
}

// months counts what was added by the month of publication.
func (c *Changes) months(b *strings.Builder) {
	var order []string
	counts := map[string]int{}
	for _, change := range c.Changes {
		if change.Kind != Added {
			continue
		}
		month := monthOf(change.On)
		if month == "" {
			month = "undated"
		}
		if counts[month] == 0 {
			order = append(order, month)
		}
		counts[month]++
	}
	if len(order) == 0 {
		return
	}
	b.WriteString("\n## Added, by month of publication\n\n| month | articles |\n|---|--:|\n")
	for _, m := range order {
		fmt.Fprintf(b, "| %s | %d |\n", m, counts[m])
	}
}

func (c *Changes) list(b *strings.Builder, k Kind) {
	n := 0
	for _, change := range c.Changes {
		if change.Kind != k {
			continue
		}
		if n++; n == 1 {
			fmt.Fprintf(b, "\n## %s%s\n\n", strings.ToUpper(string(k[:1])), k[1:])
		}
		if n > maxListed {
			fmt.Fprintf(b, "- and %d more\n", c.Count(k)-maxListed)
			return
		}
		fmt.Fprintf(b, "- `%s`", change.UID)
		if change.Title != "" {
			b.WriteString(" " + markdownText(change.Title))
		}
		if change.Reason != "" {
			fmt.Fprintf(b, " (%s)", markdownText(change.Reason))
		}
		b.WriteString("\n")
		for _, line := range change.Lines() {
			fmt.Fprintf(b, "  - %s\n", markdownText(line))
		}
	}
}

// maxBrief is how many characters of a value CHANGES.md shows.
const maxBrief = 80

// brief is a value to be read among others: a long one by its length.
func brief(s *string) string {
	if s == nil {
		return "none"
	}
	if n := utf8.RuneCountInString(*s); n > maxBrief {
		return fmt.Sprintf("a text of %d characters", n)
	}
	return *s
}

// Lines tells of a change to people: what stood in each column and what stands
// there now, and what was left behind.
func (c *Change) Lines() (lines []string) {
	for _, column := range c.Columns {
		lines = append(lines, fmt.Sprintf("%s: %s → %s", column.Column, brief(column.Was), brief(column.Now)))
	}
	if left := c.LeftBehind; left != nil {
		lines = append(lines, fmt.Sprintf("%s still says %s", left.Column, left.Value))
	}
	return lines
}

// moves lists every article that changed its side of the splits.
func (c *Changes) moves(b *strings.Builder) {
	n := 0
	for _, change := range c.Changes {
		for _, column := range change.Columns {
			if column.Column != "split" {
				continue
			}
			if n++; n == 1 {
				b.WriteString("\n## Moved between splits\n\n")
			}
			fmt.Fprintf(b, "- `%s`: %s to %s\n", change.UID, brief(column.Was), brief(column.Now))
		}
	}
}

// markdownText keeps text from being read as markup.
func markdownText(s string) string {
	return markdownEscapes.Replace(strings.Join(strings.Fields(s), " "))
}

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `&lt;`, ">", `&gt;`, "|", `\|`, "#", `\#`, "&", "&amp;")
