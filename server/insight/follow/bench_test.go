package follow

import (
	"fmt"
	"iter"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"takt/server/insight"
	"takt/server/journal"
	"takt/server/journal/bolt"
	"takt/server/kanban"
)

// history yields the stored events of a busy board, year after year: of ten
// events five are moves, three change a card, one is a comment and one spreads
// ranks or tells something else. One change in three is of a field that
// figures are made of.
func history(events int) iter.Seq2[uint64, []byte] {
	return func(yield func(uint64, []byte) bool) {
		seq := uint64(0)
		tell := func(c kanban.Change) bool {
			seq++
			e := kanban.Event{Seq: seq, At: told(seq), By: "kari-nordmann", ID: fmt.Sprintf("%016x", seq), Sum: "0123456789abcdef", Change: c}
			return yield(seq, kanban.EncodeEvent(e))
		}
		tell(kanban.BoardCreated{Board: portfolio, Name: "Portfolio", Lanes: kanban.StandardLanes()})
		lanes := kanban.StandardLanes()
		for i := 0; seq < uint64(events); i++ {
			lane, at := lanes[i%2], told(seq+1)
			card := kanban.CardID(fmt.Sprint("card-", i/20%5000))
			stage := lane.Stages[i/20%len(lane.Stages)].ID
			var c kanban.Change
			switch {
			case i%20 == 0 && i < 20*5000:
				c = kanban.CardAdded{Card: card, Lane: lane.Key, Stage: stage, Rank: "a0", Since: at, Set: kanban.Patch{"title": "Case system for the schools", "effort": 2.0}}
			case i%10 < 5:
				c = kanban.CardMoved{Card: card, Lane: lane.Key, Stage: lane.Stages[i%len(lane.Stages)].ID, Rank: "a0V", Since: at}
			case i%10 < 7:
				c = kanban.CardChanged{Card: card, Set: kanban.Patch{"description": "What we know so far, in a few words or in many.", "owner": kanban.UserID("ola")}}
			case i%10 < 8:
				c = kanban.CardChanged{Card: card, Set: kanban.Patch{"end": kanban.Date("2027-06-30"), "quarter": kanban.Quarter("2027-Q2")}}
			case i%10 < 9:
				c = kanban.CommentAdded{Card: card, Comment: kanban.CommentID(fmt.Sprint("m", i)), Author: "ola", WrittenAt: at, Text: "We have spoken with the supplier."}
			default:
				c = kanban.CardsRanked{Lane: lane.Key, Stage: stage, Ranks: map[kanban.CardID]string{card: "a1"}}
			}
			if !tell(c) {
				return
			}
		}
	}
}

// told is when an event of the history happened.
func told(seq uint64) time.Time {
	return time.Date(2022, 1, 3, 8, 0, 0, 0, time.UTC).Add(time.Duration(seq) * 90 * time.Second)
}

// record writes a history to a journal.
func record(t testing.TB, events int) *bolt.Journal {
	t.Helper()
	j, err := bolt.Open(filepath.Join(t.TempDir(), "takt.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	var lot []journal.Entry
	head := uint64(0)
	flush := func() {
		if err := j.Append(t.Context(), streamPrefix+string(portfolio), head, lot); err != nil {
			t.Fatal(err)
		}
		head, lot = head+uint64(len(lot)), lot[:0]
	}
	for seq, stored := range history(events) {
		if lot = append(lot, journal.Entry{Seq: seq, At: told(seq), Data: stored}); len(lot) == 20_000 {
			flush()
		}
	}
	flush()
	return j
}

// BenchmarkMillionEvents folds a board of a million events anew from its
// journal, as after the stored fold was deleted, and then opens the stored one.
//
//	go test -run '^$' -bench MillionEvents -benchtime 3x ./server/insight/follow
func BenchmarkMillionEvents(b *testing.B) {
	const events = 1_000_000
	j := record(b, events)
	dir := b.TempDir()
	look := func(b *testing.B, dir string) {
		f := Open(Config{Journal: j, Dir: dir})
		defer f.Close(b.Context())
		if err := f.Look(b.Context(), portfolio, func(f *insight.Fold) error {
			if f.Seq != events {
				b.Errorf("folded up to %d", f.Seq)
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	look(b, dir)
	for name, from := range map[string]string{"anew": "", "stored": dir} {
		b.Run(name, func(b *testing.B) {
			before := processor(b)
			for b.Loop() {
				look(b, from)
			}
			b.ReportMetric((processor(b)-before).Seconds()/float64(b.N), "cpu-s/op")
		})
	}
}

// processor returns how much of the processors this process has used.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkFigures makes each figure of a board of a million events and 5,000
// cards, over four years.
func BenchmarkFigures(b *testing.B) {
	fold := new(insight.Fold)
	for seq, stored := range history(1_000_000) {
		if err := fold.Take(seq, stored); err != nil {
			b.Fatal(err)
		}
	}
	for _, name := range insight.Names() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := fold.Ask(name, insight.Query{From: "2022-01-01", Step: "week", Now: told(fold.Seq)}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
