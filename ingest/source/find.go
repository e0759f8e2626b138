package source

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"dabao/ingest/intake"
	"dabao/ingest/rows"
	"dabao/schema"
)

// Find reads one document again, by the origin and digest of its capture;
// relative paths start from base. It returns fs.ErrNotExist when the input does
// not hold it any more, or came from standard input. The bytes at that place may
// be others by now: whoever asks compares the digest.
func Find(ctx context.Context, base string, c *schema.Capture, lim Limits) (schema.Document, error) {
	o := c.Origin
	in := Input{Base: base, Lines: true}
	name, ok := in.fileOf(o)
	if !ok {
		return schema.Document{}, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	in.Paths = []string{name}
	for d, err := range Documents(ctx, in, lim, Events{}) {
		if err != nil {
			return d, err
		}
		if d.MediaType == rows.LineType && d.Origin.Container == o.Container && d.Origin.Offset == o.Offset && d.Origin.Length == o.Length {
			return rows.Again(d, c.SHA256, lim), nil
		}
		if d.Origin == o {
			return d, nil
		}
	}
	return schema.Document{}, fmt.Errorf("%s in %s at %d: %w", o.URI, name, o.Offset, fs.ErrNotExist)
}

// fileOf is the file an origin lies in. A folder may well end in "!", so the
// name is cut where a file of that name is.
func (in Input) fileOf(o schema.Origin) (string, bool) {
	name := o.Container
	if name == "" {
		name = o.URI
	}
	for i := 0; name != stdinPath && i <= len(name); i++ {
		if i < len(name) && !strings.HasPrefix(name[i:], inside) {
			continue
		}
		path := intake.UnescapeName(name[:i])
		if info, err := os.Stat(in.onDisk(path)); err == nil && info.Mode().IsRegular() {
			return path, true
		}
	}
	return name, false
}
