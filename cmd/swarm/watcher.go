package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// watcher is one socket on the board. It checks the order of what it receives and
// tells the ledger when it saw each move.
type watcher struct {
	// Constant after join.
	index   int
	conn    *websocket.Conn
	ledger  *ledger // nil when times do not matter
	ticket  ticket
	movers  int               // moves n with n % movers == index are this watcher's; 0: none are
	answer  func(n int) error // called for an answered move of one's own; may be nil
	epoch   string
	resumed bool // the session began with what was missed, not with the whole board

	// Owned by follow, to be read after it has returned.
	order     order
	tally     tally
	faults    faults
	frames    int // with events in them
	events    int
	bytes     int // of frames with events
	wire      *wire
	readings  *library
	ended     error // why follow returned
	complaint error // a refusal, or the end when the server brought it about

	head atomic.Uint64 // last seq seen, for everyone
}

// strictly is how often a frame is decoded in full to check the quick reading.
const strictly = 256

// join opens a socket on board and waits for the welcome. at and epoch are where
// an earlier session stopped, order{} and "" to get the whole board.
func join(ctx context.Context, a *api, board string, at order, epoch string, deflate bool) (*watcher, error) {
	conn, err := a.dial(ctx, board, deflate)
	if err != nil {
		return nil, err
	}
	w := &watcher{conn: conn, index: -1, wire: newWire(conn), readings: a.readings}
	w.order = at
	if err := w.welcome(at.last, epoch); err != nil {
		conn.Close()
		return nil, fmt.Errorf("join: %w", err)
	}
	return w, nil
}

func (w *watcher) welcome(after uint64, epoch string) error {
	request, err := json.Marshal(map[string]any{"join": map[string]any{"after": after, "epoch": epoch}})
	if err != nil {
		return err
	}
	if err := w.conn.WriteMessage(websocket.TextMessage, request); err != nil {
		return err
	}
	w.conn.SetReadDeadline(time.Now().Add(30 * time.Second))
	defer w.conn.SetReadDeadline(time.Time{})
	for w.epoch == "" {
		r, err := w.read()
		if err != nil {
			return err
		}
		if err := w.open(r.frame); err != nil {
			return err
		}
	}
	return nil
}

// open reads the frame with the welcome, and the events behind it.
func (w *watcher) open(frame []byte) error {
	messages, err := decode(frame)
	if err != nil {
		return fmt.Errorf("%w: %.200q", err, frame)
	}
	for _, m := range messages {
		switch {
		case m.Welcome != nil:
			w.epoch, w.resumed = m.Welcome.Epoch, len(m.Welcome.Board) == 0
			if !w.resumed {
				w.order.rebase(m.Welcome.Seq)
			}
		case m.Event != nil && w.epoch != "":
			w.order.see(m.Event.Seq)
		case m.Event != nil:
			return errors.New("an event before the welcome")
		case m.Resync != nil:
			return fmt.Errorf("resync: %s", m.Resync.Reason)
		}
	}
	w.head.Store(w.order.last)
	return nil
}

// read returns the next frame.
func (w *watcher) read() (*reading, error) {
	payload, deflated, err := w.wire.next()
	if err != nil {
		return nil, err
	}
	return w.readings.read(payload, deflated)
}

// follow reads until the socket ends. Only the one goroutine that calls it reads.
func (w *watcher) follow() {
	for {
		r, err := w.read()
		if err != nil {
			w.ended = err
			return
		}
		w.take(r, w.ledger.clock.now())
	}
}

// take notes what a frame, complete at time now, says.
func (w *watcher) take(r *reading, now time.Duration) {
	mine := -1
	for _, s := range r.events {
		if n, own := w.note(s, now); own {
			mine = n
		}
	}
	w.inspect(r)
	w.head.Store(w.order.last)
	if mine >= 0 && w.answer != nil {
		w.answer(mine) // a broken socket shows when it is read
	}
}

// note records one event, and tells whether it answers a move of one's own.
func (w *watcher) note(s sighting, now time.Duration) (n int, own bool) {
	if fresh := w.order.see(s.seq); !fresh || s.more || w.ledger == nil {
		return 0, false
	}
	n, ok := w.ticket.read(s.id)
	if !ok {
		return 0, false
	}
	w.ledger.seen(n, now, &w.tally)
	if w.movers == 0 || n%w.movers != w.index {
		return 0, false
	}
	w.ledger.acked(n, now, &w.tally)
	return n, true
}

// inspect counts the frame and looks for what should not be there.
func (w *watcher) inspect(r *reading) {
	if found := len(r.events); found > 0 {
		w.frames++
		w.events += found
		w.bytes += len(r.frame)
		if w.frames%strictly == 1 && !agrees(r.frame) {
			w.faults.Unreadable++
		}
	}
	w.faults.Resyncs += r.resyncs
	if r.refusals > 0 {
		w.refused(r.frame)
	}
}

func (w *watcher) refused(frame []byte) {
	messages, _ := decode(frame)
	for _, m := range messages {
		if m.Refused != nil {
			w.faults.Refused++
			w.complaint = fmt.Errorf("refused: %s: %s", m.Refused.Code, m.Refused.Message)
		}
	}
}

// leave closes the socket from this side.
func (w *watcher) leave() {
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	w.conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
	w.conn.Close()
}
