package release

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"aead.dev/minisign"

	"dabao/export/stage"
)

var (
	// ErrUnsigned is returned for a release without a signature.
	ErrUnsigned = errors.New("not signed: it holds no " + SignatureFile)
	// ErrSignature is returned when a signature is not that of the key over
	// the manifest.
	ErrSignature = errors.New("the signature does not fit the key and " + SumsFile)
	// ErrKey is returned for text that is no key, or a wrong password.
	ErrKey = errors.New("not a minisign key, or its password is wrong")
)

// Signature is what is known of a release's signature.
type Signature string

const (
	NoSignature Signature = "none"
	Unchecked   Signature = "unchecked" // there is one, and no key to check it with
	Checked     Signature = "checked"   // it is that of the key
)

// SignatureOf says whether a release is signed; whether that holds is not checked.
func SignatureOf(dir string) Signature {
	if _, err := os.Lstat(filepath.Join(dir, SignatureFile)); err != nil {
		return NoSignature
	}
	return Unchecked
}

// Key is a private key that has been read and opened.
type Key struct{ private minisign.PrivateKey }

// ParseKey reads a private key as minisign writes it to a file; password is
// for one that is encrypted. The text never appears in an error.
func ParseKey(text []byte, password string) (Key, error) {
	var k Key
	var err error
	if minisign.IsEncrypted(text) {
		k.private, err = minisign.DecryptKey(password, text)
	} else {
		err = k.private.UnmarshalText(text)
	}
	if err != nil {
		return Key{}, ErrKey
	}
	return k, nil
}

// Sign signs the manifest of a release, and with it every file. The signature
// holds no time, so that the same key and release give the same one.
func Sign(dir string, k Key) error {
	manifest, err := os.ReadFile(filepath.Join(dir, SumsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", dir, ErrNoRelease)
	}
	if err != nil {
		return err
	}
	signature := minisign.SignWithComments(k.private, manifest, "file:"+SumsFile, "signature of a dabao release")
	return PutSignature(dir, signature)
}

// VerifySignature checks the signature over the manifest; what the manifest
// names is left to Verify. public is the text of a public key or its one line
// of base64.
func VerifySignature(dir string, public []byte) error {
	var files [2][]byte
	for i, f := range []struct {
		name    string
		missing error
	}{{SumsFile, ErrNoRelease}, {SignatureFile, ErrUnsigned}} {
		b, err := os.ReadFile(filepath.Join(dir, f.name))
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", dir, f.missing)
		}
		if err != nil {
			return err
		}
		files[i] = b
	}
	return VerifyManifest(files[0], files[1], public)
}

// VerifyManifest checks a signature over the bytes of a manifest. It returns an
// error that wraps ErrKey or ErrSignature.
func VerifyManifest(manifest, signature, public []byte) error {
	var key minisign.PublicKey
	if err := key.UnmarshalText(public); err != nil {
		return ErrKey
	}
	if !minisign.Verify(key, manifest, signature) {
		return ErrSignature
	}
	return nil
}

// PutSignature puts a signature that was made elsewhere into a release.
func PutSignature(dir string, signature []byte) error {
	// Worked at beside the folder, in which only what the manifest names may lie.
	work, err := stage.Beside(dir)
	if err != nil {
		return err
	}
	defer work.Close()
	return work.WriteFile(filepath.Join(dir, SignatureFile), func(w io.Writer) error {
		_, err := w.Write(signature)
		return err
	})
}
