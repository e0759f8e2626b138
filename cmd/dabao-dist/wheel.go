package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dabao/schema"
)

// packageDir is where the Python package lies in the module.
const packageDir = "cmd/dabao-python"

// wheel writes the Python package as a wheel for platforms, with the program in
// it, or for any without one. It follows the Binary Distribution Format and
// Core Metadata 2.4 (packaging.python.org/specifications).
func (s *source) wheel(out string, platforms []string, name string, program []byte) error {
	members, err := s.packaged()
	if err != nil {
		return err
	}
	info := stem + ".dist-info/"
	licences := map[string]string{"LICENSE": "LICENSE", "NOTICE": "NOTICE"}
	if program != nil {
		members["dabao/bin/"+name] = member{program, true}
		licences["THIRD_PARTY"] = "cmd/dabao/third_party.txt"
	}
	for name, from := range licences {
		body, err := s.file(from)
		if err != nil {
			return err
		}
		members[info+"licenses/"+name] = member{body: body}
	}
	readme, err := s.file(packageDir + "/README.md")
	if err != nil {
		return err
	}
	members[info+"METADATA"] = member{body: metadata(slices.Sorted(maps.Keys(licences)), readme)}
	members[info+"WHEEL"] = member{body: wheelFile(platforms, program == nil)}
	members[info+"entry_points.txt"] = member{body: []byte("[console_scripts]\ndabao = dabao.__main__:main\n")}
	names := append(slices.Sorted(maps.Keys(members)), info+"RECORD")
	members[info+"RECORD"] = member{body: record(names, members)}
	var b bytes.Buffer
	if err := zipped(&b, names, members); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, stem+"-py3-none-"+strings.Join(platforms, ".")+".whl"), b.Bytes(), 0o666)
}

// packaged is the code of the package.
func (s *source) packaged() (map[string]member, error) {
	members := map[string]member{}
	dir := filepath.Join(s.root, filepath.FromSlash(packageDir), "dabao")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".py") && e.Name() != "py.typed" {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		members["dabao/"+e.Name()] = member{body: body}
	}
	if _, has := members["dabao/__init__.py"]; !has {
		return nil, fmt.Errorf("%s holds no package", dir)
	}
	return members, nil
}

func metadata(licences []string, readme []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Metadata-Version: 2.4\nName: dabao\nVersion: %s\n", schema.ToolVersion)
	b.WriteString("Summary: Search and read databases of saved articles; wheels for a platform carry the program dabao\n")
	b.WriteString("License-Expression: Apache-2.0\n")
	for _, name := range licences {
		fmt.Fprintf(&b, "License-File: %s\n", name)
	}
	b.WriteString("Requires-Python: >=3.10\nClassifier: Typing :: Typed\n")
	for _, extra := range []string{"pandas", "polars", "pyarrow"} {
		fmt.Fprintf(&b, "Provides-Extra: %s\nRequires-Dist: %[1]s; extra == %[1]q\n", extra)
	}
	b.WriteString("Description-Content-Type: text/markdown\n\n")
	b.Write(readme)
	return b.Bytes()
}

func wheelFile(platforms []string, pure bool) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Wheel-Version: 1.0\nGenerator: dabao-dist %s\nRoot-Is-Purelib: %t\n", schema.ToolVersion, pure)
	for _, p := range platforms {
		fmt.Fprintf(&b, "Tag: py3-none-%s\n", p)
	}
	return b.Bytes()
}

// record lists every file with its digest, but for the list itself.
func record(names []string, members map[string]member) []byte {
	var b bytes.Buffer
	for _, name := range names {
		m, known := members[name]
		if !known {
			fmt.Fprintf(&b, "%s,,\n", name)
			continue
		}
		sum := sha256.Sum256(m.body)
		fmt.Fprintf(&b, "%s,sha256=%s,%d\n", name, base64.RawURLEncoding.EncodeToString(sum[:]), len(m.body))
	}
	return b.Bytes()
}
