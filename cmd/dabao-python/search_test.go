package python

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const searches = `
import json, sys, dabao
with dabao.open(sys.argv[1]) as db:
    for limit, query in json.load(sys.stdin):
        try:
            found = [{"uid": h.uid, "rank": h.rank, "title": h.title} for h in db.search(query, limit=limit)]
            print(json.dumps({"count": db.count(query), "hits": found}))
        except dabao.QueryError as e:
            print(json.dumps({"error": str(e)}))
`

// The same queries find the same articles in the same order, and as many.
func TestSameHits(t *testing.T) {
	dir, program := release(t)
	var asked []any
	for _, query := range []string{"核酸檢測", "核酸检测 OR harbour", "NOT 核酸", "title:大桥 OR title:ferry", "疫情 NOT 口罩", "the", "a*", "\"last DIESEL ferry\"", "核",
		"author:李", "author:林", "source:云汀日报", "source:新聞網", "source:雲汀", "site:example", "site:www.xiwan.example", "lang:zh", "lang:zh-Hant NOT author:周", "lang:ja", "lang:z",
		"after:2022-09", "before:2022-09 NOT lang:zh", "NOT after:2022-09", "核酸 after:2022-03-20", `["核酸", "採樣"]`, "café", "。", "(", "OR", "author:", "nothing at all"} {
		for _, limit := range []int{1, 3, 100} {
			asked = append(asked, []any{limit, query})
		}
	}
	in, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	cmd := packaged(t, python(t), "-c", searches, dir)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(asked) {
		t.Fatalf("%d answers to %d questions:\n%s", len(lines), len(asked), out)
	}
	found := 0
	for i, a := range asked {
		limit, query := a.([]any)[0].(int), a.([]any)[1].(string)
		var got finds
		if err := json.Unmarshal([]byte(lines[i]), &got); err != nil {
			t.Fatal(err)
		}
		want := searched(t, program, dir, query, limit)
		if got.Count != want.Count || !slices.Equal(got.Hits, want.Hits) || (got.Error == "") != (want.Error == "") || !strings.Contains(want.Error, got.Error) {
			t.Errorf("%s, limit %d: the package finds\n%+v, dabao\n%+v", query, limit, got, want)
		}
		found += len(got.Hits)
	}
	if found < 100 {
		t.Errorf("only %d articles were found", found)
	}
}

// Articles of equal rank stand in one order, wherever the limit cuts: the newest
// day first, then by uid, the undated last.
func TestEqualRanksHaveOneOrder(t *testing.T) {
	_, program := release(t)
	dir := t.TempDir()
	var lines bytes.Buffer
	for i := range 40 {
		line := map[string]string{"url": fmt.Sprintf("https://tide.example/%d", i), "title": "High tide", "text": "The tide comes twice today, at noon and at midnight."}
		if i%7 > 0 {
			line["date"] = fmt.Sprintf("2021-03-%02d", 1+i%5)
		}
		if err := json.NewEncoder(&lines).Encode(line); err != nil {
			t.Fatal(err)
		}
	}
	file, db := filepath.Join(dir, "tide.jsonl"), filepath.Join(dir, "tide.db")
	if err := os.WriteFile(file, lines.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "ingest", "-o", db, file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	limits := []int{1, 7, 20, 40}
	var asked []any
	for _, limit := range limits {
		asked = append(asked, []any{limit, "tide midnight"})
	}
	in, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	cmd := packaged(t, python(t), "-c", searches, db)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		var got finds
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		want := searched(t, program, db, "tide midnight", limits[i])
		if len(got.Hits) != limits[i] || !slices.Equal(got.Hits, want.Hits) {
			t.Errorf("limit %d: the package finds\n%+v, dabao\n%+v", limits[i], got.Hits, want.Hits)
		}
	}
}

type finds struct {
	Count int
	Hits  []struct {
		UID, Title string
		Rank       float64
	}
	Error string
}

// searched is what the program finds.
func searched(t *testing.T, program, dir, query string, limit int) (f finds) {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command(program, "search", dir, query, "--json", "--limit", fmt.Sprint(limit))
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		f.Error = stderr.String()
		return f
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		f.Hits = append(f.Hits, struct {
			UID, Title string
			Rank       float64
		}{})
		if err := dec.Decode(&f.Hits[len(f.Hits)-1]); err != nil {
			t.Fatal(err)
		}
	}
	count, err := exec.Command(program, "search", dir, query, "--count").Output()
	if err == nil {
		f.Count, err = strconv.Atoi(strings.TrimSpace(string(count)))
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}
