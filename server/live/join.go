package live

import (
	"context"
	"time"

	"takt/server/journal"
	"takt/server/kanban"
)

// catchUp is how many missed events are sent one by one. Whoever has missed
// more gets the whole board.
const catchUp = recentEntries

// join makes a session a watcher from a position on.
type join struct {
	session *Session
	after   uint64
	epoch   string
	reply   chan error // buffered
}

// Join makes s a watcher of the board. after and epoch say what it has seen,
// 0 for nothing. It is sent a welcome with what it has missed: the events, or
// the whole board when they are many. When its position is not one of this
// board's history it is sent a resync instead and may join again from 0.
//
// When Join returns an error the session has not joined: it is Restarting when
// the room has ended, or ctx's.
func (r *Room) Join(ctx context.Context, s *Session, after uint64, epoch string) error {
	j := join{s, after, epoch, make(chan error, 1)}
	if err := r.post(ctx, j); err != nil {
		return r.told(err)
	}
	_, err := await(ctx, r, j.reply)
	return r.told(err)
}

// told turns the end of the room into the cause a session is told.
func (r *Room) told(err error) error {
	if err == errEnded {
		return Restarting
	}
	return err
}

// handle sends what the session has missed and makes it a watcher, in one step
// of the room's goroutine, so nothing falls between the two.
func (j join) handle(ctx context.Context, r *Room) error {
	if err := r.commit(ctx); err != nil { // nobody sees what is not durable
		return err
	}
	j.reply <- nil
	if reason := r.mismatch(j); reason != "" {
		r.hub.metrics.resyncs.Inc()
		r.remove(j.session)
		j.session.send(newFrame(map[string]any{"resync": map[string]string{"reason": reason}}))
		return nil
	}
	r.enter(j.session)
	missed, ok := r.missed(ctx, j.after)
	j.session.send(r.welcome(j.session, !ok))
	for _, f := range eventFrames(missed, time.Now()) {
		j.session.send(f)
	}
	return nil
}

// mismatch says why a position is not one of this board's history.
func (r *Room) mismatch(j join) string {
	switch {
	case j.after == 0:
		return ""
	case j.epoch != r.journal.Epoch():
		return "the board was restored from a backup"
	case j.after > r.durable.Load():
		return "the board has no such revision"
	}
	return ""
}

// enter makes s a watcher. One that joins again keeps its presence.
func (r *Room) enter(s *Session) {
	if r.people.set(s, r.people.here[s]) {
		r.hub.metrics.sessions.Inc()
	}
}

// missed returns the durable entries after a position, unless the whole board
// is the better answer.
func (r *Room) missed(ctx context.Context, after uint64) ([]journal.Entry, bool) {
	head := r.durable.Load()
	if after == 0 || head-after > catchUp {
		return nil, false
	}
	entries, err := r.entries(ctx, after+1, head)
	if err != nil {
		r.log.Error("missed events not read", "after", after, "err", err)
	}
	return entries, err == nil
}

// entries returns durable entries, from what is at hand or from the journal.
func (r *Room) entries(ctx context.Context, first, last uint64) ([]journal.Entry, error) {
	if entries, ok := r.recent.between(first, last); ok {
		return entries, nil
	}
	var entries []journal.Entry
	for e, err := range r.journal.Read(ctx, r.stream, first-1) {
		if err != nil {
			return nil, err
		}
		if e.Seq > last {
			break
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// resend sends the events of a request that was asked before, to the one who
// asked again.
func (r *Room) resend(s *Session, d done) {
	entries, err := r.entries(context.Background(), d.first, d.last)
	if err != nil {
		r.log.Error("events of a repeated request not read", "err", err)
		s.Drop(Restarting)
		return
	}
	for _, f := range eventFrames(entries, time.Now()) {
		s.send(f)
	}
}

// welcome is the first message after a join. The board in it, as long as it
// is, is put in when the session's writer takes it.
func (r *Room) welcome(s *Session, withBoard bool) *Frame {
	head := encode(struct {
		Epoch   string                   `json:"epoch"`
		Seq     uint64                   `json:"seq"`
		You     kanban.UserID            `json:"you"`
		Name    string                   `json:"name"`
		Session string                   `json:"session"`
		People  map[kanban.UserID]string `json:"people"`
		Present []present                `json:"present"`
	}{r.journal.Epoch(), r.durable.Load(), s.by, r.hub.config.Names(s.by), s.id, r.hub.config.People(), r.people.all(r.hub.config.Names)})
	parts := [][]byte{[]byte(`{"welcome":`), head[:len(head)-1]}
	if withBoard {
		parts = append(parts, []byte(`,"board":`), r.look().JSON)
	}
	parts = append(parts, []byte(`}}`))
	return &Frame{parts: parts, messages: 1}
}

// leave ends a session's watching.
type leave struct{ session *Session }

// Leave ends the watching of s, if it has joined.
func (r *Room) Leave(s *Session) {
	r.tell(leave{s})
}

func (l leave) handle(_ context.Context, r *Room) error {
	r.remove(l.session)
	return nil
}

func (r *Room) has(s *Session) bool {
	_, ok := r.people.here[s]
	return ok
}

func (r *Room) remove(s *Session) {
	if r.people.remove(s, r.hub.config.Names(s.by)) {
		r.hub.metrics.sessions.Dec()
	}
}

// tell posts a message that nobody waits for. When the room has ended it is
// moot.
func (r *Room) tell(m message) {
	_ = r.post(context.Background(), m)
}

// announce sends one frame to everyone in the room.
type announce struct{ frame *Frame }

func (a announce) handle(ctx context.Context, r *Room) error {
	r.publish([]*Frame{a.frame})
	return nil
}

// expel drops the sessions that signed in with a credential.
type expel struct{ credential string }

func (e expel) handle(_ context.Context, r *Room) error {
	for s := range r.people.here {
		if s.credential == e.credential {
			s.Drop(SignedOut)
			r.remove(s)
		}
	}
	return nil
}
