// Command takt is the product: one binary that serves the boards of one data
// file, and looks after that file.
//
// Every flag is also a variable TAKT_… of the environment; an unknown or bad
// setting stops the start and names the key. While a server runs on the data
// directory, backup, verify, export and import go through it; else they open
// the file themselves.
//
// Exit codes:
//
//	0  done
//	1  failed, with the reason on standard error
//	2  not understood: an unknown command, flag or TAKT_ variable, or a bad value
//	3  the data file is damaged
//	4  the data file is in use by another process
//	5  not a data file of Takt, or one of a newer version
//	6  a file to import was not understood; nothing of it was imported
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}

// commandLine is everything that can be typed after "takt".
type commandLine struct {
	Serve   serveCommand   `cmd:"" help:"Serve the boards to browsers."`
	Verify  verifyCommand  `cmd:"" help:"Check the data file, or a backup, from beginning to end."`
	Backup  backupCommand  `cmd:"" help:"Write a copy of the data to FILE, also while a server runs."`
	Restore restoreCommand `cmd:"" help:"Make FILE, a backup, the data. What was the data is kept beside it."`
	Compact compactCommand `cmd:"" help:"Rewrite the data file without its unused space. No server may run."`
	Export  exportCommand  `cmd:"" help:"Write a board as a file."`
	Import  importCommand  `cmd:"" help:"Make a board of a file: Takt or Trello JSON, or CSV."`
	Version versionCommand `cmd:"" help:"Say which version this is."`
}

// console is where a command writes: results to out, remarks to err.
type console struct{ out, err io.Writer }

// run carries out the command in args and returns the exit code.
func run(ctx context.Context, args, env []string, stdout, stderr io.Writer) int {
	settings := settingsOf(env)
	var line commandLine
	code, helped := exitDone, false
	parser, err := kong.New(&line,
		kong.Name("takt"),
		kong.Description("Takt, a live portfolio board in two paces."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(c int) { code, helped = c, true }),
		kong.Resolvers(settings),
		kong.ValueFormatter(withVariable),
	)
	if err != nil {
		return fail(stderr, err)
	}
	command, err := parser.Parse(args)
	if helped {
		return code
	}
	if err != nil {
		return fail(stderr, usageError{settings.blame(err)})
	}
	command.BindTo(ctx, (*context.Context)(nil))
	if err := command.Run(&console{stdout, stderr}); err != nil {
		return fail(stderr, err)
	}
	return exitDone
}

// fail tells err and returns its exit code.
func fail(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "takt:", err)
	return exitCode(err)
}
