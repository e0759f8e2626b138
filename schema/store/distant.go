package store

import (
	"cmp"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
	"time"

	"modernc.org/sqlite/vfs"
)

// ErrInWAL is returned for a distant database in WAL mode: its newest rows may
// stand in another file, which nobody knows to be of the same moment.
var ErrInWAL = errors.New("the database is in WAL mode, so that its newest rows may stand in another file")

// distantName is what SQLite calls the one file of a distant file system.
const distantName = "distant.db"

// OpenAt opens, for reading, the database whose bytes r gives, of which there are
// size: one that lies on a host. name is what messages call it. It reads what a
// question needs and no more; where r fails, so does the question, with r's
// error. The bytes must stay the same until Close. What is sorted is held in
// memory: the file system that SQLite sees has no place for temporary files. It
// returns the errors of Open, and ErrInWAL.
func OpenAt(ctx context.Context, name string, r io.ReaderAt, size int64) (*Store, error) {
	d := &distant{r: r, size: size}
	if err := d.checkHeader(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	system, registered, err := vfs.New(d)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	// immutable: no journal is looked for, no lock is taken, and what is in the page
	// cache stays there.
	s, err := connect(distantName, "mode=ro&_pragma=query_only(1)&immutable=1&_pragma=temp_store(2)&vfs="+system, 0, d)
	if err != nil {
		registered.Close()
		return nil, err
	}
	s.path, s.far = name, true
	s.opened, _ = r.(*openedFile)
	s.Lend(name, registered.Close)
	if err := s.current(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// distant is a file system of one file, for SQLite.
type distant struct {
	r    io.ReaderAt
	size int64

	connecting sync.Mutex   // held while a connection opens its file
	opened     *distantFile // the last
}

// connect opens a connection and tells which file it reads; nil is a connection
// that reads a file itself.
func (d *distant) connect(ctx context.Context, c driver.Connector) (driver.Conn, *distantFile, error) {
	if d == nil {
		conn, err := c.Connect(ctx)
		return conn, nil, err
	}
	d.connecting.Lock()
	defer d.connecting.Unlock()
	d.opened = nil
	conn, err := c.Connect(ctx)
	return conn, d.opened, err
}

// checkHeader says why the bytes are no database that can be read so. Source:
// sqlite.org/fileformat2.html, 1.3.
func (d *distant) checkHeader() error {
	var header [100]byte
	if _, err := d.r.ReadAt(header[:min(d.size, 100)], 0); err != nil && err != io.EOF {
		return err
	}
	if string(header[:16]) != "SQLite format 3\x00" {
		return fmt.Errorf("%w (no SQLite file at all)", ErrNotDabao)
	}
	if header[18] == 2 || header[19] == 2 {
		return ErrInWAL
	}
	return nil
}

// Open implements fs.FS.
func (d *distant) Open(name string) (fs.File, error) {
	if name != distantName {
		return nil, fs.ErrNotExist
	}
	d.opened = &distantFile{from: d, interrupted: make(chan struct{})}
	return d.opened, nil
}

// distantFile is what one connection has open. nil is the file of a connection
// that reads it itself: nothing is known of that.
type distantFile struct {
	from *distant
	at   int64

	mu          sync.Mutex
	failed      error         // why the last query could not read on
	interrupted chan struct{} // closed to make a read that waits for the host end
}

// cause puts the failure to read in the place of SQLite's word that there was
// one.
func (f *distantFile) cause(err error) error {
	if f == nil || err == nil || !isReadFailure(err) {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return cmp.Or(f.failed, err)
}

// interrupt ends the read that waits, and all until resume.
func (f *distantFile) interrupt() {
	if f == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case <-f.interrupted:
	default:
		close(f.interrupted)
	}
}

// resume makes ready for the next query.
func (f *distantFile) resume() {
	if f == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failed = nil
	select {
	case <-f.interrupted:
		f.interrupted = make(chan struct{})
	default:
	}
}

// Seek implements io.Seeker from the start of the file, which is all that the
// file system of SQLite asks for.
func (f *distantFile) Seek(offset int64, whence int) (int64, error) {
	if whence != io.SeekStart || offset < 0 {
		return 0, fs.ErrInvalid
	}
	f.at = offset
	return offset, nil
}

// Read implements fs.File.
func (f *distantFile) Read(p []byte) (int, error) {
	f.mu.Lock()
	interrupted := f.interrupted
	f.mu.Unlock()
	type result struct {
		n   int
		err error
	}
	// Into a buffer of its own: p is SQLite's, and gone when Read returns.
	buffer, done, at := make([]byte, len(p)), make(chan result, 1), f.at
	go func() {
		n, err := f.from.r.ReadAt(buffer, at)
		done <- result{n, err}
	}()
	var r result
	select {
	case r = <-done:
	case <-interrupted:
		r.err = context.Canceled
	}
	copy(p, buffer[:r.n])
	if r.err != nil && r.err != io.EOF {
		f.mu.Lock()
		f.failed = cmp.Or(f.failed, r.err)
		f.mu.Unlock()
	}
	f.at += int64(r.n)
	return r.n, r.err
}

// Stat implements fs.File.
func (f *distantFile) Stat() (fs.FileInfo, error) { return distantInfo{f.from.size}, nil }

// Close implements fs.File.
func (f *distantFile) Close() error { return nil }

// distantInfo is what SQLite asks of a file: its size.
type distantInfo struct{ size int64 }

// Name implements fs.FileInfo.
func (i distantInfo) Name() string { return distantName }

// Size implements fs.FileInfo.
func (i distantInfo) Size() int64 { return i.size }

// Mode implements fs.FileInfo.
func (i distantInfo) Mode() fs.FileMode { return 0o444 }

// ModTime implements fs.FileInfo.
func (i distantInfo) ModTime() time.Time { return time.Time{} }

// IsDir implements fs.FileInfo.
func (i distantInfo) IsDir() bool { return false }

// Sys implements fs.FileInfo.
func (i distantInfo) Sys() any { return nil }
