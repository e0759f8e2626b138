package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"dabao/datasets"
)

// helpCommand is the library's, with a topic of ours: the keys of a recipe.
func helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Aliases:   []string{"h"},
		Usage:     "show the commands, or help on one of them, or on recipes",
		ArgsUsage: "[COMMAND|recipe]",
		Flags:     []cli.Flag{&cli.BoolFlag{Name: "man", Usage: "print the manual page of all commands, for man: dabao help --man | man -l -"}},
		Action: func(c *cli.Context) error {
			switch topic := c.Args().First(); {
			case c.Bool("man"):
				return manPage(c.App.Writer, c.App)
			case topic == "":
				return cli.ShowAppHelp(c)
			case topic == "recipe":
				_, err := io.WriteString(c.App.Writer, datasets.Reference())
				return err
			case c.App.Command(topic) == nil:
				return unknown(c, topic)
			default:
				return cli.ShowCommandHelp(c, topic)
			}
		},
	}
}
