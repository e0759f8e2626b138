package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/schema"
)

// manPage writes the manual page of the whole program, as roff, from what the
// commands say of themselves. The library's own ToMan leaves out descriptions,
// examples and arguments, and files the page under system administration.
func manPage(w io.Writer, app *cli.App) error {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH DABAO 1 \"\" \"dabao %s\" \"User Commands\"\n", schema.ToolVersion)
	fmt.Fprintf(&b, ".SH NAME\ndabao \\- %s\n", roff(app.Usage))
	b.WriteString(".SH SYNOPSIS\n.B dabao\n.I COMMAND\n[\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n.SH COMMANDS\n")
	for _, c := range app.VisibleCommands() {
		manOfCommand(&b, c)
	}
	_, codes, _ := strings.Cut(exitCodes, "\n")
	fmt.Fprintf(&b, ".SH EXIT STATUS\n%s", verbatim(codes))
	_, err := io.WriteString(w, b.String())
	return err
}

func manOfCommand(b *strings.Builder, c *cli.Command) {
	fmt.Fprintf(b, ".SS %s\n%s.\n.PP\n\\fBdabao %[1]s\\fR %[3]s\n", roff(c.Name), roff(c.Usage), roff(strings.TrimSpace(c.ArgsUsage)))
	if c.Description != "" {
		fmt.Fprintf(b, ".PP\n%s", verbatim(c.Description))
	}
	for _, f := range c.VisibleFlags() {
		doc, ok := f.(cli.DocGenerationFlag)
		if !ok {
			continue
		}
		placeholder, usage := flagUsage(doc.GetUsage())
		var names []string
		for _, n := range f.Names() {
			dashes := "--"
			if len(n) == 1 {
				dashes = "-"
			}
			names = append(names, "\\fB"+roff(dashes+n)+"\\fR")
		}
		fmt.Fprintf(b, ".TP\n%s", strings.Join(names, ", "))
		if doc.TakesValue() {
			fmt.Fprintf(b, " \\fI%s\\fR", roff(placeholder))
		}
		if d := doc.GetDefaultText(); doc.TakesValue() && strings.Trim(d, "\"0") != "" && !strings.Contains(usage, "(default") {
			usage += " (default: " + strings.Trim(d, "\"") + ")"
		}
		fmt.Fprintf(b, "\n%s\n", roff(usage))
	}
}

// flagUsage takes the name of a flag's value out of its usage, where it stands
// in backquotes.
func flagUsage(text string) (placeholder, usage string) {
	before, rest, found := strings.Cut(text, "`")
	name, after, closed := strings.Cut(rest, "`")
	if !found || !closed {
		return "VALUE", text
	}
	return name, before + name + after
}

// verbatim keeps lines and indents.
func verbatim(text string) string {
	var b strings.Builder
	b.WriteString(".nf\n")
	for line := range strings.Lines(text) {
		b.WriteString(roff(strings.TrimRight(line, "\n")) + "\n")
	}
	return b.String() + ".fi\n"
}

// roff makes text that a line of roff shows as it is. The source is UTF-8,
// which groff and mandoc read.
func roff(text string) string {
	text = strings.NewReplacer("\\", "\\e", "-", "\\-", "'", "\\(aq", "`", "\\(ga", "^", "\\(ha", "~", "\\(ti").Replace(text)
	if strings.HasPrefix(text, ".") {
		return "\\&" + text
	}
	return text
}
