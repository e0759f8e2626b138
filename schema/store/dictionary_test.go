package store

import (
	"testing"

	"dabao/schema"
)

func TestDictionaryIsWhole(t *testing.T) {
	d := Dictionary()
	for _, table := range schema.Tables {
		if d[table.Name].Table == "" {
			t.Errorf("%s has no meaning", table.Name)
		}
		for _, c := range table.Columns {
			if d[table.Name].Columns[c.Name] == "" {
				t.Errorf("%s.%s has no meaning", table.Name, c.Name)
			}
		}
	}
	if got, want := d["captures"].Columns["offset"], "where the record starts in the container, in bytes"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
