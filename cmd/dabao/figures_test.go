package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestReleaseFigures prints what DABAO_BENCH_ARTICLES ready texts cost from the
// lines to a verified release: seconds, CPU seconds and the greatest memory of
// every step, beside an older dabao (DABAO_OLDER, a binary) and beside
// sqlite-utils (in the Python that DABAO_PYTHON names). It asserts the bound of
// memory alone.
func TestReleaseFigures(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("DABAO_BENCH_ARTICLES"))
	if err != nil {
		t.Skip("make bench-release; DABAO_BENCH_ARTICLES says how many articles")
	}
	const most = 400 << 20 // bytes
	l := &lifecycle{t: t, dir: t.TempDir()}
	l.programs = programs(t, l.dir)
	lines, head, first := filepath.Join(l.dir, "lines.jsonl"), filepath.Join(l.dir, "head.jsonl"), min(15_000, n)
	writeInvented(t, lines, head, n, first)
	fmt.Printf("%d texts, %.0f MB of lines\n", n, float64(sizeOf(t, lines))/1e6)
	fmt.Printf("%-34s %-12s %8s %8s %8s %9s %9s\n", "step", "program", "s", "CPU s", "peak MB", "s/ours", "CPU/ours")
	l.all("ingest", "ingest", "-o", "P.db", "-q", lines)
	l.all(fmt.Sprintf("ingest the first %d, no facts", first), "ingest", "-o", "P-head.db", "--no-facts", "-q", head)
	l.sqliteUtils(head)
	l.all("release", "release", "P.db", "-o", "P-release", "-q")
	l.all("verify", "verify", "P-release")
	l.ours("merge", "merge", "-o", "merged.db", "-q", "P.db", "P-head.db")
	l.ours("release (the base of a delta)", "release", "P-head.db", "-o", "P-base", "-q")
	l.ours("release with a delta", "release", "P.db", "--previous", "P-base", "-o", "P-next", "-q")
	delta, err := filepath.Glob(filepath.Join(l.dir, "dabao-next", "delta-*"))
	if err != nil || len(delta) != 1 {
		t.Fatalf("no delta: %v %v", delta, err)
	}
	l.ours("apply", "apply", "P-base/articles.db", delta[0], "-o", "applied.db")
	for _, p := range l.programs {
		l.sizes(p)
	}
	if l.peak > most {
		t.Errorf("a step of ours took %d MB, more than %d", l.peak>>20, int64(most)>>20)
	}
}

// lifecycle is one run of TestReleaseFigures.
type lifecycle struct {
	t        *testing.T
	dir      string
	programs []program
	step     cost  // of ours, the last one
	peak     int64 // of ours, over all steps
}

// run runs one step of one program; P in an argument is the program's name.
func (l *lifecycle) run(step string, p program, args []string) {
	own := make([]string, len(args))
	for i, a := range args {
		own[i] = a
		if rest, ok := strings.CutPrefix(a, "P"); ok {
			own[i] = p.name + rest
		}
	}
	cmd := exec.Command(p.path, own...)
	cmd.Dir = l.dir
	c := spend(l.t, cmd)
	if p.name == "dabao" {
		l.step, l.peak = c, max(l.peak, c.peak)
	}
	l.line(step, p.name, c)
}

func (l *lifecycle) line(step, name string, c cost) {
	fmt.Printf("%-34s %-12s %8.1f %8.1f %8d %9.2f %9.2f\n", step, name, c.wall, c.cpu, c.peak>>20, c.wall/l.step.wall, c.cpu/l.step.cpu)
}

func (l *lifecycle) all(step string, args ...string) {
	for _, p := range l.programs {
		l.run(step, p, args)
	}
}

func (l *lifecycle) ours(step string, args ...string) { l.run(step, l.programs[0], args) }

// sqliteUtils does to the lines of head what its users do.
func (l *lifecycle) sqliteUtils(head string) {
	python := os.Getenv("DABAO_PYTHON")
	if python == "" {
		fmt.Println("sqlite-utils is left out: DABAO_PYTHON names no Python that has it")
		return
	}
	db := filepath.Join(l.dir, "others.db")
	insert := spend(l.t, exec.Command(python, "-m", "sqlite_utils", "insert", db, "articles", head, "--nl"))
	index := spend(l.t, exec.Command(python, "-m", "sqlite_utils", "enable-fts", db, "articles", "title", "text", "--tokenize", "trigram"))
	l.line("  insert --nl + enable-fts trigram", "sqlite-utils", cost{insert.wall + index.wall, insert.cpu + index.cpu, max(insert.peak, index.peak)})
}

// sizes prints what a release of a program takes on disk.
func (l *lifecycle) sizes(p program) {
	var bytes int64
	for _, glob := range []string{"articles.db", "sample.db", "data/*.parquet", "csv/*.csv"} {
		names, err := filepath.Glob(filepath.Join(l.dir, p.name+"-release", glob))
		if err != nil {
			l.t.Fatal(err)
		}
		for _, name := range names {
			bytes += sizeOf(l.t, name)
		}
		fmt.Printf("%-34s %-12s %8.1f MB in %d files\n", glob, p.name, float64(bytes)/1e6, len(names))
		bytes = 0
	}
}

func sizeOf(tb testing.TB, path string) int64 {
	tb.Helper()
	info, err := os.Stat(path)
	if err != nil {
		tb.Fatal(err)
	}
	return info.Size()
}
