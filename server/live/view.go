package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"takt/server/kanban"
)

// A View is a board at one moment, encoded.
type View struct {
	Epoch string
	Seq   uint64
	JSON  []byte // the board in its wire form; must not be changed

	derived
}

// Derived returns what derive made of JSON the first time it was asked, for
// instance its compressed forms. It is made once for all who share the view.
func (v *View) Derived(derive func(json []byte) any) any { return v.from(v.JSON, derive) }

// View returns the board as it is now. What this caller has been answered is
// in it.
func (r *Room) View(ctx context.Context) (*View, error) {
	for range 3 {
		v, err := r.viewed(ctx)
		if !errors.Is(err, errEnded) {
			return v, err
		}
		if r, err = r.hub.Room(ctx, r.id); err != nil {
			return nil, err
		}
	}
	return nil, unavailable()
}

func (r *Room) viewed(ctx context.Context) (*View, error) {
	if v := r.shown.Load(); v != nil && v.Seq == r.durable.Load() && !r.ended() {
		return v, nil
	}
	l := look{make(chan *View, 1)}
	if err := r.post(ctx, l); err != nil {
		return nil, err
	}
	return await(ctx, r, l.reply)
}

// look asks for the latest view.
type look struct{ reply chan *View }

func (l look) handle(ctx context.Context, r *Room) error {
	if err := r.commit(ctx); err != nil {
		return err
	}
	l.reply <- r.look()
	return nil
}

// look returns the view of the durable board; nothing may be pending. It is
// encoded once for all who ask before the board changes.
func (r *Room) look() *View {
	if v := r.shown.Load(); v != nil && v.Seq == r.board.Seq {
		return v
	}
	size := 0
	if v := r.shown.Load(); v != nil {
		size = len(v.JSON) + len(v.JSON)/16
	}
	v := view(r.board, r.journal.Epoch(), size)
	r.shown.Store(v)
	return v
}

func view(b *kanban.Board, epoch string, size int) *View {
	return &View{Epoch: epoch, Seq: b.Seq, JSON: b.AppendJSON(make([]byte, 0, size), epoch)}
}

// At returns the board as it was after the event seq. It is read from the
// journal and costs the room nothing.
func (r *Room) At(ctx context.Context, seq uint64) (*View, error) {
	if seq == 0 || seq > r.durable.Load() {
		return nil, &kanban.Refusal{Code: kanban.NotFound, Message: fmt.Sprintf("the board has no revision %d", seq), Missing: []string{"at"}}
	}
	f, err := fold(ctx, r.journal, r.stream, seq, r.log)
	if err != nil {
		return nil, err
	}
	return view(f.board, r.journal.Epoch(), 0), nil
}

// AtTime returns the board as it was at a time.
func (r *Room) AtTime(ctx context.Context, at time.Time) (*View, error) {
	seq, err := r.journal.SeqAt(ctx, r.stream, at)
	if err != nil {
		return nil, err
	}
	if seq == 0 {
		return nil, &kanban.Refusal{Code: kanban.NotFound, Message: "the board did not exist at that time", Missing: []string{"at"}}
	}
	return r.At(ctx, seq)
}

// Await returns when something has happened after an event, when the room has
// ended, or when ctx has.
func (r *Room) Await(ctx context.Context, after uint64) {
	for {
		turn := *r.turn.Load() // before looking, so that nothing falls between
		if r.durable.Load() > after {
			return
		}
		select {
		case <-turn:
		case <-r.done:
			return
		case <-ctx.Done():
			return
		}
	}
}

// Head returns the epoch and number of the last event.
func (r *Room) Head() (epoch string, seq uint64) { return r.journal.Epoch(), r.durable.Load() }

// How much Events returns at most.
const (
	MaxEvents      = 1000
	maxEventsBytes = 4 << 20
)

// Events returns what happened after an event, oldest first: at most limit
// events, or MaxEvents when limit is 0 or more than that. Each is the event's
// stored and broadcast form. Fewer may be returned when they are long, but at
// least one unless there is none.
func (r *Room) Events(ctx context.Context, after uint64, limit int) ([][]byte, error) {
	if limit <= 0 || limit > MaxEvents {
		limit = MaxEvents
	}
	events, size := [][]byte{}, 0
	if after >= r.durable.Load() {
		return events, nil
	}
	for e, err := range r.journal.Read(ctx, r.stream, after) {
		if err != nil {
			return nil, err
		}
		size += len(e.Data)
		if len(events) == limit || size > maxEventsBytes && len(events) > 0 {
			break
		}
		events = append(events, e.Data)
	}
	return events, nil
}
