package datasets

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"dabao/schema"
)

func readUID(t *table, key string) schema.UID {
	s := t.text(key)
	if !t.has(key) {
		return ""
	}
	uid, err := schema.ParseUID(s)
	if err != nil {
		t.fail(key, "%q is not 32 hex digits", s)
	}
	return uid
}

func readReason(t *table) string { return t.need("reason", "say why in a sentence; it is published") }

func readWithdrawals(tables []*table) []Withdrawal {
	var all []Withdrawal
	seen := map[string]bool{}
	for _, t := range tables {
		w := Withdrawal{UID: readUID(t, "uid"), URL: readURL(t, "url"), Site: readSite(t), Date: t.day("date"), Reason: readReason(t)}
		if n := countKeys(t, "uid", "url", "site"); n != 1 {
			t.fail("uid", "or url or site: give exactly one of them, not %d", n)
		}
		what := cmp.Or(string(w.UID), w.URL, w.Site)
		if what != "" && seen[what] {
			t.fail(firstKey(t, "uid", "url", "site"), "%q is withdrawn twice", what)
		}
		seen[what] = true
		all = append(all, w)
	}
	return all
}

func readSite(t *table) string {
	s := strings.TrimPrefix(strings.ToLower(t.text("site")), "www.")
	if t.has("site") && !siteForm.MatchString(s) {
		t.fail("site", `%q is not a host name such as "news.example.org"`, s)
	}
	return s
}

// computed are the columns of articles that follow from the rest of a row, or
// name it: setting one would make the file contradict itself.
var computed = []string{"article_id", "uid", "capture_id", "content_sha256", "chars", "split", "near_duplicate_of", "repairs", "unresolved", "confidence"}

func readCorrections(tables []*table) []Correction {
	var all []Correction
	seen := map[string]bool{}
	for _, t := range tables {
		c := Correction{UID: readUID(t, "uid"), Column: t.need("column", "name the column of articles to set"), Reason: readReason(t)}
		if !t.has("uid") {
			t.fail("uid", "is missing: name the article to correct")
		}
		c.Now = readNow(t, c.Column)
		what := string(c.UID) + " " + c.Column
		if seen[what] {
			t.fail("column", "%q of %s is corrected twice", c.Column, c.UID)
		}
		seen[what] = true
		all = append(all, c)
	}
	return all
}

// readNow reads the new value in the form of its column.
func readNow(t *table, name string) string {
	v, ok := t.get("now")
	if !ok {
		t.fail("now", `is missing: give the value, or "" to empty the column`)
		return ""
	}
	column, found := schema.TableNamed("articles").Column(name)
	if !found || slices.Contains(computed, name) {
		if name != "" {
			t.fail("column", "%q is not a column of articles that can be set; the nearest one is %q", name, nearest(name, settable()))
		}
		return ""
	}
	if b, ok := v.(bool); ok && column.Type == schema.Boolean {
		if b {
			return "1"
		}
		return "0"
	}
	if at, ok := v.(time.Time); ok && column.Type == schema.Day && at.Location().String() == "date-local" {
		return at.Format(time.DateOnly)
	}
	s := t.text("now")
	if reason := misfit(column, s); reason != "" && t.hasText("now") {
		t.fail("now", "%q %s", s, reason)
	}
	return s
}

// misfit says why a value cannot stand in a column; empty when it can.
func misfit(c schema.Column, s string) string {
	if s == "" {
		if !c.Nullable {
			return fmt.Sprintf("cannot stand: %s is never empty", c.Name)
		}
		return ""
	}
	switch c.Type {
	case schema.Time:
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			return "is not a time with its offset, such as 2022-09-23T14:54:00+08:00"
		}
	case schema.Day:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return "is not a day as YYYY-MM-DD"
		}
	case schema.Boolean:
		if s != "0" && s != "1" {
			return "is neither true nor false"
		}
	}
	return ""
}

func settable() []string {
	var names []string
	for _, c := range schema.TableNamed("articles").Columns {
		if !slices.Contains(computed, c.Name) {
			names = append(names, c.Name)
		}
	}
	return names
}
