package release

import (
	"context"

	"dabao/export/site"
	"dabao/schema"
	"dabao/schema/store"
)

// exampleRows is how many rows of each table the page shows.
const exampleRows = 3

// columns are the tables of the sealed file that have rows, as the page tells
// of them.
func columns(ctx context.Context, db *store.Store) ([]site.Table, error) {
	profiles, err := db.Profiles(ctx, store.ProfileRows)
	if err != nil {
		return nil, err
	}
	var all []site.Table
	for i := range profiles {
		p := &profiles[i]
		if n := len(all); n == 0 || all[n-1].Name != p.Table {
			t := schema.TableNamed(p.Table)
			examples, err := db.ExampleRows(ctx, t, exampleRows)
			if err != nil {
				return nil, err
			}
			all = append(all, site.Table{Name: p.Table, Meaning: store.Dictionary()[p.Table].Table, Rows: p.Rows, Examples: examples})
		}
		c := site.Column{Name: p.Column, Type: p.Type, Meaning: p.Meaning, Looked: p.Looked, Filled: p.Filled, Distinct: p.Distinct,
			Least: p.Least, Greatest: p.Greatest, Top: []site.Value{}}
		for _, v := range p.Top {
			c.Top = append(c.Top, site.Value{Text: v.Value, Rows: v.Rows})
		}
		t := &all[len(all)-1]
		t.Columns = append(t.Columns, c)
	}
	return all, nil
}
