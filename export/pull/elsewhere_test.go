package pull

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dabao/export/release"
)

// TestDatabaseOnAnotherHost: what --data-url put elsewhere is taken from there,
// by its checksum, and the secret of the first host does not go along.
func TestDatabaseOnAnotherHost(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "pub", "demo")
	var secrets []string
	var wrong bool
	other := serve(t, filepath.Join(root, "big"), func(w http.ResponseWriter, r *http.Request) bool {
		secrets = append(secrets, r.Header.Get("Authorization"))
		if r.URL.Query().Get("key") != "1" {
			http.NotFound(w, r)
			return true
		}
		if wrong {
			w.Write(make([]byte, 10))
		}
		return wrong
	})
	err := build(root, dir, "2.0.0", "", 10, func(o *release.Options) { o.DataURL = other.URL + "/db/articles.db?key=1" })
	if err == nil {
		err = os.MkdirAll(filepath.Join(root, "big", "db"), 0o777)
	}
	if err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(root, "whole")
	if err := os.CopyFS(whole, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, release.DatabaseFile), filepath.Join(root, "big", "db", release.DatabaseFile)); err != nil {
		t.Fatal(err)
	}
	h := serve(t, filepath.Join(root, "pub"), nil)
	o := options()
	o.Whole, o.Remote.Authorization = true, "Bearer secret"
	for name, address := range map[string]string{"a host": h.URL + "/demo", "a folder": dir} {
		got := filepath.Join(t.TempDir(), "got")
		r, err := pullTo(t, address, got, o)
		if err != nil || r.Road != Whole {
			t.Fatalf("%s: %v", name, err)
		}
		sameFolder(t, got, whole)
	}
	if len(secrets) == 0 || slices.ContainsFunc(secrets, func(s string) bool { return s != "" }) {
		t.Errorf("the other host was sent %q", secrets)
	}
	wrong = true
	_, err = pullTo(t, h.URL+"/demo", filepath.Join(t.TempDir(), "got"), o)
	if err == nil || !strings.Contains(err.Error(), other.URL+"/db/articles.db: its bytes are not those") {
		t.Errorf("of other bytes: %v", err)
	}
	other.Close()
	if _, err = pullTo(t, h.URL+"/demo", filepath.Join(t.TempDir(), "got"), o); err == nil || !strings.Contains(err.Error(), "cannot be reached") {
		t.Errorf("of a host that is gone: %v", err)
	}
}

// TestFolderIsCopied: making costs more than copying, unless it is asked for.
func TestFolderIsCopied(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	for _, version := range []string{"1.1.0", "1.2.0"} {
		if r := must(t, published(t)+"@"+version, dir, version, options()); r.Road != Whole || r.Made > 0 || !strings.Contains(r.Why, "copied") {
			t.Errorf("got %+v", r)
		}
	}
	o := options()
	o.Make = true
	if r := must(t, published(t), filepath.Join(t.TempDir(), "demo"), "1.2.0", o); r.Road != Shards || r.Why != "" {
		t.Errorf("with Make: %+v", r)
	}
}

// TestFastLineTurns: where the line is faster than the making, what is taken by
// one road is kept on the other.
func TestFastLineTurns(t *testing.T) {
	defer func(sample, made int64) { sampleBytes, madeEachSecond = sample, made }(sampleBytes, madeEachSecond)
	sampleBytes, madeEachSecond = 20_000, 1
	for _, kinds := range [][]Kind{nil, {Database}} {
		h := serve(t, published(t), nil)
		o := options()
		o.Only = kinds
		var notes []string
		o.Note = func(text string) { notes = append(notes, text) }
		dir := filepath.Join(t.TempDir(), "demo")
		r, err := pullTo(t, h.URL, dir, o)
		if err != nil || r.Road != Whole || len(notes) != 1 || r.Why != notes[0] || !strings.Contains(r.Why, "MB a second: articles.db is taken as it lies there") {
			t.Fatalf("%+v, %v, %q", r, err, notes)
		}
		if got := len(tree(t, dir)) - 1; r.Kept != 0 || r.Made != 0 || r.Taken != got || len(r.Files) != got {
			t.Errorf("%d kept, %d made, %d taken (%d named) of %d", r.Kept, r.Made, r.Taken, len(r.Files), got)
		}
		if kinds == nil {
			sameFolder(t, dir, filepath.Join(published(t), "1.2.0"))
			if r.TakenBytes > r.ReleaseBytes {
				t.Errorf("%d bytes moved of %d", r.TakenBytes, r.ReleaseBytes)
			}
		}
		o.Make = true
		if r, err := pullTo(t, h.URL, filepath.Join(t.TempDir(), "demo"), o); err != nil || r.Road != Shards || len(notes) != 1 {
			t.Errorf("with Make: %+v, %v", r, err)
		}
	}
}

func TestTurn(t *testing.T) {
	const mb = 1 << 20
	shard, database := item{sum: "shard"}, item{sum: "database"}
	for name, c := range map[string]struct {
		moved, took, lying int64 // of the shards in bytes, in seconds, bytes as they lie there
		makes              int64
		want               bool
	}{
		"a fast line":           {10 * mb, 1, 500 * mb, 2400 * mb, true},
		"a slow line":           {10 * mb, 10, 500 * mb, 2400 * mb, false},
		"a little faster":       {10 * mb, 1, 500 * mb, 600 * mb, false},
		"too little to be sure": {1 * mb, 0, 500 * mb, 2400 * mb, false},
		"all is there":          {100 * mb, 1, 500 * mb, 2400 * mb, true},
	} {
		one := &plan{road: Shards, bytes: 100 * mb, lying: &plan{bytes: c.lying}}
		one.add(shard)
		one.lying.add(database)
		l := &line{plan: one, makes: c.makes}
		l.passed(shard, c.moved)
		if err := l.turn(time.Duration(c.took) * time.Second); (err != nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	one := &plan{road: Deltas}
	if err := (&line{plan: one, moved: 100 * mb, makes: 1 << 40}).turn(time.Second); err != nil {
		t.Errorf("an update by deltas: %v", err)
	}
}
