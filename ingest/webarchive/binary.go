package webarchive

import (
	"encoding/binary"
	"unicode/utf16"

	"dabao/ingest/intake"
	"dabao/schema"
)

// A binary property list (Apple, CFBinaryPList.c): "bplist00", the objects, a
// table of their offsets, and at the end 32 bytes that say where that table is.
//
//	0x1n  integer of 2^n bytes       0x4n  data       0x5n  ASCII
//	0x6n  UTF-16, big-endian         0xAn  array      0xDn  dictionary
//
// n is the length, or 15 where an integer object with the length follows. Arrays
// and dictionaries hold numbers of other objects.
type list struct {
	b       []byte
	refSize int
	offSize int
	table   uint64
	objects uint64
	left    int // objects that may still be looked at
}

var errList = intake.Problemf(schema.Damaged, "property list is damaged")

// maxObjects bounds how many objects are looked at: an object may be part of many.
const maxObjects = 100_000

func parseBinary(b []byte) (value, error) {
	if len(b) < 40 {
		return nil, errList
	}
	t := b[len(b)-32:]
	l := &list{b: b, offSize: int(t[6]), refSize: int(t[7]), objects: binary.BigEndian.Uint64(t[8:]), table: binary.BigEndian.Uint64(t[24:]), left: maxObjects}
	size := uint64(len(b) - 32)
	if l.offSize < 1 || l.offSize > 8 || l.refSize < 1 || l.refSize > 8 || l.table > size || l.objects > (size-l.table)/uint64(l.offSize) {
		return nil, errList
	}
	v, ok := l.object(binary.BigEndian.Uint64(t[16:]), 0)
	if !ok {
		return nil, errList
	}
	return v, nil
}

// number reads a big-endian number.
func number(b []byte) (n uint64) {
	for _, c := range b {
		n = n<<8 | uint64(c)
	}
	return n
}

// at gives n bytes at an offset.
func (l *list) at(offset, n uint64) ([]byte, bool) {
	size := uint64(len(l.b))
	if offset > size || n > size-offset {
		return nil, false
	}
	return l.b[offset : offset+n], true
}

// object reads one object; what is of no use here is nil.
func (l *list) object(ref uint64, depth int) (value, bool) {
	if l.left--; l.left < 0 || ref >= l.objects || depth > 3*maxFrames {
		return nil, false
	}
	entry, ok := l.at(l.table+ref*uint64(l.offSize), uint64(l.offSize))
	if !ok {
		return nil, false
	}
	offset := number(entry)
	head, ok := l.at(offset, 1)
	if !ok {
		return nil, false
	}
	kind, n := head[0]>>4, uint64(head[0]&15)
	offset++
	if n == 15 && kind >= 4 {
		if n, offset, ok = l.length(offset); !ok {
			return nil, false
		}
	}
	switch kind {
	case 4, 5:
		b, ok := l.at(offset, n)
		if kind == 5 {
			return string(b), ok
		}
		return b, ok
	case 6:
		if n > uint64(len(l.b)) {
			return nil, false
		}
		b, ok := l.at(offset, 2*n)
		u := make([]uint16, len(b)/2)
		for i := range u {
			u[i] = binary.BigEndian.Uint16(b[2*i:])
		}
		return string(utf16.Decode(u)), ok
	case 0xa:
		return l.array(offset, n, depth)
	case 0xd:
		return l.dict(offset, n, depth)
	}
	return nil, true
}

// length reads the integer object that a long length is.
func (l *list) length(offset uint64) (n, next uint64, ok bool) {
	head, ok := l.at(offset, 1)
	if !ok || head[0]>>4 != 1 || head[0]&15 > 3 {
		return 0, 0, false
	}
	size := uint64(1) << (head[0] & 15)
	b, ok := l.at(offset+1, size)
	return number(b), offset + 1 + size, ok
}

func (l *list) refs(offset, n uint64) ([]byte, bool) {
	if n > uint64(len(l.b)) {
		return nil, false
	}
	return l.at(offset, n*uint64(l.refSize))
}

func (l *list) array(offset, n uint64, depth int) (value, bool) {
	refs, ok := l.refs(offset, n)
	if !ok {
		return nil, false
	}
	var out []value
	for i := 0; i < len(refs); i += l.refSize {
		v, ok := l.object(number(refs[i:i+l.refSize]), depth+1)
		if !ok {
			return nil, false
		}
		out = append(out, v)
	}
	return out, true
}

// wanted are the keys of a page; all others, the pictures and scripts among
// them, are not looked into.
var wanted = map[string]bool{"WebMainResource": true, "WebSubframeArchives": true, "WebResourceData": true, "WebResourceMIMEType": true,
	"WebResourceURL": true, "WebResourceTextEncodingName": true}

func (l *list) dict(offset, n uint64, depth int) (value, bool) {
	refs, ok := l.refs(offset, 2*n)
	if !ok {
		return nil, false
	}
	out := map[string]value{}
	half := len(refs) / 2
	for i := 0; i < half; i += l.refSize {
		k, ok := l.object(number(refs[i:i+l.refSize]), depth+1)
		if !ok {
			return nil, false
		}
		key, _ := k.(string)
		if !wanted[key] {
			continue
		}
		if out[key], ok = l.object(number(refs[half+i:half+i+l.refSize]), depth+1); !ok {
			return nil, false
		}
	}
	return out, true
}
