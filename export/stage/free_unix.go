//go:build linux || darwin

package stage

import "golang.org/x/sys/unix"

// Free is how many bytes there is room for on the disk that a folder lies on;
// false where the system does not say.
func Free(folder string) (int64, bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}
