package rows

import (
	"dabao/ingest/intake"
	"dabao/schema"
)

// Bounds on what is tried to read a stranger's row as a person once had it read.
const (
	maxTriedKeys  = 64
	maxTriedDepth = 3
	maxTriedBytes = 1 << 30 // of rows parsed again
)

// Again reads a row, a document of LineType, as it was read when what it held had
// that digest (schema.Document.SHA256). The names a person had given for its
// columns are not kept, so each key is tried as the page, the text, and the title
// that goes into a page. Where none gives those bytes it is the row as it stands.
func Again(d schema.Document, sha256 string, lim intake.Limits) schema.Document {
	s := search{row: d, sha256: sha256, lim: lim}
	if s.try(nil) {
		return s.found
	}
	r, err := Parse(d.Body, nil)
	if err != nil {
		return d
	}
	keys := r.deepKeys(nil, "", 0)
	if s.titles(keys, schema.Columns{}) {
		return s.found
	}
	for _, k := range keys {
		if s.try(schema.Columns{string(html): k}) {
			return s.found
		}
		given := schema.Columns{string(text): k}
		if s.try(given) || s.page && s.titles(keys, given) {
			return s.found
		}
	}
	return d
}

// search is a row that is tried under one naming of its columns after another.
type search struct {
	row    schema.Document
	sha256 string
	lim    intake.Limits
	found  schema.Document
	page   bool // what was tried last held a page
	parsed int
}

func (s *search) try(c schema.Columns) bool {
	s.page = false
	if s.parsed += len(s.row.Body); s.parsed > maxTriedBytes && c != nil {
		return false
	}
	d := s.row
	d.Columns = c
	d, _, err := Open(d, s.lim)
	s.page = err == nil && d.MediaType == "text/html"
	s.found = d
	return err == nil && d.SHA256() == s.sha256
}

// titles tries each key as the title beside what is given.
func (s *search) titles(keys []string, given schema.Columns) bool {
	for _, k := range keys {
		c := schema.Columns{string(title): k}
		for field, key := range given {
			c[field] = key
		}
		if s.try(c) {
			return true
		}
	}
	return false
}

// deepKeys adds the paths of a row's values to out, those of nested objects too.
func (r *Row) deepKeys(out []string, prefix string, depth int) []string {
	for _, k := range r.order {
		if len(out) >= maxTriedKeys {
			break
		}
		out = append(out, prefix+k)
		if in := r.in(k); in != nil && depth < maxTriedDepth {
			out = in.deepKeys(out, prefix+k+".", depth+1)
		}
	}
	return out
}
