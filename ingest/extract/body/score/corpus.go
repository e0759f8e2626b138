package score

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Corpora are the names of the corpora with expected bodies.
var Corpora = []string{"scrapinghub", "fundus", "zh-news"}

// Sample is one saved page and the body expected of it.
type Sample struct {
	ID   string
	HTML []byte
	Want string
}

// Find looks for the corpora beside the repository that holds dir.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		c := filepath.Join(dir, "shared", "corpora")
		if _, err := os.Stat(filepath.Join(c, Corpora[0], "gold.json")); err == nil {
			return c, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no shared/corpora beside the repository: %w", os.ErrNotExist)
		}
		dir = up
	}
}

// Read reads a corpus folder, ordered by id.
func Read(dir string) ([]Sample, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		return nil, err
	}
	var gold map[string]struct{ Body string }
	if err := json.Unmarshal(raw, &gold); err != nil {
		return nil, fmt.Errorf("read gold of %s: %w", dir, err)
	}
	var out []Sample
	for _, id := range slices.Sorted(maps.Keys(gold)) {
		page, err := readGzip(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			return nil, fmt.Errorf("read page %s: %w", id, err)
		}
		out = append(out, Sample{id, page, gold[id].Body})
	}
	return out, nil
}

func readGzip(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// Hints are what a page says of its story in the plainest way.
type Hints struct{ Title, Description, Site, ArticleBody string }

// ReadHints reads headline, description, name of the site and JSON-LD articleBody: a stand-in
// for the reader of fields, so that bodies can be measured alone.
func ReadHints(root *html.Node) Hints {
	var h Hints
	var h1, title string
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Meta:
			h.meta(n)
		case atom.Title:
			if title == "" {
				title = strings.TrimSpace(textOf(n))
			}
		case atom.H1:
			if h1 == "" {
				h1 = strings.TrimSpace(textOf(n))
			}
		case atom.Script:
			if n.FirstChild != nil && strings.Contains(n.FirstChild.Data, `"articleBody"`) {
				var v any
				if json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
					if s := articleBody(v); len(s) > len(h.ArticleBody) {
						h.ArticleBody = s
					}
				}
			}
		}
	}
	switch {
	case h1 != "":
		h.Title = h1
	case h.Title == "":
		h.Title = title
	}
	return h
}

func (h *Hints) meta(n *html.Node) {
	var key, val string
	for _, a := range n.Attr {
		switch a.Key {
		case "property", "name":
			key = strings.ToLower(a.Val)
		case "content":
			val = a.Val
		}
	}
	switch key {
	case "og:title":
		h.Title = val
	case "og:site_name":
		h.Site = val
	case "og:description", "description":
		if h.Description == "" {
			h.Description = val
		}
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func articleBody(v any) string {
	best := ""
	longer := func(s string) {
		if len(s) > len(best) {
			best = s
		}
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			longer(articleBody(x))
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if s, ok := v[k].(string); ok && k == "articleBody" {
				longer(s)
			} else {
				longer(articleBody(v[k]))
			}
		}
	}
	return best
}
