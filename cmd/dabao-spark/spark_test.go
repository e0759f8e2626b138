// Package spark runs dabao_spark.py on a real Spark cluster: a master and two
// workers, processes of their own on the loopback interface.
package spark

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMap wants the map of a recipe among the flags that workers read by, or an
// error: never rows read under other names without a word.
func TestMap(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	recipe := filepath.Join(t.TempDir(), "recipe.toml")
	for name, c := range map[string]struct{ recipe, flags, want string }{
		"none":             {"[[source]]\nglob = \"*.warc\"\n", "", "\n"},
		"a line":           {"[[source]]\nglob = \"*.csv\"\nmap = \"text=body,url=link\"\n", "", "--map=text=body,url=link\n"},
		"a table":          {"[[source]]\nglob = \"*.csv\"\n[source.map]\nurl = \"meta.url\"\ntext = \"body\"\n", "--no-facts", "--map=text=body,url=meta.url\n"},
		"twice the same":   {"[[source]]\nglob = \"a.csv\"\nmap = \"text=body\"\n[[source]]\nglob = \"b.csv\"\nmap = {text = \"body\"}\n", "", "--map=text=body\n"},
		"two":              {"[[source]]\nglob = \"a.csv\"\nmap = \"text=body\"\n[[source]]\nglob = \"b.csv\"\n", "", "different ways"},
		"said by a flag":   {"[[source]]\nglob = \"a.csv\"\nmap = \"text=body\"\n", "--map=text=prose", "\n"},
		"no recipe at all": {"[[source", "", "recipe.toml: "},
	} {
		if err := os.WriteFile(recipe, []byte(c.recipe), 0o666); err != nil {
			t.Fatal(err)
		}
		said, _ := exec.Command(python, "-B", "-c", "import sys, dabao_spark\ntry: print(*dabao_spark.mapping(sys.argv[1], sys.argv[2:]))\nexcept dabao_spark.Failure as e: print(e)",
			recipe, c.flags).CombinedOutput()
		if got := string(said); got != c.want && (len(c.want) < 2 || !strings.Contains(got, c.want)) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestSpark packs one corpus on a cluster, again and again under worse
// conditions, and wants the release of a single machine each time.
func TestSpark(t *testing.T) {
	b := newBench(t)
	single := b.release(t)

	t.Run("two workers", func(t *testing.T) {
		c := b.cluster(t, 2)
		summary := filepath.Join(c.dir, "summary.json")
		out := c.pack(t, 3, "--summary", summary, "--sqlite")
		sameSums(t, single, out)
		said, err := os.ReadFile(summary)
		if err != nil {
			t.Fatal(err)
		}
		var sum struct {
			Read, Stored, Unchanged, Superseded, Rejected, Skipped int
			Skips, Reasons                                         map[string]int
		}
		if err := json.Unmarshal(said, &sum); err != nil {
			t.Fatalf("the summary is no JSON: %v\n%s", err, said)
		}
		if got := fmt.Sprintf("%d %d %d %d %d %d %v %v\n", sum.Read, sum.Stored, sum.Unchanged, sum.Superseded, sum.Rejected, sum.Skipped, sum.Skips, sum.Reasons); got != b.counters {
			t.Errorf("counters %s, a single run has %s", got, b.counters)
		}
		databases, _ := filepath.Glob(filepath.Join(c.dir, "shards", "*", "shard.db"))
		if len(databases) != corpusFiles {
			t.Errorf("%d databases in the shards, want %d", len(databases), corpusFiles)
		}
		// Once more: the shards that are there are used, what a dead task left is
		// taken away, and what is somebody else's is not.
		done, _ := filepath.Glob(filepath.Join(c.dir, "shards", "*", "shard.json"))
		dead := filepath.Join(c.dir, "shards", filepath.Base(filepath.Dir(done[0]))[:17]+"9-00000000")
		foreign := filepath.Join(c.dir, "shards", "photographs")
		for _, dir := range []string{dead, foreign} {
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
		}
		out = c.pack(t, 3)
		sameSums(t, single, out)
		if _, err := os.Stat(dead); err == nil {
			t.Error("what a dead task left is still there")
		}
		if _, err := os.Stat(foreign); err != nil {
			t.Errorf("a folder that is no shard is gone: %v", err)
		}
		if !strings.Contains(c.said, fmt.Sprintf("%d of %d inputs are read already", corpusFiles, corpusFiles)) {
			t.Errorf("the second run does not say that it used the shards:\n%s", c.said)
		}
	})
	t.Run("a worker is killed", func(t *testing.T) {
		c := b.cluster(t, 2)
		go func() {
			for range 6000 {
				if done, _ := filepath.Glob(filepath.Join(c.dir, "shards", "*", "shard.json")); len(done) > 0 {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			syscall.Kill(-c.workers[0].Process.Pid, syscall.SIGKILL)
		}()
		// The first worker is slow, so that it is killed at work.
		slow := c.program(t, `case "$PWD$*" in *ingest*) sleep 1;; esac`)
		out := c.pack(t, 3, "--worker-dabao", slow)
		sameSums(t, single, out)
		if c.workers[0].ProcessState == nil && c.workers[0].Wait() == nil {
			t.Error("the worker was not killed")
		}
	})
	t.Run("tasks are tried twice, on one worker", func(t *testing.T) {
		c := b.cluster(t, 1)
		// Each input is read whole, then the task fails once.
		twice := c.program(t, `if [ "$1" = ingest ]; then for a; do last="$a"; done; mark="`+c.dir+`/tried-$(echo "$last" | tr / _)"
			if [ ! -e "$mark" ]; then "$dabao" "$@"; : >"$mark"; exit 1; fi; fi`)
		out := c.pack(t, 3, "--worker-dabao", twice)
		sameSums(t, single, out)
		if tried, _ := filepath.Glob(filepath.Join(c.dir, "tried-*")); len(tried) != corpusFiles {
			t.Errorf("%d inputs were tried twice, want %d", len(tried), corpusFiles)
		}
	})
	t.Run("through another file system", func(t *testing.T) {
		c := b.cluster(t, 2)
		shards := filepath.Join(c.dir, "elsewhere")
		if err := os.Mkdir(shards, 0o777); err != nil {
			t.Fatal(err)
		}
		c.conf = append(c.conf, "spark.hadoop.fs.viewfs.mounttable.test.link./news=file://"+b.corpus,
			"spark.hadoop.fs.viewfs.mounttable.test.link./shards=file://"+shards)
		out := c.pack(t, 3, "--base", "viewfs://test/news", "--shards", "viewfs://test/shards")
		sameSums(t, single, out)
	})
	t.Run("what goes wrong is said", func(t *testing.T) { b.failures(t) })
}

// failures are the ways in which a run ends with a word and without an output.
func (b *bench) failures(t *testing.T) {
	c := b.cluster(t, 2)
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct {
		name string
		args []string
		want []string
	}{
		{"another version", []string{"--worker-dabao", c.program(t, `[ "$1" = --version ] && echo dabao version 9.9.9 && exit 0`)},
			[]string{"worker " + host + ", input crawl/", "'dabao version 9.9.9'", "every worker needs the same program"}},
		{"no program", []string{"--worker-dabao", "/nowhere/dabao"},
			[]string{"worker " + host + ", input crawl/", "cannot run /nowhere/dabao: No such file"}},
		{"no room on the worker", []string{"--worker-dabao", c.program(t, `[ "$1" = ingest ] && trap "" XFSZ && ulimit -f 64`)},
			[]string{"worker " + host + ", input crawl/", "ended with 1", "file too large"}},
		{"no such input", []string{"--inputs", "crawl/none*.warc.gz"}, []string{"crawl/none*.warc.gz names no file"}},
		{"an input from elsewhere", []string{"--inputs", "file:///etc/passwd"}, []string{"does not lie below", "--base"}},
	} {
		t.Run(f.name, func(t *testing.T) {
			c.fails(t, f.args, f.want...)
		})
	}
	t.Run("two drivers", func(t *testing.T) {
		lock := filepath.Join(c.dir, "shards", "_dabao_running")
		if err := os.WriteFile(lock, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		c.fails(t, nil, "another driver writes to", "if it is dead, remove")
		if err := os.Remove(lock); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("and again without the fault", func(t *testing.T) {
		out := c.pack(t, 3)
		sameSums(t, filepath.Join(b.dir, "single"), out)
	})
}

func (c *cluster) fails(t *testing.T, args []string, want ...string) {
	t.Helper()
	out := filepath.Join(c.dir, "none")
	code := c.submit(t, append([]string{"-o", out}, args...)...)
	if code != 1 {
		t.Errorf("exit code %d, want 1\n%s", code, c.said)
	}
	for _, w := range want {
		if !strings.Contains(c.said, w) {
			t.Errorf("it does not say %q:\n%s", w, tail(c.said))
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("half a release stands under the final name")
	}
	if left, _ := filepath.Glob(filepath.Join(c.dir, ".dabao-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// bench is what all clusters share: the programs and the corpus.
type bench struct {
	dir, corpus   string
	dabao, python string
	home          string // of Spark
	counters      string // of the single run
}

func newBench(t *testing.T) *bench {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a cluster")
	}
	b := &bench{dir: t.TempDir(), python: os.Getenv("DABAO_PYTHON")}
	missing := ""
	pages, _ := filepath.Glob("../../../shared/corpora/*/html/*.gz")
	if len(pages) == 0 {
		missing = "no corpora at ../shared"
	}
	if b.python == "" {
		missing = "DABAO_PYTHON names no Python with pyspark"
	} else if out, err := exec.Command(b.python, "-c", "import os, pyspark; print(os.path.dirname(pyspark.__file__))").Output(); err != nil {
		missing = b.python + " has no pyspark"
	} else {
		b.home = strings.TrimSpace(string(out))
	}
	if _, err := exec.LookPath("java"); err != nil {
		missing = "no java"
	}
	if missing != "" {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must have a Spark: " + missing)
		}
		t.Skip(missing)
	}
	b.dabao = filepath.Join(b.dir, "built")
	build := exec.Command("go", "build", "-o", b.dabao, "../dabao")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	b.corpus = filepath.Join(b.dir, "corpus")
	writeCorpus(t, b.corpus, pages)
	return b
}

const (
	corpusFiles = 5
	recipe      = `name = "crawl"
version = "1.0.0"
title = "A crawl"
description = "Saved pages."
license = "CC0-1.0"
language = ["en", "zh"]

[[creators]]
name = "The testers"

[[source]]
glob = "crawl/*.warc.gz"
rights = "as the pages say"

[splits]
train = 0.8
test = 0.2
`
)

// writeCorpus writes WARC files of the pages, some of them in two files, under
// two addresses, or captured twice, with images and damage between them.
func writeCorpus(t *testing.T, dir string, pages []string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "crawl"), 0o777); err != nil {
		t.Fatal(err)
	}
	files := make([]bytes.Buffer, corpusFiles)
	add := func(file int, kind, url, day string, body []byte) {
		http := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", kind, len(body), body)
		z := gzip.NewWriter(&files[file%corpusFiles])
		fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: %sT00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			url, day, len(http), http)
		z.Close()
	}
	for i, name := range pages {
		if i%2 == 1 {
			continue // enough to meet every case
		}
		body := gunzip(t, name)
		url := fmt.Sprintf("https://news.example.org/story-%d.html", i)
		add(i, "text/html", url, "2022-10-01", body)
		switch i % 10 {
		case 0:
			add(i+1, "text/html", url, "2022-10-02", append(body, "<!-- later -->"...))
		case 4:
			add(i+2, "text/html", fmt.Sprintf("https://copy.example.net/%d.html", i), "2022-10-01", body)
		case 8:
			add(i, "image/png", url+".png", "2022-10-01", []byte("\x89PNG"))
			add(i, "text/html", url+"?empty", "2022-10-01", []byte("<html><body><p>No story.</p></body></html>"))
		}
	}
	files[1].WriteString("\x1f\x8b\x08 no gzip member")
	for i := range files {
		if err := os.WriteFile(filepath.Join(dir, "crawl", fmt.Sprintf("%d.warc.gz", i)), files[i].Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "recipe.toml"), []byte(recipe), 0o666); err != nil {
		t.Fatal(err)
	}
}

func gunzip(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// release is what one machine makes, and its counters.
func (b *bench) release(t *testing.T) string {
	t.Helper()
	out := filepath.Join(b.dir, "single")
	cmd := exec.Command(b.dabao, "release", "-q", b.corpus, "-o", out)
	if said, err := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != 3 {
		t.Fatalf("release: %v\n%s", err, said)
	}
	cmd = exec.Command(b.dabao, "ingest", "-q", "--json", "-o", filepath.Join(b.dir, "single.db"), "crawl")
	cmd.Dir = b.corpus
	said, _ := cmd.Output()
	var sum struct {
		Read, Stored, Unchanged, Superseded, Rejected, Skipped int
		Skips, Reasons                                         map[string]int
	}
	if err := json.Unmarshal(said, &sum); err != nil {
		t.Fatal(err)
	}
	if sum.Superseded == 0 || sum.Rejected == 0 || sum.Skipped == 0 {
		t.Fatalf("the corpus has no case of everything: %s", said)
	}
	b.counters = fmt.Sprintf("%d %d %d %d %d %d %v %v\n", sum.Read, sum.Stored, sum.Unchanged, sum.Superseded, sum.Rejected, sum.Skipped, sum.Skips, sum.Reasons)
	return out
}

func sameSums(t *testing.T, single, out string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join(single, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(out, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the release of the cluster differs from that of one machine:\n%s\nwant\n%s", got, want)
	}
}

// cluster is a Spark master and its workers.
type cluster struct {
	*bench
	dir, url string
	workers  []*exec.Cmd
	conf     []string
	said     string // what the last run said
	runs     int
}

func (b *bench) cluster(t *testing.T, workers int) *cluster {
	t.Helper()
	c := &cluster{bench: b, dir: t.TempDir(), url: fmt.Sprintf("spark://127.0.0.1:%d", freePort(t))}
	address := strings.TrimPrefix(c.url, "spark://")
	_, port, _ := strings.Cut(address, ":")
	c.start(t, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")
	waitFor(t, "the master listens", func() bool {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	for range workers {
		c.workers = append(c.workers, c.start(t, "org.apache.spark.deploy.worker.Worker",
			"--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", filepath.Join(c.dir, "work"), c.url))
	}
	return c
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func waitFor(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for range 600 {
		if ready() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("after a minute it is not so that %s", what)
}

func (c *cluster) env() []string {
	return append(os.Environ(), "SPARK_HOME="+c.home, "SPARK_LOCAL_IP=127.0.0.1", "PYSPARK_PYTHON="+c.python, "PYSPARK_DRIVER_PYTHON="+c.python)
}

// start runs a daemon of Spark in a process group of its own.
func (c *cluster) start(t *testing.T, class string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(filepath.Join(c.home, "bin", "spark-class"), append([]string{class}, args...)...)
	cmd.Env, cmd.Dir = c.env(), c.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		cmd.Wait()
	})
	return cmd
}

// program is a dabao that runs some lines of shell before the real one.
func (c *cluster) program(t *testing.T, lines string) string {
	t.Helper()
	c.runs++
	path := filepath.Join(c.dir, fmt.Sprintf("dabao-%d", c.runs))
	text := fmt.Sprintf("#!/bin/bash\ndabao='%s'\n%s\nexec \"$dabao\" \"$@\"\n", c.dabao, lines)
	if err := os.WriteFile(path, []byte(text), 0o777); err != nil {
		t.Fatal(err)
	}
	return path
}

// pack makes a release and gives its folder.
func (c *cluster) pack(t *testing.T, wantCode int, args ...string) string {
	t.Helper()
	c.runs++
	out := filepath.Join(c.dir, fmt.Sprintf("release-%d", c.runs))
	code := c.submit(t, append([]string{"-o", out}, args...)...)
	if code != wantCode {
		t.Fatalf("exit code %d, want %d\n%s", code, wantCode, tail(c.said))
	}
	return out
}

// submit runs the driver and gives its exit code; c.said is what it said, which
// spark-submit puts on standard output.
func (c *cluster) submit(t *testing.T, args ...string) int {
	t.Helper()
	words := []string{"--master", c.url}
	for _, s := range append([]string{"spark.ui.enabled=false", "spark.executor.memory=512m", "spark.sql.shuffle.partitions=3",
		"spark.driver.bindAddress=127.0.0.1", "spark.driver.host=127.0.0.1", "spark.log.level=ERROR"}, c.conf...) {
		words = append(words, "--conf", s)
	}
	words = append(words, "dabao_spark.py", filepath.Join(c.corpus, "recipe.toml"), "--dabao", c.dabao)
	if !strings.Contains(strings.Join(args, " "), "--inputs") {
		words = append(words, "--inputs", "crawl/*.warc.gz")
	}
	if !strings.Contains(strings.Join(args, " "), "--shards") {
		words = append(words, "--shards", filepath.Join(c.dir, "shards"))
	}
	cmd := exec.Command(filepath.Join(c.home, "bin", "spark-submit"), append(words, args...)...)
	cmd.Env = c.env()
	said, err := cmd.CombinedOutput()
	c.said = string(said)
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode()
}

// tail is the end of what Spark says, which is long.
func tail(said string) string {
	return said[max(0, len(said)-4000):]
}
