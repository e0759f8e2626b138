package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestForeignReaders has pyarrow, DuckDB, polars and pandas read what was
// written and compare every value. DABAO_PYTHON names the interpreter that has
// them; when it is set they must be there.
func TestForeignReaders(t *testing.T) {
	python := os.Getenv("DABAO_PYTHON")
	if python == "" {
		if err := exec.Command("python3", "-c", "import duckdb, pandas, polars, pyarrow").Run(); err != nil {
			t.Skip("python3 has no duckdb, pandas, polars and pyarrow, and DABAO_PYTHON is not set")
		}
		python = "python3"
	}
	dir := t.TempDir()
	articles, rows := nested(1000)
	quantities, flatRows := flat()
	for name, b := range map[string][]byte{
		"articles.parquet":   write(t, Parquet, articles, rows),
		"articles.jsonl":     write(t, JSONL, articles, rows),
		"quantities.parquet": write(t, Parquet, quantities, flatRows),
		"quantities.csv":     write(t, CSV, quantities, flatRows),
		"quantities.jsonl":   write(t, JSONL, quantities, flatRows),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(python, filepath.Join("testdata", "read_back.py"), dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
