// Command gen writes the licences of everything that is linked into dabao, on any
// system it is built for, to the file given with -o. It fails when a module
// has no licence, or one that does not go with the Apache License 2.0.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// systems are those whose builds are looked at: some modules serve one only.
var systems = []string{"linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64", "freebsd/amd64"}

// permissive are the licences whose terms are met by carrying their text.
// A patent grant beside one of them only adds.
var permissive = []string{"GooglePatentsFile", "GooglePatentClause", "Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "public domain", "Unlicense", "CC0-1.0", "Zlib", "blessing"}

// ofDocuments are licences that a module's file names for its documentation alone,
// which is not linked, as the file itself says.
var ofDocuments = map[string]string{"github.com/modelcontextprotocol/go-sdk": "CC-BY-4.0"}

// notices are the files that must travel with a copy. Logos are not in the program.
var notices = regexp.MustCompile(`(?i)^(LICEN[CS]E|COPYING|NOTICE|COPYRIGHT|PATENTS|UNLICENSE)([-.].*)?$`)

var logo = regexp.MustCompile(`(?i)logo`)

// covered is the least share of a licence file that must be known text: a
// copyright line may stand before it, other terms may not.
const covered = 75

type module struct {
	Path, Version, Dir string
	Main               bool
}

func main() {
	log.SetFlags(0)
	out := flag.String("o", "", "file to write")
	of := flag.String("of", "", "folder of the program")
	flag.Parse()
	modules, err := linked(*of)
	if err != nil {
		log.Fatal(err)
	}
	var b bytes.Buffer
	for _, m := range modules {
		if err := m.write(&b); err != nil {
			log.Fatalf("%s %s: %v", m.Path, m.Version, err)
		}
	}
	if err := os.WriteFile(*out, b.Bytes(), 0o666); err != nil {
		log.Fatal(err)
	}
}

// linked lists the modules of all systems' builds by path, Go itself first.
func linked(program string) ([]module, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	all := map[string]module{}
	for _, system := range systems {
		goos, goarch, _ := strings.Cut(system, "/")
		cmd := exec.Command("go", "list", "-deps", "-json=Module", ".")
		cmd.Dir = program
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		list, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("list what is linked on %s: %w", system, err)
		}
		for dec := json.NewDecoder(bytes.NewReader(list)); ; {
			var p struct{ Module *module }
			if err := dec.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if m := p.Module; m != nil && !m.Main {
				all[m.Path] = *m
			}
		}
	}
	modules := []module{{Path: "Go", Version: "standard library and runtime", Dir: strings.TrimSpace(string(root))}}
	var paths []string
	for path := range all {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		modules = append(modules, all[path])
	}
	return modules, nil
}

// write prints what a module asks to be carried.
func (m *module) write(w io.Writer) error {
	entries, err := os.ReadDir(m.Dir)
	if err != nil {
		return err
	}
	licensed := false
	fmt.Fprintf(w, "%s\n%s %s\n%s\n", strings.Repeat("=", 80), m.Path, m.Version, strings.Repeat("=", 80))
	for _, e := range entries {
		if e.IsDir() || !notices.MatchString(e.Name()) || logo.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.Dir, e.Name()))
		if err != nil {
			return err
		}
		ids, known := identify(text)
		// A list of others' work tells of what is only tested with as well; what
		// is linked of it and is a module is looked at by itself.
		list := strings.Contains(e.Name(), "3RD-PARTY")
		if strings.HasPrefix(strings.ToUpper(e.Name()), "LICEN") || strings.HasPrefix(strings.ToUpper(e.Name()), "COPYING") {
			if len(ids) == 0 {
				return fmt.Errorf("%s is no licence that is known", e.Name())
			}
			if !list && known < covered {
				return fmt.Errorf("only %.0f%% of %s is known text (%v)", known, e.Name(), ids)
			}
			licensed = licensed || !list
		}
		for _, id := range ids {
			if !list && !slices.Contains(permissive, id) && id != ofDocuments[m.Path] {
				return fmt.Errorf("%s is under %s, which is not among %v", e.Name(), id, permissive)
			}
		}
		fmt.Fprintf(w, "\n--- %s\n\n%s\n", e.Name(), bytes.TrimRight(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), " \n\t"))
	}
	if !licensed {
		return errors.New("has no licence")
	}
	_, err = fmt.Fprintln(w)
	return err
}

// dedicated is how SQLite's authors give up their rights, which no SPDX text says.
var dedicated = regexp.MustCompile(`(?i)(dedicated|placed?)\s+(it\s+)?(in|to|into)\s+the\s+public\s+domain`)

// identify names the licences of a text, by SPDX, and how much of it they are.
func identify(text []byte) (ids []string, percent float64) {
	found := licensecheck.Scan(text)
	if len(found.Match) == 0 && dedicated.Match(text) {
		return []string{"public domain"}, 100
	}
	for _, m := range found.Match {
		if !slices.Contains(ids, m.ID) {
			ids = append(ids, m.ID)
		}
	}
	return ids, found.Percent
}
