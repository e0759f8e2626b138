package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

// completionCommand prints a script that completes commands, flags and files. The
// words are written out, so that completing needs no run of dabao.
func completionCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "completion",
		Usage:     "print a completion script for bash, zsh or fish",
		ArgsUsage: "SHELL",
		Description: `Examples:
   source <(dabao completion bash)
   dabao completion fish > ~/.config/fish/completions/dabao.fish`,
		Action: func(c *cli.Context) error {
			script, ok := map[string]func([]*cli.Command) string{
				"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion,
			}[c.Args().First()]
			if !ok {
				return usage(fmt.Sprintf("no completion for shell %q", c.Args().First()), "there is bash, zsh and fish")
			}
			_, err := fmt.Fprint(c.App.Writer, script(c.App.VisibleCommands()))
			return err
		},
	}, 1)
}

// longFlags lists a command's flags as they are typed.
func longFlags(c *cli.Command) []string {
	var all []string
	for _, f := range c.Flags {
		for _, n := range f.Names() {
			dashes := "--"
			if len(n) == 1 {
				dashes = "-"
			}
			all = append(all, dashes+n)
		}
	}
	return all
}

// longNames are the flags of more than one letter, without dashes.
func longNames(c *cli.Command) []string {
	var all []string
	for _, f := range c.Flags {
		for _, n := range f.Names() {
			if len(n) > 1 {
				all = append(all, n)
			}
		}
	}
	return all
}

func names(commands []*cli.Command) []string {
	var all []string
	for _, c := range commands {
		all = append(all, c.Name)
	}
	return all
}

func bashCompletion(commands []*cli.Command) string {
	var b strings.Builder
	b.WriteString("_dabao() {\n  local word=${COMP_WORDS[COMP_CWORD]} words=\n")
	fmt.Fprintf(&b, "  if [ \"$COMP_CWORD\" -eq 1 ]; then words=%q\n  else case ${COMP_WORDS[1]} in\n", strings.Join(names(commands), " "))
	for _, c := range commands {
		fmt.Fprintf(&b, "    %s) words=%q ;;\n", c.Name, strings.Join(longFlags(c), " "))
	}
	// Flags are offered to a word that starts like one, files to any other, a name a
	// line so that spaces stay in it; compopt lets bash quote them.
	b.WriteString("  esac; fi\n  if [ \"$COMP_CWORD\" -eq 1 ] || [[ $word == -* ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n" +
		"  else local IFS=$'\\n'; COMPREPLY=($(compgen -f -- \"$word\")); compopt -o filenames 2>/dev/null; fi\n}\ncomplete -F _dabao dabao\n")
	return b.String()
}

func zshCompletion(commands []*cli.Command) string {
	return "autoload -U +X bashcompinit && bashcompinit\n" + bashCompletion(commands)
}

func fishCompletion(commands []*cli.Command) string {
	var b strings.Builder
	for _, c := range commands {
		fmt.Fprintf(&b, "complete -c dabao -n __fish_use_subcommand -a %s -d %q\n", c.Name, c.Usage)
		for _, f := range longFlags(c) {
			option := "-l " + strings.TrimPrefix(f, "--")
			if !strings.HasPrefix(f, "--") {
				option = "-s " + strings.TrimPrefix(f, "-")
			}
			fmt.Fprintf(&b, "complete -c dabao -n '__fish_seen_subcommand_from %s' %s\n", c.Name, option)
		}
	}
	return b.String()
}
