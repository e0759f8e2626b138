// Package site is the page that travels with a release: index.html and its
// assets, which search the very articles.db beside them in the visitor's
// browser, from any host that serves plain files.
//
//	index.html        the release in a few hundred bytes of JSON, made here, and
//	                  src/boot.js, which runs before all else
//	assets/app.js     the page                     src/main.js and what it imports
//	assets/app.css    its looks                    src/style.css
//	assets/worker.js  SQLite over byte ranges      src/worker.js
//	assets/sqlite3.wasm.gz, assets/LICENSES.txt
//	assets/columns.json  what each column of each table holds, made here
//	assets/meanings.json what tables and columns mean, in Chinese, made here
//	assets/opening.gz    the first pages of the database, made here
//
// The assets are built from src by esbuild ("make site") and committed in dist,
// so that building dabao needs no other tool; CI builds them again and wants
// the same bytes.
//
// A worker opens the database through a VFS that asks the host for the byte
// ranges SQLite reads. Matches are found, ranked and counted by the numbers of
// articles alone, from the index and the tables packed_*; whole articles are
// read only for the rows shown. Where a host does not serve ranges, the visitor
// is told the size and may download the file whole.
//
// Everything in an article is a stranger's: the page makes elements and sets
// their text, never markup, and its Content-Security-Policy lets in no script,
// style or data but its own, and pictures, which it asks for only when told to.
package site

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"

	"dabao/schema"
)

//go:embed dist
var dist embed.FS

//go:embed page.html
var pageHTML string

var page = template.Must(template.New("page").Parse(pageHTML))

// Files gives every file of the page by its name relative to the release
// folder, in a fixed order; equal options give equal bytes. The receiver must
// not change the bytes. A non-nil error is final.
func Files(o Options) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		index, err := indexHTML(o)
		if err != nil {
			yield(File{}, err)
			return
		}
		if !yield(File{"index.html", index}, nil) {
			return
		}
		if opening := packed(o.Opening); opening != nil && !yield(File{OpeningFile, opening}, nil) {
			return
		}
		for _, name := range assets() {
			body, err := dist.ReadFile("dist/" + name)
			if err != nil {
				yield(File{}, err)
				return
			}
			if !yield(File{"assets/" + name, body}, nil) {
				return
			}
		}
		told, err := o.told()
		if err != nil {
			yield(File{}, err)
			return
		}
		for _, f := range told {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// MaxIndex bounds the index.html that is read, in bytes.
const MaxIndex = 16 << 20

// DataURL is the address that a page, made by any Options, finds its database
// at, as Options.DataURL gave it; empty for beside it, and for what is no such page.
func DataURL(index io.Reader) string {
	text, err := io.ReadAll(io.LimitReader(index, MaxIndex))
	if err != nil {
		return ""
	}
	_, data, ok := bytes.Cut(text, []byte(`<script type="application/json" id="release">`))
	var r release
	if !ok || json.NewDecoder(bytes.NewReader(data)).Decode(&r) != nil || r.DataURL == "articles.db" {
		return ""
	}
	return r.DataURL
}

// OpeningFile holds the first pages of the database, as store.Opening gives them.
// Packed, since many hosts pack nothing of the kind.
const OpeningFile = "assets/opening.gz"

func packed(opening []byte) []byte {
	if len(opening) == 0 {
		return nil
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	w.Write(opening) // a buffer takes all
	w.Close()
	return b.Bytes()
}

// File is one file of the page.
type File struct {
	Name string // with slashes
	Body []byte
}

// bootFile is what stands in the page itself.
const bootFile = "boot.js"

// assets lists the built files by name.
func assets() []string {
	var names []string
	entries, err := fs.ReadDir(dist, "dist")
	if err != nil {
		panic(err) // embedded
	}
	for _, e := range entries {
		if e.Name() != bootFile {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names
}

func indexHTML(o Options) ([]byte, error) {
	data, origin, err := dataURL(o.DataURL)
	if err != nil {
		return nil, err
	}
	r := o.release(data)
	told, err := o.told()
	if err != nil {
		return nil, err
	}
	for _, f := range told {
		r.Assets[strings.TrimSuffix(path.Base(f.Name), ".json")] = f.Name + version(f.Body)
	}
	for key, name := range map[string]string{"worker": "worker.js", "wasm": "sqlite3.wasm.gz", "licenses": "LICENSES.txt"} {
		if r.Assets[key], err = versioned(name); err != nil {
			return nil, err
		}
	}
	if opening := packed(o.Opening); opening != nil {
		r.Assets["opening"] = OpeningFile + version(opening)
	}
	boot, err := dist.ReadFile("dist/" + bootFile)
	if err != nil {
		return nil, err
	}
	boot = bytes.TrimSpace(boot)
	app, err := versioned("app.js")
	if err != nil {
		return nil, err
	}
	style, err := versioned("app.css")
	if err != nil {
		return nil, err
	}
	// Marshal writes <, > and & as escapes, so that nothing in it ends the script element.
	body, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	lang := o.Language
	if lang == "" {
		lang = "en"
	}
	var b bytes.Buffer
	err = page.Execute(&b, map[string]any{"Options": o, "Lang": lang, "CSP": policy(origin, boot), "Boot": template.JS(boot), "Tool": schema.ToolVersion,
		"Style": style, "App": app, "Downloads": r.Downloads, "Data": template.JS(body)})
	return b.Bytes(), err
}

// versioned is the address of an asset with its digest behind it: browsers keep
// assets for long, and those of an older release must not meet a newer page.
func versioned(name string) (string, error) {
	body, err := dist.ReadFile("dist/" + name)
	if err != nil {
		return "", fmt.Errorf("asset %s is not built: %w", name, err)
	}
	return "assets/" + name + version(body), nil
}

func version(body []byte) string {
	sum := sha256.Sum256(body)
	return "?v=" + hex.EncodeToString(sum[:4])
}

// dataURL checks where the database lies and gives the origin to let through,
// empty for the page's own.
func dataURL(raw string) (string, string, error) {
	if raw == "" {
		return "articles.db", "", nil
	}
	u, err := url.Parse(raw)
	if err != nil {
		return "", "", fmt.Errorf("data URL: %w", err)
	}
	if u.Scheme == "" && u.Host == "" {
		if path.IsAbs(u.Path) || u.Path == "" {
			return "", "", fmt.Errorf("data URL %q is neither relative to the page nor an address", raw)
		}
		return u.String(), "", nil
	}
	if u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.ContainsAny(u.Host, "; ,'\"*") {
		return "", "", fmt.Errorf("data URL %q is no http or https address", raw)
	}
	return u.String(), u.Scheme + "://" + u.Host, nil
}

// policy lets the page load what lies beside it, run boot, which stands in it, and
// reach the database. That of another host may lead on to yet another, as large
// files do, so connections are then let through to any; nothing but the page's
// own scripts can make one.
func policy(origin string, boot []byte) string {
	connect := "'self'"
	switch {
	case strings.HasPrefix(origin, "https:"):
		connect += " https:"
	case origin != "":
		connect += " http: https:"
	}
	sum := sha256.Sum256(boot)
	return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; " +
		"worker-src 'self'; style-src 'self'; img-src 'self' data: http: https:; connect-src " + connect + "; base-uri 'none'; form-action 'none'"
}
