package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/export/stage"
	"dabao/ingest/intake"
	"dabao/ingest/spans"
	"dabao/schema"
	"dabao/schema/store"
)

// spanFile is a file of what another program found.
type spanFile struct {
	name string // as messages call it
	size int64  // -1 where it is not known
	open func() (io.ReadCloser, error)
}

// fileOfSpans is a file that the command line names.
func fileOfSpans(c *cli.Context, name string) spanFile {
	if name == "-" {
		return spanFile{"standard input", -1, func() (io.ReadCloser, error) { return io.NopCloser(c.App.Reader), nil }}
	}
	f := spanFile{name, -1, func() (io.ReadCloser, error) { return os.Open(name) }}
	if st, err := os.Stat(name); err == nil {
		f.size = st.Size()
	}
	return f
}

// gather reads files of spans, compressed or not, into a passing file in dir. The
// progress goes on until the caller ends it.
func gather(c *cli.Context, dir *stage.Dir, files []spanFile) (*store.Mentions, *progress, error) {
	lim, err := limits(c)
	if err != nil {
		return nil, nil, err
	}
	size := int64(0)
	for _, f := range files {
		if f.size < 0 || size < 0 {
			size = -1
		} else {
			size += f.size
		}
	}
	p := newProgress(c, size, nil)
	var failed error
	lines := func(yield func(schema.Mention) bool) {
		for _, f := range files {
			for m, err := range linesOf(c.Context, f, lim, p) {
				if failed = err; err != nil || !yield(m) {
					return
				}
			}
		}
	}
	mentions, err := store.GatherMentions(c.Context, dir.Path("mentions.db"), lines, func(now store.Annotated) { p.show("lines", now.Lines, now.Rejected) })
	if err == nil && failed != nil {
		mentions.Close()
		err = failed
	}
	if err != nil {
		p.done()
	}
	return mentions, p, err
}

// linesOf yields the lines of one file. An error, of a file that cannot be opened
// or a run that is ended, is final.
func linesOf(ctx context.Context, f spanFile, lim intake.Limits, p *progress) iter.Seq2[schema.Mention, error] {
	return func(yield func(schema.Mention, error) bool) {
		file, err := f.open()
		if err != nil {
			yield(schema.Mention{}, err)
			return
		}
		defer file.Close()
		lim = lim.OrDefaults()
		in := bufio.NewReaderSize(io.TeeReader(file, passing{&p.bytes}), 64<<10)
		var text io.Reader = in
		head, _ := in.Peek(10)
		if codec := intake.CodecOf(head); codec != intake.Plain {
			unpacked, err := lim.Decompress(codec, in)
			if err != nil {
				yield(schema.Mention{}, fmt.Errorf("%s: %w", f.name, err))
				return
			}
			defer unpacked.Close()
			text = unpacked
		}
		for m := range spans.Lines(f.name, text, lim) {
			if err := ctx.Err(); err != nil {
				yield(m, err)
				return
			}
			if !yield(m, nil) {
				return
			}
		}
	}
}

// withMentions hands o on with what the recipe's files of spans hold, gathered
// in a passing file beside out.
func withMentions(c *cli.Context, out string, o release.Options, use func(release.Options) error) error {
	if o.Recipe == nil {
		return use(o)
	}
	root, err := datasets.OpenFolder(o.Recipe.File)
	if err != nil {
		return err
	}
	defer root.Close()
	var files []spanFile
	for _, in := range o.Inputs {
		if o.Recipe.Annotates(in.Path) {
			files = append(files, spanFile{in.Path, in.Bytes, func() (io.ReadCloser, error) { return root.Open(filepath.FromSlash(in.Path)) }})
		}
	}
	if len(files) == 0 {
		return use(o)
	}
	dir, err := workBeside(out)
	if err != nil {
		return err
	}
	defer dir.Close()
	mentions, p, err := gather(c, dir, files)
	if err != nil {
		return err
	}
	p.done()
	defer mentions.Close()
	o.Mentions = mentions
	return use(o)
}
