package main

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// hand picks the moves of one mover.
type hand struct {
	ticket ticket
	cards  []string
	places []place
	random *rand.Rand
}

func newHand(t ticket, index int, b *board) hand {
	h := hand{ticket: t, places: b.places(), random: rand.New(rand.NewPCG(uint64(index), 7))}
	for _, c := range b.Cards {
		h.cards = append(h.cards, c.ID)
	}
	return h
}

// command appends move n: a random card to a random stage, before a random card,
// which is last when that one is elsewhere.
func (h *hand) command(b []byte, n int) []byte {
	at := h.places[h.random.IntN(len(h.places))]
	b = h.ticket.append(append(b, `{"id":"`...), n)
	b = append(append(b, `","cmd":"card.move","card":"`...), h.card()...)
	b = append(append(b, `","lane":"`...), at.lane...)
	b = append(append(b, `","stage":"`...), at.stage...)
	b = append(append(b, `","before":"`...), h.card()...)
	return append(b, `"}`...)
}

func (h *hand) card() string { return h.cards[h.random.IntN(len(h.cards))] }

// mover sends card.move commands over a watcher's socket.
type mover struct {
	w *watcher

	mu   sync.Mutex // the first answer can come before the first send is over
	hand hand       // guarded by mu
	buf  []byte     // guarded by mu
	late histogram  // guarded by mu; how long after it was due a move left
}

func newMover(w *watcher, b *board) *mover {
	return &mover{w: w, hand: newHand(w.ticket, w.index, b)}
}

// send sends move n, due at due.
func (m *mover) send(n int, due time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.w.ledger
	l.open(n, due)
	m.buf = m.hand.command(m.buf[:0], n)
	m.late.add(l.clock.now() - due)
	return m.w.conn.WriteMessage(websocket.TextMessage, m.buf)
}

// openLoop sends every movers-th move of the schedule when it is due, whether or
// not earlier ones were answered. A broken socket shows when it is read.
func (m *mover) openLoop(ctx context.Context, s schedule, count int) {
	for n := m.w.index; n < count && ctx.Err() == nil; n += m.w.movers {
		due := s.due(n)
		m.w.ledger.clock.waitUntil(due)
		if err := m.send(n, due); err != nil {
			return
		}
	}
}

// next is the closed loop: the answer to move n sends the next, until the end.
func (m *mover) next(n int) error {
	now := m.w.ledger.clock.now()
	if now >= m.w.ledger.until {
		return nil
	}
	return m.send(n+m.w.movers, now)
}
