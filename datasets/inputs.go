package datasets

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Input is one file that a recipe names.
type Input struct {
	Path   string  // slash-separated, relative to the recipe's folder
	Source *Source // the source that names it, which belongs to the recipe; nil where [[annotate]] names it
}

// Inputs lists the files that the sources name in the recipe's folder, sorted
// by path. A file that several sources name is listed once, with the first of
// them, so that an exception can stand above the rule; one that [[annotate]]
// names is no page of a source. A name that starts with
// a dot is hidden: it counts only where a source spells it out. A link to a
// file is that file; a link to a folder is followed only where it is a source's
// path itself. Where dir holds links to what lies outside of it, as that of
// OpenFolder does, one that is met is an error. A release, which is a folder
// with a manifest and a database, is passed over, and so is the recipe itself;
// see Releases. A source that names no file is an error, but in a recipe that
// withdraws articles: their files may be deleted.
func (r *Recipe) Inputs(dir fs.FS) ([]Input, error) {
	if len(r.Sources) == 0 {
		return nil, fmt.Errorf("%s: has no [[source]], so it names no inputs", r.File)
	}
	taken := map[string]bool{path.Base(r.File): true}
	var all []Input
	for i := range r.Annotate {
		paths, err := r.Annotate[i].files(dir)
		if err != nil {
			return nil, fmt.Errorf("%s: [[annotate]] %d: %w", r.File, i+1, err)
		}
		for _, p := range paths {
			if !taken[p] {
				taken[p] = true
				all = append(all, Input{Path: p})
			}
		}
	}
	for i := range r.Sources {
		s := &r.Sources[i]
		paths, err := s.files(dir)
		if errors.Is(err, errNoFile) && len(r.Withdraw) > 0 {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: [[source]] %d: %w", r.File, i+1, err)
		}
		for _, p := range paths {
			if !taken[p] {
				taken[p] = true
				all = append(all, Input{p, s})
			}
		}
	}
	slices.SortFunc(all, func(a, b Input) int { return cmp.Compare(a.Path, b.Path) })
	return all, nil
}

// Annotates says whether [[annotate]] names a file, by its path alone.
func (r *Recipe) Annotates(file string) bool {
	return slices.ContainsFunc(r.Annotate, func(s Source) bool { return s.names(file) })
}

// SourceOf is the first source that names a file, by its path alone; nil where
// none does. It is for inputs that lie elsewhere: of a path that a source gives,
// no one can tell without the files whether it is a file or a folder.
func (r *Recipe) SourceOf(file string) *Source {
	for i := range r.Sources {
		if r.Sources[i].names(file) {
			return &r.Sources[i]
		}
	}
	return nil
}

func (s *Source) names(file string) bool {
	if s.Glob != "" {
		ok, err := doublestar.Match(s.Glob, file)
		return err == nil && ok && !hidden(file, s.Glob)
	}
	return file == s.Path || (s.Path == "." || strings.HasPrefix(file, s.Path+"/")) && !hidden(file, s.Path)
}

var errNoFile = errors.New("names no file")

func (s *Source) files(dir fs.FS) ([]string, error) {
	var paths []string
	var err error
	if s.Glob != "" {
		paths, err = globbed(dir, s.Glob)
	} else {
		paths, err = below(dir, s.Path)
	}
	what := fmt.Sprintf("path %q", s.Path)
	if s.Glob != "" {
		what = fmt.Sprintf("glob %q", s.Glob)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s %w: nothing is there", what, errNoFile)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	if s.Glob != "" {
		paths = outsideReleases(dir, paths)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s %w", what, errNoFile)
	}
	return paths, nil
}

// below lists a file, or the files under a folder.
func below(dir fs.FS, root string) ([]string, error) {
	var paths []string
	err := fs.WalkDir(dir, root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && isRelease(dir, p) {
			return fs.SkipDir
		}
		if p != root && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		ok, err := isFile(dir, p, d)
		if ok {
			paths = append(paths, p)
		}
		return err
	})
	return paths, err
}

func globbed(dir fs.FS, pattern string) ([]string, error) {
	var paths []string
	err := doublestar.GlobWalk(dir, pattern, func(p string, d fs.DirEntry) error {
		ok, err := isFile(dir, p, d)
		if ok && !hidden(p, pattern) {
			paths = append(paths, p)
		}
		return err
	}, doublestar.WithFailOnIOErrors(), doublestar.WithNoFollow())
	return paths, err
}

// hidden tells whether a part of the path starts with a dot that no part of
// the pattern has.
func hidden(p, pattern string) bool {
	for part := range strings.SplitSeq(p, "/") {
		if strings.HasPrefix(part, ".") && !strings.Contains("/"+pattern, "/.") {
			return true
		}
	}
	return false
}

// isRelease tells a release by its manifest and its database.
func isRelease(dir fs.FS, folder string) bool {
	for _, name := range []string{"SHA256SUMS", "articles.db"} {
		if info, err := fs.Stat(dir, path.Join(folder, name)); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}

// outsideReleases drops the files that lie in a release.
func outsideReleases(dir fs.FS, paths []string) []string {
	release := map[string]bool{}
	inside := func(file string) bool {
		for folder := path.Dir(file); ; folder = path.Dir(folder) {
			is, asked := release[folder]
			if !asked {
				is = isRelease(dir, folder)
				release[folder] = is
			}
			if is || folder == "." {
				return is
			}
		}
	}
	return slices.DeleteFunc(paths, inside)
}

// Releases lists the releases that lie where sources of the recipe look, and
// that Inputs passes over.
func (r *Recipe) Releases(dir fs.FS) (found []string) {
	for i := range r.Sources {
		root := r.Sources[i].Path
		if glob := r.Sources[i].Glob; glob != "" {
			root, _ = doublestar.SplitPattern(glob)
		}
		fs.WalkDir(dir, root, func(p string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || p != root && strings.HasPrefix(d.Name(), "."):
				return fs.SkipDir
			case d.IsDir() && isRelease(dir, p):
				if !slices.Contains(found, p) {
					found = append(found, p)
				}
				return fs.SkipDir
			}
			return nil
		})
	}
	return found
}

// OpenFolder opens the folder of a recipe so that no link in it leads out. The
// caller closes it.
func OpenFolder(recipe string) (*os.Root, error) { return os.OpenRoot(filepath.Dir(recipe)) }

// isFile follows a link once it is known not to be a folder; pipes, sockets
// and dangling links are no files.
func isFile(dir fs.FS, p string, d fs.DirEntry) (bool, error) {
	if d.Type().IsRegular() {
		return true, nil
	}
	if d.Type()&fs.ModeSymlink == 0 {
		return false, nil
	}
	info, err := fs.Stat(dir, path.Clean(p))
	if err != nil {
		return false, fmt.Errorf("the link %s leads nowhere or out of the recipe's folder (%v): put the recipe above what it leads to", p, err)
	}
	return info.Mode().IsRegular(), nil
}
