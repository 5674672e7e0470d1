package bolt

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"time"

	"takt/server/journal"
)

// What a file holds, byte by byte; numbers are big-endian.
//
//	entry     version 1, crc32c 4, hash of the entry before 32, time 8,
//	          how much an earlier entry was later uvarint, length of id
//	          uvarint, id, data
//	head      version 1, crc32c 4, seq 8, indexed seq 8, latest time 8, hash
//	          of the last entry 32
//	snapshot  version 1, crc32c 4, data
//	facts     crc32c 4, JSON
//
// A checksum covers the rest of its value and what the value is filed
// under. The hash of an entry is the SHA-256 of its key and its value; the
// first entry follows the hash of the stream's name.

const (
	recordVersion = 1
	sealed        = 5 // version and checksum
	entryFixed    = sealed + sha256.Size + 8
	headSize      = sealed + 8 + 8 + 8 + sha256.Size
	maxSeq        = 1<<56 - 1 // so that the key of an entry sorts before headKey
)

// headKey is where the bucket of a stream keeps its head: behind the
// entries, so on the page that an append writes anyway.
var headKey = []byte("head")

type hash [sha256.Size]byte

// origin is what the first entry of a stream follows.
func origin(stream string) hash { return sha256.Sum256([]byte("takt stream " + stream)) }

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func hashEntry(key, value []byte) (h hash) {
	sum := sha256.New()
	sum.Write(key)
	sum.Write(value)
	sum.Sum(h[:0])
	return h
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(under, value []byte) uint32 {
	crc := crc32.Update(0, castagnoli, under)
	crc = crc32.Update(crc, castagnoli, value[:1])
	return crc32.Update(crc, castagnoli, value[sealed:])
}

// seal completes a value that begins with room for version and checksum.
func seal(under, value []byte) []byte {
	value[0] = recordVersion
	binary.BigEndian.PutUint32(value[1:], checksum(under, value))
	return value
}

// unseal returns what a value says after its version and checksum.
func unseal(under, value []byte) ([]byte, error) {
	switch {
	case len(value) < sealed:
		return nil, errors.New("it is cut short")
	case binary.BigEndian.Uint32(value[1:]) != checksum(under, value):
		return nil, errors.New("its checksum does not match")
	case value[0] != recordVersion:
		return nil, errors.New("its version is unknown")
	}
	return value[sealed:], nil
}

// A link is an entry as it is stored.
type link struct {
	journal.Entry
	prev   hash
	latest time.Time // the latest time of this and all earlier entries
}

func (l *link) encode() []byte {
	v := make([]byte, sealed, entryFixed+2*binary.MaxVarintLen64+len(l.ID)+len(l.Data))
	v = append(v, l.prev[:]...)
	v = binary.BigEndian.AppendUint64(v, uint64(l.At.UnixNano()))
	v = binary.AppendUvarint(v, uint64(l.latest.Sub(l.At)))
	v = binary.AppendUvarint(v, uint64(len(l.ID)))
	v = append(v, l.ID...)
	v = append(v, l.Data...)
	return seal(seqKey(l.Seq), v)
}

// decodeEntry takes a stored entry apart. The result keeps nothing of value.
func decodeEntry(seq uint64, value []byte) (link, error) {
	l, data, err := splitEntry(seq, value)
	if err == nil {
		l.Data = append([]byte{}, data...)
	}
	return l, err
}

// splitEntry is decodeEntry, except that the data is left where it is.
func splitEntry(seq uint64, value []byte) (l link, data []byte, err error) {
	b, err := unseal(seqKey(seq), value)
	if err != nil {
		return l, nil, err
	}
	short := errors.New("it is too short")
	if len(b) < entryFixed-sealed {
		return l, nil, short
	}
	b = b[copy(l.prev[:], b):]
	l.Seq = seq
	l.At = time.Unix(0, int64(binary.BigEndian.Uint64(b))).UTC()
	b = b[8:]
	late, n := binary.Uvarint(b)
	if n <= 0 {
		return l, nil, short
	}
	l.latest = l.At.Add(time.Duration(late))
	b = b[n:]
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return l, nil, short
	}
	b = b[n:]
	l.ID = string(b[:size])
	return l, b[size:], nil
}

// A head is where a stream ends.
type head struct {
	seq     uint64
	indexed uint64 // requests up to here are in the index
	latest  time.Time
	hash    hash
}

func (h head) encode(stream string) []byte {
	v := make([]byte, sealed, headSize)
	v = binary.BigEndian.AppendUint64(v, h.seq)
	v = binary.BigEndian.AppendUint64(v, h.indexed)
	v = binary.BigEndian.AppendUint64(v, uint64(h.latest.UnixNano()))
	v = append(v, h.hash[:]...)
	return seal([]byte(stream), v)
}

func decodeHead(stream string, value []byte) (h head, err error) {
	b, err := unseal([]byte(stream), value)
	if err != nil {
		return h, err
	}
	if len(value) != headSize {
		return h, errors.New("it has the wrong length")
	}
	h.seq = binary.BigEndian.Uint64(b)
	h.indexed = binary.BigEndian.Uint64(b[8:])
	h.latest = time.Unix(0, int64(binary.BigEndian.Uint64(b[16:]))).UTC()
	copy(h.hash[:], b[24:])
	return h, nil
}
