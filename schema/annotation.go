package schema

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Annotation is a mention that another program found in the article.
type Annotation struct {
	Span
	Kind   EntityKind `json:"kind"`
	Name   string     `json:"name"`    // as that program gives it, else what stands there
	Score  *float64   `json:"score"`   // as that program gives it; nil where it gives none
	MadeBy string     `json:"made_by"` // that program, with its version
}

// Bounds on what other programs say, in code points: what is longer is neither
// a name nor a program.
const (
	MaxAnnotationName   = 1000
	MaxAnnotationMadeBy = 200
)

// Check says why an annotation cannot be one of the article.
func (p *Places) Check(n *Annotation) error {
	switch {
	case !slices.Contains(EntityKinds, n.Kind):
		return fmt.Errorf("the kind %.40q is none of org, place, person", n.Kind)
	case n.Name == "" || utf8.RuneCountInString(n.Name) > MaxAnnotationName:
		return fmt.Errorf("the name is empty or has more than %d characters", MaxAnnotationName)
	case n.MadeBy == "" || utf8.RuneCountInString(n.MadeBy) > MaxAnnotationMadeBy:
		return fmt.Errorf("made_by is empty or has more than %d characters", MaxAnnotationMadeBy)
	case strings.ContainsFunc(n.Name+n.MadeBy, Control):
		return errors.New("name or made_by holds a control character")
	case n.Score != nil && (math.IsNaN(*n.Score) || math.IsInf(*n.Score, 0)):
		return errors.New("the score is no number")
	}
	_, err := p.Cut(n.Span)
	return err
}

var fieldOrder = map[string]int{"title": 0, "subtitle": 1, "block": 2}

// CompareAnnotations is the order in which the annotations of an article stand,
// by all but the score: those that it finds equal are one.
func CompareAnnotations(a, b Annotation) int {
	return cmp.Or(cmp.Compare(fieldOrder[a.Field], fieldOrder[b.Field]), cmp.Compare(a.Position, b.Position),
		cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Name, b.Name), cmp.Compare(a.MadeBy, b.MadeBy))
}

// Annotate adds annotations that Check has passed, each once: of equal ones the
// greatest score stays. It says how many are new. The order in which they come
// never shows.
func (a *Article) Annotate(more []Annotation) (added int) {
	all := slices.Concat(a.Annotations, more)
	slices.SortFunc(all, func(x, y Annotation) int {
		return cmp.Or(CompareAnnotations(x, y), cmp.Compare(y.score(), x.score()))
	})
	all = slices.CompactFunc(all, func(x, y Annotation) bool { return CompareAnnotations(x, y) == 0 })
	added = len(all) - len(a.Annotations)
	a.Annotations = all
	return added
}

// score puts an annotation without one below all others.
func (n *Annotation) score() float64 {
	if n.Score == nil {
		return math.Inf(-1)
	}
	return *n.Score
}
