package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// Imports run one way: schema is the ground, ingest and export stand on it and
// never meet, release stands above export and datasets, cmd knows everybody.
// Each line says what a room, and all below it, may import of this module.
var allowed = []struct {
	room string
	may  []string
}{
	{"dabao/schema/store", []string{"dabao/schema"}},
	{"dabao/schema/fulltext", []string{"dabao/schema/fulltext"}},
	{"dabao/schema/neardup", []string{"dabao/schema/fulltext"}},
	{"dabao/schema", nil},
	{"dabao/ingest/extract", []string{"dabao/schema", "dabao/ingest/extract", "dabao/ingest/lang"}},
	{"dabao/ingest", []string{"dabao/schema", "dabao/ingest"}},
	{"dabao/datasets", []string{"dabao/schema"}},
	{"dabao/export/release", []string{"dabao/schema", "dabao/export", "dabao/datasets"}},
	{"dabao/export", []string{"dabao/schema", "dabao/export"}},
	{"dabao/cmd", []string{"dabao"}},
}

func TestImportsRunOneWay(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "dabao/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		may := room(t, p.ImportPath)
		for _, imported := range p.Imports {
			if within(imported, "dabao") && !withinAny(imported, may) {
				t.Errorf("%s imports %s: it may import only %v", p.ImportPath, imported, may)
			}
			if p.ImportPath == "dabao/schema" && strings.Contains(imported, ".") {
				t.Errorf("%s imports %s: it stands on the standard library alone", p.ImportPath, imported)
			}
		}
	}
	if seen < 10 {
		t.Fatalf("go list named %d packages, want the whole module", seen)
	}
}

// room gives the rule of the first line that holds a package.
func room(t *testing.T, pkg string) []string {
	for _, a := range allowed {
		if within(pkg, a.room) {
			return a.may
		}
	}
	t.Errorf("%s stands in no room of the list", pkg)
	return nil
}

func within(pkg, room string) bool { return pkg == room || strings.HasPrefix(pkg, room+"/") }

func withinAny(pkg string, rooms []string) bool {
	for _, r := range rooms {
		// schema is named for itself and its rooms; a child may not import its parent's siblings by it.
		if within(pkg, r) {
			return true
		}
	}
	return false
}
