package pull

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/export/remote"
	"dabao/schema"
	"dabao/schema/store"
)

// releases are three of one dataset, each after the one before, in folders
// called by their versions; the list lies beside them.
var releases = sync.OnceValues(func() (string, error) {
	root, err := os.MkdirTemp("", "dabao-pull-")
	if err != nil {
		return "", err
	}
	before := ""
	for i, version := range []string{"1.0.0", "1.1.0", "1.2.0"} {
		dir := filepath.Join(root, "demo", version)
		if err := build(root, dir, version, before, 60+4*i); err != nil {
			return "", err
		}
		if _, err := release.Announce(dir); err != nil {
			return "", err
		}
		before = dir
	}
	return root, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if root, err := releases(); err == nil {
		os.RemoveAll(root)
	}
	os.Exit(code)
}

// build makes a release of n articles over months that are dense enough for
// several shards.
func build(root, dir, version, previous string, n int, edit ...func(*release.Options)) error {
	ctx := context.Background()
	work := filepath.Join(root, version+".db")
	db, err := store.Create(ctx, work)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	_, err = db.Put(ctx, func(yield func(schema.Reading, error) bool) {
		for i := range n {
			url := fmt.Sprintf("https://news.example/%d.html", i)
			a := &schema.Article{URL: url, Site: "news.example", Title: fmt.Sprintf("第%d篇新聞", i), Lang: "zh-Hant"}
			for range 20 {
				a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: fmt.Sprintf("%x 核酸檢測，%d人。", random.Uint64(), random.IntN(1000))})
			}
			if i%9 > 0 {
				a.PublishedOn = fmt.Sprintf("20%02d-%02d-%02d", 20+i/30, 1+i%12, 1+i%28)
			}
			if !yield(schema.Reading{Article: a, Claim: url, Capture: schema.Capture{Origin: schema.Origin{URI: fmt.Sprintf("pages/%d.html", i)},
				SHA256: fmt.Sprintf("%064x", i), MediaType: "text/html", Charset: "utf-8", Bytes: 100, CapturedAt: "2023-01-01T00:00:00Z"}}, nil) {
				return
			}
		}
	}, nil)
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	src, err := store.Open(ctx, work)
	if err != nil {
		return err
	}
	defer src.Close()
	r, err := datasets.Parse("recipe.toml", []byte(fmt.Sprintf(`name = "demo"
version = %q
title = "A demo"
license = "CC0-1.0"
[[source]]
path = "pages"
`, version)))
	if err != nil {
		return err
	}
	o := release.Options{Recipe: r, Previous: previous}
	for _, e := range edit {
		e(&o)
	}
	_, err = release.Build(ctx, src, dir, o)
	return err
}

// published is the folder of the three releases.
func published(t *testing.T) string {
	t.Helper()
	root, err := releases()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(root, "demo")
}

// host serves a folder, and counts what it sends of what.
type host struct {
	*httptest.Server
	mu    sync.Mutex
	sent  int64
	asked []string
}

// meddle may answer in the folder's place; it says whether it has.
type meddle func(w http.ResponseWriter, r *http.Request) bool

func serve(t *testing.T, dir string, m meddle) *host {
	t.Helper()
	h := &host{}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.asked = append(h.asked, r.URL.Path)
		h.mu.Unlock()
		c := &counted{w, h}
		if m == nil || !m(c, r) {
			sendFile(c, r, dir)
		}
	}))
	t.Cleanup(h.Close)
	return h
}

// sendFile answers as a plain host does, ranges and all.
func sendFile(w http.ResponseWriter, r *http.Request, dir string) {
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Clean(r.URL.Path))))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

type counted struct {
	http.ResponseWriter
	h *host
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.h.mu.Lock()
	c.h.sent += int64(n)
	c.h.mu.Unlock()
	return n, err
}

func (c *counted) Flush() { c.ResponseWriter.(http.Flusher).Flush() }

// options do not wait long.
func options() Options {
	return Options{Remote: remote.Options{Pause: time.Millisecond, Idle: 20 * time.Second}}
}

