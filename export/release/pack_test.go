package release

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aead.dev/minisign"
)

func TestZip(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, readings(20)), dir, demoOptions(t, ""))
	want := tree(t, dir)
	var a, b bytes.Buffer
	if err := errors.Join(Zip(&a, dir, "demo-1.0.0"), os.Chtimes(dir+"/articles.db", time.Unix(0, 0), time.Unix(0, 0)), Zip(&b, dir, "demo-1.0.0")); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two archives differ")
	}
	z, err := zip.NewReader(bytes.NewReader(a.Bytes()), int64(a.Len()))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		got[strings.TrimPrefix(f.Name, "demo-1.0.0/")] = string(text)
	}
	sameTree(t, got, want)
	if err := Zip(io.Discard, t.TempDir(), "x"); !errors.Is(err, ErrNoRelease) {
		t.Errorf("got %v", err)
	}
}

func TestSign(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	src := database(t, readings(5))
	build(t, src, dir, demoOptions(t, ""))
	public, private, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := VerifySignature(dir, []byte(public.String())); !errors.Is(err, ErrUnsigned) {
		t.Errorf("unsigned: got %v", err)
	}
	plain, err := private.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := minisign.EncryptKey("secret", private)
	if err != nil {
		t.Fatal(err)
	}
	var before []byte
	for _, k := range []struct {
		text     []byte
		password string
	}{{plain, ""}, {sealed, "secret"}} {
		key, err := ParseKey(k.text, k.password)
		if err != nil {
			t.Fatal(err)
		}
		if err := Sign(dir, key); err != nil {
			t.Fatal(err)
		}
		signature, err := os.ReadFile(filepath.Join(dir, SignatureFile))
		if err != nil || before != nil && !bytes.Equal(before, signature) {
			t.Errorf("the signature is another the second time (%v)", err)
		}
		before = signature
	}
	if err := VerifySignature(dir, []byte(public.String())); err != nil {
		t.Errorf("signed: got %v", err)
	}
	if v := verify(t, dir); !v.OK() {
		t.Errorf("got %v", v.Differences)
	}
	key, err := ParseKey(plain, "")
	if err != nil {
		t.Fatal(err)
	}
	signed := demoOptions(t, "")
	signed.Sign = &key
	at := filepath.Join(t.TempDir(), "signed")
	build(t, src, at, signed)
	if err := VerifySignature(at, []byte(public.String())); err != nil {
		t.Errorf("signed as it is published: got %v", err)
	}
	if r := build(t, src, dir, demoOptions(t, "")); r.Changed {
		t.Error("building the same again dropped the signature")
	}
	for name, err := range map[string]error{
		"another key": VerifySignature(dir, []byte(other.String())),
		"no key":      VerifySignature(dir, []byte("hello")),
	} {
		if !errors.Is(err, ErrSignature) && !errors.Is(err, ErrKey) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	edit(t, dir, SumsFile, "articles.db", "articles.d_")
	if err := VerifySignature(dir, []byte(public.String())); !errors.Is(err, ErrSignature) {
		t.Errorf("another manifest: got %v", err)
	}
	for _, k := range []struct {
		text     []byte
		password string
	}{{sealed, "wrong"}, {[]byte("hello"), ""}, {nil, ""}} {
		if _, err := ParseKey(k.text, k.password); !errors.Is(err, ErrKey) {
			t.Errorf("%.10s: got %v", k.text, err)
		}
	}
}

func TestRebuildFindsWhatDiffers(t *testing.T) {
	root := t.TempDir()
	src := database(t, readings(5))
	sources := t.TempDir()
	if err := errors.Join(os.Mkdir(sources+"/pages", 0o700), os.WriteFile(sources+"/pages/a.html", []byte("a"), 0o600), os.WriteFile(sources+"/pages/b.html", []byte("b"), 0o600)); err != nil {
		t.Fatal(err)
	}
	o := demoOptions(t, "")
	named, err := o.Recipe.Inputs(os.DirFS(sources))
	if err != nil {
		t.Fatal(err)
	}
	if o.Inputs, err = Lock(os.DirFS(sources), named); err != nil {
		t.Fatal(err)
	}
	build(t, src, root+"/a", o)
	build(t, src, root+"/b", o)
	v, err := CompareFolders(t.Context(), root+"/a", root+"/b")
	if err != nil || !v.OK() {
		t.Errorf("equal folders: got %v, %v", v, err)
	}
	again, err := Again(root+"/a", "recipe.toml")
	if err != nil || !slices.Equal(again.Inputs, o.Inputs) {
		t.Fatalf("got %+v, %v", again, err)
	}
	if v := CheckInputs(os.DirFS(sources), again.Inputs); !v.OK() || v.Files != 2 {
		t.Errorf("equal inputs: got %v", v)
	}
	edit(t, root+"/b", "csv/articles.csv", "第1篇", "第7篇")
	if err := errors.Join(os.Remove(root+"/b/LICENSE"), os.WriteFile(root+"/b/new", nil, 0o600),
		os.WriteFile(sources+"/pages/a.html", []byte("c"), 0o600), os.Remove(sources+"/pages/b.html")); err != nil {
		t.Fatal(err)
	}
	v, err = CompareFolders(t.Context(), root+"/a", root+"/b")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range v.Differences {
		got = append(got, d.String())
	}
	want := "LICENSE: is not made when the release is built again\ncsv/articles.csv: has other bytes when the release is built again\nnew: is missing, and is made when the release is built again"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	v = CheckInputs(os.DirFS(sources), again.Inputs)
	if len(v.Differences) != 2 || v.Differences[0].File != "pages/a.html" || v.Differences[1].File != "pages/b.html" {
		t.Errorf("inputs: got %v", v)
	}
	// Another folder than the recipe's is one finding and not one a file.
	v = CheckInputs(os.DirFS(t.TempDir()), again.Inputs)
	if len(v.Differences) != 1 || !strings.Contains(v.Differences[0].String(), "none of its 2 files is in the folder") {
		t.Errorf("inputs of another folder: got %v", v)
	}
}
