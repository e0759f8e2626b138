package release

import (
	"bytes"
	"context"
	"slices"

	"dabao/export/remote"
	"dabao/export/site"
)

// Elsewhere is where the database of a release on a host lies when it is not
// beside its manifest: the folder and the path in it, from the address that
// --data-url gave the page. sums are those of the manifest, which must name the
// page as it is there. nil is for a release that says of no other place.
func Elsewhere(ctx context.Context, host *remote.Source, sums []Sum) (*remote.Source, string, error) {
	i := slices.IndexFunc(sums, func(s Sum) bool { return s.Path == pageFile })
	if i < 0 {
		return nil, "", nil
	}
	page, err := readSummed(ctx, host, pageFile, sums[i].SHA256, site.MaxIndex)
	if remote.Missing(err) {
		return nil, "", nil
	} else if err != nil {
		return nil, "", err
	}
	at := site.DataURL(bytes.NewReader(page))
	if at == "" {
		return nil, "", nil
	}
	return host.Elsewhere(at)
}
