// Package pull takes a release from a host, or brings an older one up to date,
// and moves no byte that can be had without.
//
//	find     SHA256SUMS, and its signature, first; then the list of sizes
//	inspect  what the folder holds, by its bytes
//	plan     the cheapest road to what is missing: as it lies there; by deltas
//	         from the database that is here; or made again from the shards, which
//	         is left where the line turns out to be faster than the making
//	take     several files at once, resumed where they stopped, hashed as they
//	         come, into a workshop beside the folder where each is called by its
//	         SHA-256
//	make     the database, and with it what follows from it
//	publish  the whole folder in one step
//
// Whatever the road, every file is the one that SHA256SUMS names, or the folder
// stays as it was. What was taken before a run ended, however it ended, waits in
// the workshop for the next.
package pull

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/mod/semver"

	"dabao/export/release"
	"dabao/export/remote"
	"dabao/export/stage"
)

// Kind is a part of a release that can be pulled alone.
type Kind string

// The kinds, and what each brings. README.md, LICENSE, CITATION.cff, the list of
// releases and SHA256SUMS come with all of them.
const (
	Database Kind = "db"   // articles.db
	Data     Kind = "data" // data and tables: Parquet
	CSV      Kind = "csv"  // csv
)

// Kinds lists them.
var Kinds = []Kind{Database, Data, CSV}

// kindOf is the kind of a file; "" for what comes only with a whole release.
func kindOf(name string) Kind {
	switch {
	case name == release.DatabaseFile:
		return Database
	case release.MakesDatabase(name), strings.HasPrefix(name, "data/"):
		return Data
	case strings.HasPrefix(name, "csv/"):
		return CSV
	}
	return ""
}

// always are the files without which none of a release should go about.
var always = []string{"README.md", "LICENSE", "CITATION.cff", release.ListFile}

// Options are how a release is pulled. The zero value takes all of it.
type Options struct {
	Only []Kind // none is all
	// PublicKey, where it is not empty, is a minisign key that must have signed
	// the release; nothing else is fetched before that is checked.
	PublicKey []byte
	// Whole takes every missing file as it lies there and makes none; Make takes
	// the road of the fewest bytes, however fast the line is and wherever the
	// release lies. Not both.
	Whole, Make bool
	// Force takes what lies there although the folder holds another release of
	// the same version, a newer one, or kinds that are not asked for.
	Force bool
	// DryRun looks and plans, and changes nothing.
	DryRun bool
	// Connections is how many files are taken at once; zero is DefaultConnections.
	Connections int
	Remote      remote.Options
	// Step, which may be nil, is told what begins and how many bytes it goes
	// through, 0 where that is not known; Bytes, as they pass, by several at once.
	Step  func(what string, bytes int64)
	Bytes func(n int64)
	// Note, which may be nil, is told what the person at the keyboard should know.
	Note func(text string)
}

// DefaultConnections are polite to a host, and enough to fill a line.
const DefaultConnections = 4

// Road is how missing files are had.
type Road string

// The roads.
const (
	Nothing Road = "nothing" // nothing is missing
	Whole   Road = "whole"   // every file as it lies there
	Here    Road = "here"    // made from the database that is here
	Deltas  Road = "deltas"  // from the database that is here, by deltas
	Shards  Road = "shards"  // the database from Parquet, the rest from it
)

// Report says what was done, or with DryRun what would be.
type Report struct {
	Source       string   `json:"source"`
	Folder       string   `json:"folder"`
	Name         string   `json:"name"`
	Version      string   `json:"version"`
	From         string   `json:"from_version"` // that the folder held; empty for none
	Road         Road     `json:"road"`
	Deltas       []string `json:"deltas"`        // in their order
	Why          string   `json:"why"`           // this road, where it is not the one that moves the fewest bytes
	ReleaseBytes int64    `json:"release_bytes"` // of all files that were asked for
	TakenBytes   int64    `json:"taken_bytes"`   // that moved, or have to
	Kept         int      `json:"kept_files"`
	Made         int      `json:"made_files"`
	Taken        int      `json:"taken_files"`
	Files        []File   `json:"files"` // that are taken, by size
	Signature    string   `json:"signature"`
	Changed      bool     `json:"changed"`
}