func pullTo(t *testing.T, address, dir string, o Options) (*Report, error) {
	t.Helper()
	at, err := remote.ParseAddress(address)
	if err != nil {
		t.Fatal(err)
	}
	return Pull(t.Context(), at, dir, o)
}

// must pulls and wants dir to be the release of a version, and nothing else to
// be left beside it.
func must(t *testing.T, address, dir, version string, o Options) *Report {
	t.Helper()
	r, err := pullTo(t, address, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	sameFolder(t, dir, filepath.Join(published(t), version))
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the folder lie %v, %v", entries, err)
	}
	return r
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(b)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

func sameFolder(t *testing.T, got, want string) {
	t.Helper()
	g, w := tree(t, got), tree(t, want)
	for name := range w {
		if g[name] != w[name] {
			t.Errorf("%s is another, or missing", name)
		}
	}
	for name := range g {
		if _, ok := w[name]; !ok {
			t.Errorf("%s is not of the release", name)
		}
	}
}

// sizeOf is how many bytes a folder holds.
func sizeOf(t *testing.T, dir string) (n int64) {
	for _, body := range tree(t, dir) {
		n += int64(len(body))
	}
	return n
}

// TestPullTakesTheParquetFilesAndMakesTheRest: the first time, and the next time
// there is nothing to do.
func TestPullTakesTheParquetFilesAndMakesTheRest(t *testing.T) {
	h := serve(t, published(t), nil)
	dir := filepath.Join(t.TempDir(), "demo")
	r := must(t, h.URL, dir, "1.2.0", options())
	if r.Road != Shards || r.Made < 15 || !r.Changed || slices.Contains(h.asked, "/1.2.0/articles.db") {
		t.Errorf("got %+v", r)
	}
	if r.TakenBytes >= r.ReleaseBytes || h.sent < r.TakenBytes || r.Kept+r.Made+r.Taken != len(tree(t, dir))-1 {
		t.Errorf("of %d bytes %d were to move, %d did", r.ReleaseBytes, r.TakenBytes, h.sent)
	}
	v, err := release.Verify(t.Context(), dir, "")
	if err != nil || !v.OK() {
		t.Errorf("%v, %v", v, err)
	}
	if info, err := os.Stat(filepath.Join(dir, "articles.db")); err != nil || info.Mode().Perm() != 0o444 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	h.asked = nil
	if r := must(t, h.URL, dir, "1.2.0", options()); r.Road != Nothing || r.Changed || len(h.asked) > 6 {
		t.Errorf("again: %+v, asked for %q", r, h.asked)
	}
}

// TestRoads: an older release becomes the new one by the cheapest road, and by
// any other to the same bytes.
func TestRoads(t *testing.T) {
	without := func(names ...string) meddle {
		return func(w http.ResponseWriter, r *http.Request) bool {
			for _, name := range names {
				if strings.HasSuffix(r.URL.Path, name) {
					http.NotFound(w, r)
					return true
				}
			}
			return false
		}
	}
	for _, c := range []struct {
		name string
		from string
		m    meddle
		edit func(o *Options)
		road Road
		want []string
	}{
		{"one delta", "1.1.0", nil, nil, Deltas, []string{"delta-1.1.0.jsonl.zst"}},
		{"a chain", "1.0.0", nil, nil, Deltas, []string{"delta-1.0.0.jsonl.zst", "delta-1.1.0.jsonl.zst"}},
		{"a chain with a gap", "1.0.0", without("/1.1.0/delta-1.0.0.jsonl.zst"), nil, Shards, []string{}},
		{"no database here", "-articles.db", nil, nil, Shards, []string{}},
		{"as it lies there", "1.1.0", nil, func(o *Options) { o.Whole = true }, Whole, []string{}},
		{"one file is damaged", "=csv/articles.csv", nil, nil, Here, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := serve(t, published(t), c.m)
			dir := filepath.Join(t.TempDir(), "demo")
			from := c.from
			if !strings.HasPrefix(from, "1") {
				from = "1.2.0"
			}
			if err := os.CopyFS(dir, os.DirFS(filepath.Join(published(t), from))); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(dir, c.from[1:])
			switch c.from[0] {
			case '-':
				os.Remove(name)
			case '=':
				os.Chmod(name, 0o644)
				os.WriteFile(name, []byte("x"), 0o644)
			}
			o := options()
			if c.edit != nil {
				c.edit(&o)
			}
			var notes []string
			o.Note = func(text string) { notes = append(notes, text) }
			r := must(t, h.URL, dir, "1.2.0", o)
			if r.Road != c.road || !slices.Equal(r.Deltas, c.want) {
				t.Errorf("the road is %s by %q, notes %q", r.Road, r.Deltas, notes)
			}
			if c.m == nil && len(notes) > 0 {
				t.Errorf("notes: %q", notes)
			}
			if r.Road == Here && r.TakenBytes > 0 {
				t.Errorf("took %v", r.Files)
			}
		})
	}
}

