package release

import (
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/mod/semver"

	"dabao/schema"
	"dabao/schema/store"
)

// ErrVersion is returned for a recipe whose version is not after that of the
// previous release.
var ErrVersion = errors.New("the version must be greater than that of the previous release")

// supersedes refuses a version that does not come after the previous one, by
// the precedence of Semantic Versioning 2.0.0 (item 11), and proposes the one
// that fits what changed.
func (b *builder) supersedes(c *Changes) error {
	if semver.Compare("v"+c.To.Version, "v"+c.From.Version) > 0 {
		return nil
	}
	advice := ""
	switch {
	case c.Bump == None:
		advice = "; nothing differs from it, so there is nothing to release"
	case c.Next != "":
		advice = fmt.Sprintf("; what changed is a %s step: version = %q", c.Bump, c.Next)
	}
	return fmt.Errorf("%s: version %s: %w, which is %s%s", b.options.Recipe.File, c.To.Version, ErrVersion, c.From.Version, advice)
}

// compare tells what changed since the previous release.
func (b *builder) compare(ctx context.Context, r *Report) error {
	if b.options.Previous == "" {
		if b.options.Standing == nil {
			return nil
		}
		b.from, b.earlier = b.options.Standing.From, b.options.Standing.Earlier
		return b.options.Standing.copyTo(b.made)
	}
	var err error
	if b.earlier, err = earlierOf(ctx, b.options.Previous); err != nil {
		return err
	}
	return b.withPrevious(ctx, func(old, now *store.Store) (err error) {
		if r.Changes, err = Diff(ctx, old, now); err != nil {
			return err
		}
		b.from = r.Changes.From
		if b.options.Recipe != nil {
			if err := b.supersedes(r.Changes); err != nil {
				return err
			}
		}
		return b.made.writeText(changesFile, r.Changes.Markdown())
	})
}

// delta writes how to get from the previous release to this one.
func (b *builder) delta(ctx context.Context, c *Changes) error {
	return b.withPrevious(ctx, func(old, now *store.Store) error {
		return b.made.write(deltaName(c.From), func(w io.Writer) error { return WriteDelta(ctx, w, old, now, c) })
	})
}

func (b *builder) withPrevious(ctx context.Context, call func(old, now *store.Store) error) error {
	old, err := OpenDatabase(ctx, b.options.Previous)
	if err != nil {
		return fmt.Errorf("previous release: %w", err)
	}
	defer old.Close()
	now, err := OpenDatabase(ctx, b.made.dir)
	if err != nil {
		return err
	}
	defer now.Close()
	return call(old, now)
}

// previousSides reads the splits of the release before.
func previousSides(ctx context.Context, dir string) (map[schema.UID]string, error) {
	if dir == "" {
		return nil, nil
	}
	old, err := OpenDatabase(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("previous release: %w", err)
	}
	defer old.Close()
	sides := map[schema.UID]string{}
	for row, err := range old.Rows(ctx, "articles", []string{"uid", "split"}, "split IS NOT NULL") {
		if err != nil {
			return nil, fmt.Errorf("previous release: %w", err)
		}
		sides[schema.UID(row[0].(string))] = row[1].(string)
	}
	return sides, nil
}
