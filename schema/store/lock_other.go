//go:build !unix

package store

import (
	"io"
	"os"
)

// lockFile keeps the file open; a second writer then meets SQLite's own locks.
func lockFile(path string) (io.Closer, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
}
