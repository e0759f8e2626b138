package store

import (
	"testing"

	"dabao/schema"
)

func TestDictionaryIsWhole(t *testing.T) {
	d := Dictionary()
	for _, def := range schema.Tables {
		table := def.Stored()
		if d[table.Name].Table == "" {
			t.Errorf("%s has no meaning", table.Name)
		}
		for _, c := range table.Columns {
			if d[table.Name].Columns[c.Name] == "" {
				t.Errorf("%s.%s has no meaning", table.Name, c.Name)
			}
		}
	}
	if got, want := d["blocks"].Columns["text"], "one line; a table has its rows as lines and its cells separated by tabs, code keeps its lines and indents"; got != want {
		t.Errorf("of a view: got %q, want %q", got, want)
	}
	if got, want := d["captures"].Columns["offset"], "where the record starts in the container, in bytes"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
