package main

import (
	"strings"

	"dabao/ingest/intake"
)

// firstAddress is the first path that is the address of a page, not of a file.
func firstAddress(paths []string) string {
	for _, p := range paths {
		if u := intake.WebAddress(p); u != "" {
			return u
		}
	}
	return ""
}

// crawlerFor is the command that fetches an address into a WARC: of a site all
// pages below the address, of a page that alone.
func crawlerFor(u string) string {
	how := "--page-requisites"
	if strings.HasSuffix(u, "/") || strings.Count(u, "/") < 3 {
		how = "--recursive --no-parent --wait 1"
	}
	return "wget " + how + " --warc-file=site --delete-after '" + strings.ReplaceAll(u, "'", "%27") + "'"
}
