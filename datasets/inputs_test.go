package datasets

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
)

func TestInputs(t *testing.T) {
	dir := fstest.MapFS{}
	for _, p := range []string{"recipe.toml", "a.html", "pages/b.html", "pages/B.txt", "pages/deep/c.html.gz", "pages/.hidden", "pages/.git/config", "核酸/d.html"} {
		dir[p] = &fstest.MapFile{Data: []byte(p)}
	}
	dir["empty"] = &fstest.MapFile{Mode: fs.ModeDir | 0o755}
	tests := []struct {
		name    string
		sources []Source
		want    []string // path, then the number of its source
		err     string
	}{
		{"folder", []Source{{Path: "pages"}}, []string{"pages/B.txt 0", "pages/b.html 0", "pages/deep/c.html.gz 0"}, ""},
		{"file", []Source{{Path: "a.html"}}, []string{"a.html 0"}, ""},
		{"glob", []Source{{Glob: "**/*.html"}}, []string{"a.html 0", "pages/b.html 0", "核酸/d.html 0"}, ""},
		{"braces", []Source{{Glob: "pages/**/*.{txt,gz}"}}, []string{"pages/B.txt 0", "pages/deep/c.html.gz 0"}, ""},
		{"hidden on purpose", []Source{{Glob: "pages/.h*"}}, []string{"pages/.hidden 0"}, ""},
		{"hidden by itself", []Source{{Path: "pages/.git"}}, []string{"pages/.git/config 0"}, ""},
		{"exception before the rule", []Source{{Path: "pages/b.html"}, {Path: "pages"}}, []string{"pages/B.txt 1", "pages/b.html 0", "pages/deep/c.html.gz 1"}, ""},
		{"order of sources", []Source{{Path: "核酸"}, {Path: "a.html"}}, []string{"a.html 1", "核酸/d.html 0"}, ""},
		{"no source", nil, nil, "r: has no [[source]], so it names no inputs"},
		{"missing path", []Source{{Path: "a.html"}, {Path: "none"}}, nil, `r: [[source]] 2: path "none" names no file: nothing is there`},
		{"empty folder", []Source{{Path: "empty"}}, nil, `r: [[source]] 1: path "empty" names no file`},
		{"glob without a match", []Source{{Glob: "*.pdf"}}, nil, `r: [[source]] 1: glob "*.pdf" names no file`},
		{"glob below nothing", []Source{{Glob: "none/*.pdf"}}, nil, `r: [[source]] 1: glob "none/*.pdf" names no file`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &Recipe{File: "r", Sources: tt.sources}
			inputs, err := r.Inputs(dir)
			if tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Errorf("got  %v\nwant %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, in := range inputs {
				for i := range r.Sources {
					if in.Source == &r.Sources[i] {
						got = append(got, in.Path+" "+string(rune('0'+i)))
					}
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestInputsThroughLinks(t *testing.T) {
	dir, far := t.TempDir(), t.TempDir()
	for _, p := range []string{filepath.Join(far, "x.html"), filepath.Join(dir, "y.html")} {
		if err := os.WriteFile(p, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "pages"), 0o700); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"far": far, "pages/loop": dir, "pages/z.html": filepath.Join(dir, "y.html")} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	r := &Recipe{File: "r", Sources: []Source{{Path: "far"}, {Path: "pages"}, {Glob: "*.html"}}}
	inputs, err := r.Inputs(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, in := range inputs {
		got = append(got, in.Path)
	}
	if want := []string{"far/x.html", "pages/z.html", "y.html"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
