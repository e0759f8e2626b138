package release

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// maxTogether bounds how many tasks run at once, whatever the number of cores:
// each may hold a row group of Parquet or a chunk of articles, and the sum of
// them must not grow with the machine.
const maxTogether = 4

// together runs tasks beside each other, in the order given as cores become
// free. A task that fails stops those after it; those before it go on, so that
// the error that is returned is the one that would have come first had they run
// one by one, however they raced. A context that is done stops all of them.
func together(ctx context.Context, tasks ...func(context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	errs := make([]error, len(tasks))
	stops := make([]context.CancelFunc, len(tasks))
	contexts := make([]context.Context, len(tasks))
	for i := range tasks {
		contexts[i], stops[i] = context.WithCancel(ctx)
		defer stops[i]()
	}
	var next atomic.Int64
	var running sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), maxTogether, len(tasks)) {
		running.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(tasks); i = int(next.Add(1)) - 1 {
				if errs[i] = contexts[i].Err(); errs[i] == nil {
					errs[i] = tasks[i](contexts[i])
				}
				if errs[i] != nil {
					for _, stop := range stops[i+1:] {
						stop()
					}
				}
			}
		})
	}
	running.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
