package web

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"takt/server/live"
)

type welcome struct {
	Epoch   string
	Seq     uint64
	You     string
	Name    string
	Session string
	Board   json.RawMessage
}

// enter dials a board's socket and joins from the beginning.
func (tr *trial) enter(path string) (*tab, welcome) {
	tr.t.Helper()
	ws := tr.dial(path, nil)
	ws.say(`{"join":{"after":0,"epoch":""}}`)
	var w welcome
	if err := json.Unmarshal(ws.hear("welcome"), &w); err != nil {
		tr.t.Fatal(err)
	}
	return ws, w
}

type happened struct {
	Seq      uint64
	ID, Kind string
}

func (w *tab) hearEvent() happened {
	w.t.Helper()
	var e happened
	if err := json.Unmarshal(w.hear("event"), &e); err != nil {
		w.t.Fatal(err)
	}
	return e
}

func TestSocketKeepsTwoInStep(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	ann, first := tr.enter(path)
	bob, _ := tr.enter(path)
	if ann.Subprotocol() != subprotocol || first.You != "guest" || first.Seq != 1 || first.Board == nil {
		t.Errorf("welcome %+v, subprotocol %q", first, ann.Subprotocol())
	}
	ann.say(addCard)
	want := happened{2, "k1", "card.added"}
	for _, ws := range []*tab{ann, bob} {
		if got := ws.hearEvent(); got != want {
			t.Errorf("event %+v, want %+v", got, want)
		}
	}
	bob.say(`{"id":"m1","cmd":"card.move","card":"c1","stage":"running"}`)
	if got := ann.hearEvent(); got != (happened{3, "m1", "card.moved"}) {
		t.Errorf("event %+v", got)
	}
	resumed := tr.dial(path, nil)
	resumed.say(fmt.Sprintf(`{"join":{"after":2,"epoch":%q}}`, first.Epoch))
	var back welcome
	if err := json.Unmarshal(resumed.hear("welcome"), &back); err != nil || back.Board != nil {
		t.Errorf("resumed with %+v, error %v", back, err)
	}
	if got := resumed.hearEvent(); got.Seq != 3 {
		t.Errorf("missed %+v", got)
	}
}

func TestSocketRefusesAndGoesOn(t *testing.T) {
	tr := serve(t)
	ws, _ := tr.enter(tr.board())
	for _, c := range []struct{ message, id, code string }{
		{`{"id":"a","cmd":"card.archive","card":"nope"}`, "a", "not_found"},
		{`{"id":"b","cmd":"card.explode"}`, "b", "bad_message"},
		{`{"id":"c","cmd":"undo","steps":1}`, "c", "bad_field"},
		{`{"cmd":"undo"}`, "", "bad_field"},
	} {
		ws.say(c.message)
		var refused struct{ ID, Code string }
		if err := json.Unmarshal(ws.hear("refused"), &refused); err != nil || refused.ID != c.id || refused.Code != c.code {
			t.Errorf("%s: %+v, error %v", c.message, refused, err)
		}
	}
	ws.say(addCard)
	ws.hearEvent()
}

func TestSocketTellsWhoIsHere(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	ann, _ := tr.enter(path)
	tr.expect(201, "POST", "/api/session", `{"name":"Bob"}`)
	if got := ann.hear("people"); !bytes.Contains(got, []byte(`"Bob"`)) {
		t.Errorf("people %s", got)
	}
	bob, in := tr.enter(path)
	if in.Name != "Bob" || in.You == "guest" {
		t.Errorf("welcome %+v", in)
	}
	bob.say(`{"presence":{"card":"c1","holding":true}}`)
	for !bytes.Contains(ann.hear("presence"), []byte(`"holding":true`)) {
	}
	bob.Close()
	for !bytes.Contains(ann.hear("presence"), []byte(`"gone":true`)) {
	}
}

func TestSocketEndsOnWhatIsNotTheProtocol(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	for name, message := range map[string]string{
		"not JSON":       `{`,
		"not an object":  `["join"]`,
		"empty":          ``,
		"odd join":       `{"join":{"after":-1}}`,
		"join and more":  `{"join":{},"id":"a"}`,
		"unknown field":  `{"join":{"since":1}}`,
		"not joined yet": addCard,
	} {
		t.Run(name, func(t *testing.T) {
			ws := tr.dial(path, nil)
			ws.say(message)
			ws.expectClose(live.BadMessage)
		})
	}
	for name, message := range map[string]string{
		"odd presence":  `{"presence":{"card":7}}`,
		"long presence": `{"presence":{"card":"` + strings.Repeat("x", 100) + `"}}`,
		"too long":      `{"id":"` + strings.Repeat("x", maxBody) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			ws, _ := tr.enter(path)
			ws.say(message)
			ws.expectClose(live.BadMessage)
		})
	}
	t.Run("binary", func(t *testing.T) {
		ws, _ := tr.enter(path)
		if err := ws.WriteMessage(websocket.BinaryMessage, []byte(addCard)); err != nil {
			t.Fatal(err)
		}
		ws.expectClose(live.BadMessage)
	})
}

func TestSocketBoundsInflatedMessages(t *testing.T) {
	tr := serve(t)
	ws, _ := tr.enter(tr.board())
	ws.EnableWriteCompression(true) // 64 MiB of spaces are 64 KiB on the wire
	long := []byte(`{"id":"a","cmd":"undo"}` + strings.Repeat(" ", 64<<20))
	if err := ws.WriteMessage(websocket.TextMessage, long); err == nil {
		ws.expectClose(live.BadMessage)
	} // else the server has closed before it was all written
	tr.expect(200, "GET", "/healthz", "")
}

