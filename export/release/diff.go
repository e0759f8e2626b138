package release

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dabao/schema"
	"dabao/schema/store"
)

// Kind says what became of an article between two databases.
type Kind string

// The kinds of change, in the order they are listed.
const (
	Added     Kind = "added"
	Withdrawn Kind = "withdrawn" // taken out, and on record as withdrawn
	Corrected Kind = "corrected" // changed where a correction says so, and nowhere else
	Changed   Kind = "changed"
	Removed   Kind = "removed"
)

var kinds = []Kind{Added, Withdrawn, Corrected, Changed, Removed}

// Change is what became of one article.
type Change struct {
	Kind    Kind           `json:"kind"`
	UID     schema.UID     `json:"uid"`
	On      string         `json:"published_on"` // as it is now, else as it was; empty for none
	Title   string         `json:"title"`        // likewise; empty for a withdrawn article
	Columns []ColumnChange `json:"columns"`      // of a corrected or changed one, in order
	Reason  string         `json:"reason"`       // of a withdrawal or correction
	// LeftBehind is a column that no longer agrees with a corrected one:
	// published_at where only published_on was put right.
	LeftBehind *Value `json:"left_behind"`
}

// Value is one value of a column.
type Value struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}

// ColumnChange is one value that differs; a list is given by its length.
type ColumnChange struct {
	Column string  `json:"column"`
	Was    *string `json:"was"` // null for NULL
	Now    *string `json:"now"`
}

// Bump is the step of a semantic version.
type Bump string

// None is for equal files, Patch for equal rows in other bytes, Minor for what
// was added, withdrawn or corrected, Major for anything else.
const (
	None  Bump = "none"
	Patch Bump = "patch"
	Minor Bump = "minor"
	Major Bump = "major"
)

// Changes is what differs between two databases.
type Changes struct {
	From    DatabaseID `json:"from"`
	To      DatabaseID `json:"to"`
	Changes []Change   `json:"changes"` // by kind, then day and uid
	Bump    Bump       `json:"bump"`
	// Next is the version that follows From by Bump; empty when From has none
	// of the form 1.2.3.
	Next string `json:"next_version"`
}

// DatabaseID says which database a file is.
type DatabaseID struct {
	Name          string `json:"name"`
	Version       string `json:"version"`
	ContentDigest string `json:"content_digest"`
	SHA256        string `json:"sha256"` // of the file
}

func identify(ctx context.Context, db *store.Store) (DatabaseID, error) {
	said, err := db.Dataset(ctx)
	if err != nil {
		return DatabaseID{}, err
	}
	sum, _, err := sumFile(ctx, db.Path())
	return DatabaseID{said["name"], said["version"], said["content_digest"], sum}, err
}

// Diff compares the articles of two databases by uid.
func Diff(ctx context.Context, old, now *store.Store) (*Changes, error) {
	d := differ{old: old, now: now, shape: schema.ArticleShape()}
	c := &Changes{Changes: []Change{}}
	var err error
	if c.From, err = identify(ctx, old); err != nil {
		return nil, err
	}
	if c.To, err = identify(ctx, now); err != nil {
		return nil, err
	}
	if c.Changes, err = d.changes(ctx); err != nil {
		return nil, err
	}
	c.Bump = d.bump(c)
	c.Next = next(c.From.Version, c.Bump)
	return c, nil
}

type differ struct {
	old, now    *store.Store
	shape       schema.Shape
	withdrawn   map[schema.UID]string // to their reason
	by          []store.WithdrawnBy
	corrections map[schema.UID]map[string]string // new corrections by column, to their reason
}

func (d *differ) changes(ctx context.Context) ([]Change, error) {
	if err := d.amendments(ctx); err != nil {
		return nil, err
	}
	type row struct{ digest, on, title string }
	before := map[schema.UID]row{}
	digest := schema.NewArticlesDigest()
	for a, err := range d.old.Articles(ctx, "") {
		if err != nil {
			return nil, err
		}
		before[a.UID] = row{digest.Add(a.Record()), a.PublishedOn, a.Title}
	}
	all := []Change{}
	for a, err := range d.now.Articles(ctx, "") {
		if err != nil {
			return nil, err
		}
		record := a.Record()
		was, known := before[a.UID]
		delete(before, a.UID)
		switch {
		case !known:
			all = append(all, Change{Kind: Added, UID: a.UID, On: a.PublishedOn, Title: a.Title, Columns: []ColumnChange{}})
		case was.digest != digest.Add(record):
			change, err := d.change(ctx, a, record)
			if err != nil {
				return nil, err
			}
			all = append(all, change)
		}
	}
	for uid, was := range before {
		reason, gone, err := d.taken(ctx, uid)
		if err != nil {
			return nil, err
		}
		c := Change{Kind: Removed, UID: uid, On: was.on, Title: was.title, Columns: []ColumnChange{}, Reason: reason}
		if gone {
			c.Kind, c.Title = Withdrawn, ""
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), compareDays(a.On, b.On), cmp.Compare(a.UID, b.UID))
	})
	return all, nil
}

// taken says whether an article of old is withdrawn, and why.
func (d *differ) taken(ctx context.Context, uid schema.UID) (reason string, gone bool, err error) {
	if reason, gone = d.withdrawn[uid]; gone || len(d.by) == 0 {
		return reason, gone, nil
	}
	a, err := d.old.Article(ctx, uid)
	if err != nil {
		return "", false, err
	}
	for i := range d.by {
		if d.by[i].Takes(a.URL, a.Site) {
			return d.by[i].Reason, true, nil
		}
	}
	return "", false, nil
}

