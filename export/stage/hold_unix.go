//go:build unix

package stage

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// hold takes the lock of a folder. It returns nil and no error where the file
// system has no locks: then nobody ever takes the folder for left behind.
func hold(path string) (io.Closer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, errGone
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == nil {
		// Between opening and locking, another may have taken it away.
		opened, serr := f.Stat()
		named, nerr := os.Lstat(path)
		if serr == nil && nerr == nil && os.SameFile(opened, named) {
			return f, nil
		}
		err = unix.EWOULDBLOCK
	}
	f.Close()
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil, errGone
	}
	return nil, nil
}
