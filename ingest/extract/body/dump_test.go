package body

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dabao/ingest/extract/body/score"
)

var dumpPage = flag.String("dump", "", "corpus/id, or a file: print every block of the page, and what was decided of it")

func TestDump(t *testing.T) {
	if *dumpPage == "" {
		t.Skip("no -dump")
	}
	for _, spec := range strings.Split(*dumpPage, ",") {
		if page, err := os.ReadFile(spec); err == nil {
			dump(t, spec, score.Sample{HTML: page})
			continue
		}
		dir := corporaDir(t)
		corpus, id, _ := strings.Cut(spec, "/")
		for _, s := range readCorpus(t, filepath.Join(dir, corpus)) {
			if id == "" || strings.HasPrefix(s.ID, id) {
				dump(t, corpus+"/"+s.ID, s)
			}
		}
	}
}

func dump(t *testing.T, name string, s score.Sample) {
	root, hint := parse(t, s.HTML)
	if t := os.Getenv("TITLE"); t != "" {
		hint.Title = t
	}
	p := new(page)
	p.reset()
	p.measure(root)
	f := finder{page: p, hint: hint}
	f.find()
	p = f.page // another where it was read once more
	fmt.Printf("###### "+name+"\ntitle %q\ndesc %q\nstate %d headline %d root %s\n", f.hint.Title, f.hint.Description, len(f.hint.ArticleBody), f.headline, f.path(f.root))
	for i := range p.blocks {
		b := &p.blocks[i]
		text := p.textOf(b)
		share := score.Share(s.Want, text)
		kept := b.why == keep && f.kind(b) != "caption"
		mark := "    "
		switch {
		case s.Want == "" && kept:
			mark = " ok "
		case s.Want == "":
		case share > .8 && !kept:
			mark = "MISS"
		case share < .5 && kept:
			mark = "JUNK"
		case kept:
			mark = " ok "
		}
		if os.Getenv("DIFF") != "" && mark != "MISS" && mark != "JUNK" {
			continue
		}
		if r := []rune(text); len(r) > 110 {
			text = string(r[:80]) + "…" + string(r[len(r)-28:])
		}
		in := ""
		if b.inBody {
			in = " state"
		}
		fmt.Printf("%s %3d %-7s %.5s w%d l%d s%d b%d sc%d%s | %s\n           %s\n", mark, i, b.why, f.kind(b), b.weight, b.linked, b.stops, b.strong, b.score, in, text, f.path(b.inner))
	}
}

func (f *finder) path(i int32) string {
	var parts []string
	for ; i >= 0 && len(parts) < depth(); i = f.elems[i].parent {
		e := &f.elems[i]
		s := e.node.Data
		for _, a := range e.node.Attr {
			switch a.Key {
			case "class":
				s += "." + strings.Join(strings.Fields(cut(a.Val, 60)), ".")
			case "id":
				s += "#" + cut(a.Val, 40)
			case "itemprop", "role", "data-testid", "data-component", "style", "aria-hidden":
				s += "[" + a.Key + "=" + cut(a.Val, 30) + "]"
			}
		}
		if e.dropped != keep {
			s = "!" + s
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " < ")
}

func depth() int {
	if os.Getenv("DIFF") != "" {
		return 5
	}
	return 8
}

func cut(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}
