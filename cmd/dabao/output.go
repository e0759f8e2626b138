package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"dabao/export/release"
	"dabao/export/stage"
)

// One rule for outputs: a file that is there is replaced with --force only, a
// folder only where it is a release and nothing else, and a zip where it is the
// archive of one; what is no regular file, like a pipe or a device, is written
// into.

// forceFlag is the flag that allows it.
func forceFlag() cli.Flag {
	return &cli.BoolFlag{Name: "force", Usage: "replace an output that is there"}
}

// mayWrite says, before any work is done, whether a file may be made.
func mayWrite(c *cli.Context, path string) error {
	st, err := os.Stat(path)
	switch {
	case path == "-" || errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case st.IsDir():
		return usage(fmt.Sprintf("%s is there already, and it is a folder", path), "give another name")
	case st.Mode().IsRegular() && !c.Bool("force"):
		return usage(fmt.Sprintf("%s is there already", path), "give another name, or --force to replace it")
	}
	return nil
}

// isRelease tells a release by its manifest and its database.
func isRelease(dir string) bool {
	for _, name := range []string{release.SumsFile, release.DatabaseFile} {
		if st, err := os.Stat(filepath.Join(dir, name)); err != nil || !st.Mode().IsRegular() {
			return false
		}
	}
	return true
}

// notAnInput refuses to write into a file that is to be read.
func notAnInput(out string, paths []string) error {
	o, err := os.Stat(out)
	if err != nil {
		return nil
	}
	for _, p := range paths {
		if st, err := os.Stat(p); err == nil && os.SameFile(o, st) {
			return usage(fmt.Sprintf("%s is both input and output", out))
		}
	}
	return nil
}

// toFile writes a whole file or none: under a passing name first, renamed when
// every byte is on disk.
func toFile(c *cli.Context, path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(c.App.Writer)
	}
	if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
		// A device or a pipe cannot be renamed over.
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		return write(f)
	}
	return stage.WriteFile(path, write)
}
