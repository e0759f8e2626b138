package segment

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
)

// Bounds of a Builder's memory, in bytes.
const (
	// batchBytes is how much text one goroutine gathers at a time. It needs some
	// ten times as much for it.
	batchBytes = 1 << 20
	// maxGatherers is how many goroutines gather.
	maxGatherers = 4
	// heldRuns is how much of finished runs is held before they go to the work file.
	heldRuns = 64 << 20
)

// Builder makes one segment of documents. The zero value is ready, and holds
// all of it in memory; see Spill. It serves one goroutine, and must be closed.
type Builder struct {
	// Spill is the path of a work file for what goes beyond 64 MB; it is made when
	// it is needed and gone after Close. Empty is for none.
	Spill string
	// PageSize is the setting pgsz of the table; 0 is the constant PageSize.
	PageSize int

	held      int // bounds that tests set; 0 for the constants
	batchSize int

	last  int64
	batch []document
	bytes int // of batch

	free    chan *gatherer
	waiting []chan *run // of goroutines at work, in the order of their batches
	spilled []*run
	runs    []*run // finished, in order, after spilled
	inRuns  int    // bytes
	work    workFile
	totals  Totals
	sizes   []documentSize
}

// Add takes one document. Ids ascend.
func (b *Builder) Add(id int64, title, text string) error {
	return b.take(document{id: id, is: &[columns]string{title, text}}, len(title)+len(text))
}

// Replace is Add for a document that an older segment holds: the title and text
// it was indexed with are taken back.
func (b *Builder) Replace(id int64, oldTitle, oldText, title, text string) error {
	return b.take(document{id, &[columns]string{oldTitle, oldText}, &[columns]string{title, text}},
		len(oldTitle)+len(oldText)+len(title)+len(text))
}

// Remove takes back a document that an older segment holds with this title and
// text. Ids ascend, those of Add among them.
func (b *Builder) Remove(id int64, oldTitle, oldText string) error {
	return b.take(document{id: id, gone: &[columns]string{oldTitle, oldText}}, len(oldTitle)+len(oldText))
}

func (b *Builder) take(d document, size int) error {
	if b.free == nil {
		b.start()
	} else if d.id <= b.last {
		return fmt.Errorf("document %d is given to the index after %d", d.id, b.last)
	}
	b.last = d.id
	b.batch = append(b.batch, d)
	if b.bytes += size; b.bytes >= b.batchSize {
		return b.dispatch()
	}
	return nil
}

func (b *Builder) start() {
	if b.held == 0 {
		b.held = heldRuns
	}
	if b.batchSize == 0 {
		b.batchSize = batchBytes
	}
	b.free = make(chan *gatherer, min(runtime.GOMAXPROCS(0), maxGatherers))
	for range cap(b.free) {
		b.free <- gatherers.Get().(*gatherer)
	}
}

// dispatch gives the batch to a goroutine, when one is free.
func (b *Builder) dispatch() error {
	g := <-b.free
	done := make(chan *run, 1)
	b.waiting = append(b.waiting, done)
	go func(all []document) {
		r := g.gather(all)
		b.free <- g
		done <- r
	}(b.batch)
	b.batch, b.bytes = make([]document, 0, len(b.batch)), 0
	for len(b.waiting) > 0 {
		select {
		case r := <-b.waiting[0]:
			b.finished(r)
			continue
		default:
		}
		break
	}
	if b.Spill == "" || b.inRuns < b.held {
		return nil
	}
	b.wait()
	return b.spill()
}

// spill moves the finished runs to the work file, as one.
func (b *Builder) spill() error {
	r, err := b.work.keep(b.Spill, b.runs)
	if err != nil {
		return fmt.Errorf("keep the index under way in %s: %w", filepath.Dir(b.Spill), err)
	}
	b.spilled = append(b.spilled, r)
	b.runs, b.inRuns = nil, 0
	return nil
}

// wait takes in what all goroutines have made.
func (b *Builder) wait() {
	for len(b.waiting) > 0 {
		b.finished(<-b.waiting[0])
	}
}

func (b *Builder) finished(r *run) {
	b.waiting = b.waiting[1:]
	b.runs = append(b.runs, r)
	b.inRuns += len(r.data)
	b.totals = b.totals.Add(r.totals)
	b.sizes = append(b.sizes, r.sizes...)
}

// Write hands over the rows of the segment, and says how many leaves it has and
// by how much the index grows. counts may be nil. The Builder is then used up.
func (b *Builder) Write(segment int64, out Rows, counts *Counts) (leaves int64, grown Totals, err error) {
	if len(b.batch) > 0 {
		if err := b.dispatch(); err != nil {
			return 0, Totals{}, err
		}
	}
	b.wait()
	w := newPageWriter(segment, cmp.Or(b.PageSize, PageSize), out)
	to := sink(w)
	if counts != nil {
		to = &counter{sink: w, Counts: *counts}
	}
	if err := mergeRuns(append(b.spilled, b.runs...), to); err != nil {
		return 0, Totals{}, err
	}
	if leaves, err = w.finish(); err != nil {
		return 0, Totals{}, err
	}
	var sz []byte
	for _, s := range b.sizes {
		sz = sz[:0]
		for _, n := range s.terms {
			sz = AppendVarint(sz, uint64(n))
		}
		if err := out.DocSize(s.id, sz); err != nil {
			return 0, Totals{}, err
		}
	}
	return leaves, b.totals, nil
}

// Close ends the goroutines and takes the work file away.
func (b *Builder) Close() error {
	b.wait()
	for range cap(b.free) {
		if g := <-b.free; cap(g.met) < 2*batchBytes {
			gatherers.Put(g)
		}
	}
	b.free = nil
	return b.work.close()
}

// SetBounds sets, before the first Add, how many bytes of text make a batch
// and how many bytes of runs are held; for tests, as no file depends on them.
func (b *Builder) SetBounds(batch, held int) { b.batchSize, b.held = batch, held }
