package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"time"

	"github.com/gorilla/websocket"
)

// soakCommand runs for long: people come and go and take up where they were, some
// read slowly or not at all for a while, cards move all the time. Nobody may miss
// an event, and in the end the server must be as small as it was.
type soakCommand struct {
	subject
	style
	Watchers int           `default:"50" help:"People who come and go."`
	Slow     int           `default:"5" help:"How many of them stop reading now and then."`
	Rate     float64       `default:"20" help:"Moves per second."`
	Cards    int           `default:"100" help:"Cards on the board."`
	Duration time.Duration `default:"10m" help:"How long."`
	Warmup   time.Duration `default:"30s" help:"The same before the first reading of memory."`
	Stay     time.Duration `default:"20s" help:"How long people stay, on average."`
	Stall    time.Duration `default:"1m" help:"How long slow readers do not read."`
	Settle   time.Duration `default:"3m" help:"How long the server has to become small again."`
}

func (k *soakCommand) Run(ctx context.Context, c *console) error {
	a, p := k.subject.open()
	s, err := k.measure(ctx, c, a, p)
	if err != nil {
		return err
	}
	r := report{
		Title: fmt.Sprintf("%s with %d watchers who come and go, %d of them slow", k.Duration, k.Watchers, k.Slow), Machine: thisMachine(os.TempDir()),
		Command: fmt.Sprintf("swarm soak --watchers %d --slow %d --rate %s --duration %s", k.Watchers, k.Slow, number(k.Rate), k.Duration),
		Figures: s.figures(), Rounds: s,
		Spreads: []spread{{"seen by all who stayed", s.Steady.All}},
	}
	if err := k.style.write(c.out, r); err != nil {
		return err
	}
	return s.err()
}

// soaked is what a soak found.
type soaked struct {
	Steady    result        `json:"steady"` // the movers, and two who watch from beginning to end
	Faults    faults        `json:"faults"` // of those who came and went
	Events    int           `json:"events"`
	Sessions  int           `json:"sessions"`
	Resumed   int           `json:"resumed"`  // without the whole board
	TooSlow   int           `json:"too_slow"` // sessions of slow readers that the server closed
	Before    usage         `json:"before"`
	After     usage         `json:"after"`
	Highest   usage         `json:"highest"`
	SettledIn time.Duration `json:"settled_in_ns"`
}

// memory is what is compared: without mapped files where that is known, since the
// data file grows and is mapped.
func (u usage) memory() int64 {
	if u.Anonymous > 0 {
		return u.Anonymous
	}
	return u.RSS
}

const (
	moreGoroutines = 5        // of the server's own housekeeping
	moreMemory     = 16 << 20 // and a quarter: the heap breathes
)

// returned tells whether the server is as small as it was.
func (s *soaked) returned() bool {
	return s.After.Goroutines <= s.Before.Goroutines+moreGoroutines &&
		s.After.memory() <= s.Before.memory()+s.Before.memory()/4+moreMemory
}

func (s *soaked) err() error {
	var grown error
	if !s.returned() {
		grown = fmt.Errorf("the server did not return to its size: %d goroutines, were %d; %d MiB, were %d",
			s.After.Goroutines, s.Before.Goroutines, s.After.memory()>>20, s.Before.memory()>>20)
	}
	return errors.Join(s.Steady.Faults.err(), s.Faults.err(), grown)
}

func (s *soaked) figures() []figure {
	mib := func(bytes int64) float64 { return float64(bytes) / (1 << 20) }
	return []figure{
		{What: fmt.Sprintf("events out of turn, repeated or missing, of %d seen by those who came and went", s.Events), Value: float64(s.Faults.turns()), Target: atMost(0)},
		{What: "sessions", Value: float64(s.Sessions)},
		{What: "sessions taken up where the one before ended", Value: float64(s.Resumed)},
		{What: "sessions of slow readers closed by the server", Value: float64(s.TooSlow)},
		{What: "goroutines before", Value: float64(s.Before.Goroutines)},
		{What: "goroutines, highest", Value: float64(s.Highest.Goroutines)},
		{What: "goroutines after", Value: float64(s.After.Goroutines), Target: atMost(float64(s.Before.Goroutines + moreGoroutines))},
		{What: "memory before", Value: mib(s.Before.memory()), Unit: "MiB"},
		{What: "memory, highest", Value: mib(s.Highest.memory()), Unit: "MiB"},
		{What: "memory after", Value: mib(s.After.memory()), Unit: "MiB", Target: atMost(mib(s.Before.memory()*5/4 + moreMemory))},
		{What: "settled in", Value: s.SettledIn.Seconds(), Unit: "s"},
	}
}

