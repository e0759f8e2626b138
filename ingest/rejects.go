package ingest

import (
	"iter"

	"dabao/schema"
)

// bounded hands readings on, of each container most rejects one by one; those
// past it come at the end, one reject a reason that says how many they are. A
// few kilobytes can hold millions of broken lines, and each would be a row.
func bounded(readings iter.Seq2[schema.Reading, error], most int64) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		listed := map[string]int64{}
		more := map[string]map[schema.Reason]int{}
		var full []string // the containers of more, in the order of the input
		for r, err := range readings {
			if in := r.Capture.Origin.Container; err == nil && r.Reject != nil && in != "" {
				if listed[in]++; listed[in] > most {
					if more[in] == nil {
						more[in] = map[schema.Reason]int{}
						full = append(full, in)
					}
					more[in][r.Reject.Reason]++
					continue
				}
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
		for _, in := range full {
			for _, reason := range schema.Reasons {
				if n := more[in][reason]; n > 0 {
					rj := schema.MoreRejects(in, reason, n)
					if !yield(schema.Reading{Capture: schema.Capture{Origin: rj.Origin}, Reject: rj}, nil) {
						return
					}
				}
			}
		}
	}
}
