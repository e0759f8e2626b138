package release

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"dabao/datasets"
)

// Input is one line of inputs.lock: a file a release was made from.
type Input struct {
	Path   string `json:"path"` // slash-separated, relative to the recipe
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // of the file as it lies there, packed or not
}

// lockFileName is the file that lists them.
const lockFileName = "inputs.lock"

// Lock reads every input that a recipe names, in their order, from the recipe's
// folder.
func Lock(dir fs.FS, named []datasets.Input) ([]Input, error) {
	inputs := make([]Input, 0, len(named))
	for _, n := range named {
		in, err := lockFile(dir, n.Path)
		if err != nil {
			return nil, fmt.Errorf("read input: %w", err)
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

func lockFile(dir fs.FS, path string) (Input, error) {
	f, err := dir.Open(path)
	if err != nil {
		return Input{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return Input{path, n, hex.EncodeToString(h.Sum(nil))}, err
}

// formatLock writes "sha256  bytes  path" a line, sorted by path. A path that
// would break the line is written as a JSON string.
func formatLock(inputs []Input) []byte {
	inputs = slices.Clone(inputs)
	slices.SortFunc(inputs, func(a, b Input) int { return cmp.Compare(a.Path, b.Path) })
	var b bytes.Buffer
	for _, in := range inputs {
		path := in.Path
		if strings.HasPrefix(path, `"`) || strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			quoted, _ := json.Marshal(path)
			path = string(quoted)
		}
		fmt.Fprintf(&b, "%s  %d  %s\n", in.SHA256, in.Bytes, path)
	}
	return b.Bytes()
}

// ParseLock reads inputs.lock.
func ParseLock(data []byte) ([]Input, error) {
	var inputs []Input
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), "  ", 3)
		if len(parts) != 3 || len(parts[0]) != 2*sha256.Size {
			return nil, fmt.Errorf("inputs.lock: line %d is not a digest, a size and a path", n)
		}
		size, err := strconv.ParseInt(parts[1], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("inputs.lock: line %d: %q is no size", n, parts[1])
		}
		in := Input{parts[2], size, parts[0]}
		if strings.HasPrefix(in.Path, `"`) {
			if err := json.Unmarshal([]byte(parts[2]), &in.Path); err != nil {
				return nil, fmt.Errorf("inputs.lock: line %d: %q is no path", n, parts[2])
			}
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}
