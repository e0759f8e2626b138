package datasets

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

const least = "name = \"a\"\nversion = \"1.0.0\"\nlicense = \"CC0-1.0\"\n"

const uidA = "00112233445566778899aabbccddeeff"

// full uses every key there is.
const full = `
name = "harbour-news"
version = "1.2.0-rc.1"
title = "News from the harbour"
description = """
Two
license = "lines" """
license = "cc-by-4.0"
homepage = "https://example.org/harbour"
language = ["zh-Hans", "en"]

[[creators]]
name = "A. Name"
orcid = "https://orcid.org/0000-0002-1825-0097"
affiliation = "Nowhere"
url = "https://example.org/a"

[[source]]
path = "./pages/"
license = "https://example.org/terms"
rights = "all"
[[source]]
glob = "more/**/*.{html,txt}"

[select]
where = "lang = 'en'"
text = false
near_duplicates = "drop"

[splits]
train = 0.7
validation = 0.2
test = 0.1
salt = "s"

[[withdraw]]
uid = "00112233445566778899AABBCCDDEEFF"
date = 2022-12-01
reason = "asked"
[[withdraw]]
url = "https://example.org/x"
date = "2022-12-02"
reason = "asked"
[[withdraw]]
site = "WWW.Example.org"
date = "2022-12-03"
reason = "asked"

[[correct]]
uid = "00112233445566778899aabbccddeeff"
column = "published_on"
now = 2022-11-30
reason = "misprint"
[[correct]]
uid = "00112233445566778899aabbccddeeff"
column = "tdm_reserved"
now = true
reason = "stated in the imprint"
[[correct]]
uid = "00112233445566778899aabbccddeeff"
column = "source"
now = ""
reason = "not a source"

[checks]
min_articles = 12
max_reject_share = 0.25
fill = { title = 1, lang = 0.9 }
[[checks.query]]
q = "核酸檢測"
uids = ["00112233445566778899aabbccddeeff"]
urls = ["https://example.org/y"]
min_hits = 2

[[query]]
title = "Testing"
q = "核酸檢測"
[[query]]
title = "By month"
sql = "SELECT 1"
`

