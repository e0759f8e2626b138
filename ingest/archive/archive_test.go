package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"

	"dabao/ingest/intake"
)

type file struct {
	name, body string
	method     uint16
	mode       uint32
}

// zipOf writes a zip with the standard library, sizes behind the data.
func zipOf(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(93, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: f.method}
		if f.mode != 0 {
			h.CreatorVersion = 3 << 8
			h.ExternalAttrs = f.mode << 16
		}
		e, err := w.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(e, f.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sizedZip writes one with sizes in the local headers, as most programs do.
func sizedZip(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		var z bytes.Buffer
		c, _ := flate.NewWriter(&z, 6)
		io.WriteString(c, f.body)
		c.Close()
		e, err := w.CreateRaw(&zip.FileHeader{Name: f.name, Method: 8, CRC32: crc32.ChecksumIEEE([]byte(f.body)),
			CompressedSize64: uint64(z.Len()), UncompressedSize64: uint64(len(f.body))})
		if err == nil {
			_, err = e.Write(z.Bytes())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// list reads all members as lines: "name = body", "name: kind", "name! error".
func list(members iter.Seq2[Member, error]) (lines []string) {
	for m, err := range members {
		switch {
		case err != nil:
			lines = append(lines, "end! "+err.Error())
		case m.Err != nil:
			lines = append(lines, m.Name+"! "+m.Err.Error())
		case m.Kind != "":
			lines = append(lines, m.Name+": "+string(m.Kind))
		default:
			b, err := io.ReadAll(m.Body)
			if len(b) > 40 {
				b = fmt.Appendf(nil, "%s… %d", b[:10], len(b))
			}
			if err != nil {
				lines = append(lines, m.Name+"! "+err.Error())
			} else {
				lines = append(lines, m.Name+" = "+string(b))
			}
		}
	}
	return lines
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func zipList(s string, lim intake.Limits) []string {
	return list(Zip(strings.NewReader(s), int64(len(s)), lim))
}

func TestZip(t *testing.T) {
	long := strings.Repeat("0123456789", 500)
	files := []file{
		{name: "a.html", body: "one"}, {name: "d/"}, {name: "d/b.html", body: long, method: 8}, {name: "c.html", body: long, method: 93},
		{name: "../../etc/x.html", body: "up"}, {name: "/abs.html", body: "abs", method: 8}, {name: "\xb1\xb1\n.html", body: "gbk"},
		{name: "l", body: "a.html", mode: 0xa1ff}, {name: "dev", mode: 0x21ff}, {name: "f", mode: 0x11ff}, {name: "n", body: "r", mode: 0x81ff},
	}
	want := []string{"a.html = one", "d/: directory", "d/b.html = 0123456789… 5000", "c.html = 0123456789… 5000", "../../etc/x.html = up", "/abs.html = abs",
		"\xb1\xb1\n.html = gbk", "l: symlink", "dev: special_file", "f: special_file", "n = r"}
	z := zipOf(t, files...)
	same(t, zipList(z, intake.Limits{}), want...)
	same(t, zipList("#!/bin/sh prefix of a self-extracting archive\n"+z, intake.Limits{}), want...)
	for m, err := range Zip(strings.NewReader(z), int64(len(z)), intake.Limits{}) {
		if err != nil || m.Name == "a.html" && z[m.Offset:m.Offset+m.Length] != "one" {
			t.Errorf("a.html lies at %d+%d, %v", m.Offset, m.Length, err)
		}
	}
	same(t, zipList(zipOf(t), intake.Limits{}))
	same(t, zipList(z, intake.Limits{MaxMembers: 2}), append(want[:2:2], "end! archive of more than 2 members (--max-members)")...)
}

func TestZipDamage(t *testing.T) {
	long := strings.Repeat("0123456789", 500)
	files := []file{{name: "a", body: "one", method: 8}, {name: "b", body: long, method: 8}, {name: "c", body: "three", method: 8}}
	z, sized := zipOf(t, files...), sizedZip(t, files...)
	all := []string{"a = one", "b = 0123456789… 5000", "c = three"}
	lost := "end! the directory at the end of the zip is missing"
	patch := func(s string, at int, with string) string { return s[:at] + with + s[at+len(with):] }
	dir := strings.Index(z, centralSig)
	second := dir + 4 + strings.Index(z[dir+4:], centralSig)
	same(t, zipList(z[:dir], intake.Limits{}), append(all[:3:3], lost)...)
	same(t, zipList(sized[:strings.Index(sized, centralSig)], intake.Limits{}), append(all[:3:3], lost)...)
	same(t, zipList(sized[:strings.Index(sized[4:], localSig)+50], intake.Limits{}), "a = one", "b! ", lost)
	same(t, zipList("no zip at all", intake.Limits{}), lost)
	same(t, zipList("", intake.Limits{}), lost)
	t.Run("sizes that lie", func(t *testing.T) {
		same(t, zipList(patch(z, second+24, "\x10\x00\x00\x00"), intake.Limits{}), all[0], "b! member of the zip holds more than its size says", all[2])
		same(t, zipList(patch(z, second+24, "\xff\xff\x00\x00"), intake.Limits{}), all[0], "b! member of the zip holds less than its size says", all[2])
		same(t, zipList(patch(z, second+20, "\xff\xff\xff\x00"), intake.Limits{}), all[0], "b! member of the zip is cut short", all[2])
		same(t, zipList(patch(z, second+16, "\x00\x00\x00\x00"), intake.Limits{}), all[0], "b! member of the zip does not match its checksum", all[2])
		same(t, zipList(patch(z, second+42, "\xff\xff\x00\x00"), intake.Limits{}), all[0], "b! no member of the zip lies where", all[2])
		same(t, zipList(patch(z, second+8, "\x01"), intake.Limits{}), all[0], "b! member of the zip is encrypted", all[2])
		same(t, zipList(patch(z, second+10, "\x09"), intake.Limits{}), all[0], "b! compression method 9", all[2])
		same(t, zipList(patch(z, second, "XX"), intake.Limits{}), all[0], "end! an entry of the zip's directory is damaged")
	})
}

func TestZipBombs(t *testing.T) {
	lim := intake.Limits{MaxDocumentBytes: 1 << 20, MaxRatio: 100}
	big := strings.Repeat("0", 20<<20)
	z := zipOf(t, file{name: "a", body: "one"}, file{name: "bomb", body: big, method: 8}, file{name: "c", body: "three"})
	same(t, zipList(z, lim), "a = one", "bomb! decompresses to more than 100 times its size (--max-ratio)", "c = three")
	t.Run("entries that share their bytes", func(t *testing.T) {
		// One member, listed a thousand times.
		z := sizedZip(t, file{name: "a", body: strings.Repeat("0", 900_000)})
		at := strings.Index(z, centralSig)
		entry := z[at : at+centralLen+1]
		end := []byte(z[at+len(entry):])
		le := binary.LittleEndian
		le.PutUint16(end[10:], 1000)
		le.PutUint32(end[12:], uint32(1000*len(entry)))
		got := zipList(z[:at]+strings.Repeat(entry, 1000)+string(end), lim)
		if len(got) != 1000 || got[0] != "a = 0000000000… 900000" || got[1] != "a! member of the zip lies over another" || got[999] != got[1] {
			t.Errorf("%d members, the last is %s", len(got), got[len(got)-1])
		}
	})
}

func tarOf(t testing.TB, headers ...*tar.Header) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		body := h.Uname // where the tests keep it
		h.Uname = ""
		h.Size = int64(len(body))
		err := w.WriteHeader(h)
		if err == nil {
			_, err = io.WriteString(w, body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func reg(name, body string) *tar.Header {
	return &tar.Header{Typeflag: tar.TypeReg, Name: name, Uname: body, Mode: 0o644}
}

func TestTar(t *testing.T) {
	name := strings.Repeat("長", 80) + ".html"
	s := tarOf(t, &tar.Header{Typeflag: tar.TypeXGlobalHeader, Name: "g", PAXRecords: map[string]string{"comment": "x"}},
		&tar.Header{Typeflag: tar.TypeDir, Name: "d/"}, reg("d/a.html", "one"), reg("../up.html", "two"), reg("/abs", "three"), reg(name, "four"),
		&tar.Header{Typeflag: tar.TypeSymlink, Name: "s", Linkname: "/etc/passwd"}, &tar.Header{Typeflag: tar.TypeLink, Name: "h", Linkname: "../x"},
		&tar.Header{Typeflag: tar.TypeChar, Name: "dev"}, &tar.Header{Typeflag: tar.TypeFifo, Name: "fifo"})
	want := []string{": metadata", "d/: directory", "d/a.html = one", "../up.html = two", "/abs = three", name + " = four",
		"s: symlink", "h: symlink", "dev: special_file", "fifo: special_file"}
	got := list(Tar(iotest.OneByteReader(strings.NewReader(s)), intake.Limits{}))
	if len(got) > 0 {
		_, got[0], _ = strings.Cut(got[0], ":")
		got[0] = ":" + got[0]
	}
	same(t, got, want...)
	for m := range Tar(strings.NewReader(s), intake.Limits{}) {
		if m.Name == "d/a.html" && s[m.Offset:m.Offset+m.Length] != "one" {
			t.Errorf("a.html lies at %d+%d", m.Offset, m.Length)
		}
	}
	one, two := tarOf(t, reg("a", "one")), tarOf(t, reg("b", "two"))
	same(t, list(Tar(strings.NewReader(one+two), intake.Limits{})), "a = one", "b = two")
	same(t, list(Tar(strings.NewReader(one+two), intake.Limits{MaxMembers: 1})), "a = one", "end! archive of more than 1 members (--max-members)")
}

func TestTarDamage(t *testing.T) {
	s := tarOf(t, reg("a", "one"), reg("b", strings.Repeat("two ", 500)), reg("c", "three"))
	same(t, list(Tar(strings.NewReader(s[:1024]+"\xff"+s[1025:]), intake.Limits{})), "a = one", "! tar: damaged header", "c = three")
	same(t, list(Tar(strings.NewReader("no tar at all"), intake.Limits{})), "! tar: ")
	same(t, list(Tar(strings.NewReader(s[:2000]), intake.Limits{})), "a = one", "b! unexpected EOF")
	same(t, list(Tar(strings.NewReader(s[:700]), intake.Limits{})), "a = one", "end! tar: ends in the middle")
	same(t, list(Tar(strings.NewReader(""), intake.Limits{})))
	same(t, list(Tar(io.MultiReader(strings.NewReader(s[:1024]), iotest.ErrReader(io.ErrClosedPipe)), intake.Limits{})), "a = one", "end! io: read/write on closed pipe")
}

// FuzzZip and FuzzTar hold for any bytes: reading ends, members lie in the
// file, and the zip reader sees what the standard library sees.
func FuzzZip(f *testing.F) {
	files := []file{{name: "a", body: "one", method: 8}, {name: "d/"}, {name: "b", body: strings.Repeat("two", 99), method: 8}}
	f.Add([]byte(zipOf(f, files...)))
	f.Add([]byte(sizedZip(f, files[0], files[2])))
	f.Add([]byte(zipOf(f, files...)[:120]))
	f.Fuzz(func(t *testing.T, b []byte) {
		lim := intake.Limits{MaxDocumentBytes: 10000, MaxRatio: 50, MaxMembers: 50}
		good := make(map[string]string)
		for m, err := range Zip(bytes.NewReader(b), int64(len(b)), lim) {
			if err != nil {
				break
			}
			if m.Offset < 0 || m.Length < 0 || m.Err == nil && m.Offset+m.Length > int64(len(b)) {
				t.Fatalf("%q lies at %d+%d of %d", m.Name, m.Offset, m.Length, len(b))
			}
			if m.Body != nil {
				if s, err := io.ReadAll(m.Body); err == nil {
					good[fmt.Sprint(m.Name, m.Offset)] = string(s)
				}
			}
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil || len(z.File) > 50 {
			return
		}
		for _, e := range z.File {
			at, err := e.DataOffset()
			if err != nil || e.Mode().IsDir() || e.UncompressedSize64 > 10000 {
				continue
			}
			r, err := e.Open()
			if err != nil {
				continue
			}
			s, err := io.ReadAll(r)
			if got, ok := good[fmt.Sprint(e.Name, at)]; err == nil && ok && got != string(s) {
				t.Errorf("%q is %q, the standard library reads %q", e.Name, got, s)
			}
		}
	})
}

func FuzzTar(f *testing.F) {
	s := tarOf(f, reg("a", "one"), reg(strings.Repeat("b", 200), "two"), &tar.Header{Typeflag: tar.TypeDir, Name: "d/"})
	f.Add([]byte(s))
	f.Add([]byte(s[:700] + s[100:] + s))
	f.Fuzz(func(t *testing.T, b []byte) {
		end := int64(0)
		for m, err := range Tar(bytes.NewReader(b), intake.Limits{MaxDocumentBytes: 10000, MaxRatio: 50}) {
			if err != nil {
				break
			}
			if m.Offset < end || m.Length < 0 || m.Offset > int64(len(b)) {
				t.Fatalf("%q lies at %d+%d of %d, behind %d", m.Name, m.Offset, m.Length, len(b), end)
			}
			end = m.Offset
			if m.Body != nil {
				io.Copy(io.Discard, m.Body)
			}
		}
	})
}
