package python

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// What the package says of an article is what the program says.
func TestArticles(t *testing.T) {
	dir, program := release(t)
	var read []struct {
		UID, Cite, Text string
		PublishedAt     string `json:"published_at"`
		Blocks          []struct{ Kind, Text string }
		Credits         []struct{ Role, Name string }
		Tags            []string
		Breadcrumbs     []string
		Images          []struct{ URL, Caption, Credit string }
	}
	out := said(t, python(t), `
import json, sys, dabao
db = dabao.open(sys.argv[1])
def one(uid):
    a = db.article(uid[:12])
    return {**a._asdict(), "cite": db.cite(uid), "published_on": str(a.published_on), "published_at": a.published_at and a.published_at.isoformat(), "modified_at": None,
            "blocks": [b._asdict() for b in a.blocks], "credits": [c._asdict() for c in a.credits], "images": [i._asdict() for i in a.images]}
print(json.dumps([one(h.uid) for h in db.search(limit=None)]))`, dir)
	if err := json.Unmarshal([]byte(out), &read); err != nil {
		t.Fatal(err)
	}
	if len(read) != 15 {
		t.Errorf("%d articles, want 15", len(read))
	}
	times := 0
	for _, got := range read {
		cite, err := exec.Command(program, "show", dir, got.UID, "--cite").Output()
		if err != nil || got.Cite != strings.TrimSpace(string(cite)) {
			t.Errorf("the package cites\n%s, dabao\n%s%v", got.Cite, cite, err)
		}
		whole, err := exec.Command(program, "show", dir, got.UID, "--json").Output()
		if err != nil {
			t.Fatal(err)
		}
		want := got
		want.Blocks, want.Credits, want.Images, want.Tags, want.Breadcrumbs, want.PublishedAt = nil, nil, nil, nil, nil, ""
		if err := json.Unmarshal(whole, &want); err != nil {
			t.Fatal(err)
		}
		if want.PublishedAt != "" {
			times++
		}
		got.PublishedAt = strings.Replace(got.PublishedAt, "+00:00", "Z", 1)
		if a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); a != b {
			t.Errorf("the package reads\n%s, dabao\n%s", a, b)
		}
	}
	if times < 5 {
		t.Errorf("%d articles with a time", times)
	}
}

func TestFigures(t *testing.T) {
	dir, _ := release(t)
	got := said(t, python(t), `
import sys, dabao
db = dabao.open(sys.argv[1])
months = db.months("核酸檢測")
print(sum(m.found for m in months) == db.count("核酸檢測"), sum(m.articles for m in months) == db.count(), months[-1].month)
everything = db.quantities()
print(len(everything) == db.sql("SELECT count(*) FROM quantities")[0][0], all(q.raw in q.sentence for q in everything))
some = db.quantities("核酸檢測", unit=["名", "人"], after="2022-09")
print(len(some) > 0, {q.unit for q in some} <= {"名", "人"}, {q.uid for q in some} <= {h.uid for h in db.search("核酸檢測")}, min(q.date for q in some).month)
print(len(db.search("核酸檢測", after="2022-03-20", lang="zh", site=None)), db.count(lang="ja"), db.count(source="雲汀日報") == db.count("source:云汀日报"))
`, dir)
	if want := "True True None\nTrue True\nTrue True True 9\n2 1 True\n"; got != want {
		t.Errorf("prints\n%s, want\n%s", got, want)
	}
}

// A column has its type where all its values are NULL, or the first thousand.
func TestTypesOfNULL(t *testing.T) {
	program := os.Getenv("DABAO_PYTHON")
	if program == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must set DABAO_PYTHON")
		}
		t.Skip("DABAO_PYTHON names no Python with pandas, polars and pyarrow")
	}
	dir, _ := release(t)
	got := said(t, program, `
import sys, dabao, pandas, polars, pyarrow
db = dabao.open(sys.argv[1])
none = db.search("no such word anywhere")
for t in none, db.search(limit=None):
    print(*t.to_pandas().dtypes, sep=", ")
    print(*t.to_polars().dtypes, sep=", ")
    print(*t.to_arrow().schema.types, sep=", ")
q = db.quantities()
print(q.to_pandas().dtypes["value_high"], q.to_polars().schema["value_high"], q.to_arrow().schema.field("value_high").type)
m = db.months("核酸")
print(m.to_pandas().month.isna().sum(), m.to_polars()["month"].null_count(), m.to_arrow()["month"].null_count)
late = db.sql("SELECT license, split, tdm_reserved, confidence, 1.5 AS x, kicker FROM articles WHERE article_id < 3")
print(*late.to_polars().dtypes, *late.to_arrow().schema.types)
times = dabao.Table([dabao.Column("at", "time")], [(None,)] * 2000 + [(db.article(db.search("核酸")[0].uid).published_at,)])
print(times.to_pandas().dtypes["at"], times.to_polars().dtypes[0], times.to_arrow().schema.types[0], times.to_polars()["at"][-1])
`, dir)
	hit := `string, datetime64[s], string, string, string, string, string, Float64
String, Date, String, String, String, String, String, Float64
string, date32[day], string, string, string, string, string, double
`
	want := hit + hit + `Float64 Float64 double
1 1 1
String String Int64 Int64 Float64 String string string int64 int64 double string
datetime64[us, UTC] Datetime(time_unit='us', time_zone='UTC') timestamp[us, tz=UTC] `
	if !strings.HasPrefix(got, want) {
		t.Errorf("prints\n%s, want\n%s", got, want)
	}
}

