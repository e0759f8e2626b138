package main

import (
	"slices"
	"testing"

	"dabao/schema/store"
)

func TestCompletion(t *testing.T) {
	complete := completer([]store.Relation{
		{Name: "articles", Columns: []string{"article_id", "title", "uid"}},
		{Name: "credits", Columns: []string{"article_id", "name"}},
	})
	for _, c := range []struct {
		before, after, head string
		want                []string
	}{
		{"SELECT ti", "", "SELECT ", []string{"title"}},
		{"SELECT Ti", " FROM articles", "SELECT ", []string{"title"}},
		{"sel", "", "", []string{"SELECT"}},
		{"SELECT * FROM ar", "", "SELECT * FROM ", []string{"article_id", "articles"}},
		{"SELECT credits.", "", "SELECT credits.", []string{"article_id", "name"}},
		{"SELECT c.n", "", "SELECT c.", []string{"name"}},
		{"SELECT '核酸', u", "", "SELECT '核酸', ", []string{"uid", "USING", "UNION"}},
		{".sc", "", "", []string{".schema"}},
		{".schema cr", "", ".schema ", []string{"credits"}},
		{"SELECT zz", "", "SELECT ", nil},
	} {
		head, got, tail := complete(c.before+c.after, len([]rune(c.before)))
		if head != c.head || tail != c.after || !slices.Equal(got, c.want) {
			t.Errorf("%q completes to %q + %q + %q, want %q + %q", c.before, head, got, tail, c.head, c.want)
		}
	}
}
