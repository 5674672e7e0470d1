package live

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"runtime/debug"
	"time"

	"takt/server/journal"
	"takt/server/kanban"
)

const streamPrefix = "board/"

func streamOf(board kanban.BoardID) string { return streamPrefix + string(board) }

// A folded board is what a stream's entries add up to.
type folded struct {
	board    *kanban.Board // never nil; Seq is the last entry's
	last     time.Time     // when the last entry was accepted
	snapshot uint64        // the snapshot it started from, 0 for none
	size     uint64        // and its bytes
}

const latest = math.MaxUint64

// fold reads a stream up to an entry, or to latest. It starts from the newest
// snapshot that can be read and goes on without when there is none: the
// entries alone are the truth. A panic in the fold is an error.
func fold(ctx context.Context, j journal.Journal, stream string, upTo uint64, log *slog.Logger) (f *folded, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("live: fold %s: %w", stream, asPanic(p))
		}
	}()
	f, err = start(ctx, j, stream, upTo, log)
	if err != nil {
		return nil, err
	}
	for e, err := range j.Read(ctx, stream, f.board.Seq) {
		if err != nil {
			return nil, fmt.Errorf("live: fold %s: %w", stream, err)
		}
		if e.Seq > upTo {
			break
		}
		if err := f.apply(e); err != nil {
			return nil, fmt.Errorf("live: fold %s: %w", stream, err)
		}
	}
	return f, nil
}

func (f *folded) apply(e journal.Entry) error {
	event, err := kanban.DecodeEvent(e.Data)
	if err != nil {
		return err
	}
	if e.Seq != f.board.Seq+1 || event.Seq != e.Seq {
		return fmt.Errorf("event %d in entry %d follows event %d", event.Seq, e.Seq, f.board.Seq)
	}
	f.board.Apply(event)
	f.last = e.At
	return nil
}

// start returns the board of the newest usable snapshot, or an empty board.
func start(ctx context.Context, j journal.Journal, stream string, upTo uint64, log *slog.Logger) (*folded, error) {
	for {
		s, ok, err := j.Snapshot(ctx, stream, upTo)
		if err != nil {
			return nil, fmt.Errorf("live: snapshot of %s: %w", stream, err)
		}
		if !ok {
			return &folded{board: new(kanban.Board)}, nil
		}
		f, err := open(ctx, j, stream, s)
		if err == nil {
			return f, nil
		}
		log.Warn("snapshot left aside", "stream", stream, "seq", s.Seq, "err", err)
		upTo = s.Seq - 1
	}
}

var errSnapshot = errors.New("does not match the journal")

// open reads a snapshot. Its entry has to be in the journal.
func open(ctx context.Context, j journal.Journal, stream string, s journal.Snapshot) (*folded, error) {
	board, err := kanban.OpenSnapshot(s.Data)
	if err != nil {
		return nil, err
	}
	if board.Seq != s.Seq || s.Seq == 0 {
		return nil, errSnapshot
	}
	for e, err := range j.Read(ctx, stream, s.Seq-1) {
		if err != nil {
			return nil, err
		}
		return &folded{board: board, last: e.At, snapshot: s.Seq, size: uint64(len(s.Data))}, nil
	}
	return nil, errSnapshot
}

// A panicked error is a panic that was caught.
type panicked struct {
	value any
	stack []byte
}

func asPanic(value any) error { return &panicked{value, debug.Stack()} }

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.value, p.stack) }