func TestSocketOfNoBoard(t *testing.T) {
	tr := serve(t)
	ws := tr.dial("/api/boards/nope", nil)
	ws.say(`{"join":{}}`)
	ws.expectClose(live.NoBoard)
}

func TestSocketOfAnEndedSession(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	ws := tr.dial(path, http.Header{"Cookie": {sessionCookie + "=no-longer-known"}})
	ws.expectClose(live.SignedOut)

	tr.expect(201, "POST", "/api/session", `{"name":"Ann"}`)
	in, _ := tr.enter(path)
	tr.expect(204, "DELETE", "/api/session", "")
	in.expectClose(live.SignedOut)
}

func TestSocketRefusesForeignPages(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	_, response, err := tr.tryDial(path, http.Header{"Origin": {"http://evil.example"}})
	if err == nil || response.StatusCode != 403 || response.Header.Get("Content-Type") != problemType {
		t.Errorf("foreign origin: %v, error %v", response, err)
	}
	if ws, _, err := tr.tryDial(path, http.Header{"Origin": {tr.base}}); err != nil || ws == nil {
		t.Errorf("own origin: %v", err)
	}
	tr.refused(400, "bad_message", "GET", path+"/socket", "")
}

func TestSocketTooManyMessages(t *testing.T) {
	tr := serve(t, func(s *setup) { s.live.Rate, s.live.Burst = 0.001, 3 })
	ws, _ := tr.enter(tr.board())
	for i := range 3 {
		ws.say(fmt.Sprintf(`{"id":"u%d","cmd":"undo"}`, i))
	}
	ws.expectClose(live.TooMany)
}

// A slow reader is one that does not read at all. Its queue and the kernel's
// buffers fill, it is dropped, and the others notice nothing.
func TestSocketSlowReaderHarmsNobody(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	slow, _ := tr.enter(path)
	if err := slow.NetConn().(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	fast, _ := tr.enter(path)
	random := make([]byte, 8<<10) // or compression would make it short
	rand.Read(random)
	var adds []string
	for range 3 {
		adds = append(adds, fmt.Sprintf(`{"cmd":"card.add","lane":"sprint","stage":"proposed","title":"T","set":{"description":"%x"}}`, random))
	}
	for i := range 140 { // three frames each, more in all than a queue holds
		fast.say(fmt.Sprintf(`{"id":"t%d","cmd":"batch","commands":[%s]}`, i, strings.Join(adds, ",")))
		for range 3 {
			fast.hearEvent()
		}
	}
	if page := tr.expect(200, "GET", "/metrics", ""); !bytes.Contains(page.body, []byte(`takt_drops_total{cause="too_slow"} 1`)) {
		t.Error("the slow reader was not dropped")
	}
}

func TestSocketCompressesLongFramesOnly(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	conn, r := dialRaw(t, tr.host())
	request := strings.Replace(handshake(tr.host(), "Sec-WebSocket-Extensions: permessage-deflate"), "/ws", path+"/socket", 1)
	if _, err := conn.Write(append([]byte(request), masked(`{"join":{}}`)...)); err != nil {
		t.Fatal(err)
	}
	expectStatus(t, r, http.StatusSwitchingProtocols)
	const compressed = 0x40
	head := readFrame(t, r)
	if head&compressed == 0 {
		t.Error("the welcome with the board is not compressed")
	}
	if _, err := conn.Write(masked(`{"id":"a","cmd":"board.rename","name":"Other"}`)); err != nil {
		t.Fatal(err)
	}
	if head := readFrame(t, r); head&compressed != 0 {
		t.Error("a short frame is compressed")
	}
}

func TestSocketAnswersPings(t *testing.T) {
	tr := serve(t)
	ws, _ := tr.enter(tr.board())
	pong := make(chan string, 1)
	ws.SetPongHandler(func(data string) error { pong <- data; return nil })
	if err := ws.WriteControl(websocket.PingMessage, []byte("here?"), time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	ws.say(addCard)
	ws.hearEvent()
	if got := <-pong; got != "here?" {
		t.Errorf("pong %q", got)
	}
}

func TestSocketIsToldThatTheServerRestarts(t *testing.T) {
	tr := serve(t)
	path := tr.board()
	joined, _ := tr.enter(path)
	waiting := tr.dial(path, nil)
	if err := tr.app.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := tr.hub.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	joined.expectClose(live.Restarting)
	closed := make(chan error, 1)
	go func() { closed <- tr.app.Wait(t.Context()) }()
	waiting.expectClose(live.Restarting)
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

// An idle socket is to cost less than 40 KiB in all, with what the room and
// the runtime hold for it.
func TestSocketIdleMemory(t *testing.T) {
	sockets := 400
	if testing.Short() {
		sockets = 100
	}
	tr := serve(t)
	path := tr.board()
	idle := func(n int) {
		for range n {
			conn, r := dialRaw(t, tr.host())
			request := strings.Replace(handshake(tr.host()), "/ws", path+"/socket", 1)
			if _, err := conn.Write(append([]byte(request), masked(`{"join":{}}`)...)); err != nil {
				t.Fatal(err)
			}
			expectStatus(t, r, http.StatusSwitchingProtocols)
		}
	}
	idle(20)
	before := inUse()
	idle(sockets)
	each := (inUse() - before) / int64(sockets)
	for end := time.Now().Add(patience); each > 40<<10 && time.Now().Before(end); { // some are still being told who is here
		each = (inUse() - before) / int64(sockets)
	}
	t.Logf("%d bytes a socket, the client's half included", each)
	if each > 40<<10 {
		t.Errorf("an idle socket costs %d bytes", each)
	}
}

func inUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}
