// Command bench lays our reading of bodies beside that of other open
// extractors: the same pages, the same run, one processor.
//
// It is a module of its own, so that the others never become a dependency.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"dabao/ingest/extract"
	"dabao/ingest/extract/body/score"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/PuerkitoBio/goquery"
	trafilatura "github.com/markusmobius/go-trafilatura"
)

// tool reads the body out of one page.
type tool struct {
	name string
	read func(page []byte) string
	free bool // reads no body: only its speed is of interest
}

var tools = []tool{
	{"parsing alone (goquery)", parseAlone, true},
	{"dabao", ours, false},
	{"go-trafilatura + fallback", trafilaturaFallback, false},
	{"go-readability v2", readabilityV2, false},
}

func parseAlone(page []byte) string {
	if _, err := goquery.NewDocumentFromReader(bytes.NewReader(page)); err != nil {
		log.Print(err)
	}
	return ""
}

// ours reads the whole article, every field of it, as ingest does.
func ours(page []byte) string {
	a, err := extract.Page(string(page), "", 300_000)
	if err != nil {
		return ""
	}
	return a.Text()
}

func trafilaturaFallback(page []byte) string {
	r, err := trafilatura.Extract(bytes.NewReader(page), trafilatura.Options{EnableFallback: true, ExcludeComments: true})
	if err != nil || r == nil {
		return ""
	}
	return r.ContentText
}

func readabilityV2(page []byte) string {
	a, err := readability.FromReader(bytes.NewReader(page), &url.URL{Scheme: "https", Host: "example.org", Path: "/"})
	if err != nil {
		return ""
	}
	var b strings.Builder
	if err := a.RenderText(&b); err != nil {
		return ""
	}
	return b.String()
}

func main() {
	dir := flag.String("corpora", "", "folder of the corpora; by default beside the repository")
	rounds := flag.Int("rounds", 3, "times every tool reads every page; the fastest round counts")
	flag.Parse()
	if err := run(*dir, *rounds); err != nil {
		log.Fatal(err)
	}
}

func run(dir string, rounds int) error {
	runtime.GOMAXPROCS(1)
	if dir == "" {
		found, err := score.Find(".")
		if err != nil {
			return err
		}
		dir = found
	}
	fmt.Printf("%-12s %-26s %6s %6s %6s %6s %10s %8s\n", "corpus", "tool", "F1", "P", "R", "exact", "pages/s", "× ours")
	for _, c := range score.Corpora {
		samples, err := score.Read(filepath.Join(dir, c))
		if err != nil {
			return err
		}
		rates := measure(samples, rounds)
		for i, t := range tools {
			if t.free {
				fmt.Printf("%-12s %-26s %27s %10.0f %8.2f\n", c, t.name, "", rates[i], rates[1]/rates[i])
				continue
			}
			m := quality(t, samples)
			fmt.Printf("%-12s %-26s %6.3f %6.3f %6.3f %6.3f %10.0f %8.2f\n", c, t.name, m.F1, m.P, m.R, m.Exact, rates[i], rates[1]/rates[i])
		}
	}
	return nil
}

func quality(t tool, samples []score.Sample) score.Mean {
	var pages []score.Page
	for _, s := range samples {
		pages = append(pages, score.Of(s.ID, s.Want, t.read(s.HTML)))
	}
	return score.Average(pages)
}

// measure gives pages per CPU second of every tool. The tools take turns, so
// that a busy machine slows all alike.
func measure(samples []score.Sample, rounds int) []float64 {
	best := make([]float64, len(tools))
	for range rounds {
		for i, t := range tools {
			runtime.GC()
			start := cpuSeconds()
			for _, s := range samples {
				t.read(s.HTML)
			}
			if rate := float64(len(samples)) / (cpuSeconds() - start); rate > best[i] {
				best[i] = rate
			}
		}
	}
	return best
}
