package release

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"dabao/datasets"
	"dabao/schema"
	"dabao/schema/store"
)

// articles yields the articles of the plan in its order. The source stands in
// nearly the same order, so one walk over it serves, and only what a
// correction has moved to another day is fetched by uid.
func (p *plan) articles(ctx context.Context, src *store.Store, where string) iter.Seq2[*schema.Article, error] {
	return func(yield func(*schema.Article, error) bool) {
		next, stop := iter.Pull2(src.Articles(ctx, where))
		defer stop()
		for i := range p.entries {
			e := &p.entries[i]
			a, err := p.find(ctx, src, e, next)
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

func (p *plan) find(ctx context.Context, src *store.Store, e *entry, next func() (*schema.Article, error, bool)) (*schema.Article, error) {
	if e.moved {
		return src.Article(ctx, e.uid)
	}
	for {
		a, err, ok := next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("the database changed while it was read: article %s is gone", e.uid)
		}
		if c := p.chosen[a.UID]; c == e {
			return a, nil
		} else if c != nil && !c.moved {
			return nil, fmt.Errorf("the database changed while it was read: article %s is not where it was", e.uid)
		}
	}
}

// sealing collects, while a file is sealed, what is known only once every row
// has passed: digests, corrections and figures for the card.
type sealing struct {
	articles *schema.ArticlesDigest
	tables   map[string]*schema.Digest
	// rowSums gets a line "digest  uid" for each article.
	rowSums io.Writer
	figures figures
}

// contents is the sealed file in the making. The digest joins Dataset when the
// last reject has been read, before Seal comes to write it.
func (p *plan) contents(ctx context.Context, src *store.Store, r *datasets.Recipe, dataset map[string]string, rowSums io.Writer) (store.Contents, *sealing, error) {
	s := &sealing{articles: schema.NewArticlesDigest(), rowSums: rowSums, figures: newFigures()}
	s.tables = s.articles.Tables()
	where, withText := "", true
	if r != nil {
		where, withText = r.Select.Where, r.Select.Text
	}
	corrections, err := p.corrected(ctx, src)
	if err != nil {
		return store.Contents{}, nil, err
	}
	c := store.Contents{Dataset: dataset, Withdrawn: p.uids, Corrections: corrections, Captures: p.captures(ctx, src, s.table("captures"))}
	c.Articles = func(yield func(*schema.Article, error) bool) {
		for a, err := range p.articles(ctx, src, where) {
			if err == nil {
				err = p.apply(ctx, a, withText)
			}
			if err == nil {
				err = s.add(a)
			}
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
	c.Rejects = func(yield func(schema.Reject, error) bool) {
		for row, err := range p.rejects(ctx, src) {
			if err == nil {
				s.table("rejects").Add([]any{nil, row.Origin.URI, row.Origin.Container, row.Origin.Offset, string(row.Reason), row.Detail, row.SHA256})
				s.figures.rejects[string(row.Reason)] += int64(row.Documents())
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
		s.finish(&c)
	}
	return c, s, nil
}

// table starts the digest of a table of flat rows.
func (s *sealing) table(name string) *schema.Digest {
	if s.tables[name] == nil {
		shape := schema.TableNamed(name).Shape()
		s.tables[name] = schema.NewDigest(&shape)
	}
	return s.tables[name]
}

func (s *sealing) add(a *schema.Article) error {
	record := a.Record()
	sum := s.articles.Add(record)
	s.figures.article(a, record)
	return writeRowSum(s.rowSums, sum, a.UID)
}

// finish runs after the last row of the long tables.
func (s *sealing) finish(c *store.Contents) {
	for _, w := range c.Withdrawn {
		s.table("withdrawn").Add([]any{string(w.UID), w.Date, w.Reason})
	}
	for _, k := range c.Corrections {
		s.table("corrections").Add([]any{nil, string(k.UID), k.Column, orNil(k.Was), orNil(k.Now), k.Reason})
	}
	// A table without rows has a digest too.
	for _, name := range store.FlatTables {
		s.table(name)
	}
	c.Dataset["content_digest"] = schema.ContentDigest(s.tables)
}

func orNil(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

// captures yields the captures of the articles released.
func (p *plan) captures(ctx context.Context, src *store.Store, digest *schema.Digest) iter.Seq2[schema.Capture, error] {
	return func(yield func(schema.Capture, error) bool) {
		for c, err := range src.Captures(ctx) {
			if err == nil && p.chosen[c.UID] == nil {
				continue
			}
			if err == nil {
				digest.Add(captureRow(&c))
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

func captureRow(c *schema.Capture) []any {
	return append([]any{nil, string(c.UID)}, c.Cells()...)
}

// rejects yields the rejects of the source but those of withdrawn articles: of
// an input that is taken out for good nothing is told, not even that it was there.
func (p *plan) rejects(ctx context.Context, src *store.Store) iter.Seq2[schema.Reject, error] {
	return filter(src.Rejects(ctx), func(r *schema.Reject) bool { return r.Reason != schema.Withdrawn })
}

// compareRejects is the key order of the table.
func compareRejects(a, b *schema.Reject) int {
	return cmp.Or(cmp.Compare(a.Origin.Container, b.Origin.Container), cmp.Compare(a.Origin.URI, b.Origin.URI),
		cmp.Compare(a.Origin.Offset, b.Origin.Offset), cmp.Compare(a.SHA256, b.SHA256))
}

// corrected is the table corrections of the release: what the source holds for
// the articles released, under what the recipe puts right. What a column was at
// first stays on record.
func (p *plan) corrected(ctx context.Context, src *store.Store) ([]store.Correction, error) {
	all, err := src.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(k store.Correction) bool { return p.chosen[k.UID] == nil })
	for uid, list := range p.corrections {
		a, err := src.Article(ctx, uid)
		if err != nil {
			return nil, fmt.Errorf("correct %s: %w", uid, err)
		}
		p.license(a)
		for _, c := range list {
			k := store.Correction{UID: uid, Column: c.Column, Reason: c.Reason}
			if c.Now != "" {
				k.Now = &c.Now
			}
			if k.Was, err = a.Value(c.Column); err != nil {
				return nil, fmt.Errorf("correct %s: %w", uid, err)
			}
			i := slices.IndexFunc(all, func(old store.Correction) bool { return old.UID == k.UID && old.Column == k.Column })
			if i >= 0 {
				k.Was = all[i].Was
				all[i] = k
			} else {
				all = append(all, k)
			}
		}
	}
	slices.SortFunc(all, func(a, b store.Correction) int {
		return cmp.Or(cmp.Compare(a.UID, b.UID), cmp.Compare(a.Column, b.Column))
	})
	return all, nil
}
