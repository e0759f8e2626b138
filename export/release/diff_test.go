package release

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

func diff(t *testing.T, old, now string) *Changes {
	t.Helper()
	ctx := context.Background()
	a, err := OpenDatabase(ctx, old)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := OpenDatabase(ctx, now)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	c, err := Diff(ctx, a, b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDiff(t *testing.T) {
	root := t.TempDir()
	uid := func(i int) schema.UID { return schema.UIDFromURL(fmt.Sprintf("%s%d.html", siteURL, i)) }
	base := readings(10)
	build(t, database(t, base), root+"/base", demoOptions(t, ""))
	changed := slices.Clone(base)
	newer := reading(1)
	newer.Article.Title = "第一題"
	newer.Capture.SHA256, newer.Capture.CapturedAt = strings.Repeat("f", 64), "2024-01-01T00:00:00Z"
	changed = append(changed, newer)
	for _, tt := range []struct {
		name     string
		readings []schema.Reading
		more     string
		want     string
		next     string
	}{
		{"nothing", base, "", "none", "1.0.0"},
		{"metadata", base, "\n[splits]\ntrain = 1\n", "major: changed " + "10", "2.0.0"},
		{"a withdrawal", base, fmt.Sprintf("\n[[withdraw]]\nuid = %q\ndate = \"2023-01-01\"\nreason = \"asked for\"\n", uid(2)),
			"minor: withdrawn " + string(uid(2)) + " (asked for)", "1.1.0"},
		{"a correction", base, fmt.Sprintf("\n[[correct]]\nuid = %q\ncolumn = \"title\"\nnow = \"正題\"\nreason = \"misprint\"\n", uid(3)),
			"minor: corrected " + string(uid(3)) + " title content_sha256 entities (misprint)", "1.1.0"},
		{"an addition", readings(11), "", "minor: added " + string(uid(10)), "1.1.0"},
		{"a removal", readings(9), "", "major: removed " + string(uid(9)), "2.0.0"},
		{"a later capture", changed, "", "major: changed " + string(uid(1)) + " title content_sha256 capture_sha256 captured_at", "2.0.0"},
	} {
		dir := filepath.Join(root, tt.name)
		build(t, database(t, tt.readings), dir, demoOptions(t, tt.more))
		c := diff(t, root+"/base", dir)
		got := string(c.Bump)
		if len(c.Changes) > 5 {
			got += fmt.Sprintf(": %s %d", c.Changes[0].Kind, len(c.Changes))
		} else {
			for _, change := range c.Changes {
				got += fmt.Sprintf(": %s %s", change.Kind, change.UID)
				for _, column := range change.Columns {
					got += " " + column.Column
				}
				if change.Reason != "" {
					got += " (" + change.Reason + ")"
				}
			}
		}
		if got != tt.want || c.Next != tt.next {
			t.Errorf("%s:\ngot  %s, next %s\nwant %s, next %s", tt.name, got, c.Next, tt.want, tt.next)
		}
		n := 0
		shape, rows := c.Rows()
		for row, err := range rows {
			if err != nil || len(row) != len(shape.Fields) {
				t.Errorf("%s: row %v, %v", tt.name, row, err)
			}
			n++
		}
		if n < len(c.Changes) {
			t.Errorf("%s: got %d rows of %d changes", tt.name, n, len(c.Changes))
		}
	}
}

func TestChangesMarkdown(t *testing.T) {
	was, now, long := "2022-09-01", "train", strings.Repeat("長", 81)
	c := &Changes{From: DatabaseID{"demo", "1.0.0", "", "aa"}, To: DatabaseID{"demo", "1.1.0", "", "bb"}, Bump: Minor, Next: "1.1.0", Changes: []Change{
		{Kind: Added, UID: "u1", On: "2022-09-01"}, {Kind: Added, UID: "u2", On: "2022-09-02"}, {Kind: Added, UID: "u3"},
		{Kind: Withdrawn, UID: "u4", Reason: "asked for by *A*"},
		{Kind: Corrected, UID: "u5", Title: "A *bold* title", Columns: []ColumnChange{{"published_on", &was, &long}, {"split", nil, &now}}, Reason: "misprint",
			LeftBehind: &Value{"published_at", "2022-09-01T10:00:00+08:00"}},
	}}
	want := "# Changes in demo 1.1.0\n\nAgainst demo 1.0.0 (articles.db sha256 `aa`).\n\n" +
		"| articles | |\n|---|--:|\n| added | 3 |\n| withdrawn | 1 |\n| corrected | 1 |\n| changed | 0 |\n| removed | 0 |\n\n" +
		"Articles were added, withdrawn or corrected, which is a minor step.\n\n" +
		"## Added, by month of publication\n\n| month | articles |\n|---|--:|\n| 2022-09 | 2 |\n| undated | 1 |\n\n" +
		"## Withdrawn\n\n- `u4` (asked for by \\*A\\*)\n\n## Corrected\n\n- `u5` A \\*bold\\* title (misprint)\n" +
		"  - published\\_on: 2022-09-01 → a text of 81 characters\n  - split: none → train\n" +
		"  - published\\_at still says 2022-09-01T10:00:00+08:00\n\n" +
		"## Moved between splits\n\n- `u5`: none to train\n"
	if got := c.Markdown(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNext(t *testing.T) {
	for _, c := range []struct {
		from string
		bump Bump
		want string
	}{{"1.2.3", None, "1.2.3"}, {"1.2.3", Patch, "1.2.4"}, {"1.2.3-rc.1+b", Minor, "1.3.0"}, {"0.9.9", Major, "1.0.0"}, {"2022-09", Minor, ""}, {"", Patch, ""}} {
		if got := next(c.from, c.bump); got != c.want {
			t.Errorf("%s by %s: got %s, want %s", c.from, c.bump, got, c.want)
		}
	}
}

func TestCorrectedDayLeavesItsTimeBehind(t *testing.T) {
	root := t.TempDir()
	src := database(t, readings(5))
	uid := schema.UIDFromURL(siteURL + "3.html")
	day := fmt.Sprintf("[[correct]]\nuid = %q\ncolumn = \"published_on\"\nnow = \"2021-01-01\"\nreason = \"misprint\"\n", uid)
	at := fmt.Sprintf("[[correct]]\nuid = %q\ncolumn = \"published_at\"\nnow = \"2021-01-01T09:00:00+08:00\"\nreason = \"misprint\"\n", uid)
	build(t, src, root+"/base", demoOptions(t, ""))
	build(t, src, root+"/day", following(t, day, root+"/base"))
	build(t, src, root+"/both", following(t, day+at, root+"/base"))
	c := diff(t, root+"/base", root+"/day")
	if len(c.Changes) != 1 || c.Changes[0].LeftBehind == nil || c.Changes[0].Title != "第3篇新聞" {
		t.Errorf("got %+v", c.Changes)
	}
	if text := tree(t, root+"/day")["CHANGES.md"]; !strings.Contains(text, `published\_at still says 2022-08-`) || !strings.Contains(text, `published\_on: 2022-08-`) {
		t.Errorf("CHANGES.md:\n%s", text)
	}
	if c := diff(t, root+"/base", root+"/both"); len(c.Changes) != 1 || c.Changes[0].LeftBehind != nil {
		t.Errorf("with the time corrected too: got %+v", c.Changes)
	}
}
