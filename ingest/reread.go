package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"

	"dabao/schema"
)

// reread takes back an article that dabao itself has written out as a line of
// JSON, with the capture it was read from, so that an export ingested again
// gives the same rows.
func reread(doc schema.Document, r schema.Reading) schema.Reading {
	a, err := articleOf(doc.Body)
	if err == nil {
		err = a.Validate()
	}
	if err != nil {
		return reject(r, schema.Damaged, err.Error())
	}
	claim := ""
	if a.URL != "" && a.UID == schema.UIDFromURL(a.URL) {
		claim = a.URL
	}
	return schema.Reading{Capture: a.Capture, Article: a, Claim: claim}
}

func articleOf(line []byte) (*schema.Article, error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	var object map[string]any
	if err := dec.Decode(&object); err != nil {
		return nil, fmt.Errorf("broken JSON: %w", err)
	}
	shape := schema.ArticleShape()
	row := make([]any, len(shape.Fields))
	for i, f := range shape.Fields {
		v, err := cell(f, object[f.Name])
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", f.Name, err)
		}
		row[i] = v
		if v == nil && !f.Nullable && f.Items == nil {
			return nil, fmt.Errorf("field %s is missing", f.Name)
		}
	}
	return schema.ArticleOf(&shape, row)
}

// cell turns a decoded JSON value into what a row of that field holds.
func cell(f schema.Field, v any) (any, error) {
	if f.Items == nil || v == nil {
		return scalar(f.Type, v)
	}
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("%T is no list", v)
	}
	items := make([][]any, len(list))
	for i, item := range list {
		object, ok := item.(map[string]any)
		if !ok {
			object = map[string]any{"": item} // one nameless column makes a list of plain values
		}
		for _, c := range f.Items {
			v, err := scalar(c.Type, object[c.Name])
			if err != nil {
				return nil, fmt.Errorf("item %d: %w", i, err)
			}
			if v == nil && !c.Nullable {
				return nil, fmt.Errorf("item %d lacks %q", i, c.Name)
			}
			items[i] = append(items[i], v)
		}
	}
	return items, nil
}

func scalar(t schema.Type, v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case bool:
		if t == schema.Boolean {
			if v {
				return int64(1), nil
			}
			return int64(0), nil
		}
	case json.Number:
		switch t {
		case schema.Integer:
			return v.Int64()
		case schema.Real:
			return v.Float64()
		}
	case string:
		if t == schema.Text || t == schema.Time || t == schema.Day {
			return v, nil
		}
	}
	return nil, fmt.Errorf("%v is of the wrong type", v)
}
