package bolt

import (
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// An appending is a call of Append that waits for its answer.
type appending struct {
	stream  string
	head    uint64
	entries []journal.Entry
	lag     uint64     // how many entries may wait to be indexed
	refused error      // why nothing of this one is written; set by who commits
	answer  chan error // buffered: who commits never waits for a caller
}

// A chore is a write that is not worth sharing a commit with appends.
type chore struct {
	do     func(*bbolt.Tx) error
	answer chan error // buffered
}

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
	a := &appending{stream: stream, head: head, entries: entries, lag: j.opt.indexLag, answer: make(chan error, 1)}
	if j.queue.Load() == 0 && j.pen.TryLock() {
		defer j.pen.Unlock()
		j.commit(j.gather(a))
		return <-a.answer
	}
	j.queue.Add(1)
	defer j.queue.Add(-1)
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

func (a *appending) size() (n int) {
	for _, e := range a.entries {
		n += len(e.Data)
	}
	return n
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
	if end.seq-end.indexed >= a.lag {
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
