package live

import (
	"context"
	"slices"
	"time"

	"takt/server/kanban"
)

// A Presence is what a session looks at, holds or edits. It is no history:
// only the latest counts, and it ends with the session.
type Presence struct {
	Card    kanban.CardID `json:"card,omitempty"`
	Holding bool          `json:"holding,omitempty"` // carries the card about
	Editing string        `json:"editing,omitempty"` // the field being edited
}

// Check refuses a presence that is not of the protocol's form.
func (p Presence) Check() *kanban.Refusal {
	if len(p.Card) > maxPresence || len(p.Editing) > maxPresence {
		return &kanban.Refusal{Code: kanban.TooLong, Message: "presence: longer than 64 bytes", Missing: []string{"presence"}}
	}
	return nil
}

const maxPresence = 64

// presenceEvery is how often a room tells its sessions about presence. What
// changes more often is told once, with the last word of each session.
const presenceEvery = 100 * time.Millisecond

// presenceFrame bounds how many sessions one frame tells about, to keep it
// below MaxFrame.
const presenceFrame = 50

// A present is one session as the others see it.
type present struct {
	Session string        `json:"session"`
	By      kanban.UserID `json:"by"`
	Name    string        `json:"name"`
	Presence
	Gone bool `json:"gone,omitempty"`
}

// attendance is who is in a room. It belongs to the room's goroutine.
type attendance struct {
	here    map[*Session]Presence
	changed map[*Session]bool // whose presence has not been told yet
	gone    []present         // who left and has not been told yet
	told    time.Time         // when presence was last told
	due     *time.Timer       // fires when it may be told again
	waiting bool              // whether due is set
}

func newAttendance() attendance {
	due := time.NewTimer(time.Hour)
	due.Stop()
	return attendance{here: map[*Session]Presence{}, changed: map[*Session]bool{}, due: due}
}

// set notes what a session does. It returns whether the session was new.
func (a *attendance) set(s *Session, p Presence) (entered bool) {
	old, known := a.here[s]
	a.here[s] = p
	if !known || old != p {
		a.changed[s] = true
	}
	return !known
}

// remove notes that a session has left. It returns whether it was here.
func (a *attendance) remove(s *Session, name string) bool {
	if _, known := a.here[s]; !known {
		return false
	}
	delete(a.here, s)
	delete(a.changed, s)
	a.gone = append(a.gone, present{Session: s.id, By: s.by, Name: name, Gone: true})
	return true
}

// news returns the messages that are to be told, and forgets them.
func (a *attendance) news(names func(kanban.UserID) string) []any {
	var messages []any
	for _, p := range a.gone {
		messages = append(messages, map[string]present{"presence": p})
	}
	for s := range a.changed {
		p := present{Session: s.id, By: s.by, Name: names(s.by), Presence: a.here[s]}
		messages = append(messages, map[string]present{"presence": p})
	}
	a.gone = nil
	clear(a.changed)
	return messages
}

// all returns everyone who is here.
func (a *attendance) all(names func(kanban.UserID) string) []present {
	list := make([]present, 0, len(a.here))
	for s, p := range a.here {
		list = append(list, present{Session: s.id, By: s.by, Name: names(s.by), Presence: p})
	}
	return list
}

// appear is what a session does.
type appear struct {
	session  *Session
	presence Presence
}

// Present tells the others what s looks at, holds or edits. It says nothing
// for a session that has not joined.
func (r *Room) Present(s *Session, p Presence) {
	r.tell(appear{s, p})
}

func (a appear) handle(_ context.Context, r *Room) error {
	if r.has(a.session) {
		r.people.set(a.session, a.presence)
	}
	return nil
}

// stirPresence tells what is new about presence, now or when it is due.
func (r *Room) stirPresence() {
	a := &r.people
	if a.waiting || len(a.gone)+len(a.changed) == 0 {
		return
	}
	if wait := presenceEvery - time.Since(a.told); wait > 0 {
		a.waiting = true
		a.due.Reset(wait)
		return
	}
	r.tellPresence()
}

func (r *Room) tellPresence() {
	news := r.people.news(r.hub.config.Names)
	r.people.told = time.Now()
	for some := range slices.Chunk(news, presenceFrame) {
		r.publish([]*Frame{newFrame(some...)})
	}
}
