package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

var (
	// ErrPacked is returned for a body that is not the bytes of the file.
	ErrPacked = errors.New("the host packs the file although its plain bytes are asked for")
	// ErrRange is returned for a part of a file that is another than the one
	// asked for.
	ErrRange = errors.New("the host answers with another part of the file than the one asked for")
	// ErrNoRanges is returned where parts of a file are needed and the host sends
	// the whole of it.
	ErrNoRanges = errors.New("the host knows no ranges: it sends whole files only")
	// ErrChanged is returned for a file that is another than before.
	ErrChanged = errors.New("the file changed on the host while it was read")
	// ErrStalled is returned for a host that stands still.
	ErrStalled = errors.New("the host stands still")
	// ErrCut is returned for a body that ends before its length.
	ErrCut = errors.New("the host ends the file before its length")
)

// Body is a part of a file on its way. Reads fail with ErrStalled or ErrCut
// where the host does not go on.
type Body struct {
	io.ReadCloser
	From int64  // the offset it begins at
	Size int64  // of the whole file, -1 where the host does not say
	ETag string // strong, or empty
	// Modified is the header Last-Modified, as it stands there.
	Modified string
	part     bool // it answers a range
}

// Get asks once for the bytes of a file from an offset on. Where the host knows
// no ranges, the body begins at 0. etag, where it is not empty, is that of the
// file that went before: if the host now has another, the body begins at 0 too.
func (c *Client) Get(ctx context.Context, u *url.URL, from int64, etag string) (*Body, error) {
	return c.ask(ctx, u, from, -1, etag)
}

// ask is Get up to, not including, to; -1 is the end.
func (c *Client) ask(ctx context.Context, u *url.URL, from, to int64, etag string) (*Body, error) {
	ctx, stop := context.WithCancelCause(ctx)
	body, err := c.answer(ctx, u, from, to, etag)
	if err != nil {
		stop(nil)
		return nil, err
	}
	body.ReadCloser = newWatched(ctx, body.ReadCloser, c.options.Idle, stop, shown(u))
	return body, nil
}

func (c *Client) answer(ctx context.Context, u *url.URL, from, to int64, etag string) (*Body, error) {
	seen := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { c.reached.Store(true) }})
	r, err := http.NewRequestWithContext(seen, http.MethodGet, withoutUser(u).String(), nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept-Encoding", "identity")
	if c.options.Agent != "" {
		r.Header.Set("User-Agent", c.options.Agent)
	}
	ranged := from > 0 || to >= 0
	if ranged {
		last := ""
		if to >= 0 {
			last = strconv.FormatInt(to-1, 10)
		}
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-%s", from, last))
		if etag != "" {
			r.Header.Set("If-Range", etag)
		}
	}
	a, err := c.http.Do(r)
	if err != nil {
		if err = withoutSecrets(err, u); !c.reached.Load() && ctx.Err() == nil {
			err = fmt.Errorf("%w: %w", ErrUnreachable, err)
		}
		return nil, err
	}
	body, err := read(a, u, ranged, from, to)
	if err != nil {
		a.Body.Close()
	}
	return body, err
}

// withoutUser leaves the secret of an address to the header.
func withoutUser(u *url.URL) *url.URL {
	plain := *u
	plain.User = nil
	return &plain
}

// withoutSecrets is the error of a request without the query of its address.
func withoutSecrets(err error, u *url.URL) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		failed.URL = shown(u)
	}
	return err
}

// read checks the head of an answer.
func read(a *http.Response, u *url.URL, ranged bool, from, to int64) (*Body, error) {
	name := shown(u)
	if packed := a.Header.Get("Content-Encoding"); packed != "" && !strings.EqualFold(packed, "identity") && a.StatusCode < 300 {
		return nil, fmt.Errorf("%s: %w (%.20q): its publisher must leave released files out of what it compresses", name, ErrPacked, packed)
	}
	b := &Body{ReadCloser: a.Body, Size: -1, ETag: strong(a.Header.Get("ETag")), Modified: a.Header.Get("Last-Modified")}
	switch {
	case a.StatusCode == http.StatusOK:
		b.Size = a.ContentLength
		return b, nil
	case a.StatusCode == http.StatusPartialContent && ranged:
		first, last, size, ok := contentRange(a.Header.Get("Content-Range"))
		if !ok || first != from || to >= 0 && last >= to || size >= 0 && to < 0 && last != size-1 ||
			a.ContentLength >= 0 && a.ContentLength != last-first+1 {
			return nil, fmt.Errorf("%s: %w (from byte %d; it says %.80q)", name, ErrRange, from, a.Header.Get("Content-Range"))
		}
		b.From, b.Size, b.part = first, size, true
		return b, nil
	}
	return nil, &StatusError{name, a.StatusCode, retryAfter(a.Header.Get("Retry-After"), time.Now())}
}

// strong is an entity tag that stands for the very bytes; a weak one is none.
// Source: RFC 9110, 8.8.3 and 13.1.5.
func strong(tag string) string {
	if !strings.HasPrefix(tag, `"`) {
		return ""
	}
	return tag
}

// contentRange reads "bytes 0-499/1234"; size is -1 where it is "*". Source:
// RFC 9110, 14.4.
func contentRange(s string) (first, last, size int64, ok bool) {
	unit, rest, _ := strings.Cut(strings.TrimSpace(s), " ")
	span, whole, cut := strings.Cut(rest, "/")
	a, b, dash := strings.Cut(span, "-")
	if !strings.EqualFold(unit, "bytes") || !cut || !dash {
		return 0, 0, 0, false
	}
	size = -1
	var bad [3]error
	if whole != "*" {
		size, bad[2] = strconv.ParseInt(whole, 10, 64)
	}
	first, bad[0] = strconv.ParseInt(a, 10, 64)
	last, bad[1] = strconv.ParseInt(b, 10, 64)
	ok = errors.Join(bad[:]...) == nil && first >= 0 && last >= first && (whole == "*" || size > last)
	return first, last, size, ok
}

// watched is a body that is given up when it brings too little in a time.
type watched struct {
	body    io.ReadCloser
	ctx     context.Context
	stop    context.CancelCauseFunc
	name    string
	arrived atomic.Int64
	done    chan struct{}
	closed  atomic.Bool
}

func newWatched(ctx context.Context, body io.ReadCloser, idle time.Duration, stop context.CancelCauseFunc, name string) *watched {
	w := &watched{body: body, ctx: ctx, stop: stop, name: name, done: make(chan struct{})}
	go w.watch(idle)
	return w
}

func (w *watched) watch(idle time.Duration) {
	tick := time.NewTicker(idle)
	defer tick.Stop()
	for before := int64(0); ; {
		select {
		case <-w.done:
			return
		case <-tick.C:
			now := w.arrived.Load()
			if now-before < minProgress {
				w.stop(fmt.Errorf("%s: %w: %d bytes in %v", w.name, ErrStalled, now-before, idle))
				return
			}
			before = now
		}
	}
}

// Read implements io.Reader.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.body.Read(p)
	w.arrived.Add(int64(n))
	if err == nil || err == io.EOF {
		return n, err
	}
	if cause := context.Cause(w.ctx); cause != nil {
		return n, cause
	}
	return n, fmt.Errorf("%s: %w (%w)", w.name, ErrCut, err)
}

// Close implements io.Closer.
func (w *watched) Close() error {
	if !w.closed.CompareAndSwap(false, true) {
		return nil
	}
	close(w.done)
	w.stop(nil)
	return w.body.Close()
}
