package main

import (
	"fmt"
	"net"
	"os/exec"
	"runtime"

	"github.com/urfave/cli/v2"

	"dabao/export/site"
)

func serveCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "serve",
		Usage:     "show a release's page in the browser",
		ArgsUsage: "DIR|ZIP",
		Description: `DIR is a folder that dabao release made, ZIP its archive. It is served on this machine only, unless
--addr names another address; port 0 takes any free one. Ctrl-C ends it.

Examples:
   dabao serve demo --open
   dabao serve demo --addr 127.0.0.1:0`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "addr", Value: "127.0.0.1:8484", Usage: "`HOST:PORT` to listen at"},
			&cli.BoolFlag{Name: "open", Usage: "open the page in the browser"},
		},
		Action: serveAction,
	}, 1)
}

func serveAction(c *cli.Context) error {
	addr := c.String("addr")
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usage(fmt.Sprintf("serve: --addr %s is no HOST:PORT", printable(addr)), "for example --addr 127.0.0.1:8484")
	}
	if host == "" {
		// The zero host would mean every address of the machine.
		addr = "127.0.0.1" + addr
	}
	dir, done, err := releaseFolder(c, c.Args().First(), "")
	if err != nil {
		return err
	}
	defer done()
	return site.Serve(c.Context, dir, addr, func(pageURL string) {
		fmt.Fprintln(c.App.Writer, pageURL)
		said(c).line("serving %s; Ctrl-C ends it", printable(c.Args().First()))
		if c.Bool("open") {
			if err := openBrowser(pageURL); err != nil {
				said(c).line("cannot open a browser (%s); open the address above yourself", printable(err.Error()))
			}
		}
	})
}

func openBrowser(pageURL string) error {
	name, args := "xdg-open", []string{pageURL}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", pageURL}
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // reaped; a browser may live on
	return nil
}
