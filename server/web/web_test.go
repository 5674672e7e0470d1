package web

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"takt/server/account"
	"takt/server/insight/follow"
	"takt/server/journal/bolt"
	"takt/server/kanban"
	"takt/server/live"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, // what fasthttp lets sleep on
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"))
}

// A trial is a server on a port of its own, over a journal of its own.
type trial struct {
	t    *testing.T
	app  *App
	hub  *live.Hub
	book *account.Book
	base string // "http://127.0.0.1:port"
	log  *bytes.Buffer
	http *http.Client // keeps cookies
}

// client is a built client as small as can be.
var client = fstest.MapFS{
	"index.html":            {Data: []byte("<!doctype html><title>Takt</title>")},
	"index.html.br":         {Data: []byte("brotli page")},
	"icon.svg":              {Data: []byte("<svg/>")},
	"sw.js":                 {Data: []byte("// worker")},
	"assets/app-3f2a.js":    {Data: []byte("console.log('plain')")},
	"assets/app-3f2a.js.br": {Data: []byte("brotli")},
	"assets/app-3f2a.js.gz": {Data: []byte("gzip")},
}

// A setup is how a trial is configured.
type setup struct {
	Config
	live live.Config
}

// serve starts a server; adjust may change its configuration.
func serve(t *testing.T, adjust ...func(*setup)) *trial {
	t.Helper()
	j, err := bolt.Open(filepath.Join(t.TempDir(), "journal"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	book, err := account.Open(t.Context(), j, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	logger := slog.New(slog.NewTextHandler(&lockedWriter{w: log}, nil))
	s := setup{
		Config: Config{Book: book, Assets: client, Log: logger, Registry: prometheus.NewRegistry(), Metrics: "local"},
		live: live.Config{Journal: j, Log: logger, Rate: 1e6, Burst: 1e6,
			Names: func(id kanban.UserID) string { return book.Name(account.PersonID(id)) }},
	}
	for _, change := range adjust {
		change(&s)
	}
	s.live.Registerer = s.Registry
	hub := live.NewHub(s.live)
	s.Hub = hub
	follower := follow.Open(follow.Config{Journal: j, Log: logger})
	s.Insight = follower
	tr := &trial{t: t, app: New(s.Config), hub: hub, book: book, log: log}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tr.base = "http://" + ln.Addr().String()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	tr.http = &http.Client{Jar: jar, Timeout: patience, Transport: &http.Transport{DisableCompression: true}}
	served := make(chan error, 1)
	go func() { served <- tr.app.Serve(ln) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		tr.http.CloseIdleConnections()
		err := errors.Join(tr.app.Close(ctx), hub.Close(ctx), tr.app.Wait(ctx), follower.Close(ctx), j.Close(), <-served)
		if err != nil {
			t.Errorf("closing: %v", err)
		}
		if strings.Contains(log.String(), "panic") {
			t.Errorf("a panic:\n%s", log)
		}
	})
	return tr
}

// An answer is a response that has been read.
type answer struct {
	*http.Response
	body []byte
}

// ask sends a request. Header lines are "Name: value".
func (tr *trial) ask(method, path, body string, header ...string) answer {
	tr.t.Helper()
	r, err := http.NewRequest(method, tr.base+path, strings.NewReader(body))
	if err != nil {
		tr.t.Fatal(err)
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
		if name == "Host" {
			r.Host = value
		}
	}
	response, err := tr.http.Do(r)
	if err != nil {
		tr.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		tr.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer{response, data}
}

// expect sends a request and wants a status.
func (tr *trial) expect(status int, method, path, body string, header ...string) answer {
	tr.t.Helper()
	a := tr.ask(method, path, body, header...)
	if a.StatusCode != status {
		tr.t.Fatalf("%s %s: status %d, want %d: %.300s", method, path, a.StatusCode, status, a.body)
	}
	return a
}

// refused sends a request and wants a problem with a status and code.
func (tr *trial) refused(status int, code kanban.Code, method, path, body string, header ...string) Problem {
	tr.t.Helper()
	a := tr.expect(status, method, path, body, header...)
	p := read[Problem](tr.t, a)
	if p.Code != code || p.Status != status || a.Header.Get("Content-Type") != "application/problem+json" {
		tr.t.Fatalf("%s %s: %s, want code %s", method, path, a.body, code)
	}
	return p
}

func read[T any](t *testing.T, a answer) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("%.300s: %v", a.body, err)
	}
	return v
}

type position struct {
	ID    string `json:"id"`
	Seq   uint64 `json:"seq"`
	Epoch string `json:"epoch"`
}

// board makes a board and returns its path.
func (tr *trial) board() string {
	tr.t.Helper()
	made := tr.expect(201, "POST", "/api/boards", `{"name":"Portfolio"}`)
	return "/api/boards/" + read[position](tr.t, made).ID
}

// A tab is a client's end of a socket.
type tab struct {
	*websocket.Conn
	t       *testing.T
	waiting []map[string]json.RawMessage // messages that have come and not been heard
}

func (tr *trial) dial(path string, header http.Header) *tab {
	tr.t.Helper()
	ws, response, err := tr.tryDial(path, header)
	if err != nil {
		tr.t.Fatalf("dial: %v %v", err, response)
	}
	return &tab{Conn: ws, t: tr.t}
}

func (tr *trial) tryDial(path string, header http.Header) (*websocket.Conn, *http.Response, error) {
	dialer := websocket.Dialer{Subprotocols: []string{subprotocol}, EnableCompression: true, Jar: tr.http.Jar, HandshakeTimeout: patience}
	ws, response, err := dialer.Dial("ws"+strings.TrimPrefix(tr.base, "http")+path+"/socket", header)
	if err == nil {
		tr.t.Cleanup(func() { ws.Close() })
		ws.SetReadDeadline(time.Now().Add(patience))
	}
	return ws, response, err
}

func (w *tab) say(message string) {
	w.t.Helper()
	if err := w.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		w.t.Fatal(err)
	}
}

