package release

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestConsumers opens a release with the programs it is made for.
// DABAO_PYTHON names the interpreter that has them.
func TestConsumers(t *testing.T) {
	python := os.Getenv("DABAO_PYTHON")
	if python == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must set DABAO_PYTHON")
		}
		python = "python3"
		if err := exec.Command(python, "-c", "import duckdb, pandas, polars, pyarrow").Run(); err != nil {
			t.Skip("python3 has no duckdb, pandas, polars and pyarrow, and DABAO_PYTHON is not set")
		}
	}
	for name, o := range map[string]Options{"splits": demoOptions(t, shares), "whole": demoOptions(t, ""), "bare": {}} {
		dir := filepath.Join(t.TempDir(), "out")
		build(t, database(t, readings(60)), dir, o)
		args := []string{filepath.Join("testdata", "consumers.py"), dir, t.TempDir()}
		if os.Getenv("CI") != "" {
			args = append(args, "--all")
		}
		out, err := exec.Command(python, args...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		t.Logf("%s:\n%s", name, out)
	}
}

// Hostile words in the metadata and the rows stay words.
func TestMetadataIsWellFormed(t *testing.T) {
	all := readings(10)
	for i := range all {
		if a := all[i].Article; a != nil {
			a.Source = "| `x` <script> \"quoted\"\n# head"
		}
	}
	o := demoOptions(t, "")
	o.Recipe.Title = "A: \"title\" <b>|*"
	o.Recipe.Description = "line\n---\nnext: [x](javascript:y)"
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, all), dir, o)
	files := tree(t, dir)
	for _, name := range []string{"croissant.json", "datapackage.json", "metadata.json"} {
		if !json.Valid([]byte(files[name])) {
			t.Errorf("%s is not JSON", name)
		}
	}
	d := xml.NewDecoder(strings.NewReader(files[chartFile]))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", chartFile, err)
		}
	}
	card := files["README.md"]
	for _, bad := range []string{"<script>", "<b>", "\n# head", "[x]("} {
		if strings.Contains(card, bad) {
			t.Errorf("the card holds %q", bad)
		}
	}
	if strings.Count(card, "\n---\n") != 1 || !strings.HasPrefix(card, "---\npretty_name: \"A: \\\"title\\\" ") {
		t.Errorf("front matter: %.200s", card)
	}
}
