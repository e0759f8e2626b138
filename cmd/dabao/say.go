package main

// Every word for people goes through this file. The rules: data goes to
// standard output, words for people to standard error. An error is one line,
// "dabao: what happened to what", then "hint: …" where a next step is known.
// Progress moves only on a terminal; a log gets a quiet line now and then.
// Nothing from a page or a path reaches a terminal with its control characters.

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"unicode"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"dabao/datasets"
	"dabao/export/pull"
	"dabao/export/release"
	"dabao/export/remote"
	"dabao/export/site"
	"dabao/export/stage"
	"dabao/ingest/source"
	"dabao/schema/store"

	"dabao/schema/fulltext"
)

type sayer struct{ w io.Writer }

func newSayer(w io.Writer) *sayer { return &sayer{w} }

func said(c *cli.Context) *sayer { return c.App.Metadata["say"].(*sayer) }

func (s *sayer) line(format string, args ...any) { fmt.Fprintf(s.w, format+"\n", args...) }

// fail prints an error with its hint and returns the exit code it stands for.
func (s *sayer) fail(err error) int {
	if err == nil {
		return exitDone
	}
	var u *usageError
	var topic cli.ExitCoder // the library's own, for help on what there is not
	switch {
	case errors.As(err, &topic):
		s.problem(err.Error())
		return exitUsage
	case errors.Is(err, errRejects):
		return exitRejects
	case err == errMismatch: // every difference has been told
		return exitMismatch
	case errors.As(err, &u):
		s.problem(u.what)
		s.hint(u.hint)
		return exitUsage
	}
	s.problem(err.Error())
	s.hint(hintFor(err))
	if errors.Is(err, errMismatch) {
		return exitMismatch
	}
	return exitFailed
}

// problem prints what happened; an error of several lines is a headline with
// its particulars below.
func (s *sayer) problem(what string) {
	lines := strings.Split(strings.TrimSpace(what), "\n")
	s.line("dabao: %s", printable(lines[0]))
	for _, l := range lines[1:] {
		s.line("  %s", printable(strings.TrimSpace(l)))
	}
}

func (s *sayer) hint(h string) {
	if h != "" {
		s.line("hint: %s", printable(h))
	}
}

// hintFor is the next step for the errors that have one.
func hintFor(err error) string {
	var invalid *datasets.Invalid
	switch {
	case errors.As(err, &invalid):
		return "dabao help recipe explains every key"
	case errors.Is(err, store.ErrNotDabao):
		return "give a database that dabao ingest made, or another name for a new one"
	case errors.Is(err, store.ErrNewer):
		return "install a newer dabao to read it"
	case errors.Is(err, store.ErrOlder):
		return "run dabao ingest on it once to upgrade it"
	case errors.Is(err, store.ErrUnreleased):
		return "make it anew: run dabao ingest on its inputs, into a new file"
	case errors.Is(err, errUndecided):
		return "run the same dabao ingest again; it goes on where it was stopped"
	case errors.Is(err, store.ErrBusy):
		return "wait until the other dabao is done; its work is safe. If it stands still, a program has the file open in a transaction: end that one"
	case errors.Is(err, errOtherInputs):
		return "run dabao ingest on the recipe's inputs, from its folder, into a new database, or release without --from"
	case errors.Is(err, release.ErrAnnotations):
		return "dabao export DB --table annotations -o spans.jsonl writes them; name that file in the recipe: [[annotate]] path = \"spans.jsonl\""
	case errors.Is(err, source.ErrNothing):
		return "give pages, archives or tables (dabao ingest --help lists what is read), or a folder that holds some"
	case hintForPull(err) != "":
		return hintForPull(err)
	case errors.Is(err, site.ErrNoPage):
		return "give a folder that dabao release made"
	case errors.Is(err, release.ErrPlainHTTP), errors.Is(err, release.ErrNotByRanges), errors.Is(err, remote.ErrNoRanges), errors.Is(err, store.ErrInWAL):
		return "download it and give the file: dabao pull ADDRESS -o FOLDER gets a whole release and checks it"
	case notAFile(err):
		return "search, show, info, sql, export and mcp read at an address; for everything else download it: dabao pull ADDRESS -o FOLDER"
	case errors.Is(err, release.ErrUnproven):
		return "nothing of it was used. Run it again; where it says the same, tell the publisher: the host does not serve what SHA256SUMS names"
	case errors.Is(err, remote.ErrChanged):
		return "run the same command again, which then reads the new file"
	case errors.Is(err, syscall.EADDRINUSE):
		return "another program listens there; try --addr 127.0.0.1:0"
	case readOnlyFile(err) != "":
		return fmt.Sprintf("files of a release are read-only, so that they stay what their checksums say; where it is a copy to work on: chmod u+w %s", readOnlyFile(err))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "choose a place you may write to"
	case store.Full(err):
		return "make room on the disk and run the same command again"
	case errors.Is(err, context.DeadlineExceeded):
		return "try again with fewer inputs at once"
	}
	return ""
}

