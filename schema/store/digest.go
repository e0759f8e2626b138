package store

import (
	"context"

	"dabao/schema"
)

// FlatTables are the tables of the content digest besides articles and what
// hangs on them. The table dataset states the digest, and hanzi, figures and
// facets follow from the rest: none of them is content.
var FlatTables = []string{"captures", "rejects", "withdrawn", "corrections"}

// digestKey is the dataset key under which a sealed file states its content
// digest. A writer that adds to the file takes it out.
const digestKey = "content_digest"

// RecipeKey and InputsLockKey are the dataset keys under which a released file
// states the SHA-256 of the recipe and of the list of inputs it was made from.
const (
	RecipeKey     = "recipe_sha256"
	InputsLockKey = "inputs_lock_sha256"
)

// sealedKeys are true of the rows as they were sealed, and of no others.
var sealedKeys = []string{digestKey, RecipeKey, InputsLockKey}

// ContentDigest works out the digest over the rows, see schema.Digest: equal for
// any two files that hold the same articles, whatever their bytes.
func (s *Store) ContentDigest(ctx context.Context) (string, error) {
	articles := schema.NewArticlesDigest()
	for a, err := range s.Articles(ctx, "") {
		if err != nil {
			return "", err
		}
		articles.Add(a.Record())
	}
	tables := articles.Tables()
	if err := s.DigestFlat(ctx, tables); err != nil {
		return "", err
	}
	return schema.ContentDigest(tables), nil
}

// DigestFlat adds the digests of FlatTables to tables.
func (s *Store) DigestFlat(ctx context.Context, tables map[string]*schema.Digest) error {
	for _, name := range FlatTables {
		shape := schema.TableNamed(name).Shape()
		tables[name] = schema.NewDigest(&shape)
		for row, err := range s.Rows(ctx, name, nil, "") {
			if err != nil {
				return err
			}
			tables[name].Add(row)
		}
	}
	return nil
}
