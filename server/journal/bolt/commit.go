package bolt

import (
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

// A commit takes up at most so much; the rest is in the next one.
const (
	maxGroup      = 1024
	maxGroupBytes = 8 << 20
)

// commitLoop writes for all who find that somebody is writing. While the disk
// is waited for others gather, and are committed together; nobody waits for a
// clock. Who finds nobody writing, and nobody waiting, needs no loop: Append
// then commits by itself, and spares its caller two changes of goroutine.
func (j *Journal) commitLoop() {
	defer close(j.stopped)
	for {
		select {
		case a := <-j.appends:
			j.pen.Lock()
			j.commit(j.gather(a))
			j.pen.Unlock()
		case c := <-j.chores:
			j.pen.Lock()
			c.answer <- j.update(c.do)
			j.pen.Unlock()
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
	if !errors.Is(err, errNothing) {
		j.committed(group, time.Since(start), err)
	}
	for _, a := range group {
		a.answer <- a.outcome(err)
	}
}

// outcome returns what comes of an append if the commit ends with err. When
// it failed, a refusal may be due to what was not written after all.
func (a *appending) outcome(err error) error {
	if err == nil || errors.Is(err, errNothing) {
		return a.refused
	}
	return inStream(a.stream, err)
}

func (j *Journal) committed(group []*appending, took time.Duration, err error) {
	if j.opt.Committed == nil {
		return
	}
	c := Commit{Took: took, Err: err}
	for _, a := range group {
		if a.refused == nil || err != nil {
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
