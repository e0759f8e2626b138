package extract

import (
	"errors"
	"fmt"
	"testing"
)

// TestPaywalled reads the first paragraph of a story that its page calls free
// or not.
func TestPaywalled(t *testing.T) {
	for flag, stub := range map[string]bool{
		`false`: true, `"False"`: true, `"http://schema.org/False"`: true, `true`: false, `"True"`: false, `null`: false,
	} {
		page := fmt.Sprintf(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"The bridge of the town","isAccessibleForFree":%s}</script>
<title>The bridge of the town</title><h1>The bridge of the town</h1><div>%s</div>`, flag, paragraph)
		if _, err := Page(page, "", maxMarks); errors.Is(err, ErrStub) != stub {
			t.Errorf("isAccessibleForFree %s: %v, want a stub: %v", flag, err, stub)
		}
	}
}
