package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A program is a build of dabao under measurement.
type program struct{ name, path string }

// programs are this dabao and, where DABAO_OLDER names its binary, an older one.
func programs(tb testing.TB, dir string) []program {
	tb.Helper()
	bin := filepath.Join(dir, "dabao")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		tb.Fatalf("go build: %v\n%s", err, out)
	}
	all := []program{{"dabao", bin}}
	if older := os.Getenv("DABAO_OLDER"); older != "" {
		path, err := filepath.Abs(older)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, program{"older", path})
	}
	return all
}

// cost is what one process took.
type cost struct {
	wall, cpu float64 // seconds
	peak      int64   // bytes; what this process held when it started the other counts, so it is an upper bound
}

// spend runs a process to its end.
func spend(tb testing.TB, cmd *exec.Cmd) cost {
	tb.Helper()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	started := time.Now()
	err := cmd.Run()
	took := time.Since(started).Seconds()
	if err != nil {
		tb.Fatalf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, &said)
	}
	state := cmd.ProcessState
	return cost{took, (state.UserTime() + state.SystemTime()).Seconds(), state.SysUsage().(*syscall.Rusage).Maxrss << 10}
}

// inventor makes up texts whose words are as unevenly used as those of a
// language (Zipf's law), so that they compress and index about as news does.
type inventor struct {
	random     *rand.Rand
	latin, han []string
}

func newInventor() *inventor {
	v := &inventor{random: rand.New(rand.NewPCG(13, 50_000))}
	v.latin = strings.Fields("the of to and in a that is for on it with as was at by from be this have he are not but they said his an who has had were their one will more")
	consonants, vowels := strings.Split("b c d f g h l m n p r s t v w st tr ch pl gr", " "), strings.Split("a e i o u ai ea ou", " ")
	for len(v.latin) < 30_000 {
		word := ""
		for range 1 + v.random.IntN(4) {
			word += consonants[v.random.IntN(len(consonants))] + vowels[v.random.IntN(len(vowels))]
		}
		v.latin = append(v.latin, word+[]string{"", "", "n", "s", "d", "ng"}[v.random.IntN(6)])
	}
	for len(v.han) < 30_000 {
		word := ""
		for range 1 + v.random.IntN(3) {
			word += string(rune(0x4e00 + v.uneven(4000)))
		}
		v.han = append(v.han, word)
	}
	return v
}

// uneven draws a rank below n, each about as often as one divided by it.
func (v *inventor) uneven(n int) int { return int(math.Pow(float64(n), v.random.Float64())) - 1 }

// sentence has some words, and in one of four a number of something.
func (v *inventor) sentence(words []string, gap, stop, number string) string {
	var b strings.Builder
	at := v.random.IntN(40)
	for i := range 10 + v.random.IntN(15) {
		if i > 0 {
			b.WriteString(gap)
		}
		b.WriteString(words[v.uneven(len(words))])
		if i == at {
			fmt.Fprintf(&b, gap+number, 2+v.random.IntN(2000))
		}
	}
	return b.String() + stop
}

// article is a line of some 2.4 kB of text: half of them of words with spaces,
// half Chinese, ten a day.
func (v *inventor) article(n int) map[string]any {
	sentence, lang := func() string { return v.sentence(v.latin, " ", ". ", "%d people") }, "en"
	if n%2 == 1 {
		sentence, lang = func() string { return v.sentence(v.han, "", "。", "%d名旅客") }, "zh"
	}
	var text strings.Builder
	for paragraph := 0; text.Len() < 2350; {
		text.WriteString(sentence())
		if paragraph++; paragraph%3 == 0 {
			text.WriteString("\n")
		}
	}
	day := time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n/10%4000)
	return map[string]any{"url": fmt.Sprintf("https://news%d.example/%d.html", n%20, n), "title": strings.Trim(sentence(), "。. "),
		"text": text.String(), "lang": lang, "date": day.Format(time.DateOnly), "author": v.latin[v.uneven(2000)] + " " + v.latin[v.uneven(2000)],
		"section": v.latin[50+v.uneven(20)], "tags": []string{v.latin[100+v.uneven(500)], v.han[v.uneven(500)]}}
}

// writeInvented writes n lines to path and the first of them to head as well.
func writeInvented(tb testing.TB, path, head string, n, first int) {
	tb.Helper()
	v := newInventor()
	all, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer all.Close()
	some, err := os.Create(head)
	if err != nil {
		tb.Fatal(err)
	}
	defer some.Close()
	out, few := bufio.NewWriter(all), bufio.NewWriter(some)
	for i := range n {
		line, err := json.Marshal(v.article(i))
		if err != nil {
			tb.Fatal(err)
		}
		line = append(line, '\n')
		out.Write(line)
		if i < first {
			few.Write(line)
		}
	}
	for _, w := range []*bufio.Writer{out, few} {
		if err := w.Flush(); err != nil {
			tb.Fatal(err)
		}
	}
}
