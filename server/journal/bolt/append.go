package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"takt/server/journal"
)

// An appending is a call of Append that waits for its answer.
type appending struct {
	stream  string
	head    uint64
	entries []journal.Entry
	refused error      // why nothing of this one is written; set by commitLoop
	answer  chan error // buffered: commitLoop never waits for a caller
}

// A chore is a write that is not worth sharing a commit with appends.
type chore struct {
	do     func(*bbolt.Tx) error
	answer chan error // buffered
}

// A commit takes up at most so much; the rest is in the next one.
const (
	maxGroup      = 1024
	maxGroupBytes = 8 << 20
)

// Append implements journal.Journal.
func (j *Journal) Append(ctx context.Context, stream string, head uint64, entries []journal.Entry) error {
	if err := journal.Check(stream, head, entries); err != nil {
		return err
	}
	if len(entries) == 0 {
		return nil
	}
	if head+uint64(len(entries)) > maxSeq {
		return fmt.Errorf("%w: stream %s: numbers end at %d", journal.ErrInvalid, stream, uint64(maxSeq))
	}
	if err := j.writable(ctx); err != nil {
		return err
	}
	a := &appending{stream: stream, head: head, entries: entries, answer: make(chan error, 1)}
	select {
	case j.appends <- a:
		return <-a.answer // commitLoop answers whatever it has received
	case <-ctx.Done():
		return ctx.Err()
	case <-j.stop:
		return journal.ErrClosed
	}
}

// writable returns the error that a write gets right away.
func (j *Journal) writable(ctx context.Context) error {
	select {
	case <-j.stop:
		return journal.ErrClosed
	default:
	}
	if j.opt.ReadOnly {
		return journal.ErrReadOnly
	}
	return ctx.Err()
}

// write has commitLoop run a transaction of its own.
func (j *Journal) write(ctx context.Context, do func(*bbolt.Tx) error) error {
	if err := j.writable(ctx); err != nil {
		return err
	}
	c := &chore{do: do, answer: make(chan error, 1)}
	select {
	case j.chores <- c:
		return <-c.answer
	case <-ctx.Done():
		return ctx.Err()
	case <-j.stop:
		return journal.ErrClosed
	}
}

// commitLoop is the one that writes. While it waits for the disk others
// gather, and are committed together; nobody waits for a clock.
func (j *Journal) commitLoop() {
	defer close(j.stopped)
	for {
		select {
		case a := <-j.appends:
			j.commit(j.gather(a))
		case c := <-j.chores:
			c.answer <- j.update(c.do)
		case <-j.stop:
			return
		}
	}
}

// gather returns first and whatever else is waiting. Those who have just
// been answered are often about to append again: yielding once lets them,
// and costs a lone one nothing.
func (j *Journal) gather(first *appending) []*appending {
	runtime.Gosched()
	group, size := []*appending{first}, first.size()
	for len(group) < maxGroup && size < maxGroupBytes {
		select {
		case a := <-j.appends:
			group = append(group, a)
			size += a.size()
		default:
			return group
		}
	}
	return group
}

func (a *appending) size() (n int) {
	for _, e := range a.entries {
		n += len(e.Data)
	}
	return n
}

// errNothing rolls back a transaction in which all were refused.
var errNothing = errors.New("nothing to write")

// commit writes a group and answers everyone in it. If something damaged
// stops the transaction everyone gets one of his own, so that it stops
// only those whose stream it is in.
func (j *Journal) commit(group []*appending) {
	start := time.Now()
	err := j.update(func(tx *bbolt.Tx) error { return putAll(tx, group) })
	if errors.Is(err, journal.ErrCorrupt) && len(group) > 1 {
		for _, a := range group {
			j.commit([]*appending{a})
		}
		return
	}
	if errors.Is(err, errNothing) {
		err = nil
	} else {
		j.committed(group, time.Since(start), err)
	}
	for _, a := range group {
		if a.refused != nil {
			a.answer <- a.refused
		} else {
			a.answer <- inStream(a.stream, err)
		}
	}
}

func (j *Journal) committed(group []*appending, took time.Duration, err error) {
	if j.opt.Committed == nil {
		return
	}
	c := Commit{Took: took, Err: err}
	for _, a := range group {
		if a.refused == nil {
			c.Appends++
			c.Entries += len(a.entries)
		}
	}
	j.opt.Committed(c)
}

// update runs a write transaction. What do refuses is rolled back; if
// anything else goes wrong the file is opened anew.
func (j *Journal) update(do func(*bbolt.Tx) error) error {
	var txid uint64
	var refused error
	err := j.ready()
	if err != nil {
		return err
	}
	err = guard(func() error {
		return updateTx(j.db, func(tx *bbolt.Tx) error {
			txid = uint64(tx.ID())
			refused = do(tx)
			return refused
		})
	})
	j.mu.RUnlock()
	if err == nil || refused != nil {
		return err
	}
	last := j.reload(err)
	switch {
	case errors.Is(err, journal.ErrCorrupt):
		return err
	case isFull(err) && last != 0 && last < txid:
		return fmt.Errorf("%w: %w", journal.ErrFull, err)
	}
	return fmt.Errorf("journal: commit: %w", err)
}