func (k *soakCommand) measure(ctx context.Context, c *console, a *api, p process) (s *soaked, err error) {
	b, err := newBoard(ctx, a, k.Cards)
	if err != nil {
		return nil, err
	}
	c.logf("%s of the same first, so that the server has its working size", k.Warmup)
	if _, err := k.live(ctx, a, p, b, k.Warmup); err != nil {
		return nil, err
	}
	before, _, err := k.shrink(ctx, p, func(usage) bool { return false })
	if err != nil {
		return nil, err
	}
	c.logf("%s of coming and going", k.Duration)
	if s, err = k.live(ctx, a, p, b, k.Duration); err != nil {
		return nil, err
	}
	c.logf("everybody has left")
	s.Before = before
	s.After, s.SettledIn, err = k.shrink(ctx, p, func(now usage) bool { s.After = now; return s.returned() })
	return s, err
}

// whole reads both /proc and /metrics.
func (p process) whole(ctx context.Context) (usage, error) {
	u, err := p.usage(ctx)
	if err != nil || p.pid == 0 {
		return u, err
	}
	m, err := p.metrics(ctx)
	u.Goroutines = m.Goroutines
	return u, err
}

// shrink waits until the server is small enough, at most Settle, and returns its
// smallest size until then.
func (k *soakCommand) shrink(ctx context.Context, p process, enough func(usage) bool) (least usage, took time.Duration, err error) {
	begin := time.Now()
	for first := true; time.Since(begin) < k.Settle; first = false {
		if err := pause(ctx, min(time.Second, k.Settle/4)); err != nil {
			return least, 0, err
		}
		now, err := p.whole(ctx)
		if err != nil {
			return least, 0, err
		}
		if first {
			least = now
		}
		least.Goroutines = min(least.Goroutines, now.Goroutines)
		least.RSS, least.Anonymous = min(least.RSS, now.RSS), min(least.Anonymous, now.Anonymous)
		if enough(now) {
			return now, time.Since(begin), nil
		}
	}
	return least, time.Since(begin), nil
}

// live has the steady crowd move cards for d while visitors come and go.
func (k *soakCommand) live(ctx context.Context, a *api, p process, b *board, d time.Duration) (*soaked, error) {
	crowd, err := gather(ctx, a, b, load{Watchers: 4, Movers: 2, Rate: k.Rate, Duration: d, Deflate: true})
	if err != nil {
		return nil, err
	}
	defer crowd.leave()
	crowd.start()
	s := new(soaked)
	visitors, over := k.invite(crowd)
	ended := make(chan error, len(visitors))
	for _, v := range visitors {
		go func() { ended <- v.come(ctx, over) }()
	}
	done := make(chan struct{})
	go func() { defer close(done); s.watch(ctx, p, over) }()
	e, err := crowd.move(ctx, p)
	if err != nil {
		return nil, err
	}
	close(over)
	<-done
	for range visitors {
		err = errors.Join(err, <-ended)
	}
	return s, errors.Join(err, k.part(ctx, s, crowd, visitors, e))
}

func (k *soakCommand) invite(c *crowd) (visitors []*visitor, over chan struct{}) {
	for i := range k.Watchers {
		visitors = append(visitors, &visitor{soak: k, api: c.api, board: c.board.ID, slow: i < k.Slow})
	}
	return visitors, make(chan struct{})
}

