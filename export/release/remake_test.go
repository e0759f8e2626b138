package release

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

// rich is a release with a row in every flat table, shards that overlap (splits,
// months and years, undated), and one cut in parts.
func rich(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	uid := string(schema.UIDFromURL(siteURL + "3.html"))
	build(t, database(t, readings(40)), dir, demoOptions(t, shares+`
[[withdraw]]
uid = "`+string(schema.UIDFromURL(siteURL+"5.html"))+`"
date = "2023-03-02"
reason = "court order"

[[correct]]
uid = "`+uid+`"
column = "published_on"
now = "2022-09-02"
reason = "misprint"
`))
	return dir
}

// TestDatabaseIsMadeFromShardsAndTables: everything a database holds is in the
// files that a download takes without it, and everything else in them follows
// from it, to the byte.
func TestDatabaseIsMadeFromShardsAndTables(t *testing.T) {
	dir := rich(t)
	whole := tree(t, dir)
	var sources, derived []string
	for name := range whole {
		if MakesDatabase(name) {
			sources = append(sources, name)
		}
		if FollowsFromDatabase(name) {
			derived = append(derived, name)
		}
	}
	slices.Sort(sources)
	slices.Sort(derived)
	bare := t.TempDir()
	for _, name := range sources {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(bare, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		write(t, bare, name, whole[name])
	}
	out := filepath.Join(t.TempDir(), DatabaseFile)
	if err := Remake(t.Context(), os.DirFS(bare), sources, out); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(out); err != nil || string(b) != whole[DatabaseFile] {
		t.Fatalf("the database is another: %v", err)
	}
	again := filepath.Join(t.TempDir(), "again")
	sums, err := Derive(t.Context(), out, again, derived)
	if err != nil {
		t.Fatal(err)
	}
	stated, err := readSums(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range derived {
		at := slices.IndexFunc(stated, func(s Sum) bool { return s.Path == name })
		if !slices.Contains(sums, stated[at]) {
			t.Errorf("%s is not made again", name)
		}
	}
	for _, name := range []string{"tables/captures.parquet", "tables/rejects.parquet", "tables/withdrawn.parquet", "tables/corrections.parquet"} {
		n, err := countRows(shardRows(os.DirFS(dir), name))
		if err != nil || n == 0 {
			t.Errorf("%s holds %d rows, %v: this test proves nothing of it", name, n, err)
		}
	}
}

// TestPartsOfAShardFollowEachOther: by number, whatever order they come in.
func TestPartsOfAShardFollowEachOther(t *testing.T) {
	names := []string{"data/train-undated.parquet", "data/train-2022-09-100.parquet", "data/train-2022-09-11.parquet", "data/train-2022-09-99.parquet",
		"data/test-2022.parquet", "data/train-2022-08.parquet", "data/../x.parquet", "data/train-2022-09.csv"}
	var got []string
	for _, r := range stretchesOf(names) {
		got = append(got, strings.Join(r.parts, "+"))
	}
	want := []string{"data/test-2022.parquet", "data/train-2022-08.parquet",
		"data/train-2022-09-11.parquet+data/train-2022-09-99.parquet+data/train-2022-09-100.parquet", "data/train-undated.parquet"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestVerifyHoldsTablesAgainstTheDatabase, row by row.
func TestVerifyHoldsTablesAgainstTheDatabase(t *testing.T) {
	dir := rich(t)
	whole := tree(t, dir)
	for want, change := range map[string]func(shape *schema.Shape, rows [][]any) [][]any{
		"tables/captures.parquet: captures " + string(schema.UIDFromURL(siteURL+"0.html")) + " column media_type: is not the value in articles.db": func(s *schema.Shape, rows [][]any) [][]any {
			rows[0][s.Index("media_type")] = "text/other"
			return rows
		},
		"tables/rejects.parquet: rejects pages/empty.html: the row is missing": func(_ *schema.Shape, _ [][]any) [][]any { return nil },
	} {
		name, _, _ := strings.Cut(want, ":")
		rewrite(t, dir, name, change)
		if found := verifyRemade(t, dir); !slices.Equal(found, []string{want}) {
			t.Errorf("want %q\ngot  %q", want, found)
		}
		write(t, dir, name, whole[name])
	}
}

// TestRemakeRefuses: files of a stranger give an error that names one of them.
func TestRemakeRefuses(t *testing.T) {
	dir := rich(t)
	var sources []string
	whole := tree(t, dir)
	for name := range whole {
		if MakesDatabase(name) {
			sources = append(sources, name)
		}
	}
	slices.Sort(sources)
	unlock(t, dir)
	for name, body := range map[string]string{
		"tables/captures.parquet": whole["tables/rejects.parquet"],
		"tables/rejects.parquet":  "",
		sources[0]:                whole[sources[0]][:1000],
		sources[1]:                whole["tables/dataset.parquet"],
	} {
		write(t, dir, name, body)
		err := Remake(t.Context(), os.DirFS(dir), sources, filepath.Join(t.TempDir(), "x.db"))
		if err == nil || !strings.Contains(err.Error(), name+": ") {
			t.Errorf("%s: got %v", name, err)
		}
		write(t, dir, name, whole[name])
	}
}
