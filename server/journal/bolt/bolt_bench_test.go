package bolt

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"takt/server/journal"
)

// The benchmarks set an append against what bbolt itself costs on the same
// disk: one update that puts the same bytes under an ascending key. Run
// them with -benchtime=3s -count=3 on a quiet machine.

// event is about what a moved card takes.
var event = make([]byte, 210)

func benchEntry(stream int, seq uint64) journal.Entry {
	return journal.Entry{Seq: seq, At: time.Unix(int64(seq), 0), ID: fmt.Sprintf("%d-%012x", stream, seq*0x9E3779B97F4A7C15), Data: event}
}

// BenchmarkLoneUpdate is the floor of BenchmarkLoneAppend.
func BenchmarkLoneUpdate(b *testing.B) {
	db := bareBolt(b)
	for i := range uint64(b.N) {
		bareUpdate(b, db, 0, i+1)
	}
}

func BenchmarkLoneAppend(b *testing.B) {
	j := open(b, filepath.Join(b.TempDir(), "takt.db"), Options{})
	b.ResetTimer()
	for i := range uint64(b.N) {
		if err := j.Append(b.Context(), "board/0", i, []journal.Entry{benchEntry(0, i+1)}); err != nil {
			b.Fatal(err)
		}
	}
}

const benchAppenders = 64

// Benchmark64Updates is the floor of Benchmark64Appenders: an update each.
func Benchmark64Updates(b *testing.B) {
	db := bareBolt(b)
	together(b, func(w int, seq uint64) { bareUpdate(b, db, w, seq) })
}

func Benchmark64Appenders(b *testing.B) {
	var commits, appends atomic.Int64
	j := open(b, filepath.Join(b.TempDir(), "takt.db"), Options{Committed: func(c Commit) {
		commits.Add(1)
		appends.Add(int64(c.Appends))
	}})
	together(b, func(w int, seq uint64) {
		err := j.Append(b.Context(), fmt.Sprintf("board/%d", w), seq-1, []journal.Entry{benchEntry(w, seq)})
		if err != nil {
			b.Error(err)
		}
	})
	b.ReportMetric(float64(appends.Load())/float64(commits.Load()), "appends/commit")
}

// together shares b.N operations among the appenders.
func together(b *testing.B, do func(w int, seq uint64)) {
	b.ResetTimer()
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	for w := range benchAppenders {
		wg.Go(func() {
			for seq := uint64(1); left.Add(-1) >= 0; seq++ {
				do(w, seq)
			}
		})
	}
	wg.Wait()
}

func bareBolt(b *testing.B) *bbolt.DB {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bbolt.Options{
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: mapped,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	b.ResetTimer()
	return db
}

func bareUpdate(b *testing.B, db *bbolt.DB, stream int, seq uint64) {
	err := db.Update(func(tx *bbolt.Tx) error {
		bucket, err := bucketFor(tx, fmt.Sprintf("board/%d", stream))
		if err != nil {
			return err
		}
		return bucket.Put(seqKey(seq), event)
	})
	if err != nil {
		b.Error(err)
	}
}
