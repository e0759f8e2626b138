package schema

import "testing"

func TestCorrect(t *testing.T) {
	for _, c := range []struct{ column, now, want string }{
		{"title", "新題", "新題"}, {"published_on", "2022-11-30", "2022-11-30"}, {"published_on", "", "NULL"},
		{"tdm_reserved", "0", "0"}, {"tdm_reserved", "", "NULL"}, {"text", "一\n二", "一\n二"}, {"text", "", ""}, {"site", "", "NULL"},
		{"uid", "x", "error"}, {"chars", "1", "error"}, {"capture_uri", "x", "error"}, {"blocks", "x", "error"}, {"", "", "error"},
		{"published_on", "soon", "error"}, {"article_id", "1", "error"}, {"capture_id", "1", "error"},
	} {
		a := full()
		got := "error"
		if err := a.Correct(c.column, c.now); err == nil {
			v, err := a.Value(c.column)
			if err != nil {
				t.Fatal(err)
			}
			got = "NULL"
			if v != nil {
				got = *v
			}
		}
		if got != c.want {
			t.Errorf("%s = %q: got %s, want %s", c.column, c.now, got, c.want)
		}
	}
}

func TestCorrectDropsFactsOfOldWords(t *testing.T) {
	a := full()
	if err := a.Correct("text", "新"); err != nil {
		t.Fatal(err)
	}
	if len(a.Quantities) != 1 || a.Quantities[0].Field != "title" || len(a.Dates) != 0 || len(a.Entities) != 1 || len(a.Annotations) != 1 {
		t.Errorf("got %v, %v, %v, %v", a.Quantities, a.Dates, a.Entities, a.Annotations)
	}
	if len(a.Blocks) != 2 || a.Blocks[1].Kind != Caption {
		t.Errorf("got %v", a.Blocks)
	}
}
