package release

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

func TestGate(t *testing.T) {
	src := database(t, readings(20))
	url, uid := siteURL+"3.html", schema.UIDFromURL(siteURL+"4.html")
	for _, c := range []struct{ checks, want string }{
		{"[checks]\nmin_articles = 20\nmax_reject_share = 0.05\nfill = { published_on = 0.85, source = 1 }\n", ""},
		{fmt.Sprintf("[[checks.query]]\nq = \"核酸检测\"\nmin_hits = 20\nurls = [%q]\nuids = [%q]\n", url, uid), ""},
		{"[checks]\nmin_articles = 21\n", "min_articles: there are 20 articles, and 21 are asked for"},
		{"[checks]\nmax_reject_share = 0.01\n", "max_reject_share: 1 of 25 inputs were rejected, which is 0.0400, and 0.01 is allowed"},
		{"[checks]\nfill = { published_on = 0.9, publisher = 0.1 }\n", "fill.publisher: 0 of 20 articles have it, which is 0.0000, and 0.1 is asked for\n  " +
			"fill.published_on: 17 of 20 articles have it, which is 0.8500, and 0.9 is asked for"},
		{fmt.Sprintf("[[checks.query]]\nq = \"第3篇\"\nmin_hits = 2\nuids = [%q]\n", uid),
			"query \"第3篇\": finds 1 articles, and 2 are asked for\n  query \"第3篇\": does not find " + string(uid)},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		_, err := Build(context.Background(), src, dir, demoOptions(t, c.checks))
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", c.checks, err)
			}
			continue
		}
		if want := ErrChecks.Error() + ":\n  " + c.want; !errors.Is(err, ErrChecks) || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: a release was made", c.checks)
		}
	}
	if _, err := Build(context.Background(), src, filepath.Join(t.TempDir(), "out"), demoOptions(t, "[[checks.query]]\nq = \"\\\"open\"\nmin_hits = 1\n")); err == nil || !strings.Contains(err.Error(), "checks: query") {
		t.Errorf("got %v", err)
	}
}

// SQL of a recipe is a stranger's: one expression, one query, no other file.
func TestRecipeSQLIsOneStatement(t *testing.T) {
	src := database(t, readings(5))
	other := filepath.Join(t.TempDir(), "other.db")
	for name, more := range map[string]string{
		"where":       "[select]\nwhere = \"1); ATTACH '" + other + "' AS p; --\"\n",
		"parenthesis": "[select]\nwhere = \"1) OR (1\"\n",
		"query":       "[[query]]\ntitle = \"x\"\nsql = \"SELECT 1; ATTACH '" + other + "' AS p\"\n",
		"no query":    "[[query]]\ntitle = \"x\"\nsql = \"ATTACH '" + other + "' AS p\"\n",
	} {
		if _, err := Build(context.Background(), src, filepath.Join(t.TempDir(), "out"), demoOptions(t, more)); err == nil || !strings.Contains(err.Error(), "recipe.toml: [") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("a file was made")
	}
}

// A withdrawal of what is not there is told and holds; a correction of it is
// an error.
func TestAmendmentsOfNothing(t *testing.T) {
	src := database(t, readings(5))
	here, nowhere := schema.UIDFromURL(siteURL+"3.html"), schema.UIDFromURL("https://nowhere.example/")
	withdraw := ""
	for _, of := range []string{fmt.Sprintf("uid = %q", here), fmt.Sprintf("uid = %q", nowhere), fmt.Sprintf("url = %q", siteURL+"1.html"),
		`url = "https://nowhere.example/2"`, `site = "other.example"`, `site = "nowhere.example"`} {
		withdraw += "[[withdraw]]\n" + of + "\ndate = \"2023-01-01\"\nreason = \"asked for\"\n"
	}
	dir := filepath.Join(t.TempDir(), "out")
	r := build(t, src, dir, demoOptions(t, withdraw))
	want := []string{"uid " + string(nowhere), "url https://nowhere.example/2", "site nowhere.example"}
	if !slices.Equal(r.Idle, want) || r.Articles != 1 {
		t.Errorf("got %q and %d articles, want %q and 1", r.Idle, r.Articles, want)
	}
	if csv := tree(t, dir)["csv/withdrawn.csv"]; !strings.Contains(csv, string(nowhere)) {
		t.Errorf("withdrawn: %s", csv)
	}
	again, err := OpenDatabase(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if r := build(t, again, filepath.Join(t.TempDir(), "out"), demoOptions(t, withdraw)); slices.Contains(r.Idle, "uid "+string(here)) {
		t.Errorf("what was withdrawn before is called idle: %q", r.Idle)
	}
	for uid, good := range map[schema.UID]bool{here: true, nowhere: false} {
		correct := fmt.Sprintf("[[correct]]\nuid = %q\ncolumn = \"title\"\nnow = \"x\"\nreason = \"misprint\"\n", uid)
		_, err := Build(context.Background(), src, filepath.Join(t.TempDir(), "out"), demoOptions(t, correct))
		if (err == nil) != good || err != nil && !strings.Contains(err.Error(), "[[correct]] names no article: uid "+string(nowhere)) {
			t.Errorf("%s: got %v", uid, err)
		}
	}
}
