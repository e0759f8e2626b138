// Package python holds the Python package dabao: its tests compare it with the
// program, on the same questions to the same files.
package python

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"dabao/schema/fulltext"
)

// answering is a Python that answers a line of JSON with one, by the package.
type answering struct {
	in  io.Writer
	out *bufio.Reader
}

const answers = `
import json, sys
from dabao import QueryError
from dabao.query import parse
from dabao.tokens import Rule
rule = Rule(dict(json.loads(sys.stdin.readline())))
for line in sys.stdin:
    kind, text = json.loads(line)
    if kind == "parse":
        try:
            q = parse(text, rule.match)
            said = {"Match": q.match, "Without": q.without, "Filters": [{"Field": f.field, "Value": f.value, "Not": f.negated} for f in q.filters]}
        except QueryError as e:
            said = {"Error": f"character {e.at + 1}: {e.message}"}
    else:
        said = {"tokens": rule.tokens, "match": rule.match, "prefix": lambda s: rule.match(s, True)}[kind](text)
    print(json.dumps(said), flush=True)
`

// python is the interpreter that people have, without anything installed.
func python(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must have python3")
		}
		t.Skip("no python3")
	}
	return path
}

// packaged is a command of Python that finds the package here.
func packaged(t *testing.T, program string, args ...string) *exec.Cmd {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, append([]string{"-B", "-X", "utf8"}, args...)...)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+here, "XDG_CACHE_HOME="+t.TempDir())
	return cmd
}

func newAnswering(t *testing.T) *answering {
	cmd := packaged(t, python(t), "-c", answers)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	var hanzi [][2]string
	for variant, folded := range fulltext.Variants() {
		hanzi = append(hanzi, [2]string{variant, folded})
	}
	a := &answering{in, bufio.NewReader(out)}
	a.write(hanzi)
	return a
}

func (a *answering) write(v any) {
	b, err := json.Marshal(v)
	if err == nil {
		_, err = a.in.Write(append(b, '\n'))
	}
	if err != nil {
		panic(err)
	}
}

func (a *answering) ask(kind, text string, into any) {
	a.write([]string{kind, text})
	line, err := a.out.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, into)
	}
	if err != nil {
		panic(fmt.Sprintf("%s %q: %v %s", kind, text, err, line))
	}
}

func (a *answering) text(kind, text string) (said string) {
	a.ask(kind, text, &said)
	return said
}

// Every code point is the same kind, between words and between CJK characters.
func TestEveryCodePoint(t *testing.T) {
	a := newAnswering(t)
	var b strings.Builder
	n := 0
	check := func() {
		if got, want := a.text("tokens", b.String()), fulltext.Tokens(b.String()); got != want {
			for _, r := range b.String() {
				s := fmt.Sprintf("a%cb核%c酸", r, r)
				if got, want := a.text("tokens", s), fulltext.Tokens(s); got != want {
					t.Fatalf("%U: the package makes %q, Tokens %q", r, got, want)
				}
			}
			t.Fatalf("the package makes %q, Tokens %q", got, want)
		}
		b.Reset()
		n = 0
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r >= 0xD800 && r < 0xE000 || r >= 0x20000 && !unicode.In(r, unicode.Mn, unicode.Cf) && r%0xFFF != 0 {
			continue
		}
		fmt.Fprintf(&b, "a%cb核%c酸", r, r)
		if n++; n == 4096 {
			check()
		}
	}
	check()
}

// Phrases and whole queries are read alike, and refused with the same words at
// the same place.
func TestQueriesAreReadAlike(t *testing.T) {
	a := newAnswering(t)
	letters := []rune("aZ09é核酸檢発一𠮷カｶーﾞ울ᄀ ,.。，-“”（）\n\t\u200b\u3000\u001c\u0085😀①'\"*+():：^{}[]\x00" + string(fulltext.Break) + "\ufe0f")
	words := []string{"AND", "OR", "NOT", "(", ")", "（", "）", " ", "  ", "核酸", "檢測", "GDP growth", "\"", "“", "”", "*", "title:", "title：",
		"author:", "source:", "site:", "lang:", "after:", "before:", "2022", "2022-02-29", "2024-02-29", "2022-13", "0000", "zh-Hant", "。", "a", "[", "]", ",", "\"x\"", "null"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.Custom(func(t *rapid.T) string { return sentence(t, 3) }),
			rapid.Custom(func(t *rapid.T) string { return sentence(t, 3) }),
			rapid.Custom(func(t *rapid.T) string { return sentence(t, 3) }),
			rapid.StringOfN(rapid.SampledFrom(letters), 0, 60, -1),
			rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 0, 14), func(all []string) string { return strings.Join(all, "") }),
			rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 0, 14), func(all []string) string { return strings.Join(all, " ") }),
			rapid.StringN(0, 300, -1),
		).Draw(t, "text")
		for kind, prefix := range map[string]bool{"match": false, "prefix": true} {
			if got, want := a.text(kind, text), fulltext.Match(text, prefix); got != want {
				t.Fatalf("%s %q: the package makes %s, Match %s", kind, text, got, want)
			}
		}
		type read struct {
			Match, Without, Error string
			Filters               []fulltext.Filter
		}
		var got, want read
		a.ask("parse", text, &got)
		if q, err := fulltext.Parse(text); err != nil {
			want.Error = err.Error()
		} else {
			want = read{Match: q.Match, Without: q.Without, Filters: q.Filters}
		}
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Fatalf("%q: the package reads\n%+v, Parse\n%+v", text, got, want)
		}
	})
}

// sentence draws a query that nests so deep, most of them well formed.
func sentence(t *rapid.T, depth int) string {
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		return rapid.SampledFrom([]string{"核酸", "GDP*", "\"a b\"", "title:核酸", "lang:zh", "疫"}).Draw(t, "word")
	}
	part := func() string { return sentence(t, depth-1) }
	switch rapid.IntRange(0, 5).Draw(t, "operator") {
	case 0:
		return "NOT " + part()
	case 1:
		return part() + " OR " + part()
	case 2:
		return "(" + part() + ")"
	case 3:
		return part() + " NOT " + part()
	}
	return part() + " " + part()
}

// demo is a release of the demo and the program that made it, once for all tests.
var demo = sync.OnceValues(func() (made struct{ dir, program string }, err error) {
	made.dir, err = os.MkdirTemp("", "dabao-python-test")
	if err != nil {
		return made, err
	}
	made.program = filepath.Join(made.dir, "dabao")
	for _, c := range [][]string{
		{"go", "build", "-o", made.program, "dabao/cmd/dabao"},
		{made.program, "release", "-q", "../../datasets/demo", "-o", filepath.Join(made.dir, "demo")},
	} {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			return made, fmt.Errorf("%v: %w\n%s", c, err, out)
		}
	}
	return made, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if made, err := demo(); err == nil {
		os.RemoveAll(made.dir)
	}
	os.Exit(code)
}

func release(t *testing.T) (dir, program string) {
	t.Helper()
	made, err := demo()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(made.dir, "demo"), made.program
}

// said runs Python with the package; lines of it may name the release as demo.
func said(t *testing.T, program, code string, args ...string) string {
	t.Helper()
	cmd := packaged(t, program, append([]string{"-c", code}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	return string(out)
}
