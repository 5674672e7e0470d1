package bolt

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// SaveSnapshot implements journal.Journal.
func (j *Journal) SaveSnapshot(ctx context.Context, stream string, s journal.Snapshot) error {
	if err := journal.Check(stream, 0, nil); err != nil {
		return err
	}
	value := append(make([]byte, sealed, sealed+len(s.Data)), s.Data...)
	seal(snapshotName(stream, s.Seq), value)
	return inStream(stream, j.write(ctx, func(tx *bbolt.Tx) error {
		end, err := readHead(tx, stream)
		if err != nil {
			return err
		}
		if s.Seq == 0 || s.Seq > end.seq {
			return fmt.Errorf("%w: stream %s: a snapshot at entry %d of %d", journal.ErrInvalid, stream, s.Seq, end.seq)
		}
		b, err := bucketFor(tx, stream+snapshotsSuffix)
		if err != nil {
			return err
		}
		if err := b.Put(seqKey(s.Seq), value); err != nil {
			return err
		}
		return thin(b)
	}))
}

// snapshotName is what the checksum of a snapshot covers beside its value.
func snapshotName(stream string, seq uint64) []byte {
	return append(seqKey(seq), stream...)
}

// thin deletes snapshots so that few are left: the newest, and of each band
// of distances from it, 1 to 3, 4 to 15, 16 to 63, …, the oldest, which is
// the one that will be in the next band some day.
func thin(b *bbolt.Bucket) error {
	var seqs []uint64 // ascending
	err := b.ForEach(func(key, _ []byte) error {
		if len(key) != 8 {
			return fmt.Errorf("%d bytes where the number of a snapshot should be", len(key))
		}
		seqs = append(seqs, binary.BigEndian.Uint64(key))
		return nil
	})
	if err != nil {
		return err
	}
	newest, last := seqs[len(seqs)-1], -1
	for _, seq := range seqs {
		band := (bits.Len64(newest-seq) + 1) / 2
		if band == last {
			if err := b.Delete(seqKey(seq)); err != nil {
				return err
			}
		}
		last = band
	}
	return nil
}

// Snapshot implements journal.Journal. Damage to the snapshots is as if
// there were none; the entries have it all.
func (j *Journal) Snapshot(ctx context.Context, stream string, atMost uint64) (s journal.Snapshot, ok bool, err error) {
	err = j.viewStream(ctx, stream, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(stream + snapshotsSuffix))
		if b == nil {
			return nil
		}
		end, err := readHead(tx, stream)
		if err != nil {
			return err
		}
		s, ok = newestSnapshot(b.Cursor(), stream, min(atMost, end.seq))
		return nil
	})
	if errors.Is(err, journal.ErrCorrupt) {
		j.opt.Log.Warn("snapshots cannot be used", "stream", stream, "err", err)
		return journal.Snapshot{}, false, nil
	}
	return s, ok, err
}

// newestSnapshot returns the newest whole snapshot not after atMost.
func newestSnapshot(c *bbolt.Cursor, stream string, atMost uint64) (s journal.Snapshot, ok bool) {
	last := c.Prev
	if key, _ := c.Seek(seqKey(atMost + 1)); key == nil {
		last = c.Last
	}
	for key, value := last(); len(key) == 8; key, value = c.Prev() {
		seq := binary.BigEndian.Uint64(key)
		data, err := unseal(snapshotName(stream, seq), value)
		if err == nil && seq <= atMost {
			return journal.Snapshot{Seq: seq, Data: append([]byte{}, data...)}, true
		}
	}
	return s, false
}

// DropSnapshots implements journal.Journal.
func (j *Journal) DropSnapshots(ctx context.Context, stream string) error {
	return inStream(stream, j.write(ctx, func(tx *bbolt.Tx) error {
		name := []byte(stream + snapshotsSuffix)
		if tx.Bucket(name) == nil {
			return nil
		}
		return tx.DeleteBucket(name)
	}))
}
