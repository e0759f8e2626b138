package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// Address is where a release lies: a folder on a host or on this machine, and
// which version of it.
type Address struct {
	URL     *url.URL // its path ends with a slash; nil for a folder of this machine
	Folder  string
	Version string // empty is what lies there, or the newest
}

// ErrAddress is returned for what is neither a web address nor a folder.
var ErrAddress = errors.New("neither the address of a release nor a folder")

// versionEnd is a version behind an address, by the form of Semantic Versioning 2.0.0.
var versionEnd = regexp.MustCompile(`^(.+)@(\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z.-]{1,64})?(?:\+[0-9A-Za-z.-]{1,64})?|newest)$`)

// fileOfRelease are the files whose address people copy when they mean the
// release.
var fileOfRelease = regexp.MustCompile(`/(?:SHA256SUMS|SHA256SUMS\.minisig|index\.html|README\.md|releases\.json)$`)

// IsURL reports whether a word is a web address.
func IsURL(s string) bool {
	lower := strings.ToLower(s)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// ParseAddress reads "https://host/demo", "https://host/demo@1.2.0" or a folder.
// That the version is newest is the same as none. A folder that has such a name
// comes before a version.
func ParseAddress(s string) (Address, error) {
	if !IsURL(s) {
		return parseFolder(s)
	}
	var a Address
	s, _, _ = strings.Cut(s, "#")
	before, query, asked := strings.Cut(s, "?")
	// Before it is parsed: behind a bare host, url.Parse would take the version
	// for the host, and the host for a user.
	if m := versionEnd.FindStringSubmatch(before); m != nil {
		before, a.Version = m[1], m[2]
	}
	if asked {
		before += "?" + query
	}
	u, err := url.Parse(before)
	if err != nil || u.Hostname() == "" || u.Opaque != "" {
		return Address{}, fmt.Errorf("%.200q: %w", s, ErrAddress)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	u.Path = strings.TrimRight(fileOfRelease.ReplaceAllString(u.Path, ""), "/") + "/"
	u.RawPath = ""
	if a.URL = u; a.Version == "newest" {
		a.Version = ""
	}
	return a, nil
}

func parseFolder(s string) (Address, error) {
	a := Address{Folder: s}
	if _, err := os.Stat(s); err != nil {
		if m := versionEnd.FindStringSubmatch(s); m != nil {
			a.Folder, a.Version = m[1], m[2]
		}
	}
	if a.Version == "newest" {
		a.Version = ""
	}
	if info, err := os.Stat(a.Folder); err != nil {
		return Address{}, err
	} else if !info.IsDir() {
		return Address{}, fmt.Errorf("%s: %w", a.Folder, ErrAddress)
	}
	return a, nil
}

// Source is a folder of files, on a host or on this machine.
type Source struct {
	client  *Client // nil on this machine
	url     *url.URL
	folder  string
	options Options
}

// NewSource is the folder of an address.
func NewSource(a Address, o Options) *Source {
	if a.URL == nil {
		return &Source{folder: a.Folder, options: o}
	}
	return &Source{client: NewClient(a.URL, o), url: a.URL, options: o}
}

// String is the address for people.
func (s *Source) String() string {
	if s.url == nil {
		return s.folder
	}
	return shown(s.url)
}

// Local says that the folder is on this machine.
func (s *Source) Local() bool { return s.url == nil }

// In is the folder that a slash-separated path leads to from this one; the path
// may begin with "../".
func (s *Source) In(path string) *Source {
	if s.url == nil {
		return &Source{folder: filepath.Join(s.folder, filepath.FromSlash(path)), options: s.options}
	}
	return &Source{client: s.client, url: s.at(path + "/"), options: s.options}
}

// Elsewhere is the folder and the path in it of a file that a document of this
// folder refers to, by an address that is absolute or relative to the folder. A
// secret stays with its own host, and https is not left. From a folder of this
// machine, only an absolute address leads on.
func (s *Source) Elsewhere(reference string) (*Source, string, error) {
	u, err := url.Parse(reference)
	if err == nil && s.url != nil {
		u = s.url.ResolveReference(u)
	}
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || strings.HasSuffix(u.Path, "/"):
		return nil, "", fmt.Errorf("%.200q: no address that %s leads on to", reference, s)
	case s.url != nil && s.url.Scheme == "https" && u.Scheme != "https":
		return nil, "", fmt.Errorf("%w: from https to %s", ErrRedirect, shown(u))
	}
	folder := u.ResolveReference(&url.URL{Path: "./"})
	folder.RawQuery = u.RawQuery
	if s.url != nil && origin(u) == origin(s.url) {
		return &Source{client: s.client, url: folder, options: s.options}, path.Base(u.Path), nil
	}
	o := s.options
	o.Authorization = ""
	return NewSource(Address{URL: folder}, o), path.Base(u.Path), nil
}

// at is the address of a path from this folder; the query of the folder's own
// address goes along, since it may be what opens the host.
func (s *Source) at(path string) *url.URL {
	u := s.url.ResolveReference(&url.URL{Path: "./" + path})
	u.RawQuery, u.User = s.url.RawQuery, s.url.User
	return u
}

// Name is what messages call a file.
func (s *Source) Name(path string) string {
	if s.url == nil {
		return filepath.Join(s.folder, filepath.FromSlash(path))
	}
	return shown(s.at(path))
}

// Get asks once for a file from an offset on, see Client.Get.
func (s *Source) Get(ctx context.Context, path string, from int64, etag string) (*Body, error) {
	if s.url != nil {
		return s.client.Get(ctx, s.at(path), from, etag)
	}
	f, err := os.Open(s.Name(path))
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a file", s.Name(path))
	}
	if err == nil {
		_, err = f.Seek(from, io.SeekStart)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &Body{ReadCloser: f, From: from, Size: info.Size(), part: from > 0}, nil
}

// File opens a file for reading by ranges, see Client.OpenFile; it is for
// folders of a host.
func (s *Source) File(ctx context.Context, path string) (*File, error) {
	if s.url == nil {
		return nil, fmt.Errorf("%s: not on a host", s.Name(path))
	}
	return s.client.OpenFile(ctx, s.at(path))
}

// Patience starts a count of attempts.
func (s *Source) Patience() *Patience {
	if s.client == nil {
		return &Patience{client: &Client{}}
	}
	return s.client.Patience()
}

// ReadAll takes a small file whole, asking again as often as helps; one that is
// over limit bytes is an error.
func (s *Source) ReadAll(ctx context.Context, path string, limit int64) ([]byte, error) {
	patience := s.Patience()
	for {
		b, err := s.readAll(ctx, path, limit)
		if err == nil {
			return b, nil
		}
		if err := patience.Wait(ctx, err); err != nil {
			return nil, err
		}
	}
}

func (s *Source) readAll(ctx context.Context, path string, limit int64) ([]byte, error) {
	body, err := s.Get(ctx, path, 0, "")
	if err != nil {
		return nil, err
	}
	defer body.Close()
	b, err := io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(b)) > limit:
		return nil, fmt.Errorf("%s is over %d bytes, and no release's is", s.Name(path), limit)
	case body.Size >= 0 && int64(len(b)) < body.Size:
		return nil, fmt.Errorf("%s: %w", s.Name(path), ErrCut)
	}
	return b, nil
}
