package stage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ErrHeld is returned for work that another process is at.
var ErrHeld = errors.New("another dabao is at work there")

// Keep opens a folder beside target in which work goes on where an earlier run
// left it, however that ended: what says which work. Leave lets go of it, Close
// takes it away. It returns an error that wraps ErrHeld while another process
// has it.
func Keep(target, what string) (*Dir, error) {
	path, err := KeptAt(target, what)
	if err != nil {
		return nil, err
	}
	for {
		if err := os.Mkdir(path, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
			return nil, fmt.Errorf("cannot work beside %s: %w", target, err)
		}
		held, err := hold(path)
		if errors.Is(err, errGone) {
			if _, serr := os.Lstat(path); serr != nil {
				continue // taken away between the two
			}
			return nil, fmt.Errorf("%s: %w", path, ErrHeld)
		}
		if info, serr := os.Lstat(path); serr != nil || !info.IsDir() {
			return nil, fmt.Errorf("%s is not a folder", path)
		}
		return &Dir{path: path, held: held}, err
	}
}

// KeptAt is the folder that Keep opens.
func KeptAt(target, what string) (string, error) {
	whole, err := filepath.Abs(target)
	if err != nil {
		return "", err
	}
	parent, name := filepath.Split(whole)
	if name == "" {
		return "", fmt.Errorf("%s: nothing can lie beside it", target)
	}
	return filepath.Join(parent, "."+strings.TrimPrefix(name, ".")+".dabao-"+what), nil
}

// Leave lets go of the folder and leaves what is in it.
func (d *Dir) Leave() error {
	if d.held == nil {
		return nil
	}
	err := d.held.Close()
	d.held = nil
	return err
}
