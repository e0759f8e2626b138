package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
)

// The manual page shows every command with its examples and every flag, and
// man finds nothing to complain of.
func TestManPage(t *testing.T) {
	var out, stderr bytes.Buffer
	if code := run([]string{"dabao", "help", "--man"}, strings.NewReader(""), &out, &stderr); code != exitDone {
		t.Fatalf("ends with %d\n%s", code, &stderr)
	}
	if !need(t, "man") {
		return
	}
	path := filepath.Join(t.TempDir(), "dabao.1")
	if err := os.WriteFile(path, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("man", "--warnings", "-E", "UTF-8", "-l", path)
	cmd.Env = append(os.Environ(), "MANWIDTH=200", "MAN_KEEP_FORMATTING=", "LC_ALL=C.UTF-8", "MANPAGER=cat")
	cmd.Stderr = &stderr
	page, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("man: %v\n%s", err, &stderr)
	}
	text := strings.Join(strings.Fields(string(page)), " ")
	for _, c := range commands() {
		for _, want := range append([]string{"dabao " + c.Name + " " + c.ArgsUsage, c.Usage + ".", c.Description}, longFlags(c)...) {
			if want = strings.Join(strings.Fields(want), " "); !strings.Contains(text, want) {
				t.Errorf("%s: the page does not show %q", c.Name, want)
			}
		}
	}
	if !strings.Contains(text, "130 interrupted") {
		t.Error("the page does not show the exit codes")
	}
}

func TestVersion(t *testing.T) {
	var out, plain bytes.Buffer
	run([]string{"dabao", "version", "--json"}, strings.NewReader(""), &out, &out)
	run([]string{"dabao", "version"}, strings.NewReader(""), &plain, &plain)
	var said edition
	if err := json.Unmarshal(out.Bytes(), &said); err != nil || said.Version != schema.ToolVersion || said.Schema != schema.Version ||
		said.TokenRule == 0 || !strings.HasPrefix(said.SQLite, "3.") || said.Platform == "" {
		t.Errorf("%v: %s", err, &out)
	}
	if !strings.HasPrefix(plain.String(), "dabao "+schema.ToolVersion) || !strings.Contains(plain.String(), said.SQLite) {
		t.Errorf("says %s", &plain)
	}
}
