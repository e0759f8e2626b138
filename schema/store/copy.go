package store

import (
	"context"
	"fmt"
)

// CopyTo writes the file as it stands at this moment, also while another process
// writes to it, to path, which must not be there. The copy is sound, and may be
// opened with Create or Reopen.
func (s *Store) CopyTo(ctx context.Context, path string) error {
	// Not a reader's connection, which is kept from every other file.
	from, err := connect(s.path, "_pragma=busy_timeout(5000)&_pragma=cache_size(-8192)&mode=ro"+asAtRest(s.path), 1, nil)
	if err != nil {
		return err
	}
	defer from.Close()
	if err := from.exec(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("copy %s: %w", s.Name(), err)
	}
	return syncFile(path)
}

// Reopen opens a file for writing as Create does, but leaves out what only a
// file that takes in pages needs: a released file stays one that shows only what
// it holds.
func Reopen(ctx context.Context, path string) (*Store, error) { return create(ctx, path) }