// Whatever cannot be opened or asked is told in one line, with what to do.
func TestErrors(t *testing.T) {
	dir, _ := release(t)
	tmp := t.TempDir()
	db, err := os.ReadFile(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, b []byte) string {
		path := filepath.Join(tmp, name)
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	changed := func(name, sql string) string {
		path := write(name, db)
		if out, err := exec.Command(python(t), "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.executescript(sys.argv[2])", path, sql).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return path
	}
	os.Mkdir(filepath.Join(tmp, "folder"), 0o777)
	wants := map[string]string{
		`dabao.open("nowhere.db")`:                            "nowhere.db is not there; give a database",
		`dabao.open(r"` + filepath.Join(tmp, "folder") + `")`: "articles.db is not there",
		`dabao.open("s3://bucket/articles.db")`:               "by http and https only; download",
		`dabao.open(r"` + write("text.db", []byte("no database, but long enough for its header")) + `")`:       "text.db cannot be read: file is not a database; give",
		`dabao.open(r"` + changed("other.db", "PRAGMA application_id = 7") + `")`:                              "other.db is not a database of dabao",
		`dabao.open(r"` + changed("rule.db", "UPDATE dataset SET value = '9' WHERE key = 'token_rule'") + `")`: "token rule 9, and this version of dabao knows 1; pip install",
		`dabao.open(r"` + changed("older.db", "PRAGMA user_version = 3; DROP VIEW figures") + `")`:             "has layout 3, which this version of dabao does not read: no such table: figures; pip install",
		`setattr(sqlite3, "sqlite_version_info", (3, 37, 2)); dabao.open(` + fmt.Sprintf("%q", dir) + `)`:      "3.38 or newer is needed; use a newer Python",
		`db.article("6163")`:                "is no uid; a uid is 32 hex digits",
		`db.article("00000000")`:            "no article 00000000 in ",
		`db.search("核酸 \"")`:                "query, character 4: this quote is not closed: 核酸  ▸\"",
		`db.search("核酸", after="2022-13")`:  "after='2022-13' is no date; give 2022",
		`db.search("核酸", lang=" ")`:         "lang is empty; leave it out",
		`db.search("核酸", limit=0)`:          "limit must be at least 1; None",
		`db.sql("CREATE TEMP TABLE t (x)")`: "that is no query; sql takes a SELECT",
	}
	codes, err := json.Marshal(slices.Collect(maps.Keys(wants)))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(said(t, python(t), `
import json, sqlite3, sys, dabao
db, said, version = dabao.open(sys.argv[1]), {}, sqlite3.sqlite_version_info
for code in json.loads(sys.argv[2]):
    try: exec(code)
    except dabao.Error as e: said[code] = str(e)
    sqlite3.sqlite_version_info = version
print(json.dumps(said))`, dir, string(codes))), &got); err != nil {
		t.Fatal(err)
	}
	for code, want := range wants {
		if !strings.Contains(got[code], want) || strings.Contains(got[code], "\n") {
			t.Errorf("%s: %q, want one line with %q", code, got[code], want)
		}
	}
}