// updateTx is bbolt's Update, except that it rolls back without reading the
// file when there is a panic. bbolt reads the freelist then, and if that is
// what the panic was about its lock is held for ever.
func updateTx(db *bbolt.DB, do func(*bbolt.Tx) error) error {
	tx, err := db.Begin(true)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// isFull reports whether an error means that there is no room. bbolt hands
// some errors of the system on as text only.
func isFull(err error) bool {
	if errors.Is(err, bolterrors.ErrMaxSizeReached) {
		return true
	}
	for _, full := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, full) || strings.HasSuffix(err.Error(), ": "+full.Error()) {
			return true
		}
	}
	return false
}

func putAll(tx *bbolt.Tx, group []*appending) error {
	written := false
	for _, a := range group {
		a.refused = nil
		refused, err := a.put(tx)
		if err != nil { // a whole file does not lead to any
			return asCorrupt(a.stream, err)
		}
		a.refused = refused
		written = written || refused == nil
	}
	if !written {
		return errNothing
	}
	return nil
}

// put writes the entries of one append. If it is refused nothing has been
// written; if there is an error the transaction is lost.
func (a *appending) put(tx *bbolt.Tx) (refused, err error) {
	end, refused := readHead(tx, a.stream)
	if refused != nil {
		return refused, nil
	}
	if end.seq != a.head {
		return fmt.Errorf("%w: stream %s is at %d, not %d", journal.ErrConflict, a.stream, end.seq, a.head), nil
	}
	entries, err := bucketFor(tx, a.stream+entriesSuffix)
	if err != nil {
		return nil, err
	}
	for _, e := range a.entries {
		if end, err = putEntry(entries, end, e); err != nil {
			return nil, err
		}
	}
	if end.seq-end.indexed >= indexLag {
		if err := indexRequests(tx, a.stream, end); err != nil {
			return nil, err
		}
		end.indexed = end.seq
	}
	return nil, errors.Join(entries.SetSequence(end.seq), entries.Put(headKey, end.encode(a.stream)))
}

// bucketFor returns a bucket to add to. Keys mostly ascend, so its pages
// are filled up.
func bucketFor(tx *bbolt.Tx, name string) (*bbolt.Bucket, error) {
	b, err := tx.CreateBucketIfNotExists([]byte(name))
	if err == nil {
		b.FillPercent = 0.9
	}
	return b, err
}

// putEntry adds an entry after end and returns the new end.
func putEntry(entries *bbolt.Bucket, end head, e journal.Entry) (head, error) {
	l := link{Entry: e, prev: end.hash, latest: end.latest}
	if e.At.After(l.latest) {
		l.latest = e.At
	}
	key, value := seqKey(e.Seq), l.encode()
	end.seq, end.latest, end.hash = e.Seq, l.latest, hashEntry(key, value)
	return end, entries.Put(key, value)
}

// readHead returns where a stream ends and makes sure that it does: the
// entry is there, is the one the head was written for, and is the last.
// A stream that does not exist ends at 0, with its origin.
func readHead(tx *bbolt.Tx, stream string) (head, error) {
	corrupt := func(seq uint64, reason string) (head, error) {
		return head{}, &journal.CorruptError{Stream: stream, Seq: seq, Reason: reason}
	}
	b := tx.Bucket([]byte(stream + entriesSuffix))
	if b == nil {
		if tx.Bucket([]byte(stream+idsSuffix)) != nil || tx.Bucket([]byte(stream+snapshotsSuffix)) != nil {
			return corrupt(0, "its entries are missing")
		}
		return head{hash: origin(stream)}, nil
	}
	end, err := decodeHead(stream, b.Get(headKey))
	if err != nil {
		return corrupt(0, "its head: "+err.Error())
	}
	c := b.Cursor()
	c.Last()
	key, value := c.Prev()
	switch {
	case !bytes.Equal(key, seqKey(end.seq)):
		return corrupt(end.seq, "it is not the last entry, as the head says")
	case hashEntry(key, value) != end.hash:
		return corrupt(end.seq, "it is not what was appended last")
	case b.Sequence() != end.seq:
		return corrupt(end.seq, fmt.Sprintf("the stream ended at %d once", b.Sequence()))
	case end.indexed > end.seq || end.indexed > 0 && tx.Bucket([]byte(stream+idsSuffix)) == nil:
		return corrupt(0, "the index of requests is missing")
	}
	return end, nil
}

// inStream names the stream in a CorruptError that does not.
func inStream(stream string, err error) error {
	var corrupt *journal.CorruptError
	if errors.As(err, &corrupt) && corrupt.Stream == "" {
		return &journal.CorruptError{Stream: stream, Seq: corrupt.Seq, Reason: corrupt.Reason}
	}
	return err
}

// asCorrupt makes any error one about damage to the stream.
func asCorrupt(stream string, err error) error {
	if errors.Is(err, journal.ErrCorrupt) {
		return err
	}
	return &journal.CorruptError{Stream: stream, Reason: err.Error()}
}
