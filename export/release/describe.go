package release

import (
	"strconv"
)

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// describe writes what tells of the data: it comes after the data, whose
// digests it states, and before the manifest, which covers it.
func (b *builder) describe(r *Report) error {
	files := b.made.list()
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
		if err := b.made.writeText(f.name, f.text); err != nil {
			return err
		}
	}
	if err := b.page(files); err != nil {
		return err
	}
	if b.meta.Date != "" {
		crate, err := b.crate(files)
		if err != nil {
			return err
		}
		if err := b.made.writeBytes(crateFile, crate); err != nil {
			return err
		}
	}
	if b.sealing.figures.articles == 0 {
		return nil
	}
	return b.made.writeBytes(chartFile, []byte(b.sealing.figures.chart()))
}
