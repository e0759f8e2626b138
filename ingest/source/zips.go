package source

import (
	"encoding/xml"
	"io"
	"io/fs"
	"iter"
	"path"
	"strings"
	"time"

	"dabao/ingest/archive"
	"dabao/ingest/har"
	"dabao/ingest/intake"
)

// zip reads the members of a zip. Before that their names are looked at: an HTTP Archive among them is what
// the others are the bodies of, and notes among them say where pages are from.
func (o *opener) zip(in input, f intake.Format) {
	r, size, err := o.anywhere(in)
	if err != nil {
		o.ev.Rejected(in.at, err)
		return
	}
	members := func() iter.Seq2[archive.Member, error] { return archive.Zip(r, size, o.lim) }
	notes := map[string]from{}
	for m := range members() {
		switch base := path.Base(m.Name); {
		case m.Err != nil || m.Body == nil || strings.Contains(m.Name, "://"):
		case strings.HasSuffix(base, ".har"):
			if in.depth < o.lim.MaxDepth {
				o.logged(in, m, members)
				return
			}
		case base == "index.rdf":
			noteMAFF(notes, path.Dir(m.Name), io.LimitReader(m.Body, 1<<20))
		}
	}
	in.inside = notes
	o.archive(in, f, func() (iter.Seq2[archive.Member, error], error) { return members(), nil })
}

// logged reads an HTTP Archive and the bodies beside it, as Playwright packs them.
func (o *opener) logged(in input, log archive.Member, members func() iter.Seq2[archive.Member, error]) {
	container := nameInside(in.at)
	attached := func(name string) ([]byte, error) {
		for m, err := range members() {
			if err != nil {
				return nil, err
			}
			if m.Name == path.Join(path.Dir(log.Name), name) && m.Body != nil {
				return o.lim.Document(m.Body, m.Size)
			}
		}
		return nil, intake.AsProblem(&fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist})
	}
	o.forward(har.Documents(container+inside+intake.EscapeName(log.Name), log.Body, attached, o.lim, o.ev))
}

// noteMAFF reads what a Mozilla Archive notes of a page (index.rdf): its file,
// its address and when it was saved.
func noteMAFF(notes map[string]from, dir string, r io.Reader) {
	var page from
	index := "index.html"
	d := xml.NewDecoder(r)
	d.Strict = false
	for {
		t, err := d.Token()
		if err != nil {
			break
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		value := ""
		for _, a := range e.Attr {
			if a.Name.Local == "resource" {
				value = a.Value
			}
		}
		switch e.Name.Local {
		case "originalurl":
			page.url = intake.WebAddress(value)
		case "archivetime":
			page.at = mailTime(value)
		case "indexfilename":
			index = value
		}
	}
	if page.url != "" {
		notes[path.Join(dir, index)] = page
	}
}

// mailTime reads a date as mail has it; zero where it is none.
func mailTime(s string) time.Time {
	for _, l := range []string{time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST"} {
		if t, err := time.Parse(l, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// bookPage says whether a member of a book is a page to read, not its cover or
// table of contents.
func bookPage(name string, f intake.Format) bool {
	base := strings.ToLower(path.Base(name))
	base = base[:len(base)-len(path.Ext(base))]
	return (f == intake.HTML || f == intake.XHTML) && base != "nav" && base != "toc" && base != "cover" && base != "titlepage"
}