func TestKindsAlone(t *testing.T) {
	h := serve(t, published(t), nil)
	whole := tree(t, filepath.Join(published(t), "1.2.0"))
	for _, kind := range Kinds {
		dir := filepath.Join(t.TempDir(), "demo")
		o := options()
		o.Only = []Kind{kind}
		for _, version := range []string{"1.1.0", "1.2.0"} {
			if _, err := pullTo(t, h.URL+"/@"+version, dir, o); err != nil {
				t.Fatal(err)
			}
		}
		got := tree(t, dir)
		for name, body := range whole {
			_, there := got[name]
			wanted := kindOf(name) == kind || slices.Contains(always, name) || name == release.SumsFile
			if there != wanted || there && got[name] != body {
				t.Errorf("--only %s: %s is there: %v", kind, name, there)
			}
		}
		r := must(t, h.URL, dir, "1.2.0", options())
		if r.Kept == 0 {
			t.Errorf("the rest after %s: %+v", kind, r)
		}
	}
}

// TestVersions: an address leads to the newest, or to the version it names,
// from the folder of them all and from that of one.
func TestVersions(t *testing.T) {
	h := serve(t, published(t), nil)
	dir := filepath.Join(t.TempDir(), "demo")
	for _, c := range [][2]string{{"/@1.0.0", "1.0.0"}, {"/1.0.0/@1.1.0", "1.1.0"}, {"/1.2.0/index.html", "1.2.0"}, {"/1.0.0@1.0.0", "1.0.0"}, {"", "1.2.0"}} {
		must(t, h.URL+c[0], dir, c[1], options())
	}
	must(t, published(t)+"@1.1.0", dir, "1.1.0", options())
	for address, want := range map[string]string{h.URL + "/@3.0.0": "releases.json lists 1.2.0, 1.1.0, 1.0.0", h.URL + "/none": "neither SHA256SUMS nor releases.json"} {
		if _, err := pullTo(t, address, dir, options()); !errors.Is(err, ErrNotThere) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := pullTo(t, h.URL+"/1.0.0", dir, options()); !errors.Is(err, ErrNewerHere) {
		t.Errorf("an older one without its version: %v", err)
	}
	sameFolder(t, dir, filepath.Join(published(t), "1.1.0"))
}

// replaced answers for one file with other bytes.
func replaced(name string, change func(b []byte) []byte, dir string) meddle {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/"+name) {
			return false
		}
		b, err := os.ReadFile(filepath.Join(dir, r.URL.Path))
		if err != nil {
			return false
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(change(b)))
		return true
	}
}

