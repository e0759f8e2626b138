package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"

	"dabao/schema"
)

// Mentions are what other programs found, gathered in a passing file by the
// article that each is about, whatever the order they came in and however many
// they are. Annotate gives an article its own.
type Mentions struct {
	store *Store
	said  Annotated
}

// Annotated says what became of the lines. Lines is the sum of Added, Unchanged,
// Elsewhere and Rejected.
type Annotated struct {
	Lines     int                   `json:"lines"`
	Added     int                   `json:"added"`
	Unchanged int                   `json:"unchanged"` // there already, or twice among the lines
	Elsewhere int                   `json:"elsewhere"` // of articles that were not asked for
	Rejected  int                   `json:"rejected"`
	Reasons   map[schema.Reason]int `json:"reasons"` // rejected lines by reason
	Rejects   []RejectedMention     `json:"rejects"` // the first of them, by file and line
}

// RejectedMention is one line that is no annotation.
type RejectedMention struct {
	File   string        `json:"file"`
	Line   int           `json:"line"`
	Reason schema.Reason `json:"reason"`
	Detail string        `json:"detail"`
}

const (
	// maxRejectedMentions is how many are told one by one; the rest is counted.
	maxRejectedMentions = 10_000
	// maxMentions is how many an article may have. A text of 5,000 characters has
	// some hundred names; ten programs find a thousand mentions.
	maxMentions = 20_000
	// annotatedAtOnce is how many articles are in memory with theirs.
	annotatedAtOnce = 20
)

// GatherMentions puts mentions into a new file at path, which is the caller's to
// take away after Close. seen, which may be nil, is called after each.
func GatherMentions(ctx context.Context, path string, mentions iter.Seq[schema.Mention], seen func(Annotated)) (*Mentions, error) {
	s, err := connect(path, "mode=rwc&_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)", 1, nil)
	if err != nil {
		return nil, err
	}
	m := &Mentions{s, Annotated{Reasons: map[schema.Reason]int{}, Rejects: []RejectedMention{}}}
	if err := m.gather(ctx, mentions, seen); err != nil {
		s.Close()
		return nil, fmt.Errorf("gather annotations: %w", err)
	}
	return m, nil
}

