package release

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/klauspost/compress/zstd"

	"dabao/export/jsonlfile"
	"dabao/export/stage"
	"dabao/schema"
	"dabao/schema/store"
)

// Bounds on a delta that is read: a line holds one article, and a frame may
// not ask for more memory than this to unpack.
const (
	maxDeltaLine   = 256 << 20
	maxDeltaMemory = 512 << 20
)

// ErrWrongBase is returned when a delta starts from another database.
var ErrWrongBase = errors.New("the delta does not start from this database")

// Apply makes at out, byte for byte, the database that a delta leads to from
// old. It returns an error that wraps ErrWrongBase, and says which version is
// needed, when old is not where the delta starts. On any error nothing is at
// out that was not there before.
func Apply(ctx context.Context, old *store.Store, delta io.Reader, out string) (DatabaseID, error) {
	d, err := openDelta(delta)
	if err != nil {
		return DatabaseID{}, err
	}
	defer d.close()
	if err := d.startsFrom(ctx, old); err != nil {
		return DatabaseID{}, err
	}
	work, err := stage.Beside(out)
	if err != nil {
		return DatabaseID{}, err
	}
	defer work.Close()
	made := work.Path(DatabaseFile)
	contents, err := d.contents(ctx, old)
	if err != nil {
		return DatabaseID{}, err
	}
	if err := store.Seal(ctx, made, contents); err != nil {
		return DatabaseID{}, fmt.Errorf("apply delta: %w", err)
	}
	if err := d.ended(); err != nil {
		return DatabaseID{}, err
	}
	sum, _, err := sumFile(ctx, made)
	if err != nil {
		return DatabaseID{}, err
	}
	if sum != d.header.To.SHA256 {
		return DatabaseID{}, fmt.Errorf("apply delta: the result has sha256 %s and should have %s; %s made the delta, this is dabao %s: take the full articles.db of version %s",
			sum, d.header.To.SHA256, d.header.Tool, schema.ToolVersion, d.header.To.Version)
	}
	return d.header.To, os.Rename(made, out)
}

// deltaReader reads a delta line by line. next holds the line to come.
type deltaReader struct {
	packed  *zstd.Decoder
	in      *bufio.Reader
	header  deltaHeader
	line    int
	section string
	body    json.RawMessage
	err     error
	gone    map[schema.UID]bool
	goneKey map[string]map[string]bool // by section, by key as JSON
}

func openDelta(r io.Reader) (*deltaReader, error) {
	packed, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDeltaMemory))
	if err != nil {
		return nil, fmt.Errorf("read delta: %w", err)
	}
	d := &deltaReader{packed: packed, in: bufio.NewReaderSize(packed, 1<<16), gone: map[schema.UID]bool{},
		goneKey: map[string]map[string]bool{dropCapture: {}, dropReject: {}}}
	line, err := d.readLine()
	if err == nil {
		err = json.Unmarshal(line, &d.header)
	}
	if err == nil && d.header.Delta != deltaVersion {
		err = fmt.Errorf("its form is %d, and this dabao reads %d", d.header.Delta, deltaVersion)
	}
	if err != nil {
		packed.Close()
		return nil, fmt.Errorf("read delta: %w", noEOF(err))
	}
	d.advance()
	return d, nil
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (d *deltaReader) close() { d.packed.Close() }

