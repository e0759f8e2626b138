//go:build ignore

// Gen writes readings.txt from two public tables:
//
//	go run gen.go -variants TSCharacters.txt -pinyin pinyin_dict.go
//
// TSCharacters.txt is OpenCC's table of traditional characters and their
// simplified forms (Apache-2.0), pinyin_dict.go is the dictionary of
// mozillazg/go-pinyin v0.21.0 (MIT), a merger of Unihan and dictionary
// readings. Only characters that GBK encodes in two bytes are kept: a converter
// that works on GBK cannot have written any other.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func main() {
	variants := flag.String("variants", "", "OpenCC's TSCharacters.txt")
	pinyin := flag.String("pinyin", "", "go-pinyin's pinyin_dict.go")
	flag.Parse()
	readings := map[rune]string{}
	for _, m := range regexp.MustCompile(`0x([0-9a-fA-F]+): "([^"]+)"`).FindAllStringSubmatch(read(*pinyin), -1) {
		n, err := strconv.ParseInt(m[1], 16, 32)
		if err != nil {
			log.Fatal(err)
		}
		readings[rune(n)] = m[2]
	}
	bySyllable := map[string][]rune{}
	for _, line := range strings.Split(read(*variants), "\n") {
		trad, simp, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || trad == strings.Fields(simp)[0] {
			continue
		}
		r := []rune(trad)[0]
		if b, err := simplifiedchinese.GBK.NewEncoder().String(trad); err != nil || len(b) != 2 {
			continue
		}
		for _, s := range strings.Split(readings[r], ",") {
			if s != "" && !slices.Contains(bySyllable[s], r) {
				bySyllable[s] = append(bySyllable[s], r)
			}
		}
	}
	var out []string
	for s, rs := range bySyllable {
		slices.Sort(rs)
		out = append(out, s+" "+string(rs)+"\n")
	}
	slices.Sort(out)
	if err := os.WriteFile("readings.txt", []byte(strings.Join(out, "")), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(out), "syllables")
}

func read(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	return string(b)
}