// TestHostileHosts: whatever a host does, the folder is the release or is not
// there, and nothing lies outside of it but the workshop.
func TestHostileHosts(t *testing.T) {
	root := published(t)
	line := func(name string) func([]byte) []byte {
		return func(b []byte) []byte { return append([]byte(strings.Repeat("0", 64)+"  "+name+"\n"), b...) }
	}
	for name, c := range map[string]struct {
		m    meddle
		want string // in the error
	}{
		"a path that leads out":     {replaced("SHA256SUMS", line("../evil"), root), `"../evil" is not one of a release`},
		"an absolute path":          {replaced("SHA256SUMS", line("/etc/evil"), root), "is not one of a release"},
		"a hidden path":             {replaced("SHA256SUMS", line(".git/hooks/x"), root), "is not one of a release"},
		"a file of no known size":   {replaced("SHA256SUMS", line("evil"), root), "says no size of evil"},
		"a page in place of a list": {replaced("SHA256SUMS", func([]byte) []byte { return []byte("<html>not found</html>") }, root), "line 1 is not a digest and a path"},
		"another list":              {replaced("releases.json", func(b []byte) []byte { return append(b, ' ') }, root+""), "its bytes are not those that SHA256SUMS names"},
		"another file": {replaced("data/train-2020.parquet", func(b []byte) []byte { return append(bytes.Clone(b[:len(b)-1]), b[len(b)-1]^1) }, root),
			"/1.2.0/data/train-2020.parquet: its bytes are not those"},
		"a longer file":  {replaced("data/train-2020.parquet", func(b []byte) []byte { return append(bytes.Clone(b), 0) }, root), "and should have"},
		"a shorter file": {replaced("data/train-2020.parquet", func(b []byte) []byte { return b[:len(b)-1] }, root), "and should have"},
		"a file that is not there": {func(w http.ResponseWriter, r *http.Request) bool {
			if strings.HasSuffix(r.URL.Path, "train-2020.parquet") {
				http.NotFound(w, r)
				return true
			}
			return false
		}, "train-2020.parquet: the host answers 404"},
		"endless redirects": {func(w http.ResponseWriter, r *http.Request) bool {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
			return true
		}, "redirects"},
		"a length that lies": {func(w http.ResponseWriter, r *http.Request) bool {
			if strings.HasSuffix(r.URL.Path, "train-2020.parquet") {
				w.Header().Set("Content-Length", "5")
				w.Write([]byte("12345"))
				return true
			}
			return false
		}, "and should have"},
		"always cut short": {func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, "train-2020.parquet") {
				return false
			}
			w.Header().Set("Content-Length", "1000000")
			w.Write([]byte("12345"))
			panic(http.ErrAbortHandler)
		}, "train-2020.parquet"},
		"replaced on the way": {func() meddle {
			var asked atomic.Int64
			other := replaced("SHA256SUMS", func(b []byte) []byte { return bytes.Replace(b, []byte("0"), []byte("1"), 1) }, root)
			changed := replaced("data/train-2020.parquet", func(b []byte) []byte { return append(bytes.Clone(b), 1) }, root)
			return func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == "/1.2.0/SHA256SUMS" && asked.Add(1) == 1 {
					return false
				}
				return other(w, r) || changed(w, r)
			}
		}(), "the release was replaced while it was pulled"},
	} {
		t.Run(name, func(t *testing.T) {
			h := serve(t, root, c.m)
			parent := t.TempDir()
			dir := filepath.Join(parent, "demo")
			o := options()
			o.Connections = 1
			_, err := pullTo(t, h.URL+"/1.2.0", dir, o)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
			for file := range tree(t, parent) {
				if !strings.HasPrefix(file, ".demo.dabao-pull/") || strings.Count(file, "/") != 1 {
					t.Errorf("left %s", file)
				}
			}
			must(t, root, dir, "1.2.0", options()) // goes on from what was left, by another way
		})
	}
}

