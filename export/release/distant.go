package release

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"dabao/export/remote"
	"dabao/schema"
	"dabao/schema/store"
)

var (
	// ErrPlainHTTP is returned for an address whose bytes anybody on the way may
	// change, where they cannot be held against a checksum.
	ErrPlainHTTP = errors.New("what is read by ranges cannot be checked, and http lets anybody on the way change it")
	// ErrNotByRanges is returned for an address of what can only be read whole.
	ErrNotByRanges = errors.New("it can only be read whole")
)

// A person waits for what is read by ranges, so a host that stands still or
// refuses is given up sooner than in a download: after 20 s, or after asking five
// times within four.
const (
	idleHost   = 20 * time.Second
	firstPause = 250 * time.Millisecond
)

// openAddress opens the database of a release on a host, or a database there,
// without downloading it. Its blocks are kept in the user's cache folder: of a
// release under the address and the SHA-256 that its manifest states, of a
// database alone under its address, size, and ETag or time of change.
//
// Of a release, every block that is read is held against its BlocksFile, where its
// manifest names one. Of a database alone, what holds is that all bytes are of one
// version, as far as the host tells versions apart.
func openAddress(ctx context.Context, address string) (*store.Store, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%.200q: %w", address, remote.ErrAddress)
	}
	if strings.EqualFold(u.Scheme, "http") && !loopback(u.Hostname()) {
		return nil, fmt.Errorf("%s: %w", address, ErrPlainHTTP)
	}
	options := remote.FromEnvironment()
	options.Agent = "dabao/" + schema.ToolVersion
	options.Idle, options.Pause = idleHost, firstPause
	if ext := strings.ToLower(path.Ext(u.Path)); ext == ".db" || ext == ".sqlite" || ext == ".sqlite3" {
		u.Scheme = strings.ToLower(u.Scheme)
		file, err := remote.NewClient(u, options).OpenFile(ctx, u)
		if err != nil {
			return nil, err
		}
		return openRanges(ctx, file, openCache(), "", nil, nil)
	} else if ext == ".zip" || ext == ".gz" || ext == ".zst" {
		return nil, fmt.Errorf("%s: it is packed: %w", address, ErrNotByRanges)
	}
	at, err := remote.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	host, sums, err := locate(ctx, remote.NewSource(at, options), at.Version)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(sums, func(s Sum) bool { return s.Path == DatabaseFile })
	if i < 0 {
		return nil, fmt.Errorf("%s: its %s names no %s: %w", host, SumsFile, DatabaseFile, ErrNoRelease)
	}
	return openReleased(ctx, host, sums, sums[i].SHA256)
}

// databaseAt opens the database of a release, where it lies.
func databaseAt(ctx context.Context, host *remote.Source, sums []Sum) (*remote.File, error) {
	file, err := host.File(ctx, DatabaseFile)
	if !remote.Missing(err) {
		return file, err
	}
	other, name, eerr := Elsewhere(ctx, host, sums)
	if other == nil {
		return nil, errors.Join(err, eerr)
	}
	if at, err := url.Parse(other.Name(name)); err == nil && at.Scheme == "http" && !loopback(at.Hostname()) {
		return nil, fmt.Errorf("%s: %w", other.Name(name), ErrPlainHTTP)
	}
	return other.File(ctx, name)
}

// locate finds the folder of a release, and its manifest: the one of an address,
// or of a version below or beside it; an address that has only a list leads to
// the newest in it.
func locate(ctx context.Context, at *remote.Source, version string) (*remote.Source, []Sum, error) {
	sums, err := sumsAt(ctx, at)
	if err == nil && version == "" || err != nil && !remote.NotFound(err) {
		return at, sums, err
	}
	none := err
	text, err := at.ReadAll(ctx, ListFile, MaxList)
	if remote.NotFound(err) {
		return nil, nil, fmt.Errorf("%w, and no %s (%w)", ErrNoRelease, ListFile, errors.Join(none, err))
	} else if err != nil {
		return nil, nil, err
	}
	list, err := ParseList(text)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", at, err)
	}
	newest := list.Versions[0].Version
	if version = cmp.Or(version, newest); none == nil && version == newest {
		return at, sums, nil
	}
	for _, in := range []*remote.Source{at.In(".."), at} {
		for _, name := range list.Folders(version) {
			folder := in.In(name)
			if sums, err = sumsAt(ctx, folder); !remote.NotFound(err) {
				return folder, sums, err
			}
		}
	}
	return nil, nil, fmt.Errorf("version %s of %s: %w (%w)", version, at, ErrNoRelease, err)
}

// sumsAt reads the manifest of a folder.
func sumsAt(ctx context.Context, at *remote.Source) ([]Sum, error) {
	text, err := at.ReadAll(ctx, SumsFile, MaxSums)
	if err != nil {
		return nil, err
	}
	sums, err := ParseSums(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	return sums, nil
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
