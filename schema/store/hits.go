package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"dabao/schema/fulltext"
)

// describe reads the articles found, in one query and in their order, and
// shows where the phrases stand.
func (s *Store) describe(ctx context.Context, found []place, phrases []fulltext.Phrase, width int) ([]Hit, error) {
	ids := make([]int64, len(found))
	for i, p := range found {
		ids[i] = p.id
	}
	if s.far {
		s.fetch(ctx, ids)
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	anywhere := slices.DeleteFunc(slices.Clone(phrases), func(p fulltext.Phrase) bool { return p.Title })
	hits := make([]Hit, 0, len(found))
	err = s.rows(ctx, `SELECT a.uid, coalesce(a.published_on, ''), a.title, coalesce(a.site, ''), coalesce(a.source, ''),
		coalesce(a.url, ''), coalesce(a.lang, ''), a.text
		FROM json_each(?) AS j CROSS JOIN articles AS a ON a.article_id = j.value ORDER BY j.key`, []any{string(list)}, func(rows *sql.Rows) error {
		var h Hit
		var text string
		if err := rows.Scan(&h.UID, &h.PublishedOn, &h.Title, &h.Site, &h.Source, &h.URL, &h.Lang, &text); err != nil {
			return err
		}
		h.Rank = found[len(hits)].rank
		h.show(text, phrases, anywhere, width)
		hits = append(hits, h)
		return nil
	})
	if err == nil && len(hits) != len(found) {
		err = errors.New("the index names articles that the file does not hold")
	}
	return hits, err
}

func (h *Hit) show(text string, inTitle, inText []fulltext.Phrase, width int) {
	h.TitleSpans = append([]fulltext.Span{}, fulltext.Spans(h.Title, inTitle)...)
	spans := fulltext.Spans(text, inText)
	h.SnippetSpan = fulltext.Excerpt(text, spans, width)
	h.Snippet = oneLine(string([]rune(text)[h.SnippetSpan.Start:h.SnippetSpan.End]))
	h.SnippetSpans = []fulltext.Span{}
	for _, s := range spans {
		start, end := max(s.Start, h.SnippetSpan.Start), min(s.End, h.SnippetSpan.End)
		if start < end {
			h.SnippetSpans = append(h.SnippetSpans, fulltext.Span{Start: start - h.SnippetSpan.Start, End: end - h.SnippetSpan.Start})
		}
	}
	h.TextSpans = append([]fulltext.Span{}, spans[:min(maxSpans, len(spans))]...)
}

// oneLine keeps every code point in its place.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}