// TestHostsThatAreOnlyClumsy: the folder comes whole from them, and the bytes
// that move are told.
func TestHostsThatAreOnlyClumsy(t *testing.T) {
	root := published(t)
	for name, m := range map[string]meddle{
		"knows no ranges and hangs up": func() meddle {
			var cut atomic.Int64
			return func(w http.ResponseWriter, r *http.Request) bool {
				r.Header.Del("Range")
				if !strings.HasSuffix(r.URL.Path, "articles.db") || cut.Add(1) > 2 {
					return false
				}
				b, _ := os.ReadFile(filepath.Join(root, r.URL.Path))
				w.Header().Set("Content-Length", fmt.Sprint(len(b)))
				w.Write(b[:len(b)/2])
				panic(http.ErrAbortHandler)
			}
		}(),
		"hangs up again and again": func() meddle {
			return func(w http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "articles.db") {
					return false
				}
				sendFile(&cutting{w, 100_000}, r, root)
				return true
			}
		}(),
		"replaces the file, and heeds no If-Range": func() meddle {
			var asked atomic.Int64
			return func(w http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "articles.db") {
					return false
				}
				r.Header.Del("If-Range")
				if asked.Add(1) > 1 {
					return false
				}
				b, _ := os.ReadFile(filepath.Join(root, r.URL.Path)) // of the release that went before, say
				w.Header().Set("ETag", `"before"`)
				w.Header().Set("Content-Length", fmt.Sprint(len(b)))
				w.Write(bytes.Repeat([]byte("x"), 100_000))
				panic(http.ErrAbortHandler)
			}
		}(),
		"denies what there is not": func(w http.ResponseWriter, r *http.Request) bool {
			if _, err := os.Stat(filepath.Join(root, r.URL.Path)); err == nil {
				return false
			}
			w.WriteHeader(http.StatusForbidden)
			return true
		},
		"is busy at first": func() meddle {
			var asked sync.Map
			return func(w http.ResponseWriter, r *http.Request) bool {
				if _, before := asked.LoadOrStore(r.URL.Path, true); before {
					return false
				}
				w.Header().Set("Retry-After", "0")
				w.WriteHeader(http.StatusServiceUnavailable)
				return true
			}
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			h := serve(t, root, m)
			o := options()
			o.Whole = true
			must(t, h.URL, filepath.Join(t.TempDir(), "demo"), "1.2.0", o)
		})
	}
}

// cutting hangs up after some bytes.
type cutting struct {
	http.ResponseWriter
	left int
}

func (c *cutting) Write(p []byte) (int, error) {
	if len(p) > c.left {
		c.ResponseWriter.Write(p[:c.left])
		c.ResponseWriter.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	c.left -= len(p)
	return c.ResponseWriter.Write(p)
}

// TestInterruptedAgainAndAgain: what had arrived is not asked for again.
func TestInterruptedAgainAndAgain(t *testing.T) {
	root := published(t)
	total := sizeOf(t, filepath.Join(root, "1.2.0"))
	random := rand.New(rand.NewPCG(3, 4))
	dir := filepath.Join(t.TempDir(), "demo")
	var received atomic.Int64
	h := serve(t, root, nil)
	for i := 0; ; i++ {
		ctx, stop := context.WithCancel(t.Context())
		stopAt := received.Load() + random.Int64N(total/20)
		o := options()
		o.Whole = true
		o.Bytes = func(n int64) {
			if now := received.Add(n); i < 10 && now >= stopAt {
				stop()
			}
		}
		at, err := remote.ParseAddress(h.URL)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Pull(ctx, at, dir, o)
		stop()
		if err == nil {
			if i < 3 {
				t.Fatalf("done after %d interruptions", i)
			}
			break
		}
		if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "the same command goes on from there") {
			t.Fatal(err)
		}
	}
	sameFolder(t, dir, filepath.Join(root, "1.2.0"))
	if got := received.Load(); got > total {
		t.Errorf("%d bytes of files were taken, and the release has %d", got, total)
	}
}

