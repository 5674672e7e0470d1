package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// subject is the server to be measured.
type subject struct {
	URL string `name:"url" default:"http://127.0.0.1:8080" help:"Address of the running Takt."`
	PID int    `name:"pid" help:"Its process, when on this machine: finer figures than those of /metrics."`
}

func (s subject) open() (*api, process) {
	a := newAPI(s.URL)
	return a, process{pid: s.PID, api: a}
}

// manner is how the measuring is done.
type manner struct {
	Rounds   int           `default:"3" help:"How often everything is measured; the median counts."`
	Duration time.Duration `default:"15s" help:"Of each round."`
	Warmup   time.Duration `default:"2s" help:"At the beginning of each round, not counted."`
	Floor    time.Duration `default:"5s" help:"Of each part of the machine's floor; 0 leaves it out."`
	Dir      string        `help:"Where the floor's files go: the file system of the server's data. Default: the temporary directory." type:"path"`
	Deflate  bool          `default:"true" negatable:"" help:"Offer compression on the sockets, as browsers do."`
}

func (m manner) dir() string {
	if m.Dir == "" {
		return os.TempDir()
	}
	return m.Dir
}

// moveCommand measures one load on a running Takt.
type moveCommand struct {
	subject
	manner
	style
	Watchers int     `default:"100" help:"Sockets on the board."`
	Movers   int     `default:"1" help:"How many of them also move cards."`
	Rate     float64 `default:"20" help:"Moves per second in total, evenly; 0: each mover waits for its answer and goes on."`
	Post     bool    `help:"The movers do not watch; they post their moves by HTTP. Needs --rate 0."`
	Cards    int     `default:"100" help:"Cards on the board."`
}

// Validate is called by kong.
func (m *moveCommand) Validate() error {
	if m.Post && m.Rate != 0 {
		return errors.New("--post needs --rate 0")
	}
	return nil
}

func (m *moveCommand) Run(ctx context.Context, c *console) error {
	a, p := m.subject.open()
	b, err := newBoard(ctx, a, m.Cards)
	if err != nil {
		return err
	}
	l := load{Watchers: m.Watchers, Movers: m.Movers, Post: m.Post, Rate: m.Rate, Warmup: m.Warmup, Duration: m.Duration, Deflate: m.Deflate}
	rounds, err := m.manner.measure(ctx, c, a, p, b, l)
	if err != nil {
		return err
	}
	if err := a.command(ctx, b.ID, map[string]any{"id": "archive-" + token(), "cmd": "board.archive"}); err != nil {
		return err
	}
	r := report{
		Title: l.title(), Machine: thisMachine(m.dir()), Rounds: rounds,
		Command: fmt.Sprintf("swarm --watchers %d --movers %d --rate %s --duration %s --rounds %d%s", m.Watchers, m.Movers, number(m.Rate), m.Duration, m.Rounds, map[bool]string{true: " --post"}[m.Post]),
		Figures: figures(l, rounds), Spreads: spreads(l, rounds), Warnings: warnings(rounds),
	}
	if err := m.style.write(c.out, r); err != nil {
		return err
	}
	return broken(rounds)
}

func (l load) title() string {
	switch {
	case l.Rate > 0:
		return fmt.Sprintf("%d watchers, %s moves/s", l.sockets(), number(l.Rate))
	case l.Post:
		return fmt.Sprintf("%d movers by HTTP, %d watchers", l.Movers, l.sockets())
	case l.sockets() == 1:
		return "a lone mover"
	case l.Movers == l.sockets():
		return fmt.Sprintf("%d movers", l.Movers)
	}
	return fmt.Sprintf("%d watchers, %d movers", l.sockets(), l.Movers)
}

// measured is one round: the load, and the floor right after it.
type measured struct {
	Load  result `json:"load"`
	Floor floor  `json:"floor"`
}

