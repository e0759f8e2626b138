package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// epoch is the time of every file: the first that a zip can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// member is one file of an archive.
type member struct {
	body    []byte
	program bool // it may be run
}

func (m member) mode() os.FileMode {
	if m.program {
		return 0o755
	}
	return 0o644
}

// archive writes the program with what belongs to it: a .zip for Windows,
// elsewhere a .tar.gz.
func (s *source) archive(out string, target system, program []byte) error {
	pages, err := s.pages()
	if err != nil {
		return err
	}
	folder := stem + "-" + target.os + "-" + target.arch
	members := map[string]member{folder + "/" + target.program(): {program, true}}
	for name, body := range pages {
		members[folder+"/"+name] = member{body: body}
	}
	for name, from := range map[string]string{"README.md": "README.md", "LICENSE": "LICENSE", "NOTICE": "NOTICE", "THIRD_PARTY": "cmd/dabao/third_party.txt"} {
		body, err := s.file(from)
		if err != nil {
			return err
		}
		members[folder+"/"+name] = member{body: body}
	}
	name, pack := folder+".tar.gz", tarred
	if target.os == "windows" {
		name, pack = folder+".zip", zipped
	}
	var b bytes.Buffer
	if err := pack(&b, slices.Sorted(maps.Keys(members)), members); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, name), b.Bytes(), 0o666)
}

func tarred(w io.Writer, names []string, members map[string]member) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, name := range names {
		m := members[name]
		if err := t.WriteHeader(&tar.Header{Name: name, Size: int64(len(m.body)), Mode: int64(m.mode()), ModTime: epoch, Format: tar.FormatUSTAR}); err != nil {
			return err
		}
		if _, err := t.Write(m.body); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return z.Close()
}

func zipped(w io.Writer, names []string, members map[string]member) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, name := range names {
		m := members[name]
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch}
		h.SetMode(m.mode())
		f, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := f.Write(m.body); err != nil {
			return err
		}
	}
	return z.Close()
}
