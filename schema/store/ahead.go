package store

import (
	"iter"
	"sync"
)

// aheadOf is how many values are read ahead of the receiver.
const aheadOf = 32

// ahead reads a sequence on another goroutine, a little ahead of the receiver,
// and has left it when it ends itself.
func ahead[T any](seq iter.Seq2[T, error]) iter.Seq2[T, error] {
	type step struct {
		value T
		err   error
	}
	return func(yield func(T, error) bool) {
		steps, enough := make(chan step, aheadOf), make(chan struct{})
		var reading sync.WaitGroup
		defer reading.Wait()
		defer close(enough)
		reading.Go(func() {
			defer close(steps)
			for v, err := range seq {
				select {
				case steps <- step{v, err}:
				case <-enough:
					return
				}
			}
		})
		for s := range steps {
			if !yield(s.value, s.err) {
				return
			}
		}
	}
}
