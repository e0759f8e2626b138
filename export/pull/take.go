package pull

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"sync"
	"time"

	"dabao/export/release"
	"dabao/export/remote"
)

// take brings the files of a plan into the workshop, several at once. The first
// that cannot be had ends the others, and so does a line so fast that the plan is
// to be left.
func (p *puller) take(ctx context.Context, items []item, line *line) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	passed := func(i item, n int64) {
		p.passed(n)
		if line.passed(i, n) {
			if err := line.turn(time.Since(line.started)); err != nil {
				stop(err)
			}
		}
	}
	queue := make(chan item)
	go func() {
		defer close(queue)
		for _, i := range items {
			select {
			case queue <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	var mu sync.Mutex
	var first error
	var running sync.WaitGroup
	for range min(p.options.Connections, len(items)) {
		running.Go(func() {
			for i := range queue {
				err := p.takeOne(ctx, i, func(n int64) { passed(i, n) })
				mu.Lock()
				if err == nil {
					err = p.shop.adopt(p.shop.part(i.sum), i.sum)
				}
				if err != nil && first == nil {
					first = cmp.Or(context.Cause(ctx), err)
					stop(first)
				}
				mu.Unlock()
			}
		})
	}
	running.Wait()
	return cmp.Or(first, context.Cause(ctx))
}

// download is one file on its way.
type download struct {
	item
	file   *os.File
	hash   hash.Hash
	have   int64 // bytes that are there and hashed
	etag   string
	passed func(int64)
	// joined is set where the parts may be of two files: an earlier run took the
	// first, or the file was replaced and the host does not heed If-Range, as most
	// static servers do not (findings/static_servers_if_range.sh).
	joined bool
}

// minStep is what an attempt must bring to count as progress: a host that sends a
// few bytes and hangs up is not asked for ever.
const minStep = 64 << 10

// takeOne downloads a file to its end, going on where it stopped; the database
// from where the page finds it, if it is not beside the rest.
func (p *puller) takeOne(ctx context.Context, i item, passed func(int64)) error {
	f, err := os.OpenFile(p.shop.part(i.sum), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	d := &download{item: i, file: f, hash: sha256.New(), passed: passed}
	err = d.run(ctx)
	if i.path == release.DatabaseFile && remote.Missing(err) {
		source, name, eerr := release.Elsewhere(ctx, i.source, p.offer.sums)
		if source == nil {
			return errors.Join(err, eerr, f.Close())
		}
		p.options.Note(fmt.Sprintf("%s is taken from %s, where its page finds it", i.path, source.Name(name)))
		d.source, d.path = source, name
		err = d.run(ctx)
	}
	return errors.Join(err, f.Close())
}

// passed counts bytes; they are below zero where what was taken is taken again.
func (p *puller) passed(n int64) {
	p.moved.Add(max(0, n))
	p.options.Bytes(n)
}

func (d *download) run(ctx context.Context) error {
	if err := d.takeUp(ctx); err != nil {
		return err
	}
	d.joined = d.have > 0
	for {
		if err := d.finish(ctx); err != nil {
			return err
		}
		if hex.EncodeToString(d.hash.Sum(nil)) == d.sum {
			return nil
		}
		joined := d.joined
		if err := d.restart(); err != nil {
			return err
		}
		if !joined {
			return fmt.Errorf("%s: %w", d.source.Name(d.path), ErrOther)
		}
	}
}

// takeUp hashes what an earlier run took.
func (d *download) takeUp(ctx context.Context) error {
	n, err := io.Copy(d.hash, io.LimitReader(d.file, d.bytes+1))
	if err != nil || n <= d.bytes {
		d.have = n
		return errors.Join(err, ctx.Err())
	}
	return d.restart()
}

// restart forgets what was taken.
func (d *download) restart() error {
	d.hash.Reset()
	d.have, d.etag, d.joined = 0, "", false
	_, err := d.file.Seek(0, io.SeekStart)
	return errors.Join(err, d.file.Truncate(0))
}

// finish asks until the bytes are there.
func (d *download) finish(ctx context.Context) error {
	patience := d.source.Patience()
	for d.have < d.bytes {
		before := d.have
		err := d.attempt(ctx)
		if err == nil {
			continue
		}
		var local *localError
		if errors.As(err, &local) {
			return local.err
		}
		if d.have-before >= minStep {
			patience.Progress()
		}
		if err := patience.Wait(ctx, err); err != nil {
			return err
		}
	}
	return nil
}

// localError is one of our own disk.
type localError struct{ err error }

func (e *localError) Error() string { return e.err.Error() }

// attempt asks once for the rest.
func (d *download) attempt(ctx context.Context) error {
	body, err := d.source.Get(ctx, d.path, d.have, d.etag)
	if err != nil {
		return err
	}
	defer body.Close()
	if body.Size >= 0 && body.Size != d.bytes {
		return fmt.Errorf("%s: %w: it has %d bytes there, and should have %d", d.source.Name(d.path), ErrOther, body.Size, d.bytes)
	}
	if body.From != d.have {
		d.passed(-d.have) // they come again
		if err := d.restart(); err != nil {
			return &localError{err}
		}
	}
	d.joined = d.joined || body.From > 0
	d.etag = body.ETag
	return d.copy(ctx, body)
}

func (d *download) copy(ctx context.Context, body *remote.Body) error {
	buf := make([]byte, copyBytes)
	for d.have < d.bytes {
		n, err := body.Read(buf[:min(int64(len(buf)), d.bytes-d.have)])
		if n > 0 {
			if _, werr := d.file.Write(buf[:n]); werr != nil {
				return &localError{werr}
			}
			d.hash.Write(buf[:n])
			d.have += int64(n)
			d.passed(int64(n))
		}
		if err == io.EOF && d.have < d.bytes {
			return fmt.Errorf("%s: %w: after %d of %d bytes", d.source.Name(d.path), remote.ErrCut, d.have, d.bytes)
		}
		if err != nil && err != io.EOF {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}
