// Command swarm measures a running Takt the way its users meet it: over HTTP and
// the websocket protocol takt.v1, from outside, next to what the machine itself
// can do at best.
//
// A number of watchers join one board and some of them move cards. Every watcher
// checks that it saw every event once, in order and without a gap; a single event
// out of turn, repeated or missing makes the exit code non-zero. What is measured:
//
//   - acknowledgement: from the moment a move was due until its mover has the event;
//   - seen by each: until one watcher has it, over all watchers;
//   - seen by all: until the last watcher has it;
//   - the server's processor time per move, its memory, and events per frame.
//
// In the same run swarm measures the floor: a child process that does as little as
// any durable live server could (one bbolt update, one write to each raw socket),
// read by as many readers in the same process as the watchers. A measure is worth
// something only as a multiple of that floor, taken minutes apart on one machine.
//
// What keeps the figures honest:
//
//   - All times come from one monotonic clock in one process.
//   - In an open loop (--rate above 0) latency counts from the time a move was due,
//     so a stall is charged to every move that had to wait for it.
//   - The first seconds (--warmup) are not counted, nor are moves due after the end.
//   - Watchers look for seq and id only; one frame in 256 is decoded strictly and
//     compared, so that a change of the wire cannot go unnoticed.
//   - Processor time of swarm itself and of everything else on the machine is
//     reported, with a warning when either could have spoilt the figures.
//   - The floor's sockets are asked for a message over a socket as well; half a
//     round trip is taken off its time, so the floor is not flattered.
//
// Processor time and memory of processes on this machine come from Linux's /proc,
// to the nanosecond; those of a server elsewhere from its /metrics, in steps of 10 ms.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit codes of swarm.
const (
	exitOK    = 0
	exitWrong = 1 // the server broke a promise, or the run could not be carried out
	exitUsage = 2
)

// console is where a command writes: its report to out, progress and warnings to err.
type console struct {
	in       io.Reader
	out, err io.Writer
}

func (c *console) logf(format string, args ...any) { fmt.Fprintf(c.err, format+"\n", args...) }

type commands struct {
	Move        moveCommand  `cmd:"" default:"withargs" help:"Watchers and movers on one board, and the machine's floor."`
	Open        openCommand  `cmd:"" help:"Open a large board again and again while cards move."`
	Idle        idleCommand  `cmd:"" help:"Memory of the server per idle socket."`
	Cold        coldCommand  `cmd:"" help:"Time from the start of the binary until it is ready."`
	Soak        soakCommand  `cmd:"" help:"A long run with reconnects and slow readers; memory and goroutines must return."`
	All         allCommand   `cmd:"" help:"Start the binary and measure the whole table."`
	FloorWriter floorCommand `cmd:"" hidden:"" help:"The child process of the floor."`
}

// run carries out the command in args and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	debug.SetGCPercent(400) // the generator's own collections disturb what it measures
	var cmd commands
	code, helped := exitOK, false
	parser, err := kong.New(&cmd, kong.Name("swarm"),
		kong.Description("Measures a running Takt over its public wire, next to the machine's floor."),
		kong.Writers(out, errs), kong.Exit(func(c int) { code, helped = c, true }))
	if err != nil {
		fmt.Fprintln(errs, "swarm:", err)
		return exitUsage
	}
	line, err := parser.Parse(args)
	if helped {
		return code
	}
	if err != nil {
		fmt.Fprintln(errs, "swarm:", err)
		return exitUsage
	}
	line.BindTo(ctx, (*context.Context)(nil))
	if err := line.Run(&console{in, out, errs}); err != nil {
		return failed(errs, err)
	}
	return exitOK
}

func failed(errs io.Writer, err error) int {
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	fmt.Fprintln(errs, "swarm:", err)
	return exitWrong
}
