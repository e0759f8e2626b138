package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestTooLarge holds the bounds of the tree: what passes and what is refused
// before it is built.
// maxMarks is the default of --max-tags.
const maxMarks = 300_000

func TestTooLarge(t *testing.T) {
	many := strings.Repeat
	distinct := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<b x=%d>", i)
		}
		return b.String()
	}
	table := func(rows int) string {
		return "<table>" + many("<tr><td><font color=red>a<td>b</td></tr>", rows) + "</table>"
	}
	for _, c := range []struct {
		name, page, limit string
	}{
		{"anchors", many("<a>", maxMarks), "300000 tags"},
		{"end tags", many("</p>", maxMarks), "300000 tags"},
		{"comments", many("<!>", maxMarks), "300000 tags"},
		{"paragraphs under unclosed formatting", distinct(400) + many("<p>x", 2_000), "300000 tags"},
		{"formatting closed in comments only", distinct(400) + "<!--" + many("</b>", 400) + "-->" + many("<p>x", 2_000), "300000 tags"},
		{"formatting around a table", "<table><td>" + distinct(400) + "<table><td></table>" + many("<p>x", 2_000), "300000 tags"},
		{"depth", many("<div>", 600), "512"},
		{"a long page", many("<p>Some <b>bold</b> words.</p>", 50_000), ""},
		{"a long table with open cells", table(30_000), ""},
		{"script full of tags", "<script>" + many("<b>", maxMarks) + "</script>", ""},
	} {
		_, err := Page(paragraph+c.page+many3(paragraph), "", maxMarks)
		switch {
		case c.limit == "" && errors.Is(err, ErrTooLarge):
			t.Errorf("%s: %v", c.name, err)
		case c.limit != "" && (!errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), c.limit)):
			t.Errorf("%s: got %v, want an error that names %s", c.name, err, c.limit)
		}
	}
}
