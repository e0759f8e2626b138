package fulltext

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// MaxQuery is the length of the longest query, in code points. The view
// search cuts what is longer; Parse refuses it.
const MaxQuery = 256

// maxNesting keeps the expression within the stack of FTS5's own parser.
const maxNesting = 12

// Query is what a reader asks for, ready for SQL.
type Query struct {
	// Match is the FTS5 expression an article must match; empty where the
	// query has filters only.
	Match string
	// Tree is Match as a tree; nil where Match is empty.
	Tree *Expr
	// Without is the FTS5 expression an article must not match, or empty. It
	// is set only where Match is empty: FTS5 has no NOT without a left side.
	Without string
	// Filters must all hold.
	Filters []Filter
	// Phrases are what Match looks for, in the order written, for highlights.
	Phrases []Phrase
}

// Phrase is one run of text to be found as a substring, in the title only if
// Title is set; a word at its end may go on if Prefix is set.
type Phrase struct {
	Text   string
	Prefix bool
	Title  bool
}

// Filter is a condition on an article: Field is one of author, source, site,
// lang, after and before. The value of after and before is the day YYYY-MM-DD
// that opens the year, month or day written: after takes that day in, before
// leaves it out.
type Filter struct {
	Field, Value string
	Not          bool
}

// SyntaxError says what is wrong in a query, and where.
type SyntaxError struct {
	At  int // offset in code points; the length of the query for "at its end"
	Msg string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("character %d: %s", e.At+1, e.Msg) }

func errorAt(at int, format string, args ...any) error {
	return &SyntaxError{at, fmt.Sprintf(format, args...)}
}

// Parse reads the query language of dabao search:
//
//	核酸 檢測         both, anywhere in title or text; AND may be written
//	"GDP growth"      the words in a row
//	a OR b            either; binds weaker than AND
//	a NOT b           the first without the second
//	(a OR b) c        parentheses
//	vaccin*           words that begin so; "zero cov"* likewise
//	title:疫情        in the title
//	author: source: site: lang: after: before:
//	                  conditions on the article, for the whole query
//	["a b", "c"]      a JSON array of phrases, as the view search takes it
//
// Keywords are upper case; what stands in quotes is never one. Chinese quotes,
// parentheses and colons are read as their ASCII forms. An error is a
// *SyntaxError.
func Parse(s string) (*Query, error) {
	p := parser{in: []rune(s)}
	if len(p.in) > MaxQuery {
		return nil, errorAt(MaxQuery, "the query has %d characters; %d are read", len(p.in), MaxQuery)
	}
	root, err := p.array(s)
	if root == nil && err == nil {
		root, err = p.or(0)
	}
	if err != nil {
		return nil, err
	}
	if p.skipSpace(); p.at < len(p.in) {
		return nil, errorAt(p.at, "this parenthesis closes nothing")
	}
	return compile(root)
}

// node is a part of a query: a leaf with a phrase or a filter, or an operator
// over kids: '&', '|', or '!' with one kid.
type node struct {
	op     rune
	kids   []*node
	phrase *Phrase
	filter *Filter
	at     int
}

type parser struct {
	in []rune
	at int
}

func (p *parser) array(s string) (*node, error) {
	var phrases []string
	if !strings.HasPrefix(strings.TrimSpace(s), "[") || json.Unmarshal([]byte(s), &phrases) != nil {
		return nil, nil
	}
	p.at = len(p.in)
	all := &node{op: '&'}
	for _, text := range phrases {
		if Match(text, false) == "" {
			return nil, errorAt(0, "%q has neither letter nor digit", text)
		}
		all.kids = append(all.kids, &node{phrase: &Phrase{Text: text}})
	}
	if len(all.kids) == 0 {
		return nil, errorAt(0, "nothing to look for")
	}
	return all, nil
}

func (p *parser) or(depth int) (*node, error) {
	n := &node{op: '|', at: p.at}
	for {
		kid, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		n.kids = append(n.kids, kid)
		if !p.keyword("OR") {
			break
		}
	}
	if len(n.kids) == 1 {
		return n.kids[0], nil
	}
	return n, nil
}

