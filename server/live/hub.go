package live

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"takt/server/journal"
	"takt/server/kanban"
)

// Config says what a hub works with. Only Journal is needed.
type Config struct {
	Journal    journal.Journal
	Log        *slog.Logger
	Registerer prometheus.Registerer

	// Names returns what a person is called, and People everyone with a name.
	// Both are asked from many goroutines and must not wait for the hub.
	Names  func(kanban.UserID) string
	People func() map[kanban.UserID]string

	Now func() time.Time // time.Now unless given

	IdleAfter     time.Duration // how long a room nobody visits stays open; 5 minutes unless given
	SnapshotEvery uint64        // events between two snapshots; 2000 unless given

	// Rate bounds the messages of one session, in messages a second, and
	// Burst those at once, 500 unless given. With Rate 0 any number is allowed.
	Rate  float64
	Burst int
}

func (c *Config) complete() {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Names == nil {
		c.Names = func(kanban.UserID) string { return "" }
	}
	if c.People == nil {
		c.People = func() map[kanban.UserID]string { return map[kanban.UserID]string{} }
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.IdleAfter == 0 {
		c.IdleAfter = 5 * time.Minute
	}
	if c.SnapshotEvery == 0 {
		c.SnapshotEvery = 2000
	}
	if c.Burst == 0 {
		c.Burst = 500
	}
}

// ErrNoBoard is returned for a board that was never created.
var ErrNoBoard = errors.New("live: no such board")

// maxHistorians bounds how many read through a whole stream at the same time.
const maxHistorians = 4

// A Hub opens the rooms of all boards of one journal.
type Hub struct {
	// Constant after NewHub.
	config     Config
	metrics    *metrics
	historians chan struct{} // one for each who reads a card's history; full when they are enough

	mu     sync.Mutex
	rooms  map[kanban.BoardID]*slot     // guarded by mu
	infos  map[kanban.BoardID]BoardInfo // guarded by mu; of boards that were listed
	closed bool                         // guarded by mu
}

// A slot is a room that is being opened or is open.
type slot struct {
	ready chan struct{} // closed when room and err are set
	room  *Room         // set under Hub.mu
	err   error         // set under Hub.mu
	asked time.Time     // guarded by Hub.mu: when somebody last asked for the room
	fresh bool          // guarded by Hub.mu: somebody is about to create the board
}

// NewHub returns a hub with no room open.
func NewHub(config Config) *Hub {
	config.complete()
	return &Hub{
		config:     config,
		metrics:    newMetrics(config.Registerer),
		historians: make(chan struct{}, maxHistorians),
		rooms:      map[kanban.BoardID]*slot{},
		infos:      map[kanban.BoardID]BoardInfo{},
	}
}

// Room returns the room of a board, opening it when need be, or ErrNoBoard.
// After Close the error is a refusal, Unavailable.
func (h *Hub) Room(ctx context.Context, id kanban.BoardID) (*Room, error) {
	return h.room(ctx, id, false)
}

// room opens, with fresh, also a board to which nothing has happened.
func (h *Hub) room(ctx context.Context, id kanban.BoardID, fresh bool) (*Room, error) {
	s, err := h.slot(id, fresh)
	if err != nil {
		return nil, err
	}
	select {
	case <-s.ready:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s.err == nil && !fresh && s.room.durable.Load() == 0 {
		return nil, ErrNoBoard
	}
	return s.room, s.err
}

// slot returns the slot of a board, and fills a new one.
func (h *Hub) slot(id kanban.BoardID, fresh bool) (*slot, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, unavailable()
	}
	s := h.rooms[id]
	if s == nil {
		s = &slot{ready: make(chan struct{})}
		h.rooms[id] = s
		go h.fill(s, id)
	}
	s.asked = time.Now()
	s.fresh = s.fresh || fresh
	return s, nil
}

// fill opens a room and runs it. It does so for all who wait, so nobody's ctx
// ends it.
func (h *Hub) fill(s *slot, id kanban.BoardID) {
	ctx := context.Background()
	room, err := openRoom(ctx, h, id)
	h.admit(s, id, room, err)
	close(s.ready)
	if s.err == nil {
		room.run(ctx)
	}
}

// admit keeps a room that was opened in the list, or takes its slot away when
// there is nothing to be in it.
func (h *Hub) admit(s *slot, id kanban.BoardID, room *Room, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err == nil && room.durable.Load() == 0 && !s.fresh {
		err = ErrNoBoard
	}
	if s.room, s.err = room, err; err != nil {
		delete(h.rooms, id)
	}
}

// forget takes an ending room from the list, so that the next visitor opens
// the board anew.
func (h *Hub) forget(r *Room) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s := h.rooms[r.id]; s != nil && s.room == r {
		delete(h.rooms, r.id)
	}
}

