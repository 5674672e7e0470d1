package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"
	bolt "go.etcd.io/bbolt"
)

// fixture speaks as much of Takt's wire as swarm needs, on a real bbolt file, and
// can be told to misbehave: that swarm notices is what the tests are about.
type fixture struct {
	*httptest.Server
	db        *bolt.DB
	misbehave misbehaviour
	refuses   bool // refuses one move

	mu     sync.Mutex
	cards  []string       // guarded by mu
	events [][]byte       // guarded by mu
	conns  []*fixtureConn // guarded by mu
}

// misbehaviour turns the frames due to one socket at seq into those it is sent.
type misbehaviour func(c *fixtureConn, seq int, frame []byte) [][]byte

type fixtureConn struct {
	ws     *websocket.Conn
	number int
	held   []byte
}

func newFixture(t *testing.T, m misbehaviour) *fixture {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "fixture.db"), 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{db: db, misbehave: m}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/boards", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"id":"b1"}`)
	})
	mux.HandleFunc("GET /api/boards/b1", f.board)
	mux.HandleFunc("POST /api/boards/b1/commands", f.command)
	mux.HandleFunc("GET /api/boards/b1/socket", f.socket)
	mux.HandleFunc("GET /metrics", f.metrics)
	f.Server = httptest.NewServer(mux)
	t.Cleanup(func() {
		f.CloseClientConnections()
		f.Server.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func (f *fixture) metrics(w http.ResponseWriter, _ *http.Request) {
	cpu, _ := cpuTime(os.Getpid())
	rss, _, _ := memory(os.Getpid())
	fmt.Fprintf(w, "# HELP process_cpu_seconds_total x\nprocess_cpu_seconds_total %g\nprocess_resident_memory_bytes %d\ngo_goroutines %d\n",
		cpu.Seconds(), rss, runtime.NumGoroutine())
}

func (f *fixture) board(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	body := f.encode()
	f.mu.Unlock()
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Write(body)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	z.Write(body)
	z.Close()
}

// encode is called with mu held.
func (f *fixture) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"id":"b1","epoch":"e1","seq":%d,"lanes":[{"key":"marathon","stages":[{"id":"need"},{"id":"closed"}]},{"key":"sprint","stages":[{"id":"running"}]}],"cards":[`, len(f.events))
	for i, id := range f.cards {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":%q,"lane":"marathon","stage":"need","title":"Card {\"event\":{\"seq\":1"}`, id)
	}
	b.WriteString("]}")
	return b.Bytes()
}

func (f *fixture) command(w http.ResponseWriter, r *http.Request) {
	var c struct {
		ID, Cmd, Card string
		Commands      []struct{ Card string }
	}
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if c.Cmd == "card.move" {
		if !f.move(c.ID, c.Card) {
			http.Error(w, `{"code":"too_many"}`, http.StatusTooManyRequests)
			return
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, card := range c.Commands {
		if card.Card != "" {
			f.cards = append(f.cards, card.Card)
		}
	}
	fmt.Fprintf(w, `{"id":"x","seq":%d}`, len(f.events))
}

func (f *fixture) socket(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{Subprotocols: []string{"takt.v1"}, EnableCompression: true}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	var hello struct {
		Join struct {
			After int
			Epoch string
		}
	}
	if err := ws.ReadJSON(&hello); err != nil {
		return
	}
	f.enter(ws, hello.Join.After, hello.Join.Epoch)
	for {
		var m struct{ ID, Cmd, Card, Lane, Stage, Before string }
		if err := ws.ReadJSON(&m); err != nil {
			return
		}
		if !f.move(m.ID, m.Card) {
			f.mu.Lock()
			ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"refused":{"id":%q,"code":"too_many","message":"no"}}`, m.ID))
			f.mu.Unlock()
		}
	}
}

func (f *fixture) enter(ws *websocket.Conn, after int, epoch string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	board, missed := string(f.encode()), [][]byte(nil)
	welcome := fmt.Sprintf(`{"welcome":{"epoch":"e1","seq":%d,"you":"guest","board":%s}}`, len(f.events), board)
	if epoch == "e1" {
		welcome, missed = fmt.Sprintf(`{"welcome":{"epoch":"e1","seq":%d,"you":"guest"}}`, len(f.events)), f.events[after:]
	}
	ws.WriteMessage(websocket.TextMessage, []byte(welcome))
	if len(missed) > 0 {
		ws.WriteMessage(websocket.TextMessage, append(append([]byte{'['}, bytes.Join(missed, []byte{','})...), ']'))
	}
	f.conns = append(f.conns, &fixtureConn{ws: ws, number: len(f.conns)})
}

// move tells everyone of a move, or refuses it.
func (f *fixture) move(id, card string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	seq := len(f.events) + 1
	if f.refuses && seq == 2 {
		f.refuses = false
		return false
	}
	event := fmt.Appendf(nil, `{"event":{"seq":%d,"at":"2026-11-21T10:00:00.000Z","by":"guest","id":%q,"kind":"card.moved","card":%q,"lane":"sprint","stage":"running"}}`, seq, id, card)
	f.record(seq, event)
	f.events = append(f.events, event)
	for _, c := range f.conns {
		for _, frame := range f.misbehave(c, seq, event) {
			c.ws.WriteMessage(websocket.TextMessage, frame)
		}
	}
	return true
}

func (f *fixture) record(seq int, event []byte) {
	err := f.db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte("b1"))
		if err != nil {
			return err
		}
		return b.Put(binary.BigEndian.AppendUint64(nil, uint64(seq)), event)
	})
	if err != nil {
		panic(err)
	}
}

func honest(_ *fixtureConn, _ int, frame []byte) [][]byte { return [][]byte{frame} }

// sometimes has only socket 2 misbehave, at event 17.
func sometimes(m misbehaviour) misbehaviour {
	return func(c *fixtureConn, seq int, frame []byte) [][]byte {
		if c.number == 2 && (seq == 17 || c.held != nil) {
			return m(c, seq, frame)
		}
		return honest(c, seq, frame)
	}
}

func duplicate(_ *fixtureConn, _ int, frame []byte) [][]byte { return [][]byte{frame, frame} }

func skip(*fixtureConn, int, []byte) [][]byte { return nil }

func reorder(c *fixtureConn, _ int, frame []byte) [][]byte {
	if c.held == nil {
		c.held = frame
		return nil
	}
	late := c.held
	c.held = nil
	return [][]byte{frame, late}
}

// swap sends both in one frame, in the wrong order.
func swap(c *fixtureConn, seq int, frame []byte) [][]byte {
	frames := reorder(c, seq, frame)
	if len(frames) < 2 {
		return nil
	}
	return [][]byte{append(append([]byte{'['}, bytes.Join(frames, []byte{','})...), ']')}
}
