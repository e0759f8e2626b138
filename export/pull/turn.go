package pull

import (
	"fmt"
	"sync"
	"time"

	"dabao/export/release"
)

// turnError is why a road is left for files as they lie there.
type turnError struct{ why string }

func (e *turnError) Error() string { return e.why }

// Variables for the tests.
var (
	// sampleBytes is how much has to have come before the speed of a line is known.
	sampleBytes int64 = 4 << 20
	// madeEachSecond is how many bytes a second are made. Measured: articles.db of
	// 10,000 articles, 97 MB, takes 4.8 s of CPU, half of which is on one core.
	madeEachSecond int64 = 20 << 20
)

// line measures what comes by a plan, to tell whether the plan is to be left.
type line struct {
	plan    *plan
	makes   int64 // bytes that the plan makes
	started time.Time

	mu      sync.Mutex
	moved   int64 // bytes
	shared  int64 // those of files that plan.lying takes too
	sampled bool
}

func (p *puller) newLine(one *plan) *line {
	l := &line{plan: one, started: time.Now()}
	for _, name := range one.make {
		l.makes += p.offer.sizes[name]
	}
	return l
}

// passed counts bytes of a file. It says yes once: when enough have come.
func (l *line) passed(i item, n int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.moved += n
	if l.plan.lying != nil && l.plan.lying.taken[i.sum] {
		l.shared += n
	}
	if l.sampled || l.moved < sampleBytes {
		return false
	}
	l.sampled = true
	return true
}

// turn is a *turnError where all files come as they lie there in half of the time
// at most, after what took so long; nil is to go on.
func (l *line) turn(took time.Duration) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.plan.lying == nil || l.moved < sampleBytes {
		return nil
	}
	speed := float64(l.moved) / max(took, time.Millisecond).Seconds()
	stay := float64(l.plan.bytes-l.moved)/speed + float64(l.makes)/float64(madeEachSecond)
	lying := float64(l.plan.lying.bytes-l.shared) / speed
	if 2*lying > stay {
		return nil
	}
	return &turnError{fmt.Sprintf("the line brings %d MB a second: %s is taken as it lies there, in about %.0f s, not made, which takes about %.0f; --make makes it all the same",
		megabytes(int64(speed)), release.DatabaseFile, lying, stay)}
}
