package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestQuestion asks the question that datasets/demo/QUESTION.md prints for every tool, by the
// code it prints, and wants the same numbers of each. DABAO_PYTHON names a
// Python that has the libraries.
func TestQuestion(t *testing.T) {
	text, err := os.ReadFile("../../datasets/demo/QUESTION.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n## One question, every tool\n")
	if !found {
		t.Fatal("QUESTION.md does not ask the question any more")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	dir := t.TempDir()
	if code := run([]string{"dabao", "release", "../../datasets/demo", "-o", filepath.Join(dir, "demo")}, strings.NewReader(""), io.Discard, io.Discard); code != exitDone {
		t.Fatalf("release ends with %d", code)
	}
	asked := 0
	for _, m := range codeBlock.FindAllStringSubmatch(section, -1) {
		code := m[2]
		tool, argv := questionTool(m[1], code)
		t.Run(tool, func(t *testing.T) {
			if argv == nil {
				// R's arrow package is in no package set that CI can install from.
				if os.Getenv("CI") != "" && !strings.Contains(tool, "arrow") {
					t.Fatalf("CI must have %s", tool)
				}
				t.Logf("not asked: %s is not installed", tool)
				return
			}
			cmd := exec.Command(argv[0], argv[1:]...)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if got := months(out); got != "2022-03 2, 2022-09 1" {
				t.Errorf("answers %q:\n%s", got, out)
			}
		})
		if argv != nil {
			asked++
		}
	}
	if os.Getenv("CI") != "" && asked < 6 {
		t.Errorf("CI asks %d tools only", asked)
	}
}

// questionTool names the tool a block of code is for, and how to run it; the
// command is nil where the tool is not installed.
func questionTool(language, code string) (name string, argv []string) {
	python := os.Getenv("DABAO_PYTHON")
	has := func(module string) bool {
		return python != "" && exec.Command(python, "-c", "import "+module).Run() == nil
	}
	installed := func(program string) bool {
		_, err := exec.LookPath(program)
		return err == nil
	}
	switch {
	case language == "python" && installed("python3"):
		return "Python", []string{"python3", "-c", code}
	case language == "sh" && strings.HasPrefix(code, "datasette"):
		if has("datasette") {
			return "Datasette", []string{"bash", "-c", strings.Replace(code, "datasette", python+" -m datasette", 1)}
		}
		return "Datasette", nil
	case language == "sh" && installed("sqlite3"):
		return "sqlite3", []string{"bash", "-c", code}
	case language == "sql" && has("duckdb"):
		return "DuckDB", []string{python, "-c", "import duckdb, sys\nfor row in duckdb.sql(sys.argv[1]).fetchall(): print(*row)", code}
	case language == "py" && has("pandas"):
		return "pandas", []string{python, "-c", code}
	case language == "r":
		needs := "library(RSQLite)"
		if strings.Contains(code, "arrow::") {
			needs = "library(arrow)"
		}
		if installed("Rscript") && exec.Command("Rscript", "-e", needs).Run() == nil {
			return "R", []string{"Rscript", "-e", code}
		}
		return "R, " + needs, nil
	}
	return language, nil
}

var monthCount = regexp.MustCompile(`(2022-\d\d)["\s|,]+(\d+)`)

func months(out []byte) string {
	var pairs []string
	// R prints a table sideways: months over counts.
	if table := regexp.MustCompile(`(?m)^(2022-\d\d) +(2022-\d\d) *\n +(\d+) +(\d+)`).FindSubmatch(out); table != nil {
		out = bytes.Join([][]byte{table[1], []byte(" "), table[3], []byte("\n"), table[2], []byte(" "), table[4]}, nil)
	}
	for _, m := range monthCount.FindAllSubmatch(out, -1) {
		pairs = append(pairs, string(m[1])+" "+string(m[2]))
	}
	return strings.Join(pairs, ", ")
}
