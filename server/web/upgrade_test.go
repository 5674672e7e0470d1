package web

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gorilla/websocket"
)

// patience is how long a test waits for what must happen.
const patience = 20 * time.Second

// trialApp serves one upgrade at /ws, and "hi" at /hi, on a port of its own.
func trialApp(t *testing.T, cfg fiber.Config, secure *tls.Config, serve func(*websocket.Conn)) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	up := &websocket.Upgrader{
		Subprotocols: []string{"takt.v1"}, EnableCompression: true,
		ReadBufferSize: 1024, WriteBufferPool: &sync.Pool{},
	}
	log := slog.New(slog.DiscardHandler)
	cfg.DisableStartupMessage = true
	cfg.ErrorHandler = func(c *fiber.Ctx, err error) error { return answerProblem(c, log, err) }
	app := fiber.New(cfg)
	app.Server().KeepHijackedConns = true
	app.Use(recover.New(), func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
		return c.Next()
	})
	app.Get("/hi", func(c *fiber.Ctx) error { return c.SendString("hi") })
	app.Get("/ws", func(c *fiber.Ctx) error { return upgrade(c, up, log, serve) })
	if secure != nil {
		ln = tls.NewListener(ln, secure)
	}
	served := make(chan error, 1)
	go func() { served <- app.Listener(ln) }()
	t.Cleanup(func() {
		if err := errors.Join(app.ShutdownWithTimeout(patience), <-served); err != nil {
			t.Errorf("serving: %v", err)
		}
	})
	return addr
}

// echo sends back what comes, and panics when told to.
func echo(ws *websocket.Conn) {
	for {
		kind, data, err := ws.ReadMessage()
		if err != nil {
			return
		}
		if string(data) == "panic" {
			panic("told to")
		}
		if ws.WriteMessage(kind, data) != nil {
			return
		}
	}
}

func dialTrial(t *testing.T, addr string) *websocket.Conn {
	t.Helper()
	dialer := websocket.Dialer{EnableCompression: true, Subprotocols: []string{"other", "takt.v1"}, HandshakeTimeout: patience}
	ws, _, err := dialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	ws.SetReadDeadline(time.Now().Add(patience))
	return ws
}

func dialRaw(t *testing.T, addr string) (net.Conn, *bufio.Reader) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	return conn, bufio.NewReader(conn)
}

func handshake(addr string, extra ...string) string {
	lines := append([]string{
		"GET /ws HTTP/1.1", "Host: " + addr, "Connection: keep-alive, Upgrade", "Upgrade: websocket",
		"Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
	}, extra...)
	return strings.Join(lines, "\r\n") + "\r\n\r\n"
}

// masked is a client's text frame of less than 126 bytes.
func masked(text string) []byte {
	key := [4]byte{1, 2, 3, 4}
	frame := append([]byte{0x81, 0x80 | byte(len(text))}, key[:]...)
	for i := range len(text) {
		frame = append(frame, text[i]^key[i%4])
	}
	return frame
}

// expectText reads a server's text frame of less than 126 bytes.
func expectText(t *testing.T, r io.Reader, want string) {
	t.Helper()
	frame := make([]byte, 2+len(want))
	if _, err := io.ReadFull(r, frame); err != nil || string(frame[2:]) != want {
		t.Fatalf("frame %q, error %v; want %q", frame, err, want)
	}
}

func expectStatus(t *testing.T, r *bufio.Reader, want int) *http.Response {
	t.Helper()
	response, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != want {
		t.Fatalf("status %d, want %d", response.StatusCode, want)
	}
	return response
}

func TestUpgradeEchoesEverySize(t *testing.T) {
	ws := dialTrial(t, trialApp(t, fiber.Config{}, nil, echo))
	if got := ws.Subprotocol(); got != "takt.v1" {
		t.Errorf("subprotocol %q", got)
	}
	for _, size := range []int{0, 5, 125, 126, 4096, 70_000, 1 << 20} {
		sent := bytes.Repeat([]byte("x"), size)
		if err := ws.WriteMessage(websocket.BinaryMessage, sent); err != nil {
			t.Fatal(err)
		}
		_, got, err := ws.ReadMessage()
		if err != nil || !bytes.Equal(got, sent) {
			t.Fatalf("%d bytes: got %d, error %v", size, len(got), err)
		}
	}
}

