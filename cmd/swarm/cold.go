package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// coldCommand measures how long the binary takes from its start until it is ready.
type coldCommand struct {
	style
	Binary string `required:"" type:"existingfile" help:"The takt binary."`
	Times  int    `default:"7" help:"Starts of each kind."`
	Dir    string `type:"path" help:"Where data directories are made. Default: the temporary directory."`
	Data   string `type:"existingdir" help:"Start on this data directory too."`
}

func (k *coldCommand) Run(ctx context.Context, c *console) error {
	starts, err := k.measure(ctx, c)
	if err != nil {
		return err
	}
	r := report{
		Title: "Start until ready", Machine: thisMachine(manner{Dir: k.Dir}.dir()), Rounds: starts,
		Command: fmt.Sprintf("swarm cold --binary takt --times %d", k.Times),
		Figures: starts.figures(), Spreads: starts.spreads(),
	}
	return k.style.write(c.out, r)
}

// starts is the times until ready, by kind of data directory.
type starts struct {
	Fresh    []time.Duration `json:"fresh_ns"` // empty directory: the example portfolio is loaded
	Again    []time.Duration `json:"again_ns"` // the directory an earlier start has left
	Existing []time.Duration `json:"existing_ns,omitempty"`
}

func (k *coldCommand) measure(ctx context.Context, c *console) (s starts, err error) {
	for i := range k.Times {
		c.logf("start %d of %d", i+1, k.Times)
		if err := k.once(ctx, &s); err != nil {
			return s, err
		}
	}
	return s, nil
}

// once starts on a fresh directory, then on the same again, then on the existing one.
func (k *coldCommand) once(ctx context.Context, s *starts) (err error) {
	data, err := os.MkdirTemp(k.Dir, "swarm-cold-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	if err := k.start(ctx, data, &s.Fresh); err != nil {
		return err
	}
	if err := k.start(ctx, data, &s.Again); err != nil || k.Data == "" {
		return err
	}
	return k.start(ctx, k.Data, &s.Existing)
}

func (k *coldCommand) start(ctx context.Context, data string, times *[]time.Duration) error {
	server, err := launch(ctx, k.Binary, data)
	if err != nil {
		return err
	}
	*times = append(*times, server.ready)
	return server.stop()
}

func (s starts) figures() []figure {
	list := []figure{
		{What: "cold start, empty directory, loading the example portfolio, median", Value: ms(median(s.Fresh)), Unit: "ms", Target: atMost(100)},
		{What: "cold start on the example portfolio, median", Value: ms(median(s.Again)), Unit: "ms", Target: atMost(100)},
	}
	if len(s.Existing) > 0 {
		list = append(list, figure{What: "cold start on the directory given, median", Value: ms(median(s.Existing)), Unit: "ms"})
	}
	return list
}

func (s starts) spreads() []spread {
	list := []spread{{"start on an empty directory", of(s.Fresh)}, {"start again on the same", of(s.Again)}}
	if len(s.Existing) > 0 {
		list = append(list, spread{"start on the directory given", of(s.Existing)})
	}
	return list
}

// of returns the quantiles of a few times.
func of(times []time.Duration) quantiles {
	var h histogram
	for _, t := range times {
		h.add(t)
	}
	return h.quantiles()
}
