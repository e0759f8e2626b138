package source

import (
	"bufio"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dabao/ingest/intake"
)

// A folder that HTTrack made holds each page twice: as a file, and in
// hts-cache/new.zip. The files are read, and hts-cache/new.txt says of each where
// it is from and when (HTTrack 3.49-4): tab-separated lines of
//
//	time  size  flags  status  message  media-type  etag-or-date  URL  file  from
//
// of which the date is "date:" and the Date of the response, URL-encoded, and the
// file a path relative to where HTTrack was started.
const (
	httrackCache = "hts-cache"
	httrackIndex = "new.txt"
	httrackLog   = "hts-log.txt"
)

// httrack is one such folder.
type httrack struct {
	uri   string          // of the folder
	pages map[string]from // by the path below it
}

// maxIndexLines bounds how much of an index is kept.
const maxIndexLines = 10_000_000

// httrackOf reads the index of a folder; nil for a folder that HTTrack did not
// make.
func httrackOf(dir, uri string, names []string) *httrack {
	if !slices.Contains(names, httrackCache) {
		return nil
	}
	f, err := openRegular(filepath.Join(dir, httrackCache, httrackIndex))
	if err != nil {
		return nil
	}
	defer f.Close()
	h := &httrack{uri: uri, pages: map[string]from{}}
	prefix := -1 // length of what stands before the path below dir
	in := bufio.NewScanner(io.LimitReader(f, 1<<30))
	for n := 0; n < maxIndexLines && in.Scan(); n++ {
		fields := strings.Split(in.Text(), "\t")
		if len(fields) < 9 || !strings.HasPrefix(fields[7], "http") || fields[8] == "" {
			continue
		}
		file := filepath.ToSlash(fields[8])
		if prefix < 0 {
			prefix = prefixOf(dir, file)
		}
		if prefix < 0 || prefix > len(file) {
			continue
		}
		page := from{url: fields[7]}
		if date, ok := strings.CutPrefix(fields[6], "date:"); ok {
			if date, err := url.PathUnescape(date); err == nil {
				page.at = mailTime(date)
			}
		}
		h.pages[file[prefix:]] = page
	}
	return h
}

// prefixOf says how much of a path stands before the part that lies below dir;
// -1 where no part does.
func prefixOf(dir, file string) int {
	for i := 0; ; {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(file[i:]))); err == nil && i < len(file) {
			return i
		}
		j := strings.IndexByte(file[i:], '/')
		if j < 0 {
			return -1
		}
		i += j + 1
	}
}

// skip is why a file directly in the folder is not read, if it is not.
func (h *httrack) skip(name string) intake.Kind {
	switch name {
	case httrackCache:
		return intake.Index
	case httrackLog:
		return intake.Metadata
	case "index.html": // its own list of mirrors
		if _, page := h.pages[name]; !page {
			return intake.Index
		}
	}
	return ""
}

// of is what the index says of a file below the folder.
func (h *httrack) of(uri string) from {
	return h.pages[strings.TrimPrefix(strings.TrimPrefix(uri, h.uri), "/")]
}
