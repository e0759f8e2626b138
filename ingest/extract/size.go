package extract

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// maxDepth is of elements in elements: golang.org/x/net/html stops there, and no
// caller can have it read on.
const maxDepth = 512

// ErrTooLarge is returned for a page of more tags than the caller allows, or of
// elements nested more than maxDepth deep.
var ErrTooLarge = errors.New("page too large")

// tree parses a page within the bounds.
func tree(markup string, maxTags int) (*html.Node, error) {
	rough, codes := roughMarks(markup, maxTags)
	if rough > maxTags/2 && marks(markup, maxTags) > maxTags {
		return nil, fmt.Errorf("%w: more than %d tags (--max-tags)", ErrTooLarge, maxTags)
	}
	root, err := parse(markup, codes)
	if err != nil && strings.Contains(err.Error(), "exceeds") {
		return nil, fmt.Errorf("%w: elements nested deeper than %d, where the HTML parser stops", ErrTooLarge, maxDepth)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrNoArticle, err)
	}
	return root, nil
}

// marks estimates how many nodes the parser makes of a page, and stops past
// maxTags. HTML opens formatting that was left open anew in every block, so a
// tag costs as many nodes as there are unclosed <b>, <font> and the like.
func marks(markup string, maxTags int) int {
	var open formatting
	n := 0
	z := html.NewTokenizer(strings.NewReader(markup))
	for n <= maxTags {
		switch t := z.Next(); t {
		case html.ErrorToken:
			return n
		case html.CommentToken, html.DoctypeToken:
			n++
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			whole := z.Raw()
			name, _ := z.TagName()
			if n++; !open.note(string(name), whole, t == html.EndTagToken) {
				n += len(open.tags)
			}
		}
	}
	return n
}

// formatting is the list of active formatting elements of HTML parsing
// (html.spec.whatwg.org, 13.2.4.3), kept roughly: at most three of the same
// kind count, and a cell of a table starts afresh.
type formatting struct {
	tags   []openTag // an empty name is the start of a cell
	tables int
}

type openTag struct {
	name, whole string
	tables      int // around the cell that starts here
}

const maxOpen = 1_000 // beyond what depth allows

// note says whether a tag is of formatting, and keeps the list.
func (f *formatting) note(name string, whole []byte, closes bool) bool {
	switch name {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
	case "table":
		if !closes {
			f.tables++
		} else if f.tables > 0 {
			f.leaveCell()
			f.tables--
		}
		return false
	case "td", "th", "caption":
		if f.tables == 0 {
			return false
		}
		f.leaveCell()
		if !closes && len(f.tags) < maxOpen {
			f.tags = append(f.tags, openTag{tables: f.tables})
		}
		return false
	default:
		return false
	}
	if closes || name == "a" {
		f.close(name)
	}
	if !closes {
		f.open(name, string(whole[:min(len(whole), 200)]))
	}
	return true
}

func (f *formatting) open(name, whole string) {
	same := 0
	for i := len(f.tags) - 1; i >= 0 && f.tags[i].name != ""; i-- {
		if f.tags[i].whole == whole {
			same++
		}
	}
	if same < 3 && len(f.tags) < maxOpen {
		f.tags = append(f.tags, openTag{name: name, whole: whole})
	}
}

// close takes the latest of a name off the list.
func (f *formatting) close(name string) {
	for i := len(f.tags) - 1; i >= 0 && f.tags[i].name != ""; i-- {
		if f.tags[i].name == name {
			f.tags = append(f.tags[:i], f.tags[i+1:]...)
			return
		}
	}
}

// leaveCell drops what the present cell of the innermost table left open.
func (f *formatting) leaveCell() {
	for i := len(f.tags) - 1; i >= 0; i-- {
		if f.tags[i].name == "" {
			if f.tags[i].tables == f.tables {
				f.tags = f.tags[:i]
			}
			return
		}
	}
}
