package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/ingest"
	"dabao/ingest/intake"
	"dabao/ingest/source"
	"dabao/schema"
	"dabao/schema/store"
)

// ofRecipe makes o a release of the inputs that a recipe names, with what the
// recipe says of the licence of each.
func ofRecipe(o *release.Options, r *datasets.Recipe) (err error) {
	dir := os.DirFS(filepath.Dir(r.File))
	o.Recipe = r
	if o.Inputs, err = release.Lock(dir, r); err != nil {
		return err
	}
	inputs, err := r.Inputs(dir)
	if err != nil {
		return err
	}
	o.Terms = termsOf(inputs)
	return nil
}

// ofLock is ofRecipe for inputs that lie elsewhere, as a list says that was made
// where they were read.
func ofLock(o *release.Options, r *datasets.Recipe, list string) error {
	data, err := os.ReadFile(list)
	if err != nil {
		return fmt.Errorf("--inputs: %w", err)
	}
	o.Recipe = r
	if o.Inputs, err = release.ParseLock(data); err != nil {
		return fmt.Errorf("--inputs %s: %w", list, err)
	}
	var inputs []datasets.Input
	for _, in := range o.Inputs {
		s := r.SourceOf(in.Path)
		if s == nil {
			return usage(fmt.Sprintf("--inputs %s: no [[source]] of %s names %s", list, r.File, in.Path))
		}
		inputs = append(inputs, datasets.Input{Path: in.Path, Source: s})
	}
	o.Terms = termsOf(inputs)
	return nil
}

// termsOf is what the recipe says of the licence of the file a capture came from.
func termsOf(inputs []datasets.Input) func(schema.Origin) (license, rights string) {
	sources := map[string]*datasets.Source{}
	for _, in := range inputs {
		sources[intake.EscapeName(in.Path)] = in.Source
	}
	return func(at schema.Origin) (license, rights string) {
		for _, file := range filesAround(at) {
			if s := sources[file]; s != nil {
				return s.License, s.Rights
			}
		}
		return "", ""
	}
}

// filesAround names the files that bytes may lie in, the innermost first: the
// name of a nested container holds that of the file after which "!/" stands,
// which a file's own name may hold too.
func filesAround(at schema.Origin) []string {
	files := []string{cmp.Or(at.Container, at.URI)}
	for {
		last := files[len(files)-1]
		i := strings.LastIndex(last, "!/")
		if i < 0 {
			return files
		}
		files = append(files, last[:i])
	}
}

// readRecipe reads the inputs a recipe names and stores them in db. Rejects
// are counted in sum.
func readRecipe(ctx context.Context, db *store.Store, r *datasets.Recipe, o ingest.Options, sum *summary, progress func(store.Tally)) (store.Tally, error) {
	dir := filepath.Dir(r.File)
	inputs, err := r.Inputs(os.DirFS(dir))
	if err != nil {
		return store.Tally{}, err
	}
	readings := ingest.Readings(ctx, o, func(ctx context.Context, ev source.Events) iter.Seq2[schema.Document, error] {
		return recipeDocuments(ctx, source.Input{Base: dir, Found: true, Lines: true}, inputs, o.Limits, ev)
	})
	tally, err := db.Put(ctx, sum.count(readings), progress)
	if err != nil {
		return tally, err
	}
	return tally, db.Group(ctx)
}

// recipeDocuments opens the inputs one source after the other, in the way of in.
func recipeDocuments(ctx context.Context, in source.Input, inputs []datasets.Input, lim source.Limits, ev source.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		for len(inputs) > 0 {
			from := inputs[0].Source
			in.Paths, in.Columns = nil, from.Map
			for len(inputs) > 0 && inputs[0].Source == from {
				in.Paths = append(in.Paths, inputs[0].Path)
				inputs = inputs[1:]
			}
			for doc, err := range source.Documents(ctx, in, lim, ev) {
				if errors.Is(err, source.ErrNothing) {
					break // files of no known kind, already counted as skips
				}
				if err != nil {
					yield(doc, fmt.Errorf("source %q: %w", from.Path+from.Glob, err))
					return
				}
				if !yield(doc, nil) {
					return
				}
			}
		}
	}
}
