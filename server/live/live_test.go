package live_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"takt/server/journal"
	"takt/server/journal/bolt"
	"takt/server/kanban"
	"takt/server/live"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	board  = kanban.BoardID("portfolio")
	stream = "board/portfolio"
)

// A house is one data file and the hub that works on it.
type house struct {
	testing.TB
	config  live.Config
	journal *bolt.Journal
	path    string
	commits []bolt.Commit // every commit so far
	hub     *live.Hub
}

// newHouse opens a hub on a new file and creates a board with four cards.
func newHouse(t testing.TB, configure ...func(*live.Config)) *house {
	h := &house{TB: t, path: filepath.Join(t.TempDir(), "takt.db")}
	h.config.Names = func(id kanban.UserID) string { return "Name of " + string(id) }
	for _, c := range configure {
		c(&h.config)
	}
	h.open()
	cmd := kanban.CreateBoard{ID: board, Name: "Portfolio"}
	for _, id := range []kanban.CardID{"a", "b", "c", "d"} {
		cmd.Cards = append(cmd.Cards, kanban.AddCard{Card: id, Lane: kanban.Sprint, Stage: "proposed", Title: "Card " + string(id)})
	}
	if _, _, err := h.hub.Create(t.Context(), "ann", "create", cmd); err != nil {
		t.Fatal(err)
	}
	return h
}

// made is how many events the creation of the board gives.
const made = 5

func (h *house) open() {
	h.Helper()
	j, err := bolt.Open(h.path, bolt.Options{Committed: func(c bolt.Commit) { h.commits = append(h.commits, c) }})
	if err != nil {
		h.Fatal(err)
	}
	h.journal, h.config.Journal = j, j
	h.start()
	h.Cleanup(func() { h.close() })
}

// start makes a new hub on the open journal.
func (h *house) start() {
	if h.config.Registerer != nil {
		h.config.Registerer = prometheus.NewRegistry()
	}
	h.hub = live.NewHub(h.config)
}

// close may be called again.
func (h *house) close() {
	h.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := errors.Join(h.hub.Close(ctx), h.journal.Close()); err != nil {
		h.Error(err)
	}
}

func (h *house) reopen() {
	h.Helper()
	h.close()
	h.open()
}

func (h *house) room() *live.Room {
	h.Helper()
	r, err := h.hub.Room(context.Background(), board)
	if err != nil {
		h.Fatal(err)
	}
	return r
}

func move(card kanban.CardID, stage kanban.StageID) kanban.MoveCard {
	return kanban.MoveCard{Card: card, Lane: kanban.Sprint, Stage: stage}
}

func moveMessage(id string, card kanban.CardID, stage kanban.StageID) []byte {
	return fmt.Appendf(nil, `{"id":%q,"cmd":"card.move","card":%q,"lane":"sprint","stage":%q}`, id, card, stage)
}

// do asks for a change that has to be accepted.
func (h *house) do(id string, cmd kanban.Command) live.Answer {
	h.Helper()
	a, err := h.room().Do(context.Background(), "ann", id, cmd)
	if err != nil {
		h.Fatal(err)
	}
	return a
}

func (h *house) view() *live.View {
	h.Helper()
	v, err := h.room().View(context.Background())
	if err != nil {
		h.Fatal(err)
	}
	return v
}

// stageOf returns where a card lies according to a view.
func (h *house) stageOf(v *live.View, card string) string {
	h.Helper()
	var b struct {
		Cards []struct{ ID, Stage string }
	}
	if err := json.Unmarshal(v.JSON, &b); err != nil {
		h.Fatal(err)
	}
	for _, c := range b.Cards {
		if c.ID == card {
			return c.Stage
		}
	}
	return ""
}

// entries returns everything in the board's stream.
func (h *house) entries() []journal.Entry {
	h.Helper()
	var list []journal.Entry
	for e, err := range h.journal.Read(context.Background(), stream, 0) {
		if err != nil {
			h.Fatal(err)
		}
		list = append(list, e)
	}
	return list
}

// join makes a session of a person that has seen the board up to after.
func (h *house) join(by kanban.UserID, after uint64) *live.Session {
	h.Helper()
	s := h.hub.NewSession(by, "credential of "+string(by))
	if err := h.room().Join(context.Background(), s, after, h.journal.Epoch()); err != nil {
		h.Fatal(err)
	}
	return s
}

// A note is a message to a client.
type note struct {
	Event *struct {
		Seq  uint64
		By   string
		ID   string
		Kind string
	}
	Welcome *struct {
		Epoch, You, Name, Session string
		Seq                       uint64
		Board                     json.RawMessage
		People                    map[string]string
		Present                   []present
	}
	Refused *struct {
		ID, Code, Message string
		Current           map[string]any
	}
	Presence *present
	People   map[string]string
	Resync   *struct{ Reason string }
}

type present struct {
	Session, By, Name, Card, Editing string
	Holding, Gone                    bool
}

// notes takes a frame apart.
func notes(t testing.TB, f *live.Frame) []note {
	t.Helper()
	var list []note
	data := f.Data
	if data[0] != '[' {
		data = fmt.Appendf(nil, "[%s]", data)
	}
	var raw []map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
	for _, m := range raw {
		if len(m) != 1 {
			t.Fatalf("a message has one key: %v", m)
		}
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
	return list
}

// waiting returns what waits for a session, and the cause when it was dropped.
// Nobody else may read the session. In a synctest bubble it returns when
// nothing more can come by itself.
func waiting(t testing.TB, s *live.Session) (list []note, cause error) {
	t.Helper()
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
		f, err := s.Next(ctx)
		cancel()
		if errors.Is(err, context.DeadlineExceeded) {
			return list, nil
		}
		if err != nil {
			return list, err
		}
		list = append(list, notes(t, f)...)
	}
}

// seqs returns the numbers of the events among notes.
func seqs(list []note) (seqs []uint64) {
	for _, n := range list {
		if n.Event != nil {
			seqs = append(seqs, n.Event.Seq)
		}
	}
	return seqs
}

func upTo(first, last uint64) (seqs []uint64) {
	for seq := first; seq <= last; seq++ {
		seqs = append(seqs, seq)
	}
	return seqs
}

func codeOf(err error) kanban.Code {
	var r *kanban.Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}
