package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestPullFigures prints what downloads of a release of DABAO_BENCH_ARTICLES
// articles over 60 months, and of the next with a month more, 800 on 50,000, cost on a
// host that takes 40 ms an answer: bytes that move, requests, seconds and CPU
// seconds, beside wget. It asserts the bytes, of 50,000 articles or more.
func TestPullFigures(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("DABAO_BENCH_ARTICLES"))
	if err != nil {
		t.Skip("make bench-pull; DABAO_BENCH_ARTICLES says how many articles")
	}
	f := &pullFigures{t: t, dir: t.TempDir(), bin: buildDabao(t)}
	f.publish(n, 16*n/1000)
	f.host = serveCounted(t, filepath.Join(f.dir, "pub"), 40*time.Millisecond, 0, 256<<10)
	database := f.size("1.1.0/articles.db")
	fmt.Printf("%-34s %9s %9s %8s %8s %8s %8s\n", "step", "MB", "of wget", "requests", "s", "CPU s", "peak MB")
	f.wget("1.1.0")
	f.pull("everything", "@1.1.0", "-o", "line")
	f.pull("everything, --make", "@1.1.0", "-o", "got", "--make")
	whole := f.pull("everything, --whole", "@1.1.0", "-o", "whole", "--whole")
	f.pull("again: nothing to do", "@1.1.0", "-o", "got")
	only := f.pull("--only db, --make", "@1.1.0", "-o", "db", "--only", "db", "--make")
	data := f.pull("--only data", "@1.1.0", "-o", "data", "--only", "data")
	f.pull("the release before", "@1.0.0", "-o", "old")
	update := f.pull(fmt.Sprintf("a month of %d more", 16*n/1000), "", "-o", "old")
	f.measure("pull: from a folder", exec.Command(f.bin, "pull", "-q", "pub@1.1.0", "-o", "copy"))
	hash := f.hash("got/articles.db")
	fmt.Printf("articles.db through its shards: %.3f of its %.0f MB, %.1f s; hashing it takes %.2f s, taking the shards %.2f s: %.1f times 2 x hashing + taking\n",
		shareOf(only.bytes, database), float64(database)/1e6, only.wall, hash, data.wall, only.wall/(2*hash+data.wall))
	more := f.interrupted(whole.bytes)
	for what, limit := range map[string][2]float64{
		"a month more moves, of a full download": {shareOf(update.bytes, f.full.bytes), .03},
		"articles.db moves, of its size":         {shareOf(only.bytes, database), .3},
		"ten interruptions cost, of all bytes":   {shareOf(more, whole.bytes), .01},
	} {
		fmt.Printf("%s: %.4f (at most %.2f)\n", what, limit[0], limit[1])
		if limit[0] > limit[1] && n >= 50_000 {
			t.Errorf("%s: %.4f, more than %.2f", what, limit[0], limit[1])
		}
	}
	for _, dir := range []string{"got", "line", "copy", "whole", "old", "cut"} {
		if treeOf(t, filepath.Join(f.dir, dir)) != treeOf(t, filepath.Join(f.dir, "pub", "1.1.0")) {
			t.Errorf("%s is not the release", dir)
		}
	}
}

type pullFigures struct {
	t        *testing.T
	dir, bin string
	host     *countingHost
	full     moved
}

// moved is what a download took.
type moved struct {
	cost
	bytes, requests int64
}

func shareOf(part, of int64) float64 { return float64(part) / float64(of) }

func (f *pullFigures) size(name string) int64 { return sizeOf(f.t, filepath.Join(f.dir, "pub", name)) }

// publish makes two releases, the second with more articles of another month.
func (f *pullFigures) publish(n, more int) {
	dir := filepath.Join(f.dir, "source")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		f.t.Fatal(err)
	}
	v := newInventor()
	previous := ""
	for i, version := range []string{"1.0.0", "1.1.0"} {
		from, to := []int{0, n}[i], []int{n, n + more}[i]
		f.lines(v, filepath.Join(dir, version+".jsonl"), from, to, n)
		recipe := fmt.Sprintf("name = \"bench\"\nversion = %q\nlicense = \"CC0-1.0\"\n[[source]]\nglob = \"*.jsonl\"\n", version)
		if err := os.WriteFile(filepath.Join(dir, "recipe.toml"), []byte(recipe), 0o666); err != nil {
			f.t.Fatal(err)
		}
		args := []string{"release", ".", "-q", "-o", filepath.Join(f.dir, "pub", version)}
		if previous != "" {
			args = append(args, "--previous", previous)
		}
		previous = filepath.Join(f.dir, "pub", version)
		cmd := exec.Command(f.bin, args...)
		cmd.Dir = dir
		c := spend(f.t, cmd)
		fmt.Printf("release %s: %.0f s, CPU %.0f s, peak %d MB\n", version, c.wall, c.cpu, c.peak>>20)
	}
}