// hear waits for a message with the key and returns what is under it. What
// comes before is passed over.
func (w *tab) hear(key string) json.RawMessage {
	w.t.Helper()
	w.SetReadDeadline(time.Now().Add(patience))
	for {
		for len(w.waiting) > 0 {
			m := w.waiting[0]
			w.waiting = w.waiting[1:]
			if m[key] != nil {
				return m[key]
			}
		}
		_, data, err := w.ReadMessage()
		if err != nil {
			w.t.Fatalf("waiting for %s: %v", key, err)
		}
		if data[0] != '[' {
			data = append(append([]byte{'['}, data...), ']')
		}
		if err := json.Unmarshal(data, &w.waiting); err != nil {
			w.t.Fatalf("%.300s: %v", data, err)
		}
	}
}

// expectClose wants the socket to be closed with a code.
func (w *tab) expectClose(cause live.Cause) {
	w.t.Helper()
	w.SetReadDeadline(time.Now().Add(patience))
	for {
		_, _, err := w.ReadMessage()
		if websocket.IsCloseError(err, cause.Code()) {
			return
		}
		if err != nil {
			w.t.Fatalf("closed with %v, want %d", err, cause.Code())
		}
	}
}

func (tr *trial) host() string {
	u, err := url.Parse(tr.base)
	if err != nil {
		tr.t.Fatal(err)
	}
	return u.Host
}

// readFrame reads a frame of a server and returns its first byte.
func readFrame(t *testing.T, r *bufio.Reader) byte {
	t.Helper()
	head := make([]byte, 2)
	if _, err := io.ReadFull(r, head); err != nil {
		t.Fatal(err)
	}
	size := int64(head[1])
	if wide := map[byte]int{126: 2, 127: 8}[head[1]]; wide > 0 {
		length := make([]byte, 8)
		if _, err := io.ReadFull(r, length[8-wide:]); err != nil {
			t.Fatal(err)
		}
		size = int64(binary.BigEndian.Uint64(length))
	}
	if _, err := io.CopyN(io.Discard, r, size); err != nil {
		t.Fatal(err)
	}
	return head[0]
}
