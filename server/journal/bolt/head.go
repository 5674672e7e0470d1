package bolt

import (
	"bytes"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

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
