package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// serveOnce dials a server that does something with its end of the socket.
func serveOnce(t *testing.T, do func(ws *websocket.Conn)) *wire {
	t.Helper()
	up := websocket.Upgrader{EnableCompression: true, WriteBufferSize: 64} // long messages come in parts
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := up.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer ws.Close()
		if _, _, err := ws.ReadMessage(); err != nil {
			t.Error(err)
		}
		do(ws)
	}))
	t.Cleanup(s.Close)
	dialer := websocket.Dialer{EnableCompression: true}
	conn, _, err := dialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(s.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.WriteMessage(websocket.TextMessage, []byte("begin")); err != nil {
		t.Fatal(err)
	}
	return newWire(conn)
}

// TestWire reads messages that are short, long, in parts, and deflated, with a
// ping in between, up to the close frame.
func TestWire(t *testing.T) {
	t.Parallel()
	messages := []string{"{}", strings.Repeat("one after the other ", 7), strings.Repeat("x", 70_000), fmt.Sprint(make([]int, 3000)), ""}
	ponged := make(chan string, 1)
	w := serveOnce(t, func(ws *websocket.Conn) {
		ws.SetPongHandler(func(text string) error { ponged <- text; return nil })
		for i, m := range messages {
			ws.EnableWriteCompression(i%2 == 1)
			ws.WriteMessage(websocket.TextMessage, []byte(m))
			part, err := ws.NextWriter(websocket.TextMessage)
			if err != nil {
				t.Error(err)
				return
			}
			part.Write([]byte(m))
			ws.WriteControl(websocket.PingMessage, []byte(fmt.Sprint(i)), time.Now().Add(patience))
			part.Write([]byte(m))
			part.Close()
		}
		ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1012, "restarting"), time.Now().Add(patience))
		ws.ReadMessage()
	})
	var l library
	for i, m := range messages {
		for _, want := range []string{m, m + m} {
			payload, deflated, err := w.next()
			if err != nil || deflated != (i%2 == 1) {
				t.Fatalf("message %d: deflated %v, %v", i, deflated, err)
			}
			r, err := l.read(payload, deflated)
			if err != nil || string(r.frame) != want {
				t.Errorf("message %d: %.50q, want %.50q: %v", i, r.frame, want, err)
			}
		}
	}
	if _, _, err := w.next(); !websocket.IsCloseError(err, 1012) {
		t.Errorf("the end: %v", err)
	}
	if got := <-ponged; got != "0" {
		t.Errorf("pong %q", got)
	}
}

func TestWireEndsWithoutGoodbye(t *testing.T) {
	t.Parallel()
	w := serveOnce(t, func(ws *websocket.Conn) { ws.NetConn().Write([]byte{0x81, 5, 'h'}) })
	if _, _, err := w.next(); !websocket.IsCloseError(err, websocket.CloseAbnormalClosure) {
		t.Errorf("err %v", err)
	}
}

// TestLibrary reads the same bytes once, and others anew.
func TestLibrary(t *testing.T) {
	var l library
	event := []byte(`{"event":{"seq":7,"id":"k"}}`)
	first, err := l.read(event, false)
	if err != nil || len(first.events) != 1 || first.events[0].seq != 7 {
		t.Fatalf("%+v, %v", first, err)
	}
	again, _ := l.read(bytes.Clone(event), false)
	other, _ := l.read(bytes.Replace(event, []byte("7"), []byte("8"), 1), false)
	event[0] = 'x'
	if again != first || other == first || other.events[0].seq != 8 || first.frame[0] != '{' {
		t.Errorf("first %p, again %p, other %+v", first, again, other)
	}
	if _, err := l.read([]byte("not deflated"), true); err == nil {
		t.Error("anything can be inflated")
	}
}
