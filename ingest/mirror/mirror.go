// Package mirror works out the address of a page from the name under which a
// mirroring program stored it: host, path, file.
//
// What those programs do to an address is undone, as far as the name shows it:
//
//	host:8080, host+8080, host_8080   the port: wget, wget on Windows, HTTrack
//	http/host, https/host             wget --protocol-directories; else the scheme
//	                                  is http for an IP address or a port, https
//	                                  for all others
//	dir/index.html                    dir/
//	view.do?id=8, view.do@id=8        the query: wget, wget on Windows
//	view.do?id=8.html, 123.stm.html   the .html that wget -E adds to other names
//	view.html.orig                    the page as it was before wget -k -K converted it
//	%7C and the like                  stay as they are; other characters that an
//	                                  address does not have are escaped
//
// An address found this way is a guess: what a page says of itself goes first.
package mirror

import (
	"net/netip"
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Address is the address of a slash-separated path below a folder that is named
// like a host, the outermost; empty where there is none.
func Address(name string) string {
	dirs := strings.Split(name, "/")
	for i, d := range dirs[:len(dirs)-1] {
		if host := hostOf(d); host != "" {
			return join(schemeBefore(dirs[:i], host), host, dirs[i+1:])
		}
	}
	return ""
}

// AddressBelow is Address for a path whose first folder is the host, whatever it
// looks like.
func AddressBelow(name string) string {
	if a := Address(name); a != "" {
		return a
	}
	dirs := strings.Split(strings.TrimPrefix(name, "./"), "/")
	if len(dirs) < 2 || dirs[0] == "" || strings.ContainsAny(dirs[0], " %?#@") {
		return ""
	}
	host := portOf(strings.ToLower(dirs[0]))
	return join(schemeBefore(nil, host), host, dirs[1:])
}

func join(scheme, host string, rest []string) string {
	dir, file := rest[:len(rest)-1], rest[len(rest)-1]
	var b strings.Builder
	b.WriteString(scheme + "://" + host + "/")
	for _, d := range dir {
		b.WriteString(escape(d) + "/")
	}
	file, query := Undo(file)
	b.WriteString(escape(file))
	if query != "" {
		b.WriteString("?" + escape(query))
	}
	return b.String()
}

func schemeBefore(dirs []string, host string) string {
	if n := len(dirs); n > 0 && (dirs[n-1] == "http" || dirs[n-1] == "https") {
		return dirs[n-1]
	}
	name, _, port := strings.Cut(host, ":")
	if _, err := netip.ParseAddr(name); err == nil || port || name == "localhost" {
		return "http"
	}
	return "https"
}

// hostOf is the host a folder is named after: an IPv4 address, or a name under a
// domain of the public suffix list's official part.
func hostOf(folder string) string {
	host := portOf(strings.ToLower(folder))
	name, _, _ := strings.Cut(host, ":")
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || !strings.Contains(name, ".") || strings.Contains(name, "..") ||
		strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") {
		return ""
	}
	if a, err := netip.ParseAddr(name); err == nil {
		if a.Is4() {
			return host
		}
		return ""
	}
	suffix, official := publicsuffix.PublicSuffix(name)
	if !official || suffix == name || strings.Trim(name[strings.LastIndexByte(name, '.')+1:], "0123456789") == "" {
		return ""
	}
	return host
}

// portOf puts a colon before a port.
func portOf(folder string) string {
	for _, mark := range []string{":", "+", "_"} {
		if i := strings.LastIndex(folder, mark); i > 0 {
			if p, err := strconv.Atoi(folder[i+1:]); err == nil && p > 0 && p < 1<<16 {
				return folder[:i] + ":" + folder[i+1:]
			}
		}
	}
	return folder
}

// dynamic are the extensions of programs that make pages; others that wget -E
// adds .html to are all digits.
var dynamic = map[string]bool{".php": true, ".php3": true, ".php5": true, ".asp": true, ".aspx": true, ".jsp": true, ".jspx": true, ".do": true, ".cgi": true, ".pl": true,
	".cfm": true, ".stm": true, ".shtml": true, ".action": true, ".nsf": true, ".dll": true, ".ece": true, ".story": true}

// Undo gives the file name and the query that a page was stored under.
func Undo(file string) (name, query string) {
	file = strings.TrimSuffix(file, ".orig")
	if base, added := strings.CutSuffix(file, ".html"); added {
		ext := strings.ToLower(path.Ext(base))
		if hasQuery(base) || dynamic[ext] || len(ext) > 1 && strings.Trim(ext[1:], "0123456789") == "" {
			file = base
		}
	}
	name = file
	if i := queryAt(file); i >= 0 {
		name, query = file[:i], file[i+1:]
	}
	if name == "index.html" || name == "index.htm" {
		name = ""
	}
	return name, query
}

func hasQuery(name string) bool { return queryAt(name) >= 0 }

// queryAt is where a query begins: at a question mark, or where there is none at
// an @ before a key and a value.
func queryAt(name string) int {
	if i := strings.IndexByte(name, '?'); i > 0 {
		return i
	}
	if i := strings.IndexByte(name, '@'); i > 0 && strings.Contains(name[i:], "=") {
		return i
	}
	return -1
}

// escape makes part of an address of a name: what an address may hold, and %XX,
// stays.
func escape(s string) string {
	const kept = "-._~!$&'()*+,;=:@/?"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte(kept, c) >= 0:
			b.WriteByte(c)
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteByte(c)
		default:
			b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c)|0x100, 16)[1:]))
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// Unescape undoes what warcit 0.4 does: it makes an address of a file's name, so
// that the question mark in it, and all behind it, are escaped.
func Unescape(address string) string {
	i := strings.Index(strings.ToLower(address), "%3f")
	slash := strings.LastIndexByte(address, '/')
	if slash < len("https://") {
		return address
	}
	file := address[slash+1:]
	if i > slash {
		if s, err := url.PathUnescape(file); err == nil {
			file = s
		}
	} else if base, ok := strings.CutSuffix(file, ".gz"); ok {
		file = base
	}
	name, query := Undo(file)
	if query == "" {
		return address[:slash+1] + name
	}
	return address[:slash+1] + name + "?" + escape(query)
}
