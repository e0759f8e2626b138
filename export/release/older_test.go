package release

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
)

// olderRelease makes a release as the dabao of the layout before did, if it had
// no facets.
func olderRelease(t *testing.T, dir string) {
	t.Helper()
	build(t, database(t, readings(30)), dir, demoOptions(t, shares))
	execute(t, filepath.Join(dir, DatabaseFile), fmt.Sprintf(`DROP TABLE facets; DROP TABLE facet_groups; DROP TABLE facet_months;
		DROP TABLE facet_mentions; DROP TABLE facet_names;
		DROP TABLE packed_groups; DROP TABLE packed_lengths; DROP TABLE packed_days; DROP TABLE packed_terms;
		DROP TABLE packed_authors; DROP TABLE packed_parts;
		UPDATE dataset SET value = '%[1]d' WHERE key = 'schema_version'; UPDATE dataset SET value = 'dabao 0.0.9' WHERE key = 'tool';
		PRAGMA user_version = %[1]d; VACUUM`, schema.Version-1))
	edit(t, dir, "csv/dataset.csv", fmt.Sprint("schema_version,", schema.Version), fmt.Sprint("schema_version,", schema.Version-1))
	edit(t, dir, "csv/dataset.csv", "tool,dabao 0.1.0", "tool,dabao 0.0.9")
	resum(t, dir)
}

func TestVerifyOlderRelease(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "old")
	olderRelease(t, dir)
	before := tree(t, dir)
	if v := verify(t, dir); !v.OK() || v.Articles != 30 {
		t.Errorf("got %d articles, %v", v.Articles, v.Differences)
	}
	sameTree(t, tree(t, dir), before)
	if v, err := VerifyDatabase(t.Context(), dir+"/articles.db", ""); err != nil || !v.OK() || v.Articles != 30 {
		t.Errorf("the database alone: got %+v, %v", v, err)
	}
	sameTree(t, tree(t, dir), before)
	edit(t, dir, "csv/articles.csv", "第3篇新聞", "第8篇新聞")
	execute(t, dir+"/articles.db", `UPDATE credits SET name = '乙' WHERE article_id = 5`)
	resum(t, dir)
	var got []string
	for _, d := range verify(t, dir).Differences {
		got = append(got, d.File+" "+d.Table+" "+d.Column)
	}
	text := strings.Join(got, "\n")
	for _, want := range []string{"csv/articles.csv articles title", "csv/credits.csv credits name", "articles.db dataset content_digest"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not tell of %s:\n%s", want, text)
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
