package live

import (
	"context"
	"errors"
	"time"

	"takt/server/journal"
	"takt/server/kanban"
)

// An Answer says where on the board a command ended up.
type Answer struct {
	Seq   uint64 // the last event that followed from it
	Epoch string
}

// Refusals that come from the room and not from the board.
const (
	IDReused        kanban.Code = "id_reused"       // another command was asked under this id
	Unavailable     kanban.Code = "unavailable"     // nothing happened; cannot be done now
	UnknownOutcome  kanban.Code = "unknown_outcome" // may have happened; ask again with the same id
	TooManyMessages kanban.Code = "too_many"
)

func idReused() *kanban.Refusal {
	return &kanban.Refusal{Code: IDReused, Message: "another command was already asked under this id"}
}

func unavailable() *kanban.Refusal {
	return &kanban.Refusal{Code: Unavailable, Message: "nothing can be saved just now; nothing was changed, try again later"}
}

func diskFull() *kanban.Refusal {
	return &kanban.Refusal{Code: Unavailable, Message: "the server's disk is full; nothing was changed, try again later"}
}

func unknownOutcome() *kanban.Refusal {
	return &kanban.Refusal{Code: UnknownOutcome, Message: "it is not known whether this was saved; ask again with the same id"}
}

// errInternal answers a command that made the board's own code fail. Nothing
// was changed. The log has the rest.
var errInternal = errors.New("live: the command could not be carried out")

// do asks for a change. With a session it comes from that session's socket and
// is answered there; otherwise reply gets the answer.
type do struct {
	by      kanban.UserID
	id      string // the asker's name for the request
	digest  digest
	cmd     kanban.Command
	session *Session
	reply   chan answer // buffered
	asked   time.Time

	// Owned by run once posted.
	outcome answer
	settled bool // the outcome does not depend on the commit
}

// answer is what became of a do.
type answer struct {
	done
	again bool // it had been done before
	err   error
}

// Do asks for a change and returns when it is durable or refused. id is the
// asker's own name for the request, and may be empty for one never repeated;
// asking again with the same id is safe and gets the first answer.
//
// A refusal is a *kanban.Refusal. Any other error is internal, but for that of
// a ctx that ended before the room took the command up; when it ended later
// the refusal is UnknownOutcome.
func (r *Room) Do(ctx context.Context, by kanban.UserID, id string, cmd kanban.Command) (Answer, error) {
	if id == "" {
		id = NewID()
	}
	if refusal := checkRequestID(id); refusal != nil {
		return Answer{}, refusal
	}
	return r.ask(ctx, &do{by: by, id: id, digest: digestCommand(cmd), cmd: cmd})
}

// DoJSON is Do for a command in its wire form. It returns the request id, also
// with an error when it could be read.
func (r *Room) DoJSON(ctx context.Context, by kanban.UserID, message []byte) (id string, a Answer, err error) {
	d, err := decode(by, message)
	if err != nil {
		return d.id, Answer{}, err
	}
	a, err = r.ask(ctx, d)
	return d.id, a, err
}

// Submit is DoJSON for the socket of a session that has joined. It does not
// wait for the answer, so commands of one session are done in order and share
// commits. Acceptance is the event, a refusal is a message to the session, and
// a repeated request gets its first events again. It waits while the room has
// too much to do; the error is Restarting when the room has ended, or ctx's.
func (r *Room) Submit(ctx context.Context, s *Session, message []byte) error {
	d, err := decode(s.by, message)
	if err != nil {
		s.refuse(d.id, err)
		return nil
	}
	d.session = s
	return r.told(r.post(ctx, d))
}

// decode reads a command. The do is not nil and has the id, if there is one,
// also with an error.
func decode(by kanban.UserID, message []byte) (*do, error) {
	id, cmd, err := kanban.DecodeCommand(message, NewID)
	if err != nil {
		return &do{id: id}, err
	}
	digest, err := digestMessage(message)
	return &do{by: by, id: id, digest: digest, cmd: cmd, asked: time.Now()}, err
}

// ask puts d to the room, or to the one that follows when it has ended before
// taking d up.
func (r *Room) ask(ctx context.Context, d *do) (Answer, error) {
	d.reply, d.asked = make(chan answer, 1), time.Now()
	for range 3 {
		a, err := r.try(ctx, d)
		if err == nil {
			return Answer{Seq: a.last, Epoch: r.journal.Epoch()}, a.err
		}
		if !errors.Is(err, errEnded) {
			return Answer{}, err
		}
		_, creates := d.cmd.(kanban.CreateBoard)
		if r, err = r.hub.room(ctx, r.id, creates); err != nil {
			return Answer{}, err
		}
	}
	return Answer{}, unavailable()
}

func (r *Room) try(ctx context.Context, d *do) (answer, error) {
	if err := r.post(ctx, d); err != nil {
		return answer{}, err
	}
	a, err := await(ctx, r, d.reply)
	if err != nil && !errors.Is(err, errEnded) {
		return answer{}, unknownOutcome()
	}
	return a, err
}

