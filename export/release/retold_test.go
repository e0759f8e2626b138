package release

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/datasets"
	"dabao/schema"
)

// verifyRemade is what is found of a release after a change, its manifest made
// to agree.
func verifyRemade(t *testing.T, dir string) []string {
	t.Helper()
	resum(t, dir)
	var found []string
	for _, d := range verify(t, dir).Differences {
		found = append(found, d.String())
	}
	return found
}

// TestVerifyRetellsEveryFile changes every file but those that hold rows,
// whatever files there are, and wants each named.
func TestVerifyRetellsEveryFile(t *testing.T) {
	dated := demoOptions(t, "")
	dated.Recipe = recipeOf(t, `date = "2024-05-06"`+"\n"+recipeHead)
	changes := map[string]func(string) string{
		"a byte other": func(body string) string { return body[:len(body)/2] + "~" + body[len(body)/2+1:] },
		"a line more":  func(body string) string { return body + "\n" },
		"a byte less":  func(body string) string { return body[:len(body)-1] },
		"is missing":   nil,
	}
	for kind, o := range map[string]Options{"recipe": dated, "bare": {}} {
		dir := filepath.Join(t.TempDir(), "out")
		build(t, database(t, readings(6)), dir, o)
		var telling, origin []string
		whole := tree(t, dir)
		for name := range whole {
			switch {
			case name == datasets.FileName || name == lockFileName:
				origin = append(origin, name)
			case name != SumsFile && name != rowSumsFile && name != DatabaseFile && !slices.Contains([]string{"data", "tables", "csv"}, path.Dir(name)):
				telling = append(telling, name)
			}
		}
		if len(telling) < 13 || (len(origin) == 2) != (o.Recipe != nil) {
			t.Fatalf("%s: the release holds %q and %q", kind, telling, origin)
		}
		for _, names := range [][]string{origin, telling} {
			for how, change := range changes {
				for _, name := range names {
					if err := os.Remove(filepath.Join(dir, name)); err != nil {
						t.Fatal(err)
					}
					if change != nil {
						write(t, dir, name, change(whole[name]))
					}
				}
				found := verifyRemade(t, dir)
				for _, name := range names {
					if !slices.ContainsFunc(found, func(d string) bool {
						return strings.HasPrefix(d, name+": ") && (change != nil || strings.Contains(d, how))
					}) {
						t.Errorf("%s, %s: %s is not named", kind, how, name)
					}
					write(t, dir, name, whole[name])
				}
				if len(found) != len(names) {
					t.Errorf("%s, %s: found %q", kind, how, found)
				}
			}
		}
		if found := verifyRemade(t, dir); len(found) > 0 {
			t.Errorf("%s, whole again: found %q", kind, found)
		}
	}
}

func write(t *testing.T, dir, name, body string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyNamesTheLine(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, readings(6)), dir, demoOptions(t, ""))
	edit(t, dir, "CITATION.cff", `title: "A demo"`, "title: \"\x1b[2J大\u202e\"")
	want := `CITATION.cff: line 4 has "title: \"\x1b[2J大\u202e\"", and the rows and the recipe give "title: \"A demo\""`
	if found := verifyRemade(t, dir); len(found) != 1 || found[0] != want {
		t.Errorf("got %q\nwant %q", found, want)
	}
}

func TestVerifyNamesAFileNobodyMakes(t *testing.T) {
	for _, name := range []string{"assets/more.js", "csv/more.csv", "data/more.txt", "sample.db", "CHANGES.txt"} {
		dir := filepath.Join(t.TempDir(), "out")
		build(t, database(t, readings(6)), dir, demoOptions(t, ""))
		write(t, dir, name, tree(t, dir)[DatabaseFile]) // as a sample it holds all articles
		if found := verifyRemade(t, dir); len(found) != 1 || !strings.HasPrefix(found[0], name+": is no") {
			t.Errorf("%s: found %q", name, found)
		}
	}
}

// TestVerifyHoldsTheRecipeAgainstTheRows: whoever seals another recipe's digest
// into the database must say what that recipe says.
func TestVerifyHoldsTheRecipeAgainstTheRows(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	o := demoOptions(t, "")
	o.Recipe.Title = "Another" // which its text does not say
	build(t, database(t, readings(6)), dir, o)
	found := verifyRemade(t, dir)
	if len(found) != 1 || found[0] != "articles.db: dataset column title: is not what recipe.toml says" {
		t.Errorf("found %q", found)
	}
}

// TestVerifySaysWhatIsNotProven: what the release alone cannot prove is told, and
// is no difference.
func TestVerifySaysWhatIsNotProven(t *testing.T) {
	root := t.TempDir()
	src := database(t, readings(30))
	build(t, src, root+"/v1", demoOptions(t, shares))
	o := following(t, shares, root+"/v1")
	o.DataURL = "https://data.example/x.db"
	build(t, database(t, readings(33)), root+"/v2", o)
	v := verify(t, root+"/v2")
	notes := strings.Join(v.Notes, "\n")
	if !v.OK() || !strings.Contains(notes, "CHANGES.md, delta-1.0.0.jsonl.zst and the versions before in releases.json follow from version 1.0.0 too") || !strings.Contains(notes, "https://data.example/x.db") {
		t.Errorf("got %v, notes %q", v.Differences, v.Notes)
	}
	edit(t, root+"/v2", "index.html", "connect-src &#39;self&#39;", "connect-src *")
	if found := verifyRemade(t, root+"/v2"); len(found) != 1 || !strings.HasPrefix(found[0], "index.html: line ") {
		t.Errorf("found %q", found)
	}

	build(t, src, root+"/another", Options{})
	execute(t, root+"/another/articles.db", "UPDATE dataset SET value = 'dabao 9.9.9' WHERE key = 'tool'")
	edit(t, root+"/another", "csv/dataset.csv", ownTool, "dabao 9.9.9")
	rewrite(t, root+"/another", "tables/dataset.parquet", func(_ *schema.Shape, rows [][]any) [][]any {
		for _, row := range rows {
			if row[0] == "tool" {
				row[1] = "dabao 9.9.9"
			}
		}
		return rows
	})
	edit(t, root+"/another", "README.md", "##", "###")
	resum(t, root+"/another")
	if v := verify(t, root+"/another"); !v.OK() || len(v.Notes) != 1 || !strings.Contains(v.Notes[0], "made by another version than "+ownTool) {
		t.Errorf("of another version: got %v, notes %q", v.Differences, v.Notes)
	}
}

func TestVerifyRefusesTheAddressOfThePage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, readings(6)), dir, demoOptions(t, ""))
	edit(t, dir, "index.html", `"dataURL":"articles.db"`, `"dataURL":"javascript:alert(1)"`)
	if found := fmt.Sprint(verifyRemade(t, dir)); !strings.HasPrefix(found, "[index.html: data URL") {
		t.Errorf("found %s", found)
	}
}
