package live

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"takt/server/journal"
	"takt/server/kanban"
)

// inboxLength bounds what may wait for a room; further callers wait outside.
const inboxLength = 256

// maxStep bounds what one step gathers for one append, in commands and in
// entries.
const maxStep = 1024

// A Room is one open board and the sessions that watch it. Everything a room
// knows belongs to the goroutine running run; others reach it through inbox.
type Room struct {
	// Constant after openRoom.
	hub     *Hub
	id      kanban.BoardID
	stream  string
	journal journal.Journal
	log     *slog.Logger
	inbox   chan message  // never closed
	quit    chan struct{} // closed by stop
	done    chan struct{} // closed when run has returned

	stopping sync.Once

	// Written by run, read by anyone.
	durable atomic.Uint64                 // the last durable entry
	shown   atomic.Pointer[View]          // the latest view asked for
	turn    atomic.Pointer[chan struct{}] // closed when durable grows

	// Owned by run.
	board   *kanban.Board
	last    time.Time       // when the last entry was accepted
	pending []journal.Entry // decided and applied, not yet durable
	waiting []*do           // whose answers go out with the next commit
	recent  recent
	people  attendance
	full    time.Time // when the journal last had no room

	snapshot     uint64        // the last snapshot's entry
	snapshotSize uint64        // and its bytes
	saving       chan struct{} // closed when the snapshot being saved is; nil for none
}

// A message is handled by the room's goroutine. An error ends the room.
type message interface {
	handle(ctx context.Context, r *Room) error
}

// errEnded is returned when the room ended before it took a message up. What
// was asked has not happened and may be asked of the room that follows.
var errEnded = errors.New("live: room has ended")

func openRoom(ctx context.Context, h *Hub, id kanban.BoardID) (*Room, error) {
	stream := streamOf(id)
	log := h.config.Log.With("board", string(id))
	f, err := fold(ctx, h.config.Journal, stream, latest, log)
	if err != nil {
		return nil, err
	}
	r := &Room{
		hub:     h,
		id:      id,
		stream:  stream,
		journal: h.config.Journal,
		log:     log,
		inbox:   make(chan message, inboxLength),
		quit:    make(chan struct{}),
		done:    make(chan struct{}),
		board:   f.board,
		last:    f.last,
		recent:  recent{requests: map[string]done{}},
		people:  newAttendance(),

		snapshot:     f.snapshot,
		snapshotSize: f.size,
	}
	r.durable.Store(f.board.Seq)
	r.turn.Store(new(make(chan struct{})))
	return r, nil
}

// run is the room's goroutine. It ends when the hub closes, when nobody has
// visited for a while, or when the room can no longer say what is durable; the
// next visitor then opens the board anew from the journal.
func (r *Room) run(ctx context.Context) {
	r.hub.metrics.rooms.Inc()
	defer r.hub.metrics.rooms.Dec()
	defer close(r.done)
	defer r.dismiss()
	defer r.hub.forget(r)
	defer r.contain()

	idle := time.NewTicker(r.hub.config.IdleAfter)
	defer idle.Stop()
	for {
		select {
		case m := <-r.inbox:
			if err := r.step(ctx, m); err != nil {
				r.log.Error("room ends", "err", err)
				return
			}
			if r.durable.Load() == 0 { // the board was not created after all
				return
			}
		case <-r.people.due.C:
			r.people.waiting = false
			r.tellPresence()
		case <-idle.C:
			if len(r.people.here) == 0 && r.hub.retire(r) {
				r.saveSnapshot(ctx)
				return
			}
		case <-r.quit:
			r.saveSnapshot(ctx)
			return
		}
	}
}

// contain keeps a panic of the room from ending the process.
func (r *Room) contain() {
	if p := recover(); p != nil {
		r.log.Error("room ends", "err", asPanic(p))
	}
	for _, d := range r.waiting {
		d.answer(r, answer{err: unknownOutcome()})
	}
}

// dismiss sends everyone away, to come back to the room that follows.
func (r *Room) dismiss() {
	if r.saving != nil {
		<-r.saving
	}
	r.people.due.Stop()
	for s := range r.people.here {
		r.hub.metrics.sessions.Dec()
		s.Drop(Restarting)
	}
}

// stop asks the room to end once the step under way is done.
func (r *Room) stop() { r.stopping.Do(func() { close(r.quit) }) }

// step handles first and whatever else is waiting, and commits it as one.
func (r *Room) step(ctx context.Context, first message) error {
	r.gather()
	for m, more := first, true; more; m, more = r.next() {
		if err := m.handle(ctx, r); err != nil {
			return err
		}
	}
	if err := r.commit(ctx); err != nil {
		return err
	}
	r.stirPresence()
	r.snapshotIfDue(ctx)
	return nil
}

// gather yields for as long as that brings more to the inbox: those who were
// just answered ask again, and what gathers shares one trip to the disk and one
// frame to everybody. A lone one is held up by a single yield.
func (r *Room) gather() {
	for before := -1; len(r.inbox) > before; {
		before = len(r.inbox)
		runtime.Gosched()
	}
}

func (r *Room) next() (message, bool) {
	if len(r.pending) >= maxStep || len(r.waiting) >= maxStep {
		return nil, false
	}
	select {
	case m := <-r.inbox:
		return m, true
	default:
		return nil, false
	}
}

// post puts a message into the inbox. An error means that it never got there.
func (r *Room) post(ctx context.Context, m message) error {
	if r.ended() {
		return errEnded
	}
	select {
	case r.inbox <- m:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-r.done:
		return errEnded
	}
}

func (r *Room) ended() bool {
	select {
	case <-r.done:
		return true
	default:
		return false
	}
}

// await waits for the reply to a message that was posted.
func await[T any](ctx context.Context, r *Room, reply chan T) (T, error) {
	var zero T
	select {
	case v := <-reply:
		return v, nil
	case <-ctx.Done():
		return zero, ctx.Err()
	case <-r.done:
		select {
		case v := <-reply: // answered just before the end
			return v, nil
		default:
			return zero, errEnded
		}
	}
}
