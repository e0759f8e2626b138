package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"dabao/ingest/intake"
	"dabao/schema"
)

func zstded(s string) string {
	var b bytes.Buffer
	w, _ := zstd.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// pack is a list of names and bodies.
type pack []string

func (p pack) zip(t testing.TB) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(p); i += 2 {
		e, err := w.Create(p[i])
		must(t, err)
		_, err = io.WriteString(e, p[i+1])
		must(t, err)
	}
	must(t, w.Close())
	return b.String()
}

// cutIn ends an archive some bytes into the body of its first member of that name: how long
// the members before it are is the packer's affair, and changes with its version.
func cutIn(archive, member string) string {
	return archive[:strings.Index(archive, member)+len(member)+8]
}

func (p pack) tar(t testing.TB) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(p); i += 2 {
		must(t, w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: p[i], Size: int64(len(p[i+1]))}))
		_, err := io.WriteString(w, p[i+1])
		must(t, err)
	}
	must(t, w.Close())
	return b.String()
}

func warcOf(uris ...string) (records []string) {
	for _, u := range uris {
		records = append(records, fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", u, len(page), page))
	}
	return records
}

const mht = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n" + page + "\r\n--B\r\nContent-Type: image/png\r\nContent-Location: i\r\n\r\nx\r\n--B--\r\n"

func TestContainers(t *testing.T) {
	w := warcOf("http://a.example/1", "http://a.example/2")
	lines := `{"url":"http://a.example/j","html":"<p>"}` + "\n{broken\n"
	members := pack{"a.html", page, "b/c.txt.gz", zipped("words"), ".DS_Store", "x", "__MACOSX/b/._c.txt", "x", "d.docx", "x", "../up.html", page, "12", page, "13", "?"}
	files := map[string]string{
		"w.warc": strings.Join(w, ""), "w1.warc.gz": zipped(w[0]) + zipped(w[1]), "w2.warc.gz": zipped(w[0] + w[1]), "w3.warc.zst": zstded(w[0] + w[1]),
		"bad.warc.gz": "\x00" + zipped(w[0])[1:] + zipped(w[1]), "empty.warc": "",
		"j.jsonl": lines, "j.ndjson.gz": zipped(lines), "m.mhtml": mht, "m.mht": "no message",
		"t.tar": members.tar(t), "t.tgz": zipped(members.tar(t)), "t.tar.zst": zstded(members.tar(t)), "z.zip": members.zip(t), "cut.zip": cutIn(members.zip(t), "b/c.txt.gz"),
		"c.wacz": pack{"archive/data.warc.gz", zipped(w[0]) + zipped(w[1]), "pages/pages.jsonl", "{}", "datapackage.json", "{}", "indexes/index.cdx.gz", "x"}.zip(t),
		"n.zip":  pack{"in.zip", pack{"a.html", page}.zip(t), "w.warc.gz", zipped(w[0]), "j.jsonl", lines, "m.mht", mht}.zip(t),
		"n.tar":  pack{"in.zip", pack{"a.html", page}.zip(t), "bad.zip", "x"}.tar(t),
	}
	inside := func(name string) []string {
		return []string{"doc " + name + " > a.html text/html", "doc " + name + " > b/c.txt.gz text/plain", "skip " + name + " > .DS_Store hidden", "skip " + name + " > __MACOSX/b/._c.txt hidden",
			"skip " + name + " > d.docx unknown_extension", "doc " + name + " > ../up.html text/html", "doc " + name + " > 12 text/html", "skip " + name + " > 13 unknown_extension"}
	}
	two := func(name string) []string {
		return []string{"doc " + name + " > http://a.example/1 text/html", "doc " + name + " > http://a.example/2 text/html"}
	}
	json := func(name string) []string {
		return []string{"doc " + name + " > http://a.example/j text/html", "reject " + name + " > #L2 damaged"}
	}
	want := map[string][]string{
		"w.warc": two("w.warc"), "w1.warc.gz": two("w1.warc.gz"), "w2.warc.gz": two("w2.warc.gz"), "w3.warc.zst": two("w3.warc.zst"),
		"bad.warc.gz": {"reject bad.warc.gz > bad.warc.gz damaged", two("bad.warc.gz")[1]}, "empty.warc": {"reject empty.warc empty"},
		"j.jsonl": json("j.jsonl"), "j.ndjson.gz": json("j.ndjson.gz"),
		"m.mhtml": {"skip m.mhtml > i image", "doc m.mhtml text/html"}, "m.mht": {"reject m.mht damaged"},
		"t.tar": inside("t.tar"), "t.tgz": inside("t.tgz"), "t.tar.zst": inside("t.tar.zst"), "z.zip": inside("z.zip"),
		"cut.zip": {"doc cut.zip > a.html text/html", "reject cut.zip > b/c.txt.gz damaged", "reject cut.zip damaged"},
		"c.wacz":  append(two("c.wacz!/archive/data.warc.gz"), "skip c.wacz > pages/pages.jsonl index", "skip c.wacz > datapackage.json index", "skip c.wacz > indexes/index.cdx.gz index"),
		"n.zip": slices.Concat([]string{"doc n.zip!/in.zip > a.html text/html"}, two("n.zip!/w.warc.gz")[:1], json("n.zip!/j.jsonl"),
			[]string{"skip n.zip!/m.mht > i image", "doc n.zip > m.mht text/html"}),
		"n.tar": {"doc n.tar!/in.zip > a.html text/html", "reject n.tar > bad.zip damaged"},
	}
	dir := tree(t, files)
	for name := range files {
		t.Run(name, func(t *testing.T) {
			a := read(Input{Base: dir, Paths: []string{name}}, Limits{})
			a.want(t, want[name]...)
			for _, d := range a.docs {
				again, err := Find(context.Background(), dir, &schema.Capture{Origin: d.Origin, SHA256: d.SHA256()}, Limits{})
				if err != nil || !reflect.DeepEqual(again, d) {
					t.Errorf("Find(%v) = %v, %v", d.Origin, again, err)
				}
			}
			if strings.HasSuffix(name, "cz") || strings.HasPrefix(name, "bad") || strings.HasPrefix(name, "empty") || name == "m.mht" || name == "cut.zip" {
				return
			}
			// Without a name the bytes tell.
			in := read(Input{Paths: []string{"-"}, Stdin: strings.NewReader(files[name])}, Limits{})
			as := make([]string, len(want[name]))
			for i, l := range want[name] {
				as[i] = strings.Replace(l, " "+name, " -", 1)
			}
			in.want(t, as...)
		})
	}
	if _, err := Find(context.Background(), dir, &schema.Capture{Origin: schema.Origin{URI: "http://a.example/3", Container: "w.warc"}}, Limits{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Find of what is not there: %v", err)
	}
	odd := tree(t, map[string]string{"a!/w.warc": files["w.warc"], "a!/b.html": page})
	for _, d := range read(Input{Base: odd, Paths: []string{"."}}, Limits{}).docs {
		if again, err := Find(context.Background(), odd, &schema.Capture{Origin: d.Origin, SHA256: d.SHA256()}, Limits{}); err != nil || !reflect.DeepEqual(again, d) {
			t.Errorf("Find(%v) = %v, %v", d.Origin, again, err)
		}
	}
	if _, err := Find(context.Background(), dir, &schema.Capture{Origin: schema.Origin{URI: "-"}}, Limits{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Find on standard input: %v", err)
	}
	found, size, err := Size(context.Background(), Input{Base: dir, Paths: []string{"*.zip"}})
	if found != 3 || size != int64(len(files["n.zip"])+len(files["z.zip"])+len(files["cut.zip"])) || err != nil {
		t.Errorf("Size = %d, %d, %v", found, size, err)
	}
}

func TestZipInZip(t *testing.T) {
	z := pack{"a.html", page}.zip(t)
	for range 5 {
		z = pack{"b.html", page, "in.zip", z}.zip(t)
	}
	a := read(Input{Paths: []string{"-"}, Stdin: strings.NewReader(z)}, Limits{})
	a.want(t, "doc - > b.html text/html", "doc -!/in.zip > b.html text/html", "doc -!/in.zip!/in.zip > b.html text/html", "reject -!/in.zip!/in.zip > in.zip too_large")
	a = read(Input{Paths: []string{"-"}, Stdin: strings.NewReader(z)}, Limits{MaxNestedBytes: 100})
	a.want(t, "reject - too_large")
}

func TestBombs(t *testing.T) {
	big := strings.Repeat("x", 40<<20)
	dir := tree(t, map[string]string{
		"bomb.html.gz": zipped(big), "bomb.jsonl.zst": zstded(big), "bomb.tar.gz": zipped(pack{"x.html", big, "y.html", page}.tar(t)), "ok.html": page,
		"bomb.zip": pack{"x.html", big, "y.html", page}.zip(t), "long.jsonl": `{"text":"` + big + "\"}\n" + `{"text":"words"}`,
	})
	read(Input{Base: dir, Paths: []string{"."}}, Limits{MaxDocumentBytes: 1 << 20, MaxLineBytes: 1 << 20, MaxRatio: 500}).want(t,
		"reject bomb.html.gz too_large", "reject bomb.jsonl.zst > bomb.jsonl.zst too_large",
		"reject bomb.tar.gz > x.html too_large", "reject bomb.tar.gz too_large",
		"reject bomb.zip > x.html too_large", "doc bomb.zip > y.html text/html",
		"reject long.jsonl > #L1 too_large", "doc long.jsonl > #L2 text/plain", "doc ok.html text/html")
	// A container of pages may well compress better than one page.
	read(Input{Base: dir, Paths: []string{"bomb.tar.gz"}}, Limits{MaxDocumentBytes: 1 << 20, MaxRatio: 5000}).want(t,
		"reject bomb.tar.gz > x.html too_large", "doc bomb.tar.gz > y.html text/html")
}

// TestProgressAddsUp: what is told as read is what Size announces.
func TestProgressAddsUp(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": page, "w.warc.gz": zipped(warcOf("u")[0]), "j.jsonl": "{}\n", "t.tgz": zipped(pack{"a.html", page}.tar(t))})
	in := Input{Base: dir, Paths: []string{"."}}
	_, want, err := Size(context.Background(), in)
	must(t, err)
	var got int64
	for _, err := range Documents(context.Background(), in, Limits{}, Events{Read: func(n int64) { got += n }}) {
		must(t, err)
	}
	if got != want {
		t.Errorf("read %d bytes of %d", got, want)
	}
}

// FuzzStandardInput lets the bytes choose the reader.
func FuzzStandardInput(f *testing.F) {
	w := warcOf("u", "v")
	members := pack{"a.html", page, "b.warc", w[0], "c.jsonl", "{\"text\":\"x\"}", "d.mht", mht}
	for _, s := range []string{page, mht, w[0] + w[1], zipped(w[0]) + zipped(w[1]), members.tar(f), members.zip(f), zipped(members.tar(f)), zstded("{\"text\":\"x\"}\n"), "BZh91AY&SY"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		lim := Limits{MaxDocumentBytes: 64 << 10, MaxLineBytes: 64 << 10, MaxNestedBytes: 1 << 20, MaxMembers: 100, MaxRatio: 100}
		a := read(Input{Paths: []string{"-"}, Stdin: bytes.NewReader(b)}, lim)
		if a.err != nil {
			t.Error(a.err)
		}
		for _, d := range a.docs {
			if int64(len(d.Body)) > lim.MaxDocumentBytes || d.Origin.URI == "" {
				t.Errorf("document %v of %d bytes", d.Origin, len(d.Body))
			}
			if d.Origin.URI != intake.EscapeName(intake.UnescapeName(d.Origin.URI)) {
				t.Errorf("uri %q", d.Origin.URI)
			}
		}
	})
}
