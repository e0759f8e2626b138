package pull

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"dabao/export/release"
	"dabao/schema/store"
)

// local is where a file of these bytes lies.
func (p *puller) local(sum string) string {
	if p.shop.have[sum] {
		return p.shop.file(sum)
	}
	return p.holds.at[sum]
}

// scratch is an empty folder in the workshop.
func (p *puller) scratch() (string, error) {
	path := filepath.Join(p.shop.path, madeFolder)
	return path, errors.Join(os.RemoveAll(path), os.Mkdir(path, 0o755))
}

// Bounds on what is made: of what a stranger sent, a little may unpack to very
// much. madeSlack is what SQLite's journal and small files add.
const (
	madeTimes = 4
	madeSlack = 64 << 20
)

// making runs what makes files in the folder made, size bytes of them or about
// so, tells how far it is, and stops what grows past all measure. An error that
// is not the machine's wraps errRoad.
func (p *puller) making(ctx context.Context, what string, size int64, do func(context.Context) error) error {
	p.options.Step(what, size)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	done := make(chan struct{})
	go func() {
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		for before := int64(0); ; {
			select {
			case <-done:
				return
			case <-tick.C:
				now := folderBytes(filepath.Join(p.shop.path, madeFolder))
				p.options.Bytes(now - before)
				if before = now; now > madeTimes*size+madeSlack {
					stop(fmt.Errorf("%w: it makes more than %d times the bytes that it should", errRoad, madeTimes))
					return
				}
			}
		}
	}()
	err := do(ctx)
	close(done)
	if cause := context.Cause(ctx); errors.Is(cause, errRoad) {
		return cause
	}
	return p.wrongWay(ctx, err)
}

// watchEvery is how often what is made is measured.
const watchEvery = 200 * time.Millisecond

// folderBytes is about how much lies in a folder that others write to.
func folderBytes(dir string) (n int64) {
	filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // it may be gone already
		}
		if info, err := d.Info(); err == nil {
			n += info.Size()
		}
		return nil
	})
	return n
}

// databaseBytes is the size of the database of a version.
func (p *puller) databaseBytes(sum string) int64 {
	for _, v := range p.offer.list.Versions {
		if v.Database == sum {
			return v.DatabaseBytes
		}
	}
	return 0
}

// apply goes from the database that is here to the next, step by step.
func (p *puller) apply(ctx context.Context, steps []delta) error {
	made, err := p.scratch()
	if err != nil {
		return err
	}
	base := ""
	for _, v := range p.offer.list.Versions {
		if v.Database == steps[0].to {
			base = v.Delta.Base
		}
	}
	for _, step := range steps {
		if p.has(step.to) {
			base = step.to
			continue
		}
		out := filepath.Join(made, release.DatabaseFile)
		err := p.making(ctx, "making "+release.DatabaseFile+" by "+step.path, 2*p.databaseBytes(step.to), func(ctx context.Context) error {
			return applyOne(ctx, p.local(base), p.local(step.sum), out)
		})
		if err != nil {
			return err
		}
		sum, err := hashFile(ctx, out, func(int64) {})
		if err != nil {
			return err
		}
		if sum != step.to {
			return fmt.Errorf("%w: %s leads to another %s", errRoad, step.path, release.DatabaseFile)
		}
		if err := p.shop.adopt(out, sum); err != nil {
			return err
		}
		base = step.to
	}
	return nil
}

func applyOne(ctx context.Context, base, delta, out string) error {
	old, err := store.Open(ctx, base)
	if err != nil {
		return err
	}
	defer old.Close()
	f, err := os.Open(delta)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = release.Apply(ctx, old, f, out)
	return err
}

// wrongWay tells what the machine could not do from what does not lead there.
func (p *puller) wrongWay(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil || store.Environment(err) {
		return err
	}
	return fmt.Errorf("%w: %w", errRoad, err)
}

// files opens what is here under the paths of the release.
type files struct{ p *puller }

// Open implements fs.FS.
func (f files) Open(name string) (fs.File, error) {
	if at := f.p.local(f.p.offer.sum(name)); at != "" {
		return os.Open(at)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// remake makes the database from the shards.
func (p *puller) remake(ctx context.Context) error {
	made, err := p.scratch()
	if err != nil {
		return err
	}
	var names []string
	for _, s := range p.offer.sums {
		if release.MakesDatabase(s.Path) {
			names = append(names, s.Path)
		}
	}
	out := filepath.Join(made, release.DatabaseFile)
	err = p.making(ctx, "making "+release.DatabaseFile, 2*p.offer.sizes[release.DatabaseFile], func(ctx context.Context) error {
		return release.Remake(ctx, files{p}, names, out)
	})
	if err != nil {
		return err
	}
	sum, err := hashFile(ctx, out, func(int64) {})
	if err != nil {
		return err
	}
	if sum != p.offer.sum(release.DatabaseFile) {
		return fmt.Errorf("%w: the shards make another %s", errRoad, release.DatabaseFile)
	}
	return p.shop.adopt(out, sum)
}

// derive makes what follows from the database. A file that comes out with other
// bytes is taken as it lies there.
func (p *puller) derive(ctx context.Context, names []string) error {
	made, err := p.scratch()
	if err != nil {
		return err
	}
	var size int64
	for _, name := range names {
		size += p.offer.sizes[name]
	}
	var sums []release.Sum
	err = p.making(ctx, fmt.Sprintf("making %d files from %s", len(names), release.DatabaseFile), size, func(ctx context.Context) (err error) {
		sums, err = release.Derive(ctx, p.local(p.offer.sum(release.DatabaseFile)), made, names)
		return err
	})
	if err != nil {
		return err
	}
	for _, name := range names {
		want := p.offer.sum(name)
		if !slices.Contains(sums, release.Sum{Path: name, SHA256: want}) {
			p.unmade[name] = true
			p.options.Note(name + " comes out with other bytes, and is taken as it lies there")
			continue
		}
		if err := p.shop.adopt(filepath.Join(made, filepath.FromSlash(name)), want); err != nil {
			return err
		}
	}
	return os.RemoveAll(made)
}
