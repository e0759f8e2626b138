package release

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dabao/datasets"
	"dabao/schema"
	"dabao/schema/store"
)

const (
	cardFile  = "README.md"
	chartFile = "articles-per-period.svg"
	// maxCounted bounds each list of counts on the card.
	maxCounted = 20
)

// card writes README.md. Its front matter is YAML of which JSON is a part, so
// each value is written as JSON and needs no escaping of its own.
func (b *builder) card() string {
	f := &b.sealing.figures
	var s strings.Builder
	s.WriteString("---\n" + b.frontMatter() + "---\n\n")
	fmt.Fprintf(&s, "# %s\n\n", markdownText(b.meta.Title))
	if b.meta.Description != "" {
		fmt.Fprintf(&s, "%s\n\n", markdownText(b.meta.Description))
	}
	fmt.Fprintf(&s, "Version %s: %s articles", b.meta.Version, thousands(f.articles))
	if f.first != "" {
		fmt.Fprintf(&s, ", published from %s to %s", f.first, f.last)
	}
	if b.meta.Date != "" {
		fmt.Fprintf(&s, "; released on %s", b.meta.Date)
	}
	s.WriteString(". `articles.db` holds them in one SQLite file with full-text search; `data/` has the same rows as Parquet, `tables/` what stands beside them, `csv/` everything as flat tables.\n\n")
	if f.articles > 0 {
		fmt.Fprintf(&s, "![articles per period](%s)\n\n", chartFile)
	}
	b.loading(&s)
	b.readers(&s)
	b.making(&s)
	b.fields(&s)
	b.counts(&s)
	b.limits(&s)
	b.licensing(&s)
	b.citing(&s)
	return s.String()
}

