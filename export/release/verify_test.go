package release

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/export"
	"dabao/schema"
	"dabao/schema/store"
)

func verify(t *testing.T, dir string) *Verdict {
	t.Helper()
	v, err := Verify(context.Background(), dir, "")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// resum writes a manifest that agrees with the files, as a forger would.
func resum(t *testing.T, dir string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, SumsFile)); err != nil {
		t.Fatal(err)
	}
	sums, err := fingerprint(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, SumsFile), formatSums(sums), 0o644); err != nil {
		t.Fatal(err)
	}
}

// edit replaces the first occurrence of old in a file.
func edit(t *testing.T, dir, name, old, now string) {
	t.Helper()
	path := filepath.Join(dir, name)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b, []byte(old)) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	if err := os.WriteFile(path, bytes.Replace(b, []byte(old), []byte(now), 1), 0o600); err != nil {
		t.Fatal(err)
	}
}

func execute(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

// rewrite writes a shard anew with its rows changed.
func rewrite(t *testing.T, dir, name string, change func(shape *schema.Shape, rows [][]any) [][]any) {
	t.Helper()
	shape, err := shardShape(os.DirFS(dir), name)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]any
	for row, err := range shardRows(os.DirFS(dir), name) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	rows = change(&shape, rows)
	var b bytes.Buffer
	if err := export.Write(context.Background(), &b, export.Parquet, &shape, func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyFindsNothing(t *testing.T) {
	for name, o := range map[string]Options{"recipe": demoOptions(t, ""), "splits": demoOptions(t, shares), "bare": {}} {
		dir := filepath.Join(t.TempDir(), "out")
		report := build(t, database(t, readings(40)), dir, o)
		v := verify(t, dir)
		if !v.OK() || v.Articles != 40 || v.ContentDigest != report.ContentDigest {
			t.Errorf("%s: got %+v, digest %s", name, v, report.ContentDigest)
		}
	}
}

func TestVerifyAnEmptyRelease(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, nil), dir, Options{})
	if v := verify(t, dir); !v.OK() || v.Articles != 0 {
		t.Errorf("got %+v", v)
	}
}

