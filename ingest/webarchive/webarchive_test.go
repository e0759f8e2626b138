package webarchive

import (
	"encoding/base64"
	"os/exec"
	"strings"
	"testing"

	"dabao/ingest/intake"
	"dabao/schema"
)

const page = "<!doctype html><title>t</title><p>words</p>"

func xmlFile(frames string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist version="1.0"><dict>` +
		`<key>WebMainResource</key><dict><key>WebResourceData</key><data>` + base64.StdEncoding.EncodeToString([]byte(page)) + `</data><key>WebResourceFrameName</key><string></string>` +
		`<key>WebResourceMIMEType</key><string>text/html</string><key>WebResourceTextEncodingName</key><string>UTF-8</string><key>WebResourceURL</key><string>https://a.example/1?a=b&amp;c=d</string></dict>` +
		`<key>WebSubresources</key><array><dict><key>WebResourceData</key><data>AAAA</data></dict></array>` + frames + `</dict></plist>`
}

func read(file string, lim intake.Limits) (docs []schema.Document, told []string, err error) {
	ev := intake.Events{Reject: func(r *schema.Reject) { told = append(told, string(r.Reason)) }, Skip: func(s intake.Skip) { told = append(told, string(s.Kind)) }}
	docs, err = Documents(schema.Origin{URI: "a.webarchive"}, "a.webarchive", []byte(file), lim, ev)
	return docs, told, err
}

// listOf writes a binary property list of objects that are given as they stand.
func listOf(objects ...string) string {
	var offsets []byte
	out := "bplist00"
	for _, o := range objects {
		offsets = append(offsets, byte(len(out)>>8), byte(len(out)))
		out += o
	}
	table := len(out)
	trailer := make([]byte, 32)
	trailer[6], trailer[7], trailer[15], trailer[30], trailer[31] = 2, 1, byte(len(objects)), byte(table>>8), byte(table)
	return out + string(offsets) + string(trailer)
}

func text(s string) string {
	if len(s) < 15 {
		return string(rune(0x50+len(s))) + s
	}
	return "\x5f\x10" + string([]byte{byte(len(s))}) + s
}

func binaryList() string {
	return listOf("\xd1\x01\x02", text("WebMainResource"), "\xd3\x03\x04\x05\x06\x07\x08", text("WebResourceData"), text("WebResourceMIMEType"), text("WebResourceURL"),
		"\x4f\x10"+string([]byte{byte(len(page))})+page, text("text/html"), text("https://a.example/1"))
}

func TestDocuments(t *testing.T) {
	docs, told, err := read(xmlFile(""), intake.Limits{})
	if err != nil || len(docs) != 1 || string(docs[0].Body) != page || docs[0].URL != "https://a.example/1?a=b&c=d" || docs[0].Charset != "utf-8" || len(told) > 0 {
		t.Errorf("XML: %+v, %q, %v", docs, told, err)
	}
	docs, _, err = read(binaryList(), intake.Limits{})
	if err != nil || len(docs) != 1 || string(docs[0].Body) != page || docs[0].URL != "https://a.example/1" || docs[0].MediaType != "text/html" {
		t.Errorf("binary: %+v, %v", docs, err)
	}
	frame := strings.TrimSuffix(strings.SplitN(xmlFile(""), `<plist version="1.0">`, 2)[1], "</plist>")
	docs, _, err = read(xmlFile("<key>WebSubframeArchives</key><array>"+frame+"</array>"), intake.Limits{})
	if err != nil || len(docs) != 2 || docs[1].Origin.Container != "a.webarchive" {
		t.Errorf("frames: %+v, %v", docs, err)
	}
	if _, told, _ = read(binaryList(), intake.Limits{MaxDocumentBytes: 5}); len(told) != 1 || told[0] != "too_large" {
		t.Errorf("limit: %q", told)
	}
}

func TestHostile(t *testing.T) {
	for name, in := range map[string]string{
		"empty": "", "cut short": binaryList()[:90], "no list": "<html></html>", "no page": "<plist><dict></dict></plist>",
		"itself its own part": listOf("\xd1\x01\x00", text("WebMainResource")),
		"deep":                "<plist><dict><key>WebMainResource</key>" + strings.Repeat("<array>", 200_000),
		"huge length":         listOf("\xd1\x01\x02", text("WebMainResource"), "\x4f\x13\xff\xff\xff\xff\xff\xff\xff\xff"),
		"wide":                listOf("\xaf\x11\xff\xff"),
	} {
		if docs, _, err := read(in, intake.Limits{}); err == nil || len(docs) > 0 {
			t.Errorf("%s: %+v, %v", name, docs, err)
		}
	}
}

// TestPlistlib reads what another writer of both encodings makes.
func TestPlistlib(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3")
	}
	for _, format := range []string{"FMT_BINARY", "FMT_XML"} {
		out, err := exec.Command("python3", "-c", `
import plistlib, sys
page = {"WebResourceData": "<!doctype html><p>\u7801\u5934".encode("gbk") * 100, "WebResourceMIMEType": "text/html", "WebResourceTextEncodingName": "GBK",
  "WebResourceURL": "https://a.example/\u7801", "WebResourceFrameName": "", "n": 2**40, "t": True}
sys.stdout.buffer.write(plistlib.dumps({"WebMainResource": page, "WebSubresources": [page] * 300, "WebSubframeArchives": [{"WebMainResource": page}]}, fmt=plistlib.`+format+`))`).Output()
		if err != nil {
			t.Fatal(err)
		}
		docs, told, err := read(string(out), intake.Limits{})
		if err != nil || len(docs) != 2 || len(told) > 0 || len(docs[0].Body) != 2200 || docs[0].Charset != "gbk" || docs[0].URL != "https://a.example/码" {
			t.Errorf("%s: %d documents, %q, %v", format, len(docs), told, err)
		}
	}
}

func FuzzDocuments(f *testing.F) {
	f.Add(xmlFile(""))
	f.Add(binaryList())
	f.Fuzz(func(t *testing.T, in string) { read(in, intake.Limits{}) })
}
