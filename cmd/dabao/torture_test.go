package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// tortureEnv sets how many rounds each torture takes ("make torture"), and
// seedEnv repeats one that failed.
const (
	tortureEnv = "DABAO_TORTURE"
	seedEnv    = "DABAO_SEED"
)

// rounds is how often a torture is done: a slice of it in the ordinary tests.
func rounds(t *testing.T, slice int) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv(tortureEnv)); err == nil {
		return n
	}
	if testing.Short() {
		t.Skip("tortures real processes for some seconds")
	}
	return slice
}

// dice are random by the seed that is printed.
func dice(t *testing.T) *rand.Rand {
	t.Helper()
	seed, err := strconv.ParseUint(os.Getenv(seedEnv), 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("%s=%d", seedEnv, seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// aCommandTakes bounds any command on a damaged release of a few articles; past
// it the command is said to hang.
const aCommandTakes = 2 * time.Minute

// ends runs the program and returns its exit code and what it says. A panic, a
// signal or a hang fails the test.
func ends(t *testing.T, bin, dir string, args ...string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), aCommandTakes)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, args...)
	cmd.Dir = dir
	said, err := cmd.CombinedOutput()
	code := cmd.ProcessState.ExitCode()
	if ctx.Err() != nil || code < 0 || bytes.Contains(said, []byte("goroutine ")) {
		t.Errorf("dabao %s: %v, exit code %d:\n%.2000s", strings.Join(args, " "), err, code, said)
	}
	return code, string(said)
}

// releasedFiles are the files of a release, by path in it.
func releasedFiles(t *testing.T, dir string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			paths = append(paths, path[len(dir)+1:])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// demoReleases makes two releases of the demo, whose recipe it copies to "demo",
// as "old" and "new": the latter holds every file a release can.
func demoReleases(t *testing.T, bin, dir string) {
	t.Helper()
	demo := filepath.Join(dir, "demo")
	if err := os.CopyFS(demo, os.DirFS("../../datasets/demo")); err != nil {
		t.Fatal(err)
	}
	if code, said := ends(t, bin, dir, "release", "demo", "-q", "-o", "old"); code != exitDone {
		t.Fatalf("the first release ends with %d:\n%s", code, said)
	}
	recipe := filepath.Join(demo, "recipe.toml")
	text, err := os.ReadFile(recipe)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("1.0.0"), []byte("1.1.0"), 1)
	page := `<html lang="en"><title>The mill turns again</title><link rel="canonical" href="https://mill.example.org/2022/wheel.html">
<meta property="article:published_time" content="2022-10-03"><article><h1>The mill turns again</h1>` +
		strings.Repeat("<p>After forty years the wheel of the old mill turns again, and flour is sold at its door from Monday on.</p>", 3) + `</article>`
	if err := errors.Join(os.WriteFile(recipe, text, 0o666), os.WriteFile(filepath.Join(demo, "pages", "zz-mill.html"), []byte(page), 0o666)); err != nil {
		t.Fatal(err)
	}
	if code, said := ends(t, bin, dir, "release", "demo", "-q", "-o", "new", "--previous", "old"); code != exitDone {
		t.Fatalf("the second release ends with %d:\n%s", code, said)
	}
}

// readersOf are the commands that read a file of a release.
func readersOf(name string) (all [][]string) {
	switch {
	case strings.HasSuffix(name, ".db"):
		db := "new/" + name
		all = append(all, []string{"info", db}, []string{"info", "--rejects", db}, []string{"search", db, "大桥 OR bridge"}, []string{"search", "--count", db, "lang:ja"},
			[]string{"show", db, "00000000"}, []string{"export", db, "-o", "-", "--format", "jsonl"}, []string{"verify", db},
			[]string{"diff", "old", db}, []string{"merge", "-q", "-o", "merged.db", db}, []string{"release", db, "-q", "-o", "again"},
			[]string{"apply", db, "new/delta-1.0.0.jsonl.zst", "-o", "applied.db"})
	case strings.HasSuffix(name, ".zst"):
		all = append(all, []string{"apply", "old/articles.db", "new/" + name, "-o", "applied.db"})
	case name == "recipe.toml" || name == "inputs.lock":
		all = append(all, []string{"verify", "new", "--rebuild", "demo", "--previous", "old"})
	}
	return all
}

// TestFlippedBits damages one byte of a release at a time: verify never says
// ok and names the file, and no command that reads the file panics or hangs.
func TestFlippedBits(t *testing.T) {
	bin, dir := buildDabao(t), t.TempDir()
	n, r := rounds(t, 120), dice(t)
	demoReleases(t, bin, dir)
	files := releasedFiles(t, filepath.Join(dir, "new"))
	for i := range n {
		name := files[i%len(files)]
		if i%2 == 1 {
			name = "articles.db" // the file with most that can break
		}
		path := filepath.Join(dir, "new", name)
		sound, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		at, mask := r.IntN(len(sound)), byte(1+r.IntN(255))
		damaged := bytes.Clone(sound)
		damaged[at] ^= mask
		if err := errors.Join(os.Chmod(path, 0o644), os.WriteFile(path, damaged, 0o644)); err != nil {
			t.Fatal(err)
		}
		what := fmt.Sprintf("byte %d of %s xor %#x", at, name, mask)
		if code, said := ends(t, bin, dir, "verify", "new"); code != exitMismatch && (name != "SHA256SUMS" || code != exitFailed) || !strings.Contains(said, name) && name != "SHA256SUMS" {
			t.Errorf("%s: verify ends with %d:\n%s", what, code, said)
		}
		readers := readersOf(name)
		if len(readers) > 3 { // some of them, to try more places in the same time
			r.Shuffle(len(readers), func(i, j int) { readers[i], readers[j] = readers[j], readers[i] })
			readers = readers[:3]
		}
		for _, args := range readers {
			if code, said := ends(t, bin, dir, args...); code > exitMismatch {
				t.Errorf("%s: dabao %v ends with %d:\n%s", what, args, code, said)
			}
			for _, made := range []string{"merged.db", "applied.db", "again"} {
				if err := os.RemoveAll(filepath.Join(dir, made)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if t.Failed() {
			t.Fatal(what)
		}
		if err := os.WriteFile(path, sound, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
