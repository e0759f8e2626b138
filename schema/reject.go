package schema

import (
	"fmt"
	"strconv"
	"strings"
)

// Reason says why a document was left out. The set is closed.
type Reason string

// The closed set of reasons.
const (
	NoArticle   Reason = "no_article"  // a page without an article: an index, a gallery, an empty shell
	Stub        Reason = "stub"        // only the teaser of an article, the rest behind a wall
	NotText     Reason = "not_text"    // bytes that are no text in any charset
	BadCharset  Reason = "bad_charset" // text that no charset decodes without heavy damage
	Unsupported Reason = "unsupported" // a media type dabao does not read
	TooLarge    Reason = "too_large"   // past a stated limit
	TooSlow     Reason = "too_slow"    // past the time limit for one page
	Damaged     Reason = "damaged"     // a broken container member, record or compressed stream
	Unreadable  Reason = "unreadable"  // the file could not be read
	Empty       Reason = "empty"       // no bytes, or white space only
	Failed      Reason = "failed"      // dabao itself failed on the page: a bug worth reporting
	Withdrawn   Reason = "withdrawn"   // its uid has been withdrawn
)

// Reasons is the closed set of reasons.
var Reasons = []Reason{NoArticle, Stub, NotText, BadCharset, Unsupported, TooLarge, TooSlow, Damaged, Unreadable, Empty, Failed, Withdrawn}

// Reject is one document that did not become an article. It is not an error of
// the run: the run goes on, and the reject is kept as a row.
type Reject struct {
	Origin Origin
	Reason Reason
	Detail string // one line a person can act on
	SHA256 string // of the bytes, empty when they could not be read
}

func (r *Reject) Error() string {
	return fmt.Sprintf("%s: %s: %s", r.Origin.URI, r.Reason, r.Detail)
}

// moreURI begins the uri of a reject that stands for many, and moreDetail ends
// its detail.
const (
	moreURI    = "#more-"
	moreDetail = " more documents were rejected for this reason and are not listed (--max-reject-rows)"
)

// MoreRejects stands for n documents of a container that were rejected for one
// reason and have no row of their own.
func MoreRejects(container string, reason Reason, n int) *Reject {
	return &Reject{Origin: Origin{URI: moreURI + string(reason), Container: container}, Reason: reason, Detail: strconv.Itoa(n) + moreDetail}
}

// Documents is how many documents the reject stands for.
func (r *Reject) Documents() int {
	if digits, ok := strings.CutSuffix(r.Detail, moreDetail); ok && strings.HasPrefix(r.Origin.URI, moreURI) {
		if n, err := strconv.Atoi(digits); err == nil && n > 0 {
			return n
		}
	}
	return 1
}
