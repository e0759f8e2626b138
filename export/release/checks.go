package release

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dabao/datasets"
	"dabao/schema"
	"dabao/schema/store"
)

// ErrChecks is returned when a release does not hold what its recipe asks of
// it; the message lists every check that fails.
var ErrChecks = errors.New("the release does not pass the checks of its recipe")

// maxCheckedHits is how far down the hits of a query an article may stand and
// still count as found.
const maxCheckedHits = 10_000

// gate holds the sealed rows against [checks], so that a release that got worse
// is not made.
func (b *builder) gate(ctx context.Context, sealed *store.Store) error {
	if b.options.Recipe == nil {
		return nil
	}
	checks := &b.options.Recipe.Checks
	f := &b.sealing.figures
	var failed []string
	if f.articles < int64(checks.MinArticles) {
		failed = append(failed, fmt.Sprintf("min_articles: there are %d articles, and %d are asked for", f.articles, checks.MinArticles))
	}
	if text, err := b.rejectShare(ctx); err != nil {
		return err
	} else if text != "" {
		failed = append(failed, text)
	}
	failed = append(failed, f.unfilled(checks.Fill)...)
	for _, q := range checks.Queries {
		missing, err := unmet(ctx, sealed, q)
		if err != nil {
			return err
		}
		failed = append(failed, missing...)
	}
	if len(failed) == 0 {
		return nil
	}
	return fmt.Errorf("%w:\n  %s", ErrChecks, strings.Join(failed, "\n  "))
}

// rejectShare counts the rejects among the inputs read, but those of what was
// withdrawn, which may be there or not.
func (b *builder) rejectShare(ctx context.Context) (string, error) {
	most := b.options.Recipe.Checks.MaxRejectShare
	if most == nil {
		return "", nil
	}
	rejected := b.sealing.figures.rejected()
	read := rejected
	for row, err := range b.src.Rows(ctx, "captures", []string{"uid"}, "") {
		if err != nil {
			return "", err
		}
		if !b.plan.gone[schema.UID(text(row[0]))] {
			read++
		}
	}
	if read == 0 || float64(rejected)/float64(read) <= *most {
		return "", nil
	}
	return fmt.Sprintf("max_reject_share: %d of %d inputs were rejected, which is %.4f, and %g is allowed", rejected, read, float64(rejected)/float64(read), *most), nil
}

// unfilled lists the columns that are filled less than asked for.
func (f *figures) unfilled(fills []datasets.Fill) (failed []string) {
	shape := schema.ArticleShape()
	for _, fill := range fills {
		i := shape.Index(fill.Column)
		if i < 0 || f.articles == 0 {
			continue
		}
		if share := float64(f.filled[i]) / float64(f.articles); share < fill.Share {
			failed = append(failed, fmt.Sprintf("fill.%s: %d of %d articles have it, which is %.4f, and %g is asked for", fill.Column, f.filled[i], f.articles, share, fill.Share))
		}
	}
	return failed
}

func unmet(ctx context.Context, sealed *store.Store, q datasets.Expect) (failed []string, err error) {
	hits, err := sealed.Search(ctx, store.SearchQuery{Text: q.Q, Limit: maxCheckedHits, Excerpt: 1})
	if err != nil {
		return nil, fmt.Errorf("checks: query %q: %w", q.Q, err)
	}
	if len(hits) < q.MinHits {
		failed = append(failed, fmt.Sprintf("query %q: finds %d articles, and %d are asked for", q.Q, len(hits), q.MinHits))
	}
	for _, uid := range q.UIDs {
		if !slices.ContainsFunc(hits, func(h store.Hit) bool { return h.UID == uid }) {
			failed = append(failed, fmt.Sprintf("query %q: does not find %s", q.Q, uid))
		}
	}
	for _, url := range q.URLs {
		if !slices.ContainsFunc(hits, func(h store.Hit) bool { return h.URL == url }) {
			failed = append(failed, fmt.Sprintf("query %q: does not find %s", q.Q, url))
		}
	}
	return failed, nil
}