// hintForPull is the next step for the errors of a download.
func hintForPull(err error) string {
	var status *remote.StatusError
	var certificate *tls.CertificateVerificationError
	var network *net.OpError
	switch {
	case errors.Is(err, pull.ErrAltered):
		return "a release does not change under its version: ask its publisher before you trust either. --force takes what lies there now"
	case errors.Is(err, pull.ErrNewerHere):
		return "to go back, name the version behind the address: @1.0.0"
	case errors.Is(err, pull.ErrKinds):
		return "ask for these kinds too, or pull into another folder; --force lets them go"
	case errors.Is(err, pull.ErrOtherDataset):
		return "pull into another folder"
	case errors.Is(err, pull.ErrNotThere):
		return "give the address under which SHA256SUMS or releases.json of the release opens"
	case errors.Is(err, stage.ErrHeld):
		return "wait until it is done"
	case errors.Is(err, release.ErrForeign):
		return "choose another folder, or move what is no part of the release out of it"
	case errors.Is(err, pull.ErrOther):
		return "run it again; where it says the same, tell the publisher: the host does not serve what SHA256SUMS names"
	case errors.As(err, &status) && (status.Code == http.StatusUnauthorized || status.Code == http.StatusForbidden):
		return "where the host wants a secret, put it into " + remote.AuthorizationVariable + ": Bearer …, or Basic …"
	case errors.As(err, &certificate):
		return "the host does not prove who it is; nothing was taken from it"
	case errors.Is(err, remote.ErrUnreachable), errors.As(err, &network) && network.Op != "listen":
		return "check the address (its name, its port, https or http) and the network; where a proxy stands between, name it in HTTPS_PROXY or HTTP_PROXY"
	case errors.Is(err, remote.ErrStalled), errors.Is(err, remote.ErrCut):
		return "run the same command again: it goes on where it stopped"
	}
	return ""
}

// notAFile says that a file was looked for under an address.
func notAFile(err error) bool {
	var p *fs.PathError
	return errors.As(err, &p) && errors.Is(err, fs.ErrNotExist) && remote.IsURL(p.Path)
}

// printable makes one line that no terminal obeys: control, format and
// direction characters are shown as escapes.
func printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsPrint(r) || fulltext.IsHan(r) || r == '\t' {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return b.String()
}

// terminal reports whether w is one.
func terminal(w io.Writer) bool {
	if c, ok := w.(*checkedWriter); ok {
		w = c.w
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// printJSON writes one value as a line of JSON, for programs.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// noColor honours the convention that a set NO_COLOR means no colour.
func noColor() bool { return os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" }

// readOnlyFile is the file that could not be opened because nobody may write to
// it; empty where something else is why.
func readOnlyFile(err error) string {
	var p *fs.PathError
	if !errors.Is(err, fs.ErrPermission) || !errors.As(err, &p) {
		return ""
	}
	if st, err := os.Stat(p.Path); err != nil || !st.Mode().IsRegular() || st.Mode().Perm()&0o222 != 0 {
		return ""
	}
	return p.Path
}
