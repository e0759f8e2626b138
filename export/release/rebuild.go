package release

import (
	"context"
	"errors"
	"io/fs"
)

// CheckInputs holds the files of a folder against a lock: the first step of
// proving a release from its sources. Where none of them is there, the folder is
// another than the recipe's, and one finding says so.
func CheckInputs(sources fs.FS, inputs []Input) *Verdict {
	v, absent := &Verdict{Files: len(inputs)}, 0
	for _, want := range inputs {
		got, err := lockFile(sources, want.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			absent++
			v.addf(want.Path, "is not there")
		case err != nil:
			v.addf(want.Path, "cannot be read: %v", err)
		case got.SHA256 != want.SHA256:
			v.addf(want.Path, "is not the input of inputs.lock (%d bytes, sha256 %s)", got.Bytes, got.SHA256)
		}
	}
	if absent > 1 && absent == len(inputs) {
		v = &Verdict{Files: absent}
		v.addf(lockFileName, "none of its %d files is in the folder of inputs; their paths start from the folder the recipe was in", absent)
	}
	return v
}

// CompareFolders compares a release with one built again, file by file and byte
// for byte; a signature does not count.
func CompareFolders(ctx context.Context, dir, again string) (*Verdict, error) {
	have, err := fingerprint(ctx, dir)
	if err != nil {
		return nil, err
	}
	want, err := fingerprint(ctx, again)
	if err != nil {
		return nil, err
	}
	v := &Verdict{Files: len(want)}
	digests := map[string]string{}
	for _, s := range want {
		digests[s.Path] = s.SHA256
	}
	for _, s := range have {
		sum, made := digests[s.Path]
		delete(digests, s.Path)
		switch {
		case !made:
			v.addf(s.Path, "is not made when the release is built again")
		case sum != s.SHA256:
			v.addf(s.Path, "has other bytes when the release is built again")
		}
	}
	for _, s := range want {
		if _, left := digests[s.Path]; left {
			v.addf(s.Path, "is missing, and is made when the release is built again")
		}
	}
	return v, nil
}
