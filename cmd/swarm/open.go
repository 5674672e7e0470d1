package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"time"
)

// openCommand measures how long a person waits for the whole of a large board.
// Cards keep moving meanwhile, so that no answer can be had from a cache.
type openCommand struct {
	subject
	style
	Cards    int           `default:"5000" help:"Cards on the board."`
	Rate     float64       `default:"20" help:"Moves per second meanwhile."`
	Duration time.Duration `default:"15s" help:"Of each round."`
	Warmup   time.Duration `default:"2s" help:"At the beginning of each round, not counted."`
	Rounds   int           `default:"3" help:"How often; the median counts."`
}

func (o *openCommand) Run(ctx context.Context, c *console) error {
	a, p := o.subject.open()
	rounds, err := o.measure(ctx, c, a, p)
	if err != nil {
		return err
	}
	r := report{
		Title:   fmt.Sprintf("Opening a board of %d cards while %s cards move every second", o.Cards, number(o.Rate)),
		Command: fmt.Sprintf("swarm open --cards %d --rate %s", o.Cards, number(o.Rate)), Machine: thisMachine(os.TempDir()),
		Figures: o.figures(rounds), Rounds: rounds,
		Spreads: o.spreads(rounds),
	}
	if err := o.style.write(c.out, r); err != nil {
		return err
	}
	return o.broken(rounds)
}

// opened is one round of opening.
type opened struct {
	Took       quantiles     `json:"took"` // until the last byte, still compressed
	Compressed int           `json:"compressed_bytes"`
	Plain      int           `json:"plain_bytes"`
	Stale      int           `json:"stale"` // boards older than what was acknowledged before they were asked for
	Unzip      time.Duration `json:"unzip_ns"`
	Moves      result        `json:"moves"`
}

func (o *openCommand) figures(rounds []opened) []figure {
	what := fmt.Sprintf("whole board of %d cards", o.Cards)
	return []figure{
		{What: what + ", p50", Unit: "ms", Target: atMost(25), Value: medianOf(rounds, func(r opened) float64 { return ms(r.Took.P50) })},
		{What: what + ", p95", Unit: "ms", Value: medianOf(rounds, func(r opened) float64 { return ms(r.Took.P95) })},
		{What: what + ", compressed", Unit: "KB", Target: atMost(500), Value: medianOf(rounds, func(r opened) float64 { return float64(r.Compressed) / 1000 })},
		{What: what + ", as JSON", Unit: "KB", Value: medianOf(rounds, func(r opened) float64 { return float64(r.Plain) / 1000 })},
		{What: "boards older than an acknowledged move", Target: atMost(0), Value: medianOf(rounds, func(r opened) float64 { return float64(r.Stale) })},
	}
}

func (o *openCommand) spreads(rounds []opened) []spread {
	return []spread{medianSpread(fmt.Sprintf("whole board of %d cards", o.Cards), rounds, func(r opened) quantiles { return r.Took })}
}

func (o *openCommand) broken(rounds []opened) error {
	var all faults
	stale := 0
	for _, r := range rounds {
		all.add(r.Moves.Faults)
		stale += r.Stale
	}
	if stale > 0 {
		return fmt.Errorf("%d boards were older than a move acknowledged before", stale)
	}
	return all.err()
}

func (o *openCommand) measure(ctx context.Context, c *console, a *api, p process) (rounds []opened, err error) {
	c.logf("a board of %d cards", o.Cards)
	b, err := newBoard(ctx, a, o.Cards)
	if err != nil {
		return nil, err
	}
	for i := range o.Rounds {
		c.logf("round %d of %d: open it while cards move", i+1, o.Rounds)
		r, err := o.round(ctx, a, p, b)
		if err != nil {
			return nil, err
		}
		rounds = append(rounds, r)
	}
	return rounds, nil
}

// round opens the board again and again while one watcher moves cards.
func (o *openCommand) round(ctx context.Context, a *api, p process, b *board) (r opened, err error) {
	crowd, err := gather(ctx, a, b, load{Watchers: 1, Movers: 1, Rate: o.Rate, Warmup: o.Warmup, Duration: o.Duration, Deflate: true})
	if err != nil {
		return r, err
	}
	defer crowd.leave()
	crowd.start()
	failed := make(chan error, 1)
	go func() { failed <- r.open(ctx, crowd) }()
	e, err := crowd.move(ctx, p)
	if err = errors.Join(err, <-failed); err != nil {
		return r, err
	}
	r.Moves, err = crowd.finish(ctx, e)
	return r, err
}

// open asks for the board, with a random pause between, until the round is over.
func (r *opened) open(ctx context.Context, c *crowd) error {
	var took histogram
	l := c.ledger
	for l.clock.now() < l.until {
		acknowledged := c.watchers[0].head.Load()
		begin := l.clock.now()
		body, err := c.api.whole(ctx, c.board.ID)
		if err != nil {
			return err
		}
		if begin >= l.from {
			took.add(l.clock.now() - begin)
		}
		if err := r.check(body, acknowledged, len(c.board.Cards)); err != nil {
			return err
		}
		if err := pause(ctx, 10*time.Millisecond+rand.N(40*time.Millisecond)); err != nil {
			return err
		}
	}
	r.Took = took.quantiles()
	return nil
}

// whole returns the board as it comes over the wire, compressed with gzip.
func (a *api) whole(ctx context.Context, id string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", a.base+"/api/boards/"+url.PathEscape(id), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	return a.do(req)
}

// check unpacks a board and looks whether it is all there and fresh.
func (r *opened) check(body []byte, acknowledged uint64, cards int) error {
	begin := time.Now()
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("board: %w", err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		return fmt.Errorf("board: %w", err)
	}
	r.Compressed, r.Plain, r.Unzip = len(body), len(plain), time.Since(begin)
	var b board
	if err := json.Unmarshal(plain, &b); err != nil {
		return fmt.Errorf("board: %w", err)
	}
	if len(b.Cards) != cards {
		return fmt.Errorf("board: %d cards instead of %d", len(b.Cards), cards)
	}
	if b.Seq < acknowledged {
		r.Stale++
	}
	return nil
}
