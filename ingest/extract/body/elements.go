package body

import "golang.org/x/net/html/atom"

// elemKind sorts elements by what they do to the flow of text.
type elemKind uint8

const (
	inline  elemKind = iota // text runs on through it
	block                   // starts and ends a line
	skipped                 // holds nothing a reader reads as text
)

// kindOf answers by the number of the atom. Elements that HTML does not know
// are inline: what they hold decides.
func kindOf(a atom.Atom) elemKind {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe,
		atom.Object, atom.Embed, atom.Select, atom.Textarea, atom.Button, atom.Input, atom.Svg, atom.Math,
		atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Datalist, atom.Meter, atom.Progress,
		atom.Noembed, atom.Noframes, atom.Rt, atom.Rp, atom.Rtc, atom.Frameset, atom.Title, atom.Link, atom.Meta, atom.Base:
		return skipped
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer,
		atom.Aside, atom.Nav, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul,
		atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Thead, atom.Tbody,
		atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Figure, atom.Figcaption,
		atom.Blockquote, atom.Pre, atom.Address, atom.Form, atom.Fieldset, atom.Legend,
		atom.Details, atom.Summary, atom.Hr, atom.Body, atom.Html, atom.Center, atom.Dialog,
		atom.Hgroup, atom.Menu, atom.Option, atom.Optgroup:
		return block
	}
	return inline
}

// isHeading is true of h1 to h6.
func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// isBold is true of elements that set text off from the text around it.
func isBold(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Strong, atom.Em, atom.I:
		return true
	}
	return false
}
