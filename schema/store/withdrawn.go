package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"dabao/schema"
)

// WithdrawnBy takes out, for good, whatever has an address or comes from a
// site. It names no article: which ones there were must not show in a file, so
// that one made without their pages is the same.
type WithdrawnBy struct {
	URL    string `json:"url,omitempty"`
	Site   string `json:"site,omitempty"` // as in articles.site
	Date   string `json:"date"`           // YYYY-MM-DD
	Reason string `json:"reason"`
}

// WithdrawnByKey is the key of table dataset that holds them, as a JSON list.
const WithdrawnByKey = "withdrawn_by"

// Takes reports whether an article with this address and site is taken out.
func (w *WithdrawnBy) Takes(url, site string) bool {
	return w.URL != "" && w.URL == url || w.Site != "" && w.Site == site
}

// WithdrawnBy lists the withdrawals by address and site, in the order they were
// written.
func (s *Store) WithdrawnBy(ctx context.Context) ([]WithdrawnBy, error) {
	said, err := s.Dataset(ctx)
	if err != nil {
		return nil, err
	}
	return parseWithdrawnBy(said[WithdrawnByKey])
}

func parseWithdrawnBy(text string) (all []WithdrawnBy, err error) {
	if text == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", WithdrawnByKey, err)
	}
	return all, nil
}

// UniqueWithdrawnBy sorts and leaves each once by what it takes out, the earliest
// of them.
func UniqueWithdrawnBy(all []WithdrawnBy) []WithdrawnBy {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b WithdrawnBy) int {
		return slices.Compare([]string{a.URL, a.Site, a.Date}, []string{b.URL, b.Site, b.Date})
	})
	return slices.CompactFunc(all, func(a, b WithdrawnBy) bool { return a.URL == b.URL && a.Site == b.Site })
}

// FormatWithdrawnBy is the value of WithdrawnByKey for what UniqueWithdrawnBy
// gives; empty for none.
func FormatWithdrawnBy(all []WithdrawnBy) string {
	if len(all) == 0 {
		return ""
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic(err) // structs of strings always marshal
	}
	return string(text)
}

// isWithdrawn finds the withdrawal of a uid, by address or by bytes, or of an
// address or site.
const isWithdrawn = `SELECT date, reason FROM withdrawn WHERE uid IN (?1, ?2)
	UNION ALL SELECT w.value ->> 'date', w.value ->> 'reason' FROM dataset AS d, json_each(d.value) AS w
		WHERE d.key = '` + WithdrawnByKey + `' AND (w.value ->> 'url' = ?3 OR w.value ->> 'site' = ?4)
	LIMIT 1`

// withdrawalKeys are what a reading has that a withdrawal may name, in the order of isWithdrawn.
func withdrawalKeys(r *schema.Reading) []any {
	return []any{string(r.UID()), string(schema.UIDFromBytes(r.Capture.SHA256)), r.Article.URL, r.Article.Site}
}

// bothWithdrawnBy joins what s withdraws by address and site with what another
// file says of that.
func bothWithdrawnBy(ctx context.Context, s *Store, said map[string]string) (string, error) {
	all, err := s.WithdrawnBy(ctx)
	if err != nil {
		return "", err
	}
	more, err := parseWithdrawnBy(said[WithdrawnByKey])
	return FormatWithdrawnBy(UniqueWithdrawnBy(append(all, more...))), err
}
