package datasets

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

// Undecided is the licence of a draft: a recipe must name one, and no program
// can know which.
const Undecided = "LicenseRef-undecided"

// Draft is what is found out for a first recipe.
type Draft struct {
	Name     string   // of a folder or file, in any form
	Title    string   // empty for none
	Language []string // BCP 47, commonest first
	Counted  string   // how the languages were found, for the reader
	Sources  []DraftSource
}

// DraftSource is one [[source]]: a path or a glob, and what lies there, for the
// reader.
type DraftSource struct{ Path, Glob, Holds string }

// Recipe writes the draft as a recipe that works at once: every key there is, with
// one line on it, those that may be left out commented out, the licence as a
// question.
func (d *Draft) Recipe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: what this dataset is made of. Lines that start with # say nothing until it is taken away.\n", FileName)
	b.WriteString("# dabao release recipe.toml -o out makes the release; dabao help recipe explains the keys.\n\n")
	b.WriteString("# QUESTION: under which licence is the dataset given? Nobody but you knows; answer it in the line license.\n")
	given := map[string]string{"name": quoted(Slug(d.Name)), "version": quoted("1.0.0"), "license": quoted(Undecided)}
	if d.Title != "" {
		given["title"] = quoted(d.Title)
	}
	if len(d.Language) > 0 {
		tags := make([]string, len(d.Language))
		for i, tag := range d.Language {
			tags[i] = quoted(tag)
		}
		given["language"] = "[" + strings.Join(tags, ", ") + "]"
	}
	table := ""
	for i := range Keys {
		k := &Keys[i]
		if k.Table != table {
			table = k.Table
			if table == "source" {
				d.sources(&b)
			}
			if table != "source" {
				fmt.Fprintf(&b, "\n%s\n", beside("# "+header(table), tableSays[table]))
			}
		}
		value, ok := given[k.Name]
		switch {
		case table == "source":
			continue
		case table != "" || !ok:
			b.WriteString(beside("# "+k.line(k.Value), k.Says) + "\n")
		case k.Name == "language" && d.Counted != "":
			b.WriteString(beside(k.line(value), k.Says+"; "+d.Counted) + "\n")
		default:
			b.WriteString(beside(k.line(value), k.Says) + "\n")
		}
	}
	return b.String()
}

// sources writes the sources found, the keys that none of them has once, below
// the first.
func (d *Draft) sources(b *strings.Builder) {
	for i, s := range d.Sources {
		says := s.Holds
		if i == 0 {
			says = tableSays["source"]
		}
		fmt.Fprintf(b, "\n%s\n", beside("[[source]]", says))
		for j := range Keys {
			k := &Keys[j]
			value := map[string]string{"path": s.Path, "glob": s.Glob}[k.Name]
			switch {
			case k.Table != "source":
			case value != "" && i == 0 && s.Holds != "":
				b.WriteString(beside(k.line(quoted(value)), s.Holds) + "\n")
			case value != "":
				b.WriteString(k.line(quoted(value)) + "\n")
			case i == 0:
				b.WriteString(beside("# "+k.line(k.Value), k.Says) + "\n")
			}
		}
	}
}

// quoted is a TOML string.
func quoted(s string) string {
	b, err := toml.Marshal(map[string]string{"s": s})
	if err != nil {
		return fmt.Sprintf("%q", s)
	}
	return strings.TrimSpace(strings.TrimPrefix(string(b), "s = "))
}

// Slug makes the name of a dataset of any other: its Latin letters and digits in
// lower case, hyphens between them; "dataset" where there are none.
func Slug(s string) string {
	parts := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	name := strings.Join(parts, "-")
	if name = strings.Trim(name[:min(len(name), maxNameSize)], "-"); name == "" {
		return "dataset"
	}
	return name
}

// CommonTags are the tags that at least one in twenty of the articles have, the
// commonest first; those of equal count by name.
func CommonTags(counts map[string]int) []string {
	total := 0
	var tags []string
	for tag, n := range counts {
		total += n
		if tag != "" && tag != "und" && strings.IndexFunc(tag, unicode.IsSpace) < 0 {
			tags = append(tags, tag)
		}
	}
	tags = slices.DeleteFunc(tags, func(tag string) bool { return counts[tag]*20 < total })
	slices.SortFunc(tags, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	return tags
}
