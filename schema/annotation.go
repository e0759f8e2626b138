package schema

import (
	"cmp"
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

// The reasons for which an annotation is left out, besides Damaged, TooLarge
// and BadCharset for a line that is none.
const (
	UnknownUID   Reason = "unknown_uid"   // no article of that uid
	UnknownField Reason = "unknown_field" // no such field, or no such block
	UnknownKind  Reason = "unknown_kind"  // none of EntityKinds
	BadSpan      Reason = "bad_span"      // empty, or leaves the text
	OtherText    Reason = "other_text"    // other words stand there than the annotation says
	BadValue     Reason = "bad_value"     // a name, program or score that cannot be one
)

// Misfit says why an annotation cannot be one of its article.
type Misfit struct {
	Reason Reason
	Detail string // one line a person can act on
}

func (m *Misfit) Error() string { return m.Detail }

// Misfitf makes a misfit.
func Misfitf(why Reason, format string, args ...any) *Misfit {
	return &Misfit{why, fmt.Sprintf(format, args...)}
}

// Mention is an annotation as a file of another program gives it: a line of it.
type Mention struct {
	File string
	Line int // from 1; 0 where the file as a whole is meant
	UID  UID
	Annotation
	Raw    string  // what the file says stands there; empty where it does not
	Misfit *Misfit // set where the line is no annotation
}

// Form says what is wrong with an annotation whatever its article; a name that
// is empty is none yet. nil is nothing.
func (n *Annotation) Form() *Misfit {
	switch {
	case fieldOrder[n.Field] == 0:
		return Misfitf(UnknownField, "the field %.40q is none of title, subtitle, block", n.Field)
	case !slices.Contains(EntityKinds, n.Kind):
		return Misfitf(UnknownKind, "the kind %.40q is none of org, place, person", n.Kind)
	case utf8.RuneCountInString(n.Name) > MaxAnnotationName:
		return Misfitf(BadValue, "the name has more than %d characters", MaxAnnotationName)
	case n.MadeBy == "" || utf8.RuneCountInString(n.MadeBy) > MaxAnnotationMadeBy:
		return Misfitf(BadValue, "made_by is empty or has more than %d characters", MaxAnnotationMadeBy)
	case strings.ContainsFunc(n.Name+n.MadeBy, Control):
		return Misfitf(BadValue, "name or made_by holds a control character")
	case n.Score != nil && (math.IsNaN(*n.Score) || math.IsInf(*n.Score, 0)):
		return Misfitf(BadValue, "the score is no number")
	}
	return nil
}

// Check says why an annotation cannot be one of the article; nil where it can.
func (p *Places) Check(n *Annotation) *Misfit {
	if wrong := n.Form(); wrong != nil {
		return wrong
	}
	if _, wrong := p.Cut(n.Span); wrong != nil {
		return wrong
	}
	if n.Name == "" {
		return Misfitf(BadValue, "the name is empty")
	}
	return nil
}

// Fit is the annotation of a mention in its article, named after what stands
// there where it has no name; or why it is none of the article's.
func (p *Places) Fit(m *Mention) (Annotation, *Misfit) {
	n := m.Annotation
	there, wrong := p.Cut(n.Span)
	switch {
	case wrong != nil:
		return n, wrong
	case m.Raw != "" && m.Raw != there:
		return n, Misfitf(OtherText, "%.60q stands there, not %.60q", there, m.Raw)
	}
	n.Name = cmp.Or(n.Name, there)
	return n, p.Check(&n)
}

var fieldOrder = map[string]int{"title": 1, "subtitle": 2, "block": 3}

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
