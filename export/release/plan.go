package release

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"time"

	"dabao/datasets"
	"dabao/schema"
	"dabao/schema/store"
)

// entry is one article of the source that is in the release, by what is
// decided before its text is read.
type entry struct {
	uid   schema.UID
	on    string // published_on, corrected
	moved bool   // a correction changes its place in the order
	head  schema.UID
	split string
}

// plan is what a release holds and what it leaves out.
type plan struct {
	entries []entry // in the order of the release
	chosen  map[schema.UID]*entry
	takedown
	corrections map[schema.UID][]datasets.Correction
	terms       func(schema.Origin) (license, rights string) // nil for none
	mentions    *store.Mentions                              // nil for none
	fromRecipe  bool                                         // so mentions are all there is
	// Bridges are articles whose near-duplicates stand on two sides of the
	// splits of the previous release; they are in no split.
	bridges []schema.UID
}

// maxSelect is how long [select] where may take over all articles; a walk over a
// million takes seconds.
const maxSelect = 10 * time.Minute

// makePlan decides over every article of the source, reading its narrow
// columns only. sides are the splits of the release before.
func makePlan(ctx context.Context, src *store.Store, r *datasets.Recipe, sides map[schema.UID]string) (*plan, error) {
	p := &plan{chosen: map[schema.UID]*entry{}, corrections: map[schema.UID][]datasets.Correction{}}
	var err error
	if p.takedown, err = takedownOf(ctx, src, r); err != nil {
		return nil, err
	}
	if err := p.choose(ctx, src, r); err != nil {
		return nil, err
	}
	all, err := countRows(src.Rows(ctx, "articles", []string{"article_id"}, ""))
	if err != nil {
		return nil, err
	}
	if err := p.regroup(ctx, src, all); err != nil {
		return nil, err
	}
	if r != nil && r.Select.NearDuplicates == datasets.Drop {
		p.entries = slices.DeleteFunc(p.entries, func(e entry) bool { return e.head != "" })
	}
	if r != nil && r.Splits != nil {
		p.split(r.Splits, sides)
	}
	for i := range p.entries {
		p.chosen[p.entries[i].uid] = &p.entries[i]
	}
	if err := p.dropIdleCorrections(ctx, src, r); err != nil {
		return nil, err
	}
	return p, nil
}

// choose fills entries, in the order of a sealed file, with what the recipe
// selects and nobody withdrew.
func (p *plan) choose(ctx context.Context, src *store.Store, r *datasets.Recipe) error {
	where := ""
	if r != nil {
		where = r.Select.Where
		for _, c := range r.Correct {
			if !p.gone[c.UID] {
				p.corrections[c.UID] = append(p.corrections[c.UID], c)
			}
		}
	}
	selecting, stop := context.WithTimeout(ctx, maxSelect)
	defer stop()
	for row, err := range src.Rows(selecting, "articles", []string{"uid", "published_on", "near_duplicate_of", "split"}, where) {
		if err != nil && selecting.Err() != nil && ctx.Err() == nil {
			return fmt.Errorf("%s: [select] where takes longer than %v", r.At("select.where"), maxSelect)
		}
		if err != nil {
			return err
		}
		e := entry{uid: schema.UID(row[0].(string)), on: text(row[1]), head: schema.UID(text(row[2]))}
		if p.gone[e.uid] {
			continue
		}
		if r == nil {
			e.split = text(row[3])
		}
		for _, c := range p.corrections[e.uid] {
			if c.Column == "published_on" && c.Now != e.on {
				e.on, e.moved = c.Now, true
			}
		}
		if err := e.check(); err != nil {
			return err
		}
		p.entries = append(p.entries, e)
	}
	slices.SortFunc(p.entries, func(a, b entry) int {
		return cmp.Or(compareDays(a.on, b.on), cmp.Compare(a.uid, b.uid))
	})
	return nil
}

// dropIdleCorrections takes out the corrections of articles that are left out,
// and refuses those that name none.
func (p *plan) dropIdleCorrections(ctx context.Context, src *store.Store, r *datasets.Recipe) error {
	var unknown []schema.UID
	for uid := range p.corrections {
		if p.chosen[uid] != nil {
			continue
		}
		delete(p.corrections, uid)
		if _, err := src.Article(ctx, uid); errors.Is(err, sql.ErrNoRows) {
			unknown = append(unknown, uid)
		} else if err != nil {
			return err
		}
	}
	// What a whole address or site is withdrawn of is known only while it lies
	// there: a correction may stand after its article is deleted.
	if len(unknown) > 0 && len(p.by) == 0 {
		return fmt.Errorf("%s: [[correct]] names no article: uid %s", r.File, slices.Min(unknown))
	}
	return nil
}

