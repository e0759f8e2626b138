package main

import (
	"fmt"
	"iter"
	"path"
	"strings"
	"sync"

	"dabao/export/shard"
	"dabao/ingest/intake"
	"dabao/ingest/rows"
	"dabao/ingest/source"
	"dabao/schema"
	"dabao/schema/store"
)

// summary is what a run says at its end; read is the sum of the rest.
type summary struct {
	store.Tally
	Skips   map[string]int `json:"skips"`   // skipped inputs by kind
	Unread  map[string]int `json:"unread"`  // files of a kind that is not read, by extension
	Reasons map[string]int `json:"reasons"` // rejects by reason
	Tables  []string       `json:"tables"`  // the first files of rows that were passed over, having no text
	Unused  map[string]int `json:"unused"`  // rows by the keys of theirs that nothing was taken from
	Columns []*rows.Key    `json:"columns"` // of a dry run: what the rows have
	Missing []string       `json:"missing"` // files read in an earlier run that are no more
	Output  string         `json:"output"`

	mu sync.Mutex
}

func newSummary(output string) *summary {
	return &summary{Skips: map[string]int{}, Unread: map[string]int{}, Unused: map[string]int{}, Reasons: map[string]int{}, Tables: []string{}, Columns: []*rows.Key{}, Missing: []string{}, Output: output}
}

func (s *summary) skip(k source.Skip) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Skips[string(k.Kind)]++
	switch k.Kind {
	case intake.UnknownExtension:
		s.Unread[extensionOf(k.Origin.URI)]++
	case intake.NoText:
		if k.Origin.Container == "" && len(s.Tables) < shown {
			s.Tables = append(s.Tables, k.Origin.URI)
		}
	}
}

// extensionOf is the extension of a file's name as a person would count files
// by it; what is no word is no extension.
func extensionOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) < 2 || len(ext) > 6 || strings.ContainsFunc(ext[1:], func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) ||
		strings.Trim(ext[1:], "0123456789") == "" {
		return "others"
	}
	return ext
}

// maxUnused is how many keys are told apart; the rows of strangers may each have
// their own.
const maxUnused = 1000

// count notes the rejects and the unused keys of the readings that pass by.
func (s *summary) count(readings iter.Seq2[schema.Reading, error]) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		for r, err := range countReasons(readings, s.Reasons) {
			for _, k := range r.Unused {
				if _, known := s.Unused[k]; known || len(s.Unused) < maxUnused {
					s.Unused[k]++
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// close adds the skips to the tally, so that it adds up.
func (s *summary) close(t store.Tally) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Tally = t
	for _, n := range s.Skips {
		s.Skipped += n
		s.Read += n
	}
	told := 0
	for _, n := range s.Reasons {
		told += n
	}
	if n := t.Rejected - told; n > 0 { // the store alone knows what is withdrawn
		s.Reasons[string(schema.Withdrawn)] += n
	}
}

func (s *summary) print(say *sayer) {
	say.line("read %d = stored %d + unchanged %d + superseded %d + rejected %d + skipped %d",
		s.Read, s.Stored, s.Unchanged, s.Superseded, s.Rejected, s.Skipped)
	if s.Rejected > 0 {
		say.line("rejected: %s", counts(s.Reasons))
		if s.Output != "" && !shard.Is(s.Output) {
			say.hint(fmt.Sprintf("dabao info --rejects %s lists them", s.Output))
		}
	}
	if s.Skipped > 0 {
		say.line("skipped: %s", counts(s.Skips))
	}
	if len(s.Unread) > 0 {
		say.line("of a kind that is not read: %s", printable(counts(s.Unread)))
	}
	if len(s.Tables) > 0 {
		say.line("without a column of text: %s", printable(strings.Join(s.Tables, ", ")))
		say.hint("dabao ingest --dry-run " + s.Tables[0] + " shows its columns; --map text=KEY names the right one")
	}
	if len(s.Unused) > 0 {
		say.line("keys of rows that nothing was taken from: %s", printable(most(s.Unused, shown)))
	}
	if n := len(s.Missing); n > 0 {
		say.line("%d files read before are no longer there; their articles stay: %s", n, printable(strings.Join(s.Missing[:min(n, shown)], ", ")))
	}
}
