package jsonl

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"dabao/ingest/intake"
	"dabao/ingest/jsonstream"
	"dabao/ingest/rows"
	"dabao/schema"
)

// listKeys are the names under which interfaces keep the list of what was asked
// for; inside says under which they keep that list once more.
var (
	listKeys = strings.Fields("articles results docs data items rows records entries posts stories news documents pages hits")
	inside   = strings.Fields("response result data hits payload")
)

// Values yields each object of a JSON file as a document of rows.LineType: the
// items of an array, the objects that stand one after the other, or, of one
// object that is an answer with a list of articles in it, the items of that list.
// Its uri is its number as #3. The rest is as for Lines.
func Values(container string, r io.Reader, lim intake.Limits, ev intake.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		lim = lim.OrDefaults()
		v := &values{s: jsonstream.NewReader(r), container: container, max: lim.MaxLineBytes, ev: ev, yield: yield}
		err := v.all()
		if err == nil || err == io.EOF || v.stopped {
			return
		}
		if errors.Is(err, jsonstream.ErrSyntax) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = intake.Problemf(schema.Damaged, "broken JSON near byte %d; what follows is not read", v.s.Offset())
		}
		ev.Rejected(schema.Origin{URI: container, Container: container, Offset: v.s.Offset()}, err)
	}
}

type values struct {
	s         *jsonstream.Reader
	container string
	max       int64
	ev        intake.Events
	yield     func(schema.Document, error) bool
	n         int
	stopped   bool
}

// all reads one value of the outermost level after the other.
func (v *values) all() error {
	for !v.stopped {
		c, err := v.s.Next()
		if err != nil {
			return err
		}
		switch c {
		case '[':
			err = v.array()
		case '{':
			err = v.answer()
		case ',':
			_, err = v.s.Take(',') // left behind by programs that join objects by hand
		default:
			return intake.Problemf(schema.Unsupported, "holds no JSON objects")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (v *values) array() error {
	v.s.Take('[')
	for first := true; !v.stopped; first = false {
		if more, err := v.s.Item(first); err != nil || !more {
			return err
		}
		if err := v.row(); err != nil {
			return err
		}
	}
	return nil
}

// row hands over the value that comes next.
func (v *values) row() error {
	v.s.Next()
	at := v.place()
	raw, over, err := v.s.Value(v.max)
	if err != nil {
		return err
	}
	at.Length = v.s.Offset() - at.Offset
	v.give(at, raw, over)
	return nil
}

func (v *values) place() schema.Origin {
	v.n++
	return schema.Origin{URI: fmt.Sprintf("#%d", v.n), Container: v.container, Offset: v.s.Offset()}
}

func (v *values) give(at schema.Origin, raw []byte, over bool) {
	if over {
		v.ev.Rejected(at, intake.TooLarge("row", v.max, "bytes", "max-line-bytes"))
		return
	}
	if !v.yield(schema.Document{Origin: at, MediaType: rows.LineType, Body: raw}, nil) {
		v.stopped = true
	}
}

// answer reads an object of the outermost level. It is a row itself, unless it
// holds a list of rows.
func (v *values) answer() error {
	v.s.Next()
	start := v.s.Offset()
	raw, over, found, err := v.object(0)
	if err != nil || found {
		return err
	}
	v.n++
	at := schema.Origin{URI: fmt.Sprintf("#%d", v.n), Container: v.container, Offset: start, Length: v.s.Offset() - start}
	v.give(at, raw, over)
	return nil
}

// object gathers an object, unless a list of rows is in it, whose items are
// handed over as they come.
func (v *values) object(depth int) (raw []byte, over, found bool, err error) {
	v.s.Take('{')
	raw = append(raw, '{')
	for first := true; !v.stopped; first = false {
		key, more, err := v.s.Key(first)
		if err != nil {
			return nil, false, false, err
		}
		if !more {
			break
		}
		c, err := v.s.Next()
		switch {
		case err != nil:
			return nil, false, false, err
		case c == '[' && slices.Contains(listKeys, strings.ToLower(key)) && v.objects():
			found = true
			if err := v.array(); err != nil {
				return nil, false, false, err
			}
			continue
		}
		var part []byte
		if c == '{' && depth == 0 && slices.Contains(inside, strings.ToLower(key)) {
			var in, big bool
			part, big, in, err = v.object(depth + 1)
			found, over = found || in, over || big
		} else {
			var big bool
			part, big, err = v.s.Value(v.max)
			over = over || big
		}
		if err != nil {
			return nil, false, false, err
		}
		if over = over || int64(len(raw)+len(key)+len(part)) > v.max; over {
			raw = nil
			continue
		}
		if len(raw) > 1 {
			raw = append(raw, ',')
		}
		raw = append(append(append(append(raw, '"'), key...), '"', ':'), part...)
	}
	return append(raw, '}'), over, found, nil
}

// objects looks whether the array that comes next is one of objects.
func (v *values) objects() bool { return v.s.ArrayOf('{') }
