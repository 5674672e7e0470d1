package main

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// An open loop is due when it is due, however long sending takes.
func TestScheduleIsEven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := schedule{
			start: time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "start")),
			rate:  rapid.Float64Range(0.5, 20000).Draw(t, "rate"),
		}
		end := s.start + time.Duration(rapid.Int64Range(0, int64(time.Minute)).Draw(t, "long"))
		n := s.count(end)
		if s.due(n) < end || n > 0 && s.due(n-1) >= end {
			t.Fatalf("%d moves before %s: the last due at %s, the next at %s", n, end, s.due(n-1), s.due(n))
		}
		want := time.Duration(float64(time.Second) / s.rate)
		if gap := s.due(n+1) - s.due(n); (gap - want).Abs() > time.Microsecond {
			t.Fatalf("a gap of %s at %v per second", gap, s.rate)
		}
	})
}

func TestWaitUntilIsNeverEarly(t *testing.T) {
	c := newClock()
	for due := time.Millisecond; due < 20*time.Millisecond; due += 1700 * time.Microsecond {
		if c.waitUntil(due); c.now() < due {
			t.Fatalf("back at %s, due at %s", c.now(), due)
		}
	}
}

func TestLateSendingCountsAsLatency(t *testing.T) {
	l := newLedger(2, 10*time.Second, 20*time.Second, newClock())
	var a, b tally
	for n, due := range []time.Duration{9 * time.Second, 10 * time.Second, 19 * time.Second, 20 * time.Second} {
		l.open(n, due)
		l.seen(n, due+30*time.Millisecond, &a)
		l.acked(n, due+30*time.Millisecond, &a)
		l.acked(n, due+40*time.Millisecond, &a)
		l.seen(n, due+50*time.Millisecond, &b)
	}
	a.merge(&b)
	if a.each.n != 4 || a.all.n != 2 || a.ack.n != 2 || a.all.max != 50*time.Millisecond || a.ack.max != 30*time.Millisecond {
		t.Errorf("each %d, all %d up to %s, acknowledged %d up to %s", a.each.n, a.all.n, a.all.max, a.ack.n, a.ack.max)
	}
	if !l.settled(1) || l.settled(4) {
		t.Error("settled is wrong")
	}
}