func TestUpgradeKeepsEarlyFrames(t *testing.T) {
	addr := trialApp(t, fiber.Config{}, nil, echo)
	for _, frames := range []int{1, 3, 100} {
		conn, r := dialRaw(t, addr)
		packet := []byte(handshake(addr))
		for i := range frames {
			packet = append(packet, masked(fmt.Sprintf("early %03d", i))...)
		}
		if _, err := conn.Write(packet); err != nil {
			t.Fatal(err)
		}
		expectStatus(t, r, http.StatusSwitchingProtocols)
		for i := range frames {
			expectText(t, r, fmt.Sprintf("early %03d", i))
		}
	}
}

func TestUpgradeAfterPipelinedRequests(t *testing.T) {
	addr := trialApp(t, fiber.Config{}, nil, echo)
	conn, r := dialRaw(t, addr)
	get := "GET /hi HTTP/1.1\r\nHost: " + addr + "\r\n\r\n"
	if _, err := io.WriteString(conn, get+get+handshake(addr)+string(masked("hello"))); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		response := expectStatus(t, r, http.StatusOK)
		if body, err := io.ReadAll(response.Body); err != nil || string(body) != "hi" {
			t.Fatalf("body %q, error %v", body, err)
		}
	}
	expectStatus(t, r, http.StatusSwitchingProtocols)
	expectText(t, r, "hello")
}

func TestUpgradeRefusesAsAnOrdinaryResponse(t *testing.T) {
	addr := trialApp(t, fiber.Config{}, nil, echo)
	good := handshake(addr)
	for name, c := range map[string]struct {
		request string
		status  int
	}{
		"foreign origin": {handshake(addr, "Origin: http://evil.example"), http.StatusForbidden},
		"old version":    {strings.Replace(good, "Version: 13", "Version: 8", 1), http.StatusBadRequest},
		"bad key":        {strings.Replace(good, "dGhl", "", 1), http.StatusBadRequest},
		"plain request":  {"GET /ws HTTP/1.1\r\nHost: " + addr + "\r\n\r\n", http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			conn, r := dialRaw(t, addr)
			if _, err := io.WriteString(conn, c.request); err != nil {
				t.Fatal(err)
			}
			h := expectStatus(t, r, c.status).Header
			if h.Get("Content-Type") != "application/problem+json" || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("header %v", h)
			}
		})
	}
}

func TestUpgradeReadsRepeatedProtocolLines(t *testing.T) {
	addr := trialApp(t, fiber.Config{}, nil, echo)
	conn, r := dialRaw(t, addr)
	request := handshake(addr, "Origin: http://"+addr, "Sec-WebSocket-Protocol: other", "Sec-WebSocket-Protocol: takt.v1",
		"sec-websocket-extensions: permessage-deflate; client_max_window_bits")
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	h := expectStatus(t, r, http.StatusSwitchingProtocols).Header
	if h.Get("Sec-WebSocket-Protocol") != "takt.v1" || !strings.HasPrefix(h.Get("Sec-WebSocket-Extensions"), "permessage-deflate") {
		t.Errorf("header %v", h)
	}
}