// File is one that moves.
type File struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
}

var (
	// ErrNotThere is returned for an address at which no release is found.
	ErrNotThere = errors.New("no release lies there")
	// ErrOther is returned for bytes that are not those that SHA256SUMS names.
	ErrOther = errors.New("its bytes are not those that " + release.SumsFile + " names")
	// ErrAltered is returned for a release that is another than before under the
	// same version.
	ErrAltered = errors.New("the release is not what it was")
	// ErrNewerHere is returned for a folder that holds a later version.
	ErrNewerHere = errors.New("the folder holds a newer version")
	// ErrKinds is returned for a folder whose other files would no longer fit.
	ErrKinds = errors.New("the folder holds more than is asked for")
	// ErrOtherDataset is returned for a folder that holds something else.
	ErrOtherDataset = errors.New("the folder holds another dataset")
)

// Pull makes dir hold the release at an address. On any error dir is as it was.
func Pull(ctx context.Context, at remote.Address, dir string, o Options) (*Report, error) {
	if o.Connections <= 0 {
		o.Connections = DefaultConnections
	}
	if o.Note == nil {
		o.Note = func(string) {}
	}
	if o.Step == nil {
		o.Step = func(string, int64) {}
	}
	if o.Bytes == nil {
		o.Bytes = func(int64) {}
	}
	if err := release.CheckFolder(dir); err != nil {
		return nil, err
	}
	p := puller{options: o, dir: dir, address: at}
	return p.pull(ctx)
}

// puller is the state of one Pull.
type puller struct {
	options Options
	address remote.Address
	dir     string
	offer   *offer
	holds   *holding
	shop    *workshop
	asked   []release.Sum // the files that dir is to hold
	report  Report
	shut    map[Road]bool   // roads that led to other bytes
	unmade  map[string]bool // files that came out with other bytes
	moved   atomic.Int64    // bytes that came from the host
}

func (p *puller) pull(ctx context.Context) (*Report, error) {
	var err error
	if p.offer, err = find(ctx, remote.NewSource(p.address, p.options.Remote), p.address.Version, p.options.PublicKey); err != nil {
		return nil, err
	}
	if p.holds, err = inspect(ctx, p.dir, p.options.Step, p.options.Bytes); err != nil {
		return nil, err
	}
	p.ask()
	if err := p.fits(); err != nil {
		return nil, err
	}
	p.shut, p.unmade = map[Road]bool{}, map[string]bool{}
	p.report = Report{Source: p.offer.source.String(), Folder: p.dir, Name: p.offer.list.Name, Version: p.offer.version(), From: p.holds.version(),
		Deltas: []string{}, Files: []File{}, Signature: p.offer.signed}
	for _, s := range p.asked {
		p.report.ReleaseBytes += p.offer.sizes[s.Path]
	}
	if p.options.DryRun {
		return p.dry(ctx)
	}
	if p.there() {
		p.report.Road = Nothing
		p.report.Kept = len(p.asked)
		return &p.report, p.settle()
	}
	if p.shop, err = openWorkshop(ctx, p.dir); err != nil {
		return nil, err
	}
	if err := p.work(ctx); err != nil {
		return nil, errors.Join(err, p.shop.leave())
	}
	return &p.report, p.shop.close()
}

// ask lists what dir is to hold: the kinds asked for, and what it holds of the
// very release already.
func (p *puller) ask() {
	for _, s := range p.offer.sums {
		wanted := len(p.options.Only) == 0 || slices.Contains(always, s.Path) || slices.Contains(p.options.Only, kindOf(s.Path))
		if wanted || p.holds.sums[s.Path] == s.SHA256 {
			p.asked = append(p.asked, s)
		}
	}
}

