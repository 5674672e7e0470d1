package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// load is what a crowd does to a board.
type load struct {
	Watchers int           `json:"watchers"` // sockets on the board
	Movers   int           `json:"movers"`   // how many of them also move cards
	Post     bool          `json:"post"`     // the movers do not watch, they post; closed loop only
	Rate     float64       `json:"rate"`     // moves per second in total, 0 for a closed loop
	Warmup   time.Duration `json:"warmup_ns"`
	Duration time.Duration `json:"duration_ns"`
	Deflate  bool          `json:"deflate"`
}

func (l load) sockets() int {
	if l.Post {
		return l.Watchers
	}
	return max(l.Watchers, l.Movers)
}

// result is what one round of a load gave.
type result struct {
	Ack            quantiles `json:"ack"`
	Each           quantiles `json:"seen_by_each"`
	All            quantiles `json:"seen_by_all"`
	Late           quantiles `json:"sent_late"` // how far swarm itself was behind
	Moves          int       `json:"moves"`
	PerSecond      float64   `json:"moves_per_second"`
	EventsPerFrame float64   `json:"events_per_frame"`
	EventBytes     float64   `json:"event_bytes"`
	Effort         effort    `json:"effort"`
	Faults         faults    `json:"faults"`
	Note           string    `json:"note,omitempty"` // what the server said of a fault
}

// cpuPerMove is the server's processor time for one move.
func (r result) cpuPerMove() time.Duration {
	return r.Effort.Server / time.Duration(max(1, r.Moves))
}

// crowd is the sockets of one round.
type crowd struct {
	api      *api
	board    *board
	load     load
	ledger   *ledger
	watchers []*watcher
	movers   []*mover
	posters  []*poster
	leaving  atomic.Bool
	followed sync.WaitGroup
	dropped  atomic.Int32
}

// gather joins all watchers to the board.
func gather(ctx context.Context, a *api, b *board, l load) (*crowd, error) {
	c := &crowd{api: a, board: b, load: l, ledger: newLedger(l.sockets(), 0, 0, newClock())}
	c.watchers = make([]*watcher, l.sockets())
	id := ticket("swarm-" + token() + "-")
	err := atOnce(len(c.watchers), 16, func(i int) error {
		w, err := join(ctx, a, b.ID, order{}, "", l.Deflate)
		if err != nil {
			return err
		}
		w.index, w.ledger, w.ticket = i, c.ledger, id
		c.watchers[i] = w
		return nil
	})
	if err == nil {
		err = c.enlist(ctx, id)
	}
	if err != nil {
		c.leave()
		return nil, err
	}
	return c, nil
}

// enlist makes the movers.
func (c *crowd) enlist(ctx context.Context, t ticket) error {
	for i := range c.load.Movers {
		if !c.load.Post {
			c.watchers[i].movers = c.load.Movers
			c.movers = append(c.movers, newMover(c.watchers[i], c.board))
			continue
		}
		p, err := newPoster(ctx, c.api, c.board, c.ledger, t, i, c.load.Movers)
		if err != nil {
			return err
		}
		c.posters = append(c.posters, p)
	}
	return nil
}

