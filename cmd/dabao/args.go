package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves the flags of a command before its arguments, because
// urfave/cli v2 takes every word after the first argument as an argument. A
// lone "-" is an argument, and everything after "--" stays one.
func flagsFirst(args []string, commands []*cli.Command) []string {
	for i, arg := range args {
		if i == 0 || strings.HasPrefix(arg, "-") {
			continue
		}
		at := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(arg) })
		if at < 0 {
			return args
		}
		flags, rest := sortOut(args[i+1:], commands[at])
		sorted := append(slices.Clone(args[:i+1]), flags...)
		if len(rest) > 0 {
			sorted = append(append(sorted, "--"), rest...)
		}
		return sorted
	}
	return args
}

func sortOut(args []string, c *cli.Command) (flags, rest []string) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return flags, append(rest, args[i+1:]...)
		case arg == "-" || !strings.HasPrefix(arg, "-"):
			rest = append(rest, arg)
		default:
			flags = append(flags, arg)
			if takesValue(c, arg) && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		}
	}
	return flags, rest
}

// takesValue reports whether the word after this flag belongs to it.
func takesValue(c *cli.Command, arg string) bool {
	name := strings.TrimLeft(arg, "-")
	if strings.Contains(name, "=") {
		return false
	}
	for _, f := range c.Flags {
		if slices.Contains(f.Names(), name) {
			_, boolean := f.(*cli.BoolFlag)
			return !boolean
		}
	}
	return false
}

func argumentCount(c *cli.Command, got, want int) string {
	if got < want {
		return fmt.Sprintf("%s: an argument is missing", c.Name)
	}
	return fmt.Sprintf("%s takes %d argument(s), not %d", c.Name, want, got)
}
