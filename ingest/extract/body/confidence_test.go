package body

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/ingest/extract/body/score"

	"golang.org/x/net/html"
)

// everyStoryless says of which pages the story is taken away: one in so many.
const everyStoryless = 8

// TestConfidence reads the corpora, and some of their pages once more without
// their story, where something else is taken for it if anything is. Of the
// readings whose F1 is below .8 the least sure tenth holds at least half.
func TestConfidence(t *testing.T) {
	dir := corporaDir(t)
	type reading struct {
		id   string
		sure int
		f1   float64
	}
	var all []reading
	n := 0
	for _, c := range score.Corpora {
		for _, s := range readCorpus(t, filepath.Join(dir, c)) {
			n++
			for _, gone := range []bool{false, true} {
				root, hint := parse(t, s.HTML)
				if gone {
					if n%everyStoryless != 0 {
						continue
					}
					withoutStory(root, s.Want)
				}
				b, err := Find(root, hint)
				if err != nil {
					continue
				}
				if b.Confidence < 1 || b.Confidence > 100 {
					t.Errorf("%s: confidence %d, want 1 to 100", s.ID, b.Confidence)
				}
				all = append(all, reading{s.ID, b.Confidence, score.Of(s.ID, s.Want, scoredText(b)).F})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b reading) int { return a.sure - b.sure })
	bad, found := 0, 0
	for i, r := range all {
		if r.f1 < .8 {
			bad++
			if i < len(all)/10 {
				found++
			}
		}
	}
	t.Logf("%d readings, %d below .8, of which %d in the least sure tenth (confidence up to %d)", len(all), bad, found, all[len(all)/10].sure)
	if found*2 < bad {
		t.Errorf("the least sure tenth holds %d of %d readings below .8, want half", found, bad)
	}
}

// withoutStory takes the text of the story off a page, and what its scripts say.
func withoutStory(root *html.Node, story string) {
	want := squash(story)
	var gone []*html.Node
	for n := range root.Descendants() {
		if n.Type != html.TextNode || n.Parent.Data == "title" {
			continue
		}
		if t := squash(n.Data); n.Parent.Data == "script" || len(t) > 20 && strings.Contains(want, t) {
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}