func TestVerifyNames(t *testing.T) {
	src := database(t, readings(40))
	uid := func(i int) string { return string(schema.UIDFromURL(fmt.Sprintf("%s%d.html", siteURL, i))) }
	tests := []struct {
		name   string
		change func(t *testing.T, dir string)
		want   []string // all that is found, by file
	}{
		{"a flipped byte", func(t *testing.T, dir string) { edit(t, dir, "csv/articles.csv", "第1篇", "第7篇") }, []string{
			"csv/articles.csv: its bytes are not those of SHA256SUMS",
			"csv/articles.csv: articles " + uid(1) + " column title: is not the value in articles.db"}},
		{"a forged CSV cell", func(t *testing.T, dir string) { edit(t, dir, "csv/articles.csv", "第1篇", "第7篇"); resum(t, dir) }, []string{
			"csv/articles.csv: articles " + uid(1) + " column title: is not the value in articles.db"}},
		{"a forged child row", func(t *testing.T, dir string) {
			edit(t, dir, "csv/blocks.csv", "caption-3\n", "caption-4\n")
			resum(t, dir)
		}, []string{
			"csv/blocks.csv: blocks " + uid(3) + " column caption: is not the value in articles.db"}},
		{"NULL for empty text", func(t *testing.T, dir string) { edit(t, dir, "csv/tags.csv", `,""`, ","); resum(t, dir) }, []string{
			"csv/tags.csv: tags "}},
		{"a CSV column gone", func(t *testing.T, dir string) {
			edit(t, dir, "csv/tags.csv", "position,tag", "position,label")
			resum(t, dir)
		}, []string{
			"csv/tags.csv: tags has no column"}},
		{"a forged shard", func(t *testing.T, dir string) {
			rewrite(t, dir, "data/train-2022.parquet", func(s *schema.Shape, rows [][]any) [][]any {
				rows[0][s.Index("source")] = nil
				rows[1][s.Index("blocks")] = rows[2][s.Index("blocks")]
				return append(rows[:3], rows[4:]...)
			})
			resum(t, dir)
		}, []string{
			"data/train-2022.parquet: articles " + uid(30) + " column source: is not the value in articles.db",
			"data/train-2022.parquet: articles ", "data/train-2022.parquet: articles "}},
		{"a shard that is no Parquet", func(t *testing.T, dir string) {
			if err := os.WriteFile(dir+"/data/train-2022.parquet", []byte("PAR1 nonsense PAR1"), 0o600); err != nil {
				t.Fatal(err)
			}
			resum(t, dir)
		}, []string{"data/train-2022.parquet: cannot be read"}},
		{"a shard too many", func(t *testing.T, dir string) {
			b, err := os.ReadFile(dir + "/data/train-2022.parquet")
			if err := errors.Join(err, os.WriteFile(dir+"/data/train-2021.parquet", b, 0o600)); err != nil {
				t.Fatal(err)
			}
			resum(t, dir)
		}, []string{"data/train-2021.parquet: articles.db has no article of it"}},
		{"a shard gone", func(t *testing.T, dir string) {
			if err := os.Remove(dir + "/data/train-2022.parquet"); err != nil {
				t.Fatal(err)
			}
		}, []string{"data/train-2022.parquet: is missing", "data/train-2022.parquet: is missing, and articles.db has 34"}},
		{"a file more", func(t *testing.T, dir string) {
			if err := os.WriteFile(dir+"/data/.DS_Store", nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}, []string{"data/.DS_Store: is not in SHA256SUMS"}},
		{"a link", func(t *testing.T, dir string) {
			if err := errors.Join(os.Rename(dir+"/recipe.toml", dir+"/../r"), os.Symlink("../r", dir+"/recipe.toml")); err != nil {
				t.Fatal(err)
			}
		}, []string{"recipe.toml: is not a file"}},
		{"a forged row digest", func(t *testing.T, dir string) {
			b, err := os.ReadFile(dir + "/articles.sha256")
			if err != nil {
				t.Fatal(err)
			}
			b[0] ^= 1
			if err := os.WriteFile(dir+"/articles.sha256", b, 0o600); err != nil {
				t.Fatal(err)
			}
			resum(t, dir)
		}, []string{"articles.sha256: articles "}},
		{"a title changed in the database", func(t *testing.T, dir string) {
			execute(t, dir+"/articles.db", "UPDATE articles SET title = '他' WHERE uid = '"+uid(1)+"'")
			resum(t, dir)
		}, []string{
			"articles.db: articles " + uid(1) + " column content_sha256: is not what follows",
			"articles.db: dataset column content_digest: states ", "articles.db: articles_fts: the index"}},
		{"a word of the index", func(t *testing.T, dir string) {
			execute(t, dir+"/articles.db", "INSERT INTO articles_fts (rowid, title, text) VALUES (999, 'planted', '')")
			resum(t, dir)
		}, []string{`articles.db: articles_fts: the index holds "planted" in title and should not`}},
		{"another application's setting", func(t *testing.T, dir string) {
			execute(t, dir+"/articles.db", "PRAGMA user_version = 99")
			resum(t, dir)
		}, nil},
		{"a cut database", func(t *testing.T, dir string) {
			if err := os.Truncate(dir+"/articles.db", 20_000); err != nil {
				t.Fatal(err)
			}
		}, []string{"articles.db: its bytes", "articles.db: "}},
		{"no database", func(t *testing.T, dir string) {
			if err := os.Remove(dir + "/articles.db"); err != nil {
				t.Fatal(err)
			}
		}, []string{"articles.db: is missing", "articles.db: cannot be read"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			build(t, src, dir, demoOptions(t, ""))
			tt.change(t, dir)
			v, err := Verify(context.Background(), dir, "")
			if tt.want == nil {
				if err == nil {
					t.Errorf("got %v, want an error", v.Differences)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if v.OK() {
				t.Fatal("nothing was found")
			}
			left := slices.Clone(v.Differences)
			for _, want := range tt.want {
				i := slices.IndexFunc(left, func(d Difference) bool { return strings.HasPrefix(d.String(), want) })
				if i < 0 {
					t.Errorf("not found: %s", want)
					continue
				}
				left = slices.Delete(left, i, i+1)
			}
			for _, d := range left {
				// A changed database differs from every copy: those come along.
				if !strings.Contains(tt.name, "database") && !strings.HasPrefix(d.String(), tt.want[len(tt.want)-1]) {
					t.Errorf("found besides: %s", d)
				}
			}
			if t.Failed() {
				t.Logf("%v", v.Differences)
			}
		})
	}
}

func TestVerifyRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := Verify(context.Background(), dir, ""); !errors.Is(err, ErrNoRelease) {
		t.Errorf("got %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, SumsFile), []byte(strings.Repeat("0", 64)+"  ../x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(context.Background(), dir, ""); err == nil || !strings.Contains(err.Error(), "../x") {
		t.Errorf("got %v", err)
	}
}

// TestVerifyDamagedIndex: an index that cannot be read is told with a place, and
// so is what was found before.
func TestVerifyDamagedIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, readings(20)), dir, Options{})
	path := filepath.Join(dir, "articles.db")
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	unread := 0
	for at := 17; at < 32; at++ { // past the header of the first leaf and its first term
		execute(t, path, fmt.Sprintf(`UPDATE articles_fts_data SET block = substr(block, 1, %d) || x'ff' || substr(block, %d)
			WHERE id = (SELECT min(id) FROM articles_fts_data WHERE id > 10)`, at, at+2))
		got := fmt.Sprint(verify(t, dir).Differences)
		if !strings.Contains(got, "articles.db: its bytes are not those of") {
			t.Errorf("byte %d: the checksum is not told: %s", at, got)
		}
		if strings.Contains(got, "segment") {
			unread++
		}
		if err := os.WriteFile(path, sound, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if unread == 0 {
		t.Error("no index was damaged so that it cannot be read")
	}
}

func TestVerifyDatabase(t *testing.T) {
	src := database(t, readings(20))
	v, err := VerifyDatabase(context.Background(), src.Path(), "")
	if err != nil || !v.OK() || v.Articles != 20 {
		t.Fatalf("got %+v, %v", v, err)
	}
	src.Close()
	sound, err := os.ReadFile(src.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, forged := range []string{
		"UPDATE articles SET text = 'planted' || substr(text, 3) WHERE article_id = 3",
		"UPDATE articles SET text = text || char(10) || 'planted' WHERE article_id = 3", // in no block
		"UPDATE block_spans SET char_start = 2 WHERE article_id = 3 AND position = 0",
		"UPDATE block_spans SET char_end = -9 WHERE article_id = 3 AND position = 0",
	} {
		execute(t, src.Path(), forged)
		v, err = VerifyDatabase(context.Background(), src.Path(), "")
		if err != nil || v.OK() || v.Differences[0].Column != "text" {
			t.Errorf("%s: got %+v, %v", forged, v, err)
		}
		if err := os.WriteFile(src.Path(), sound, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A sample is made where it is smaller than the whole, and must be of it.
func TestSample(t *testing.T) {
	root := t.TempDir()
	src := database(t, readings(sampleRows+1))
	where := fmt.Sprintf("[select]\nwhere = \"url <> '%s7.html'\"\n", siteURL)
	build(t, src, root+"/whole", demoOptions(t, where))
	if _, err := os.Stat(root + "/whole/sample.db"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of %d articles there is a sample: %v", sampleRows, err)
	}
	build(t, src, root+"/more", demoOptions(t, ""))
	db, err := store.Open(context.Background(), root+"/more/sample.db")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	info, err := db.Info(context.Background())
	if err != nil || info.Rows[0].Rows != sampleRows {
		t.Fatalf("got %+v, %v", info, err)
	}
	var uid string
	for row, err := range db.Rows(context.Background(), "articles", []string{"uid"}, "") {
		if err != nil {
			t.Fatal(err)
		}
		uid = row[0].(string)
	}
	execute(t, root+"/more/sample.db", "UPDATE articles SET source = '他報' WHERE uid = '"+uid+"'")
	resum(t, root+"/more")
	if v := verify(t, root+"/more"); len(v.Differences) != 1 || v.Differences[0].String() != "sample.db: articles "+uid+": is not the article in articles.db" {
		t.Errorf("got %v", v.Differences)
	}
}
