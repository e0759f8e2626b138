package release

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step, so that a release always stands
// under the name; false where the file system cannot.
func exchange(a, b string) (bool, error) {
	err := unix.RenamexNp(a, b, unix.RENAME_SWAP)
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.EINVAL) {
		return false, nil
	}
	return err == nil, err
}
