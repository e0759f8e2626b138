// Package store is the one SQLite file: its DDL, what goes in, what comes out,
// and the sealing that gives the same rows the same bytes.
//
// A file is opened in one of two ways. Open gives a reader that cannot change
// a byte; Create gives the one writer, which holds the file for itself until
// it is closed, so that a second ingest is refused instead of interleaved. The
// writer uses SQLite's rollback journal: a crash at any moment leaves a file
// that any stock SQLite opens, and no companion file is left by a clean close.
//
// The rows of a file under ingest stand in the order they came. Seal copies
// them into a fresh file in the order (published_on, uid) and is what releases
// are made of.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dabao/schema"
)

var (
	// ErrNotDabao is returned for a file that is no dabao database.
	ErrNotDabao = errors.New("not a dabao database")
	// ErrNewer is returned for a database that a newer dabao has made.
	ErrNewer = errors.New("made by a newer dabao")
	// ErrOlder is returned by Open for a database that has to be upgraded first.
	ErrOlder = errors.New("made by an older dabao")
	// ErrUnreleased is returned for a database made before any release of dabao.
	ErrUnreleased = errors.New("made before the first release of dabao")
	// ErrBusy is returned when another process writes to the database.
	ErrBusy = errors.New("another process is writing to it")
)

// PageSize is the page size of every file dabao makes, in bytes: what a reader
// over a network fetches for one row. A release of 50,000 articles is 0.1 %
// larger than with pages of 8192.
const PageSize = 4096

// SQLiteVersion is the version of the SQLite inside.
const SQLiteVersion = sqlite3.SQLITE_VERSION

// cacheKiB is the page cache of a writer. Our SQLite takes nearly twice
// that for pages of PageSize (findings/modernc_page_cache.sh).
const cacheKiB = 32 << 10

// Store is one open database file.
type Store struct {
	db   *sql.DB
	path string
	held io.Closer // the writer's lock; nil for a reader
	lent *lending  // nil for a file of its own
	far  bool      // each page that is read costs a way to a host
	// opened, which may be nil, knows pages of a distant file.
	opened *openedFile
}

// lending is a file that lies there for the store alone.
type lending struct {
	name string
	back func() error
}

// Lend says that the file lies there for the store alone: what it was made from,
// which Name gives, and what Close calls last, behind what an earlier call named.
func (s *Store) Lend(name string, back func() error) {
	if before := s.lent; before != nil {
		s.lent = &lending{name, func() error { return errors.Join(before.back(), back()) }}
		return
	}
	s.lent = &lending{name, back}
}

// Name is what messages call the file: its path, or that of what it was made from.
func (s *Store) Name() string {
	if s.lent != nil {
		return s.lent.name
	}
	return s.path
}

// Far says that the file lies on a host, so that what reads all of it moves all of
// it.
func (s *Store) Far() bool { return s.far }

// Path is the path the store was opened with.
func (s *Store) Path() string { return s.path }

// Close releases the file. It is safe to call it twice.
func (s *Store) Close() error {
	err := s.db.Close()
	if s.held != nil {
		// Only now: closing any descriptor of the file would drop the locks that
		// SQLite holds on it.
		s.held.Close()
		s.held = nil
	}
	if s.lent != nil {
		err = errors.Join(err, s.lent.back())
		s.lent = nil
	}
	return err
}

