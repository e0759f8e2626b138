package pull

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"dabao/export/release"
	"dabao/export/remote"
)

// maxSignature bounds a signature; minisign's has some 300 bytes.
const maxSignature = 64 << 10

// offer is a release on a host: what its manifest and list say, the list being
// the one that the manifest names.
type offer struct {
	source    *remote.Source
	manifest  []byte
	signature []byte // nil for none
	signed    string // what is known of it
	sums      []release.Sum
	byPath    map[string]string // the sums once more
	list      *release.List
	sizes     map[string]int64 // by path
}

func (o *offer) version() string { return o.list.Versions[0].Version }

// sum is what the manifest states of a file, empty where it names none.
func (o *offer) sum(path string) string { return o.byPath[path] }

// find is the release at an address, or the one of a version that lies below or
// beside it; an address that has only a list leads to the newest in it.
func find(ctx context.Context, s *remote.Source, version string, key []byte) (*offer, error) {
	o, err := read(ctx, s, key)
	switch {
	case err == nil && (version == "" || o.version() == version):
		return o, nil
	case err == nil:
		return search(ctx, []*remote.Source{s.In(".."), s}, o.list, version, key)
	case !remote.Missing(err):
		return nil, err
	}
	b, lerr := s.ReadAll(ctx, release.ListFile, release.MaxList)
	if remote.Missing(lerr) && !remote.NotFound(err) {
		return nil, err // denied, as it may well be
	}
	if remote.Missing(lerr) {
		return nil, fmt.Errorf("%s: %w: it has neither %s nor %s", s, ErrNotThere, release.SumsFile, release.ListFile)
	}
	if lerr != nil {
		return nil, lerr
	}
	list, err := release.ParseList(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s, err)
	}
	if version == "" {
		version = list.Versions[0].Version
	}
	return search(ctx, []*remote.Source{s}, list, version, key)
}

// search looks for the folder of a version in several others.
func search(ctx context.Context, in []*remote.Source, list *release.List, version string, key []byte) (*offer, error) {
	var looked []string
	for _, s := range in {
		for _, name := range list.Folders(version) {
			at := s.In(name)
			o, err := read(ctx, at, key)
			if remote.Missing(err) {
				looked = append(looked, at.String())
				continue
			}
			if err != nil {
				return nil, err
			}
			if o.version() != version {
				return nil, fmt.Errorf("%s: %w: it holds version %s", at, ErrNotThere, o.version())
			}
			return o, nil
		}
	}
	var known []string
	for _, v := range list.Versions {
		known = append(known, v.Version)
	}
	return nil, fmt.Errorf("version %s of %s: %w (looked in %s; %s lists %s)", version, list.Name, ErrNotThere, strings.Join(looked, ", "),
		release.ListFile, shortened(known))
}

func shortened(all []string) string {
	const most = 8
	if len(all) > most {
		return strings.Join(all[:most], ", ") + ", …"
	}
	return strings.Join(all, ", ")
}

// read takes manifest, signature and list of the release in a folder, each held
// against the one before.
func read(ctx context.Context, s *remote.Source, key []byte) (*offer, error) {
	o := &offer{source: s, signed: string(release.NoSignature), byPath: map[string]string{}, sizes: map[string]int64{}}
	var err error
	if o.manifest, err = s.ReadAll(ctx, release.SumsFile, release.MaxSums); err != nil {
		return nil, err
	}
	if o.sums, err = release.ParseSums(bytes.NewReader(o.manifest)); err != nil {
		return nil, fmt.Errorf("%s: %w", s, err)
	}
	for _, sum := range o.sums {
		o.byPath[sum.Path] = sum.SHA256
	}
	if err := o.sign(ctx, key); err != nil {
		return nil, fmt.Errorf("%s: %w", s, err)
	}
	want := o.sum(release.ListFile)
	if want == "" {
		return nil, fmt.Errorf("%s: %w: its %s names no %s, which pull needs", s, ErrNotThere, release.SumsFile, release.ListFile)
	}
	b, err := s.ReadAll(ctx, release.ListFile, release.MaxList)
	if err != nil {
		return nil, named(err)
	}
	if sumOf(b) != want {
		return nil, fmt.Errorf("%s: %w", s.Name(release.ListFile), ErrOther)
	}
	if o.list, err = release.ParseList(b); err != nil {
		return nil, fmt.Errorf("%s: %w", s, err)
	}
	return o, o.measure(int64(len(b)))
}

// named keeps the lack of a file that a manifest names from being taken for the
// lack of a release.
func named(err error) error {
	if remote.Missing(err) {
		return fmt.Errorf("%s names it, and %s", release.SumsFile, err.Error())
	}
	return err
}

// sign checks the signature where there is a key, and else takes it along.
func (o *offer) sign(ctx context.Context, key []byte) (err error) {
	o.signature, err = o.source.ReadAll(ctx, release.SignatureFile, maxSignature)
	if remote.Missing(err) {
		if o.signature = nil; len(key) > 0 {
			return release.ErrUnsigned
		}
		return nil
	}
	if err != nil {
		return err
	}
	if o.signed = string(release.Unchecked); len(key) == 0 {
		return nil
	}
	o.signed = string(release.Checked)
	return release.VerifyManifest(o.manifest, o.signature, key)
}

// maxRelease bounds a release, in bytes: past any disk, and far from where sums
// overflow.
const maxRelease = 1 << 50

// measure takes the size of every file from the list.
func (o *offer) measure(list int64) error {
	for _, f := range o.list.Files {
		o.sizes[f.Path] = f.Bytes
	}
	o.sizes[release.ListFile] = list
	var total int64
	for _, s := range o.sums {
		size, ok := o.sizes[s.Path]
		if !ok {
			return fmt.Errorf("%s: %s says no size of %s", o.source, release.ListFile, s.Path)
		}
		if total += min(size, maxRelease); total >= maxRelease {
			return fmt.Errorf("%s: %s says that its files have over %d bytes, and no release has as many", o.source, release.ListFile, int64(maxRelease))
		}
	}
	if o.sum(release.DatabaseFile) != o.list.Versions[0].Database {
		return fmt.Errorf("%s: %s is of another release than %s", o.source, release.ListFile, release.SumsFile)
	}
	return nil
}

// stands says whether the release is still the one that was found.
func (o *offer) stands(ctx context.Context) error {
	b, err := o.source.ReadAll(ctx, release.SumsFile, release.MaxSums)
	if err == nil && !bytes.Equal(b, o.manifest) {
		return fmt.Errorf("%s: %w", o.source, errReplaced)
	}
	return nil // that it cannot be read says nothing more
}

var errReplaced = errors.New("the release was replaced while it was pulled")

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
