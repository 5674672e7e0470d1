// Package account knows who people are: their names, and which browser is
// signed in as whom.
//
// A [Book] is the fold of the journal's stream "account". A person is added
// with a name of their choice and may take another one; signing in opens a
// session, which is a random token that only the browser keeps. The journal
// and the book hold the token's SHA-256, so neither a backup nor a log lets
// anybody in.
//
// Names do not identify: two people may be called the same, and giving a name
// makes nobody somebody else. Boards name people by id alone.
//
// # What is promised
//
// A change is durable when the method that makes it returns nil, and seen by
// others no earlier. Methods may be called from any goroutine. Reading waits
// for no disk: the one mutex is never held during a call to the journal. Those
// who change something take turns.
package account

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"takt/server/journal"
)

// A PersonID names a person, for good: 12 characters of a-z and 2-7.
type PersonID string

// A Person is somebody who works with boards or is named on them.
type Person struct {
	ID   PersonID `json:"id"`
	Name string   `json:"name"`
}

// MaxPeople bounds the book. Every page that opens a board gets all names.
const MaxPeople = 5000

// Lifetime is how long a session lasts.
const Lifetime = 365 * 24 * time.Hour

// Errors of a book. A name that breaks the rules is a *[NameError].
var (
	ErrNobody  = errors.New("account: there is no such person")
	ErrCrowded = errors.New("account: there are too many people")
)

// A Book knows all people and their sessions.
type Book struct {
	// Constant after Open.
	journal journal.Journal
	now     func() time.Time

	turn chan struct{} // holds one token; whoever has it may append

	mu       sync.RWMutex
	people   map[PersonID]string  // guarded by mu
	sessions map[tokenSum]session // guarded by mu
	head     uint64               // the last entry in the book; changed by whoever has the turn
	last     time.Time            // when it was accepted; likewise
}

// A session is one browser signed in.
type session struct {
	person  PersonID
	expires time.Time
}

const stream = "account"

// Open reads the book from a journal. now is the clock, such as time.Now.
func Open(ctx context.Context, j journal.Journal, now func() time.Time) (*Book, error) {
	b := &Book{
		journal:  j,
		now:      now,
		turn:     make(chan struct{}, 1),
		people:   map[PersonID]string{},
		sessions: map[tokenSum]session{},
	}
	if err := b.catchUp(ctx); err != nil {
		return nil, err
	}
	b.turn <- struct{}{}
	return b, nil
}

// catchUp reads what the journal has and the book has not. Its caller has the
// turn.
func (b *Book) catchUp(ctx context.Context) error {
	for entry, err := range b.journal.Read(ctx, stream, b.head) {
		if err != nil {
			return fmt.Errorf("account: read: %w", err)
		}
		e, err := decodeEvent(entry.Data)
		if err != nil {
			return fmt.Errorf("account: entry %d: %w", entry.Seq, err)
		}
		b.apply(entry, e)
	}
	return nil
}

func (b *Book) apply(entry journal.Entry, e event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.head, b.last = entry.Seq, entry.At
	switch e.Kind {
	case personAdded, personRenamed:
		b.people[e.Person] = e.Name
	case sessionOpened:
		b.sessions[e.Session] = session{e.Person, e.Expires}
	case sessionClosed:
		delete(b.sessions, e.Session)
	}
}

// change appends what decide asks for, and applies it. Others who change
// something wait, so what decide sees still holds when it is written.
func (b *Book) change(ctx context.Context, decide func() ([]event, error)) error {
	select {
	case <-b.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { b.turn <- struct{}{} }()
	if err := b.catchUp(ctx); err != nil { // after an append whose outcome was not known
		return err
	}
	events, err := decide()
	if err != nil || len(events) == 0 {
		return err
	}
	entries := b.entries(events)
	if err := b.journal.Append(ctx, stream, b.head, entries); err != nil {
		return fmt.Errorf("account: append: %w", err)
	}
	for i, e := range events {
		b.apply(entries[i], e)
	}
	return nil
}

// entries are events as they are stored. Time never runs backwards in them.
func (b *Book) entries(events []event) []journal.Entry {
	at := b.now().UTC().Truncate(time.Millisecond)
	if at.Before(b.last) {
		at = b.last
	}
	entries := make([]journal.Entry, len(events))
	for i, e := range events {
		entries[i] = journal.Entry{Seq: b.head + uint64(i) + 1, At: at, Data: encodeEvent(e)}
	}
	return entries
}

// Add adds somebody who may never sign in.
func (b *Book) Add(ctx context.Context, name string) (Person, error) {
	people, err := b.AddAll(ctx, name)
	if err != nil {
		return Person{}, err
	}
	return people[0], nil
}

// AddAll adds several people at once, all or none, in the order of names.
func (b *Book) AddAll(ctx context.Context, names ...string) ([]Person, error) {
	var people []Person
	err := b.change(ctx, func() (events []event, err error) {
		for _, name := range names {
			p, err := b.newcomer(name)
			if err != nil {
				return nil, err
			}
			people = append(people, p)
			events = append(events, event{Kind: personAdded, Person: p.ID, Name: p.Name})
		}
		return events, nil
	})
	return people, err
}

// newcomer returns a person to be added.
func (b *Book) newcomer(name string) (Person, error) {
	name, err := CheckName(name)
	if err != nil {
		return Person{}, err
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	if len(b.people) >= MaxPeople {
		return Person{}, ErrCrowded
	}
	return Person{newPersonID(), name}, nil
}

func newPersonID() PersonID { return PersonID(strings.ToLower(rand.Text()[:12])) }

// Rename gives a person another name. Taking the same name again does nothing.
func (b *Book) Rename(ctx context.Context, id PersonID, name string) (Person, error) {
	name, err := CheckName(name)
	if err != nil {
		return Person{}, err
	}
	err = b.change(ctx, func() ([]event, error) {
		b.mu.RLock()
		defer b.mu.RUnlock()
		old, known := b.people[id]
		switch {
		case !known:
			return nil, ErrNobody
		case old == name:
			return nil, nil
		}
		return []event{{Kind: personRenamed, Person: id, Name: name}}, nil
	})
	if err != nil {
		return Person{}, err
	}
	return Person{id, name}, nil
}

// Name returns what a person is called, or "".
func (b *Book) Name(id PersonID) string {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.people[id]
}

// People returns everybody by name.
func (b *Book) People() []Person {
	b.mu.RLock()
	people := make([]Person, 0, len(b.people))
	for id, name := range b.people {
		people = append(people, Person{id, name})
	}
	b.mu.RUnlock()
	slices.SortFunc(people, func(x, y Person) int {
		return strings.Compare(strings.ToLower(x.Name)+"\x00"+string(x.ID), strings.ToLower(y.Name)+"\x00"+string(y.ID))
	})
	return people
}