// Open opens an existing database for reading. It returns an error that wraps
// fs.ErrNotExist, ErrNotDabao, ErrNewer, ErrOlder or ErrUnreleased where one of
// these is why.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := regular(path); err != nil {
		return nil, err
	}
	s, err := connect(path, "mode=ro&_pragma=query_only(1)&_pragma=busy_timeout(5000)"+asAtRest(path), 0, nil)
	if err != nil {
		return nil, err
	}
	err = s.current(ctx)
	if extended(err) == sqlite3.SQLITE_READONLY_ROLLBACK {
		s.Close()
		if err := rollBack(ctx, path); err != nil {
			return nil, err
		}
		return Open(ctx, path)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// current refuses a database whose layout is not the present one, or that is none.
func (s *Store) current(ctx context.Context) error {
	version, err := s.version(ctx)
	switch {
	case err != nil:
		return err
	case version == 0:
		return fmt.Errorf("%s: %w: it is empty", s.path, ErrNotDabao)
	case version < schema.Version:
		return fmt.Errorf("%s: %w (layout %d, this dabao reads %d)", s.path, ErrOlder, version, schema.Version)
	}
	return s.ownObjects(ctx)
}

// Create opens a database for writing, making or upgrading it as needed. The
// caller is its only writer until Close; readers may look at it meanwhile. It
// returns an error that wraps ErrNotDabao, ErrNewer, ErrUnreleased or ErrBusy
// where one of these is why, and then has not changed the file.
func Create(ctx context.Context, path string) (*Store, error) {
	s, err := create(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := s.exec(ctx, workTables); err != nil {
		s.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// create makes a file as it is released.
func create(ctx context.Context, path string) (*Store, error) {
	if err := regular(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	held, err := lockFile(path)
	if err != nil {
		return nil, err
	}
	s, err := connect(path, "mode=rwc&_pragma=foreign_keys(1)&_pragma=busy_timeout(60000)"+
		fmt.Sprintf("&_pragma=journal_mode(DELETE)&_pragma=synchronous(FULL)&_pragma=cache_size(-%d)&_txlock=immediate", cacheKiB), 1, nil)
	if err != nil {
		held.Close()
		return nil, err
	}
	s.held = held
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// connect opens a pool of connections. from, which may be nil, is what SQLite reads
// the file through.
func connect(path, options string, connections int, from *distant) (*Store, error) {
	// A bare path with "?mode=ro" would be opened for writing: only a file:
	// URI carries options, and then every odd byte of the path is escaped.
	name := filepath.ToSlash(path)
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	connector, err := sqlite.NewConnector("file:" + strings.Join(parts, "/") + "?" + options)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if strings.HasPrefix(options, "mode=ro&") {
		connector = secluded{connector, from} // a writer's VACUUM INTO attaches the new file
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(8) // a search of many rows is shared out
	return &Store{db: db, path: path}, nil
}

func regular(path string) error {
	st, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case st.IsDir():
		return fmt.Errorf("%s is a folder: %w", path, ErrNotDabao)
	case !st.Mode().IsRegular():
		return fmt.Errorf("%s is no regular file: %w", path, ErrNotDabao)
	}
	return nil
}

// version checks whose file this is and returns its layout version; 0 for an
// empty file.
func (s *Store) version(ctx context.Context) (int, error) {
	var app, version, tables int
	err := s.db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&app, &version, &tables)
	switch {
	case code(err) == sqlite3.SQLITE_NOTADB:
		return 0, fmt.Errorf("%s: %w (no SQLite file at all)", s.path, ErrNotDabao)
	case code(err) == sqlite3.SQLITE_BUSY:
		return 0, fmt.Errorf("%s: %w", s.path, ErrBusy)
	case err != nil:
		return 0, fmt.Errorf("read %s: %w", s.path, err)
	case app == 0 && tables == 0:
		return 0, nil
	case app != schema.ApplicationID:
		return 0, fmt.Errorf("%s: %w (its application_id is %#x)", s.path, ErrNotDabao, app)
	case version < schema.FirstVersion:
		return 0, fmt.Errorf("%s: %w (layout %d, this dabao reads %d)", s.path, ErrUnreleased, version, schema.Version)
	case version > schema.Version:
		return 0, fmt.Errorf("%s: %w (layout %d, this dabao knows up to %d)", s.path, ErrNewer, version, schema.Version)
	}
	return version, nil
}

// rollBack takes back the transaction that a killed writer left unfinished,
// which any reader but one that may not write does by itself.
func rollBack(ctx context.Context, path string) error {
	s, err := connect(path, "mode=rw&_pragma=busy_timeout(5000)", 1, nil)
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.version(ctx); err != nil {
		return fmt.Errorf("take back what an interrupted run left in %s: %w", path, err)
	}
	return nil
}

// Full says that a write failed for want of room on the disk.
func Full(err error) bool { return code(err) == sqlite3.SQLITE_FULL || errors.Is(err, syscall.ENOSPC) }

// isReadFailure says that SQLite could not read a file.
func isReadFailure(err error) bool {
	return code(err) == sqlite3.SQLITE_IOERR || code(err) == sqlite3.SQLITE_CANTOPEN
}

// Environment says that an error came from the machine — no room, no memory, no
// leave to read or write, another process, an end asked for — and so says
// nothing of what stands in a file.
func Environment(err error) bool {
	var number syscall.Errno
	if errors.As(err, &number) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrBusy) {
		return true
	}
	switch code(err) {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
		sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT:
		return true
	case sqlite3.SQLITE_IOERR:
		return extended(err) != sqlite3.SQLITE_IOERR_SHORT_READ // of a cut file
	}
	return false
}

// extended is SQLite's extended result code, 0 for any other error and for nil.
func extended(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// code is SQLite's primary result code, 0 for any other error and for nil.
func code(err error) int {
	return extended(err) & 0xff
}
