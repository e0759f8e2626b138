package release

import (
	"path/filepath"
	"strings"
	"testing"
)

// What is packed for readers over a network is proven like all else: it follows
// from the rows.
func TestVerifyPackedTables(t *testing.T) {
	for _, change := range []string{`UPDATE packed_lengths SET lengths = x'01'`, `DELETE FROM packed_groups`} {
		dir := filepath.Join(t.TempDir(), "demo")
		build(t, database(t, readings(30)), dir, demoOptions(t, shares))
		execute(t, filepath.Join(dir, DatabaseFile), change)
		resum(t, dir)
		v := verify(t, dir)
		told := false
		for _, d := range v.Differences {
			told = told || d.File == DatabaseFile && strings.Contains(d.Detail, "is not, byte for byte, the file that its rows make")
		}
		if !told {
			t.Errorf("after %s verify says %v", change, v.Differences)
		}
	}
}

// The pages that travel beside the page are those of the database.
func TestVerifyOpening(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	build(t, database(t, readings(30)), dir, demoOptions(t, shares))
	if v := verify(t, dir); !v.OK() {
		t.Fatal(v.Differences)
	}
	edit(t, dir, "assets/opening.gz", "\x1f\x8b\x08\x00", "\x1f\x8b\x08\x08")
	resum(t, dir)
	if v := verify(t, dir); v.OK() {
		t.Error("another opening.gz passes")
	}
}
