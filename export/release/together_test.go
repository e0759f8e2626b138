package release

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
)

// TestTogetherFailsAsOneByOne: whichever task fails first by the clock, the
// error is that of the first in order, and what comes after a failure is not
// waited for.
func TestTogetherFailsAsOneByOne(t *testing.T) {
	for _, cores := range []int{1, 2, 8} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		late, failed := errors.New("late"), make(chan struct{})
		var tasks []func(context.Context) error
		for i := range 6 {
			tasks = append(tasks, func(ctx context.Context) error {
				switch {
				case i == 1 && cores > 1:
					<-failed // fails after the third has
					return errors.New("first in order")
				case i == 1:
					return errors.New("first in order")
				case i == 2:
					close(failed)
					return late
				case i > 2:
					<-ctx.Done()
					return ctx.Err()
				}
				return nil
			})
		}
		if err := together(t.Context(), tasks...); err == nil || err.Error() != "first in order" {
			t.Errorf("%d cores: got %v", cores, err)
		}
	}
}

func TestTogetherRunsEverythingOnce(t *testing.T) {
	var ran, running, most atomic.Int64
	var tasks []func(context.Context) error
	for range 100 {
		tasks = append(tasks, func(context.Context) error {
			if n := running.Add(1); n > most.Load() {
				most.Store(n)
			}
			runtime.Gosched()
			ran.Add(1)
			running.Add(-1)
			return nil
		})
	}
	if err := together(t.Context(), tasks...); err != nil || ran.Load() != 100 || most.Load() > maxTogether {
		t.Errorf("got %v, %d runs, %d at once", err, ran.Load(), most.Load())
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := together(ctx, tasks...); !errors.Is(err, context.Canceled) || ran.Load() != 100 {
		t.Errorf("after the end: got %v, %d runs", err, ran.Load())
	}
	if err := together(t.Context()); err != nil {
		t.Errorf("no task: got %v", err)
	}
}

// TestBytesOnAnyNumberOfCores builds and verifies one release with one core and
// with several.
func TestBytesOnAnyNumberOfCores(t *testing.T) {
	src := database(t, readings(120))
	dir := t.TempDir()
	var first map[string]string
	for _, cores := range []int{1, 2, 7} {
		before := runtime.GOMAXPROCS(cores)
		out := fmt.Sprintf("%s/%d", dir, cores)
		build(t, src, out, demoOptions(t, shares))
		v := verify(t, out)
		runtime.GOMAXPROCS(before)
		if !v.OK() {
			t.Errorf("%d cores: %v", cores, v.Differences)
		}
		made := tree(t, out)
		if first == nil {
			first = made
		}
		sameTree(t, made, first)
	}
}