// there says whether dir holds exactly what is asked for.
func (p *puller) there() bool {
	for _, s := range p.asked {
		if p.holds.sums[s.Path] != s.SHA256 {
			return false
		}
	}
	return string(p.holds.manifest) == string(p.offer.manifest) && len(p.holds.sums) == len(p.asked)
}

// fits refuses what would take from dir what cannot be had back.
func (p *puller) fits() error {
	have, now := p.holds, p.offer
	if have.list == nil || string(have.manifest) == string(now.manifest) {
		return nil
	}
	var err error
	switch {
	case have.list.Name != now.list.Name:
		err = fmt.Errorf("%s: %w: %s, and %s is %s", p.dir, ErrOtherDataset, have.list.Name, now.source, now.list.Name)
	case have.version() == now.version():
		err = fmt.Errorf("%w: %s and %s are both version %s of %s, and their %s are different", ErrAltered, p.dir, now.source, now.version(), now.list.Name, release.SumsFile)
	case semver.Compare("v"+have.version(), "v"+now.version()) > 0 && p.address.Version == "":
		err = fmt.Errorf("%s: %w: %s, and the newest at %s is %s", p.dir, ErrNewerHere, have.version(), now.source, now.version())
	case len(p.left()) > 0:
		err = fmt.Errorf("%s: %w: of version %s it has %s, which do not fit version %s", p.dir, ErrKinds, have.version(), joined(p.left()), now.version())
	}
	if err != nil && p.options.Force {
		p.options.Note(err.Error())
		err = nil
	}
	for _, v := range now.list.Versions[1:] {
		if v.Version == have.version() && v.Sums != "" && v.Sums != sumOf(have.manifest) {
			p.options.Note(fmt.Sprintf("version %s in %s is not the one that %s lists: their %s are different", v.Version, p.dir, now.source, release.SumsFile))
		}
	}
	return err
}

// left are the kinds that dir holds and that are not asked for.
func (p *puller) left() (kinds []Kind) {
	if len(p.options.Only) == 0 {
		return nil
	}
	for name := range p.holds.sums {
		if k := kindOf(name); k != "" && !slices.Contains(p.options.Only, k) && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	slices.Sort(kinds)
	return kinds
}

func joined(kinds []Kind) string {
	var words []string
	for _, k := range kinds {
		words = append(words, string(k))
	}
	return strings.Join(words, " and ")
}

// settle leaves dir as it is but for the signature, which may have come later,
// and takes away a workshop that nobody needs.
func (p *puller) settle() error {
	at, err := stage.KeptAt(p.dir, workshopName)
	if err == nil {
		err = removeUnheld(p.dir, at)
	}
	if err == nil && len(p.offer.signature) > 0 && string(p.holds.signature) != string(p.offer.signature) {
		err = release.PutSignature(p.dir, p.offer.signature)
	}
	return err
}

// dry plans without a workshop being made.
func (p *puller) dry(ctx context.Context) (*Report, error) {
	var err error
	if p.shop, err = peekWorkshop(ctx, p.dir); err != nil {
		return nil, err
	}
	if p.there() {
		p.report.Road, p.report.Kept = Nothing, len(p.asked)
		return &p.report, nil
	}
	plan := p.plan()
	p.tell(plan)
	return &p.report, nil
}

// tell fills the report from a plan.
func (p *puller) tell(plan *plan) {
	r := &p.report
	r.Road, r.Kept, r.Made, r.Taken, r.TakenBytes = plan.road, plan.kept, len(plan.make), len(plan.take), plan.bytes
	r.Deltas, r.Files = []string{}, []File{}
	for _, d := range plan.deltas {
		r.Deltas = append(r.Deltas, d.path)
	}
	for _, t := range plan.take {
		r.Files = append(r.Files, File{t.path, t.bytes})
	}
	if p.offer.source.Local() && !p.options.Whole && !p.options.Make {
		r.Why = "what lies on this machine is copied, not made"
	}
}
