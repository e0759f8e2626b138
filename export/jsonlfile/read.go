package jsonlfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"dabao/schema"
)

// Parse reads one line as Write made it. A key that is missing or null is NULL,
// an empty list where the field is one; a key the shape does not have, or a
// value of another type, is an error that names it.
func Parse(line []byte, shape *schema.Shape) ([]any, error) {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(line, &values); err != nil {
		return nil, fmt.Errorf("not a JSON object: %w", err)
	}
	row := make([]any, len(shape.Fields))
	for i, f := range shape.Fields {
		v, err := parseField(values[f.Name], &f)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
		row[i] = v
		delete(values, f.Name)
	}
	for name := range values {
		return nil, fmt.Errorf("%s has no column %q", shape.Name, name)
	}
	return row, nil
}

func isNull(b json.RawMessage) bool { return len(b) == 0 || bytes.Equal(b, []byte("null")) }

func parseField(b json.RawMessage, f *schema.Field) (any, error) {
	if f.Items == nil {
		return parseValue(b, f.Type)
	}
	items := [][]any{}
	if isNull(b) {
		return items, nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(b, &list); err != nil {
		return nil, errors.New("is not a list")
	}
	for i, b := range list {
		item, err := parseItem(b, f.Items)
		if err != nil {
			return nil, fmt.Errorf("item %d: %w", i, err)
		}
		items = append(items, item)
	}
	return items, nil
}

func parseItem(b json.RawMessage, columns []schema.Column) ([]any, error) {
	if columns[0].Name == "" {
		v, err := parseValue(b, columns[0].Type)
		return []any{v}, err
	}
	item := schema.Shape{Name: "the item"}
	for _, c := range columns {
		item.Fields = append(item.Fields, schema.Field{Column: c})
	}
	return Parse(b, &item)
}

func parseValue(b json.RawMessage, t schema.Type) (any, error) {
	if isNull(b) {
		return nil, nil
	}
	var err error
	switch t {
	case schema.Integer:
		var v int64
		err = json.Unmarshal(b, &v)
		return v, err
	case schema.Real:
		var v float64
		err = json.Unmarshal(b, &v)
		return v, err
	case schema.Boolean:
		var v bool
		if err = json.Unmarshal(b, &v); v {
			return int64(1), err
		}
		return int64(0), err
	default:
		var v string
		err = json.Unmarshal(b, &v)
		return v, err
	}
}
