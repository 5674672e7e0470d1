package live

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"takt/server/kanban"
)

// queueLength bounds what may wait for a session, in frames.
const queueLength = 256

// A Session is one watcher of boards: what stands between a room and one
// socket. Rooms, and whoever serves the socket, put frames into its queue
// without waiting; one goroutine, the socket's writer, takes them out by Next.
type Session struct {
	// Constant after NewSession.
	id         string
	by         kanban.UserID
	credential string
	limit      *rate.Limiter
	metrics    *metrics
	out        chan *Frame   // never closed
	gone       chan struct{} // closed by the first Drop

	drop  sync.Once
	cause Cause // set before gone is closed

	held *Frame // owned by the caller of Next: taken, but too long for the last frame
}

// NewSession returns a session of a person. It belongs to no room until it
// joins one. credential names what the person signed in with, so that SignOut
// finds the session; it is compared and never shown.
func (h *Hub) NewSession(by kanban.UserID, credential string) *Session {
	return &Session{
		id:         NewID(),
		by:         by,
		credential: credential,
		limit:      h.config.limiter(),
		metrics:    h.metrics,
		out:        make(chan *Frame, queueLength),
		gone:       make(chan struct{}),
	}
}

func (c *Config) limiter() *rate.Limiter {
	if c.Rate <= 0 {
		return rate.NewLimiter(rate.Inf, 0)
	}
	return rate.NewLimiter(rate.Limit(c.Rate), c.Burst)
}

// ID names the session in presence messages.
func (s *Session) ID() string { return s.id }

// By is the person whose session it is.
func (s *Session) By() kanban.UserID { return s.by }

// Allow reports whether the client may send one more message now. When it may
// not, refuse the message with TooManyMessages; a client that goes on deserves
// Drop(TooMany).
func (s *Session) Allow() bool { return s.limit.Allow() }

// Next waits until something is owed to the client and returns all of it that
// fits one frame of MaxFrame bytes. After Drop the error is the Cause, once
// what the cause lets through has been taken. Only one goroutine may call it.
func (s *Session) Next(ctx context.Context) (*Frame, error) {
	first, err := s.first(ctx)
	if err != nil {
		return nil, err
	}
	f := s.gather(first)
	s.metrics.delivered(f)
	return f, nil
}

func (s *Session) first(ctx context.Context) (*Frame, error) {
	select {
	case <-s.gone:
		return s.last()
	default:
	}
	if f := s.held; f != nil {
		s.held = nil
		return f, nil
	}
	select {
	case f := <-s.out:
		return f, nil
	case <-s.gone:
		return s.last()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// last returns what may still be sent after Drop, then the cause.
func (s *Session) last() (*Frame, error) {
	if !causes[s.cause].drain {
		return nil, s.cause
	}
	if f := s.held; f != nil {
		s.held = nil
		return f, nil
	}
	select {
	case f := <-s.out:
		return f, nil
	default:
		return nil, s.cause
	}
}

// gather adds what waits behind first, as far as it fits.
func (s *Session) gather(first *Frame) *Frame {
	first.assemble()
	frames, size := []*Frame{first}, len(first.Data)
	for {
		select {
		case f := <-s.out:
			f.assemble()
			if size += len(f.Data) + len("[,]"); size > MaxFrame {
				s.held = f
				return merge(frames)
			}
			frames = append(frames, f)
		default:
			return merge(frames)
		}
	}
}

// send puts a frame into the queue, or drops the session when it is full.
func (s *Session) send(f *Frame) {
	select {
	case s.out <- f:
	default:
		s.Drop(TooSlow)
	}
}

// Refuse tells the client that the request of that id was refused. The id may
// be empty when it could not be read.
func (s *Session) Refuse(id string, refusal *kanban.Refusal) {
	s.send(refusedFrame(id, refusal))
}

// Drop ends the session. The first cause counts; it does not wait. The room
// finds out when the socket's reader calls Leave.
func (s *Session) Drop(cause Cause) {
	s.drop.Do(func() {
		s.cause = cause
		s.metrics.drops.WithLabelValues(causes[cause].name).Inc()
		close(s.gone)
	})
}

// dropped reports whether Drop has been called.
func (s *Session) dropped() bool {
	select {
	case <-s.gone:
		return true
	default:
		return false
	}
}

func refusedFrame(id string, refusal *kanban.Refusal) *Frame {
	type refused struct {
		ID string `json:"id"`
		*kanban.Refusal
	}
	return newFrame(map[string]refused{"refused": {id, refusal}})
}

// delivered observes a frame that is about to be written.
func (m *metrics) delivered(f *Frame) {
	if f.events == 0 {
		return
	}
	m.frameEvents.Observe(float64(f.events))
	m.fanOut.Observe(time.Since(f.since).Seconds())
}
