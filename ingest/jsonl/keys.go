package jsonl

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"dabao/ingest/intake"
	"dabao/schema"
)

// The names under which corpora keep what we read, the likeliest first.
var (
	urlKeys      = []string{"url", "uri", "link", "href", "page_url", "source_url", "canonical_url", "target_uri", "warc-target-uri"}
	htmlKeys     = []string{"html", "raw_html", "page_html", "html_content", "content_html", "body_html", "page_source"}
	textKeys     = []string{"text", "content", "body", "maintext", "main_text", "article", "article_text", "full_text", "plain_text", "plaintext", "articlebody", "raw_content", "raw_text", "raw"}
	titleKeys    = []string{"title", "headline"}
	capturedKeys = []string{"captured_at", "crawled_at", "crawl_date", "crawl_time", "crawl_timestamp", "fetched_at", "fetch_time", "retrieved_at", "date_crawled", "date_download", "download_date", "scraped_at", "warc_date", "warc-date", "timestamp"}
	licenseKeys  = []string{"license", "licence"}
	rightsKeys   = []string{"rights", "copyright"}
)

const keysInWords = "html, raw_html, text, content, body, …"

func lower(k string) string { return strings.ToLower(strings.TrimSpace(k)) }

// has tells whether any of the keys is there at all.
func (o object) has(lists ...[]string) bool {
	for _, keys := range lists {
		for _, k := range keys {
			if _, ok := o[k]; ok {
				return true
			}
		}
	}
	return false
}

// text is the first of the keys that holds a string which is not empty. A
// value of another type is an error that names it, null is as good as absent.
func (o object) text(keys []string) (string, error) {
	s, err := o.bytes(keys)
	return string(s), err
}

// bytes is text that the caller owns, nil where there is none.
func (o object) bytes(keys []string) ([]byte, error) {
	for _, k := range keys {
		v, ok := o[k]
		if !ok || string(v) == "null" {
			continue
		}
		if v[0] != '"' {
			return nil, intake.Problemf(schema.Damaged, "%q is %s, not text", k, typeOf(v))
		}
		if s := unquote(v); len(bytes.TrimSpace(s)) > 0 {
			return s, nil
		}
	}
	return nil, nil
}

func typeOf(v json.RawMessage) string {
	switch v[0] {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 't', 'f':
		return "a truth value"
	case '"':
		return "text"
	}
	return "a number"
}

// list is a list of strings, of objects with a name, or one string alone.
func (o object) list(keys []string) []string {
	for _, k := range keys {
		v, ok := o[k]
		if !ok {
			continue
		}
		var one string
		if json.Unmarshal(v, &one) == nil && one != "" {
			return []string{one}
		}
		var items []json.RawMessage
		if json.Unmarshal(v, &items) != nil {
			continue
		}
		var out []string
		for _, item := range items {
			var s string
			var named struct{ Name, Label, Text string }
			if json.Unmarshal(item, &s) != nil && json.Unmarshal(item, &named) == nil {
				s = named.Name + named.Label + named.Text
			}
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// exported recognises a line of dabao's own export by what no other has: the
// uid and the list of blocks.
func (o object) exported() bool {
	uid, err := o.text([]string{"uid"})
	if err != nil || len(o["blocks"]) == 0 || o["blocks"][0] != '[' {
		return false
	}
	_, err = schema.ParseUID(uid)
	return err == nil
}

// timeLayouts are how a time of capture is written: RFC 3339 and its
// relatives, and the 14 digits of web archives.
var timeLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", time.DateOnly, "20060102150405"}

// time is the first of the keys that holds a time, in UTC where no zone is
// written; epoch seconds and milliseconds are times too. What cannot be read is
// passed over: the zero time where nothing else is there.
func (o object) time(keys []string) time.Time {
	for _, k := range keys {
		v := strings.Trim(string(o[k]), `"`)
		for _, l := range timeLayouts {
			if t, err := time.Parse(l, v); err == nil {
				return t.UTC()
			}
		}
		if n, err := strconv.ParseFloat(v, 64); err == nil && n > 1e8 && n < 1e13 {
			if n > 1e11 {
				n /= 1e3
			}
			return time.UnixMicro(int64(math.Round(n * 1e6))).UTC()
		}
	}
	return time.Time{}
}
