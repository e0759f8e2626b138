//go:build !linux && !darwin

package release

// exchange swaps two folders in one step where the system can; this one cannot.
func exchange(_, _ string) (bool, error) { return false, nil }
