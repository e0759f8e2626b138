package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
)

// raw is what no row may hold: it ends a text for C, rings, starts an escape
// sequence, or turns the rest around.
const raw = "\x00\x07\x1b[31m\x7f\u0085\u202e"

// TestNoControlCharacters reads the same dirt out of every format, in every
// place of it that ends in a column, and looks at every column.
func TestNoControlCharacters(t *testing.T) {
	dir, dirt := t.TempDir(), raw
	clean := strings.Repeat("The ferry is back at its pier, and the first boat left on time with ninety people on board. ", 4)
	text := clean + "It" + dirt + " sails daily. " + strings.Repeat(clean, 20)
	body := "<p>" + strings.ReplaceAll(text, "board. It", "board.</p><p>It") + "</p>"
	references := strings.NewReplacer("\x00", "&#0;", "\x07", "&#7;", "\x1b", "&#27;", "\x7f", "&#127;", "\u0085", "&#133;", "\u202e", "&#8238;")
	page := func(dirt string) string {
		return `<html lang="en` + dirt + `"><head><title>Back` + dirt + `</title><meta name="author" content="Ann` + dirt + `"><meta name="keywords" content="ferry` + dirt + `,pier">
<meta property="og:site_name" content="News` + dirt + `"><meta name="description" content="It` + dirt + ` is back"><meta property="og:image" content="https://n.example/i` + dirt + `.jpg">
<link rel="canonical" href="https://n.example/a` + dirt + `"></head><body><article><h1>Back` + dirt + `</h1><figure><img src="b` + dirt + `.jpg"><figcaption>The` + dirt + ` pier</figcaption></figure>` +
			strings.ReplaceAll(body, raw, dirt) + `</article></body></html>`
	}
	line := func(fields map[string]any) string {
		for k, v := range fields {
			if s, ok := v.(string); ok && k != "date" {
				fields[k] = s + dirt
			}
		}
		b, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		return string(b) + "\n"
	}
	http := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\x07\r\n\r\n" + page(dirt)
	files := map[string]string{
		"raw.html":        page(dirt),
		"references.html": page(references.Replace(dirt)),
		"dump.txt":        "Back" + dirt + "\nhttps://n.example/t" + dirt + "\nBy Ann" + dirt + "\n\n" + text + "\n",
		"lines.jsonl": line(map[string]any{"title": "Back", "text": text, "url": "https://n.example/1", "author": "Ann", "source": "News", "summary": "It", "license": "CC0-1.0",
			"rights": "all", "publisher": "N", "channel": "C", "lang": "en", "subtitle": "S", "tags": []string{"ferry" + dirt, dirt}, "editors": []string{"Eve" + dirt, dirt}}) +
			line(map[string]any{"html": page(dirt), "url": "https://n.example/2", "license": "x", "rights": "y"}) +
			line(map[string]any{"text": text, "url": "https://n.example/3"}) +
			line(map[string]any{"nothing": "here", "url": "https://n.example/4"}) +
			line(map[string]any{"title": "T", "text": 5, "url": "https://n.example/5"}),
		"page.warc": fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n.example/w%s\r\nWARC-Date: 2022-03-04T05:06:07Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			"\x1b[31m\x07\x7f", len(http), http),
		"page.mhtml": "From: <x>\r\nSnapshot-Content-Location: https://n.example/m\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n" +
			"--b\r\nContent-Type: text/html\r\nContent-Location: https://n.example/m\r\n\r\n" + page(dirt) + "\r\n--b--\r\n",
		"od\x1b[31md.html": page(dirt),
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(t.TempDir(), "a.db")
	t.Chdir(dir)
	var stderr bytes.Buffer
	if code := run([]string{"dabao", "ingest", "-q", "-o", db, "."}, strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitRejects {
		t.Fatalf("ends with %d: %s", code, &stderr)
	}
	conn, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var articles int
	if err := conn.QueryRow(`SELECT count(*) FROM articles`).Scan(&articles); err != nil || articles < 5 {
		t.Errorf("%d articles, %v: %s", articles, err, &stderr)
	}
	for _, table := range schema.Tables {
		for _, column := range table.Columns {
			rows, err := conn.Query(fmt.Sprintf(`SELECT CAST(%q AS TEXT) FROM %q WHERE %q IS NOT NULL`, column.Name, table.Name, column.Name))
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				var s string
				if err := rows.Scan(&s); err != nil {
					t.Fatal(err)
				}
				if strings.ContainsFunc(s, func(r rune) bool { return schema.Control(r) || r == '\u0085' || r == '\u202e' }) {
					t.Errorf("%s.%s holds %.80q", table.Name, column.Name, s)
				}
			}
			rows.Close()
		}
	}
	if out, _ := json.Marshal(stderr.String()); bytes.Contains(out, []byte(`\u001b`)) {
		t.Errorf("said: %s", out)
	}
}
