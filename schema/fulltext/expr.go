package fulltext

import "slices"

// Expr is what Match looks for, as a tree, for who reads the index without FTS5:
// a phrase, or an operator over others. The phrases of a tree, from left to right,
// are those of the expression.
type Expr struct {
	Op     Op
	Kids   []*Expr // two for Without
	Phrase Phrase  // of Op Leaf
}

// Op is what an Expr is.
type Op int

// The operators. Without takes from its first the articles of its second.
const (
	Leaf Op = iota
	And
	Or
	Without
)

// tree writes nodes, joined by an operator, as expression does; nil for none.
func tree(op Op, nodes []*node) *Expr {
	if len(nodes) == 0 {
		return nil
	}
	e := &Expr{Op: op}
	for _, n := range nodes {
		e.Kids = append(e.Kids, n.tree())
	}
	if len(e.Kids) == 1 {
		return e.Kids[0]
	}
	return e
}

func (n *node) tree() *Expr {
	switch {
	case n.phrase != nil:
		return &Expr{Phrase: *n.phrase}
	case n.op == '|':
		return tree(Or, n.kids)
	}
	var found, left []*node
	for _, k := range n.kids {
		if k.op == '!' {
			left = append(left, k.kids[0])
		} else {
			found = append(found, k)
		}
	}
	return takenFrom(tree(And, found), tree(Or, left))
}

func takenFrom(with, left *Expr) *Expr {
	if left == nil {
		return with
	}
	return &Expr{Op: Without, Kids: []*Expr{with, left}}
}

// Terms are the terms of the index that stand in a row where a phrase is;
// prefix says that the last is only the beginning of one.
func (p Phrase) Terms() (terms [][]byte, prefix bool) {
	match := Match(p.Text, p.Prefix)
	for term := range Terms(match) {
		terms = append(terms, slices.Clone(term))
	}
	return terms, len(match) > 0 && match[len(match)-1] == '*'
}
