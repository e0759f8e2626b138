package datasets

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
	"golang.org/x/text/language"

	"dabao/schema"
)

// readRecipe reads the whole file; what is wrong is noted in the parser.
func readRecipe(t *table) *Recipe {
	r := &Recipe{
		Name:        readName(t),
		Version:     readVersion(t),
		Date:        t.dayOrNone("date"),
		Title:       t.text("title"),
		Description: t.text("description"),
		License:     readLicense(t, t.need("license", `give the dataset's licence as an SPDX id such as "CC-BY-4.0", or as a URL`)),
		Homepage:    readURL(t, "homepage"),
		Language:    readLanguages(t),
	}
	r.Title = cmp.Or(r.Title, r.Name)
	for _, c := range t.each("creators", "name") {
		r.Creators = append(r.Creators, readCreator(c))
	}
	for _, s := range t.each("source", "") {
		r.Sources = append(r.Sources, readSource(s))
	}
	r.Select = readSelect(t.table("select"))
	if s := t.table("splits"); t.has("splits") {
		r.Splits = readSplits(s)
	}
	r.Withdraw = readWithdrawals(t.each("withdraw", ""))
	r.Correct = readCorrections(t.each("correct", ""))
	for _, a := range t.each("annotate", "") {
		r.Annotate = append(r.Annotate, readFiles(a))
	}
	r.Checks = readChecks(t.table("checks"))
	for _, q := range t.each("query", "") {
		r.Queries = append(r.Queries, readExample(q))
	}
	return r
}

var (
	nameForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	// The grammar of Semantic Versioning 2.0.0.
	versionForm = regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)` +
		`(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?` +
		`(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)
	orcidForm   = regexp.MustCompile(`^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$`)
	ownLicense  = regexp.MustCompile(`^LicenseRef-[A-Za-z0-9.-]+$`)
	siteForm    = regexp.MustCompile(`^[\pL\pN]([\pL\pN-]*[\pL\pN])?(\.[\pL\pN]([\pL\pN-]*[\pL\pN])?)+$`)
	outward     = regexp.MustCompile(`(^|[/{,])\.\.($|[/},])`)
	maxNameSize = 64
)

func readName(t *table) string {
	s := t.need("name", `give the dataset a short name such as "harbour-news"`)
	if s != "" && (!nameForm.MatchString(s) || len(s) > maxNameSize) {
		t.fail("name", "%q is not lower-case letters, digits and single hyphens between them, %d at most", s, maxNameSize)
	}
	return s
}

func readVersion(t *table) string {
	s := t.need("version", `give the release a version such as "1.0.0"`)
	if s != "" && !versionForm.MatchString(s) {
		t.fail("version", "%q is not a semantic version such as 1.0.0", s)
	}
	return s
}

// readLicense takes an id of the SPDX list in any case, a LicenseRef- of one's
// own, or a URL.
func readLicense(t *table, s string) string {
	if strings.TrimSpace(s) == "" || isURL(s) || ownLicense.MatchString(s) {
		return s
	}
	if ok, id := spdxlicenses.IsActiveLicense(s); ok {
		return id
	}
	if ok, id := spdxlicenses.IsDeprecatedLicense(s); ok {
		return id
	}
	t.fail("license", "%q is neither an SPDX id nor a URL; %s", s, later(func() string {
		near := nearest(s, spdxlicenses.GetLicenses()).String()
		if distance(s, near) > len(near)/2 {
			return "the ids are listed at https://spdx.org/licenses/"
		}
		return fmt.Sprintf("the nearest id is %q", near)
	}))
	return s
}

func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && !strings.ContainsAny(s, " \t\r\n")
}

func readURL(t *table, key string) string {
	s := t.text(key)
	if s != "" && !isURL(s) {
		t.fail(key, "%q is not an http or https address", s)
	}
	return s
}

func readLanguages(t *table) []string {
	tags := t.texts("language")
	for _, tag := range tags {
		if _, err := language.Parse(tag); err != nil || strings.Contains(tag, "_") {
			t.fail("language", `%q is not a BCP 47 tag such as "zh-Hant" or "en"`, tag)
		}
	}
	return tags
}

func readCreator(t *table) Creator {
	c := Creator{Name: t.need("name", "every creator has a name"), ORCID: t.text("orcid"), Affiliation: t.text("affiliation"), URL: readURL(t, "url")}
	c.ORCID = strings.TrimPrefix(c.ORCID, "https://orcid.org/")
	if c.ORCID != "" && !orcidForm.MatchString(c.ORCID) {
		t.fail("orcid", "%q is not four groups of four digits", c.ORCID)
	}
	return c
}

func readSource(t *table) Source {
	s := readFiles(t)
	s.License, s.Rights, s.Map = readLicense(t, t.text("license")), t.text("rights"), readMap(t)
	return s
}

// readFiles reads which files are meant.
func readFiles(t *table) Source {
	s := Source{Path: t.text("path"), Glob: t.text("glob")}
	switch {
	case t.has("path") && t.has("glob"):
		t.fail("glob", "%q stands beside a path: give one of the two", s.Glob)
	case t.has("glob"):
		s.Glob = readPlace(t, "glob", s.Glob)
		if !doublestar.ValidatePattern(s.Glob) {
			t.fail("glob", "%q is not a pattern: a bracket or brace stays open", s.Glob)
		} else if why := tooWide(s.Glob); why != "" {
			t.fail("glob", "%.80q %s", s.Glob, why)
		}
	case t.has("path"):
		s.Path = readPlace(t, "path", s.Path)
	default:
		t.fail("path", "is missing: give a path or a glob")
	}
	return s
}

