package main

import (
	"archive/zip"
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

func testSource(t *testing.T) *source {
	t.Helper()
	s, err := newSource()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return s
}

// The same files give the same bytes, in any folder; all of them are listed,
// and the program may be run.
func TestSameBytes(t *testing.T) {
	s := testSource(t)
	s.page = map[string][]byte{"man/dabao.1": []byte(".TH DABAO 1\n")}
	dirs := []string{t.TempDir(), filepath.Join(t.TempDir(), "elsewhere")}
	for _, dir := range dirs {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		for _, sys := range []system{systems[0], systems[4]} {
			if err := s.archive(dir, sys, []byte("a program")); err != nil {
				t.Fatal(err)
			}
			if err := s.wheel(dir, sys.tags, sys.program(), []byte("a program")); err != nil {
				t.Fatal(err)
			}
		}
		if err := sums(dir); err != nil {
			t.Fatal(err)
		}
	}
	names, err := os.ReadDir(dirs[0])
	if err != nil || len(names) != 5 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		a, err := os.ReadFile(filepath.Join(dirs[0], name.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(filepath.Join(dirs[1], name.Name())); err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs: %v", name, err)
		}
	}
	checked := exec.Command("sha256sum", "-c", "--strict", sumsFile)
	checked.Dir = dirs[0]
	if out, err := checked.CombinedOutput(); err != nil || bytes.Count(out, []byte(": OK")) != 4 {
		t.Errorf("sha256sum: %v\n%s", err, out)
	}
	listed, err := exec.Command("tar", "-tvzf", filepath.Join(dirs[0], stem+"-linux-amd64.tar.gz")).CombinedOutput()
	if err != nil || !strings.Contains(string(listed), "-rwxr-xr-x 0/0") || bytes.Count(listed, []byte("1980-01-01")) != 6 {
		t.Errorf("tar: %v\n%s", err, listed)
	}
	z, err := zip.OpenReader(filepath.Join(dirs[0], stem+"-windows-amd64.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	has := map[string]bool{}
	for _, f := range z.File {
		has[strings.TrimPrefix(f.Name, stem+"-windows-amd64/")] = true
	}
	if got, want := slices.Sorted(maps.Keys(has)), []string{"LICENSE", "NOTICE", "README.md", "THIRD_PARTY", "dabao.exe", "man/dabao.1"}; !slices.Equal(got, want) {
		t.Errorf("the zip holds %v, want %v", got, want)
	}
}

// bare is a Python with nothing but pip.
type bare struct{ dir string }

func (b bare) path(program string) string { return filepath.Join(b.dir, "venv", "bin", program) }

func (b bare) run(t *testing.T, program string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(b.path(program), args...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "PIP_DISABLE_PIP_VERSION_CHECK=1", "PIP_NO_INDEX=1", "PYTHONUTF8=1")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (b bare) must(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := b.run(t, program, args...)
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
	return out
}

// A wheel made here gives the command, the module and the package, and README's
// Python runs; one for another system is refused, or says what to do.
func TestWheel(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("tried on Linux")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must have python3")
		}
		t.Skip("no python3")
	}
	s := testSource(t)
	b := bare{t.TempDir()}
	path := filepath.Join(b.dir, "dabao")
	for _, c := range [][]string{ // without the flags of build, so that nothing is compiled anew
		{"go", "build", "-o", path, "dabao/cmd/dabao"},
		{path, "release", "-q", filepath.Join(s.root, "datasets/demo"), "-o", filepath.Join(b.dir, "demo")},
		{"python3", "-m", "venv", filepath.Join(b.dir, "venv")},
	} {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", c, err, out)
		}
	}
	program, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	here := slices.IndexFunc(systems, func(s system) bool { return s.os == runtime.GOOS && s.arch == runtime.GOARCH })
	for _, err := range []error{
		s.wheel(b.dir, systems[here].tags, "dabao", program),
		s.wheel(b.dir, []string{"win_amd64"}, "dabao.exe", []byte("MZ")),
		s.wheel(b.dir, []string{"any"}, "", nil),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}

	b.must(t, "pip", "install", wheelOf(t, b.dir, "manylinux"))
	for _, args := range [][]string{{"dabao", "version", "--json"}, {"python", "-m", "dabao", "version", "--json"}} {
		if out := b.must(t, args[0], args[1:]...); !strings.Contains(out, `"version":"`+schema.ToolVersion+`"`) {
			t.Errorf("%v prints %s", args, out)
		}
	}
	if out, err := b.run(t, "dabao", "search", "demo"); err == nil || err.(*exec.ExitError).ExitCode() != 2 {
		t.Errorf("a usage error ends with %v\n%s", err, out)
	}
	readme, err := s.file(packageDir + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(readme), "```python\n")
	code, _, _ = strings.Cut(code, "```")
	if out := b.must(t, "python", "-c", code); !strings.Contains(out, "uid 945139bb") {
		t.Errorf("README's Python prints\n%s", out)
	}
	if out := b.must(t, "pip", "show", "--files", "--verbose", "dabao"); !strings.Contains(out, "dabao/bin/dabao") || !strings.Contains(out, "licenses/THIRD_PARTY") {
		t.Errorf("pip shows\n%s", out)
	}
	b.must(t, "pip", "check")
	b.foreign(t)
}

// foreign tries the wheels that are for another system, or for none.
func (b bare) foreign(t *testing.T) {
	if out, err := b.run(t, "pip", "install", wheelOf(t, b.dir, "win_amd64")); err == nil || !strings.Contains(out, "is not a supported wheel on this platform") {
		t.Errorf("a wheel for Windows: %v\n%s", err, out)
	}
	b.must(t, "pip", "uninstall", "-y", "dabao")
	b.must(t, "pip", "install", wheelOf(t, b.dir, "-none-any"))
	b.oneLine(t, "carries no program")
	// A program of another machine, as from a wheel unpacked by hand.
	site := strings.TrimSpace(b.must(t, "python", "-c", "import dabao.__main__ as m; p = m.program(); p.parent.mkdir(); print(p)"))
	if err := os.WriteFile(site, []byte("\x7fELF of another machine"), 0o755); err != nil {
		t.Fatal(err)
	}
	b.oneLine(t, "does not run on Linux")
	if out := b.must(t, "python", "-c", "import dabao; print(len(dabao.open('demo').search('核酸檢測')))"); out != "3\n" {
		t.Errorf("without the program the package finds %s", out)
	}
}

func (b bare) oneLine(t *testing.T, want string) {
	t.Helper()
	out, err := b.run(t, "dabao", "version")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if err == nil || len(lines) != 2 || !strings.Contains(lines[0], want) || !strings.HasPrefix(lines[1], "hint: ") {
		t.Errorf("%v, prints\n%s, want %q and a hint", err, out, want)
	}
}

func wheelOf(t *testing.T, dir, tag string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*"+tag+"*.whl"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: %v, %v", tag, found, err)
	}
	return found[0]
}
