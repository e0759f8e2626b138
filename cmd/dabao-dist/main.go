// Command dabao-dist makes what people download: the program for every system,
// packed with what belongs to it, and wheels for Python that carry it.
//
// The same source and the same version of Go give the same bytes, whatever the
// folder, the machine, the day and the user: binaries are built without paths,
// build ids and the state of the repository; archives list their files in
// order, with one time and no owner.
//
//	go run ./cmd/dabao-dist -o bin/dist                          everything
//	go run ./cmd/dabao-dist -o bin/dist -systems linux/amd64 wheels
package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"dabao/schema"
)

func main() {
	out := flag.String("o", "bin/dist", "folder to write to")
	only := flag.String("systems", "", "systems to build for, as linux/amd64,darwin/arm64 (default: all)")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: dabao-dist [-o DIR] [-systems LIST] [archives] [wheels]")
		flag.PrintDefaults()
	}
	flag.Parse()
	if err := run(*out, *only, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "dabao-dist:", err)
		os.Exit(1)
	}
}

// system is one that the program is built for.
type system struct {
	os, arch string
	tags     []string // platform tags of its wheel; none where Python has no wheels
}

func (s system) String() string { return s.os + "/" + s.arch }

// program is the file name of a program there.
func (s system) program() string {
	if s.os == "windows" {
		return "dabao.exe"
	}
	return "dabao"
}

// systems are all of them. The program is static, so that one wheel fits glibc
// and musl; Go 1.26 asks for Linux 3.2 and macOS 12. Sources: PEP 600, PEP 656,
// go.dev/wiki/MinimumRequirements.
var systems = []system{
	{"linux", "amd64", []string{"manylinux_2_17_x86_64", "manylinux2014_x86_64", "musllinux_1_1_x86_64"}},
	{"linux", "arm64", []string{"manylinux_2_17_aarch64", "manylinux2014_aarch64", "musllinux_1_1_aarch64"}},
	{"darwin", "amd64", []string{"macosx_12_0_x86_64"}},
	{"darwin", "arm64", []string{"macosx_12_0_arm64"}},
	{"windows", "amd64", []string{"win_amd64"}},
	{"windows", "arm64", []string{"win_arm64"}},
	{"freebsd", "amd64", nil},
	{"freebsd", "arm64", nil},
}

// run makes what is asked for, everything if nothing is, and the checksums of
// all files that then lie in the folder.
func run(out, only string, what []string) error {
	if i := slices.IndexFunc(what, func(w string) bool { return w != "archives" && w != "wheels" }); i >= 0 {
		return fmt.Errorf("%q: there are archives and wheels", what[i])
	}
	chosen, err := choose(only)
	if err != nil {
		return err
	}
	wants := func(w string) bool { return len(what) == 0 || slices.Contains(what, w) }
	from, err := newSource()
	if err != nil {
		return err
	}
	defer from.close()
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	for _, s := range chosen {
		program, err := from.build(s)
		if err != nil {
			return err
		}
		if wants("archives") {
			err = from.archive(out, s, program)
		}
		if err == nil && wants("wheels") && s.tags != nil {
			err = from.wheel(out, s.tags, s.program(), program)
		}
		if err != nil {
			return err
		}
	}
	if wants("wheels") {
		if err := from.wheel(out, []string{"any"}, "", nil); err != nil {
			return err
		}
	}
	return sums(out)
}

func choose(only string) ([]system, error) {
	if only == "" {
		return systems, nil
	}
	var chosen []system
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(systems, func(s system) bool { return s.String() == name })
		if i < 0 {
			return nil, fmt.Errorf("system %q: there are %v", name, systems)
		}
		chosen = append(chosen, systems[i])
	}
	return chosen, nil
}

// source is the module's folder, and one for what is built on the way.
type source struct {
	root, work string
	page       map[string][]byte // manual page and completions, once made
}

func newSource() (*source, error) {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "dabao").Output()
	if err != nil {
		return nil, fmt.Errorf("find the source: %w; run it with go run ./cmd/dabao-dist", err)
	}
	work, err := os.MkdirTemp("", "dabao-dist")
	return &source{root: strings.TrimSpace(string(root)), work: work}, err
}

func (s *source) close() { os.RemoveAll(s.work) }

// file reads a file of the module.
func (s *source) file(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(s.root, filepath.FromSlash(name)))
}

// build makes the program for a system. Symbols and debug tables (-s -w) are
// over a quarter of it and of no use to who runs it; traces of a panic keep their names.
func (s *source) build(target system) ([]byte, error) {
	path := filepath.Join(s.work, target.program())
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", path, "./cmd/dabao")
	cmd.Dir = s.root
	cmd.Env = append(os.Environ(), "GOFLAGS=", "CGO_ENABLED=0", "GOOS="+target.os, "GOARCH="+target.arch, "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build for %s: %w\n%s", target, err, out)
	}
	b, err := os.ReadFile(path)
	if err == nil {
		fmt.Printf("%-14s %.1f MB\n", target, float64(len(b))/1e6)
	}
	return b, err
}

// pages are what the program says of itself for man and for shells, by the name they have in an archive.
func (s *source) pages() (map[string][]byte, error) {
	if s.page != nil {
		return s.page, nil
	}
	here, err := choose(runtime.GOOS + "/" + runtime.GOARCH)
	if err != nil {
		return nil, err
	}
	if _, err := s.build(here[0]); err != nil {
		return nil, err
	}
	s.page = map[string][]byte{}
	for name, args := range map[string][]string{
		"man/dabao.1": {"help", "--man"}, "completions/dabao.bash": {"completion", "bash"},
		"completions/_dabao": {"completion", "zsh"}, "completions/dabao.fish": {"completion", "fish"},
	} {
		var stderr bytes.Buffer
		cmd := exec.Command(filepath.Join(s.work, here[0].program()), args...)
		cmd.Stderr = &stderr
		if s.page[name], err = cmd.Output(); err != nil {
			return nil, fmt.Errorf("dabao %v: %w\n%s", args, err, &stderr)
		}
	}
	return s.page, nil
}

const sumsFile = "SHA256SUMS"

// sums writes the checksums of all files of the folder, by name.
func sums(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for _, e := range entries {
		if e.Name() == sumsFile || !e.Type().IsRegular() {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(body), e.Name())
	}
	if b.Len() == 0 {
		return errors.New("nothing was made")
	}
	return os.WriteFile(filepath.Join(dir, sumsFile), b.Bytes(), 0o666)
}

// stem is how every file of this version is called at the start.
const stem = "dabao-" + schema.ToolVersion
