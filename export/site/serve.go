package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"strings"
	"time"
)

// ErrNoPage is returned for a folder without an index.html.
var ErrNoPage = errors.New("there is no index.html in it")

// graceful is how long a stop waits for answers under way.
const graceful = 3 * time.Second

// Serve answers for the files below dir at addr until ctx is done, then lets
// answers under way end. started is called once with the address of the page.
// Nothing outside dir is reachable, by path or by symbolic link. It returns an
// error that wraps ErrNoPage or fs.ErrNotExist where one of these is why.
func Serve(ctx context.Context, dir, addr string, started func(pageURL string)) error {
	f, _, err := openRegular(dir, "index.html")
	if err != nil {
		if _, err := os.Stat(dir); err != nil {
			return err
		}
		return fmt.Errorf("%s: %w", dir, ErrNoPage)
	}
	f.Close()
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", addr, err)
	}
	srv := &http.Server{Handler: onlyFor(addr, Handler(dir)), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 64 << 10}
	started("http://" + l.Addr().String() + "/")
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil {
		return srv.Close()
	}
	return nil
}

// onlyFor answers requests for this machine alone: by an address, as localhost,
// or under the name it listens at. A page elsewhere whose name is made to lead
// here (DNS rebinding) asks under that name, and could read what is served.
func onlyFor(addr string, h http.Handler) http.Handler {
	own, _, _ := net.SplitHostPort(addr)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
		if net.ParseIP(host) == nil && !strings.EqualFold(host, "localhost") && !strings.EqualFold(host, own) {
			http.Error(w, "this is not served under that name", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(patient{w, http.NewResponseController(w)}, r)
	})
}

// stall is how long a client may take to read one buffer of an answer.
const stall = 30 * time.Second

// patient gives each write its time, so that a large file may take long and a
// client that reads nothing may not.
type patient struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (p patient) Write(b []byte) (int, error) {
	// A writer without deadlines, as in a test, waits for nobody.
	_ = p.control.SetWriteDeadline(time.Now().Add(stall))
	return p.ResponseWriter.Write(b)
}

// types are given by name, not by the machine's tables, which differ.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".wasm": "application/wasm", ".db": "application/vnd.sqlite3", ".parquet": "application/vnd.apache.parquet",
	".json": "application/json", ".jsonl": "application/jsonl; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".toml": "application/toml", ".txt": "text/plain; charset=utf-8",
	".cff": "text/yaml; charset=utf-8", ".zst": "application/zstd", ".gz": "application/gzip", ".svg": "image/svg+xml",
}

// Handler serves the files below dir with byte ranges and an ETag each. It
// lists no folders and shows no hidden files. A release that takes the place of the one in dir is served
// from then on.
func Handler(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if name == "" {
			name = "index.html"
		}
		if strings.HasPrefix(name, ".") || strings.Contains(name, "/.") {
			http.NotFound(w, r) // no release has hidden files
			return
		}
		f, st, err := openRegular(dir, name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		defer f.Close()
		h := w.Header()
		h.Set("Content-Type", contentType(name))
		h.Set("ETag", fmt.Sprintf(`"%x-%x"`, st.Size(), st.ModTime().UnixNano()))
		h.Set("Cache-Control", "no-cache")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		http.ServeContent(w, r, name, time.Time{}, f)
	})
}

// openRegular opens a file below dir. os.Root refuses names and symbolic links
// that lead out of it; it is opened anew each time, since a new release comes
// as another folder of the same name.
func openRegular(dir, name string) (*os.File, fs.FileInfo, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	// A pipe would block the open: look first.
	st, err := root.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, nil, fs.ErrNotExist
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, nil, err
	}
	if st, err = f.Stat(); err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, st, nil
}

func contentType(name string) string {
	if t := types[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	switch path.Base(name) {
	case "LICENSE", "SHA256SUMS":
		return types[".txt"]
	}
	return "application/octet-stream"
}
