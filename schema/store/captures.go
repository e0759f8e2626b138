package store

import (
	"context"
	"iter"
	"maps"
	"slices"

	"dabao/schema"
)

// Captures yields every capture in key order. An error is final.
func (s *Store) Captures(ctx context.Context) iter.Seq2[schema.Capture, error] {
	columns := []string{"uid", "uri", "container", "offset", "length", "sha256", "media_type", "charset", "bytes", "captured_at", "archive_url"}
	return func(yield func(schema.Capture, error) bool) {
		for row, err := range s.Rows(ctx, "captures", columns, "") {
			if err != nil {
				yield(schema.Capture{}, err)
				return
			}
			c := schema.Capture{UID: schema.UID(row[0].(string)), SHA256: row[5].(string), MediaType: row[6].(string),
				Charset: row[7].(string), Bytes: row[8].(int64),
				Origin: schema.Origin{URI: row[1].(string), Container: row[2].(string), Offset: row[3].(int64), Length: row[4].(int64)}}
			c.CapturedAt, _ = row[9].(string)
			c.ArchiveURL, _ = row[10].(string)
			if !yield(c, nil) {
				return
			}
		}
	}
}

// captureKeys yields what identifies each capture, in no order: sorting a million
// of them would take more memory than all else.
func (s *Store) captureKeys(ctx context.Context) iter.Seq2[schema.Capture, error] {
	return func(yield func(schema.Capture, error) bool) {
		rows, err := s.db.QueryContext(ctx, `SELECT container, uri, "offset", sha256 FROM captures`)
		if err != nil {
			yield(schema.Capture{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var c schema.Capture
			err := rows.Scan(&c.Origin.Container, &c.Origin.URI, &c.Origin.Offset, &c.SHA256)
			if !yield(c, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(schema.Capture{}, err)
		}
	}
}

// Rejects yields every reject in key order. An error is final.
func (s *Store) Rejects(ctx context.Context) iter.Seq2[schema.Reject, error] {
	columns := []string{"uri", "container", "offset", "reason", "detail", "sha256"}
	return func(yield func(schema.Reject, error) bool) {
		for row, err := range s.Rows(ctx, "rejects", columns, "") {
			if err != nil {
				yield(schema.Reject{}, err)
				return
			}
			r := schema.Reject{Reason: schema.Reason(row[3].(string)), Detail: row[4].(string), SHA256: row[5].(string),
				Origin: schema.Origin{URI: row[0].(string), Container: row[1].(string), Offset: row[2].(int64)}}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Withdrawn lists what was taken out for good, by uid.
func (s *Store) Withdrawn(ctx context.Context) ([]Withdrawal, error) {
	var all []Withdrawal
	for row, err := range s.Rows(ctx, "withdrawn", nil, "") {
		if err != nil {
			return nil, err
		}
		all = append(all, Withdrawal{schema.UID(row[0].(string)), row[1].(string), row[2].(string)})
	}
	return all, nil
}

// Corrections lists what was put right after the fact, by uid and column.
func (s *Store) Corrections(ctx context.Context) ([]Correction, error) {
	optional := func(v any) *string {
		if s, ok := v.(string); ok {
			return &s
		}
		return nil
	}
	var all []Correction
	for row, err := range s.Rows(ctx, "corrections", []string{"uid", "column", "was", "now", "reason"}, "") {
		if err != nil {
			return nil, err
		}
		all = append(all, Correction{schema.UID(row[0].(string)), row[1].(string), optional(row[2]), optional(row[3]), row[4].(string)})
	}
	return all, nil
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
