package release

import (
	"context"
	"fmt"
	"strings"
)

// Difference is one place where a release is not what it says it is. What does
// not apply is empty.
type Difference struct {
	File   string `json:"file"`
	Table  string `json:"table"`
	UID    string `json:"uid"`
	Column string `json:"column"`
	Detail string `json:"detail"`
}

func (d Difference) String() string {
	var b strings.Builder
	b.WriteString(d.File)
	for _, part := range []struct{ before, value string }{{": ", d.Table}, {" ", d.UID}, {" column ", d.Column}, {": ", d.Detail}} {
		if part.value != "" {
			b.WriteString(part.before + part.value)
		}
	}
	return b.String()
}

// Bounds of a verdict: enough to see what happened, in every file.
const (
	maxDifferences        = 200
	maxDifferencesOfAFile = 20
)

// Verdict is what Verify found.
type Verdict struct {
	Differences   []Difference `json:"differences"` // the first ones of each file
	Articles      int64        `json:"articles"`
	ContentDigest string       `json:"content_digest"` // over the rows as they are
	Files         int          `json:"files"`
	Notes         []string     `json:"notes"`     // what was not proven, and why
	Signature     Signature    `json:"signature"` // of a release; the caller's to fill in
	perFile       map[string]int
}

// OK says that nothing differs.
func (v *Verdict) OK() bool { return len(v.Differences) == 0 }

// add notes a difference and says whether more of the file are wanted.
func (v *Verdict) add(d Difference) bool {
	if v.perFile == nil {
		v.perFile = map[string]int{}
	}
	v.perFile[d.File]++
	if v.perFile[d.File] <= maxDifferencesOfAFile && len(v.Differences) < maxDifferences {
		v.Differences = append(v.Differences, d)
	}
	return v.perFile[d.File] < maxDifferencesOfAFile
}

func (v *Verdict) addf(file, format string, args ...any) {
	v.add(Difference{File: file, Detail: fmt.Sprintf(format, args...)})
}

func (v *Verdict) notef(format string, args ...any) {
	v.Notes = append(v.Notes, fmt.Sprintf(format, args...))
}

// A check looks at one thing and puts what differs into its verdict; an error
// says that it could not look.
type check func(context.Context, *Verdict) error

// check runs checks beside each other and takes over what they find in their
// order. Where one fails, that is its own findings and those before it.
func (v *Verdict) check(ctx context.Context, checks ...check) error {
	parts := make([]Verdict, len(checks))
	errs := make([]error, len(checks))
	var tasks []func(context.Context) error
	for i, c := range checks {
		tasks = append(tasks, func(ctx context.Context) error {
			errs[i] = c(ctx, &parts[i])
			return errs[i]
		})
	}
	err := together(ctx, tasks...)
	for i, p := range parts {
		for _, d := range p.Differences {
			v.add(d)
		}
		v.Notes = append(v.Notes, p.Notes...)
		if errs[i] != nil {
			break
		}
	}
	return err
}
