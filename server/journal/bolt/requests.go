package bolt

import (
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// indexLag is how many entries may be waiting for their requests to be
// indexed. Request ids come in no order, so each would have every append
// write pages all over the index; many at a time do it now and then, and
// share the pages. Find looks through those that wait.
const indexLag = 256

// indexRequests adds the requests of the entries that wait to the index. A
// request that is there already keeps its first entry.
func indexRequests(tx *bbolt.Tx, stream string, end head) error {
	ids, err := bucketFor(tx, stream+idsSuffix)
	if err != nil {
		return err
	}
	return eachWaiting(tx, stream, end, func(seq uint64, id string) (bool, error) {
		if id == "" || ids.Get([]byte(id)) != nil {
			return true, nil
		}
		return true, ids.Put([]byte(id), seqKey(seq))
	})
}

// eachWaiting calls do for the requests that are not indexed, until it says
// no. Entries without one have the id "".
func eachWaiting(tx *bbolt.Tx, stream string, end head, do func(seq uint64, id string) (more bool, err error)) error {
	if end.indexed == end.seq {
		return nil
	}
	entries := tx.Bucket([]byte(stream + entriesSuffix)).Cursor()
	key, value := entries.Seek(seqKey(end.indexed + 1))
	for seq := end.indexed + 1; seq <= end.seq; seq++ {
		if seqOf(key, 0) != seq {
			return &journal.CorruptError{Stream: stream, Seq: seq, Reason: "it is missing"}
		}
		l, _, err := splitEntry(seq, value)
		if err != nil {
			return &journal.CorruptError{Stream: stream, Seq: seq, Reason: err.Error()}
		}
		if more, err := do(seq, l.ID); !more || err != nil {
			return err
		}
		key, value = entries.Next()
	}
	return nil
}

// Find implements journal.Journal.
func (j *Journal) Find(ctx context.Context, stream, id string, upTo uint64) (seq uint64, ok bool, err error) {
	if upTo == 0 {
		return 0, false, nil
	}
	err = j.viewStream(ctx, stream, func(tx *bbolt.Tx) error {
		end, err := readHead(tx, stream)
		if err != nil || id == "" {
			return err
		}
		if seq, err = findIndexed(tx, stream, id, end); seq == 0 && err == nil && upTo > end.indexed {
			seq, err = findWaiting(tx, stream, id, end)
		}
		return err
	})
	return seq, seq != 0 && err == nil, err
}

// findIndexed looks a request up in the index, and makes sure that the
// entry found is the one.
func findIndexed(tx *bbolt.Tx, stream, id string, end head) (uint64, error) {
	if end.indexed == 0 {
		return 0, nil
	}
	key := tx.Bucket([]byte(stream + idsSuffix)).Get([]byte(id))
	if key == nil {
		return 0, nil
	}
	wrong := &journal.CorruptError{Stream: stream, Reason: fmt.Sprintf("the index does not lead to request %s", id)}
	seq := seqOf(key, 0)
	if seq == 0 || seq > end.indexed {
		return 0, wrong
	}
	l, err := entryAt(tx, stream, seq)
	if err == nil && l.ID != id {
		err = wrong
	}
	return seq, err
}

func findWaiting(tx *bbolt.Tx, stream, id string, end head) (seq uint64, err error) {
	err = eachWaiting(tx, stream, end, func(at uint64, waiting string) (bool, error) {
		if waiting == id {
			seq = at
		}
		return seq == 0, nil
	})
	return seq, err
}

// seqOf returns the number that a key is, or otherwise another one.
func seqOf(key []byte, otherwise uint64) uint64 {
	if len(key) != 8 {
		return otherwise
	}
	return binary.BigEndian.Uint64(key)
}

// An indexCheck compares the index of a stream with its entries.
type indexCheck struct {
	streamCheck
	ids      *bbolt.Bucket // nil if nothing is indexed yet
	indexed  uint64
	requests int // how many there are up to indexed
}

// entry makes sure that the index leads to the entry, or to an earlier one
// of the same request.
func (c *indexCheck) entry(e journal.Entry) {
	if e.ID == "" || e.Seq > c.indexed || c.ids == nil {
		return
	}
	seq := seqOf(c.ids.Get([]byte(e.ID)), 0)
	switch {
	case seq == e.Seq:
		c.requests++
	case seq == 0 || seq > e.Seq:
		c.problem(e.Seq, "the index does not lead to it")
	default:
		if first, err := entryAt(c.tx, c.name, seq); err == nil && first.ID != e.ID {
			c.problem(e.Seq, fmt.Sprintf("the index leads to entry %d instead", seq))
		}
	}
}

// end makes sure that the index leads to nothing else.
func (c *indexCheck) end() {
	if c.ids == nil {
		return
	}
	n := 0
	cursor := c.ids.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		n++
	}
	if n != c.requests {
		c.problem(0, fmt.Sprintf("the index names %d requests, and the entries %d", n, c.requests))
	}
}
