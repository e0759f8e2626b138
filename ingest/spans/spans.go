// Package spans reads what other programs found in the articles of a database:
// JSON Lines, one mention a line.
//
//	{"uid":"0f3a…","field":"block","position":3,"start":12,"end":15,
//	 "kind":"person","name":"…","score":0.97,"made_by":"tagger 1.2"}
//
//	uid, field, kind, made_by   must be there
//	start, end                  likewise: code points, half-open; char_start and
//	                            char_end are taken too, so that an export of the
//	                            table annotations reads back
//	position                    of the block; 0 where it is left out
//	name, score                 may be left out
//	raw, or text                may be given: what stands there, to be held
//	                            against the article
//
// Other keys are passed over. What a line says of the article is checked by who
// has the article; here only its form is.
package spans

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"dabao/ingest/intake"
	"dabao/ingest/jsonl"
	"dabao/schema"
)

// Lines yields every line of r that is not blank, in file order, name standing
// for the file: a mention, or why it is none. A stream that cannot be read to
// its end gives a line of its own, which is the last.
func Lines(name string, r io.Reader, lim intake.Limits) iter.Seq[schema.Mention] {
	return func(yield func(schema.Mention) bool) {
		goOn := true
		events := intake.Events{Reject: func(rj *schema.Reject) {
			goOn = goOn && yield(schema.Mention{File: name, Line: lineOf(rj.Origin), Misfit: &schema.Misfit{Reason: rj.Reason, Detail: rj.Detail}})
		}}
		for doc := range jsonl.Lines(name, r, lim, events) {
			if !goOn || !yield(mention(name, lineOf(doc.Origin), doc.Body)) {
				return
			}
		}
	}
}

// lineOf is the number of a line; 0 where the file as a whole is meant.
func lineOf(o schema.Origin) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(o.URI, "#L"))
	return n
}

// line is a line as it is written; nil is what it does not say.
type line struct {
	UID       *string  `json:"uid"`
	Field     *string  `json:"field"`
	Position  whole    `json:"position"`
	Start     *whole   `json:"start"`
	End       *whole   `json:"end"`
	CharStart *whole   `json:"char_start"`
	CharEnd   *whole   `json:"char_end"`
	Kind      *string  `json:"kind"`
	Name      string   `json:"name"`
	Score     *float64 `json:"score"`
	MadeBy    *string  `json:"made_by"`
	Raw       string   `json:"raw"`
	Text      string   `json:"text"`
}

// whole is an integer, which some programs write as 3.0.
type whole int

func (w *whole) UnmarshalJSON(b []byte) error {
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return fmt.Errorf("%.40q is no whole number", b)
	}
	*w = whole(f)
	return nil
}

func mention(name string, number int, body []byte) schema.Mention {
	m := schema.Mention{File: name, Line: number}
	m.Misfit = read(&m, body)
	return m
}

// read fills in what a line says, and returns why it is no mention.
func read(m *schema.Mention, body []byte) *schema.Misfit {
	var l line
	if !utf8.Valid(body) {
		return schema.Misfitf(schema.BadCharset, "line is not UTF-8")
	}
	if err := json.Unmarshal(body, &l); err != nil {
		return schema.Misfitf(schema.Damaged, "%s", wrong(err))
	}
	start, end := cmp.Or(l.Start, l.CharStart), cmp.Or(l.End, l.CharEnd)
	for _, must := range []struct {
		key   string
		there bool
	}{{"uid", l.UID != nil}, {"field", l.Field != nil}, {"start", start != nil}, {"end", end != nil}, {"kind", l.Kind != nil}, {"made_by", l.MadeBy != nil}} {
		if !must.there {
			return schema.Misfitf(schema.Damaged, "the line lacks %q", must.key)
		}
	}
	var err error
	if m.UID, err = schema.ParseUID(*l.UID); err != nil {
		return schema.Misfitf(schema.UnknownUID, "the uid %.40q is not 32 hex digits", *l.UID)
	}
	m.Span = schema.Span{Field: *l.Field, Position: int(l.Position), Start: int(*start), End: int(*end)}
	m.Kind, m.Name, m.Score, m.MadeBy = schema.EntityKind(*l.Kind), l.Name, l.Score, *l.MadeBy
	if m.Raw = cmp.Or(l.Raw, l.Text); m.Raw != "" && utf8.RuneCountInString(m.Raw) != m.End-m.Start {
		return schema.Misfitf(schema.OtherText, "%.60q has %d characters, and %d to %d are %d", m.Raw, utf8.RuneCountInString(m.Raw), m.Start, m.End, m.End-m.Start)
	}
	return m.Form()
}

// wrong words an error of the JSON reader for who made the line.
func wrong(err error) string {
	var of *json.UnmarshalTypeError
	switch {
	case !errors.As(err, &of):
		return err.Error()
	case of.Field == "":
		return "the line is " + of.Value + ", not an object"
	}
	return of.Field + " cannot be " + of.Value
}