func TestParseEveryKey(t *testing.T) {
	got, err := Parse("recipe.toml", []byte(full))
	if err != nil {
		t.Fatal(err)
	}
	share := 0.25
	want := &Recipe{
		Name: "harbour-news", Version: "1.2.0-rc.1", Title: "News from the harbour",
		Description: "Two\nlicense = \"lines\" ", License: "CC-BY-4.0", Homepage: "https://example.org/harbour",
		Creators: []Creator{{"A. Name", "0000-0002-1825-0097", "Nowhere", "https://example.org/a"}},
		Language: []string{"zh-Hans", "en"},
		Sources: []Source{
			{Path: "pages", License: "https://example.org/terms", Rights: "all"},
			{Glob: "more/**/*.{html,txt}"},
		},
		Select: Select{Where: "lang = 'en'", Text: false, NearDuplicates: Drop},
		Splits: &Splits{0.7, 0.2, 0.1, "s"},
		Withdraw: []Withdrawal{
			{UID: uidA, Date: "2022-12-01", Reason: "asked"},
			{URL: "https://example.org/x", Date: "2022-12-02", Reason: "asked"},
			{Site: "example.org", Date: "2022-12-03", Reason: "asked"},
		},
		Correct: []Correction{
			{uidA, "published_on", "2022-11-30", "misprint"},
			{uidA, "tdm_reserved", "1", "stated in the imprint"},
			{uidA, "source", "", "not a source"},
		},
		Checks: Checks{
			MinArticles: 12, MaxRejectShare: &share, Fill: []Fill{{"title", 1}, {"lang", 0.9}},
			Queries: []Expect{{Q: "核酸檢測", UIDs: got.Checks.Queries[0].UIDs, URLs: []string{"https://example.org/y"}, MinHits: 2}},
		},
		Queries: []Example{{"Testing", "核酸檢測", ""}, {"By month", "", "SELECT 1"}},
		File:    "recipe.toml", Raw: []byte(full),
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if ids := got.Checks.Queries[0].UIDs; len(ids) != 1 || ids[0] != uidA {
		t.Errorf("checks.query uids = %v, want [%s]", ids, uidA)
	}
}

func TestParseDefaults(t *testing.T) {
	r, err := Parse("r", []byte(least+"creators = [\"B\", {name = \"C\"}]\nlanguage = \"ja\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Title != "a" || !r.Select.Text || r.Select.NearDuplicates != Keep || r.Splits != nil {
		t.Errorf("defaults: got %+v", r)
	}
	if want := []Creator{{Name: "B"}, {Name: "C"}}; !reflect.DeepEqual(r.Creators, want) {
		t.Errorf("creators = %v, want %v", r.Creators, want)
	}
	if want := []string{"ja"}; !reflect.DeepEqual(r.Language, want) {
		t.Errorf("language = %v, want %v", r.Language, want)
	}
}

func TestParseErrors(t *testing.T) {
	source := least + "[[source]]\npath = \"p\"\n"
	correct := least + "[[correct]]\nuid = \"" + uidA + "\"\nreason = \"r\"\n"
	withdraw := least + "[[withdraw]]\ndate = \"2022-01-01\"\nreason = \"r\"\n"
	tests := []struct{ name, in, want string }{
		{"no name", "version = \"1.0.0\"\nlicense = \"MIT\"", `r: name is missing: give the dataset a short name such as "harbour-news"`},
		{"escape in a title", least + "title = \"\\u001b[31mred\"\n", `r:4: title "\x1b[31mred" holds the control character U+001B`},
		{"bell in a reason", strings.Replace(withdraw, `"r"`, `"r\u0007"`, 1) + "uid = \"" + uidA + "\"\n", `r:6: [[withdraw]] 1 reason "r\a" holds the control character U+0007`},
		{"text that runs backwards", least + "language = [\"en\", \"\\u202een\"]\n", `r:4: language "\u202een" holds the control character U+202E`},
		{"no version", "name = \"a\"\nlicense = \"MIT\"", `r: version is missing: give the release a version such as "1.0.0"`},
		{"no license", "name = \"a\"\nversion = \"1.0.0\"", `r: license is missing: give the dataset's licence as an SPDX id such as "CC-BY-4.0", or as a URL`},
		{"blank license", "name = \"a\"\nversion = \"1.0.0\"\nlicense = \" \"", `r:3: license is empty: give the dataset's licence as an SPDX id such as "CC-BY-4.0", or as a URL`},
		{"british spelling", "name = \"a\"\nversion = \"1.0.0\"\nlicence = \"MIT\"", `r:3: licence is not a key here; "license" is meant: license = "CC-BY-4.0"`},
		{"unknown key", least + "descripton = \"x\"\n", `r:4: descripton is not a key here; the nearest one is "description": description = "Articles of two papers, 2019 to 2022."`},
		{"unknown table", least + "[sources]\npath = \"p\"\n", `r:4: sources is not a key here; "source" is meant: [[source]] with path = "pages"`},
		{"unknown key in a list", source + "[[source]]\nglob = \"*\"\nlicence = \"MIT\"\n", `r:8: [[source]] 2 licence is not a key here; "license" is meant: license = "CC0-1.0"`},
		{"unknown key in a table", least + "[select]\nnear_duplicate = \"drop\"\n", `r:5: [select] near_duplicate is not a key here; the nearest one is "near_duplicates": near_duplicates = "keep"`},
		{"unknown key by its case", "Name = \"b\"\n" + least, `r:1: Name is not a key here; the nearest one is "name": name = "harbour-news"`},
		{"unknown fill", least + "[checks.fill]\npublishd_on = 1\n", `r:5: [checks.fill] publishd_on is not a key here; the nearest one is "published_on"`},
		{"key below its place", source + "description = \"d\"\n", `r:6: [[source]] 1 description is not a key here; "description" belongs above the first [table]: description = "Articles of two papers, 2019 to 2022."`},
		{"key above its place", least + "where = \"1\"\n", `r:4: where is not a key here; "where" belongs in [select]: where = "lang LIKE 'zh%'"`},
		{"key of a list above its place", "rights = \"r\"\n" + source, `r:1: rights is not a key here; "rights" belongs in [[source]]: rights = "© The Harbour Paper"`},
		{"two in the order of the file", least + "[select]\ntext = 1\n[[source]]\npath = \"/a\"\n", "r:5: [select] text is the value 1, not true or false\nr:7: [[source]] 1 path \"/a\" is absolute: inputs lie in or below the recipe's folder, so that others can rebuild from it"},
		{"wrong type", "name = 7\nversion = \"1.0.0\"\nlicense = \"MIT\"", `r:1: name is the value 7, not a string in quotes`},
		{"version as number", "name = \"a\"\nversion = 1.0\nlicense = \"MIT\"", `r:2: version is the value 1, not a string in quotes`},
		{"name form", "name = \"A b\"\nversion = \"1.0.0\"\nlicense = \"MIT\"", `r:1: name "A b" is not lower-case letters, digits and single hyphens between them, 64 at most`},
		{"version form", "name = \"a\"\nversion = \"v1.0\"\nlicense = \"MIT\"", `r:2: version "v1.0" is not a semantic version such as 1.0.0`},
		{"license unknown", "name = \"a\"\nversion = \"1.0.0\"\nlicense = \"CC-BY-4\"", `r:3: license "CC-BY-4" is neither an SPDX id nor a URL; the nearest id is "CC-BY-4.0"`},
		{"source license", least + "[[source]]\npath = \"p\"\nlicense = \"free\"\n", `r:6: [[source]] 1 license "free" is neither an SPDX id nor a URL; the ids are listed at https://spdx.org/licenses/`},
		{"homepage", least + "homepage = \"example.org\"\n", `r:4: homepage "example.org" is not an http or https address`},
		{"language", least + "language = [\"zh_Hans\"]\n", `r:4: language "zh_Hans" is not a BCP 47 tag such as "zh-Hant" or "en"`},
		{"creator without a name", least + "[[creators]]\nurl = \"https://example.org\"\n", `r:4: [[creators]] 1 name is missing: every creator has a name`},
		{"orcid", least + "[[creators]]\nname = \"n\"\norcid = \"1\"\n", `r:6: [[creators]] 1 orcid "1" is not four groups of four digits`},
		{"path and glob", least + "[[source]]\npath = \"a\"\nglob = \"b\"\n", `r:6: [[source]] 1 glob "b" stands beside a path: give one of the two`},
		{"neither path nor glob", least + "[[source]]\nrights = \"r\"\n", `r:4: [[source]] 1 path is missing: give a path or a glob`},
		{"source not a list", least + "[source]\npath = \"a\"\n", `r:4: source is a table, not a list of tables: write [[source]]`},
		{"absolute", least + "[[source]]\npath = \"/etc\"\n", `r:5: [[source]] 1 path "/etc" is absolute: inputs lie in or below the recipe's folder, so that others can rebuild from it`},
		{"drive letter", least + "[[source]]\npath = \"C:/x\"\n", `r:5: [[source]] 1 path "C:/x" is absolute: inputs lie in or below the recipe's folder, so that others can rebuild from it`},
		{"way out", least + "[[source]]\npath = \"a/../../b\"\n", `r:5: [[source]] 1 path "a/../../b" leads out by ..: inputs lie in or below the recipe's folder, so that others can rebuild from it`},
		{"way out in braces", least + "[[source]]\nglob = \"{a,..}/b\"\n", `r:5: [[source]] 1 glob "{a,..}/b" leads out by ..: inputs lie in or below the recipe's folder, so that others can rebuild from it`},
		{"backslash", least + "[[source]]\npath = 'a\\b'\n", `r:5: [[source]] 1 path "a\\b" holds a backslash: write paths with slashes`},
		{"bad glob", least + "[[source]]\nglob = \"a[\"\n", `r:5: [[source]] 1 glob "a[" is not a pattern: a bracket or brace stays open`},
		{"near duplicates", least + "[select]\nnear_duplicates = \"no\"\n", `r:5: [select] near_duplicates "no" is neither "keep" nor "drop"`},
		{"splits", least + "[splits]\ntrain = 0.8\ntest = 0.1\n", `r:5: [splits] train and the other shares make 0.9, not 1`},
		{"split share", least + "[splits]\ntrain = 1.5\n", `r:5: [splits] train 1.5 is not a share from 0 to 1`},
		{"withdraw nothing", withdraw, `r:4: [[withdraw]] 1 uid or url or site: give exactly one of them, not 0`},
		{"withdraw two", withdraw + "uid = \"" + uidA + "\"\nsite = \"example.org\"\n", `r:7: [[withdraw]] 1 uid or url or site: give exactly one of them, not 2`},
		{"withdraw uid", withdraw + "uid = \"12\"\n", `r:7: [[withdraw]] 1 uid "12" is not 32 hex digits`},
		{"withdraw site", withdraw + "site = \"https://example.org\"\n", `r:7: [[withdraw]] 1 site "https://example.org" is not a host name such as "news.example.org"`},
		{"date", least + "date = \"1 December\"\n", `r:4: date 1 December is not a day as YYYY-MM-DD`},
		{"date with an hour", least + "date = 2022-12-01T10:00:00Z\n", `r:4: date 2022-12-01T10:00:00Z is not a day as YYYY-MM-DD`},
		{"withdraw date", least + "[[withdraw]]\nsite = \"example.org\"\ndate = \"1.12.2022\"\nreason = \"r\"\n", `r:6: [[withdraw]] 1 date 1.12.2022 is not a day as YYYY-MM-DD`},
		{"withdraw reason", least + "[[withdraw]]\nsite = \"example.org\"\ndate = \"2022-12-01\"\n", `r:4: [[withdraw]] 1 reason is missing: say why in a sentence; it is published`},
		{"withdraw twice", withdraw + "site = \"example.org\"\n" + strings.TrimPrefix(withdraw, least) + "site = \"www.example.org\"\n", `r:11: [[withdraw]] 2 site "example.org" is withdrawn twice`},
		{"correct column", correct + "column = \"titel\"\nnow = \"x\"\n", `r:7: [[correct]] 1 column "titel" is not a column of articles that can be set; the nearest one is "title"`},
		{"correct computed", correct + "column = \"chars\"\nnow = \"3\"\n", `r:7: [[correct]] 1 column "chars" is not a column of articles that can be set; the nearest one is "url"`},
		{"correct without now", correct + "column = \"title\"\n", `r:4: [[correct]] 1 now is missing: give the value, or "" to empty the column`},
		{"correct time", correct + "column = \"published_at\"\nnow = \"2022-01-01 10:00\"\n", `r:8: [[correct]] 1 now "2022-01-01 10:00" is not a time with its offset, such as 2022-09-23T14:54:00+08:00`},
		{"correct title away", correct + "column = \"title\"\nnow = \"\"\n", `r:8: [[correct]] 1 now "" cannot stand: title is never empty`},
		{"min articles", least + "[checks]\nmin_articles = -1\n", `r:5: [checks] min_articles -1 is not a whole number from 0 to 2147483647`},
		{"reject share", least + "[checks]\nmax_reject_share = nan\n", `r:5: [checks] max_reject_share NaN is not a share from 0 to 1`},
		{"check without an aim", least + "[[checks.query]]\nq = \"x\"\n", `r:5: [[checks.query]] 1 q "x" expects nothing: give uids, urls or min_hits`},
		{"query of two kinds", least + "[[query]]\ntitle = \"t\"\nq = \"x\"\nsql = \"y\"\n", `r:6: [[query]] 1 q or sql: give exactly one of them, not 2`},
		{"query without a title", least + "[[query]]\nq = \"x\"\n", `r:4: [[query]] 1 title is missing: say what the query shows`},
		{"by sense", "name = \"a\"\nversion = \"1.0.0\"\nlicence = \"MIT\"\nauthor = \"A\"\ninputs = [\"p\"]\n[select]\nfilter = \"1\"\n[[withdraw]]\nhost = \"example.org\"\nday = 2022-01-01\nwhy = \"x\"\n",
			`r:3: licence is not a key here; "license" is meant: license = "CC-BY-4.0"
r:4: author is not a key here; "creators" is meant: [[creators]] with name = "A. Name"
r:5: inputs is not a key here; "source" is meant: [[source]] with path = "pages"
r:7: [select] filter is not a key here; "where" is meant: where = "lang LIKE 'zh%'"
r:9: [[withdraw]] 1 host is not a key here; "site" is meant: site = "news.example.org"
r:10: [[withdraw]] 1 day is not a key here; "date" is meant: date = 2022-12-01
r:11: [[withdraw]] 1 why is not a key here; "reason" is meant: reason = "asked for by the author"`},
		{"not TOML", least + "a b\n", `r:4: expected '.' or '=', but got 'b' instead`},
		{"control characters", least + "\"a\\nb\\u001b\" = 1\n", `r: a\nb\x1b is not a key here; the nearest one is "name": name = "harbour-news"`},
		{"given twice", least + "name = \"b\"\n", `r:4: Key 'name' has already been defined.`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("r", []byte(tt.in))
			if err == nil {
				t.Fatalf("no error, want %q", tt.want)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestParseTellsManyErrors(t *testing.T) {
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, "strange%d = 1\n", i)
	}
	_, err := Parse("r", []byte(least+b.String()))
	if err == nil || strings.Count(err.Error(), "\n") != maxFaults || !strings.HasSuffix(err.Error(), "\nand 10 more errors") {
		t.Errorf("got %v", err)
	}
}

// The parser, the list of keys and the reference know the same keys, and the
// reference is a recipe.
func TestKeysAreThoseOfTheParser(t *testing.T) {
	r, err := Parse("r", []byte(Reference()))
	if err != nil {
		t.Fatal(err)
	}
	if r.Name != "harbour-news" || len(r.Sources) != 1 || len(r.Checks.Fill) != 1 || len(r.Queries) != 1 {
		t.Errorf("got %+v", r)
	}
	asked := map[string]bool{}
	for _, table := range parserOf(t, Reference()).tables {
		name := table.name()
		for _, key := range table.known {
			if name == "checks.fill" {
				key = "COLUMN"
			}
			asked[name+" "+key] = true
		}
	}
	for _, k := range Keys {
		if !asked[k.Table+" "+k.Name] {
			t.Errorf("the parser does not know %q of table %q", k.Name, k.Table)
		}
		delete(asked, k.Table+" "+k.Name)
		if k.Table != "" && tableSays[k.Table] == "" {
			t.Errorf("nothing is said on table %q", k.Table)
		}
		if !strings.Contains(Reference(), k.line(k.Value)) {
			t.Errorf("the reference does not show %q of table %q", k.Name, k.Table)
		}
	}
	for _, table := range slices.Collect(maps.Keys(tableSays)) {
		parent, child, ok := strings.Cut(table, ".")
		if !ok {
			parent, child = "", parent
		}
		delete(asked, parent+" "+child)
	}
	for key := range asked {
		t.Errorf("the parser knows %q, and the list of keys does not", key)
	}
}

func parserOf(t *testing.T, text string) *parser {
	t.Helper()
	var values map[string]any
	if err := toml.Unmarshal([]byte(text), &values); err != nil {
		t.Fatal(err)
	}
	p := &parser{file: "r", lines: keyLines([]byte(text))}
	readRecipe(p.root(values))
	return p
}

func TestParseTooLarge(t *testing.T) {
	if _, err := Parse("r", []byte(least+strings.Repeat("#", MaxBytes))); err == nil {
		t.Error("no error for a recipe past MaxBytes")
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	if _, err := Load(dir); err == nil || err.Error() != dir+" holds no recipe.toml" {
		t.Errorf("empty folder: %v", err)
	}
	if _, err := Load(filepath.Join(dir, "none")); err == nil {
		t.Error("missing path: no error")
	}
	file := filepath.Join(dir, FileName)
	if err := os.WriteFile(file, []byte(least), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, file} {
		r, err := Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if r.File != file || string(r.Raw) != least {
			t.Errorf("Load(%s): file %q, raw %q", path, r.File, r.Raw)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(least))
	f.Add([]byte(full))
	f.Add([]byte("[[source]]\nglob = '{a,b}/**'\n[a.b]\nc.d = 1\n\"\" = 2"))
	f.Add([]byte("creators = [[1], {x = 2}]\n[[checks.query]]\n[[checks]]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, errA := Parse("r", data)
		b, errB := Parse("r", data)
		if (a == nil) != (errA != nil) {
			t.Fatalf("recipe %v with error %v", a, errA)
		}
		if errA != nil {
			if errA.Error() != errB.Error() {
				t.Errorf("two readings, two errors:\n%v\n%v", errA, errB)
			}
			lines := strings.Split(errA.Error(), "\n")
			if len(lines) > maxFaults+1 || slices.ContainsFunc(lines, func(l string) bool { return l != oneLine(l) }) {
				t.Errorf("error of %d lines: %q", len(lines), errA)
			}
			return
		}
		if !reflect.DeepEqual(a, b) {
			t.Errorf("two readings, two recipes:\n%+v\n%+v", a, b)
		}
		if a.Name == "" || a.Version == "" || a.License == "" {
			t.Errorf("accepted without name, version or license: %+v", a)
		}
	})
}
