package web

import (
	"context"
	"net"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// connections are all that fasthttp serves. It would wait for each to send
// something before it ends, and browsers open some that stay silent.
type connections struct {
	mu  sync.Mutex
	set map[net.Conn]struct{} // guarded by mu
}

// follow is told what becomes of each connection.
func (s *connections) follow(conn net.Conn, state fasthttp.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch state {
	case fasthttp.StateNew:
		s.set[conn] = struct{}{}
	case fasthttp.StateHijacked, fasthttp.StateClosed:
		delete(s.set, conn)
	}
}

// hurry ends the waiting for what has not arrived. A request that has arrived
// is answered.
func (s *connections) hurry() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.set {
		conn.SetReadDeadline(time.Unix(1, 0))
	}
}

// hurryEvery is how often: fasthttp may just have set another deadline.
const hurryEvery = 50 * time.Millisecond

// shutDown stops f from taking requests and waits for those under way.
func (a *App) shutDown(ctx context.Context, f *fiber.App) error {
	closed := make(chan error, 1)
	go func() { closed <- f.ShutdownWithContext(ctx) }()
	again := time.NewTicker(hurryEvery)
	defer again.Stop()
	for {
		select {
		case err := <-closed:
			return err
		case <-again.C:
			a.open.hurry()
		}
	}
}
