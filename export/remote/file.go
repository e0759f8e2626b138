package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
)

// File reads one file of a host by ranges. Its bytes are those of one version:
// when the host has another, reads fail with ErrChanged. It is safe for use by
// several at once.
type File struct {
	ctx    context.Context
	client *Client
	url    *url.URL
	size   int64
	etag   string
	since  string // Last-Modified
	head   []byte
}

// headBytes are asked for when a file is opened: the header of a database is
// among them.
const headBytes = 16 << 10

// OpenFile asks a host for the start of a file and learns its size. It returns
// an error that wraps ErrNoRanges where the host knows none. The file is read
// for as long as ctx lasts.
func (c *Client) OpenFile(ctx context.Context, u *url.URL) (*File, error) {
	f := &File{ctx: ctx, client: c, url: u}
	patience := c.Patience()
	for {
		err := f.open()
		if err == nil {
			return f, nil
		}
		if err := patience.Wait(ctx, err); err != nil {
			return nil, err
		}
	}
}

func (f *File) open() error {
	body, err := f.client.ask(f.ctx, f.url, 0, headBytes, "")
	if err != nil {
		return err
	}
	defer body.Close()
	switch {
	case !body.part && (body.Size < 0 || body.Size > headBytes):
		return fmt.Errorf("%s: %w", shown(f.url), ErrNoRanges)
	case body.Size < 0:
		return fmt.Errorf("%s: %w: it does not say how long the file is", shown(f.url), ErrRange)
	}
	f.size, f.etag, f.since = body.Size, body.ETag, body.Modified
	f.head, err = io.ReadAll(io.LimitReader(body, min(headBytes, f.size)))
	if err == nil && int64(len(f.head)) != min(headBytes, f.size) {
		err = fmt.Errorf("%s: %w", shown(f.url), ErrCut)
	}
	return err
}

// String is the address for people.
func (f *File) String() string { return shown(f.url) }

// Size is how many bytes the file has, as the host says.
func (f *File) Size() int64 { return f.size }

// ETag is what the host calls this version of the file, empty where it gives no
// name that stands for the very bytes.
func (f *File) ETag() string { return f.etag }

// Version is what the host tells this version of the file from others by: its
// ETag, else when it was last changed; empty where it gives neither.
func (f *File) Version() string {
	if f.etag != "" {
		return f.etag
	}
	return f.since
}

// ReadAt implements io.ReaderAt, by one request for what is not at hand.
func (f *File) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errors.New("remote: negative offset")
	}
	want := min(int64(len(p)), f.size-off)
	if want <= 0 {
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n := 0
	if off+want <= int64(len(f.head)) {
		n = copy(p[:want], f.head[off:])
	}
	patience := f.client.Patience()
	for int64(n) < want {
		got, err := f.part(p[n:want], off+int64(n))
		if n += got; got > 0 {
			patience.Progress()
		}
		if err != nil {
			if err := patience.Wait(f.ctx, err); err != nil {
				return n, err
			}
		}
	}
	if want < int64(len(p)) {
		return n, io.EOF
	}
	return n, nil
}

// part reads one range of the very file that was opened.
func (f *File) part(p []byte, off int64) (int, error) {
	body, err := f.client.ask(f.ctx, f.url, off, off+int64(len(p)), f.etag)
	if err != nil {
		return 0, err
	}
	defer body.Close()
	switch {
	case f.since != "" && body.Modified != "" && body.Modified != f.since:
		return 0, fmt.Errorf("%s: %w", shown(f.url), ErrChanged)
	case body.part && (body.Size != f.size || f.etag != "" && body.ETag != "" && body.ETag != f.etag):
		return 0, fmt.Errorf("%s: %w", shown(f.url), ErrChanged)
	case !body.part && f.etag != "" && body.ETag != f.etag, !body.part && body.Size != f.size:
		return 0, fmt.Errorf("%s: %w", shown(f.url), ErrChanged)
	case !body.part && f.size > int64(len(p)):
		return 0, fmt.Errorf("%s: %w", shown(f.url), ErrNoRanges)
	}
	n, err := io.ReadFull(body, p)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = fmt.Errorf("%s: %w", shown(f.url), ErrCut)
	}
	return n, err
}
