package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"takt/server/journal"
)

// fullPause is how long a room refuses commands, without trying, after the
// journal had no room for some.
const fullPause = time.Second

// commit makes the pending entries durable, then tells everyone.
func (r *Room) commit(ctx context.Context) error {
	if len(r.pending) > 0 {
		head := r.durable.Load()
		if err := r.journal.Append(ctx, r.stream, head, r.pending); err != nil {
			return r.uncommitted(ctx, err)
		}
		r.hub.metrics.commits.Inc()
		r.hub.metrics.batch.Observe(float64(len(r.pending)))
		r.durable.Store(head + uint64(len(r.pending)))
		close(*r.turn.Swap(new(make(chan struct{}))))
		r.recent.add(r.pending)
		if len(r.people.here) > 0 {
			r.publish(eventFrames(r.pending, time.Now()))
		}
		r.pending = r.pending[:0]
	}
	r.answer(nil)
	return nil
}

// answer answers all that wait. With an error it stands for every outcome that
// depended on the commit.
func (r *Room) answer(err error) {
	for len(r.waiting) > 0 {
		d := r.waiting[0]
		r.waiting = r.waiting[1:]
		if err != nil && !d.settled {
			d.answer(r, answer{err: err})
		} else {
			d.answer(r, d.outcome)
		}
	}
	r.waiting = nil
}

// uncommitted handles an append that failed. When nothing can have been
// written the room takes the pending entries back and lives on; otherwise it
// ends, for it no longer knows what is durable.
func (r *Room) uncommitted(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, journal.ErrFull):
		r.log.Error("journal is full", "err", err)
		r.full = time.Now()
		r.answer(diskFull())
		return r.reread(ctx)
	case journal.Undecided(err):
		r.answer(unknownOutcome())
	default:
		r.answer(unavailable())
	}
	return fmt.Errorf("live: commit: %w", err)
}

// reread takes back what is not durable by reading the board again from the
// journal.
func (r *Room) reread(ctx context.Context) error {
	r.recent.forget(r.pending)
	r.pending = r.pending[:0]
	f, err := fold(ctx, r.journal, r.stream, latest, r.log)
	if err != nil {
		return err
	}
	if f.board.Seq != r.durable.Load() {
		return fmt.Errorf("live: %s is at %d and not at %d", r.stream, f.board.Seq, r.durable.Load())
	}
	r.board, r.last = f.board, f.last
	return nil
}

// publish puts frames into the queue of every session.
func (r *Room) publish(frames []*Frame) {
	for s := range r.people.here {
		for _, f := range frames {
			s.send(f)
		}
		if s.dropped() {
			r.remove(s)
		}
	}
}
