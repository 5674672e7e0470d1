package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

// idleCommand measures what an idle socket costs the server in memory.
type idleCommand struct {
	subject
	style
	Sockets int           `default:"2000" help:"Idle sockets on one board."`
	Cards   int           `default:"45" help:"Cards on the board."`
	Settle  time.Duration `default:"15s" help:"How long the server may settle before its memory is read."`
	Deflate bool          `default:"true" negatable:"" help:"Offer compression on the sockets, as browsers do."`
}

func (i *idleCommand) Run(ctx context.Context, c *console) error {
	a, p := i.subject.open()
	m, err := i.measure(ctx, c, a, p)
	if err != nil {
		return err
	}
	return i.style.write(c.out, report{
		Title: "Memory of idle sockets", Machine: thisMachine(os.TempDir()), Rounds: m,
		Command: fmt.Sprintf("swarm idle --sockets %d", i.Sockets), Figures: m.figures(),
	})
}

// idle is the server's memory without and with the sockets.
type idle struct {
	Sockets int   `json:"sockets"`
	Before  usage `json:"before"`
	With    usage `json:"with"`
	Dropped int   `json:"dropped"`
}

func (m idle) figures() []figure {
	per := float64(m.With.RSS-m.Before.RSS) / float64(max(1, m.Sockets)) / (1 << 10)
	return []figure{
		{What: fmt.Sprintf("memory per idle socket, %d sockets", m.Sockets), Value: per, Unit: "KiB", Target: atMost(40)},
		{What: "memory of the server before", Value: float64(m.Before.RSS) / (1 << 20), Unit: "MiB"},
		{What: "memory of the server with them", Value: float64(m.With.RSS) / (1 << 20), Unit: "MiB"},
	}
}

func (i *idleCommand) measure(ctx context.Context, c *console, a *api, p process) (m idle, err error) {
	b, err := newBoard(ctx, a, i.Cards)
	if err != nil {
		return m, err
	}
	m.Sockets = i.Sockets
	c.logf("a few sockets first, so that the server has met its first ones")
	if m.Before, _, err = i.with(ctx, a, p, b, 20, false); err != nil {
		return m, err
	}
	c.logf("%d idle sockets", i.Sockets)
	m.With, m.Dropped, err = i.with(ctx, a, p, b, i.Sockets, true)
	if err == nil && m.Dropped > 0 {
		err = fmt.Errorf("%d of %d idle sockets were dropped", m.Dropped, i.Sockets)
	}
	return m, err
}

// with joins sockets, settles, and reads the memory with them there or gone.
func (i *idleCommand) with(ctx context.Context, a *api, p process, b *board, sockets int, there bool) (u usage, dropped int, err error) {
	crowd, err := gather(ctx, a, b, load{Watchers: sockets, Deflate: i.Deflate})
	if err != nil {
		return u, 0, err
	}
	defer crowd.leave()
	crowd.start()
	if !there {
		crowd.leave()
	}
	if err := pause(ctx, i.Settle); err != nil {
		return u, 0, err
	}
	u, err = p.usage(ctx)
	return u, int(crowd.dropped.Load()), err
}
