package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var updateRecipes = flag.Bool("update-recipes", false, "write what the recipes print into RECIPES.md")

var recipeBlock = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```\n\n```text\n(.*?)^```$")

// TestRecipes runs every recipe of datasets/demo/RECIPES.md beside a release of
// the demo and the one that follows it, and wants the text shown below it.
func TestRecipes(t *testing.T) {
	const page = "../../datasets/demo/RECIPES.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	dir := twoReleases(t)
	found := recipeBlock.FindAllSubmatchIndex(text, -1)
	if all := codeBlock.FindAll(text, -1); len(found)*2 != len(all) || len(found) == 0 {
		t.Fatalf("%d blocks, %d recipes with what they print", len(all), len(found))
	}
	var updated bytes.Buffer
	at := 0
	for _, m := range found {
		language, code, want := string(text[m[2]:m[3]]), string(text[m[4]:m[5]]), string(text[m[6]:m[7]])
		title := strings.TrimSpace(strings.SplitN(code, "\n", 2)[0])
		got, tried := want, false
		t.Run(title, func(t *testing.T) { got, tried = cookRecipe(t, dir, language, code) })
		if tried && got != want && !*updateRecipes {
			t.Errorf("%s\nprints\n%s\nRECIPES.md shows\n%s", code, got, want)
		}
		updated.Write(text[at:m[6]])
		updated.WriteString(got)
		at = m[7]
	}
	updated.Write(text[at:])
	if *updateRecipes {
		if err := os.WriteFile(page, updated.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// twoReleases is a folder with the demo's release, and next, the one after it.
func twoReleases(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(dir, "source")
	if err := os.CopyFS(source, os.DirFS("../../datasets/demo")); err != nil {
		t.Fatal(err)
	}
	release := func(args ...string) {
		t.Helper()
		var stderr bytes.Buffer
		if code := run(append([]string{"dabao", "release", source, "-q"}, args...), strings.NewReader(""), &stderr, &stderr); code != exitDone {
			t.Fatalf("release ends with %d:\n%s", code, &stderr)
		}
	}
	release("-o", filepath.Join(dir, "demo"))
	written, err := os.ReadFile(filepath.Join(source, "recipe.toml"))
	if err != nil {
		t.Fatal(err)
	}
	next := string(written) + "\n[[withdraw]]\nuid = \"6b27a30e68ea93c3e3842dfb777b87ab\"\ndate = 2023-01-09\nreason = \"asked for by the author\"\n"
	for old, new := range map[string]string{`(?m)^(version *=) .*`: `$1 "1.1.0"`, `(?m)^(min_articles *=) 15`: "$1 14", `(?m)^(min_hits *=) 3`: "$1 2"} {
		next = regexp.MustCompile(old).ReplaceAllString(next, new)
	}
	if err := os.WriteFile(filepath.Join(source, "recipe.toml"), []byte(next), 0o666); err != nil {
		t.Fatal(err)
	}
	release("-o", filepath.Join(dir, "next"), "--previous", filepath.Join(dir, "demo"))
	return dir
}

// cookRecipe runs one; it reports false where what it needs is not installed.
func cookRecipe(t *testing.T, dir, language, code string) (string, bool) {
	t.Helper()
	python := os.Getenv("DABAO_PYTHON")
	argv := map[string][]string{"python": {"python3", "-c"}, "py": {python, "-c"}, "r": {"Rscript", "-e"}, "sh": {"bash", "-c"},
		"sql": {python, "-c", "import duckdb, sys\nfor row in duckdb.sql(sys.argv[1]).fetchall(): print(*row)"}}[language]
	if argv == nil {
		t.Fatalf("a recipe in %s", language)
	}
	if argv[0] == "" || strings.HasPrefix(code, "datasette") && python == "" {
		if os.Getenv("CI") != "" {
			t.Error("CI must set DABAO_PYTHON")
		}
		t.Skip("DABAO_PYTHON is not set")
	}
	if !need(t, argv[0]) {
		return "", false
	}
	code = strings.Replace(code, "datasette demo", python+" -m datasette demo", 1)
	packaged, err := filepath.Abs("../dabao-python")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(argv[0], append(argv[1:], code)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PYTHONPATH="+packaged, "PYTHONDONTWRITEBYTECODE=1", "HF_HUB_OFFLINE=1", "HF_HOME="+filepath.Join(dir, "hf"),
		"HF_DATASETS_DISABLE_PROGRESS_BARS=1", "SPARK_LOCAL_IP=127.0.0.1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && os.Getenv("CI") == "" && bytes.Contains(stderr.Bytes(), []byte("ModuleNotFoundError")) {
		t.Skipf("%s lacks a module of .ci/readers.txt", python)
	}
	if err != nil || len(bytes.TrimSpace(out)) == 0 {
		t.Fatalf("%v\n%s%s", err, out, &stderr)
	}
	return strings.TrimRight(string(out), "\n") + "\n", true
}

// What RECIPES.md says of columns that begin with NULL, or hold nothing else.
func TestLateTypes(t *testing.T) {
	dir := t.TempDir()
	out, ok := cookRecipe(t, dir, "py", `
import sqlite3, pandas as pd, polars as pl, adbc_driver_sqlite.dbapi as adbc
db = sqlite3.connect("late.db")
db.executescript("""CREATE TABLE t (a TEXT) STRICT;
WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT iif(i > 1500, 'x', NULL) FROM n""")
def tried(f):
    try: return f()
    except Exception as e: return type(e).__name__
def arrow(**options):
    with adbc.connect("late.db") as c, c.cursor() as cursor:
        cursor.adbc_statement.set_options(**options)
        cursor.execute("SELECT a FROM t")
        return cursor.fetch_arrow_table().schema.types[0]
print("pandas", *pd.read_sql("SELECT a FROM t", db).dtypes, *pd.read_sql("SELECT a FROM t WHERE a IS NULL", db).dtypes)
print("polars", tried(lambda: pl.read_database("SELECT a FROM t", db)), *pl.read_database("SELECT a FROM t", db, infer_schema_length=None).dtypes)
print("adbc", tried(arrow), arrow(**{"adbc.sqlite.query.batch_rows": "1000000"}))
`)
	if want := "pandas str object\npolars ComputeError String\nadbc OSError string\n"; ok && out != want {
		t.Errorf("prints\n%s, want\n%s", out, want)
	}
	out, ok = cookRecipe(t, dir, "r", `
db <- DBI::dbConnect(RSQLite::SQLite(), ":memory:")
invisible(DBI::dbExecute(db, "CREATE TABLE t (a TEXT)")); invisible(DBI::dbExecute(db, "INSERT INTO t VALUES (NULL)"))
cat(class(DBI::dbGetQuery(db, "SELECT a FROM t")$a), "\n")`)
	if ok && strings.TrimSpace(out) != "character" {
		t.Errorf("RSQLite gives %s", out)
	}
}
