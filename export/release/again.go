package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dabao/datasets"
	"dabao/export/site"
)

// Standing is what a release that stands holds of the one before it: the sides
// of its splits, CHANGES.md and the delta.
type Standing struct {
	From    DatabaseID // where the delta starts
	Files   []string   // CHANGES.md and the delta, by path
	Earlier []Version  // what ListFile says of the versions before
	dir     string
}

// copyTo puts the files into a release under construction.
func (s *Standing) copyTo(made *folder) error {
	for _, name := range s.Files {
		b, err := os.ReadFile(filepath.Join(s.dir, name))
		if err == nil {
			err = made.writeBytes(name, b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Again are the options to build a release once more from its sources: its
// recipe, under the name that messages shall call it, the inputs its lock lists,
// the address its page reads from, and, where it was made after another, what it
// holds of that one. It is an error for a release from a bare database.
func Again(dir, recipeName string) (o Options, err error) {
	text, err := os.ReadFile(filepath.Join(dir, datasets.FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return o, fmt.Errorf("%s was made from a bare database: it names no inputs to rebuild from", dir)
	}
	if err != nil {
		return o, err
	}
	if o.Recipe, err = datasets.Parse(recipeName, text); err != nil {
		return o, err
	}
	if o.Inputs, err = readLock(dir); err != nil {
		return o, err
	}
	if o.DataURL, err = pageDataURL(dir); err != nil {
		return o, err
	}
	o.Standing, err = standing(dir)
	return o, err
}

func readLock(dir string) ([]Input, error) {
	lock, err := os.ReadFile(filepath.Join(dir, lockFileName))
	if err != nil {
		return nil, err
	}
	return ParseLock(lock)
}

// pageDataURL is where the page of a release finds the database; empty for
// beside it, and for a page that is missing, which the comparison will tell.
func pageDataURL(dir string) (string, error) {
	f, err := os.Open(filepath.Join(dir, pageFile))
	if err != nil {
		return "", ignoreMissing(err)
	}
	defer f.Close()
	return site.DataURL(f), nil
}

// standing is nil for a release that follows no other. Where a delta or the list
// is not what it should be, it is the last file of what comes with the error.
func standing(dir string) (*Standing, error) {
	sums, err := readSums(dir)
	if err != nil {
		return nil, err
	}
	s := &Standing{dir: dir}
	for _, sum := range sums {
		switch {
		case sum.Path == changesFile:
			s.Files = append(s.Files, sum.Path)
		case strings.HasPrefix(sum.Path, "delta-") && strings.HasSuffix(sum.Path, deltaExt):
			s.Files = append(s.Files, sum.Path)
			header, err := readDeltaHeader(filepath.Join(dir, sum.Path))
			if err != nil {
				return s, fmt.Errorf("%s: %w", sum.Path, err)
			}
			if !slices.Contains(sums, Sum{DatabaseFile, header.To.SHA256}) {
				return s, fmt.Errorf("%s: it leads to another articles.db (sha256 %s) than the one beside it", sum.Path, header.To.SHA256)
			}
			s.From = header.From
		}
	}
	if len(s.Files) == 0 {
		return nil, nil
	}
	if s.Earlier, err = earlierIn(dir, s.From); err != nil {
		s.Files = append(s.Files, ListFile)
	}
	return s, err
}

// earlierIn are the versions that the list of a release names before its own; the
// last of them is where its delta starts. A list names one version once, so none
// where both are without one.
func earlierIn(dir string, from DatabaseID) ([]Version, error) {
	l, err := ReadList(dir)
	if err != nil {
		return nil, err
	}
	earlier := l.Versions[1:]
	if len(earlier) == 0 && from.Version == l.Versions[0].Version {
		return nil, nil
	}
	if len(earlier) == 0 || earlier[0].Database != from.SHA256 {
		return nil, fmt.Errorf("the version before is not the one where the delta starts (%s sha256 %s)", DatabaseFile, from.SHA256)
	}
	return earlier, nil
}

// readDeltaHeader reads where a delta starts and where it leads.
func readDeltaHeader(path string) (h deltaHeader, err error) {
	f, err := os.Open(path)
	if err != nil {
		return h, err
	}
	defer f.Close()
	d, err := openDelta(f)
	if err != nil {
		return h, err
	}
	defer d.close()
	return d.header, nil
}
