package release

import (
	"slices"
	"strconv"
)

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// described is a file that tells of the data.
type described struct {
	name string
	body []byte
}

// describe writes what tells of the data: it comes after the data, whose
// digests it states, and before the manifest, which covers it.
func (b *builder) describe() error {
	all, err := b.described(b.made.list())
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := b.made.writeBytes(d.name, d.body); err != nil {
			return err
		}
	}
	return nil
}

// described are the files that tell of the data, whole: they follow from meta,
// plan, sealing, digest, from, columns, opening, blocks and options of the builder and from files, which
// are all others of the release by path. What they are called does not rest on
// files. Whoever verifies a release calls it again.
func (b *builder) described(files []file) ([]described, error) {
	dataPackage, err := b.dataPackage(files)
	if err != nil {
		return nil, err
	}
	croissant, err := b.croissant(files)
	if err != nil {
		return nil, err
	}
	datasette, err := b.datasette()
	if err != nil {
		return nil, err
	}
	all := []described{{cardFile, []byte(b.card())}, {"CITATION.cff", []byte(b.citationCFF())}, {"LICENSE", []byte(b.license())},
		{"datapackage.json", dataPackage}, {"croissant.json", croissant}, {"metadata.json", datasette}}
	for i := range all {
		all[i].body = []byte(withoutControls(string(all[i].body)))
	}
	if b.meta.Date != "" {
		crate, err := b.crate(files)
		if err != nil {
			return nil, err
		}
		all = append(all, described{crateFile, crate})
	}
	if b.sealing.figures.articles > 0 {
		all = append(all, described{chartFile, []byte(b.sealing.figures.chart())})
	}
	page, err := b.page(files, all)
	if err != nil {
		return nil, err
	}
	all = append(append(all, page...), described{BlocksFile, b.blocks})
	told := slices.Clone(files)
	for _, d := range all {
		told = append(told, file{Sum{Path: d.name}, int64(len(d.body))})
	}
	list, err := b.list(told)
	return append(all, described{ListFile, list}), err
}
