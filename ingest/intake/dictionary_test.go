package intake

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/dict"
	"github.com/klauspost/compress/zstd"
)

// teamArchive is a stream as archive teams write theirs: the dictionary in a
// skippable frame, plain or compressed itself, then a frame for each of n records.
func teamArchive(t testing.TB, compressed bool, n int) (file, plain string) {
	t.Helper()
	var samples [][]byte
	for i := range 400 {
		samples = append(samples, []byte(fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/%d\r\n\r\nThe quay %d is open.\r\n\r\n", i, i*i)))
	}
	d, err := dict.BuildZstdDict(samples, dict.Options{MaxDictSize: 1 << 10, HashBytes: 6, ZstdDictID: 7, ZstdLevel: zstd.SpeedDefault})
	if err != nil {
		t.Fatal(err)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderDict(d))
	if err != nil {
		t.Fatal(err)
	}
	if compressed {
		c, _ := zstd.NewWriter(nil)
		d = c.EncodeAll(d, nil)
	}
	b := binary.LittleEndian.AppendUint32(nil, dictionaryMagic)
	b = append(binary.LittleEndian.AppendUint32(b, uint32(len(d))), d...)
	samples = samples[:n]
	for _, s := range samples {
		b = append(b, w.EncodeAll(s, nil)...)
	}
	return string(b), string(bytes.Join(samples, nil))
}

func TestDictionary(t *testing.T) {
	lim := Limits{}.OrDefaults()
	for _, compressed := range []bool{false, true} {
		file, plain := teamArchive(t, compressed, 400)
		z, err := lim.Decompress(Zstd, strings.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z)
		if z.Close(); err != nil || string(got) != plain {
			t.Errorf("compressed %v: %d bytes, want %d; %v", compressed, len(got), len(plain), err)
		}
	}
	frame := func(size uint32, body string) string {
		return string(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, dictionaryMagic), size)) + body
	}
	for name, in := range map[string]string{
		"of two gigabytes": frame(2<<30, "\x37\xa4\x30\xec"), "cut short": frame(100, "\x37\xa4\x30\xec"), "damaged": frame(8, "\x37\xa4\x30\xec\x00\x00\x00\x00"),
	} {
		if z, err := lim.Decompress(Zstd, strings.NewReader(in)); err == nil {
			t.Errorf("%s: no error", name)
			z.Close()
		}
	}
	w, _ := zstd.NewWriter(nil)
	z, err := lim.Decompress(Zstd, strings.NewReader(frame(3, "abc")+string(w.EncodeAll([]byte("words"), nil))))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if got, err := io.ReadAll(z); err != nil || string(got) != "words" {
		t.Errorf("another frame: %q, %v", got, err)
	}
}

// FuzzDictionary holds for any bytes: no panic, and it ends. Files
// and memory are small, so that its time goes into trying, not into clearing windows
// or making what it finds shorter.
func FuzzDictionary(f *testing.F) {
	for _, compressed := range []bool{false, true} {
		file, _ := teamArchive(f, compressed, 2)
		f.Add([]byte(file))
	}
	little := zstdMemory{window: 64 << 10, dictionary: 64 << 10}
	f.Fuzz(func(t *testing.T, b []byte) {
		if z, err := little.open(bytes.NewReader(b)); err == nil {
			io.Copy(io.Discard, io.LimitReader(z, 256<<10))
			z.Close()
		}
	})
}