func (p *parser) and(depth int) (*node, error) {
	p.skipSpace()
	n := &node{op: '&', at: p.at}
	for {
		kid, err := p.not(depth)
		if err != nil {
			return nil, err
		}
		n.kids = append(n.kids, kid)
		if p.keyword("AND") {
			continue
		}
		p.skipSpace()
		if p.at == len(p.in) || closes(p.in[p.at]) || p.peekKeyword("OR") {
			break
		}
	}
	if len(n.kids) == 1 {
		return n.kids[0], nil
	}
	return n, nil
}

func (p *parser) not(depth int) (*node, error) {
	p.skipSpace()
	at := p.at
	if !p.keyword("NOT") {
		return p.operand(depth)
	}
	kid, err := p.operand(depth)
	if err != nil {
		return nil, err
	}
	return &node{op: '!', kids: []*node{kid}, at: at}, nil
}

func (p *parser) operand(depth int) (*node, error) {
	p.skipSpace()
	at := p.at
	switch {
	case p.at == len(p.in) && depth > 0:
		return nil, errorAt(at, "a parenthesis is not closed")
	case p.at == len(p.in) && at == 0:
		return nil, errorAt(at, "nothing to look for")
	case p.at == len(p.in):
		return nil, errorAt(at, "something to look for is missing here")
	case closes(p.in[at]):
		return nil, errorAt(at, "something to look for is missing before this parenthesis")
	case p.peekKeyword("AND") || p.peekKeyword("OR") || p.peekKeyword("NOT"):
		return nil, errorAt(at, "something to look for is missing before this word; write it in quotes to look for the word itself")
	case opens(p.in[at]):
		if depth == maxNesting {
			return nil, errorAt(at, "parentheses go deeper than %d", maxNesting)
		}
		p.at++
		n, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.skipSpace(); p.at == len(p.in) {
			return nil, errorAt(at, "this parenthesis is not closed")
		}
		p.at++
		return n, nil
	}
	return p.leaf()
}

// Fields are the words that may stand before a colon.
func Fields() []string { return slices.Clone(fields) }

// fields are those words.
var fields = []string{"title", "author", "source", "site", "lang", "after", "before"}

func (p *parser) leaf() (*node, error) {
	at := p.at
	field := p.field()
	start := p.at
	text, err := p.text()
	if err != nil {
		return nil, err
	}
	star := p.at < len(p.in) && p.in[p.at] == '*'
	if star {
		p.at++
	}
	if field != "" && field != "title" {
		f := Filter{Field: field, Value: strings.TrimSpace(text)}
		if star {
			return nil, errorAt(p.at-1, "* goes with words of the text, not with %s:", field)
		}
		if f.Value == "" {
			return nil, errorAt(start, "%s: needs a value", field)
		}
		if field == "after" || field == "before" {
			if f.Value = day(f.Value); f.Value == "" {
				return nil, errorAt(start, "%s: needs a date: 2022, 2022-09 or 2022-09-23", field)
			}
		}
		return &node{filter: &f, at: at}, nil
	}
	if Match(text, star) == "" {
		return nil, errorAt(start, "neither letter nor digit to look for")
	}
	return &node{phrase: &Phrase{Text: text, Prefix: star, Title: field == "title"}, at: at}, nil
}

func (p *parser) field() string {
	for _, f := range fields {
		end := p.at + len(f)
		if end < len(p.in) && (p.in[end] == ':' || p.in[end] == '：') && string(p.in[p.at:end]) == f {
			p.at = end + 1
			return f
		}
	}
	return ""
}

// text reads a quoted phrase without its quotes, or a bare word.
func (p *parser) text() (string, error) {
	start := p.at
	if p.at < len(p.in) && quotes(p.in[p.at]) {
		for p.at++; p.at < len(p.in); p.at++ {
			if quotes(p.in[p.at]) {
				p.at++
				return string(p.in[start+1 : p.at-1]), nil
			}
		}
		return "", errorAt(start, "this quote is not closed")
	}
	for p.at < len(p.in) && !endsWord(p.in[p.at]) && !(p.in[p.at] == '*' && (p.at+1 == len(p.in) || endsWord(p.in[p.at+1]))) {
		p.at++
	}
	return string(p.in[start:p.at]), nil
}

