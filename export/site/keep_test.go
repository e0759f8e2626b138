package site

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var (
	keep      = flag.String("keep", "", "write the test page into this folder, to look at with dabao serve")
	keepCount = flag.Int("articles", 3000, "how many articles the page of -keep has")
	keepChars = flag.Int("chars", 600, "how long they are")
	shots     = flag.String("shots", "", "write screenshots of the page into this folder")
)

func TestKeep(t *testing.T) {
	if *keep == "" {
		t.Skip("no -keep folder given")
	}
	if err := os.MkdirAll(*keep, 0o755); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(*keep, "articles.db")
	if _, err := os.Stat(db); err != nil {
		dataset(t, db, *keepCount, *keepChars)
	}
	writePage(t, *keep, nil)
}
