package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// platforms are the systems dabao is built for.
var platforms = []string{"windows/amd64", "windows/arm64", "darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64", "freebsd/amd64", "freebsd/arm64"}

// TestPlatforms type-checks the whole program for every platform: it finds what a
// compiler would complain of, such as a function that a library lacks on Windows,
// in a tenth of the time that compiling SQLite eight times takes. Of other
// modules, and of Go itself, the bodies of functions are left out.
func TestPlatforms(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds a platform")
	}
	for _, p := range platforms {
		goos, arch, _ := strings.Cut(p, "/")
		packages := listFor(t, goos, arch)
		c := &checker{done: map[string]*types.Package{"unsafe": types.Unsafe}, sizes: types.SizesFor("gc", arch)}
		for _, pkg := range packages {
			if err := c.check(&pkg); err != nil {
				t.Errorf("%s: %s: %v", p, pkg.ImportPath, err)
				break
			}
		}
	}
}

type goPackage struct {
	ImportPath, Dir string
	GoFiles         []string
	ImportMap       map[string]string
	Standard        bool
	Module          *struct{ Main bool }
}

// listFor lists the packages of the program in the order of their imports.
func listFor(t *testing.T, goos, arch string) (all []goPackage) {
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,ImportMap,Standard,Module", "dabao/cmd/dabao")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+arch)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list for %s/%s: %v", goos, arch, err)
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

type checker struct {
	done  map[string]*types.Package
	sizes types.Sizes
}

func (c *checker) check(p *goPackage) error {
	if p.ImportPath == "unsafe" {
		return nil
	}
	ours := p.Module != nil && p.Module.Main
	files := token.NewFileSet()
	var trees []*ast.File
	for _, name := range p.GoFiles {
		tree, err := parser.ParseFile(files, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		trees = append(trees, tree)
	}
	var first error
	conf := types.Config{IgnoreFuncBodies: !ours, Sizes: c.sizes, FakeImportC: true, Importer: importer(func(path string) (*types.Package, error) {
		if to := p.ImportMap[path]; to != "" {
			path = to
		}
		if pkg := c.done[path]; pkg != nil {
			return pkg, nil
		}
		return nil, fmt.Errorf("%s is not there", path)
	}), Error: func(err error) {
		if first == nil {
			first = err
		}
	}}
	pkg, _ := conf.Check(p.ImportPath, files, trees, nil)
	c.done[p.ImportPath] = pkg
	if !ours {
		return nil // what only a compiler knows of Go's own packages is not our matter
	}
	return first
}

type importer func(string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }
