package site

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// benchQueries are what BenchmarkPage asks: rare and frequent words, a phrase,
// AND, OR and NOT, conditions, a word of every article, and nothing.
var benchQueries = []string{"三日內完成全員", "核酸检测", "疫情", "疫情 防控", "疫情 OR 防控 OR 核酸 OR 城市", "the authority",
	"title:疫情 source:云亭日报 after:2021", "lang:en harbour", "铁路 author:林一 before:2021-06-15", "灯塔 NOT 渡轮", "人", ""}

// cost is what one step of BenchmarkPage took: until everything stands that is
// shown, and until the titles do.
type cost struct {
	requests, bytes int64
	done, titles    time.Duration
}

// meter counts what a slow host sends, parts of the database apart from the
// page's own files.
type meter struct{ requests, bytes, programRequests, programBytes atomic.Int64 }

func (m *meter) slow(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(40 * time.Millisecond)
		c := &counter{ResponseWriter: w}
		next.ServeHTTP(c, r)
		// The pages that travel in a file of their own are the database's.
		if strings.HasSuffix(r.URL.Path, ".db") || strings.Contains(r.URL.Path, "opening") {
			m.requests.Add(1)
			m.bytes.Add(c.n)
		} else {
			m.programRequests.Add(1)
			m.programBytes.Add(c.n)
		}
	})
}

// step measures what act starts, up to titles and to the end.
func (m *meter) step(p *tab, act func()) cost {
	m.requests.Store(0)
	m.bytes.Store(0)
	start := time.Now()
	act()
	p.wait("['titles', 'done'].includes(document.documentElement.dataset.state)")
	titles := time.Since(start)
	p.done()
	return cost{m.requests.Load(), m.bytes.Load(), time.Since(start), titles}
}

// BenchmarkPage opens a page over a large database on a host that takes 40 ms
// for every answer, each query in a fresh browser profile:
//
//	cold    from the navigation with the query in the address
//	landing from the navigation without one
//	first   the query, typed after that
//	next    another query after that one
//
// and says of each the median and the worst of all queries: requests and bytes
// of the database, seconds until all stands and, in brackets, until the titles
// do. It prints, since a benchmark may log ten lines only. DABAO_BENCH_PAGE is the folder of a database to use instead of a new one
// of DABAO_BENCH_ARTICLES.
func BenchmarkPage(b *testing.B) {
	startBrowser(b)
	dir := os.Getenv("DABAO_BENCH_PAGE")
	if dir == "" {
		dir = b.TempDir()
	}
	db := filepath.Join(dir, "articles.db")
	if _, err := os.Stat(db); err != nil {
		n, _ := strconv.Atoi(os.Getenv("DABAO_BENCH_ARTICLES"))
		dataset(b, db, cmp.Or(n, 23000), 1000)
	}
	writePage(b, dir, nil)
	st, err := os.Stat(db)
	if err != nil {
		b.Fatal(err)
	}
	var m meter
	address := serve(b, dir, m.slow)
	for b.Loop() {
		all := map[string][]cost{}
		for i, q := range benchQueries {
			p := newTab(b, tabOptions{})
			m.programBytes.Store(0)
			m.programRequests.Store(0)
			cold := m.step(p, func() { p.goTo(address + "#q=" + url.QueryEscape(q)) })
			p = newTab(b, tabOptions{})
			landing := m.step(p, func() { p.goTo(address) })
			line := fmt.Sprintf("%-36q cold %v   landing %v", q, cold, landing)
			all["cold"], all["landing"] = append(all["cold"], cold), append(all["landing"], landing)
			if q != "" {
				first := m.step(p, func() { p.begin(q) })
				next := m.step(p, func() { p.begin(benchQueries[(i+7)%11]) })
				line += fmt.Sprintf("   first %v   next %v", first, next)
				all["first"], all["next"] = append(all["first"], first), append(all["next"], next)
			}
			fmt.Println(line, " ", p.text("#count"))
		}
		fmt.Printf("%d MB; program %d requests, %d kB\n", st.Size()/1e6, m.programRequests.Load(), m.programBytes.Load()/1000)
		for _, name := range []string{"cold", "landing", "first", "next"} {
			median, worst := spread(all[name])
			fmt.Printf("%-8s median %v   worst %v\n", name, median, worst)
		}
	}
}

// begin is set without waiting for the end.
func (b *tab) begin(query string) {
	b.t.Helper()
	eval[bool](b, "(document.documentElement.dataset.state = '', true)")
	eval[bool](b, fmt.Sprintf("(document.querySelector('#q').value = %q, document.querySelector('#q').dispatchEvent(new Event('input')), true)", query))
}

func (c cost) String() string {
	return fmt.Sprintf("%3d req %5d kB %.2f s (%.2f)", c.requests, c.bytes/1000, c.done.Seconds(), c.titles.Seconds())
}

// spread takes the median and the worst of each figure by itself.
func spread(all []cost) (median, worst cost) {
	pick := func(at int) cost {
		return cost{
			slices.Sorted(values(all, func(c cost) int64 { return c.requests }))[at],
			slices.Sorted(values(all, func(c cost) int64 { return c.bytes }))[at],
			slices.Sorted(values(all, func(c cost) time.Duration { return c.done }))[at],
			slices.Sorted(values(all, func(c cost) time.Duration { return c.titles }))[at],
		}
	}
	return pick(len(all) / 2), pick(len(all) - 1)
}

func values[T any](all []cost, of func(cost) T) func(func(T) bool) {
	return func(yield func(T) bool) {
		for _, c := range all {
			if !yield(of(c)) {
				return
			}
		}
	}
}

// counter counts the bytes of an answer.
type counter struct {
	http.ResponseWriter
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.n += int64(n)
	return n, err
}