// retire takes a room from the list unless somebody has asked for it lately
// and may be about to enter.
func (h *Hub) retire(r *Room) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.rooms[r.id]
	if s == nil || s.room != r || time.Since(s.asked) < h.config.IdleAfter {
		return false
	}
	delete(h.rooms, r.id)
	return true
}

// open returns the rooms that are open or being opened.
func (h *Hub) open() []*slot {
	h.mu.Lock()
	defer h.mu.Unlock()
	slots := make([]*slot, 0, len(h.rooms))
	for _, s := range h.rooms {
		slots = append(slots, s)
	}
	return slots
}

// tell tells every open room something.
func (h *Hub) tell(m message) {
	for _, s := range h.open() {
		<-s.ready
		if s.err == nil {
			s.room.tell(m)
		}
	}
}

// Create begins a board and returns its id. The board's id is that of cmd, or
// a new one. A request that is repeated under the same id gets the same
// board: its id then follows from the request. Errors are those of Room.Do.
func (h *Hub) Create(ctx context.Context, by kanban.UserID, id string, cmd kanban.CreateBoard) (kanban.BoardID, Answer, error) {
	if id == "" {
		id = NewID()
	}
	if refusal := checkRequestID(id); refusal != nil {
		return "", Answer{}, refusal
	}
	d := &do{by: by, id: id, digest: digestCommand(cmd)}
	if cmd.ID == "" {
		cmd.ID = kanban.BoardID(idFrom(keyOf(by, id)))
	}
	d.cmd = cmd
	room, err := h.room(ctx, cmd.ID, true)
	if err != nil {
		return "", Answer{}, err
	}
	a, err := room.ask(ctx, d)
	return cmd.ID, a, err
}

// Introduce tells everyone what a person is called: someone new, or renamed.
func (h *Hub) Introduce(id kanban.UserID, name string) {
	h.tell(announce{newFrame(map[string]map[kanban.UserID]string{"people": {id: name}})})
}

// SignOut drops the sessions that signed in with a credential.
func (h *Hub) SignOut(credential string) {
	h.tell(expel{credential})
}

// Ready returns nil when boards can be served.
func (h *Hub) Ready(ctx context.Context) error {
	h.mu.Lock()
	closed := h.closed
	h.mu.Unlock()
	if closed {
		return unavailable()
	}
	_, err := h.config.Journal.Streams(ctx, streamPrefix)
	return err
}

// Close ends all rooms: each finishes its step, saves a snapshot and sends its
// sessions away with Restarting. It returns when all are done, or ctx's error.
// The journal may be closed afterwards.
func (h *Hub) Close(ctx context.Context) error {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	rooms := h.open()
	for _, s := range rooms {
		go func() {
			if <-s.ready; s.err == nil {
				s.room.stop()
			}
		}()
	}
	for _, s := range rooms {
		if err := s.wait(ctx); err != nil {
			return fmt.Errorf("live: rooms still busy: %w", err)
		}
	}
	return nil
}

// wait returns when the room, if there is one, has ended.
func (s *slot) wait(ctx context.Context) error {
	select {
	case <-s.ready:
	case <-ctx.Done():
		return ctx.Err()
	}
	if s.err != nil {
		return nil
	}
	select {
	case <-s.room.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