// handle decides d. The answer waits for the commit in any case: even a
// refusal may rest on something not yet durable.
func (d *do) handle(ctx context.Context, r *Room) error {
	r.waiting = append(r.waiting, d)
	if d.session != nil && !r.has(d.session) {
		d.settle(&kanban.Refusal{Code: kanban.BadMessage, Message: "join first"})
		return nil
	}
	key := keyOf(d.by, d.id)
	before, known, err := r.known(ctx, key)
	switch {
	case err != nil:
		r.log.Error("request id not looked up", "err", err)
		d.settle(unavailable())
		return nil
	case known:
		d.repeat(before)
		d.settled = before.last <= r.durable.Load()
		return nil
	case time.Since(r.full) < fullPause:
		d.settle(diskFull())
		return nil
	}
	return r.decide(ctx, d, key)
}

// repeat gives the answer of a request that was asked before, or refuses
// another one under its id.
func (d *do) repeat(before done) {
	if before.digest != d.digest && before.digest != "" {
		d.outcome = answer{err: idReused()}
	} else {
		d.outcome = answer{done: before, again: true}
	}
}

// settle gives an answer that stands whatever becomes of the commit.
func (d *do) settle(err error) { d.outcome, d.settled = answer{err: err}, true }

// known returns what has been done under a key.
func (r *Room) known(ctx context.Context, key string) (done, bool, error) {
	if before, ok := r.recent.requests[key]; ok {
		return before, true, nil
	}
	return recall(ctx, r.journal, r.stream, key, r.recent.before(r.durable.Load()))
}

// decide puts the command to the board. When the board's own code panics, what
// was decided before is committed and the board is read again.
func (r *Room) decide(ctx context.Context, d *do, key string) error {
	err := r.accept(d, key, r.now())
	var fault *panicked
	if errors.As(err, &fault) {
		r.log.Error("command failed", "kind", d.cmd.Kind(), "by", string(d.by), "err", err)
		d.settle(errInternal)
		if err := r.commit(ctx); err != nil {
			return err
		}
		return r.reread(ctx)
	}
	if err != nil {
		d.outcome = answer{err: err}
	}
	return nil
}

// accept carries out a command at a time and keeps in mind that it was done.
func (r *Room) accept(d *do, key string, at time.Time) error {
	entries, err := r.carryOut(d, key, at)
	if err != nil {
		return err
	}
	r.pending = append(r.pending, entries...)
	d.outcome = answer{done: done{d.digest, entries[0].Seq, entries[len(entries)-1].Seq}}
	r.recent.requests[key] = d.outcome.done
	return nil
}

// carryOut decides a command and applies what follows from it.
func (r *Room) carryOut(d *do, key string, at time.Time) (entries []journal.Entry, err error) {
	defer func() {
		if p := recover(); p != nil {
			entries, err = nil, asPanic(p)
		}
	}()
	events, err := r.board.Decide(d.by, at, d.cmd)
	if err == nil && len(events) == 0 {
		err = errInternal // an answer is a place in the history, and there is none
	}
	if err != nil {
		return nil, err
	}
	events[0].Sum = d.digest
	for _, event := range events {
		event.Seq, event.ID = r.board.Seq+1, d.id
		entries = append(entries, journal.Entry{Seq: event.Seq, At: event.At, Data: kanban.EncodeEvent(event)})
		r.board.Apply(event)
	}
	entries[0].ID = key
	r.last = at
	return entries, nil
}

// now is the time of the next entry: never before the last one's.
func (r *Room) now() time.Time {
	now := r.hub.config.Now().UTC().Truncate(time.Millisecond)
	if now.Before(r.last) {
		return r.last
	}
	return now
}

// answer tells whoever asked what became of d.
func (d *do) answer(r *Room, a answer) {
	r.hub.metrics.answered(d, a)
	switch {
	case d.session == nil:
		d.reply <- a
	case a.err != nil:
		d.session.refuse(d.id, a.err)
	case a.again:
		r.resend(d.session, a.done)
	}
}

// refuse tells the client an error. Internal ones are final too: the client
// would only run into them again.
func (s *Session) refuse(id string, err error) {
	var refusal *kanban.Refusal
	if !errors.As(err, &refusal) {
		refusal = &kanban.Refusal{Code: kanban.BadMessage, Message: "the server could not carry this out"}
	}
	s.Refuse(id, refusal)
}

func (m *metrics) answered(d *do, a answer) {
	outcome := "accepted"
	var refusal *kanban.Refusal
	switch {
	case errors.As(a.err, &refusal):
		outcome = string(refusal.Code)
	case a.err != nil:
		outcome = "failed"
	case a.again:
		outcome = "repeated"
	}
	m.commands.WithLabelValues(d.cmd.Kind(), outcome).Inc()
	m.ack.Observe(time.Since(d.asked).Seconds())
}