// atOnce calls do for 0..n-1, at most limit at a time, and returns the first error.
func atOnce(n, limit int, do func(i int) error) error {
	errs := make([]error, n)
	var running sync.WaitGroup
	room := make(chan struct{}, limit)
	for i := range n {
		room <- struct{}{}
		running.Go(func() {
			defer func() { <-room }()
			errs[i] = do(i)
		})
	}
	running.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// start sets the times of the round and lets everyone read.
func (c *crowd) start() {
	begin := c.ledger.clock.now() + 20*time.Millisecond
	c.ledger.from = begin + c.load.Warmup
	c.ledger.until = c.ledger.from + c.load.Duration
	if c.load.Rate == 0 {
		for _, m := range c.movers {
			m.w.answer = m.next
		}
	}
	for _, w := range c.watchers {
		c.followed.Go(func() {
			w.follow()
			if !c.leaving.Load() {
				w.complaint = w.ended
				c.dropped.Add(1)
			}
		})
	}
}

// move carries out the load and returns the effort of the part that counts.
func (c *crowd) move(ctx context.Context, p process) (effort, error) {
	var moving sync.WaitGroup
	for _, m := range c.movers {
		moving.Go(func() { c.drive(ctx, m) })
	}
	for _, p := range c.posters {
		moving.Go(func() {
			c.ledger.clock.waitUntil(c.ledger.from - c.load.Warmup)
			p.post(ctx)
		})
	}
	c.ledger.clock.waitUntil(c.ledger.from)
	meter, err := startMeter(ctx, p)
	moving.Wait()
	if err := errors.Join(err, pause(ctx, c.ledger.until-c.ledger.clock.now())); err != nil {
		return effort{}, err
	}
	c.settle(ctx)
	return meter.stop(ctx)
}

func (c *crowd) drive(ctx context.Context, m *mover) {
	begin := c.ledger.from - c.load.Warmup
	if c.load.Rate > 0 {
		s := schedule{begin, c.load.Rate}
		m.openLoop(ctx, s, s.count(c.ledger.until))
		return
	}
	c.ledger.clock.waitUntil(begin)
	m.send(m.w.index, c.ledger.clock.now())
}

// patience is how long nothing may arrive anywhere before no more is expected.
const patience = 3 * time.Second

// settle waits until everyone has seen every move that was sent.
func (c *crowd) settle(ctx context.Context) {
	next := make([]int, c.load.Movers)
	c.await(ctx, func() bool {
		for i := range next {
			for c.sent(next[i]*c.load.Movers+i) && c.ledger.settled(next[i]*c.load.Movers+i) {
				next[i]++
			}
			if c.sent(next[i]*c.load.Movers + i) {
				return false
			}
		}
		return true
	})
}

// await waits until done, or until there is nothing more to wait for.
func (c *crowd) await(ctx context.Context, done func() bool) {
	arrived, last := uint64(0), time.Now()
	for !done() && c.dropped.Load() == 0 && time.Since(last) < patience && ctx.Err() == nil {
		if now := c.arrived(); now != arrived {
			arrived, last = now, time.Now()
		}
		time.Sleep(time.Millisecond)
	}
}

// arrived grows with every event that anyone receives in turn.
func (c *crowd) arrived() (sum uint64) {
	for _, w := range c.watchers {
		sum += w.head.Load()
	}
	return sum
}

func (c *crowd) sent(n int) bool { return c.ledger.at(n).due.Load() > 0 }

// finish waits until everyone stands at the board's head, says goodbye, and adds up.
func (c *crowd) finish(ctx context.Context, e effort) (result, error) {
	now, err := c.api.board(ctx, c.board.ID)
	if err != nil {
		return result{}, err
	}
	c.await(ctx, func() bool {
		return !slices.ContainsFunc(c.watchers, func(w *watcher) bool { return w.head.Load() < now.Seq })
	})
	c.leave()
	return c.sum(now.Seq, e), nil
}

func (c *crowd) leave() {
	c.leaving.Store(true)
	for _, w := range c.watchers {
		if w != nil {
			w.leave()
		}
	}
	for _, p := range c.posters {
		p.conn.Close()
	}
	c.followed.Wait()
}

func (c *crowd) sum(head uint64, e effort) result {
	r := result{Effort: e}
	var all tally
	var frames, events, bytes int
	for _, w := range c.watchers {
		all.merge(&w.tally)
		r.Faults.add(w.faults)
		r.Faults.add(w.order.end(head))
		frames, events, bytes = frames+w.frames, events+w.events, bytes+w.bytes
	}
	for _, p := range c.posters {
		all.merge(&p.tally)
		r.Faults.Refused += p.refused
	}
	r.Ack, r.Each, r.All = all.ack.quantiles(), all.each.quantiles(), all.all.quantiles()
	r.Moves = int(all.ack.n)
	r.PerSecond = float64(all.acks) / c.load.Duration.Seconds()
	r.EventsPerFrame = float64(events) / float64(max(1, frames))
	r.EventBytes = float64(bytes) / float64(max(1, events))
	r.Late = c.lateness()
	r.Faults.Dropped += int(c.dropped.Load())
	r.Faults.Unsettled = c.unsettled()
	r.Note = c.complaint()
	return r
}

func (c *crowd) lateness() quantiles {
	var late histogram
	for _, m := range c.movers {
		late.merge(&m.late)
	}
	return late.quantiles()
}

func (c *crowd) unsettled() (n int) {
	for i := range c.load.Movers {
		for k := i; c.sent(k); k += c.load.Movers {
			if !c.ledger.at(k).acked.Load() {
				n++
			}
		}
	}
	return n
}

// complaint is what the first one that was refused or dropped was told.
func (c *crowd) complaint() string {
	for _, w := range c.watchers {
		if w.complaint != nil {
			return w.complaint.Error()
		}
	}
	for _, p := range c.posters {
		if p.complaint != nil {
			return p.complaint.Error()
		}
	}
	return ""
}

// round plays a load once, from joining to leaving.
func round(ctx context.Context, a *api, p process, b *board, l load) (result, error) {
	c, err := gather(ctx, a, b, l)
	if err != nil {
		return result{}, err
	}
	defer c.leave()
	c.start()
	e, err := c.move(ctx, p)
	if err != nil {
		return result{}, fmt.Errorf("move: %w", err)
	}
	return c.finish(ctx, e)
}

// pause waits for d, or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