func opens(r rune) bool    { return r == '(' || r == '（' }
func closes(r rune) bool   { return r == ')' || r == '）' }
func quotes(r rune) bool   { return r == '"' || r == '“' || r == '”' || r == '＂' }
func endsWord(r rune) bool { return unicode.IsSpace(r) || opens(r) || closes(r) || quotes(r) }

func (p *parser) skipSpace() {
	for p.at < len(p.in) && unicode.IsSpace(p.in[p.at]) {
		p.at++
	}
}

func (p *parser) peekKeyword(k string) bool {
	p.skipSpace()
	end := p.at + len(k)
	return end <= len(p.in) && string(p.in[p.at:end]) == k && (end == len(p.in) || endsWord(p.in[end]))
}

func (p *parser) keyword(k string) bool {
	if !p.peekKeyword(k) {
		return false
	}
	p.at += len(k)
	return true
}

// day is the first day of a year, month or day; empty for anything else.
func day(s string) string {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// compile parts a query into the conditions on the article, which must stand
// beside everything else, and the text to be found.
func compile(root *node) (*Query, error) {
	q := &Query{}
	var found, left []*node
	var sort func(n *node) error
	sort = func(n *node) error {
		switch {
		case n.filter != nil:
			q.Filters = append(q.Filters, *n.filter)
		case n.op == '!' && n.kids[0].filter != nil:
			f := *n.kids[0].filter
			f.Not = true
			q.Filters = append(q.Filters, f)
		case n.op == '!':
			left = append(left, n.kids[0])
		case n.op == '&':
			for _, kid := range n.kids {
				if err := sort(kid); err != nil {
					return err
				}
			}
		default:
			found = append(found, n)
		}
		return nil
	}
	if err := sort(root); err != nil {
		return nil, err
	}
	with, err := join(found, " AND ", &q.Phrases)
	if err != nil {
		return nil, err
	}
	without, err := join(left, " OR ", nil)
	switch {
	case err != nil:
		return nil, err
	case with == "":
		q.Without = without
	case without == "":
		q.Match, q.Tree = with, tree(And, found)
	default:
		q.Tree = takenFrom(tree(And, found), tree(Or, left))
		q.Match = "(" + with + ") NOT (" + without + ")"
	}
	return q, nil
}

// join writes nodes as one FTS5 expression and notes the phrases it looks for.
func join(nodes []*node, by string, phrases *[]Phrase) (string, error) {
	parts := make([]string, 0, len(nodes))
	for _, n := range nodes {
		e, err := expression(n, phrases)
		if err != nil {
			return "", err
		}
		if len(nodes) > 1 && n.op != 0 {
			e = "(" + e + ")"
		}
		parts = append(parts, e)
	}
	return strings.Join(parts, by), nil
}

func expression(n *node, phrases *[]Phrase) (string, error) {
	switch {
	case n.filter != nil:
		return "", errorAt(n.at, "%s: is a condition on the whole query; it cannot stand within OR, nor in a NOT (…)", n.filter.Field)
	case n.phrase != nil:
		if phrases != nil {
			*phrases = append(*phrases, *n.phrase)
		}
		e := Match(n.phrase.Text, n.phrase.Prefix)
		if n.phrase.Title {
			e = "{title} : " + e
		}
		return e, nil
	case n.op == '|':
		return join(n.kids, " OR ", phrases)
	case n.op == '!':
		return "", errorAt(n.at, "NOT needs something before it to be taken from")
	}
	negated := func(k *node) bool { return k.op == '!' }
	found := slices.DeleteFunc(slices.Clone(n.kids), negated)
	if len(found) == 0 {
		return "", errorAt(n.at, "NOT needs something before it to be taken from")
	}
	with, err := join(found, " AND ", phrases)
	if err != nil || len(found) == len(n.kids) {
		return with, err
	}
	var left []*node
	for _, k := range n.kids {
		if negated(k) {
			left = append(left, k.kids[0])
		}
	}
	without, err := join(left, " OR ", nil)
	return "(" + with + ") NOT (" + without + ")", err
}
