package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// allCommand starts the binary itself and measures the whole table.
type allCommand struct {
	manner
	style
	Binary  string   `required:"" type:"existingfile" help:"The takt binary."`
	Sockets int      `default:"2000" help:"Idle sockets."`
	Cards   int      `default:"5000" help:"Cards of the large board."`
	Starts  int      `default:"7" help:"Cold starts."`
	Only    []string `help:"Measure only these: watchers, lone, movers, posters, open, idle, cold." placeholder:"STEP,..."`
}

// step is one part of the table.
type step struct {
	name    string
	measure func(context.Context, *console) (finding, error)
}

// finding is what a step adds to the report. wrong is set when the server broke
// its word; the rest of the table is measured all the same, as it is when a step
// cannot be carried out.
type finding struct {
	figures  []figure
	spreads  []spread
	warnings []string
	rounds   any
	wrong    error
}

func (k *allCommand) steps() []step {
	play := func(l load) func(context.Context, *console) (finding, error) {
		l.Warmup, l.Duration, l.Deflate = k.Warmup, k.Duration, k.Deflate
		return func(ctx context.Context, c *console) (finding, error) { return k.load(ctx, c, l) }
	}
	return []step{
		{"watchers", play(load{Watchers: 100, Movers: 1, Rate: 20})},
		{"lone", play(load{Watchers: 1, Movers: 1})},
		{"movers", play(load{Watchers: 64, Movers: 64})},
		{"posters", play(load{Watchers: 1, Movers: 64, Post: true})},
		{"open", k.open},
		{"idle", k.idle},
		{"cold", k.cold},
	}
}

func (k *allCommand) Run(ctx context.Context, c *console) error {
	r := report{Title: "Takt and the machine's floor", Machine: thisMachine(k.dir()),
		Command: fmt.Sprintf("swarm all --binary takt --duration %s --rounds %d", k.Duration, k.Rounds)}
	rounds := map[string]any{}
	var wrong error
	for _, step := range k.steps() {
		if len(k.Only) > 0 && !slices.Contains(k.Only, step.name) {
			continue
		}
		f, err := step.measure(ctx, c)
		if err != nil {
			err = fmt.Errorf("%s: %w", step.name, err)
		}
		r.Figures = append(r.Figures, f.figures...)
		r.Spreads = append(r.Spreads, f.spreads...)
		for _, warning := range f.warnings {
			r.Warnings = append(r.Warnings, step.name+": "+warning)
		}
		rounds[step.name] = f.rounds
		wrong = errors.Join(wrong, f.wrong, err)
		if ctx.Err() != nil {
			break
		}
	}
	r.Rounds = rounds
	return errors.Join(k.style.write(c.out, r), wrong)
}

func (k *allCommand) load(ctx context.Context, c *console, l load) (f finding, err error) {
	err = withServer(ctx, k.Binary, k.dir(), func(s *launched) error {
		b, err := newBoard(ctx, s.api, 100)
		if err != nil {
			return err
		}
		rounds, err := k.manner.measure(ctx, c, s.api, s.process(), b, l)
		f = finding{figures(l, rounds), spreads(l, rounds), warnings(rounds), rounds, broken(rounds)}
		return err
	})
	return f.under(l.title()), err
}

// under puts the name of the load before what was measured of it.
func (f finding) under(name string) finding {
	for i := range f.figures {
		f.figures[i].What = name + ": " + f.figures[i].What
	}
	for i := range f.spreads {
		f.spreads[i].What = name + ": " + f.spreads[i].What
	}
	return f
}

func (k *allCommand) open(ctx context.Context, c *console) (f finding, err error) {
	o := &openCommand{Cards: k.Cards, Rate: 20, Duration: k.Duration, Warmup: k.Warmup, Rounds: k.Rounds}
	err = withServer(ctx, k.Binary, k.dir(), func(s *launched) error {
		rounds, err := o.measure(ctx, c, s.api, s.process())
		f = finding{figures: o.figures(rounds), spreads: o.spreads(rounds), rounds: rounds, wrong: o.broken(rounds)}
		return err
	})
	return f, err
}

func (k *allCommand) idle(ctx context.Context, c *console) (f finding, err error) {
	i := &idleCommand{Sockets: k.Sockets, Cards: 45, Settle: k.Duration, Deflate: k.Deflate}
	err = withServer(ctx, k.Binary, k.dir(), func(s *launched) error {
		m, err := i.measure(ctx, c, s.api, s.process())
		f = finding{figures: m.figures(), rounds: m}
		return err
	})
	return f, err
}

func (k *allCommand) cold(ctx context.Context, c *console) (finding, error) {
	s, err := (&coldCommand{Binary: k.Binary, Times: k.Starts, Dir: k.dir()}).measure(ctx, c)
	return finding{figures: s.figures(), spreads: s.spreads(), rounds: s}, err
}
