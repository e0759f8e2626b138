package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"dabao/ingest/extract/saved"
)

// What web archives put around a page: the Wayback Machine's toolbar and its
// notices, archive.today's header.
var (
	waybackFrames = []string{"wm-ipp-base", "wm-ipp-print", "wm-ipp", "donato"}
	todayFrames   = []string{"HEADER"}
)

// archiveToday are the names under which archive.today has served its copies.
var archiveToday = []string{"archive.today", "archive.ph", "archive.is", "archive.li", "archive.vn", "archive.fo", "archive.md"}

// unframe takes out of a page what a web archive has put around it, and gives
// what archive.today's own marks say of the copy. They would otherwise pass for
// those of the article: article:published_time is when the copy was taken.
func unframe(root *html.Node, markup string) saved.Copy {
	if !strings.Contains(markup, "archive.") {
		return saved.Copy{}
	}
	if strings.Contains(markup, "wm-ipp") || strings.Contains(markup, "donato") && strings.Contains(markup, "archive.org") {
		removeNodes(root, func(n *html.Node) bool { return hasID(n, waybackFrames) })
	}
	if !fromToday(markup) {
		return saved.Copy{}
	}
	var page, address, at string
	removeNodes(root, func(n *html.Node) bool {
		switch n.Data {
		case "input":
			if attr(n, "name") == "q" && page == "" {
				page = attr(n, "value")
			}
		case "meta":
			switch key := strings.ToLower(attr(n, "property")); {
			case key == "og:url":
				address = attr(n, "content")
				return false
			case key == "article:published_time":
				at = attr(n, "content")
				return true
			default:
				return strings.HasPrefix(key, "og:") || strings.HasPrefix(key, "twitter:") || strings.HasPrefix(key, "article:")
			}
		case "link":
			return attr(n, "rel") == "canonical" || attr(n, "rel") == "image_src"
		}
		return hasID(n, todayFrames)
	})
	return saved.Taken(page, address, at)
}

func fromToday(markup string) bool {
	const before = `property="og:site_name" content="`
	_, rest, found := strings.Cut(markup, before+"archive.")
	if !found {
		return false
	}
	name, _, _ := strings.Cut(rest, `"`)
	return slices.Contains(archiveToday, "archive."+name)
}

func hasID(n *html.Node, ids []string) bool {
	if n.Type != html.ElementNode {
		return false
	}
	id := attr(n, "id")
	for _, want := range ids {
		if id == want {
			return true
		}
	}
	return false
}

// removeNodes takes every element below root that drop names out of the tree.
func removeNodes(root *html.Node, drop func(*html.Node) bool) {
	var gone []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && drop(n) {
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}
