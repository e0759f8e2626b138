package webarchive

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"io"
	"strings"

	"dabao/ingest/intake"
	"dabao/schema"
)

// parseXML reads an XML property list: dict elements of key elements, each
// followed by its value, array elements, string and data (base64).
func parseXML(file []byte) (value, error) {
	d := xml.NewDecoder(bytes.NewReader(file))
	d.Strict = false
	p := &xmlList{d: d}
	for {
		t, err := d.Token()
		if err != nil {
			return nil, intake.Problemf(schema.Damaged, "is no property list")
		}
		if s, ok := t.(xml.StartElement); ok && s.Name.Local == "dict" {
			v, err := p.dict(0)
			if err != nil {
				return nil, errList
			}
			return v, nil
		}
	}
}

type xmlList struct{ d *xml.Decoder }

// start is the next element that begins; io.EOF where the one around it ends.
func (p *xmlList) start() (string, error) {
	for {
		t, err := p.d.Token()
		if err != nil {
			return "", io.ErrUnexpectedEOF
		}
		switch t := t.(type) {
		case xml.StartElement:
			return t.Name.Local, nil
		case xml.EndElement:
			return "", io.EOF
		}
	}
}

func (p *xmlList) dict(depth int) (map[string]value, error) {
	out := map[string]value{}
	key := ""
	for {
		name, err := p.start()
		switch {
		case err == io.EOF:
			return out, nil
		case err != nil:
			return nil, err
		case name == "key":
			if key, err = p.text(); err != nil {
				return nil, err
			}
		case !wanted[key]:
			if err := p.d.Skip(); err != nil {
				return nil, err
			}
		default:
			if out[key], err = p.value(name, depth+1); err != nil {
				return nil, err
			}
		}
	}
}

func (p *xmlList) value(name string, depth int) (value, error) {
	switch {
	case name == "dict" && depth <= 3*maxFrames:
		return p.dict(depth)
	case name == "array" && depth <= 3*maxFrames:
		var out []value
		for {
			name, err := p.start()
			if err == io.EOF {
				return out, nil
			}
			if err != nil {
				return nil, err
			}
			v, err := p.value(name, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
	case name == "string":
		return p.text()
	case name == "data":
		s, err := p.text()
		if err != nil {
			return nil, err
		}
		return base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	}
	return nil, p.d.Skip()
}

// text is what stands up to the end of this element.
func (p *xmlList) text() (string, error) {
	var b strings.Builder
	for {
		t, err := p.d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if err := p.d.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}
