package release

import (
	"fmt"
	"strings"
)

// maxListed bounds each list of CHANGES.md; `dabao diff` gives all of it.
const maxListed = 200

// Markdown is CHANGES.md. It names articles by uid and says which columns
// differ, never what stood in them: what was withdrawn stays out of it.
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
		for i, column := range change.Columns {
			b.WriteString([]string{": ", ", "}[min(i, 1)] + column.Column)
		}
		if change.Reason != "" {
			fmt.Fprintf(b, " (%s)", markdownText(change.Reason))
		}
		b.WriteString("\n")
	}
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
			fmt.Fprintf(b, "- `%s`: %s to %s\n", change.UID, orNone(column.Was), orNone(column.Now))
		}
	}
}

func orNone(s *string) string {
	if s == nil {
		return "none"
	}
	return *s
}

// markdownText keeps text from being read as markup.
func markdownText(s string) string {
	return markdownEscapes.Replace(strings.Join(strings.Fields(s), " "))
}

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `&lt;`, ">", `&gt;`, "|", `\|`, "#", `\#`, "&", "&amp;")
