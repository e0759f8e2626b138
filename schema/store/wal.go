package store

import (
	"io"
	"os"
)

// InWAL says whether a file is a SQLite database in WAL mode. dabao makes none;
// a program that opened it with leave to write has switched it. Source:
// sqlite.org/fileformat2.html, 1.3, offsets 18 and 19.
func InWAL(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	var header [20]byte
	if _, err := io.ReadFull(f, header[:]); err != nil {
		return false, ignoreShort(err)
	}
	return string(header[:16]) == "SQLite format 3\x00" && header[18] == 2 && header[19] == 2, nil
}

func ignoreShort(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil
	}
	return err
}

// asAtRest is the option by which a file in WAL mode is read that no program has
// open: else even a reader makes a -wal and a -shm beside it, or fails where it
// may not.
func asAtRest(path string) string {
	if wal, err := InWAL(path); err == nil && wal && atRest(path) {
		return "&immutable=1"
	}
	return ""
}

// atRest says that nothing of a database in WAL mode stands in its log: no
// program has it open, or none has written.
func atRest(path string) bool {
	log, err := os.Stat(path + "-wal")
	return os.IsNotExist(err) || err == nil && log.Size() == 0
}