func (d *deltaReader) readLine() ([]byte, error) {
	d.line++
	var line []byte
	for {
		part, err := d.in.ReadSlice('\n')
		if len(line)+len(part) > maxDeltaLine {
			return nil, fmt.Errorf("line %d is over %d bytes", d.line, maxDeltaLine)
		}
		line = append(line, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF && len(line) > 0 {
			err = io.ErrUnexpectedEOF
		}
		return bytes.TrimSuffix(line, []byte("\n")), err
	}
}

// advance reads the line to come; at the end section is empty.
func (d *deltaReader) advance() {
	d.section, d.body = "", nil
	line, err := d.readLine()
	if err == io.EOF {
		return
	}
	var object map[string]json.RawMessage
	if err == nil {
		err = json.Unmarshal(line, &object)
	}
	if err == nil && len(object) != 1 {
		err = errors.New("it has not exactly one key")
	}
	if err != nil {
		d.err = fmt.Errorf("read delta: line %d: %w", d.line, err)
		return
	}
	for d.section, d.body = range object {
	}
}

// rows takes the lines of one section.
func (d *deltaReader) rows(section string) iter.Seq2[[]any, error] {
	shape := deltaShapes[section]
	return func(yield func([]any, error) bool) {
		for d.err == nil && d.section == section {
			row, err := jsonlfile.Parse(d.body, &shape)
			if err != nil {
				d.err = fmt.Errorf("read delta: line %d: %w", d.line, err)
				break
			}
			d.advance()
			if !yield(row, nil) {
				return
			}
		}
		if d.err != nil {
			yield(nil, d.err)
		}
	}
}

// ended says whether everything in the delta was used.
func (d *deltaReader) ended() error {
	if d.err == nil && d.section != "" {
		return fmt.Errorf("read delta: line %d: %q is out of place", d.line, d.section)
	}
	return d.err
}

func (d *deltaReader) startsFrom(ctx context.Context, old *store.Store) error {
	have, err := identify(ctx, old)
	if err != nil || have.SHA256 == d.header.From.SHA256 {
		return err
	}
	from, to := d.header.From, d.header.To
	return fmt.Errorf("%w: it needs %s %s (articles.db with sha256 %s), and this is %s %s; without that, take the full articles.db of version %s",
		ErrWrongBase, from.Name, from.Version, from.SHA256, have.Name, have.Version, to.Version)
}

// drops reads the sections that name what is no more.
func (d *deltaReader) drops() error {
	for d.err == nil && d.section == dropArticle {
		var uid schema.UID
		if err := json.Unmarshal(d.body, &uid); err != nil {
			return fmt.Errorf("read delta: line %d: %w", d.line, err)
		}
		d.gone[uid] = true
		d.advance()
	}
	for _, section := range []string{dropCapture, dropReject} {
		for row, err := range d.rows(section) {
			if err != nil {
				return err
			}
			d.goneKey[section][fmt.Sprintf("%q", row)] = true
		}
	}
	return d.err
}

// contents is the new database: what stays of the old one, and between it, in
// order, what the delta brings.
func (d *deltaReader) contents(ctx context.Context, old *store.Store) (store.Contents, error) {
	if err := d.drops(); err != nil {
		return store.Contents{}, err
	}
	stays := func(section string, o schema.Origin, sha256 string) bool {
		shape := deltaShapes[section]
		row := make([]any, len(shape.Fields))
		for i, f := range shape.Fields {
			row[i] = map[string]any{"container": o.Container, "uri": o.URI, "offset": o.Offset, "sha256": sha256}[f.Name]
		}
		return !d.goneKey[section][fmt.Sprintf("%q", row)]
	}
	c := store.Contents{
		Captures: merged(captureOrder,
			filter(old.Captures(ctx), func(c *schema.Capture) bool { return stays(dropCapture, c.Origin, c.SHA256) }), capturesIn(d.rows(addCapture))),
		Articles: merged(articleOrder,
			filter(old.Articles(ctx, ""), func(a **schema.Article) bool { return !d.gone[(*a).UID] }), d.articles()),
		Rejects: merged(compareRejects,
			filter(old.Rejects(ctx), func(r *schema.Reject) bool { return stays(dropReject, r.Origin, r.SHA256) }), rejectsIn(d.rows(addReject))),
		Dataset: d.header.Dataset,
	}
	for _, w := range d.header.Withdrawn {
		c.Withdrawn = append(c.Withdrawn, store.Withdrawal(w))
	}
	for _, k := range d.header.Corrections {
		c.Corrections = append(c.Corrections, store.Correction(k))
	}
	return c, nil
}

func (d *deltaReader) articles() iter.Seq2[*schema.Article, error] {
	shape := deltaShapes[addArticle]
	return func(yield func(*schema.Article, error) bool) {
		for row, err := range d.rows(addArticle) {
			var a *schema.Article
			if err == nil {
				a, err = schema.ArticleOf(&shape, row)
			}
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}
