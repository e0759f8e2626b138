package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/urfave/cli/v2"
	"golang.org/x/text/encoding/htmlindex"

	"dabao/ingest/source"
	"dabao/schema"
	"dabao/schema/store"
)

// capturedBytes gives the very bytes an article was read from: those kept in
// the database, else those of the input where it still lies below base.
func capturedBytes(ctx context.Context, db *store.Store, a *schema.Article, base string) ([]byte, error) {
	packed, err := db.Raw(ctx, a.Capture.SHA256)
	if err != nil {
		return nil, err
	}
	var body []byte
	if packed != nil {
		dec, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(1<<30))
		if err != nil {
			return nil, err
		}
		defer dec.Close()
		if body, err = dec.DecodeAll(packed, nil); err != nil {
			return nil, fmt.Errorf("unpack the kept bytes of %s: %w", a.UID, err)
		}
	} else {
		doc, err := source.Find(ctx, base, &a.Capture, source.Limits{})
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("the bytes of %s are neither kept in %s nor found at %s: %w",
				a.UID, db.Name(), place(&a.Capture), errNoBytes)
		}
		if err != nil {
			return nil, err
		}
		body = doc.Body
	}
	if got := (&schema.Document{Body: body}).SHA256(); got != a.Capture.SHA256 {
		return nil, fmt.Errorf("%s now holds other bytes: sha256 %s, captured was %s", place(&a.Capture), got, a.Capture.SHA256)
	}
	return body, nil
}

// errNoBytes says that captured bytes are not to be had.
var errNoBytes = errors.New("no captured bytes")

func place(c *schema.Capture) string {
	if c.Origin.Container == "" {
		return c.Origin.URI
	}
	return fmt.Sprintf("%s, bytes %d to %d of %s", c.Origin.URI, c.Origin.Offset, c.Origin.Offset+c.Origin.Length, c.Origin.Container)
}

// trace leads one quantity back to the bytes it was read from.
func trace(c *cli.Context, db *store.Store, a *schema.Article, n int) error {
	if n < 0 || n >= len(a.Quantities) {
		return usage(fmt.Sprintf("article %s has %d quantities, numbered from 0", a.UID, len(a.Quantities)),
			"SELECT seq, raw FROM quantities lists them")
	}
	q := a.Quantities[n]
	if _, misfit := a.Places().Cut(q.Span); misfit != nil {
		return fmt.Errorf("quantity %d of article %s stands nowhere in it: %w; the file was changed after dabao made it", n, a.UID, misfit)
	}
	text, _ := a.FieldText(q.Span)
	w := c.App.Writer
	fmt.Fprintf(w, "value     %v %s (%s)\n", q.Value, printable(q.Unit), q.Modifier)
	fmt.Fprintf(w, "stands    %s %d, characters %d to %d: %s\n", q.Field, q.Position, q.Start, q.End, printable(around(text, q.Start, q.End, 24)))
	fmt.Fprintf(w, "article   %s\n", a.UID)
	fmt.Fprintf(w, "capture   %s\n", printable(place(&a.Capture)))
	fmt.Fprintf(w, "sha256    %s (%d bytes, %s)\n", a.Capture.SHA256, a.Capture.Bytes, a.Capture.Charset)
	body, err := capturedBytes(c.Context, db, a, c.String("base"))
	if errors.Is(err, errNoBytes) {
		said(c).line("%s", printable(err.Error()))
		return nil
	}
	if err != nil {
		return err
	}
	at, length, found := locate(body, a.Capture.Charset, text, q.Start, q.End)
	if !found {
		fmt.Fprintf(w, "bytes     not in one piece: markup or a mended place stands within it\n")
		return nil
	}
	_, err = fmt.Fprintf(w, "bytes     %d to %d of the captured bytes\n", at, at+length)
	return err
}

// around is the text of a span with up to n characters on either side.
func around(text string, start, end, n int) string {
	r := []rune(text)
	from, to := max(0, start-n), min(len(r), end+n)
	return strings.TrimSpace(string(r[from:start]) + "▸" + string(r[start:end]) + "◂" + string(r[end:to]))
}

// locate finds a span of the text in the captured bytes, by the longest context
// around it that stands there in one piece.
func locate(body []byte, charset, text string, start, end int) (at, length int, found bool) {
	r := []rune(text)
	encoding, err := htmlindex.Get(charset)
	if err != nil {
		return 0, 0, false
	}
	encode := func(s string) []byte {
		b, err := encoding.NewEncoder().String(s)
		if err != nil {
			return nil
		}
		return []byte(b)
	}
	raw := encode(string(r[start:end]))
	for n := 12; n >= 0; n-- {
		before := encode(string(r[max(0, start-n):start]))
		whole := append(append(bytes.Clone(before), raw...), encode(string(r[end:min(len(r), end+n)]))...)
		if i := bytes.Index(body, whole); len(raw) > 0 && i >= 0 {
			return i + len(before), len(raw), true
		}
	}
	return 0, 0, false
}
