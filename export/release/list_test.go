package release

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// chain builds three releases, each after the one before, in folders that are
// called by their versions.
func chain(t *testing.T) (root string) {
	t.Helper()
	root = t.TempDir()
	before := ""
	for i, n := range []int{30, 33, 36} {
		o := demoOptions(t, "")
		o.Recipe = recipeOf(t, strings.Replace(recipeHead, "1.0.0", []string{"1.0.0", "1.1.0", "1.2.0"}[i], 1))
		o.Previous = before
		before = filepath.Join(root, o.Recipe.Version)
		build(t, database(t, readings(n)), before, o)
	}
	return root
}

// TestListWithoutVersions: of two databases without a recipe the second comes
// after the first, though both have the version that stands for none.
func TestListWithoutVersions(t *testing.T) {
	root := t.TempDir()
	build(t, database(t, readings(30)), root+"/a", Options{})
	build(t, database(t, readings(33)), root+"/b", Options{Previous: root + "/a"})
	l, err := ReadList(root + "/b")
	if err != nil || len(l.Versions) != 1 || l.Versions[0].Delta == nil || l.Versions[0].Delta.From != l.Versions[0].Version {
		t.Errorf("got %+v, %v", l, err)
	}
	if found := verify(t, root+"/b"); !found.OK() {
		t.Errorf("got %v", found.Differences)
	}
}

// TestListLeadsBack: the list of a release names the ones before it, with the
// digest of their manifests and the deltas between.
func TestListLeadsBack(t *testing.T) {
	root := chain(t)
	l, err := ReadList(root + "/1.2.0")
	if err != nil {
		t.Fatal(err)
	}
	if l.Name != "demo" || len(l.Versions) != 3 || !l.SameTool() {
		t.Fatalf("got %+v", l)
	}
	for i, v := range l.Versions {
		dir := filepath.Join(root, v.Version)
		files := tree(t, dir)
		if v.Database != sumOfBytes([]byte(files[DatabaseFile])) || v.DatabaseBytes != int64(len(files[DatabaseFile])) {
			t.Errorf("%s: another database: %+v", v.Version, v)
		}
		if want := sumOfBytes([]byte(files[SumsFile])); i > 0 && v.Sums != want || i == 0 && v.Sums != "" {
			t.Errorf("%s: its manifest has %s, and the list %s", v.Version, want, v.Sums)
		}
		if i == 2 {
			if v.Delta != nil {
				t.Errorf("%s: it came after none, and has %+v", v.Version, v.Delta)
			}
			continue
		}
		if d := v.Delta; d == nil || d.From != l.Versions[i+1].Version || d.Base != l.Versions[i+1].Database || d.SHA256 != sumOfBytes([]byte(files[d.Path])) {
			t.Errorf("%s: the delta is %+v", v.Version, d)
		}
		if found := verify(t, dir); !found.OK() {
			t.Errorf("%s: %v", v.Version, found.Differences)
		}
	}
	for _, f := range l.Files {
		if info, err := os.Stat(filepath.Join(root, "1.2.0", f.Path)); err != nil || info.Size() != f.Bytes {
			t.Errorf("%s: %d bytes, %v", f.Path, f.Bytes, err)
		}
	}
	if got, want := len(l.Files)+2, len(tree(t, root+"/1.2.0")); got != want {
		t.Errorf("it lists %d files of %d", got, want)
	}
}

// TestVerifyHoldsTheListAgainstTheFiles: what it says of its own release is made
// again, and of the one before it must agree with the delta.
func TestVerifyHoldsTheListAgainstTheFiles(t *testing.T) {
	dir := chain(t) + "/1.2.0"
	whole := tree(t, dir)[ListFile]
	l, err := ReadList(dir)
	if err != nil {
		t.Fatal(err)
	}
	unlock(t, dir)
	for what, edit := range map[string][2]string{
		"the number of articles": {`"articles": 36`, `"articles": 37`},
		"the version before":     {l.Versions[1].Database, strings.Repeat("0", 64)},
		"no list at all":         {whole, "{}"},
	} {
		write(t, dir, ListFile, strings.ReplaceAll(whole, edit[0], edit[1]))
		if found := verifyRemade(t, dir); len(found) != 1 || !strings.HasPrefix(found[0], ListFile+": ") {
			t.Errorf("%s: found %q", what, found)
		}
	}
}

func TestAnnounce(t *testing.T) {
	root := chain(t)
	for _, version := range []string{"1.0.0", "1.2.0"} {
		at, err := Announce(filepath.Join(root, version))
		if err != nil || at != filepath.Join(root, ListFile) {
			t.Errorf("%s: %q, %v", version, at, err)
		}
	}
	before := tree(t, root)[ListFile]
	if _, err := Announce(root + "/1.1.0"); !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), "1.2.0") {
		t.Errorf("an older one: %v", err)
	}
	if got := tree(t, root)[ListFile]; got != before || got != tree(t, root+"/1.2.0")[ListFile] {
		t.Error("the list beside is not that of the newest release")
	}
	if err := os.Rename(root+"/1.1.0", root+"/old"); err != nil {
		t.Fatal(err)
	}
	if at, err := Announce(root + "/old"); at != "" || err != nil {
		t.Errorf("a folder of another name: %q, %v", at, err)
	}
	write(t, root, ListFile, `{"releases": ["of another program"]}`)
	if _, err := Announce(root + "/1.2.0"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file of another program: %v", err)
	}
}

func FuzzParseList(f *testing.F) {
	b, err := json.Marshal(List{Form: listForm, Name: "demo", Versions: []Version{{Version: "1.0.0", Database: strings.Repeat("a", 64)}}, Files: []Size{{"x", 1}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(b))
	f.Add(`{"releases": 1}`)
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseList([]byte(s))
		if err != nil {
			return
		}
		for _, v := range l.Versions {
			for _, name := range l.Folders(v.Version) {
				if strings.ContainsAny(name, `/\`) || name == ".." || name == "" {
					t.Errorf("%q leads to %q", v.Version, name)
				}
			}
		}
	})
}
