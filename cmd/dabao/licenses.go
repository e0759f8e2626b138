package main

import (
	_ "embed"
	"io"

	"github.com/urfave/cli/v2"
)

//go:generate go run -C gen . -of .. -o ../third_party.txt

// thirdParty is the text that has to travel with every copy of the program.
//
//go:embed third_party.txt
var thirdParty string

func licensesCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "licenses",
		Usage:     "print the licences of everything that is built into dabao",
		ArgsUsage: " ",
		Description: `Examples:
   dabao licenses | less`,
		Action: func(c *cli.Context) error {
			_, err := io.WriteString(c.App.Writer, thirdParty)
			return err
		},
	}, 0)
}
