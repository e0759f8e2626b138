package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dabao/datasets"
)

var codeBlock = regexp.MustCompile("(?ms)^```(\\w+)\\n(.*?)^```$")

// TestREADME runs what the README shows, on a release of the demo, with the
// readers people have: the system's sqlite3, Python and R, and pandas and DuckDB
// where DABAO_PYTHON names a Python that has them.
func TestREADME(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var stderr bytes.Buffer
	if code := run([]string{"dabao", "release", "../../datasets/demo", "-o", filepath.Join(dir, "demo")},
		strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitDone {
		t.Fatalf("release ends with %d:\n%s", code, &stderr)
	}
	if err := os.CopyFS(filepath.Join(dir, "datasets", "demo"), os.DirFS("../../datasets/demo")); err != nil {
		t.Fatal(err)
	}
	tried := map[string]int{}
	for _, m := range codeBlock.FindAllStringSubmatch(string(text), -1) {
		language, code := m[1], m[2]
		switch {
		case language == "console":
			tried["console"]++
			session(t, dir, code, stderr.String())
		case language == "python":
			tried["python"]++
			wantOutput(t, dir, "python3", "-c", code)
		case language == "py":
			tried["pandas"]++
			if python := os.Getenv("DABAO_PYTHON"); python != "" {
				wantOutput(t, dir, python, "-c", code)
			}
		case language == "r" && !strings.Contains(code, "arrow::"): // which Debian has no package of
			tried["R"]++
			wantOutput(t, dir, "Rscript", "-e", code)
		case language == "sh" && strings.HasPrefix(code, "sqlite3 "):
			tried["sqlite3"]++
			wantOutput(t, dir, "bash", "-c", code)
		case language == "sql":
			tried["duckdb"]++
			duckDB(t, dir, code)
		}
	}
	annotatesAsShown(t, dir, string(text))
	for _, want := range []string{"console", "python", "pandas", "R", "sqlite3", "duckdb"} {
		if tried[want] == 0 {
			t.Errorf("the README shows no example for %s", want)
		}
	}
}

// annotatesAsShown takes in what the tagger of the README has found.
func annotatesAsShown(t *testing.T, dir, text string) {
	t.Helper()
	if !strings.Contains(text, "`dabao annotate demo spans.jsonl -o annotated.db`") {
		t.Error("the README does not show dabao annotate")
	}
	var stderr bytes.Buffer
	args := []string{"dabao", "annotate", "-q", filepath.Join(dir, "demo"), filepath.Join(dir, "spans.jsonl"), "-o", filepath.Join(dir, "annotated.db")}
	if code := run(args, strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitDone || strings.Contains(stderr.String(), "added 0") {
		t.Errorf("annotate ends with %d:\n%s", code, &stderr)
	}
}

// The README and dabao help recipe show the keys of a recipe alike.
func TestREADMEShowsEveryKey(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out, stderr bytes.Buffer
	if code := run([]string{"dabao", "help", "recipe"}, strings.NewReader(""), &out, &stderr); code != exitDone || out.String() != datasets.Reference() {
		t.Errorf("dabao help recipe ends with %d and prints\n%s%s", code, &out, &stderr)
	}
	if !strings.Contains(string(text), "```toml\n"+datasets.Reference()+"```\n") {
		t.Errorf("the README does not show what dabao help recipe prints:\n%s", datasets.Reference())
	}
}

// need finds a program, which CI must have.
func need(t *testing.T, program string) bool {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return true
	}
	if os.Getenv("CI") != "" {
		t.Errorf("CI must have %s", program)
	}
	t.Logf("not tried: there is no %s", program)
	return false
}

func wantOutput(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	if !need(t, program) {
		return ""
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil || len(bytes.TrimSpace(out)) == 0 {
		t.Errorf("%s %s\nprints %q, %v", program, strings.Join(args, " "), out, err)
	}
	return string(out)
}

func duckDB(t *testing.T, dir, query string) {
	python := os.Getenv("DABAO_PYTHON")
	if python == "" {
		if os.Getenv("CI") != "" {
			t.Error("CI must set DABAO_PYTHON to a Python that has duckdb")
		}
		t.Log("DuckDB not tried: DABAO_PYTHON names no Python that has it")
		return
	}
	wantOutput(t, dir, python, "-c", "import duckdb, sys\nfor row in duckdb.sql(sys.argv[1]).fetchall(): print(row)", query)
}

// session runs the sqlite3 commands of a terminal session and wants the lines
// printed below each; those of dabao itself are compared with what release said.
func session(t *testing.T, dir, text, said string) {
	for _, step := range strings.Split("\n"+text, "\n$ ")[1:] {
		lines := strings.Split(strings.TrimSpace(step), "\n")
		command, n := lines[0], 1
		for ; n < len(lines) && strings.Count(command, `"`)%2 == 1; n++ {
			command += "\n" + lines[n]
		}
		want := strings.Join(lines[n:], "\n")
		got := said
		if !strings.HasPrefix(command, "go run ") {
			got = wantOutput(t, dir, "bash", "-c", command)
		}
		if !strings.Contains(got, want) {
			t.Errorf("$ %s\nprints\n%s\nthe README shows\n%s", command, got, want)
		}
	}
}