// watch notes the highest usage until over.
func (s *soaked) watch(ctx context.Context, p process, over <-chan struct{}) {
	for {
		select {
		case <-over:
			return
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
		if now, err := p.whole(ctx); err == nil {
			s.Highest.Goroutines = max(s.Highest.Goroutines, now.Goroutines)
			s.Highest.RSS, s.Highest.Anonymous = max(s.Highest.RSS, now.RSS), max(s.Highest.Anonymous, now.Anonymous)
		}
	}
}

// part lets every visitor come once more to see the end, and adds up.
func (k *soakCommand) part(ctx context.Context, s *soaked, c *crowd, visitors []*visitor, e effort) (err error) {
	if s.Steady, err = c.finish(ctx, e); err != nil {
		return err
	}
	b, err := c.api.board(ctx, c.board.ID)
	if err != nil {
		return err
	}
	err = atOnce(len(visitors), 8, func(i int) error { return visitors[i].catchUp(ctx, b.Seq) })
	for _, v := range visitors {
		s.Faults.add(v.faults)
		s.Faults.add(v.order.end(b.Seq))
		s.Events += v.events
		s.Sessions += v.sessions
		s.Resumed += v.resumed
		s.TooSlow += v.tooSlow
	}
	return err
}

// visitor is a person over many sessions. Its order goes on from one to the next.
type visitor struct {
	soak  *soakCommand
	api   *api
	board string
	slow  bool

	// Owned by come, then by catchUp.
	order    order
	epoch    string
	faults   faults
	events   int
	sessions int
	resumed  int
	tooSlow  int
}

// closeTooSlow is the close code of a session that did not keep up.
const closeTooSlow = 4001

// come has one session after the other until over is closed.
func (v *visitor) come(ctx context.Context, over <-chan struct{}) error {
	for ctx.Err() == nil {
		select {
		case <-over:
			return nil
		default:
		}
		if err := v.session(ctx, over); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// join opens a session where the last one ended.
func (v *visitor) join(ctx context.Context) (*watcher, error) {
	w, err := join(ctx, v.api, v.board, v.order, v.epoch, true)
	if err != nil {
		return nil, err
	}
	if tcp, ok := w.conn.UnderlyingConn().(*net.TCPConn); ok && v.slow {
		tcp.SetReadBuffer(4 << 10) // or the kernel reads for the slow
	}
	v.sessions++
	if w.resumed {
		v.resumed++
	}
	return w, nil
}

// session stays for a while and reads, or is closed by the server.
func (v *visitor) session(ctx context.Context, over <-chan struct{}) error {
	w, err := v.join(ctx)
	if err != nil {
		return err
	}
	gone, left := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(left)
		select {
		case <-time.After(v.stay()):
		case <-over:
		case <-gone:
			return
		}
		w.leave()
	}()
	v.read(w, left)
	close(gone)
	<-left
	v.note(w)
	return nil
}

// stay is how long a session lasts; a slow visitor's is long enough to stall in.
func (v *visitor) stay() time.Duration {
	stay := time.Duration(rand.ExpFloat64() * float64(v.soak.Stay))
	if v.slow {
		stay += v.soak.Stall
	}
	return stay
}

// read takes frames until the socket ends; a slow visitor stalls once, unless
// the time to leave comes first.
func (v *visitor) read(w *watcher, left <-chan struct{}) {
	stallAt := -1
	if v.slow {
		stallAt = rand.IntN(20)
	}
	for n := 0; w.faults.Resyncs == 0; n++ {
		r, err := w.read()
		if err != nil {
			w.ended = err
			return
		}
		w.take(r, 0)
		if n == stallAt {
			stall(left, v.soak.Stall)
		}
	}
}

func stall(left <-chan struct{}, d time.Duration) {
	select {
	case <-time.After(d):
	case <-left:
	}
}

// note takes over what a session learnt. Being told to start over is no fault
// here, nor is being closed for reading slowly when one does; the reason then
// seldom arrives, since the way is blocked.
func (v *visitor) note(w *watcher) {
	v.order, v.epoch = w.order, w.epoch
	v.events += w.events
	byServer := w.ended != nil && !errors.Is(w.ended, net.ErrClosed) && !websocket.IsCloseError(w.ended, websocket.CloseNormalClosure)
	switch {
	case w.faults.Resyncs > 0:
		v.order.rebase(0)
		v.epoch = ""
		w.faults.Resyncs = 0
	case byServer && v.slow && websocket.IsUnexpectedCloseError(w.ended, closeTooSlow, websocket.CloseAbnormalClosure):
		w.faults.Dropped++
	case byServer && v.slow:
		v.tooSlow++
	case byServer:
		w.faults.Dropped++
	}
	v.faults.add(w.faults)
}

// catchUp has a last session that ends when all is seen.
func (v *visitor) catchUp(ctx context.Context, head uint64) error {
	w, err := v.join(ctx)
	if err != nil {
		return err
	}
	w.conn.SetReadDeadline(time.Now().Add(2 * patience))
	for w.order.last < head {
		r, err := w.read()
		if err != nil {
			break // what is missing is counted
		}
		w.take(r, 0)
	}
	w.leave()
	v.note(w)
	return nil
}
