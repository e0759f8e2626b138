// Package archive walks the members of zip and tar files, one at a time and in
// the order in which the archive lists them, unpacking nothing to disk.
//
// Both readers trust no number in the file. Sizes are checked against what
// comes out, checksums at the end of each member, growth against MaxRatio for
// each member and for the archive as a whole (entries of a zip may share their
// bytes), the number of members against MaxMembers. A directory of a zip is
// streamed, so that a million entries cost no memory. Names are bytes and
// nothing more: "../x" or "/etc/x" is never opened, only reported.
//
// A damaged member costs itself: in a zip the others are found through the
// directory, or one after another where the directory is lost; in a tar reading
// goes on at the next block that is a header.
package archive

import (
	"io"

	"dabao/ingest/intake"
)

// Member is one entry of an archive.
type Member struct {
	Name string      // as stored: any bytes, may be empty for a stretch of damage
	Kind intake.Kind // why there is nothing to read in it; empty for a file
	// Offset and Length say where its bytes lie in the archive, compressed as
	// they are there.
	Offset, Length int64
	Size           int64     // what it claims to hold
	Body           io.Reader // of a file, good until the next member; checks itself at the end
	Err            error     // why it cannot be read; Body is nil
}

// guard holds a member to MaxRatio, by itself and with all before it.
type guard struct {
	r      io.Reader
	lim    intake.Limits
	stored func() int64 // bytes it takes in the archive
	out    int64
	total  *int64 // of the archive
	whole  func() int64
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.out += int64(n)
	*g.total += int64(n)
	if err := g.lim.CheckRatio(g.stored(), g.out); err != nil {
		return 0, err
	}
	if err := g.lim.CheckRatio(g.whole(), *g.total); err != nil {
		return 0, err
	}
	return n, err
}

func tooMany(lim intake.Limits) error {
	return intake.TooLarge("archive", lim.MaxMembers, "members", "max-members")
}
