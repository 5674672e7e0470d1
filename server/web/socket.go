package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"

	"takt/server/kanban"
	"takt/server/live"
)

// subprotocol is the wire of SOCKET.md.
const subprotocol = "takt.v1"

// How long a socket waits, and for what.
const (
	joinWithin   = 10 * time.Second // for the first message
	silenceAfter = 60 * time.Second // for any message or pong; more than two pings
	pingEvery    = 25 * time.Second
	sendWithin   = 10 * time.Second // for the client to take a frame
	partWithin   = 2 * time.Second  // for the client to answer a close frame
)

// worthDeflating is the size from which a frame is compressed, once for all
// sessions that share it, when the client can read that. Compressing each
// event for each client would cost several times what sending it does.
const worthDeflating = 1 << 10

// newUpgrader returns the one upgrader. Its buffers decide what an idle socket
// costs: reading keeps 1 KiB, writing borrows a buffer that takes any frame but
// the longest at once, so that one frame is one write.
func newUpgrader() *websocket.Upgrader {
	return &websocket.Upgrader{
		Subprotocols:      []string{subprotocol},
		EnableCompression: true,
		ReadBufferSize:    1 << 10,
		WriteBufferSize:   live.MaxFrame,
		WriteBufferPool:   &sync.Pool{},
		CheckOrigin:       func(*http.Request) bool { return true }, // the handler has
	}
}

// socket answers GET /api/boards/{board}/socket.
func (a *App) socket(c *fiber.Ctx) error {
	if !a.sameOrigin(c) {
		return errForeignOrigin
	}
	w := &watch{app: a, board: kanban.BoardID(c.Params("board"))}
	w.deflates = strings.Contains(c.Get("Sec-WebSocket-Extensions"), "permessage-deflate")
	who, err := a.identify(c)
	if w.session = a.cfg.Hub.NewSession(who.id, who.credential); err != nil {
		w.session.Drop(live.SignedOut) // said on the socket: a page cannot read why a handshake failed
	}
	return upgrade(c, a.upgrader, a.log, w.serve)
}

// A watch is one socket and the session it serves. The goroutine of serve
// reads, another one writes; neither touches what is the other's.
type watch struct {
	// Constant after serve has begun.
	app      *App
	board    kanban.BoardID
	session  *live.Session
	deflates bool // the client reads compressed frames
	ws       *websocket.Conn
	left     chan struct{} // closed when reading has ended
	pings    *time.Timer

	// Owned by the reader.
	room *live.Room // nil until joined
}

// serve runs until the client or the session is gone.
func (w *watch) serve(ws *websocket.Conn) {
	w.app.sockets.Add(1)
	defer w.app.sockets.Done()
	w.app.metrics.sockets.Inc()
	defer w.app.metrics.sockets.Dec()

	w.ws, w.left = ws, make(chan struct{})
	w.pings = time.AfterFunc(time.Hour, w.ping)
	w.pings.Reset(pingEvery) // now that ping can see it
	defer w.pings.Stop()
	written := make(chan struct{})
	go func() {
		defer close(written)
		defer ws.Close()
		defer contain(w.app.log)
		w.write()
	}()
	defer func() { <-written }()
	defer close(w.left)
	defer w.leave()
	cause := w.read()
	w.session.Drop(cause)
	w.app.log.Debug("socket ends", "board", string(w.board), "session", w.session.ID(), "cause", cause.Error())
}

// leave takes the session out of its room, whatever ended it.
func (w *watch) leave() {
	w.session.Drop(live.Left) // counts when reading has panicked
	if w.room != nil {
		w.room.Leave(w.session)
	}
}

// read handles messages until one of them, or their absence, ends the socket.
func (w *watch) read() live.Cause {
	w.ws.SetPongHandler(func(string) error { return w.awaitMore(silenceAfter) })
	w.awaitMore(joinWithin)
	for {
		message, err := w.receive()
		if errors.Is(err, errBadFrame) {
			return live.BadMessage
		}
		if err != nil {
			return live.Left
		}
		w.awaitMore(silenceAfter)
		if !w.session.Allow() {
			return live.TooMany
		}
		if err := w.handle(w.app.ctx, message); err != nil {
			return causeOf(err)
		}
	}
}

func (w *watch) awaitMore(within time.Duration) error {
	return w.ws.SetReadDeadline(time.Now().Add(within))
}

var errBadFrame = errors.New("web: not a text frame of at most 64 KiB")

