package rows

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"dabao/ingest/extract/when"
	"dabao/ingest/intake"
)

// partKeys are, in an object that stands for one text, the names of that text:
// WordPress has title.rendered, the New York Times headline.main and
// byline.original, NewsAPI source.name.
var partKeys = split("rendered main original name value label text webtitle title content @value #text")

// plainText is a value as one text: a string, a number, or the text that an
// object stands for. Lists and other objects have none.
func plainText(v json.RawMessage) string {
	switch {
	case empty(v):
		return ""
	case v[0] == '"':
		return strings.TrimSpace(string(unquote(v)))
	case v[0] == '{':
		o, err := parse(v)
		if err != nil {
			return ""
		}
		for _, k := range partKeys {
			if s := o.values[k]; len(s) > 2 && s[0] == '"' {
				return plainText(s)
			}
		}
		return ""
	case v[0] == '[', v[0] == 't', v[0] == 'f':
		return ""
	}
	return string(v)
}

// str is the first text under the paths of a field; empty where there is none.
func (r *Row) str(f field) string {
	for _, p := range r.paths(f) {
		if s := plainText(r.peek(p)); s != "" {
			r.use(p, f)
			return s
		}
	}
	return ""
}

// text is the text of an article or page. Where only values of other kinds are
// found, wrong names the first of them.
func (r *Row) text(f field) (s, wrong string) {
	for _, p := range r.paths(f) {
		v := r.peek(p)
		if empty(v) {
			continue
		}
		if f == html && v[0] != '"' {
			s = plainText(v)
		} else {
			s = longText(v, 0)
		}
		if strings.TrimSpace(s) != "" {
			r.use(p, f)
			return s, ""
		}
		if wrong == "" && v[0] != '"' {
			wrong = fmt.Sprintf("%q is %s", r.written(p), typeOf(v))
		}
	}
	return "", wrong
}

// written is a path as the row writes it, where it is a key.
func (r *Row) written(p string) string {
	if n := r.names[p]; n != "" {
		return n
	}
	return p
}

func typeOf(v json.RawMessage) string {
	switch v[0] {
	case '{':
		return "an object without text"
	case '[':
		return "a list without text"
	case 't', 'f':
		return "a truth value"
	}
	return "a number"
}

// maxNested is how deep a text may be nested: sections in a body hold
// paragraphs in lists.
const maxNested = 6

// skippedParts are keys of a section that are no text of it.
var skippedParts = map[string]bool{"type": true, "id": true, "class": true, "url": true, "href": true, "src": true, "lang": true, "style": true}

// longText is a string as it stands, a list as lines, an object as the text it
// stands for, else as all strings in it in the order they are written.
func longText(v json.RawMessage, depth int) string {
	if empty(v) || depth > maxNested {
		return ""
	}
	var parts []string
	add := func(s string) {
		if strings.TrimSpace(s) != "" {
			parts = append(parts, s)
		}
	}
	switch v[0] {
	case '"':
		return string(unquote(v))
	case '[':
		var items []json.RawMessage
		if json.Unmarshal(v, &items) == nil {
			for _, item := range items {
				add(longText(item, depth+1))
			}
		}
	case '{':
		o, err := parse(v)
		if err != nil {
			return ""
		}
		for _, k := range split("rendered html text content value body") {
			if s := o.values[k]; len(s) > 2 && s[0] == '"' {
				return string(unquote(s))
			}
		}
		for _, k := range o.order {
			if c := o.values[k]; !skippedParts[k] && len(c) > 0 && (c[0] == '"' || c[0] == '[' || c[0] == '{') {
				add(longText(c, depth+1))
			}
		}
	}
	return strings.Join(parts, "\n")
}

// list is the first list under the paths of a field: of strings, or of objects
// that stand for one; a text alone is a list of one.
func (r *Row) list(f field) (all []string, one bool) {
	for _, p := range r.paths(f) {
		v := r.peek(p)
		if empty(v) {
			continue
		}
		if v[0] == '"' && len(v) > 2 && v[1] == '[' && json.Valid(unquote(v)) {
			v = unquote(v) // a list as CSV holds it
		}
		if v[0] == '[' {
			var items []json.RawMessage
			if json.Unmarshal(v, &items) != nil {
				continue
			}
			for _, item := range items {
				if s := itemText(item); s != "" {
					all = append(all, s)
				}
			}
		} else if s := plainText(v); v[0] == '"' || v[0] == '{' {
			if s != "" {
				all, one = []string{s}, true
			}
		}
		if len(all) > 0 {
			r.use(p, f)
			return all, one
		}
	}
	return nil, false
}

// itemText is one item of a list. A keyword of the New York Times has the word
// under value and its kind under name.
func itemText(v json.RawMessage) string {
	if !empty(v) && v[0] == '{' {
		if o, err := parse(v); err == nil {
			if s := plainText(o.values["value"]); s != "" {
				return s
			}
		}
	}
	if empty(v) || v[0] != '"' && v[0] != '{' {
		return ""
	}
	return plainText(v)
}

// address is where the page is from: the first web address under the usual
// names, else the first text under a name that can mean nothing else. An address
// inside a reader program's own site gives way to the source it names.
func (r *Row) address() string {
	other := ""
	for _, p := range r.paths(address) {
		s := plainText(r.peek(p))
		if s == "" {
			continue
		}
		if intake.WebAddress(s) == "" {
			if other == "" && (p == "url" || p == "uri" || p == "link" || p == "href" || r.columns[string(address)] != "") {
				other = p
			}
			continue
		}
		if from := plainText(r.peek("sourceurl")); p == "url" && r.columns[string(address)] == "" && elsewhere(s, from) {
			p, s = "sourceurl", from
		}
		r.use(p, address)
		return s
	}
	if other == "" {
		return ""
	}
	r.use(other, address)
	return plainText(r.peek(other))
}

// timeLayouts are how a time of capture is written: RFC 3339 and its
// relatives, and the 14 digits of web archives.
var timeLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", time.DateOnly, "20060102150405"}

// captured is the first time of capture, in UTC where no zone is written; epoch
// seconds, milliseconds and microseconds are times too, and a day alone is its
// first moment. What cannot be read is passed over.
func (r *Row) captured() time.Time {
	for _, p := range r.times(captured) {
		v := plainText(r.peek(p))
		if t, ok := timeOf(v); ok {
			r.use(p, captured)
			return t
		}
	}
	return time.Time{}
}

func timeOf(v string) (time.Time, bool) {
	for _, l := range timeLayouts {
		if t, err := time.Parse(l, v); err == nil {
			return t.UTC(), true
		}
	}
	if n, err := strconv.ParseFloat(v, 64); err == nil {
		if n > 1e8 && n < 1e13 {
			if n > 1e11 {
				n /= 1e3
			}
			return time.UnixMicro(int64(math.Round(n * 1e6))).UTC(), true
		}
		return time.Time{}, false
	}
	if m, ok := when.Parse(v, when.DayFirst); ok {
		return time.Unix(m.Unix(0), 0).UTC(), true
	}
	return time.Time{}, false
}

// moment is the first date under the paths of a field, and what it was written
// as.
func (r *Row) moment(f field) (when.Moment, bool) {
	for _, p := range r.times(f) {
		v := plainText(r.peek(p))
		if v == "" {
			continue
		}
		if m, ok := when.Parse(v, when.DayFirst); ok {
			r.use(p, f)
			return m, true
		}
	}
	return when.Moment{}, false
}