// countRows runs through rows.
func countRows(rows iter.Seq2[[]any, error]) (n int, err error) {
	for _, err := range rows {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

var splitForm = regexp.MustCompile(`^[a-z0-9]*$`)

// check refuses what would become part of a file name and is not of its form.
func (e *entry) check() error {
	if _, err := schema.ParseUID(string(e.uid)); err != nil {
		return err
	}
	if _, err := time.Parse(time.DateOnly, e.on); err != nil && e.on != "" {
		return fmt.Errorf("article %s: published_on %q is not a day", e.uid, e.on)
	}
	if !splitForm.MatchString(e.split) {
		return fmt.Errorf("article %s: split %q is not a word", e.uid, e.split)
	}
	return nil
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// compareDays puts undated articles last.
func compareDays(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// regroup makes the groups of near-duplicates anew from the articles that are
// in the release, as they read in it: one that is left out may have been their
// head, or all that joined them. Where every article is in, unchanged, the
// groups stand as the source has them.
func (p *plan) regroup(ctx context.Context, src *store.Store, all int) error {
	uids := make([]schema.UID, len(p.entries))
	texts := map[int]string{}
	moved := false
	for i, e := range p.entries {
		uids[i] = e.uid
		moved = moved || e.moved
		for _, c := range p.corrections[e.uid] {
			if c.Column == "text" {
				texts[i] = c.Now
			}
		}
	}
	if len(uids) == all && len(texts) == 0 && !moved {
		return nil
	}
	first, err := src.Twins(ctx, uids, texts)
	if err != nil {
		return err
	}
	for i, f := range first {
		p.entries[i].head = ""
		if f != i {
			p.entries[i].head = uids[f]
		}
	}
	return nil
}

// split draws a side for each group of near-duplicates from the hash of its
// first article. Released articles keep their side and pull their group to it;
// a new article whose group stands on two sides is left out of the splits.
func (p *plan) split(s *datasets.Splits, sides map[schema.UID]string) {
	released := map[schema.UID][]string{} // the sides of a group
	for _, e := range p.entries {
		group := cmp.Or(e.head, e.uid)
		if side := sides[e.uid]; side != "" && !slices.Contains(released[group], side) {
			released[group] = append(released[group], side)
		}
	}
	for i := range p.entries {
		e := &p.entries[i]
		group := cmp.Or(e.head, e.uid)
		switch kept := sides[e.uid]; {
		case kept != "":
			e.split = kept
		case len(released[group]) > 1:
			p.bridges = append(p.bridges, e.uid)
		case len(released[group]) == 1:
			e.split = released[group][0]
		default:
			e.split = drawSplit(s, group)
		}
	}
}

// drawSplit maps the hash of salt and uid to [0, 1) and cuts that by the
// shares.
func drawSplit(s *datasets.Splits, uid schema.UID) string {
	sum := sha256.Sum256([]byte("split\n" + s.Salt + "\n" + string(uid)))
	at := float64(binary.BigEndian.Uint64(sum[:8])>>11) / (1 << 53)
	switch {
	case at < s.Train:
		return "train"
	case at < s.Train+s.Validation:
		return "validation"
	case s.Test > 0:
		return "test"
	}
	// The shares make 1 but for rounding; what falls beyond goes to a side
	// that exists.
	if s.Validation > 0 {
		return "validation"
	}
	return "train"
}

// apply makes the article of the source the article of the release.
func (p *plan) apply(ctx context.Context, a *schema.Article, withText bool) error {
	p.license(a)
	for _, c := range p.corrections[a.UID] {
		if err := a.Correct(c.Column, c.Now); err != nil {
			return fmt.Errorf("correct %s: %w", a.UID, err)
		}
	}
	if !withText {
		leaveMetadata(a)
	} else if err := p.annotate(ctx, a); err != nil {
		return err
	}
	e := p.chosen[a.UID]
	a.NearDuplicateOf, a.Split = e.head, e.split
	return nil
}

// ErrAnnotations is returned where a database has annotations that a release by
// its recipe could not be built again with.
var ErrAnnotations = errors.New("has annotations that no [[annotate]] of the recipe gives")

// annotate gives an article what the recipe's files say of it as it reads in the
// release. A database may hold the same already, but nothing else.
func (p *plan) annotate(ctx context.Context, a *schema.Article) error {
	if !p.fromRecipe {
		return nil
	}
	held := a.Annotations
	a.Annotations = nil
	if p.mentions != nil {
		if _, err := p.mentions.Annotate(ctx, a); err != nil {
			return err
		}
	}
	for _, n := range held {
		if _, given := slices.BinarySearchFunc(a.Annotations, n, schema.CompareAnnotations); !given {
			return fmt.Errorf("article %s %w: %q of %s", a.UID, ErrAnnotations, n.Name, n.MadeBy)
		}
	}
	return nil
}

// license gives an article that states no licence or rights those of the file
// it was read from.
func (p *plan) license(a *schema.Article) {
	if p.terms == nil {
		return
	}
	license, rights := p.terms(a.Capture.Origin)
	a.License, a.Rights = cmp.Or(a.License, license), cmp.Or(a.Rights, rights)
}

// leaveMetadata takes out the text and what repeats parts of it.
func leaveMetadata(a *schema.Article) {
	a.Summary = ""
	a.Blocks, a.Quantities, a.Dates, a.Entities, a.Annotations = nil, nil, nil, nil, nil
	for i := range a.Images {
		a.Images[i].Caption = ""
	}
}
