package store

import (
	"io/fs"
	"regexp"
	"strings"
	"sync"
)

// Meaning is what a table is for and what each of its columns means.
type Meaning struct {
	Table   string
	Columns map[string]string
}

var (
	tableLine  = regexp.MustCompile(`^CREATE (?:TABLE|VIEW) (\w+) \( -- (.+)$`)
	columnLine = regexp.MustCompile(`^\s+"?(\w+)"?(?:\s+(?:TEXT|INTEGER|REAL|BLOB)\b.*|,?) -- (.+)$`)
)

// Dictionary reads the meaning of every table and column from the comments of
// the DDL, the one place where they are written. The map is shared; it is not
// to be changed.
var Dictionary = sync.OnceValue(func() map[string]Meaning {
	all := map[string]Meaning{}
	names, err := fs.Glob(migrations, "sql/*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		ddl, err := migrations.ReadFile(name)
		if err != nil {
			panic(err) // embedded files are there
		}
		table := ""
		for line := range strings.Lines(string(ddl)) {
			line = strings.TrimRight(line, "\n")
			if m := tableLine.FindStringSubmatch(line); m != nil {
				table = m[1]
				all[table] = Meaning{m[2], map[string]string{}}
			} else if m := columnLine.FindStringSubmatch(line); m != nil && table != "" {
				all[table].Columns[m[1]] = m[2]
			} else if strings.HasPrefix(line, ")") {
				table = ""
			}
		}
	}
	return all
})
