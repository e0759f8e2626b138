package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"dabao/ingest"
	"dabao/schema"
	"dabao/schema/store"
)

// quietInterval is how often a log that is no terminal gets a line.
const quietInterval = 10 * time.Second

// barInterval is how often the bar moves.
const barInterval = 100 * time.Millisecond

// progress shows how far a long run is: a bar on a terminal, a line every ten
// seconds elsewhere, nothing with --quiet.
type progress struct {
	bar     *progressbar.ProgressBar
	say     *sayer
	started time.Time
	last    time.Time
	bytes   atomic.Int64
}

// newProgress starts the progress of a run over inputs of size bytes, -1 where
// that is not known; o, which may be nil, is set to report what is read.
func newProgress(c *cli.Context, size int64, o *ingest.Options) *progress {
	p := &progress{say: said(c), started: time.Now(), last: time.Now()}
	if c.Bool("quiet") {
		p.say = nil
		return p
	}
	if o != nil {
		o.OnRead = func(n int64) { p.bytes.Add(n) }
	}
	if terminal(c.App.ErrWriter) {
		p.bar = progressbar.NewOptions64(size, progressbar.OptionSetWriter(c.App.ErrWriter),
			progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetDescription("reading"), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

func (p *progress) update(t store.Tally) { p.show("pages", t.Read, t.Rejected) }

// passing counts the bytes that pass by.
type passing struct{ n *atomic.Int64 }

func (c passing) Write(b []byte) (int, error) {
	c.n.Add(int64(len(b)))
	return len(b), nil
}

// show says how many of the things that are read were read and rejected.
func (p *progress) show(what string, read, rejected int) {
	switch {
	case p.say == nil:
	case p.bar != nil:
		if time.Since(p.last) < barInterval {
			return
		}
		p.last = time.Now()
		p.bar.Describe(p.said(what, read, rejected))
		p.bar.Set64(min(p.bytes.Load(), p.bar.GetMax64()))
	case time.Since(p.last) >= quietInterval:
		p.last = time.Now()
		p.say.line("%s", p.said(what, read, rejected))
	}
}

func (p *progress) said(what string, read, rejected int) string {
	return fmt.Sprintf("%d %s, %.0f/s, %d rejected", read, what, float64(read)/max(time.Since(p.started).Seconds(), 0.001), rejected)
}

func (p *progress) done() {
	if p.bar != nil {
		p.bar.Finish()
	}
}

// countReasons counts the rejects that pass by.
func countReasons(readings iter.Seq2[schema.Reading, error], reasons map[string]int) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		for r, err := range readings {
			if r.Reject != nil {
				reasons[string(r.Reject.Reason)] += r.Reject.Documents()
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// counts lists a tally by name, the order of the names.
func counts(m map[string]int) string {
	var parts []string
	for _, k := range sortedNames(m) {
		parts = append(parts, fmt.Sprintf("%s %d", k, m[k]))
	}
	return strings.Join(parts, ", ")
}

func sortedNames(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
