package web

import (
	"bytes"
	"context"
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

	"takt/server/account"
	"takt/server/journal/bolt"
	"takt/server/kanban"
	"takt/server/live"
)

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
	"sw.js":                 {Data: []byte("// worker")},
	"assets/app-3f2a.js":    {Data: []byte("console.log('plain')")},
	"assets/app-3f2a.js.br": {Data: []byte("brotli")},
	"assets/app-3f2a.js.gz": {Data: []byte("gzip")},
}

// serve starts a server; adjust may change its configuration.
func serve(t *testing.T, adjust ...func(*Config)) *trial {
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
	hub := live.NewHub(live.Config{Journal: j, Log: logger, Rate: 1e6, Burst: 1e6,
		Names: func(id kanban.UserID) string { return book.Name(account.PersonID(id)) }})
	cfg := Config{Hub: hub, Book: book, Assets: client, Log: logger, Registry: prometheus.NewRegistry(), Metrics: "local"}
	for _, change := range adjust {
		change(&cfg)
	}
	tr := &trial{t: t, app: New(cfg), hub: hub, book: book, log: log}
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
		err := errors.Join(tr.app.Close(ctx), hub.Close(ctx), tr.app.Wait(ctx), j.Close(), <-served)
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

func (tr *trial) dial(path string, header http.Header) *websocket.Conn {
	tr.t.Helper()
	ws, response, err := tr.tryDial(path, header)
	if err != nil {
		tr.t.Fatalf("dial: %v %v", err, response)
	}
	return ws
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

func say(t *testing.T, ws *websocket.Conn, message string) {
	t.Helper()
	if err := ws.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		t.Fatal(err)
	}
}

// hear reads messages until one has the key, and returns what is under it.
func hear(t *testing.T, ws *websocket.Conn, key string) json.RawMessage {
	t.Helper()
	for {
		_, data, err := ws.ReadMessage()
		if err != nil {
			t.Fatalf("waiting for %s: %v", key, err)
		}
		if data[0] != '[' {
			data = append(append([]byte{'['}, data...), ']')
		}
		var messages []map[string]json.RawMessage
		if err := json.Unmarshal(data, &messages); err != nil {
			t.Fatalf("%.300s: %v", data, err)
		}
		for _, m := range messages {
			if m[key] != nil {
				return m[key]
			}
		}
	}
}

// expectClose wants the socket to be closed with a code.
func expectClose(t *testing.T, ws *websocket.Conn, cause live.Cause) {
	t.Helper()
	for {
		_, _, err := ws.ReadMessage()
		if websocket.IsCloseError(err, cause.Code()) {
			return
		}
		if err != nil {
			t.Fatalf("closed with %v, want %d", err, cause.Code())
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