// receive returns the next message. What bounds it is its inflated size:
// gorilla's own limit counts compressed bytes.
func (w *watch) receive() ([]byte, error) {
	kind, r, err := w.ws.NextReader()
	if err != nil {
		return nil, err
	}
	if kind != websocket.TextMessage {
		return nil, errBadFrame
	}
	message, err := io.ReadAll(io.LimitReader(r, maxBody+1))
	if len(message) > maxBody {
		return nil, errBadFrame
	}
	return message, err
}

// handle does what a message asks for. An error ends the socket; it is a
// live.Cause, or that of a board that cannot be opened.
func (w *watch) handle(ctx context.Context, message []byte) error {
	switch key := firstKey(message); {
	case key == "join":
		return w.join(ctx, message)
	case key == "" || w.room == nil:
		return live.BadMessage
	case key == "presence":
		return w.present(message)
	default:
		return w.room.Submit(ctx, w.session, message)
	}
}

// firstKey returns the first key of a JSON object as it is written, and "" of
// what does not begin like one. Whoever the message is for reads it all.
func firstKey(message []byte) string {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(message, jsonSpace), []byte(`{`))
	if !ok {
		return ""
	}
	rest, ok = bytes.CutPrefix(bytes.TrimLeft(rest, jsonSpace), []byte(`"`))
	key, _, closed := bytes.Cut(rest, []byte(`"`))
	if !ok || !closed {
		return ""
	}
	return string(key)
}

const jsonSpace = " \t\r\n"

// join makes the session a watcher of the board, also anew after a resync.
func (w *watch) join(ctx context.Context, message []byte) error {
	var body json.RawMessage
	var after uint64
	var epoch string
	if object(message, map[string]any{"join": &body}) != nil || object(body, map[string]any{"after": &after, "epoch": &epoch}) != nil {
		return live.BadMessage
	}
	if w.room == nil {
		room, err := w.app.cfg.Hub.Room(ctx, w.board)
		if err != nil {
			return err
		}
		w.room = room
	}
	return w.room.Join(ctx, w.session, after, epoch)
}

// present passes on what the session looks at, holds or edits.
func (w *watch) present(message []byte) error {
	var body json.RawMessage
	var p live.Presence
	if object(message, map[string]any{"presence": &body}) != nil ||
		object(body, map[string]any{"card": &p.Card, "holding": &p.Holding, "editing": &p.Editing}) != nil || p.Check() != nil {
		return live.BadMessage
	}
	w.room.Present(w.session, p)
	return nil
}

// causeOf says how an error while handling a message ends the session.
func causeOf(err error) live.Cause {
	var cause live.Cause
	switch {
	case errors.As(err, &cause):
		return cause
	case errors.Is(err, live.ErrNoBoard):
		return live.NoBoard
	default:
		return live.Restarting // the board cannot be opened now, or the server ends
	}
}

// write sends what the session is owed until its end, says why it ended, and
// gives the client a moment to take leave.
func (w *watch) write() {
	for {
		frame, err := w.session.Next(w.app.ctx)
		if err != nil {
			w.part(causeOf(err))
			return
		}
		if err := w.send(frame); err != nil {
			if isTimeout(err) {
				w.session.Drop(live.TooSlow)
			}
			return
		}
	}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// ping asks the client for a sign of life, again and again.
func (w *watch) ping() {
	if w.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(sendWithin)) == nil {
		w.pings.Reset(pingEvery)
	}
}

// send writes one frame with one write.
func (w *watch) send(frame *live.Frame) error {
	w.ws.SetWriteDeadline(time.Now().Add(sendWithin))
	if !w.deflates || len(frame.Data) < worthDeflating {
		w.ws.EnableWriteCompression(false)
		return w.ws.WriteMessage(websocket.TextMessage, frame.Data)
	}
	prepared, err := prepared(frame)
	if err != nil {
		return err
	}
	w.ws.EnableWriteCompression(true)
	return w.ws.WritePreparedMessage(prepared)
}

// prepared returns the frame as a message that is compressed once, and before
// it is written: a compressor is never held while a client is slow.
func prepared(frame *live.Frame) (*websocket.PreparedMessage, error) {
	type result struct {
		message *websocket.PreparedMessage
		err     error
	}
	made := frame.Derived(func(data []byte) any {
		message, err := websocket.NewPreparedMessage(websocket.TextMessage, data)
		return result{message, err}
	}).(result)
	return made.message, made.err
}

// part says why the session ended and waits a moment for the client to go.
func (w *watch) part(cause live.Cause) {
	text := websocket.FormatCloseMessage(cause.Code(), cause.Error())
	if w.ws.WriteControl(websocket.CloseMessage, text, time.Now().Add(partWithin)) != nil {
		return
	}
	select {
	case <-w.left:
	case <-time.After(partWithin):
	}
}
