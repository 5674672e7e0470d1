package web

import (
	"bufio"
	"crypto/tls"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/gorilla/websocket"
)

// handshakeTimeout bounds the one write that answers a handshake.
const handshakeTimeout = 10 * time.Second

// kernelQueue is how many bytes the kernel may hold for a client.
const kernelQueue = 64 << 10

const protocolHeader = "Sec-Websocket-Protocol"

// upgrade turns a Fiber request into a websocket and runs serve on it, in a
// goroutine of its own that nothing of Fiber or fasthttp belongs to any more.
//
// It works in two phases. In the handler, gorilla checks the handshake and
// writes its "101 Switching Protocols" to a connection that is still pending,
// so a refusal is an ordinary Fiber response. Once fasthttp has let go of the
// connection, and has cleared its deadlines, the raw socket is taken over
// together with whatever the client sent along with the handshake, the answer
// is written, and serve begins. The raw socket matters: fasthttp's own wrapper
// is pooled, so a stale one ends up in somebody else's connection, and closing
// it does nothing.
//
// The server must have KeepHijackedConns set. The connection is closed when
// serve returns; a panic in serve is logged and ends this connection alone.
func upgrade(c *fiber.Ctx, up *websocket.Upgrader, log *slog.Logger, serve func(*websocket.Conn)) error {
	request, err := adaptor.ConvertRequest(c, true) // valid only inside the handler
	if err != nil {
		return fiber.ErrBadRequest
	}
	if lines := request.Header[protocolHeader]; len(lines) > 1 { // gorilla reads the first line alone
		request.Header.Set(protocolHeader, strings.Join(lines, ","))
	}
	pending := &pendingConn{}
	refusal := &refusalWriter{header: http.Header{}, conn: pending}
	ws, err := up.Upgrade(refusal, request, nil)
	if err != nil {
		return refusal.problem()
	}
	c.Status(fiber.StatusSwitchingProtocols) // for the access log; the pending answer is what is sent
	raw := c.Context().Conn()
	c.Context().HijackSetNoResponse(true)
	c.Context().Hijack(func(hijacked net.Conn) {
		early := drain(hijacked, raw)
		go func() { // returning frees fasthttp's request context and read buffer
			defer raw.Close()
			defer contain(log)
			if pending.release(raw, early) == nil {
				serve(ws)
			}
		}()
	})
	return nil
}

// contain keeps a panic in a connection's own goroutine from ending the process.
func contain(log *slog.Logger) {
	if reason := recover(); reason != nil {
		log.Error("panic on a socket", "reason", reason, "stack", string(debug.Stack()))
	}
}

// drain returns what fasthttp had read beyond the handshake. With a deadline in
// the past, buffered bytes still come first and nothing ever waits for more.
func drain(hijacked, raw net.Conn) (early []byte) {
	raw.SetReadDeadline(time.Unix(1, 0))
	defer raw.SetReadDeadline(time.Time{})
	for buf := make([]byte, 512); ; {
		n, err := hijacked.Read(buf)
		if early = append(early, buf[:n]...); err != nil {
			return early
		}
	}
}

// A pendingConn holds back what is written until release, and is the raw socket
// from then on, with the early bytes in front of it.
type pendingConn struct {
	net.Conn        // nil while pending
	early    []byte // read before anything from Conn
	answer   []byte // written while pending
}

func (p *pendingConn) release(raw net.Conn, early []byte) error {
	boundKernelQueue(raw)
	answer := p.answer
	p.Conn, p.early, p.answer = raw, early, nil
	raw.SetWriteDeadline(time.Now().Add(handshakeTimeout))
	defer raw.SetWriteDeadline(time.Time{})
	_, err := raw.Write(answer)
	return err
}

// boundKernelQueue makes a client that does not read be noticed: left to itself
// the kernel takes megabytes for it before a write has to wait.
func boundKernelQueue(conn net.Conn) {
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	if plain, ok := conn.(*net.TCPConn); ok {
		plain.SetWriteBuffer(kernelQueue)
	}
}

func (p *pendingConn) Read(b []byte) (int, error) {
	if len(p.early) > 0 {
		n := copy(b, p.early)
		if p.early = p.early[n:]; len(p.early) == 0 {
			p.early = nil // let the buffer go
		}
		return n, nil
	}
	return p.Conn.Read(b)
}

func (p *pendingConn) Write(b []byte) (int, error) {
	if p.Conn == nil {
		p.answer = append(p.answer, b...)
		return len(b), nil
	}
	return p.Conn.Write(b)
}

// SetDeadline is what gorilla calls during a handshake; a pending connection has none.
func (p *pendingConn) SetDeadline(t time.Time) error {
	if p.Conn == nil {
		return nil
	}
	return p.Conn.SetDeadline(t)
}

// A refusalWriter is the http.ResponseWriter gorilla sees. It keeps the status
// of a refused handshake, whose text is ours to write, and hands out the
// pending connection for an accepted one.
type refusalWriter struct {
	header http.Header
	status int
	conn   *pendingConn
}

func (w *refusalWriter) Header() http.Header         { return w.header }
func (w *refusalWriter) WriteHeader(status int)      { w.status = status }
func (w *refusalWriter) Write(b []byte) (int, error) { return len(b), nil }

// Hijack implements http.Hijacker.
func (w *refusalWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return w.conn, bufio.NewReadWriter(bufio.NewReaderSize(w.conn, 16), bufio.NewWriterSize(io.Discard, 16)), nil
}

// problem says why the handshake was refused.
func (w *refusalWriter) problem() error {
	switch w.status {
	case http.StatusForbidden:
		return errForeignOrigin
	case http.StatusBadRequest, http.StatusMethodNotAllowed:
		return errNoHandshake
	default:
		return fiber.NewError(fiber.StatusInternalServerError)
	}
}