// measure plays the rounds of l, each followed by the floor of the same work.
func (m manner) measure(ctx context.Context, c *console, a *api, p process, b *board, l load) (rounds []measured, err error) {
	for i := range m.Rounds {
		c.logf("round %d of %d: %s", i+1, m.Rounds, l.title())
		var now measured
		if now.Load, err = round(ctx, a, p, b, l); err != nil {
			return nil, err
		}
		if m.Floor > 0 {
			c.logf("round %d of %d: the machine's floor", i+1, m.Rounds)
			if now.Floor, err = measureFloor(ctx, m.plan(l, now.Load)); err != nil {
				return nil, err
			}
		}
		rounds = append(rounds, now)
	}
	return rounds, nil
}

// plan is the floor for a load: the same bytes, sockets and rate.
func (m manner) plan(l load, r result) floorPlan {
	plan := floorPlan{
		Dir: m.dir(), Size: int(r.EventBytes), Writers: max(1, l.Movers), Rate: l.Rate, Duration: m.Floor,
		Parts: []part{partUpdate, partAppend},
	}
	if l.Rate == 0 {
		plan.Parts = append(plan.Parts, partRates)
		return plan
	}
	plan.Readers = l.sockets()
	plan.Parts = append(plan.Parts, partFan, partBoth)
	return plan
}

// figures sets the medians of the rounds against the floor and the targets.
func figures(l load, rounds []measured) []figure {
	list := l.closed(rounds)
	if l.Rate > 0 {
		list = l.paced(rounds)
	}
	return append(list,
		l.order(rounds),
		figure{What: "moves per second", Unit: "/s", Value: medianOf(rounds, func(m measured) float64 { return m.Load.PerSecond })},
		figure{What: "events per frame", Value: medianOf(rounds, func(m measured) float64 { return m.Load.EventsPerFrame })},
		figure{What: "swarm's own part of one core", Unit: "%", Value: medianOf(rounds, func(m measured) float64 { return 100 * m.Load.Effort.toolShare() })},
		figure{What: "memory of the server", Unit: "MiB", Value: medianOf(rounds, func(m measured) float64 { return float64(m.Load.Effort.After.RSS) / (1 << 20) })},
	)
}

// paced is the figures of an open loop.
func (l load) paced(rounds []measured) []figure {
	all := medianOf(rounds, func(m measured) float64 { return ms(m.Load.All.P50) })
	return []figure{
		{What: fmt.Sprintf("seen by all, p50 (floor: one bbolt update + one message to %d raw sockets)", l.sockets()),
			Value: all, Unit: "ms", Target: atMostTimes(2),
			Floor: medianOf(rounds, func(m measured) float64 { return ms(m.Floor.sum()) })},
		{What: "seen by all, p50 (floor: a bare loop of both, asked over a raw socket)", Value: all, Unit: "ms",
			Floor: medianOf(rounds, func(m measured) float64 { return ms(m.Floor.Both.P50) })},
		{What: "server CPU per move (floor: the bare loop's)", Unit: "ms", Target: atMostTimes(2),
			Value: medianOf(rounds, func(m measured) float64 { return ms(m.Load.cpuPerMove()) }),
			Floor: medianOf(rounds, func(m measured) float64 { return ms(m.Floor.BothCPU) })},
		acknowledged(rounds, target{}),
	}
}

// closed is the figures of movers that wait for their answers.
func (l load) closed(rounds []measured) []figure {
	cpu := figure{What: "server CPU per move (floor: one bbolt update)", Unit: "ms",
		Value: medianOf(rounds, func(m measured) float64 { return ms(m.Load.cpuPerMove()) }),
		Floor: medianOf(rounds, func(m measured) float64 { return ms(m.Floor.UpdateCPU) })}
	if l.sockets() == 1 && !l.Post {
		return []figure{acknowledged(rounds, atMostTimes(1.5)), cpu}
	}
	perSecond := medianOf(rounds, func(m measured) float64 { return m.Load.PerSecond })
	return []figure{
		{What: fmt.Sprintf("durable moves per second (floor: a bbolt update per move, %d at once)", l.Movers),
			Value: perSecond, Unit: "/s", Target: atLeastTimes(8),
			Floor: medianOf(rounds, func(m measured) float64 { return m.Floor.PerSecondBy })},
		{What: "durable moves per second (floor: bbolt updates one after the other)", Value: perSecond, Unit: "/s",
			Floor: medianOf(rounds, func(m measured) float64 { return m.Floor.PerSecond })},
		acknowledged(rounds, target{}), cpu,
	}
}