// amendments lists the withdrawals and corrections that are new.
func (d *differ) amendments(ctx context.Context) error {
	d.withdrawn, d.corrections = map[schema.UID]string{}, map[schema.UID]map[string]string{}
	all, err := d.now.Withdrawn(ctx)
	if err != nil {
		return err
	}
	for _, w := range all {
		d.withdrawn[w.UID] = w.Reason
	}
	if d.by, err = d.now.WithdrawnBy(ctx); err != nil {
		return err
	}
	before, err := d.old.Corrections(ctx)
	if err != nil {
		return err
	}
	now, err := d.now.Corrections(ctx)
	for _, k := range now {
		if slices.ContainsFunc(before, func(b store.Correction) bool {
			return b.UID == k.UID && b.Column == k.Column && equalText(b.Now, k.Now)
		}) {
			continue
		}
		if d.corrections[k.UID] == nil {
			d.corrections[k.UID] = map[string]string{}
		}
		d.corrections[k.UID][k.Column] = k.Reason
	}
	return err
}

func equalText(a, b *string) bool {
	return a == b || a != nil && b != nil && *a == *b
}

func (d *differ) change(ctx context.Context, a *schema.Article, record []any) (Change, error) {
	c := Change{Kind: Changed, UID: a.UID, On: a.PublishedOn, Title: a.Title}
	was, err := d.old.Article(ctx, a.UID)
	if err != nil {
		return c, err
	}
	before := was.Record()
	for i, f := range d.shape.Fields {
		one := schema.Shape{Fields: d.shape.Fields[i : i+1]}
		if equal, _ := schema.EqualRows(&one, before[i:i+1], record[i:i+1]); !equal {
			c.Columns = append(c.Columns, ColumnChange{f.Name, shown(before[i]), shown(record[i])})
		}
	}
	if reasons := d.corrections[a.UID]; len(reasons) > 0 && explained(c.Columns, reasons) {
		c.Kind = Corrected
		for _, column := range slices.Sorted(maps.Keys(reasons)) {
			c.Reason = strings.TrimPrefix(c.Reason+"; "+reasons[column], "; ")
		}
		if _, day := reasons["published_on"]; day && a.PublishedAt != "" && !strings.HasPrefix(a.PublishedAt, a.PublishedOn+"T") {
			c.LeftBehind = &Value{"published_at", a.PublishedAt}
		}
	}
	return c, nil
}

// follows are the columns that a correction of another changes with it.
var follows = map[string][]string{
	"text":     {"chars", "content_sha256", "blocks", "quantities", "dates", "entities", "annotations"},
	"title":    {"content_sha256", "quantities", "dates", "entities", "annotations"},
	"subtitle": {"content_sha256", "quantities", "dates", "entities", "annotations"},
}

// besides are the columns that other articles, or other programs, decide: they
// change and the article does not.
var besides = []string{"near_duplicate_of", "annotations"}

func explained(columns []ColumnChange, reasons map[string]string) bool {
	for _, c := range columns {
		_, corrected := reasons[c.Column]
		for column := range reasons {
			corrected = corrected || slices.Contains(follows[column], c.Column)
		}
		if !corrected && !slices.Contains(besides, c.Column) {
			return false
		}
	}
	return true
}

// shown is a value as text, a list as its length.
func shown(v any) *string {
	var s string
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		s = v
	case [][]any:
		s = strconv.Itoa(len(v)) + " items"
	default:
		s = fmt.Sprint(v)
	}
	return &s
}

// bump grades the changes. A near-duplicate group made anew because of an
// article that came or went is no change of the articles left, nor is what
// another program found in them.
func (d *differ) bump(c *Changes) Bump {
	step := None
	if c.From.SHA256 != c.To.SHA256 {
		step = Patch
	}
	for _, change := range c.Changes {
		minor := change.Kind != Removed && (change.Kind != Changed || explained(change.Columns, nil))
		if !minor {
			return Major
		}
		step = Minor
	}
	return step
}

// next is the version after v; build and pre-release marks are dropped.
func next(v string, b Bump) string {
	core, _, _ := strings.Cut(v, "+")
	core, _, _ = strings.Cut(core, "-")
	var n [3]int
	parts := strings.Split(core, ".")
	if len(parts) != 3 {
		return ""
	}
	for i := range n {
		var err error
		if n[i], err = strconv.Atoi(parts[i]); err != nil {
			return ""
		}
	}
	switch b {
	case Patch:
		n[2]++
	case Minor:
		n = [3]int{n[0], n[1] + 1, 0}
	case Major:
		n = [3]int{n[0] + 1, 0, 0}
	}
	return fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2])
}

// Count is the number of changes of a kind.
func (c *Changes) Count(k Kind) (n int) {
	for _, change := range c.Changes {
		if change.Kind == k {
			n++
		}
	}
	return n
}

// Rows gives the changes as a flat table, one row a column that differs, for
// the formats of package export.
func (c *Changes) Rows() (schema.Shape, iter.Seq2[[]any, error]) {
	shape := schema.Shape{Name: "changes"}
	for _, name := range []string{"kind", "uid", "published_on", "title", "column", "was", "now", "reason"} {
		shape.Fields = append(shape.Fields, schema.Field{Column: schema.Column{Name: name, Nullable: name != "kind" && name != "uid"}})
	}
	null := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	return shape, func(yield func([]any, error) bool) {
		for _, change := range c.Changes {
			row := []any{string(change.Kind), string(change.UID), null(change.On), null(change.Title), nil, nil, nil, null(change.Reason)}
			if len(change.Columns) == 0 && !yield(row, nil) {
				return
			}
			for _, column := range change.Columns {
				row := slices.Clone(row)
				row[4], row[5], row[6] = column.Column, orNil(column.Was), orNil(column.Now)
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}