// Bounds of a pattern: the work of walking by it grows with each of them.
const (
	maxGlob         = 1024 // bytes
	maxGlobFolders  = 4    // **
	maxAlternatives = 256  // all the {a,b} of a pattern written out
)

// tooWide says why a pattern is refused for the work it would make; empty where
// it is not.
func tooWide(glob string) string {
	if len(glob) > maxGlob {
		return fmt.Sprintf("is longer than %d bytes", maxGlob)
	}
	if strings.Count(glob, "**") > maxGlobFolders {
		return fmt.Sprintf("has more than %d **", maxGlobFolders)
	}
	all, depth, here := 1, 0, 1
	for _, c := range glob {
		switch c {
		case '{':
			if depth++; depth > 1 {
				return "has braces within braces"
			}
			here = 1
		case ',':
			here++
		case '}':
			if depth--; depth == 0 {
				all *= here
			}
		}
		if all > maxAlternatives || depth > 0 && here > maxAlternatives {
			return fmt.Sprintf("has more than %d alternatives", maxAlternatives)
		}
	}
	return ""
}

// readPlace cleans a path or pattern that must stay in the recipe's folder.
func readPlace(t *table, key, s string) string {
	clean := path.Clean(s)
	switch {
	case s == "":
		t.fail(key, `is empty; "." is the recipe's folder`)
	case strings.Contains(s, `\`):
		t.fail(key, "%q holds a backslash: write paths with slashes", s)
	case path.IsAbs(s) || len(s) > 1 && s[1] == ':':
		t.fail(key, "%q is absolute: inputs lie in or below the recipe's folder, so that others can rebuild from it", s)
	case outward.MatchString(s):
		t.fail(key, "%q leads out by ..: inputs lie in or below the recipe's folder, so that others can rebuild from it", s)
	default:
		return clean
	}
	return ""
}

func readSelect(t *table) Select {
	s := Select{Where: t.text("where"), Text: t.yes("text", true), NearDuplicates: t.text("near_duplicates")}
	s.NearDuplicates = cmp.Or(s.NearDuplicates, Keep)
	if s.NearDuplicates != Keep && s.NearDuplicates != Drop {
		t.fail("near_duplicates", "%q is neither %q nor %q", s.NearDuplicates, Keep, Drop)
	}
	return s
}

func readSplits(t *table) *Splits {
	s := &Splits{Salt: t.text("salt")}
	sum, whole := 0.0, true
	for _, part := range []struct {
		key string
		to  *float64
	}{{"train", &s.Train}, {"validation", &s.Validation}, {"test", &s.Test}} {
		if f := t.share(part.key); f != nil {
			*part.to = *f
			sum += *f
		} else {
			whole = whole && !t.has(part.key)
		}
	}
	// Wide enough for 0.7+0.2+0.1 in floating point and for 0.333333.
	if whole && math.Abs(sum-1) > 1e-5 {
		t.fail("train", "and the other shares make %.6g, not 1", sum)
	}
	return s
}

func readChecks(t *table) Checks {
	c := Checks{MinArticles: t.count("min_articles"), MaxRejectShare: t.share("max_reject_share")}
	fill := t.table("fill")
	for _, column := range schema.TableNamed("articles").Columns {
		if f := fill.share(column.Name); f != nil {
			c.Fill = append(c.Fill, Fill{column.Name, *f})
		}
	}
	for _, q := range t.each("query", "") {
		c.Queries = append(c.Queries, readExpect(q))
	}
	return c
}

func readExpect(t *table) Expect {
	e := Expect{Q: t.need("q", "give the words to search for"), URLs: t.texts("urls"), MinHits: t.count("min_hits")}
	for _, s := range t.texts("uids") {
		uid, err := schema.ParseUID(s)
		if err != nil {
			t.fail("uids", "%q is not 32 hex digits", s)
		}
		e.UIDs = append(e.UIDs, uid)
	}
	for _, s := range e.URLs {
		if !isURL(s) {
			t.fail("urls", "%q is not an http or https address", s)
		}
	}
	if len(e.UIDs) == 0 && len(e.URLs) == 0 && e.MinHits == 0 {
		t.fail("q", "%q expects nothing: give uids, urls or min_hits", e.Q)
	}
	return e
}

func readExample(t *table) Example {
	e := Example{Title: t.need("title", "say what the query shows"), Q: t.text("q"), SQL: t.text("sql")}
	if n := countKeys(t, "q", "sql"); n != 1 {
		t.fail("q", "or sql: give exactly one of them, not %d", n)
	} else if strings.TrimSpace(e.Q+e.SQL) == "" {
		t.fail(firstKey(t, "q", "sql"), "is empty: give the query")
	}
	return e
}

// readMap reads the names of a source's columns: "text=body,url=link", or a table
// of the same.
func readMap(t *table) schema.Columns {
	var c schema.Columns
	var err error
	if in, ok := t.values["map"].(map[string]any); ok {
		t.get("map")
		c = schema.Columns{}
		for name, v := range in {
			s, ok := v.(string)
			if !ok {
				t.fail("map", "%s is %s, not a string in quotes", name, kindOf(v))
				return nil
			}
			c[name] = s
		}
		err = c.Check()
	} else {
		c, err = schema.ParseColumns(t.text("map"))
	}
	if err != nil {
		t.fail("map", "%v", err)
	}
	return c
}
