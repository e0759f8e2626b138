package arc

import (
	"bytes"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// header is the line that begins a record.
type header struct {
	url    string
	date   time.Time
	media  string
	length int64
}

// filedesc says whether the record is the one about the file itself.
func (h *header) filedesc() bool { return strings.HasPrefix(h.url, "filedesc:") }

// parseHeader reads the line of a record of either version.
func parseHeader(line []byte) (h header, ok bool) {
	fields := strings.Split(strings.TrimRight(string(line), "\r\n"), " ")
	n := len(fields)
	if n < 5 || !strings.Contains(fields[0], ":") {
		return h, false
	}
	length, err := strconv.ParseInt(fields[n-1], 10, 64)
	if err != nil || length < 0 {
		return h, false
	}
	for i := 2; i < n-2; i++ {
		date, ok := dateOf(fields[i])
		if _, err := netip.ParseAddr(fields[i-1]); err == nil && ok {
			return header{strings.Join(fields[:i-1], " "), date, fields[i+1], length}, true
		}
	}
	return h, false
}

// dateOf reads 14 digits; a date that no calendar has, which old crawlers wrote
// too, is none.
func dateOf(s string) (time.Time, bool) {
	if len(s) < 12 || len(s) > 17 || strings.Trim(s, "0123456789") != "" {
		return time.Time{}, false
	}
	t, err := time.Parse("20060102150405", (s + "00")[:14])
	if err != nil {
		return time.Time{}, true
	}
	return t, true
}

// startsRecord says whether a line that begins a record stands at the start of b.
func startsRecord(b []byte) bool {
	i := bytes.IndexByte(b[:min(len(b), headBytes)], '\n')
	if i < 20 {
		return false
	}
	_, ok := parseHeader(b[:i])
	return ok
}

// Is recognises an ARC file by its first bytes.
func Is(head []byte) bool {
	return bytes.HasPrefix(head, []byte("filedesc://")) || startsRecord(head)
}