// lines writes articles: the first n over 60 months, those behind in the next.
func (f *pullFigures) lines(v *inventor, path string, from, to, n int) {
	file, err := os.Create(path)
	if err != nil {
		f.t.Fatal(err)
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	for i := from; i < to; i++ {
		a := v.article(i)
		a["date"] = time.Date(2018, time.Month(1+60*i/n), 1+i%28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		line, err := json.Marshal(a)
		if err != nil {
			f.t.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	if err := out.Flush(); err != nil {
		f.t.Fatal(err)
	}
}

// measure runs a command in the folder and prints what the host sent for it.
func (f *pullFigures) measure(what string, cmd *exec.Cmd) moved {
	cmd.Dir = f.dir
	bytes, requests := f.host.total()
	c := spend(f.t, cmd)
	sent, hits := f.host.total()
	m := moved{c, sent - bytes, hits - requests}
	if f.full.bytes == 0 {
		f.full = m
	}
	fmt.Printf("%-34s %9.1f %9.4f %8d %8.2f %8.2f %8d\n", what, float64(m.bytes)/1e6, shareOf(m.bytes, f.full.bytes), m.requests, m.wall, m.cpu, m.peak>>20)
	return m
}

// wget takes every file of a release, as it is done without dabao.
func (f *pullFigures) wget(version string) {
	var list strings.Builder
	for _, name := range releasedFiles(f.t, filepath.Join(f.dir, "pub", version)) {
		fmt.Fprintf(&list, "%s/%s/%s\n", f.host.URL, version, name)
	}
	path := filepath.Join(f.dir, "list")
	if err := os.WriteFile(path, []byte(list.String()), 0o666); err != nil {
		f.t.Fatal(err)
	}
	f.measure("wget -c of everything", exec.Command("wget", "-q", "-c", "-x", "-nH", "-P", "wget", "-i", path))
	os.RemoveAll(filepath.Join(f.dir, "wget"))
}

func (f *pullFigures) pull(what, version string, args ...string) moved {
	return f.measure("pull: "+what, exec.Command(f.bin, append([]string{"pull", "-q", f.host.URL + version}, args...)...))
}

// hash is how long SHA-256 of a file takes, in seconds.
func (f *pullFigures) hash(name string) float64 {
	file, err := os.Open(filepath.Join(f.dir, name))
	if err != nil {
		f.t.Fatal(err)
	}
	defer file.Close()
	started := time.Now()
	if _, err := io.Copy(sha256.New(), file); err != nil {
		f.t.Fatal(err)
	}
	return time.Since(started).Seconds()
}

// interrupted kills a download of so many bytes ten times and returns how many
// bytes more than those the host sent. A line of 20 MB a second is between.
func (f *pullFigures) interrupted(whole int64) int64 {
	f.host.pace, f.host.piece = time.Millisecond, 20<<10
	r := dice(f.t)
	bytes, _ := f.host.total()
	for i := 0; ; i++ {
		cmd := exec.Command(f.bin, "pull", "-q", f.host.URL+"@1.1.0", "-o", "cut", "--whole")
		cmd.Dir = f.dir
		if err := cmd.Start(); err != nil {
			f.t.Fatal(err)
		}
		if i < 10 {
			f.host.at(1+r.Int64N(whole/12), func() { cmd.Process.Kill() })
		}
		if err := cmd.Wait(); (err == nil) != (i == 10) {
			f.t.Fatalf("run %d: %v", i, err)
		}
		if i == 10 {
			break
		}
	}
	sent, _ := f.host.total()
	fmt.Printf("%-34s %9.1f %9.4f\n", "pull: killed ten times", float64(sent-bytes)/1e6, shareOf(sent-bytes, f.full.bytes))
	return sent - bytes - whole
}
