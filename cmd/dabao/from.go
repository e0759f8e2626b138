package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/ingest"
	"dabao/ingest/intake"
	"dabao/ingest/rows"
	"dabao/ingest/source"
	"dabao/schema"
	"dabao/schema/store"
)

// errOtherInputs is returned when a database does not hold what a recipe's
// inputs give, so that a release of it could not be built again from them.
var errOtherInputs = errors.New("it does not hold what the inputs of the recipe give")

// holdsInputs opens the recipe's inputs, without reading a page of them, and
// holds every document against the captures and rejects of the database.
func holdsInputs(c *cli.Context, db *store.Store, r *datasets.Recipe) error {
	held := map[[16]byte]bool{} // whether the inputs give it
	err := everyOrigin(c, db, r, func(at schema.Origin, sha256 string, withdrawn bool) { held[originKey(at, sha256)] = withdrawn })
	if err != nil {
		return err
	}
	lacks, others := map[string]bool{}, map[string]bool{}
	meet := func(at schema.Origin, sha256 string) {
		key := originKey(at, sha256)
		if _, ok := held[key]; ok {
			held[key] = true
		} else {
			lacks[fileOf(at)] = true
		}
	}
	dir := filepath.Dir(r.File)
	root, err := datasets.OpenFolder(r.File)
	if err != nil {
		return err
	}
	defer root.Close()
	inputs, err := r.Inputs(root.FS())
	if err != nil {
		return err
	}
	bounds, err := limits(c)
	if err != nil {
		return err
	}
	events := source.Events{Reject: func(rj *schema.Reject) { meet(rj.Origin, rj.SHA256) }, Skip: func(source.Skip) {}}
	for doc, err := range recipeDocuments(c.Context, source.Input{Base: dir, Found: true}, inputs, bounds, events) {
		if err != nil {
			return err
		}
		at, sum := doc.Origin, doc.SHA256()
		if doc.MediaType == rows.ArticleType { // it brings the capture it was read from
			read := ingest.Read(doc, ingest.Options{NoFacts: true})
			at, sum = read.Capture.Origin, read.Capture.SHA256
		}
		meet(at, sum)
	}
	err = everyOrigin(c, db, r, func(at schema.Origin, sha256 string, _ bool) {
		if !held[originKey(at, sha256)] {
			others[fileOf(at)] = true
		}
	})
	if err != nil || len(lacks)+len(others) == 0 {
		return err
	}
	return fmt.Errorf("%s: %w%s", db.Name(), errOtherInputs, particulars(lacks, others))
}

// holdsNothingElse makes sure that all the database holds comes from the inputs
// of a list, for inputs that do not lie here.
func holdsNothingElse(c *cli.Context, db *store.Store, o *release.Options) error {
	listed, others := map[string]bool{}, map[string]bool{}
	for _, in := range o.Inputs {
		listed[intake.EscapeName(in.Path)] = true
	}
	err := everyOrigin(c, db, o.Recipe, func(at schema.Origin, _ string, withdrawn bool) {
		if withdrawn {
			return
		}
		if files := filesAround(at); !slices.ContainsFunc(files, func(f string) bool { return listed[f] }) {
			others[files[len(files)-1]] = true
		}
	})
	if err != nil || len(others) == 0 {
		return err
	}
	return fmt.Errorf("%s: %w%s", db.Name(), errOtherInputs, particulars(nil, others))
}

// particulars is a line for each of the first files.
func particulars(lacks, others map[string]bool) string {
	all := maps.Clone(others)
	maps.Copy(all, lacks)
	text := ""
	for n, file := range slices.Sorted(maps.Keys(all)) {
		switch {
		case n == shown:
			return fmt.Sprintf("%s\n  and %d files more", text, len(all)-shown)
		case lacks[file] && others[file]:
			text += fmt.Sprintf("\n  %s: it was read from other bytes, or under other limits", file)
		case lacks[file]:
			text += fmt.Sprintf("\n  %s: it was not read, or not all of it", file)
		default:
			text += fmt.Sprintf("\n  %s: it was read, and the recipe does not name it", file)
		}
	}
	return text
}

// everyOrigin tells of every capture and reject of a database where its bytes
// lie, what their digest is, and whether the recipe withdraws them: then their
// file may be gone.
func everyOrigin(c *cli.Context, db *store.Store, recipe *datasets.Recipe, tell func(at schema.Origin, sha256 string, withdrawn bool)) error {
	gone, err := release.Withdraws(c.Context, db, recipe)
	if err != nil {
		return err
	}
	for k, err := range db.Captures(c.Context) {
		if err != nil {
			return err
		}
		tell(k.Origin, k.SHA256, gone[k.UID])
	}
	for r, err := range db.Rejects(c.Context) {
		if err != nil {
			return err
		}
		tell(r.Origin, r.SHA256, r.Reason == schema.Withdrawn)
	}
	return nil
}

func originKey(at schema.Origin, sha256hex string) [16]byte {
	k := schema.Capture{Origin: at, SHA256: sha256hex}
	sum := sha256.Sum256([]byte(k.Key()))
	return [16]byte(sum[:16])
}

// fileOf is the file that bytes lie in, or the container in it.
func fileOf(at schema.Origin) string { return filesAround(at)[0] }