// languageCodes are the ISO 639 parts of the tags, which the hub sorts by.
func languageCodes(tags []string) []string {
	var codes []string
	for _, tag := range tags {
		code, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// languages are those of the recipe, else those of the articles.
func (b *builder) languages() []string {
	if len(b.meta.Language) > 0 {
		return b.meta.Language
	}
	var tags []string
	for _, c := range most(b.sealing.figures.langs, maxCounted) {
		if c.value != "" {
			tags = append(tags, c.value)
		}
	}
	return tags
}

func (b *builder) frontMatter() string {
	var s strings.Builder
	put := func(key string, v any) {
		text, err := json.Marshal(v)
		if err != nil {
			panic(err) // strings and lists of them always marshal
		}
		fmt.Fprintf(&s, "%s: %s\n", key, text)
	}
	put("pretty_name", b.meta.Title)
	switch {
	case b.meta.License == "":
		put("license", "unknown")
	case isURL(b.meta.License) || strings.HasPrefix(b.meta.License, "LicenseRef-"):
		put("license", "other")
		put("license_name", b.meta.License)
	default:
		put("license", strings.ToLower(b.meta.License))
	}
	if tags := b.languages(); len(tags) > 0 {
		put("language", languageCodes(tags))
		put("language_bcp47", tags)
	}
	put("size_categories", []string{sizeCategory(b.sealing.figures.articles)})
	put("tags", []string{"news"})
	b.configs(&s)
	return s.String()
}

// configs maps splits to globs over data/, so that a shard more needs no change.
func (b *builder) configs(s *strings.Builder) {
	f := &b.sealing.figures
	if f.articles == 0 {
		return
	}
	s.WriteString("configs:\n")
	if f.whole() {
		s.WriteString("- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*.parquet\n")
		return
	}
	s.WriteString("- config_name: default\n  data_files:\n")
	for _, split := range []string{"train", "validation", "test"} {
		if f.splits[split] > 0 {
			fmt.Fprintf(s, "  - split: %s\n    path: data/%s-*.parquet\n", split, split)
		}
	}
	if f.splits[""] > 0 {
		fmt.Fprintf(s, "- config_name: %s\n  data_files: data/%s-*.parquet\n", noSplit, noSplit)
	}
}

func sizeCategory(n int64) string {
	least := "n<1K"
	for _, c := range []struct {
		from int64
		name string
	}{{1e3, "1K<n<10K"}, {1e4, "10K<n<100K"}, {1e5, "100K<n<1M"}, {1e6, "1M<n<10M"}, {1e7, "10M<n<100M"}} {
		if n >= c.from {
			least = c.name
		}
	}
	return least
}

func isURL(s string) bool { return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") }

func (b *builder) loading(s *strings.Builder) {
	fmt.Fprintf(s, "## Loading it\n\n```sh\nsqlite3 articles.db \"%s\"\n```\n\n", strings.ReplaceAll(b.searchSQL(), "$", `\$`))
	s.WriteString("```python\nfrom pathlib import Path\nimport pandas as pd                                        # or polars.read_parquet(folder / \"data/*.parquet\")\n" +
		"folder = next(Path().glob(\"**/articles.sha256\")).parent    # this one, from wherever above it you start\narticles = pd.read_parquet(folder / \"data\")\n\n" +
		"from datasets import load_dataset\nnews = load_dataset(str(folder))                           # or its name on a hub\n```\n\n")
	s.WriteString("```sql\n-- DuckDB\nSELECT lang, count(*), sum(chars) FROM 'data/*.parquet' GROUP BY ALL;\n```\n\n")
	s.WriteString("```r\nlibrary(DBI)\ndb <- dbConnect(RSQLite::SQLite(), \"articles.db\")\ndbGetQuery(db, \"SELECT lang, count(*) FROM articles GROUP BY lang\")\n```\n\n")
	s.WriteString("The files are read-only, and better stay so: a program that may write to `articles.db` can switch it to WAL mode by opening it (apsw's recommended settings do), " +
		"and then its checksum and the page fail. `PRAGMA journal_mode=DELETE` mends the page, a new copy of the file the checksum.\n\n")
	if len(b.meta.Queries) > 0 {
		s.WriteString("Questions to start with:\n\n")
		for _, q := range b.meta.Queries {
			text := q.SQL
			if q.Q != "" {
				text = "dabao search articles.db " + shellQuote(q.Q)
			}
			fmt.Fprintf(s, "- %s: `%s`\n", markdownText(q.Title), strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "`", ""))
		}
		s.WriteString("\n")
	}
}

func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// searchSQL is a search that finds something: the first example of the recipe,
// else the newest articles.
func (b *builder) searchSQL() string {
	for _, q := range b.meta.Queries {
		if q.Q != "" && !strings.ContainsAny(q.Q, `"'\$`+"`") {
			return fmt.Sprintf("SELECT uid, published_on, title FROM search WHERE q = json_quote('%s') ORDER BY rank LIMIT 20", q.Q)
		}
	}
	return "SELECT uid, published_on, title FROM articles ORDER BY published_on DESC, uid LIMIT 20"
}

func (b *builder) making(s *strings.Builder) {
	s.WriteString("## How it was made\n\n")
	fmt.Fprintf(s, "By dabao %s", schema.ToolVersion)
	if b.options.Recipe != nil {
		fmt.Fprintf(s, " from `%s` and the %s files that `inputs.lock` lists with their SHA-256. With those files in a folder, `dabao verify DIR --rebuild INPUTS` makes this one again and compares every byte",
			datasets.FileName, thousands(int64(len(b.options.Inputs))))
	}
	if b.from.SHA256 != "" {
		fmt.Fprintf(s, ". It follows version %s (articles.db sha256 `%s`%s): from there come CHANGES.md, the delta and the sides of the splits, which a rebuild takes from this folder, or proves too, given `--previous` with that release",
			b.from.Version, b.from.SHA256, b.whereabouts())
	}
	fmt.Fprintf(s, ". `dabao verify DIR` compares every row of every file; `sha256sum -c SHA256SUMS` the bytes. The digest over all rows, whatever file they are read from, is\n\n    %s\n\n", b.digest)
	if total := b.sealing.figures.rejected(); total > 0 {
		fmt.Fprintf(s, "Inputs that gave no article: %s. The table `rejects` says why:\n\n| reason | inputs |\n|---|--:|\n", thousands(total))
		for _, c := range most(b.sealing.figures.rejects, maxCounted) {
			fmt.Fprintf(s, "| %s | %s |\n", c.value, thousands(c.rows))
		}
		s.WriteString("\n")
	}
}

// whereabouts says where earlier releases are to be had.
func (b *builder) whereabouts() string {
	if b.meta.Homepage == "" {
		return ""
	}
	return ", from " + b.meta.Homepage
}

func (f *figures) rejected() (n int64) {
	for _, c := range f.rejects {
		n += c
	}
	return n
}

// meaning is the entry of a field of ArticleShape in the data dictionary.
func meaning(field schema.Field) string {
	d := store.Dictionary()
	if field.Items != nil {
		return d[field.Name].Table
	}
	if text := d["articles"].Columns[field.Name]; text != "" {
		return text
	}
	if text := d["captures"].Columns[field.Name]; text != "" {
		return text
	}
	return d["captures"].Columns[strings.TrimPrefix(field.Name, "capture_")]
}

func (b *builder) fields(s *strings.Builder) {
	shape := schema.ArticleShape()
	f := &b.sealing.figures
	s.WriteString("## Fields of an article\n\n| field | type | meaning | filled |\n|---|---|---|--:|\n")
	for i, field := range shape.Fields {
		kind := field.Type.String()
		if field.Items != nil {
			kind = "list"
		}
		fmt.Fprintf(s, "| %s | %s | %s | %s |\n", field.Name, kind, markdownText(meaning(field)), percent(f.filled[i], f.articles))
	}
	s.WriteString("\nIn Parquet a time is in UTC and its offset stands beside it (`published_offset`, `modified_offset`); in SQLite and CSV it is RFC 3339 text with the offset. The words of an article stand once: in Parquet and CSV a block is its place in `text`, in code points, or a caption with its words; in Python they are `b[\"caption\"] or text[b[\"char_start\"]:b[\"char_end\"]]`. In SQLite the view `blocks` has them. The flat tables and their columns are described in `datapackage.json`.\n\n")
}

func percent(n, of int64) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

func (b *builder) counts(s *strings.Builder) {
	f := &b.sealing.figures
	s.WriteString("## Counts\n")
	for _, c := range []struct {
		title  string
		counts []count
		whole  int
	}{
		{"year", years(f.years), len(f.years)},
		{"language", most(f.langs, maxCounted), len(f.langs)},
		{"source, the outlet that the page names", most(f.sources, maxCounted), len(f.sources)},
		{"site, the host of the page", most(f.sites, maxCounted), len(f.sites)},
		{"split", most(f.splits, maxCounted), len(f.splits)},
	} {
		if c.title == "split" && f.whole() || len(c.counts) == 0 {
			continue
		}
		fmt.Fprintf(s, "\n| %s | articles |\n|---|--:|\n", c.title)
		shown := int64(0)
		for _, n := range c.counts {
			name := markdownText(n.value)
			if name == "" {
				name = "(none)"
			}
			fmt.Fprintf(s, "| %s | %s |\n", name, thousands(n.rows))
			shown += n.rows
		}
		if rest := c.whole - len(c.counts); rest > 0 {
			fmt.Fprintf(s, "| %d more | %s |\n", rest, thousands(f.articles-shown))
		}
	}
	s.WriteString("\n")
}

// years are in order, undated last.
func years(counts map[string]int64) []count {
	all := most(counts, len(counts))
	slices.SortFunc(all, func(a, b count) int { return compareDays(a.value, b.value) })
	return all
}

func (b *builder) limits(s *strings.Builder) {
	f := &b.sealing.figures
	s.WriteString("## Known limits\n\n")
	fmt.Fprintf(s, "- Articles that print no day of publication, in the shards named `undated`: %s.\n", thousands(f.years[""]))
	fmt.Fprintf(s, "- Articles in which damaged places were made whole: %s; places made whole: %s; places left as they stand: %s (columns `repairs`, `unresolved`).\n",
		thousands(f.repaired), thousands(f.repairs), thousands(f.unresolved))
	fmt.Fprintf(s, "- Near-duplicates of an earlier article (`near_duplicate_of`): %s.\n", thousands(f.duplicates))
	s.WriteString("- Titles, days, names and text were extracted by rules and are not checked by hand; `confidence` puts the least sure texts first. `captures` names the bytes behind each article.\n")
	if n := len(b.plan.uids); n > 0 {
		fmt.Fprintf(s, "- Withdrawn articles (table `withdrawn`), whose text is in no file of this release: %d.\n", n)
	}
	for _, w := range b.plan.by {
		fmt.Fprintf(s, "- Withdrawn as a whole on %s: %s (%s).\n", w.Date, markdownText(cmp.Or(w.Site, w.URL)), markdownText(w.Reason))
	}
	if n := len(b.plan.bridges); n > 0 {
		fmt.Fprintf(s, "- Articles that resemble others on two sides of the splits, and are in none: %d.\n", n)
	}
	if r := b.options.Recipe; r != nil && !r.Select.Text {
		s.WriteString("- This release holds metadata only: the text is left out.\n")
	}
	s.WriteString("\n")
}

func (b *builder) licensing(s *strings.Builder) {
	s.WriteString("## Licence\n\n")
	if b.meta.License == "" {
		s.WriteString("No licence is stated for the dataset as a whole.")
	} else {
		fmt.Fprintf(s, "The dataset: %s.", markdownText(b.meta.License))
	}
	s.WriteString(" Articles state their own in the columns `license` and `rights`; `tdm_reserved` is 1 where the publisher reserves text and data mining.\n\n| licence of the article | articles |\n|---|--:|\n")
	for _, c := range most(b.sealing.figures.licenses, maxCounted) {
		name := markdownText(c.value)
		if name == "" {
			name = "(unknown)"
		}
		fmt.Fprintf(s, "| %s | %s |\n", name, thousands(c.rows))
	}
	s.WriteString("\n")
}

func (b *builder) citing(s *strings.Builder) {
	fmt.Fprintf(s, "## Citing\n\n%s\n\nAn article is cited by its uid, which stays the same from version to version; `articles.sha256` holds the digest of its row. `CITATION.cff` has the reference in a form that programs read.\n",
		markdownText(b.citation()))
}

// thousands groups digits by a narrow space, as the SI brochure has it.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}
