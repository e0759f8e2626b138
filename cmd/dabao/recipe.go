package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
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
	dir, err := datasets.OpenFolder(r.File)
	if err != nil {
		return err
	}
	defer dir.Close()
	o.Recipe = r
	inputs, err := r.Inputs(dir.FS())
	if err != nil {
		return err
	}
	if o.Inputs, err = release.Lock(dir.FS(), inputs); err != nil {
		return err
	}
	known(o, inputs)
	return nil
}

// ofLock is ofRecipe for the inputs of a list. They may lie elsewhere, where the
// list was made when they were read.
func ofLock(o *release.Options, r *datasets.Recipe, list string) error {
	data, err := os.ReadFile(list)
	if err != nil {
		return fmt.Errorf("--inputs: %w", err)
	}
	o.Recipe = r
	if o.Inputs, err = release.ParseLock(data); err != nil {
		return fmt.Errorf("--inputs %s: %w", list, err)
	}
	inputs, err := lockedInputs(r, o.Inputs)
	if err != nil {
		return usage(fmt.Sprintf("--inputs %s: %s", list, err))
	}
	known(o, inputs)
	return nil
}

// lockedInputs are the inputs of a lock with the source of the recipe that names
// each, or none where it is a file of annotations.
func lockedInputs(r *datasets.Recipe, lock []release.Input) ([]datasets.Input, error) {
	var inputs []datasets.Input
	for _, in := range lock {
		s := r.SourceOf(in.Path)
		if r.Annotates(in.Path) {
			s = nil
		} else if s == nil {
			return nil, fmt.Errorf("no [[source]] or [[annotate]] of %s names %s", r.File, in.Path)
		}
		inputs = append(inputs, datasets.Input{Path: in.Path, Source: s})
	}
	return inputs, nil
}

// known lets a release know which input a capture came from, and what the recipe
// says of the licence of that.
func known(o *release.Options, inputs []datasets.Input) {
	files := map[string]*datasets.Input{}
	for i := range inputs {
		files[intake.EscapeName(inputs[i].Path)] = &inputs[i]
	}
	find := func(at schema.Origin) *datasets.Input {
		for _, file := range filesAround(at) {
			if in := files[file]; in != nil {
				return in
			}
		}
		return nil
	}
	o.InputOf = func(at schema.Origin) string {
		if in := find(at); in != nil {
			return in.Path
		}
		return ""
	}
	o.Terms = func(at schema.Origin) (license, rights string) {
		if in := find(at); in != nil && in.Source != nil {
			return in.Source.License, in.Source.Rights
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

// readRecipe reads the inputs of a lock, which lie in the recipe's folder, and
// stores them in db. Rejects are counted in sum.
func readRecipe(ctx context.Context, db *store.Store, r *datasets.Recipe, lock []release.Input, o ingest.Options, sum *summary, progress func(store.Tally)) (store.Tally, error) {
	dir := filepath.Dir(r.File)
	inputs, err := lockedInputs(r, lock)
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
	inputs = slices.DeleteFunc(slices.Clone(inputs), func(in datasets.Input) bool { return in.Source == nil })
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