func (m *Mentions) gather(ctx context.Context, mentions iter.Seq[schema.Mention], seen func(Annotated)) error {
	if err := m.store.exec(ctx, `CREATE TABLE mentions (n INTEGER PRIMARY KEY, file TEXT, line INTEGER, uid TEXT,
		field TEXT, position INTEGER, char_start INTEGER, char_end INTEGER, kind TEXT, name TEXT, score REAL, made_by TEXT, raw TEXT) STRICT`); err != nil {
		return err
	}
	tx, err := m.store.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	add, err := tx.PrepareContext(ctx, `INSERT INTO mentions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	for n := range mentions {
		m.said.Lines++
		if n.Misfit != nil {
			m.reject(&n, n.Misfit)
		} else if _, err := add.ExecContext(ctx, n.File, n.Line, string(n.UID), n.Field, n.Position, n.Start, n.End,
			string(n.Kind), n.Name, n.Score, n.MadeBy, n.Raw); err != nil {
			return err
		}
		if seen != nil {
			seen(m.said)
		}
	}
	if _, err := tx.ExecContext(ctx, `CREATE INDEX mentions_uid ON mentions (uid)`); err != nil {
		return err
	}
	return tx.Commit()
}

// Close ends the use of the file, which stays.
func (m *Mentions) Close() error { return m.store.Close() }

func (m *Mentions) reject(n *schema.Mention, why *schema.Misfit) {
	m.said.Rejected++
	m.said.Reasons[why.Reason]++
	if len(m.said.Rejects) < maxRejectedMentions {
		m.said.Rejects = append(m.said.Rejects, RejectedMention{n.File, n.Line, why.Reason, why.Detail})
	}
}

// Said is what became of the lines so far. What is left counts as Elsewhere.
func (m *Mentions) Said() Annotated {
	said := m.said
	said.Elsewhere = said.Lines - said.Added - said.Unchanged - said.Rejected
	said.Rejects = slices.Clone(said.Rejects)
	slices.SortStableFunc(said.Rejects, func(a, b RejectedMention) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return said
}

// Annotate adds to an article, each once, the mentions that fit it, and says
// whether there are any.
func (m *Mentions) Annotate(ctx context.Context, a *schema.Article) (fits bool, err error) {
	var fit []schema.Annotation
	places := a.Places()
	if err := m.of(ctx, a.UID, func(n *schema.Mention, all int) {
		annotation, wrong := places.Fit(n)
		if all+len(a.Annotations) > maxMentions {
			wrong = schema.Misfitf(schema.TooLarge, "the article has more than %d annotations", maxMentions)
		}
		if wrong != nil {
			m.reject(n, wrong)
			return
		}
		fit = append(fit, annotation)
	}); err != nil {
		return false, err
	}
	added := a.Annotate(fit)
	m.said.Added += added
	m.said.Unchanged += len(fit) - added
	return len(fit) > 0, nil
}

// of hands on the mentions of an article, and how many there are, in the order
// they came.
func (m *Mentions) of(ctx context.Context, uid schema.UID, each func(*schema.Mention, int)) error {
	var all int
	if err := m.store.db.QueryRowContext(ctx, `SELECT count(*) FROM mentions WHERE uid = ?`, string(uid)).Scan(&all); err != nil || all == 0 {
		return err
	}
	rows, err := m.store.db.QueryContext(ctx, `SELECT file, line, field, position, char_start, char_end, kind, name, score, made_by, raw
		FROM mentions WHERE uid = ? ORDER BY n`, string(uid))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		n := schema.Mention{UID: uid}
		var score sql.NullFloat64
		if err := rows.Scan(&n.File, &n.Line, &n.Field, &n.Position, &n.Start, &n.End, &n.Kind, &n.Name, &score, &n.MadeBy, &n.Raw); err != nil {
			return err
		}
		if score.Valid {
			n.Score = &score.Float64
		}
		each(&n, all)
	}
	return rows.Err()
}

// uids are the next of the articles that there are mentions of, by uid.
func (m *Mentions) uids(ctx context.Context, after string) ([]string, error) {
	return column[string](ctx, m.store.db, `SELECT DISTINCT uid FROM mentions WHERE uid > ? ORDER BY uid LIMIT ?`, after, annotatedAtOnce)
}

// TryAnnotate is Annotate without writing anything: what it would do Said tells.
func (s *Store) TryAnnotate(ctx context.Context, m *Mentions, seen func(Annotated)) error {
	return m.all(ctx, s.db, seen, func(*schema.Article) error { return nil })
}

// Annotate writes the mentions that fit into the articles of a file open for
// writing; Said then tells what became of them. On an error nothing is written.
func (s *Store) Annotate(ctx context.Context, m *Mentions, seen func(Annotated)) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	w := &writer{store: s, tx: tx}
	table := schema.TableNamed("annotations")
	rows, err := newBulk(ctx, tx, table, 64, 8, 1)
	if err != nil {
		return err
	}
	err = m.all(ctx, tx, seen, func(a *schema.Article) error {
		if err := w.forgetDigest(ctx); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM annotations WHERE uid = ?`, string(a.UID)); err != nil {
			return err
		}
		for _, row := range a.ChildRows(table.Name) {
			rows.add("article "+string(a.UID), []any{string(a.UID)}, row)
		}
		return rows.flush(ctx)
	})
	if err != nil {
		return fmt.Errorf("%s: annotate: %w", s.path, err)
	}
	return tx.Commit()
}

// all annotates the articles of a file that there are mentions of and hands on
// those that any fits.
func (m *Mentions) all(ctx context.Context, db querier, seen func(Annotated), changed func(*schema.Article) error) error {
	uids, err := m.uids(ctx, "")
	for ; err == nil && len(uids) > 0; uids, err = m.uids(ctx, uids[len(uids)-1]) {
		articles, err := loadUIDs(ctx, db, uids)
		if err != nil {
			return err
		}
		for _, uid := range uids {
			if err := m.one(ctx, schema.UID(uid), articles[schema.UID(uid)], changed); err != nil {
				return err
			}
			if seen != nil {
				seen(m.said)
			}
		}
	}
	return err
}

func (m *Mentions) one(ctx context.Context, uid schema.UID, a *schema.Article, changed func(*schema.Article) error) error {
	if a == nil {
		return m.of(ctx, uid, func(n *schema.Mention, _ int) {
			m.reject(n, schema.Misfitf(schema.UnknownUID, "there is no article %s", uid))
		})
	}
	if fits, err := m.Annotate(ctx, a); err != nil || !fits {
		return err
	}
	return changed(a)
}
