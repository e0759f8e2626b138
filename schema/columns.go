package schema

import (
	"fmt"
	"slices"
	"strings"
)

// Columns says for a field of RowFields under which key, or path of keys parted
// by points, a row of the input has it. Fields that are not named keep the usual
// names.
type Columns map[string]string

// RowFields are the names of what a row of the input may hold.
var RowFields = []string{"url", "html", "text", "title", "subtitle", "lang", "summary", "source", "publisher", "site", "channel", "license",
	"rights", "tags", "authors", "editors", "published", "modified", "captured"}

// ParseColumns reads "text=body,url=metadata.url". The error says what is wrong
// and what there is; empty text is no columns.
func ParseColumns(s string) (Columns, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	c := Columns{}
	for pair := range strings.SplitSeq(s, ",") {
		name, path, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, fmt.Errorf("%q is not FIELD=KEY", strings.TrimSpace(pair))
		}
		c[strings.TrimSpace(name)] = strings.TrimSpace(path)
	}
	return c, c.Check()
}

// Check says which name is no field, or has no key.
func (c Columns) Check() error {
	for _, name := range sortedKeys(c) {
		if !slices.Contains(RowFields, name) {
			return fmt.Errorf("there is no field %q; there are %s", name, strings.Join(RowFields, ", "))
		}
		if c[name] == "" {
			return fmt.Errorf("field %s has no key", name)
		}
	}
	return nil
}

func sortedKeys(c Columns) []string {
	var keys []string
	for k := range c {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
