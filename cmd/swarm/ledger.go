package main

import (
	"runtime"
	"sync/atomic"
	"time"
)

// clock counts nanoseconds since its start, monotonic.
type clock struct{ start time.Time }

func newClock() clock { return clock{time.Now()} }

func (c clock) now() time.Duration { return time.Since(c.start) }

// waitUntil returns at t or shortly after. The last stretch is spent yielding:
// a timer alone would be late by up to a millisecond, and be counted as latency.
func (c clock) waitUntil(t time.Duration) {
	const stretch = 150 * time.Microsecond
	if d := t - c.now(); d > stretch {
		sleep(d - stretch)
	}
	for c.now() < t {
		runtime.Gosched()
	}
}

// schedule says when the moves of an open loop are due: evenly, whatever the
// server does.
type schedule struct {
	start time.Duration
	rate  float64 // per second
}

func (s schedule) due(n int) time.Duration {
	return s.start + time.Duration(float64(n)*float64(time.Second)/s.rate)
}

// count is the number of moves that are due before end.
func (s schedule) count(end time.Duration) int {
	n := max(0, int((end-s.start).Seconds()*s.rate)-1)
	for s.due(n) < end {
		n++
	}
	return n
}

const (
	chunkSize = 1 << 12
	maxChunks = 1 << 12 // 16 million moves
)

// ledger notes for every move of a round when it was due and who has seen it.
// Any number of goroutines may use it.
type ledger struct {
	clock       clock
	everyone    int32         // watchers that have to see a move
	from, until time.Duration // moves due in between count
	chunks      [maxChunks]atomic.Pointer[[chunkSize]entry]
}

type entry struct {
	due   atomic.Int64
	seen  atomic.Int32
	acked atomic.Bool
	last  atomic.Int64 // when the latest watcher saw it
}

func newLedger(everyone int, from, until time.Duration, c clock) *ledger {
	return &ledger{clock: c, everyone: int32(everyone), from: from, until: until}
}

// at returns the entry of move n, nil when n is beyond every ledger.
func (l *ledger) at(n int) *entry {
	if n < 0 || n >= chunkSize*maxChunks {
		return nil
	}
	slot := &l.chunks[n/chunkSize]
	if slot.Load() == nil {
		slot.CompareAndSwap(nil, new([chunkSize]entry))
	}
	return &slot.Load()[n%chunkSize]
}

// open notes that move n is due.
func (l *ledger) open(n int, due time.Duration) { l.at(n).due.Store(int64(due)) }

// tally is what one watcher's goroutine learnt of the moves that count.
type tally struct {
	ack, each, all histogram
	acks           int // acknowledged within the counted time
}

func (t *tally) merge(o *tally) {
	t.ack.merge(&o.ack)
	t.each.merge(&o.each)
	t.all.merge(&o.all)
	t.acks += o.acks
}

// seen notes that one more watcher has move n at time now.
func (l *ledger) seen(n int, now time.Duration, t *tally) {
	e := l.at(n)
	if e == nil {
		return
	}
	due, counts := l.due(e)
	if counts {
		t.each.add(now - due)
	}
	for last := e.last.Load(); last < int64(now) && !e.last.CompareAndSwap(last, int64(now)); {
		last = e.last.Load()
	}
	if e.seen.Add(1) == l.everyone && counts {
		t.all.add(time.Duration(e.last.Load()) - due)
	}
}

// acked notes that the mover of n has its answer.
func (l *ledger) acked(n int, now time.Duration, t *tally) {
	e := l.at(n)
	if e == nil || e.acked.Swap(true) {
		return
	}
	if due, counts := l.due(e); counts {
		t.ack.add(now - due)
	}
	if now >= l.from && now < l.until {
		t.acks++
	}
}

// settled tells whether move n was acknowledged and seen by everyone.
func (l *ledger) settled(n int) bool {
	e := l.at(n)
	return e != nil && e.acked.Load() && e.seen.Load() >= l.everyone
}

func (l *ledger) due(e *entry) (at time.Duration, counts bool) {
	at = time.Duration(e.due.Load())
	return at, at >= l.from && at < l.until
}
