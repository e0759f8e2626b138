package release

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dabao/datasets"
	"dabao/schema"
	"dabao/schema/store"
)

const siteURL = "https://news.example/"

// TestNothingOfADatabaseSteersATerminal: what a bare database says of itself
// reaches no text file, nor the new database, with control characters.
func TestNothingOfADatabaseSteersATerminal(t *testing.T) {
	src := database(t, readings(20))
	src.Close()
	execute(t, src.Path(), `INSERT OR REPLACE INTO dataset (key, value) VALUES ('title', 'Red' || char(27) || '[31m'), ('description', 'rings' || char(7)),
		('license', 'CC0-1.0' || char(27)), ('homepage', 'https://n.example/' || char(8)), ('odd', char(27)),
		('creators', '[{"name":"A' || char(92) || 'u001b"}]'), ('queries', '[{"title":"Q' || char(92) || 'u001b","q":"a' || char(92) || 'u0007"}]')`)
	db, err := store.Open(t.Context(), src.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	dir := filepath.Join(t.TempDir(), "out")
	build(t, db, dir, Options{})
	files, err := listFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasPrefix(name, "assets/") || strings.HasSuffix(name, ".db") || strings.HasSuffix(name, ".parquet") || name == BlocksFile {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if i := bytes.IndexFunc(b, schema.Control); i >= 0 {
			t.Errorf("%s holds %q", name, b[max(0, i-20):min(len(b), i+20)])
		}
	}
}

// reading makes the i-th page: three months, some undated, some on a second
// site, every fifth captured twice.
func reading(i int) schema.Reading {
	url := fmt.Sprintf("%s%d.html", siteURL, i)
	a := &schema.Article{URL: url, Site: "news.example", Title: fmt.Sprintf("第%d篇新聞", i), Lang: "zh-Hant", Source: "本報",
		Summary: fmt.Sprintf("summary-%d", i),
		Blocks: []schema.Block{{Kind: schema.Paragraph, Text: fmt.Sprintf("secret-%d 核酸檢測，%d人", i, i)},
			{Kind: schema.Caption, Text: fmt.Sprintf("caption-%d", i)}},
		Credits:    []schema.Credit{{Role: schema.Author, Name: "甲"}},
		Tags:       []string{"防疫", ""},
		Images:     []schema.Image{{URL: url + ".jpg"}},
		Quantities: []schema.Quantity{{Span: schema.Span{Field: "block", Start: 7, End: 7 + len(fmt.Sprint(i))}, Raw: fmt.Sprint(i), Value: float64(i), Unit: "人", Modifier: "exact"}},
		Entities:   []schema.Entity{{Span: schema.Span{Field: "title", End: 1}, Raw: "第", Kind: schema.Org, Name: fmt.Sprintf("第%d局", i%3), Role: ""}},
	}
	a.Annotations = annotationsOf(i)
	if i%7 != 0 {
		a.PublishedOn = fmt.Sprintf("2022-%02d-%02d", 8+i%3, 1+i%28)
		a.PublishedAt = a.PublishedOn + "T07:30:00+08:00"
		a.PublishedZone = "page"
	}
	if i%4 == 0 {
		a.Site = "other.example"
	}
	return schema.Reading{Article: a, Claim: url, Capture: schema.Capture{
		Origin: schema.Origin{URI: fmt.Sprintf("pages/%d.html", i)}, SHA256: fmt.Sprintf("%064x", i), MediaType: "text/html", Charset: "utf-8",
		Bytes: 100, CapturedAt: "2023-01-01T00:00:00Z"}}
}

func readings(n int) []schema.Reading {
	var all []schema.Reading
	for i := range n {
		r := reading(i)
		all = append(all, r)
		if i%5 == 0 {
			later := reading(i)
			later.Capture.Origin.URI += ".later"
			later.Capture.SHA256 = fmt.Sprintf("%064x", 1000+i)
			later.Capture.CapturedAt = "2023-02-01T00:00:00Z"
			later.Article.Summary += " later"
			all = append(all, later)
		}
	}
	return append(all, schema.Reading{Reject: &schema.Reject{Origin: schema.Origin{URI: "pages/empty.html"}, Reason: schema.Empty, Detail: "no bytes"}})
}

// database puts readings into a new database and opens it.
func database(t testing.TB, all []schema.Reading) *store.Store {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "work.db")
	w, err := store.Create(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Put(ctx, func(yield func(schema.Reading, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}, nil)
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

const recipeHead = `name = "demo"
version = "1.0.0"
title = "A demo"
description = "Invented news."
license = "CC0-1.0"
language = ["zh-Hant"]
creators = ["A. Name"]

[[source]]
path = "pages"
license = "CC0-1.0"

[[query]]
title = "Testing"
q = "核酸檢測"
`

func recipe(t testing.TB, more string) *datasets.Recipe {
	t.Helper()
	return recipeOf(t, recipeHead+more)
}

func recipeOf(t testing.TB, text string) *datasets.Recipe {
	t.Helper()
	r, err := datasets.Parse("recipe.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// build makes a release whose files the test may damage.
func build(t testing.TB, src *store.Store, dir string, o Options) *Report {
	t.Helper()
	r, err := Build(context.Background(), src, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	unlock(t, dir)
	return r
}

// unlock gives leave to write to the files of a release.
func unlock(t testing.TB, dir string) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chmod(path, 0o644)
	}); err != nil {
		t.Fatal(err)
	}
}

// annotationsOf are those of every third article.
func annotationsOf(i int) []schema.Annotation {
	if i%3 > 0 {
		return nil
	}
	score := 1 / float64(2+i)
	return []schema.Annotation{{Span: schema.Span{Field: "title", End: 1}, Kind: schema.Place, Name: "第", MadeBy: "t 1"},
		{Span: schema.Span{Field: "block", End: 2}, Kind: schema.Org, Name: "s", Score: &score, MadeBy: "t 1"}}
}

// demoMentions are the annotations of the readings as a recipe's file gives them.
func demoMentions(t testing.TB) *store.Mentions {
	t.Helper()
	m, err := store.GatherMentions(context.Background(), filepath.Join(t.TempDir(), "mentions.db"), func(yield func(schema.Mention) bool) {
		for i := range 1000 {
			r := reading(i)
			for _, a := range annotationsOf(i) {
				if !yield(schema.Mention{File: "spans.jsonl", Line: i, UID: r.UID(), Annotation: a}) {
					return
				}
			}
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

func demoOptions(t testing.TB, more string) Options {
	return Options{Recipe: recipe(t, more), Mentions: demoMentions(t), Inputs: []Input{{"pages/b.html", 2, strings.Repeat("b", 64)}, {"pages/a.html", 1, strings.Repeat("a", 64)}}}
}

// following is demoOptions for the next version after a release.
func following(t testing.TB, more, previous string) Options {
	o := demoOptions(t, more)
	o.Recipe, o.Previous = recipeOf(t, strings.Replace(recipeHead, "1.0.0", "1.1.0", 1)+more), previous
	return o
}

// tree reads every file of a folder.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	files, err := listFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f))
		if err != nil {
			t.Fatal(err)
		}
		all[f] = string(b)
	}
	return all
}

func sameTree(t *testing.T, got, want map[string]string) {
	t.Helper()
	for f := range want {
		if got[f] != want[f] {
			t.Errorf("%s differs (%d and %d bytes)", f, len(got[f]), len(want[f]))
		}
	}
	for f := range got {
		if _, ok := want[f]; !ok {
			t.Errorf("%s is new", f)
		}
	}
}

func TestLayout(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	report := build(t, database(t, readings(40)), dir, demoOptions(t, ""))
	if db, err := OpenDatabase(context.Background(), dir); err != nil {
		t.Error(err)
	} else if got, err := db.ContentDigest(context.Background()); err != nil || got != report.ContentDigest {
		t.Errorf("the store gives the digest %s, %v", got, err)
	} else {
		db.Close()
	}
	if !report.Changed || report.Articles != 40 || len(report.ContentDigest) != 64 {
		t.Errorf("got %+v", report)
	}
	files := tree(t, dir)
	for _, name := range []string{"articles.db", "articles.sha256", "recipe.toml", "inputs.lock", "SHA256SUMS",
		"data/train-2022.parquet", "data/train-undated.parquet",
		"csv/articles.csv", "csv/blocks.csv", "csv/captures.csv", "csv/rejects.csv", "csv/dataset.csv"} {
		if files[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	if got := files["inputs.lock"]; got != strings.Repeat("a", 64)+"  1  pages/a.html\n"+strings.Repeat("b", 64)+"  2  pages/b.html\n" {
		t.Errorf("inputs.lock: %q", got)
	}
	if strings.Count(files["articles.sha256"], "\n") != 40 {
		t.Errorf("articles.sha256: %q", files["articles.sha256"])
	}
	if leftover, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".*")); len(leftover) > 0 {
		t.Errorf("left behind: %q", leftover)
	}
	if exec.Command("sha256sum", "--version").Run() == nil {
		cmd := exec.Command("sha256sum", "-c", "--quiet", SumsFile)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("sha256sum: %v\n%s", err, out)
		}
	}
}

const shares = "[splits]\ntrain = 0.5\nvalidation = 0.25\ntest = 0.25\n"

// The same pages give the same bytes, whatever the order they were taken in,
// and wherever and when the release is made. Each variant is a process of its
// own, since a process reads its zone and locale once.
func TestSameBytes(t *testing.T) {
	if dir := os.Getenv("DABAO_VARIANT_DIR"); dir != "" {
		seed, err := strconv.ParseUint(os.Getenv("DABAO_VARIANT_SEED"), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		buildVariant(t, dir, seed)
		return
	}
	root := t.TempDir()
	want := map[string]string{}
	for i, variant := range [][]string{
		{"TZ=UTC", "LC_ALL=C"},
		{"TZ=Asia/Shanghai", "LC_ALL=zh_CN.UTF-8", "GOMAXPROCS=1"},
		{"TZ=America/St_Johns", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=8"},
		{"TZ=Pacific/Kiritimati", "SOURCE_DATE_EPOCH=0", "GOGC=20"},
		{"TZ=", "LC_ALL=", "USER=someone", "HOSTNAME=elsewhere", "HOME=/nowhere"},
		{"TZ=Africa/Monrovia", "GODEBUG=randautoseed=0", "GOMAXPROCS=3"},
	} {
		dir := filepath.Join(root, fmt.Sprintf("variant %d", i), "out")
		cmd := exec.Command(os.Args[0], "-test.run=^TestSameBytes$")
		cmd.Dir = root
		cmd.Env = append(os.Environ(), append(variant, "DABAO_VARIANT_DIR="+dir, fmt.Sprintf("DABAO_VARIANT_SEED=%d", i))...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%q: %v\n%s", variant, err, out)
		}
		if i == 0 {
			want = tree(t, dir)
			continue
		}
		sameTree(t, tree(t, dir), want)
	}
	if len(want) < 20 {
		t.Errorf("got %d files", len(want))
	}
}

// A build without assembly makes the same release.
func TestPureGoRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a second time")
	}
	root := t.TempDir()
	buildVariant(t, root+"/normal", 0)
	binary := filepath.Join(root, "purego.test")
	if out, err := exec.Command("go", "test", "-c", "-tags", "purego,noasm", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary, "-test.run=^TestSameBytes$")
	cmd.Env = append(os.Environ(), "DABAO_VARIANT_DIR="+root+"/purego", "DABAO_VARIANT_SEED=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sameTree(t, tree(t, root+"/purego"), tree(t, root+"/normal"))
}

// buildVariant takes the pages in an order of its own, in one or two runs.
func buildVariant(t *testing.T, dir string, seed uint64) {
	all := readings(60)
	random := rand.New(rand.NewPCG(1, seed))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	o := demoOptions(t, shares)
	random.Shuffle(len(o.Inputs), func(i, j int) { o.Inputs[i], o.Inputs[j] = o.Inputs[j], o.Inputs[i] })
	build(t, database(t, all), dir, o)
}

func TestBuildTwiceChangesNothing(t *testing.T) {
	src, dir := database(t, readings(10)), filepath.Join(t.TempDir(), "out")
	build(t, src, dir, demoOptions(t, ""))
	before, err := os.Stat(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	if r := build(t, src, dir, demoOptions(t, "")); r.Changed {
		t.Error("the second build says it changed the folder")
	}
	after, err := os.Stat(filepath.Join(dir, "articles.db"))
	if err != nil || !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Errorf("articles.db was replaced (%v)", err)
	}
	// Another version takes its place, whole.
	if r := build(t, database(t, readings(11)), dir, demoOptions(t, "")); !r.Changed || r.Articles != 11 {
		t.Errorf("got %+v", r)
	}
	if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestForeignFolders(t *testing.T) {
	src := database(t, readings(3))
	for name, prepare := range map[string]func(dir string) error{
		"a file": func(dir string) error { return os.WriteFile(dir, []byte("x"), 0o600) },
		"another file": func(dir string) error {
			return errors.Join(os.Mkdir(dir, 0o700), os.WriteFile(dir+"/thesis.doc", []byte("x"), 0o600))
		},
		"another folder": func(dir string) error { return os.MkdirAll(dir+"/photos", 0o700) },
		"a link":         func(dir string) error { return os.Symlink(t.TempDir(), dir) },
		"a release and notes": func(dir string) error {
			_, err := Build(context.Background(), src, dir, Options{})
			return errors.Join(err, os.WriteFile(dir+"/notes.txt", []byte("x"), 0o600))
		},
		"a manifest that leads out": func(dir string) error {
			return errors.Join(os.Mkdir(dir, 0o700), os.WriteFile(dir+"/SHA256SUMS", []byte(strings.Repeat("0", 64)+"  ../x\n"), 0o600))
		},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		if err := prepare(dir); err != nil {
			t.Fatal(err)
		}
		_, err := Build(context.Background(), src, dir, Options{})
		if err == nil {
			t.Errorf("%s: was replaced", name)
		}
		if !strings.Contains(name, "manifest") && !errors.Is(err, ErrForeign) {
			t.Errorf("%s: got %v", name, err)
		}
		if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) != 1 {
			t.Errorf("%s: left behind: %v", name, entries)
		}
	}
}

func TestFailureLeavesTheOldRelease(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, readings(5)), dir, demoOptions(t, ""))
	want := tree(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	src := database(t, readings(6))
	if _, err := Build(ctx, src, dir, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	bad := demoOptions(t, "[select]\nwhere = \"no_such_column = 1\"\n")
	if _, err := Build(context.Background(), src, dir, bad); err == nil {
		t.Error("a bad condition passed")
	}
	sameTree(t, tree(t, dir), want)
	if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

// News of one month leaves the shards that do not hold it as they were.
func TestShardsAreStable(t *testing.T) {
	dir := t.TempDir()
	all := readings(30)
	build(t, database(t, all), dir+"/a", Options{})
	a := tree(t, dir+"/a")
	for day, own := range map[string]string{"2022-12-01": "data/train-2022.parquet", "2023-01-31": "data/train-2023.parquet", "": "data/train-undated.parquet"} {
		more := reading(1000)
		more.Article.PublishedOn, more.Article.PublishedAt = day, ""
		out := filepath.Join(dir, "b"+day)
		build(t, database(t, append(all[:len(all):len(all)], more)), out, Options{})
		b := tree(t, out)
		for name, bytes := range a {
			if strings.HasPrefix(name, "data/") && name != own && b[name] != bytes {
				t.Errorf("news of %q: %s changed", day, name)
			}
		}
		if b[own] == a[own] {
			t.Errorf("news of %q is not in %s", day, own)
		}
	}
}

// Withdrawn text is in no file of the release, compressed or not.
func TestWithdraw(t *testing.T) {
	src := database(t, readings(21))
	byURL, byUID, bySite := siteURL+"5.html", schema.UIDFromURL(siteURL+"6.html"), "other.example"
	more := fmt.Sprintf(`
[[withdraw]]
url = %q
date = "2023-03-01"
reason = "asked for"
[[withdraw]]
uid = %q
date = "2023-03-02"
reason = "court order"
[[withdraw]]
site = %q
date = "2023-03-03"
reason = "the whole site"
`, byURL, byUID, bySite)
	dir := filepath.Join(t.TempDir(), "out")
	report := build(t, src, dir, demoOptions(t, more))
	// Of 0…20, 0 4 8 12 16 20 are on the other site.
	if report.Articles != 13 {
		t.Errorf("got %d articles, want 13", report.Articles)
	}
	found := readBack(t, dir)
	for _, name := range []string{"articles.db", "csv/articles.csv", "data/train-2022.parquet"} {
		if !strings.Contains(found[name], "secret-1 核") {
			t.Errorf("%s does not hold what was not withdrawn", name)
		}
	}
	for _, i := range []int{0, 4, 5, 6, 8, 12, 16, 20} {
		for _, secret := range []string{fmt.Sprintf("secret-%d ", i), fmt.Sprintf("caption-%d\"", i), fmt.Sprintf("summary-%d", i)} {
			for name, text := range found {
				if strings.Contains(text, secret+"核") || strings.Contains(text, "第"+fmt.Sprint(i)+"篇") {
					t.Errorf("%s still holds %s", name, secret)
				}
			}
		}
	}
	if !strings.Contains(found["csv/withdrawn.csv"], string(byUID)+",2023-03-02,court order\n") ||
		!strings.Contains(found["csv/withdrawn.csv"], string(schema.UIDFromURL(byURL))+",2023-03-01,asked for\n") {
		t.Errorf("withdrawn: %s", found["csv/withdrawn.csv"])
	}
	if strings.Contains(found["csv/rejects.csv"], ",withdrawn,") {
		t.Errorf("the rejects tell of what is withdrawn:\n%s", found["csv/rejects.csv"])
	}
	// What was released with them and then taken out is gone as well.
	again := filepath.Join(t.TempDir(), "again")
	sealed, err := store.Open(context.Background(), filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer sealed.Close()
	build(t, sealed, again, demoOptions(t, more))
	sameTree(t, tree(t, again), tree(t, dir))
}

// readBack is every file with its compressed parts made readable: Parquet as
// the text of its rows, the database as it lies.
func readBack(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := tree(t, dir)
	for name := range files {
		if strings.HasSuffix(name, ".parquet") {
			var b strings.Builder
			for row, err := range shardRows(os.DirFS(dir), name) {
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintln(&b, row)
			}
			files[name] = b.String()
		}
	}
	return files
}

func TestCorrectAndSelect(t *testing.T) {
	src := database(t, readings(21))
	uid := schema.UIDFromURL(siteURL + "1.html")
	dir := filepath.Join(t.TempDir(), "out")
	report := build(t, src, dir, demoOptions(t, fmt.Sprintf(`
[select]
where = "site = 'news.example'"
text = false
[[correct]]
uid = %q
column = "published_on"
now = "2023-10-30"
reason = "misprint"
`, uid)))
	if report.Articles != 15 {
		t.Errorf("got %d articles, want 15", report.Articles)
	}
	found := readBack(t, dir)
	if !strings.Contains(found["data/train-2023.parquet"], string(uid)) || strings.Contains(found["data/train-2022.parquet"], string(uid)) {
		t.Error("the corrected article is not in the shard of its new year")
	}
	if want := "1," + string(uid) + ",published_on,2022-09-02,2023-10-30,misprint\n"; !strings.Contains(found["csv/corrections.csv"], want) {
		t.Errorf("got %s, want %s", found["csv/corrections.csv"], want)
	}
	for name, text := range found {
		for _, words := range []string{"secret-", "caption-", "summary-"} {
			if strings.Contains(text, words) {
				t.Errorf("%s holds text", name)
			}
		}
	}
}

func TestWriteShardCuts(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	src := database(t, readings(200))
	shape := schema.ArticleShape()
	rows := func(yield func([]any, error) bool) {
		for a, err := range src.Articles(ctx, "") {
			if !yield(a.Record(), err) {
				return
			}
		}
	}
	if err := writeShard(ctx, newFolder(dir), "data/train-x", &shape, rows, 30_000); err != nil {
		t.Fatal(err)
	}
	files, err := listFiles(dir)
	if err != nil || len(files) < 2 || files[0] != "data/train-x-00.parquet" {
		t.Fatalf("got %q, %v", files, err)
	}
	n := 0
	for _, f := range files {
		if st, err := os.Stat(filepath.Join(dir, f)); err != nil || st.Size() > 30_000 {
			t.Errorf("%s: %v, %v", f, st, err)
		}
		for _, err := range shardRows(os.DirFS(dir), f) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
	}
	if n != 200 {
		t.Errorf("got %d rows in %q, want 200", n, files)
	}
}

func TestSplits(t *testing.T) {
	dir := t.TempDir()
	build(t, database(t, readings(100)), dir+"/a", demoOptions(t, "[splits]\ntrain = 0.6\nvalidation = 0.2\ntest = 0.2\n"))
	sidesA, err := previousSides(context.Background(), dir+"/a")
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, side := range sidesA {
		counts[side]++
	}
	if len(sidesA) != 100 || counts["train"] < 45 || counts["train"] > 75 || counts["validation"] < 8 || counts["test"] < 8 {
		t.Errorf("got %v", counts)
	}
	// Other shares, and yet nothing released moves.
	o := following(t, "[splits]\ntrain = 0.1\nvalidation = 0.1\ntest = 0.8\n", dir+"/a")
	build(t, database(t, readings(120)), dir+"/b", o)
	sidesB, err := previousSides(context.Background(), dir+"/b")
	if err != nil || len(sidesB) != 120 {
		t.Fatalf("got %d sides, %v", len(sidesB), err)
	}
	for uid, side := range sidesA {
		if sidesB[uid] != side {
			t.Errorf("%s moved from %s to %s", uid, side, sidesB[uid])
		}
	}
}

func TestSplitKeepsGroupsTogether(t *testing.T) {
	p := &plan{entries: []entry{{uid: "a"}, {uid: "b", head: "a"}, {uid: "c", head: "a"}, {uid: "d"}, {uid: "e", head: "d"}, {uid: "f", head: "d"}}}
	// d and e were released apart; f, new, joins them both.
	p.split(&datasets.Splits{Train: 0.5, Validation: 0, Test: 0.5}, map[schema.UID]string{"b": "test", "d": "train", "e": "test"})
	var got []string
	for _, e := range p.entries {
		got = append(got, e.split)
	}
	if want := []string{"test", "test", "test", "train", "test", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !slices.Equal(p.bridges, []schema.UID{"f"}) {
		t.Errorf("got %q", p.bridges)
	}
}

// Groups of near-duplicates follow from the articles released, as they read
// there: two that a third joined part when it goes.
func TestRegroup(t *testing.T) {
	ctx := context.Background()
	words := func(from int) (text string) {
		for i := range 100 {
			text += fmt.Sprintf("word%d ", from+i)
		}
		return text
	}
	var all []schema.Reading
	for i := range 4 {
		r := reading(10 + i)
		r.Article.PublishedOn, r.Article.PublishedAt = fmt.Sprintf("2022-08-%02d", 1+i), ""
		r.Article.Blocks = []schema.Block{{Kind: schema.Paragraph, Text: words(10 * i)}} // 0.81 of a neighbour, 0.66 of the next
		if i == 3 {
			r.Article.Blocks[0].Text = words(1000)
		}
		all = append(all, r)
	}
	uid := func(i int) schema.UID { return schema.UIDFromURL(fmt.Sprintf("%s%d.html", siteURL, 10+i)) }
	grouped := database(t, all)
	w, err := store.Create(ctx, grouped.Path())
	if err := errors.Join(err, w.Group(ctx), w.Close()); err != nil {
		t.Fatal(err)
	}
	correct := func(i int, column, now string) string {
		return fmt.Sprintf("[[correct]]\nuid = %q\ncolumn = %q\nnow = %q\nreason = \"x\"\n", uid(i), column, now)
	}
	withdraw := func(i int) string {
		return fmt.Sprintf("[[withdraw]]\nuid = %q\ndate = \"2023-01-01\"\nreason = \"x\"\n", uid(i))
	}
	for name, c := range map[string]struct {
		more string
		want [4]int // the article that each is a near-duplicate of; -1 for none, -2 where it is not there
	}{
		"all":                 {"", [4]int{-1, 0, 0, -1}},
		"head withdrawn":      {withdraw(0), [4]int{-2, -1, 1, -1}},
		"middle withdrawn":    {withdraw(1), [4]int{-1, -2, -1, -1}},
		"middle not selected": {"[select]\nwhere = \"published_on <> '2022-08-02'\"\n", [4]int{-1, -2, -1, -1}},
		"middle rewritten":    {correct(1, "text", "short"), [4]int{-1, -1, -1, -1}},
		"another joins":       {correct(3, "text", words(0)), [4]int{-1, 0, 0, 0}},
		"last moved first":    {correct(2, "published_on", "2022-01-01"), [4]int{2, 2, -1, -1}},
		"drop":                {withdraw(1) + "[select]\nnear_duplicates = \"drop\"\n", [4]int{-1, -2, -1, -1}},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		build(t, grouped, dir, demoOptions(t, c.more))
		db, err := OpenDatabase(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		got := [4]int{-2, -2, -2, -2}
		for a, err := range db.Articles(ctx, "") {
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				if a.UID == uid(i) {
					got[i] = slices.IndexFunc([]schema.UID{uid(0), uid(1), uid(2), uid(3)}, func(u schema.UID) bool { return u == a.NearDuplicateOf })
				}
			}
		}
		db.Close()
		if got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestParseSums(t *testing.T) {
	zeros := strings.Repeat("0", 64)
	got, err := ParseSums(strings.NewReader(zeros + "  data/a b.parquet\n" + zeros + " *c\n"))
	if err != nil || len(got) != 2 || got[0].Path != "data/a b.parquet" || got[1].Path != "c" {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"../x", "/etc/passwd", "a/../../x", "a//b", "./a", "a/", `..\x`, "C:x", "a/\\b", "SHA256SUMS", "a\rb", ".."} {
		if got, err := ParseSums(strings.NewReader(zeros + "  " + bad + "\n")); err == nil {
			t.Errorf("%q: got %v", bad, got)
		}
	}
	long := strings.Repeat("a", 300)
	for _, bad := range []string{"x", zeros, zeros + " a", zeros + "  a\n" + zeros + "  a\n", "<html>\n", zeros + "  A\n" + zeros + "  a\n", zeros + "  a\n" + zeros + "  a/b\n",
		zeros + "  .git/config\n", zeros + "  a/.b\n", zeros + "  " + long + "\n", zeros + "  " + strings.Repeat("a/", 600) + "b\n", zeros + "  a\x1b\n", zeros + "  SHA256SUMS.minisig\n"} {
		if got, err := ParseSums(strings.NewReader(bad)); err == nil {
			t.Errorf("%q: got %v", bad, got)
		}
	}
}

// TestParseSumsIsBounded: a manifest without end is not read to its end.
func TestParseSumsIsBounded(t *testing.T) {
	for what, line := range map[string]string{"lines": strings.Repeat("0", 64) + "  f%d\n", "bytes": strings.Repeat("0", 64) + "  f%d" + strings.Repeat("x", 150) + strings.Repeat("/y", 300) + "\n"} {
		r, w := io.Pipe()
		written := 0
		var block bytes.Buffer
		go func() {
			for i := range 10_000_000 {
				if i%1000 == 0 {
					block.Reset()
				}
				fmt.Fprintf(&block, line, i)
				if i%1000 < 999 {
					continue
				}
				n, err := w.Write(block.Bytes())
				if written += n; err != nil {
					return
				}
			}
			w.Close()
		}()
		_, err := ParseSums(r)
		r.Close()
		if err == nil || !strings.Contains(err.Error(), "no release") || written > MaxSums+1<<20 {
			t.Errorf("%s: %v after %d bytes", what, err, written)
		}
	}
}

func TestLock(t *testing.T) {
	inputs := []Input{{"z", 3, strings.Repeat("1", 64)}, {"a  b", 2, strings.Repeat("2", 64)}, {"new\nline", 1, strings.Repeat("3", 64)}}
	b := formatLock(inputs)
	got, err := ParseLock(b)
	if err != nil || !slices.Equal(got, []Input{inputs[1], inputs[2], inputs[0]}) {
		t.Errorf("got %v, %v", got, err)
	}
	if !bytes.Equal(formatLock(got), b) {
		t.Error("not the same again")
	}
	for _, bad := range []string{"x\n", strings.Repeat("1", 64) + "  x  y\n", strings.Repeat("1", 64) + "  1  \"\n"} {
		if got, err := ParseLock([]byte(bad)); err == nil {
			t.Errorf("%q: got %v", bad, got)
		}
	}
	dir := os.DirFS(t.TempDir())
	if _, err := Lock(dir, []datasets.Input{{Path: "missing"}}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestVersionComesAfterThePreviousOne(t *testing.T) {
	dir := t.TempDir()
	build(t, database(t, readings(5)), dir+"/a", demoOptions(t, ""))
	for _, c := range []struct {
		version  string
		articles int
		want     string // in the error; empty for none
	}{
		{"1.0.0", 5, "nothing differs from it, so there is nothing to release"},
		{"1.0.0", 6, `what changed is a minor step: version = "1.1.0"`},
		{"1.0.0+build", 4, `what changed is a major step: version = "2.0.0"`},
		{"0.9.9", 5, `what changed is a patch step: version = "1.0.1"`},
		{"1.0.0-rc.1", 6, `version = "1.1.0"`},
		{"1.0.1-rc.1", 6, ""},
		{"10.0.0", 6, ""},
	} {
		o := following(t, "", dir+"/a")
		o.Recipe = recipeOf(t, strings.Replace(recipeHead, "1.0.0", c.version, 1))
		out := filepath.Join(dir, fmt.Sprint(c.version, c.articles))
		_, err := Build(context.Background(), database(t, readings(c.articles)), out, o)
		_, missing := os.Stat(out)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.version, err)
		case c.want != "" && (!errors.Is(err, ErrVersion) || !strings.Contains(err.Error(), c.want) || !errors.Is(missing, fs.ErrNotExist)):
			t.Errorf("%s with %d articles: got %v, want %s", c.version, c.articles, err, c.want)
		}
	}
}

// What names a day of release names the recipe's, and nothing does where the
// recipe gives none, whatever days the articles and captures have.
func TestDateIsTheRecipes(t *testing.T) {
	dir := t.TempDir()
	src := database(t, readings(5))
	build(t, src, dir+"/undated", demoOptions(t, ""))
	o := demoOptions(t, "")
	o.Recipe.Date = "2024-02-29"
	build(t, src, dir+"/dated", o)
	undated, dated := tree(t, dir+"/undated"), tree(t, dir+"/dated")
	for name, form := range map[string]string{
		"CITATION.cff": "date-released: %s", "croissant.json": "\"datePublished\": %s", "datapackage.json": "\"created\": %s",
		"README.md": "released on %s", "csv/dataset.csv": "\ndate,%s\n",
	} {
		value := map[string]string{"README.md": "2024-02-29", "csv/dataset.csv": "2024-02-29", "datapackage.json": `"2024-02-29T00:00:00Z"`}[name]
		if value == "" {
			value = `"2024-02-29"`
		}
		if want := fmt.Sprintf(form, value); !strings.Contains(dated[name], want) {
			t.Errorf("%s does not hold %s:\n%s", name, want, dated[name])
		}
		if key, _, _ := strings.Cut(form, "%s"); strings.Contains(undated[name], key) {
			t.Errorf("%s names a day of release, and there is none:\n%s", name, undated[name])
		}
	}
}

func TestDateOfABareDatabase(t *testing.T) {
	dir := t.TempDir()
	src := database(t, readings(2))
	build(t, src, dir+"/a", Options{Date: time.Date(2024, 2, 29, 23, 0, 0, 0, time.UTC)})
	again, err := OpenDatabase(context.Background(), dir+"/a")
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	build(t, again, dir+"/b", Options{})
	if a, b := tree(t, dir+"/a")["SHA256SUMS"], tree(t, dir+"/b")["SHA256SUMS"]; a != b {
		t.Errorf("a release of the database of a release is another one:\n%s\n%s", a, b)
	}
}
