package main

import (
	"fmt"
	"runtime"

	"github.com/urfave/cli/v2"

	"dabao/schema"
	"dabao/schema/fulltext"
	"dabao/schema/store"
)

// edition is what decides whether two programs make the same bytes, and what
// they can read of each other's.
type edition struct {
	Version   string `json:"version"`
	Schema    int    `json:"schema"`     // PRAGMA user_version of what it writes
	TokenRule int    `json:"token_rule"` // of the full-text index
	SQLite    string `json:"sqlite"`
	Go        string `json:"go"`
	Platform  string `json:"platform"`
}

func versionCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "version",
		Usage:     "print the version of dabao, of the database layout it writes, and of what it is built with",
		ArgsUsage: " ",
		Description: `Examples:
   dabao version --json`,
		Flags: []cli.Flag{&cli.BoolFlag{Name: "json", Usage: "print a JSON object"}},
		Action: func(c *cli.Context) error {
			b := edition{schema.ToolVersion, schema.Version, fulltext.Version, store.SQLiteVersion, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
			if c.Bool("json") {
				return printJSON(c.App.Writer, b)
			}
			_, err := fmt.Fprintf(c.App.Writer, "dabao %s, database layout %d, SQLite %s, %s, %s\n", b.Version, b.Schema, b.SQLite, b.Go, b.Platform)
			return err
		},
	}, 0)
}
