package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestEveryModuleIsLicensed: what is linked here is in the text that travels
// with the program, at its version. CI makes the text again besides.
func TestEveryModuleIsLicensed(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}`, ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line == "" || seen[line] {
			continue
		}
		seen[line] = true
		if !strings.Contains(thirdParty, "\n"+line+"\n") {
			t.Errorf("third_party.txt lacks %s: go generate ./cmd/dabao makes it again", line)
		}
	}
	if len(seen) < 20 {
		t.Errorf("%d modules are linked; go list said too little", len(seen))
	}
}