// A release is opened from its zip, and from an address: fetched once, asked
// again whether it changed, compared with its checksums, and not read as a
// database where it is none.
func TestOpen(t *testing.T) {
	dir, _ := release(t)
	var whole atomic.Int64
	files := http.FileServer(http.Dir(dir))
	mux := http.NewServeMux()
	mux.Handle("/demo/", http.StripPrefix("/demo", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".db") {
			w.Header().Set("ETag", `"one"`)
			if r.Header.Get("If-None-Match") == "" {
				whole.Add(1)
			}
		}
		files.ServeHTTP(w, r)
	})))
	mux.HandleFunc("/bad/articles.db", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, filepath.Join(dir, "articles.db")) })
	mux.HandleFunc("/bad/SHA256SUMS", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, strings.Repeat("0", 64)+"  articles.db")
	})
	mux.HandleFunc("/page.db", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, strings.Repeat("<p>no database</p>", 50)) })
	server := httptest.NewServer(mux)
	defer server.Close()
	archive := filepath.Join(t.TempDir(), "demo.zip")
	zipped(t, archive, dir)
	got := said(t, python(t), `
import pathlib, sys, dabao
where, archive, url = sys.argv[1:]
for place in (where, where + "/articles.db", pathlib.Path(where), archive, archive, url + "/demo", url + "/demo/index.html", url + "/demo/articles.db"):
    with dabao.open(place) as db: print(db.count("核酸檢測"), end=" ")
print()
for bad in ("/bad/", "/page.db", "/none/"):
    try: dabao.open(url + bad)
    except dabao.Error as e: print(e)
`, dir, archive, server.URL)
	for i, want := range []string{"3 3 3 3 3 3 3 3 ", "has not the checksum that SHA256SUMS states; try again", "/page.db is no database of dabao; give the address", "the server answers 404 Not Found; give the address"} {
		if lines := strings.Split(got, "\n"); len(lines) != 5 || !strings.Contains(lines[i], want) {
			t.Fatalf("prints\n%s, want %q in line %d", got, want, i+1)
		}
	}
	if n := whole.Load(); n != 1 {
		t.Errorf("the database was fetched %d times", n)
	}
	cache := t.TempDir()
	ask := `
import sys, warnings, dabao
with warnings.catch_warnings(record=True) as said:
    print(dabao.open(sys.argv[1], cache=sys.argv[2]).count("核酸檢測"), [str(w.message).split(": ")[-1].split("; ")[-1] for w in said])`
	if got := said(t, python(t), ask, server.URL+"/demo", cache); got != "3 []\n" {
		t.Errorf("prints %s", got)
	}
	server.Close()
	if got := said(t, python(t), ask, server.URL+"/demo", cache); got != "3 ['the copy fetched before is used']\n" {
		t.Errorf("without a server, prints %s", got)
	}
}

func zipped(t *testing.T, path, dir string) {
	t.Helper()
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(out)
	if err = z.AddFS(os.DirFS(dir)); err == nil {
		err = z.Close()
	}
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// README's example runs as it stands, beside a release of the demo.
func TestREADME(t *testing.T) {
	dir, _ := release(t)
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(text), "```python\n")
	code, _, _ = strings.Cut(code, "```")
	cmd := packaged(t, python(t), "-c", code)
	cmd.Dir = filepath.Dir(dir)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "uid 945139bb") {
		t.Errorf("%v\n%s", err, out)
	}
}

// The package keeps its promise to type checkers.
func TestTyped(t *testing.T) {
	program := os.Getenv("DABAO_PYTHON")
	if program == "" || exec.Command(program, "-c", "import mypy").Run() != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must set DABAO_PYTHON to a Python that has mypy")
		}
		t.Skip("DABAO_PYTHON names no Python with mypy")
	}
	out, err := exec.Command(program, "-m", "mypy", "--strict", "--ignore-missing-imports", "--follow-imports", "skip", "--cache-dir", t.TempDir(), "dabao").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// Passages hold a phrase of the query, in either script, and come from the
// articles that are found.
func TestPassages(t *testing.T) {
	dir, _ := release(t)
	got := said(t, python(t), `
import sys, dabao
db = dabao.open(sys.argv[1])
found = db.passages("核酸檢測 OR 採樣點 NOT 口罩", limit=50)
print(len(found) > 5, all("核酸检测" in p.text or "采样点" in p.text or "核酸檢測" in p.text or "採樣點" in p.text for p in found),
      {p.uid for p in found} <= {h.uid for h in db.search("核酸檢測 OR 採樣點 NOT 口罩")}, [p.rank for p in found] == sorted(p.rank for p in found),
      all(p.text == db.article(p.uid).blocks[p.position].text and p.cite == db.cite(p.uid) for p in found), len(db.passages("nothing such")))
`, dir)
	if want := "True True True True True 0\n"; got != want {
		t.Errorf("prints\n%s, want\n%s", got, want)
	}
}
