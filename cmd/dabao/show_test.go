package main

import (
	"strings"
	"testing"

	"dabao/schema"
)

func TestShowNames(t *testing.T) {
	a := &schema.Article{Title: "T", Entities: []schema.Entity{
		{Kind: schema.Person, Name: "甲乙", Role: "書記"}, {Kind: schema.Place, Name: "青禾縣"}, {Kind: schema.Place, Name: "a\x1b[2J"}, {Kind: schema.Person, Name: "甲乙"},
	}}
	var b strings.Builder
	if err := printArticle(&b, a); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "T\n\n[place] 青禾縣, a\\u001b[2J\n[person] 甲乙 (書記) ×2\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
