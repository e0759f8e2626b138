package release

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dabao/export"
	"dabao/export/stage"
	"dabao/schema"
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

// TestCardTellsReaders runs each line of the card's list of readers, on rows that
// they stumble over.
func TestCardTellsReaders(t *testing.T) {
	python := os.Getenv("DABAO_PYTHON")
	if python == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must set DABAO_PYTHON")
		}
		python = "python3"
	}
	all := readings(150)
	for i := range all {
		a := all[i].Article
		switch {
		case a == nil:
			continue
		case i == 3:
			a.Title = "NA"
		case i == 5:
			a.Title, a.Blocks[0].Text = `He said "now"`, "a \"quoted\" word\nand another line 核酸檢測"
		case i > 120:
			a.Kicker = "early rows have none"
		}
		a.Source, a.Rights = "", "all of them"
	}
	dir := filepath.Join(t.TempDir(), "out")
	src := database(t, all)
	build(t, src, dir, demoOptions(t, ""))
	sealed, err := OpenDatabase(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer sealed.Close()
	shape := schema.ArticleShape()
	if err := stage.WriteFile(filepath.Join(dir, "articles.jsonl"), func(w io.Writer) error {
		return export.Write(context.Background(), w, export.JSONL, &shape, export.Records(&shape, sealed.Articles(context.Background(), "")))
	}); err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs(filepath.Join("testdata", "readers.py"))
	if err != nil {
		t.Fatal(err)
	}
	args := []string{script, dir}
	if os.Getenv("CI") != "" {
		args = append(args, "--all")
	}
	out, err := exec.Command(python, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
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
