package live

import (
	"context"
	"fmt"
	"time"

	"takt/server/kanban"
)

// A Deed is a command somebody gave at a time.
type Deed struct {
	At      time.Time
	By      kanban.UserID
	Command kanban.Command
}

// Begin begins a board to which something has happened already and returns
// its id, a new one. The first deed creates it; the others follow in the order
// of their times. The room decides one after another, as if people had asked
// for them then, and makes all durable at once, or none. A deed that is refused
// ends it with an error, which is not a *kanban.Refusal: nobody asks who could
// mend it. As nobody can repeat a deed, the entries hold no digest.
func (h *Hub) Begin(ctx context.Context, deeds []Deed) (kanban.BoardID, error) {
	if len(deeds) == 0 {
		return "", fmt.Errorf("live: a board begins with a deed")
	}
	create, ok := deeds[0].Command.(kanban.CreateBoard)
	if !ok {
		return "", fmt.Errorf("live: a board does not begin with %s", deeds[0].Command.Kind())
	}
	create.ID = kanban.BoardID(NewID())
	past := &past{deeds: append([]Deed{{deeds[0].At, deeds[0].By, create}}, deeds[1:]...), reply: make(chan error, 1)}
	room, err := h.room(ctx, create.ID, true)
	if err != nil {
		return "", err
	}
	if err := room.post(ctx, past); err != nil {
		return "", err
	}
	err, lost := await(ctx, room, past.reply)
	if lost != nil {
		return "", lost
	}
	return create.ID, err
}

// past asks an empty room to take in what happened before it was opened.
type past struct {
	deeds []Deed
	reply chan error // buffered
}

func (p *past) handle(ctx context.Context, r *Room) error {
	if err := r.commit(ctx); err != nil {
		return err
	}
	if err := p.takeIn(r); err != nil {
		p.reply <- err
		return r.reread(ctx)
	}
	err := r.commit(ctx)
	if err == nil && r.durable.Load() == 0 {
		p.reply <- diskFull()
		return nil
	}
	p.reply <- err
	return err
}

// takeIn decides all deeds. What follows from them is pending then.
func (p *past) takeIn(r *Room) error {
	for _, deed := range p.deeds {
		d := &do{by: deed.By, id: NewID(), cmd: deed.Command}
		at := deed.At.UTC().Truncate(time.Millisecond)
		if at.Before(r.last) {
			return fmt.Errorf("live: %s of %v comes too late", deed.Command.Kind(), at)
		}
		if err := r.accept(d, keyOf(d.by, d.id), at); err != nil {
			return fmt.Errorf("live: %s by %s on %s: %s", deed.Command.Kind(), deed.By, at.Format(time.DateTime), err)
		}
	}
	return nil
}
