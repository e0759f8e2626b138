package release

import (
	"context"
	"fmt"
	"strings"

	"dabao/datasets"
	"dabao/schema/fulltext"
	"dabao/schema/store"
)

// CheckRecipe tries every search and every piece of SQL of a recipe on a database
// with one invented article, before any input is read: that it means something,
// only reads, and takes its time and memory within bounds (see store.Trial). The
// error has a line for each that fails.
func CheckRecipe(ctx context.Context, r *datasets.Recipe) error {
	t, err := store.NewTrial(ctx)
	if err != nil {
		return err
	}
	defer t.Close()
	var wrong []string
	note := func(key, label string, err error) {
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %s: %v", r.At(key), label, err))
		}
	}
	search := func(key, label, q string) {
		_, err := fulltext.Parse(q)
		note(key, label, err)
	}
	note("select.where", "[select] where", advised(t.Condition(ctx, "articles", r.Select.Where)))
	for i, q := range r.Checks.Queries {
		search(fmt.Sprintf("checks.query[%d].q", i), fmt.Sprintf("[[checks.query]] %d q", i+1), q.Q)
	}
	for i, q := range r.Queries {
		if q.SQL != "" {
			note(fmt.Sprintf("query[%d].sql", i), fmt.Sprintf("[[query]] %d sql", i+1), advised(t.Query(ctx, q.SQL)))
		} else {
			search(fmt.Sprintf("query[%d].q", i), fmt.Sprintf("[[query]] %d q", i+1), q.Q)
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if len(wrong) > 0 {
		return &datasets.Invalid{Lines: wrong}
	}
	return nil
}

// advised says what is meant most often where SQLite knows no such column.
func advised(err error) error {
	if err == nil {
		return nil
	}
	_, name, unknown := strings.Cut(err.Error(), "no such column: ")
	if !unknown {
		return err
	}
	name, _, _ = strings.Cut(name, " ")
	return fmt.Errorf("%w; text stands in single quotes: '%s'", err, name)
}
