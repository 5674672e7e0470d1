package bolt

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"

	"takt/server/journal"
)

func TestEntryRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(0, rapid.Int64Min(0).Draw(t, "at")).UTC()
		l := link{
			Entry: journal.Entry{
				Seq:  rapid.Uint64().Draw(t, "seq"),
				At:   at,
				ID:   rapid.StringN(-1, -1, journal.MaxID).Draw(t, "id"),
				Data: rapid.SliceOfN(rapid.Byte(), 0, 500).Draw(t, "data"),
			},
			prev:   hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "prev")),
			latest: at.Add(time.Duration(rapid.Int64Range(0, 1e15).Draw(t, "late"))),
		}
		value := l.encode()
		got, err := decodeEntry(l.Seq, value)
		if err != nil || got.prev != l.prev || !got.latest.Equal(l.latest) || !got.At.Equal(l.At) ||
			got.Seq != l.Seq || got.ID != l.ID || !bytes.Equal(got.Data, l.Data) {
			t.Fatalf("%+v, %v, want %+v", got, err, l)
		}
		if _, err := decodeEntry(l.Seq+1, value); err == nil {
			t.Fatal("it passes for another entry")
		}
		if _, err := decodeEntry(l.Seq, value[:rapid.IntRange(0, len(value)-1).Draw(t, "cut")]); err == nil {
			t.Fatal("it may be cut short")
		}
	})
}

// TestDecodeAnything gives the decoders values with a right checksum and
// anything in them: they may refuse, and must not panic.
func TestDecodeAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := append(make([]byte, sealed), rapid.SliceOfN(rapid.Byte(), 0, 120).Draw(t, "value")...)
		if l, err := decodeEntry(7, seal(seqKey(7), bytes.Clone(b))); err == nil && len(l.ID)+len(l.Data) > len(b) {
			t.Fatalf("%d bytes make %+v", len(b), l)
		}
		h, err := decodeHead("s", seal([]byte("s"), bytes.Clone(b)))
		if (err == nil) != (len(b) == headSize) {
			t.Fatalf("a head of %d bytes: %+v, %v", len(b), h, err)
		}
	})
}
