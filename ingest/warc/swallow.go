package warc

import (
	"bytes"
	"strconv"

	"dabao/ingest/httpreply"
)

// What is looked at to tell a record that was swallowed: the header of one
// inside a block, and how many beginnings of one, from the end.
const (
	maxInnerHeader = 4 << 10
	maxInnerStarts = 10_000
)

var innerStart = []byte("\r\n\r\nWARC/")

// swallows says whether whole records stand at the end of a block, one behind
// the other up to its last byte: then its Content-Length is not its own but
// leads to the edge of a later record. A page that quotes a record goes on
// behind it; a block that is a web archive begins with it.
func swallows(block []byte) bool {
	if !bytes.Contains(block, innerStart) || bytes.HasPrefix(block, innerStart[4:]) {
		return false
	}
	good := map[int]bool{} // places where records begin that lead to the end
	found := false
	end := len(block)
	for range maxInnerStarts {
		i := bytes.LastIndex(block[:end], innerStart)
		if i < 0 {
			break
		}
		end = i + len(innerStart) - 1
		at := i + 4
		if next, ok := behind(block[at:]); ok {
			next += at
			if next == len(block) || next+4 == len(block) || good[next+4] && bytes.HasPrefix(block[next:], []byte("\r\n\r\n")) {
				good[at], found = true, true
			}
		}
	}
	return found && !good[httpreply.HeaderEnd(block)]
}

// behind is where the record that begins here ends by its Content-Length.
func behind(b []byte) (int, bool) {
	head := b[:min(len(b), maxInnerHeader)]
	n := httpreply.HeaderEnd(head)
	if n < 0 {
		return 0, false
	}
	header := httpreply.ParseHeader(head[:n])
	length, err := strconv.Atoi(header["content-length"])
	if err != nil || length < 0 || length > len(b)-n || header["warc-type"] == "" {
		return 0, false
	}
	return n + length, true
}
