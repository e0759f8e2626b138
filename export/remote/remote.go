// Package remote reads files from a host that may be slow, broken or hostile,
// by the rules of HTTP and a few of its own:
//
//	identity   bytes are asked for as they are; what comes packed is refused
//	ranges     a 206 must state the range that was asked for; a 200 to a range
//	           is a host that knows none, and says so
//	redirects  ten at most, never to another scheme but from http to https
//	secrets    DABAO_AUTHORIZATION, and a user in the address, go to the host of
//	           the address and to no other
//	patience   a host that is busy is asked again, when it says so; one that
//	           stands still is given up, and one that no connection to has ever
//	           stood is not asked twice
//
// Nothing that a host says is trusted further than that: whoever reads holds
// the bytes against a checksum.
package remote

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// AuthorizationVariable names the environment variable whose value is sent as
// the header Authorization.
const AuthorizationVariable = "DABAO_AUTHORIZATION"

// Bounds on what a host may ask for.
const (
	maxRedirects = 10
	maxWait      = 2 * time.Minute // that it asks to wait by Retry-After
	maxAttempts  = 5               // without a byte of progress
	headerBytes  = 64 << 10
)

// DefaultIdle is how long a host may stand still; in that time it must send
// minProgress bytes.
const (
	DefaultIdle = time.Minute
	minProgress = 1 << 10
)

// Options are how a host is talked to. The zero value is for a host that asks
// for no secret.
type Options struct {
	// Authorization is the value of the header of that name.
	Authorization string
	// Idle is how long the host may stand still; zero is DefaultIdle.
	Idle time.Duration
	// OnWait, which may be nil, is told why and how long before a pause. Several
	// may call it at once.
	OnWait func(why error, wait time.Duration)
	// Pause is the first wait before asking again, each next one twice as long;
	// zero is a second.
	Pause time.Duration
	// Agent is the header User-Agent.
	Agent string
}

// FromEnvironment are Options with the secret that the environment holds.
func FromEnvironment() Options { return Options{Authorization: os.Getenv(AuthorizationVariable)} }

// Client talks to one host, and to where that redirects. It is safe for use by
// several at once.
type Client struct {
	http    http.Client
	options Options
	reached atomic.Bool // a connection has stood
}

// NewClient makes a client for the host of an address. Proxies are taken from
// the environment: HTTPS_PROXY, HTTP_PROXY, NO_PROXY.
func NewClient(address *url.URL, o Options) *Client {
	if o.Idle <= 0 {
		o.Idle = DefaultIdle
	}
	if o.Pause <= 0 {
		o.Pause = time.Second
	}
	if user := address.User; user != nil && o.Authorization == "" {
		password, _ := user.Password()
		o.Authorization = "Basic " + base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password))
	}
	transport := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: min(o.Idle, 30*time.Second), KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // else the transport asks for gzip and unpacks it unseen
		MaxIdleConnsPerHost:    16,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    min(o.Idle, 30*time.Second),
		ResponseHeaderTimeout:  o.Idle,
		MaxResponseHeaderBytes: headerBytes,
	}
	c := &Client{options: o}
	c.http = http.Client{Transport: &authorized{transport, origin(address), o}, CheckRedirect: checkRedirect}
	return c
}

// origin is what a secret is bound to: scheme, host and port.
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port
}

// authorized gives requests to one origin its secret, redirected ones too, and
// takes it from all others.
type authorized struct {
	next    http.RoundTripper
	origin  string
	options Options
}

// RoundTrip implements http.RoundTripper.
func (a *authorized) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Del("Authorization")
	r.Header.Del("Referer")
	if a.options.Authorization != "" && origin(r.URL) == a.origin {
		r.Header.Set("Authorization", a.options.Authorization)
	}
	return a.next.RoundTrip(r)
}

// ErrUnreachable is returned where no connection to the host has ever stood: its
// name is unknown, or nothing answers there. Such a host is not asked again.
var ErrUnreachable = errors.New("the host cannot be reached")

// ErrRedirect is returned for a redirect that is not followed.
var ErrRedirect = errors.New("the host redirects where dabao does not follow")

func checkRedirect(r *http.Request, via []*http.Request) error {
	from := via[len(via)-1].URL
	switch {
	case len(via) > maxRedirects:
		return fmt.Errorf("%w: more than %d times", ErrRedirect, maxRedirects)
	case r.URL.Scheme == from.Scheme, r.URL.Scheme == "https" && from.Scheme == "http":
		return nil
	}
	return fmt.Errorf("%w: from %s to %s", ErrRedirect, from.Scheme, shown(r.URL))
}

// shown is an address for people: without a password, and without the query,
// which may hold a secret too.
func shown(u *url.URL) string {
	plain := *u
	plain.User, plain.RawQuery, plain.Fragment = nil, "", ""
	return plain.String()
}

// StatusError is an answer of the host that is not the file.
type StatusError struct {
	Address    string
	Code       int
	RetryAfter time.Duration // that it asks to wait; zero where it says nothing
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("%s: the host answers %d %s", e.Address, e.Code, http.StatusText(e.Code))
}

// NotFound reports that a file is not there, on a host or in a folder.
func NotFound(err error) bool {
	var s *StatusError
	return errors.As(err, &s) && (s.Code == http.StatusNotFound || s.Code == http.StatusGone) || errors.Is(err, os.ErrNotExist)
}

// Missing reports that a file is not there, or is denied: a store that may not
// list its keys (S3 without s3:ListBucket) answers 403 for one that there is not.
func Missing(err error) bool {
	var s *StatusError
	return NotFound(err) || errors.As(err, &s) && s.Code == http.StatusForbidden
}

// retryAfter reads the header of that name: seconds, or a time. Source: RFC 9110, 10.2.3.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseInt(strings.TrimSpace(value), 10, 32); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// passing reports whether asking again may help.
func passing(err error) bool {
	var status *StatusError
	var certificate *tls.CertificateVerificationError
	var name *net.DNSError
	switch {
	case errors.As(err, &status):
		switch status.Code {
		case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests, http.StatusInternalServerError,
			http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			return status.RetryAfter <= maxWait
		}
		return false
	case errors.Is(err, ErrUnreachable), errors.Is(err, ErrRedirect), errors.Is(err, ErrPacked), errors.Is(err, ErrRange), errors.Is(err, ErrChanged), errors.Is(err, context.Canceled),
		errors.As(err, &certificate), errors.As(err, &name) && name.IsNotFound:
		return false
	}
	var network *url.Error
	return errors.As(err, &network) || errors.Is(err, ErrStalled) || errors.Is(err, ErrCut)
}

// Patience counts the attempts at one thing.
type Patience struct {
	client *Client
	failed int
}

// Patience starts a count.
func (c *Client) Patience() *Patience { return &Patience{client: c} }

// Progress forgets what failed before.
func (p *Patience) Progress() { p.failed = 0 }

// Wait returns nil when it is time to ask again, and why where asking again
// would not help, or has not helped often enough.
func (p *Patience) Wait(ctx context.Context, why error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if p.failed++; !passing(why) {
		return why
	}
	if p.failed >= maxAttempts {
		return fmt.Errorf("%w (asked %d times)", why, p.failed)
	}
	wait := p.client.options.Pause << (p.failed - 1)
	var status *StatusError
	if errors.As(why, &status) {
		wait = max(wait, status.RetryAfter)
	}
	if p.client.options.OnWait != nil {
		p.client.options.OnWait(why, wait)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}
