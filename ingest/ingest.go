// Package ingest turns bytes into articles.
//
//	source ──▶ charset ──▶ repair ──▶ extract │ plain ──▶ compose ──▶ lang ──▶ facts, names
//	 opens      decodes     mends      read the page       NFC         adds     add
//
// source streams documents out of files, folders and containers, one at a
// time. Each is read by Read, the whole way of one page, on one of a fixed
// number of workers; Readings puts the results back into the order of the
// input before it hands them on, so that nothing downstream can see how many
// workers there were.
package ingest

import (
	"context"
	"iter"
	"runtime"
	"time"

	"golang.org/x/sync/semaphore"

	"dabao/ingest/rows"
	"dabao/ingest/source"
	"dabao/schema"
)

const (
	// DefaultPageTimeout is how long one page may take before it is a reject.
	DefaultPageTimeout = 30 * time.Second
	// inFlightBytes bounds the bytes of all pages being read at once; one page
	// larger than this is read alone.
	inFlightBytes = 64 << 20
	// inFlightPages bounds how far reading runs ahead: far enough that neither a
	// slow page nor a commit of the receiver's leaves a core without work.
	inFlightPages = 512
)

// Options say how pages are read. The zero value reads on all cores.
type Options struct {
	Workers     int           // pages read at once; 0 for one a core
	PageTimeout time.Duration // 0 for DefaultPageTimeout
	NoFacts     bool          // leave quantities, dates and names out
	Limits      source.Limits // of what is opened
	KeepRaw     bool          // keep the captured bytes in the reading
	// Derive, if set, makes what the store wants of an article besides its rows;
	// it is called by several goroutines at once.
	Derive func(*schema.Article) *schema.Derived
	// OnReject, if set, is given the bytes of every document that was read and
	// rejected, by several goroutines at once.
	OnReject func(r *schema.Reject, body []byte)
	// Known, if set, says which captures need not be read again; it must be
	// safe for concurrent use.
	Known func(*schema.Capture) bool
	// OnSkip, if set, is told of every input that is no page, from another
	// goroutine than the one that ranges.
	OnSkip func(source.Skip)
	// OnRow, if set, is shown every row before it is read, in their order and
	// from another goroutine; it must not keep the bytes.
	OnRow func(schema.Document)
	// OnRead, if set, is told how many more bytes of the inputs, as stored,
	// were read; likewise from another goroutine.
	OnRead func(bytes int64)

	// late says, between two steps, that the page was given up: what it returns
	// then nobody waits for.
	late func() bool
}

func (o Options) timeout() time.Duration {
	if o.PageTimeout > 0 {
		return o.PageTimeout
	}
	return DefaultPageTimeout
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// job is one document, or reading, on its way; done carries the reading when it
// is made.
type job struct {
	doc     schema.Document
	reading schema.Reading
	done    chan schema.Reading
	size    int64
	err     error // ends the sequence
}

// Input reads every document of one input, as source.Documents takes it. The
// sequence is single-use; an error is final.
func Input(ctx context.Context, in source.Input, o Options) iter.Seq2[schema.Reading, error] {
	return Readings(ctx, o, func(ctx context.Context, ev source.Events) iter.Seq2[schema.Document, error] {
		in.Lines = true
		return source.Documents(ctx, in, o.Limits, ev)
	})
}

// Readings reads the documents that open gives, on all workers, and yields the
// readings in the order of the documents. Rejects that open reports take their
// place in that order.
func Readings(ctx context.Context, o Options, open func(context.Context, source.Events) iter.Seq2[schema.Document, error]) iter.Seq2[schema.Reading, error] {
	return bounded(func(yield func(schema.Reading, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		workers := o.workers()
		todo := make(chan *job)
		ordered := make(chan *job, inFlightPages)
		room := semaphore.NewWeighted(inFlightBytes)
		for range workers {
			go func() {
				for j := range todo {
					j.done <- Read(j.doc, o)
					j.doc.Body = nil
				}
			}()
		}
		go feed(ctx, o, open, todo, ordered, room)
		receive(ordered, cancel, func(j *job) { room.Release(j.size) }, yield)
	}, o.Limits.OrDefaults().MaxRejectRows)
}

// Derived yields the readings of another sequence in their order, with what
// derive makes of each article, on so many workers; 0 for one a core. An error
// is final.
func Derived(ctx context.Context, readings iter.Seq2[schema.Reading, error], derive func(*schema.Article) *schema.Derived, workers int) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		todo, ordered := make(chan *job), make(chan *job, inFlightPages)
		room := semaphore.NewWeighted(inFlightBytes)
		for range (Options{Workers: workers}).workers() {
			go func() {
				for j := range todo {
					j.reading.Derived = derive(j.reading.Article)
					j.done <- j.reading
				}
			}()
		}
		go func() {
			defer close(ordered)
			defer close(todo)
			for r, err := range readings {
				j := &job{reading: r, err: err, done: make(chan schema.Reading, 1)}
				if r.Article != nil {
					j.size = min(int64(len(r.Article.Text())), inFlightBytes)
				}
				if room.Acquire(ctx, j.size) != nil {
					return
				}
				select {
				case ordered <- j:
				case <-ctx.Done():
					return
				}
				switch {
				case err != nil:
					return
				case r.Article != nil && r.Derived == nil:
					todo <- j
				default:
					j.done <- r
				}
			}
		}()
		receive(ordered, cancel, func(j *job) { room.Release(j.size) }, yield)
	}
}

// receive hands on what comes in order. The sender must have left its input
// before it returns: it waits for the queue to be closed even when the receiver
// has had enough.
func receive(ordered chan *job, cancel func(), got func(*job), yield func(schema.Reading, error) bool) {
	defer func() {
		cancel()
		for range ordered {
		}
	}()
	for j := range ordered {
		if j.err != nil {
			yield(schema.Reading{}, j.err)
			return
		}
		r := <-j.done
		got(j)
		if !yield(r, nil) {
			return
		}
	}
}

// feed opens the documents and queues them, twice: for the workers, and in
// order for the receiver.
func feed(ctx context.Context, o Options, open func(context.Context, source.Events) iter.Seq2[schema.Document, error],
	todo, ordered chan *job, room *semaphore.Weighted) {
	defer close(ordered)
	defer close(todo)
	queue := func(j *job) bool {
		select {
		case ordered <- j:
			return true
		case <-ctx.Done():
			return false
		}
	}
	events := source.Events{
		Reject: func(rj *schema.Reject) {
			j := &job{done: make(chan schema.Reading, 1)}
			r := schema.Reading{Capture: schema.Capture{Origin: rj.Origin, SHA256: rj.SHA256}, Reject: rj}
			tidy(&r)
			j.done <- r
			queue(j)
		},
		Skip: o.OnSkip,
		Read: o.OnRead,
	}
	for doc, err := range open(ctx, events) {
		if err != nil {
			queue(&job{err: err})
			return
		}
		if o.OnRow != nil && doc.MediaType == rows.LineType {
			o.OnRow(doc)
		}
		j := &job{doc: doc, done: make(chan schema.Reading, 1), size: min(int64(len(doc.Body)), inFlightBytes)}
		if room.Acquire(ctx, j.size) != nil || !queue(j) {
			return
		}
		todo <- j
	}
}