// TestAlteredRelease: another release under the version that is here is told, and
// taken only by force; so are the other things that would be lost.
func TestAlteredRelease(t *testing.T) {
	root := t.TempDir()
	other := filepath.Join(root, "other")
	if err := build(root, other, "1.2.0", "", 61); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "demo")
	must(t, published(t), dir, "1.2.0", options())
	before := tree(t, dir)
	_, err := pullTo(t, other, dir, options())
	if !errors.Is(err, ErrAltered) || !strings.Contains(err.Error(), "both version 1.2.0 of demo") {
		t.Errorf("got %v", err)
	}
	only := options()
	only.Only = []Kind{Database}
	if _, err := pullTo(t, published(t)+"@1.1.0", dir, only); !errors.Is(err, ErrKinds) || !strings.Contains(err.Error(), "csv and data") {
		t.Errorf("got %v", err)
	}
	if got := tree(t, dir); len(got) != len(before) || got[release.SumsFile] != before[release.SumsFile] {
		t.Error("the folder changed")
	}
	if r, err := pullTo(t, published(t), dir, only); err != nil || r.Road != Nothing {
		t.Errorf("a kind of what is there: %+v, %v", r, err)
	}
	force := options()
	force.Force = true
	if _, err := pullTo(t, other, dir, force); err != nil {
		t.Fatal(err)
	}
	sameFolder(t, dir, other)
	var notes []string
	o := options()
	o.Note = func(text string) { notes = append(notes, text) }
	os.RemoveAll(other)
	if err := build(root, other, "1.1.0", "", 61); err != nil {
		t.Fatal(err)
	}
	if _, err := pullTo(t, other, dir+"2", o); err != nil {
		t.Fatal(err)
	}
	if _, err := pullTo(t, published(t), dir+"2", o); err != nil {
		t.Fatal(err)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "version 1.1.0 in") || !strings.Contains(notes[0], "is not the one that") {
		t.Errorf("notes %q", notes)
	}
}

func TestForeignFolderIsLeft(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	must(t, published(t), dir, "1.2.0", options())
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := pullTo(t, published(t)+"@1.1.0", dir, options()); !errors.Is(err, release.ErrForeign) || !strings.Contains(err.Error(), "notes.txt") {
		t.Errorf("got %v", err)
	}
}

// TestWhatGrowsPastAllMeasureIsStopped: a few bytes of a stranger may unpack to
// more than any disk.
func TestWhatGrowsPastAllMeasureIsStopped(t *testing.T) {
	shop, err := openWorkshop(t.Context(), filepath.Join(t.TempDir(), "demo"))
	if err != nil {
		t.Fatal(err)
	}
	defer shop.close()
	p := puller{shop: shop, options: Options{Step: func(string, int64) {}, Bytes: func(int64) {}}}
	made, err := p.scratch()
	if err != nil {
		t.Fatal(err)
	}
	err = p.making(t.Context(), "", 1000, func(ctx context.Context) error {
		f, err := os.Create(filepath.Join(made, "x"))
		if err != nil {
			return err
		}
		defer f.Close()
		if err := f.Truncate(1 << 30); err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	})
	if !errors.Is(err, errRoad) {
		t.Errorf("got %v", err)
	}
}

func TestDryRunChangesNothing(t *testing.T) {
	h := serve(t, published(t), nil)
	parent := t.TempDir()
	dir := filepath.Join(parent, "demo")
	o := options()
	o.DryRun = true
	r, err := pullTo(t, h.URL, dir, o)
	if err != nil || r.Road != Shards || r.TakenBytes == 0 || r.Changed || len(r.Files) != r.Taken {
		t.Errorf("%+v, %v", r, err)
	}
	if entries, err := os.ReadDir(parent); err != nil || len(entries) > 0 {
		t.Errorf("left %v, %v", entries, err)
	}
	done := must(t, h.URL, dir, "1.2.0", options())
	if done.TakenBytes != r.TakenBytes || done.Made != r.Made || done.Taken != r.Taken {
		t.Errorf("planned %+v\ndone    %+v", r, done)
	}
}

// TestSizesWithoutEnd: sums of sizes do not overflow into small ones.
func TestSizesWithoutEnd(t *testing.T) {
	o := offer{source: remote.NewSource(remote.Address{Folder: "x"}, remote.Options{}), sizes: map[string]int64{}, list: &release.List{Versions: []release.Version{{}}}}
	for i := range 4 {
		name := fmt.Sprint("f", i)
		o.sums = append(o.sums, release.Sum{Path: name})
		o.list.Files = append(o.list.Files, release.Size{Path: name, Bytes: 1 << 62})
	}
	if err := o.measure(1); err == nil || !strings.Contains(err.Error(), "no release has as many") {
		t.Errorf("got %v", err)
	}
}