func acknowledged(rounds []measured, t target) figure {
	return figure{What: "acknowledgement, p50 (floor: one bbolt update)", Unit: "ms", Target: t,
		Value: medianOf(rounds, func(m measured) float64 { return ms(m.Load.Ack.P50) }),
		Floor: medianOf(rounds, func(m measured) float64 { return ms(m.Floor.Update.P50) })}
}

// order is the sum over all rounds, not the median: one is too many.
func (l load) order(rounds []measured) figure {
	turns, events := 0, 0
	for _, m := range rounds {
		turns += m.Load.Faults.turns()
		events += int(m.Load.Each.N)
	}
	return figure{What: fmt.Sprintf("events out of turn, repeated or missing, of %d seen", events), Value: float64(turns), Target: atMost(0)}
}

// spreads is the distributions, in the medians of the rounds.
func spreads(l load, rounds []measured) []spread {
	list := []spread{
		medianSpread("acknowledgement", rounds, func(m measured) quantiles { return m.Load.Ack }),
		medianSpread("seen by each", rounds, func(m measured) quantiles { return m.Load.Each }),
		medianSpread("seen by all", rounds, func(m measured) quantiles { return m.Load.All }),
	}
	if l.Rate > 0 {
		list = append(list, medianSpread("of which late by swarm", rounds, func(m measured) quantiles { return m.Load.Late }))
	}
	if len(rounds) > 0 && rounds[0].Floor.Update.N > 0 {
		list = append(list, l.floorSpreads(rounds)...)
	}
	return list
}

func (l load) floorSpreads(rounds []measured) []spread {
	list := []spread{
		medianSpread("floor: bbolt update", rounds, func(m measured) quantiles { return m.Floor.Update }),
		medianSpread("floor: append and fdatasync", rounds, func(m measured) quantiles { return m.Floor.Append }),
	}
	if l.Rate == 0 {
		return list
	}
	return append(list,
		medianSpread("floor: message to all raw sockets", rounds, func(m measured) quantiles { return m.Floor.Fan }),
		medianSpread("floor: update and message to all", rounds, func(m measured) quantiles { return m.Floor.Both }))
}

// warnings tell what may have spoilt the figures.
func warnings(rounds []measured) (list []string) {
	tool := medianOf(rounds, func(m measured) float64 { return m.Load.Effort.toolShare() })
	others := medianOf(rounds, func(m measured) float64 {
		return max(m.Load.Effort.othersShare(), m.Floor.Effort.othersShare())
	})
	late := medianOf(rounds, func(m measured) time.Duration { return m.Load.Late.P50 })
	if tool > 0.9 {
		list = append(list, fmt.Sprintf("swarm itself kept %.0f %% of a core busy: the limit measured may be its own.", 100*tool))
	}
	if others > 0.2 {
		list = append(list, fmt.Sprintf("other processes kept %.0f %% of a core busy meanwhile.", 100*others))
	}
	if late > 200*time.Microsecond {
		list = append(list, fmt.Sprintf("swarm sent half its moves more than %s late.", late.Round(10*time.Microsecond)))
	}
	return list
}

// broken is an error when any round saw the server break its word.
func broken(rounds []measured) error {
	var all faults
	note := ""
	for _, m := range rounds {
		all.add(m.Load.Faults)
		note = max(note, m.Load.Note)
	}
	if err := all.err(); err != nil {
		return fmt.Errorf("%w %s", err, note)
	}
	return nil
}
