//go:build ignore

// Gen_profiles writes profiles.txt from the letter triples of whatlanggo (MIT):
//
//	go run gen_profiles.go -from whatlanggo@v1.0.1/lang.go
//
// A line is a script, a language as BCP 47 names it and its triples, the
// commonest first, without anything between them and with _ for the space.
package main

import (
	"cmp"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func main() {
	from := flag.String("from", "", "whatlanggo's lang.go")
	flag.Parse()
	file, err := parser.ParseFile(token.NewFileSet(), *from, nil, 0)
	if err != nil {
		log.Fatal(err)
	}
	codes := map[string]string{}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "LangToStringShort" {
			ast.Inspect(f, func(n ast.Node) bool {
				if kv, ok := n.(*ast.KeyValueExpr); ok {
					codes[kv.Key.(*ast.Ident).Name] = text(kv.Value)
				}
				return true
			})
		}
	}
	var lines []string
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			script, ok := strings.CutSuffix(v.Names[0].Name, "Langs")
			if !ok || script == "" {
				continue
			}
			script = strings.ToUpper(script[:1]) + script[1:]
			for _, e := range v.Values[0].(*ast.CompositeLit).Elts {
				kv := e.(*ast.KeyValueExpr)
				lines = append(lines, script+"\t"+codeOf(codes, kv.Key.(*ast.Ident).Name)+"\t"+triples(kv.Value)+"\n")
			}
		}
	}
	slices.Sort(lines)
	if err := os.WriteFile("profiles.txt", []byte(strings.Join(lines, "")), 0o644); err != nil {
		log.Fatal(err)
	}
}

// subtags are where whatlanggo gives no code, or one that BCP 47 deprecates.
var subtags = map[string]string{"Pes": "fa", "Ydd": "yi", "Bho": "bho"}

func codeOf(codes map[string]string, name string) string {
	return cmp.Or(subtags[name], codes[name], strings.ToLower(name))
}

func triples(e ast.Expr) string {
	var b strings.Builder
	for _, t := range e.(*ast.CompositeLit).Elts {
		s := text(t)
		if utf8.RuneCountInString(s) != 3 || strings.Contains(s, "_") {
			log.Fatalf("%q is no triple", s)
		}
		b.WriteString(strings.ReplaceAll(s, " ", "_"))
	}
	return b.String()
}

func text(e ast.Expr) string {
	s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		log.Fatal(err)
	}
	return s
}
