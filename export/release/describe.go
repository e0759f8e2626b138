package release

import (
	"os"
	"path/filepath"
	"strconv"
)

// file is one file of the stage with its size.
type file struct {
	Sum
	bytes int64
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// describe writes what tells of the data: it comes after the data, whose
// digests it states, and before the manifest, which covers it.
func (b *builder) describe(r *Report) error {
	sums, err := fingerprint(b.stage)
	if err != nil {
		return err
	}
	var files []file
	for _, s := range sums {
		info, err := os.Stat(filepath.Join(b.stage, filepath.FromSlash(s.Path)))
		if err != nil {
			return err
		}
		files = append(files, file{s, info.Size()})
	}
	dataPackage, err := b.dataPackage(files)
	if err != nil {
		return err
	}
	croissant, err := b.croissant(files)
	if err != nil {
		return err
	}
	datasette, err := b.datasette()
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		text string
	}{
		{cardFile, b.card(r)}, {"CITATION.cff", b.citationCFF()}, {"LICENSE", b.license()},
		{"datapackage.json", string(dataPackage)}, {"croissant.json", string(croissant)}, {"metadata.json", string(datasette)},
	} {
		if err := writeText(b.stage, f.name, f.text); err != nil {
			return err
		}
	}
	if err := b.page(files); err != nil {
		return err
	}
	if b.sealing.figures.articles == 0 {
		return nil
	}
	return writeBytes(b.stage, chartFile, []byte(b.sealing.figures.chart()))
}
