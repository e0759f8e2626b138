package main

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"

	"aead.dev/minisign"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dabao": func() { os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScript tells one story a file of testdata/script. "code N command…" runs
// a command and wants exit code N; $DEMO and $SHARED are the demo dataset and
// the corpora.
func TestScript(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	shared := filepath.Join(root, "..", "shared")
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("DEMO", filepath.Join(root, "datasets", "demo"))
			env.Setenv("SHARED", shared)
			return nil
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "shared":
				_, err := os.Stat(shared)
				if err != nil && os.Getenv("CI") != "" {
					t.Errorf("CI must have the corpora at ../shared: %v", err)
				}
				return err == nil, nil
			case "sqlite3", "python3", "nginx":
				return needs(t, name), nil
			}
			return false, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": wantCode, "binary": writeBinary, "keys": writeKeys, "host": startHost},
	})
}

// wantCode runs a command that must end with the exit code given first.
func wantCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command [args]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = err.Error()
		if want := "exit status "; len(got) > len(want) && got[:len(want)] == want {
			got = got[len(want):]
		}
	}
	if got != args[0] {
		ts.Fatalf("%v ends with %s, want %s", args[1:], got, args[0])
	}
}

// writeBinary writes a file that is no text in any charset.
func writeBinary(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: binary FILE")
	}
	junk := []byte("\x89PNG\r\n\x1a\n")
	for i := range 4096 {
		junk = append(junk, byte(i*i>>3), 0, byte(i))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), junk, 0o666))
}

// writeKeys makes a minisign key and writes it without a password, with the
// password "secret", and its public half, then the public half of another.
func writeKeys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: keys OPEN LOCKED PUBLIC OTHER")
	}
	public, private, err := minisign.GenerateKey(rand.Reader)
	ts.Check(err)
	other, _, err := minisign.GenerateKey(rand.Reader)
	ts.Check(err)
	open, err := private.MarshalText()
	ts.Check(err)
	locked, err := minisign.EncryptKey("secret", private)
	ts.Check(err)
	for i, text := range [][]byte{open, locked, []byte(public.String()), []byte(other.String())} {
		ts.Check(os.WriteFile(ts.MkAbs(args[i]), text, 0o600))
	}
}
