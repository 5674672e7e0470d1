// Package follow keeps the folds that figures are made of in step with the
// journal.
//
// A [Follower] reads what rooms have made durable, after the fact: no room
// knows of it or waits for it. It is woken when something has been appended,
// and whoever asks for a fold gets it with everything that was durable when
// they asked.
//
// Folds are stored now and then, one file for each board. A file is a cache:
// one that is missing, damaged, of another version or of another history is
// made anew from the journal, and gives the same figures.
//
// # Who may wait for whom
//
// A board's fold is worked on by one at a time: the follower's own goroutine,
// or somebody who asks for figures. The follower's mutex guards the list of
// boards and is not held meanwhile. Folding goes on where it was left when
// whoever asked gives up.
package follow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"takt/server/insight"
	"takt/server/journal"
	"takt/server/kanban"
)

// Config says what is followed. Only Journal is needed.
type Config struct {
	Journal journal.Journal
	Log     *slog.Logger

	// Dir is a directory for the folds, made when there is none. Without one
	// they are made anew each time.
	Dir string

	// Wake gets something whenever entries were appended. Whoever sends does
	// not wait: one that nobody has taken yet stands for all. Without it folds
	// are brought up to date only when somebody asks.
	Wake <-chan struct{}
}

// ErrNoBoard is returned for a board that was never created.
var ErrNoBoard = errors.New("follow: no such board")

const (
	streamPrefix = "board/"

	// pause is the least time between two rounds of reading. While a board is
	// busy, what happens in it is read together.
	pause = 200 * time.Millisecond

	// saveEvery is how many events are folded at most without storing the fold.
	saveEvery = 10_000
)

// A Follower keeps the folds of all boards of a journal.
type Follower struct {
	// Constant after Open.
	config  Config
	end     context.CancelFunc
	stopped chan struct{} // closed when run has returned

	mu     sync.Mutex
	boards map[kanban.BoardID]*board // guarded by mu
}

// A board is a fold and where it stands. Everything but turn belongs to
// whoever has the turn.
type board struct {
	id     kanban.BoardID
	stream string
	turn   chan struct{} // full while somebody has the turn

	fold   *insight.Fold // nil until it is opened
	last   []byte        // the entry that was taken in last
	saved  uint64        // the last event in the stored fold
	broken uint64        // where the stream ended when it could not be read, 0 if it could
}

// Open begins to follow a journal, from the stored folds on.
func Open(config Config) *Follower {
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	ctx, end := context.WithCancel(context.Background())
	f := &Follower{config: config, end: end, stopped: make(chan struct{}), boards: map[kanban.BoardID]*board{}}
	go f.run(ctx)
	return f
}

// run brings all folds up to date, again and again.
func (f *Follower) run(ctx context.Context) {
	defer close(f.stopped)
	for f.config.Wake != nil {
		f.round(ctx)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return
		}
		select {
		case <-f.config.Wake:
		case <-ctx.Done():
			return
		}
	}
}

// round looks at all boards.
func (f *Follower) round(ctx context.Context) {
	streams, err := f.config.Journal.Streams(ctx, streamPrefix)
	if err != nil && ctx.Err() == nil {
		f.config.Log.Error("figures are not up to date", "err", err)
	}
	for _, s := range streams {
		b := f.board(kanban.BoardID(strings.TrimPrefix(s.Name, streamPrefix)))
		if b.take(ctx) != nil {
			return
		}
		f.refresh(ctx, b, s.Head)
		b.give()
	}
}

// refresh brings a fold up to date unless that has failed before and nothing
// is new.
func (f *Follower) refresh(ctx context.Context, b *board, head uint64) {
	if b.broken == head || b.fold != nil && b.fold.Seq >= head {
		return
	}
	switch err := f.catchUp(ctx, b); {
	case err != nil && ctx.Err() == nil:
		b.broken = head
		f.config.Log.Error("a board has no figures", "board", string(b.id), "err", err)
	case err == nil && b.fold.Seq-b.saved >= saveEvery:
		f.save(b)
	}
}

// board returns a board of the list, which it is added to when it is new.
func (f *Follower) board(id kanban.BoardID) *board {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.boards[id]
	if b == nil {
		b = &board{id: id, stream: streamPrefix + string(id), turn: make(chan struct{}, 1)}
		f.boards[id] = b
	}
	return b
}

// forget takes a board that never was from the list.
func (f *Follower) forget(id kanban.BoardID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.boards, id)
}

func (b *board) take(ctx context.Context) error {
	select {
	case b.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *board) give() { <-b.turn }

// Look lets do see the fold of a board, with everything that was durable when
// it was called. The fold must be neither changed nor kept. The error is
// ErrNoBoard, that of ctx, one of the journal, or what do returns.
func (f *Follower) Look(ctx context.Context, id kanban.BoardID, do func(*insight.Fold) error) error {
	if !kanban.ValidID(string(id)) {
		return ErrNoBoard
	}
	b := f.board(id)
	if err := b.take(ctx); err != nil {
		return err
	}
	defer b.give()
	if err := f.catchUp(ctx, b); err != nil {
		return err
	}
	if b.fold.Seq == 0 {
		f.forget(id)
		return ErrNoBoard
	}
	return do(b.fold)
}

// catchUp takes in what has been appended. After an error the fold stands where
// it came to; after a panic it is made anew.
func (f *Follower) catchUp(ctx context.Context, b *board) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("follow: fold %s: panic: %v\n%s", b.stream, p, debug.Stack())
			b.fold, b.last = nil, nil
		}
	}()
	if b.fold == nil {
		f.open(ctx, b)
	}
	for e, err := range f.config.Journal.Read(ctx, b.stream, b.fold.Seq) {
		if err != nil {
			return fmt.Errorf("follow: fold %s: %w", b.stream, err)
		}
		if err := b.fold.Take(e.Seq, e.Data); err != nil {
			return fmt.Errorf("follow: fold %s: %w", b.stream, err)
		}
		b.last = e.Data
	}
	b.broken = 0
	return nil
}

// open gives a board its stored fold, or an empty one.
func (f *Follower) open(ctx context.Context, b *board) {
	fold, last, err := f.load(ctx, b)
	if err != nil {
		f.config.Log.Info("figures are made anew", "board", string(b.id), "reason", err)
		fold, last = new(insight.Fold), nil
	}
	b.fold, b.last, b.saved = fold, last, fold.Seq
}

// Close stops following and stores the folds. Whoever looks at one keeps it
// until they are done, or ctx is.
func (f *Follower) Close(ctx context.Context) error {
	f.end()
	<-f.stopped
	f.mu.Lock()
	boards := make([]*board, 0, len(f.boards))
	for _, b := range f.boards {
		boards = append(boards, b)
	}
	f.mu.Unlock()
	for _, b := range boards {
		if err := b.take(ctx); err != nil {
			return fmt.Errorf("follow: still busy with %s: %w", b.stream, err)
		}
		if b.fold != nil && b.fold.Seq != b.saved {
			f.save(b)
		}
		b.give()
	}
	return nil
}