func TestUpgradeOutlivesHTTPTimeouts(t *testing.T) {
	const timeout = 50 * time.Millisecond
	long := make(chan time.Time)
	addr := trialApp(t, fiber.Config{ReadTimeout: timeout, WriteTimeout: timeout, IdleTimeout: timeout}, nil, func(ws *websocket.Conn) {
		if <-long; ws.WriteMessage(websocket.TextMessage, []byte("still here")) == nil {
			echo(ws)
		}
	})
	var sockets []*websocket.Conn
	for range 50 {
		sockets = append(sockets, dialTrial(t, addr))
	}
	time.AfterFunc(10*timeout, func() { close(long) })
	for _, ws := range sockets {
		if _, _, err := ws.ReadMessage(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestUpgradeOwnReadDeadlineFires(t *testing.T) {
	const sockets = 100
	ended := make(chan error, sockets)
	addr := trialApp(t, fiber.Config{ReadTimeout: patience, WriteTimeout: patience}, nil, func(ws *websocket.Conn) {
		ws.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
		_, _, err := ws.ReadMessage()
		ended <- err
	})
	for range sockets {
		dialTrial(t, addr)
	}
	for range sockets {
		if err := <-ended; !isTimeout(err) {
			t.Fatalf("reading ended with %v", err)
		}
	}
}

func TestUpgradeOwnWriteDeadlineFires(t *testing.T) {
	ended := make(chan error, 1)
	addr := trialApp(t, fiber.Config{}, nil, func(ws *websocket.Conn) {
		ws.EnableWriteCompression(false)
		for data := make([]byte, 1<<20); ; {
			ws.SetWriteDeadline(time.Now().Add(100 * time.Millisecond))
			if err := ws.WriteMessage(websocket.BinaryMessage, data); err != nil {
				ended <- err
				return
			}
		}
	})
	dialTrial(t, addr) // and never reads
	if err := <-ended; !isTimeout(err) {
		t.Errorf("writing ended with %v", err)
	}
}

func TestUpgradeClosesFromElsewhere(t *testing.T) {
	ended := make(chan error, 1)
	addr := trialApp(t, fiber.Config{}, nil, func(ws *websocket.Conn) {
		go ws.Close()
		_, _, err := ws.ReadMessage()
		ended <- err
	})
	ws := dialTrial(t, addr)
	if err := <-ended; !errors.Is(err, net.ErrClosed) {
		t.Errorf("reading ended with %v", err)
	}
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Error("the client's socket is still open")
	}
}

func TestUpgradeStaleConnectionWritesNowhere(t *testing.T) {
	var begun atomic.Bool
	handedOut := make(chan *websocket.Conn, 1)
	addr := trialApp(t, fiber.Config{}, nil, func(ws *websocket.Conn) {
		if begun.CompareAndSwap(false, true) {
			handedOut <- ws // the first ends at once, and somebody still holds it
			return
		}
		echo(ws)
	})
	first := dialTrial(t, addr)
	if _, _, err := first.ReadMessage(); err == nil {
		t.Fatal("the first socket is still open")
	}
	var others []*websocket.Conn
	for range 4 {
		others = append(others, dialTrial(t, addr))
	}
	if err := (<-handedOut).WriteMessage(websocket.TextMessage, []byte("secret")); err == nil {
		t.Error("a closed connection takes a message")
	}
	for _, ws := range others {
		if err := ws.WriteMessage(websocket.TextMessage, []byte("mine")); err != nil {
			t.Fatal(err)
		}
		if _, got, err := ws.ReadMessage(); err != nil || string(got) != "mine" {
			t.Errorf("got %q, error %v", got, err)
		}
	}
}

func TestUpgradeContainsAPanic(t *testing.T) {
	addr := trialApp(t, fiber.Config{}, nil, echo)
	ws := dialTrial(t, addr)
	if err := ws.WriteMessage(websocket.TextMessage, []byte("panic")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Error("the socket outlived its panic")
	}
	other := dialTrial(t, addr)
	if err := other.WriteMessage(websocket.TextMessage, []byte("ok")); err != nil {
		t.Fatal(err)
	}
	if _, got, err := other.ReadMessage(); err != nil || string(got) != "ok" {
		t.Errorf("got %q, error %v", got, err)
	}
}

func TestUpgradeOverTLS(t *testing.T) {
	addr := trialApp(t, fiber.Config{}, &tls.Config{Certificates: []tls.Certificate{selfSigned(t)}}, echo)
	dialer := websocket.Dialer{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, HandshakeTimeout: patience}
	ws, _, err := dialer.Dial("wss://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if err := ws.WriteMessage(websocket.TextMessage, []byte("over TLS")); err != nil {
		t.Fatal(err)
	}
	if _, got, err := ws.ReadMessage(); err != nil || string(got) != "over TLS" {
		t.Errorf("got %q, error %v", got, err)
	}
}

func selfSigned(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
