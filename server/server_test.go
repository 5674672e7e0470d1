package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"takt/server"
)

// scratch is a directory for all tests together.
var scratch string

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "takt-test-*"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m, // what fasthttp lets sleep on
		goleak.Cleanup(func(code int) {
			os.RemoveAll(scratch)
			os.Exit(code)
		}),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"))
}

// patience is how long a test waits for what must happen.
const patience = 20 * time.Second

// A site is a server as its users see it.
type site struct {
	t    testing.TB
	base string // "http://127.0.0.1:port"
}

// A running server is one in this process.
type running struct {
	site
	server *server.Server
	served chan error
	closed bool
}

// start opens a data directory and serves it until the test ends.
func start(t testing.TB, data string, adjust ...func(*server.Config)) *running {
	t.Helper()
	cfg := server.Config{Data: data, Metrics: "local", Log: slog.New(slog.DiscardHandler)}
	for _, change := range adjust {
		change(&cfg)
	}
	s, err := server.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &running{site: site{t, "http://" + ln.Addr().String()}, server: s, served: make(chan error, 1)}
	go func() { r.served <- s.Serve(ln) }()
	t.Cleanup(r.stop)
	return r
}

// stop closes the server, once.
func (r *running) stop() {
	if r.closed {
		return
	}
	r.closed = true
	http.DefaultClient.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := errors.Join(r.server.Close(ctx), <-r.served); err != nil {
		r.t.Errorf("closing: %v", err)
	}
}

// ask sends a request and returns status and body.
func (s *site) ask(method, path, body string, header ...string) (int, []byte) {
	s.t.Helper()
	status, data, err := s.try(method, path, body, header...)
	if err != nil {
		s.t.Fatal(err)
	}
	return status, data
}

func (s *site) try(method, path, body string, header ...string) (int, []byte, error) {
	r, err := http.NewRequest(method, s.base+path, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	return response.StatusCode, data, err
}

// expect sends a request, wants a status and reads the answer into a value.
func (s *site) expect(status int, method, path, body string, into any) {
	s.t.Helper()
	got, data := s.ask(method, path, body)
	if got != status {
		s.t.Fatalf("%s %s: status %d, want %d: %s", method, path, got, status, data)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(data, into); err != nil {
		s.t.Fatalf("%s %s: %s: %v", method, path, data, err)
	}
}

// A board is what tests read of one.
type board struct {
	ID    string
	Name  string
	Epoch string
	Seq   uint64
	Cards []struct{ ID, Lane, Stage, Title string }
}

// listed is a board as it is listed.
type listed struct {
	ID, Name string
	Seq      uint64
	Cards    int
}

// newBoard makes a board with cards c0, c1, … in the sprint lane.
func (s *site) newBoard(cards int) board {
	s.t.Helper()
	var made board
	s.expect(201, "POST", "/api/boards", `{"name":"Portfolio"}`, &made)
	for i := range cards {
		s.do(made.ID, fmt.Sprintf(`{"id":"add-%d","cmd":"card.add","card":"c%d","lane":"sprint","stage":"proposed","title":"Card %d"}`, i, i, i))
	}
	return s.board(made.ID)
}

func (s *site) board(id string) (b board) {
	s.t.Helper()
	s.expect(200, "GET", "/api/boards/"+id, "", &b)
	return b
}

// do gives a command over HTTP and returns the number of its last event.
func (s *site) do(board, command string) uint64 {
	s.t.Helper()
	var done struct{ Seq uint64 }
	s.expect(200, "POST", "/api/boards/"+board+"/commands", command, &done)
	return done.Seq
}

// An event is what tests read of one.
type event struct {
	Seq      uint64
	ID       string
	By, Kind string
}

// A message is what a server says over a socket.
type message struct {
	Welcome *struct {
		Epoch string
		Seq   uint64
		You   string
		Board *board
	}
	Event    *event
	Refused  *struct{ ID, Code string }
	Resync   *struct{ Reason string }
	Presence json.RawMessage
}

// A tab is a client's end of a socket.
type tab struct {
	*websocket.Conn
	t       testing.TB
	waiting []message
}

func (s *site) dial(board string) *tab {
	s.t.Helper()
	ws, err := s.tryDial(board)
	if err != nil {
		s.t.Fatal(err)
	}
	return ws
}

func (s *site) tryDial(board string) (*tab, error) {
	dialer := websocket.Dialer{Subprotocols: []string{"takt.v1"}, HandshakeTimeout: patience}
	ws, _, err := dialer.Dial("ws"+strings.TrimPrefix(s.base, "http")+"/api/boards/"+board+"/socket", nil)
	if err != nil {
		return nil, err
	}
	s.t.Cleanup(func() { ws.Close() })
	ws.SetReadDeadline(time.Now().Add(patience))
	return &tab{Conn: ws, t: s.t}, nil
}

// join dials and joins from a position.
func (s *site) join(board string, after uint64, epoch string) *tab {
	s.t.Helper()
	ws := s.dial(board)
	ws.say(fmt.Sprintf(`{"join":{"after":%d,"epoch":%q}}`, after, epoch))
	return ws
}

func (w *tab) say(text string) {
	w.t.Helper()
	if err := w.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		w.t.Fatal(err)
	}
}

// next returns the next message that is not about presence.
func (w *tab) next() (message, error) {
	for {
		for len(w.waiting) > 0 {
			m := w.waiting[0]
			w.waiting = w.waiting[1:]
			if m.Presence == nil {
				return m, nil
			}
		}
		_, data, err := w.ReadMessage()
		if err != nil {
			return message{}, err
		}
		if !bytes.HasPrefix(data, []byte{'['}) {
			data = append(append([]byte{'['}, data...), ']')
		}
		if err := json.Unmarshal(data, &w.waiting); err != nil {
			return message{}, fmt.Errorf("%.200s: %w", data, err)
		}
	}
}

func (w *tab) hear() message {
	w.t.Helper()
	w.SetReadDeadline(time.Now().Add(patience))
	m, err := w.next()
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

func (w *tab) hearEvent() event {
	w.t.Helper()
	for {
		if m := w.hear(); m.Event != nil {
			return *m.Event
		} else if m.Refused != nil || m.Resync != nil {
			w.t.Fatalf("refused %+v, resync %+v", m.Refused, m.Resync)
		}
	}
}

// expectClose wants the socket to be closed with a code.
func (w *tab) expectClose(code int) {
	w.t.Helper()
	w.SetReadDeadline(time.Now().Add(patience))
	for {
		_, err := w.next()
		if websocket.IsCloseError(err, code) {
			return
		}
		if err != nil {
			w.t.Fatalf("closed with %v, want %d", err, code)
		}
	}
}

var quietLog = slog.New(slog.DiscardHandler)
