package live_test

import (
	"bytes"
	"fmt"
	"sync"
	"testing"
	"time"

	"takt/server/kanban"
)

// BenchmarkMoves measures durable moves per second on one board.
func BenchmarkMoves(b *testing.B) {
	for _, movers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("movers=%d", movers), func(b *testing.B) {
			h := newHouse(b)
			h.race(b, movers)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "moves/s")
		})
	}
}

// BenchmarkFanOut is the same with sessions that all take everything. The
// figure is for all of them together.
func BenchmarkFanOut(b *testing.B) {
	for _, movers := range []int{1, 16} {
		b.Run(fmt.Sprintf("sessions=100/movers=%d", movers), func(b *testing.B) {
			h := newHouse(b)
			const sessions = 100
			var watching sync.WaitGroup
			for range sessions {
				s := h.join("watcher", 0)
				watching.Go(func() {
					for seen := 0; seen < b.N; {
						f, err := s.Next(b.Context())
						if err != nil {
							b.Error(err)
							return
						}
						seen += bytes.Count(f.Data, []byte(`"kind":"card.moved"`))
					}
				})
			}
			h.race(b, movers)
			watching.Wait()
			b.ReportMetric(float64(b.N)*sessions/b.Elapsed().Seconds(), "deliveries/s")
		})
	}
}

// race lets movers move b.N times in all, each its own card.
func (h *house) race(b *testing.B, movers int) {
	for m := range movers {
		h.do("", kanban.AddCard{Card: kanban.CardID(fmt.Sprint("card", m)), Lane: kanban.Sprint, Stage: "ready", Title: "Card"})
	}
	room := h.room()
	h.commits = nil
	var moving sync.WaitGroup
	b.ReportAllocs()
	b.ResetTimer()
	for m := range movers {
		moving.Go(func() {
			by, card := kanban.UserID(fmt.Sprint("mover", m)), kanban.CardID(fmt.Sprint("card", m))
			for i := m; i < b.N; i += movers {
				message := moveMessage(fmt.Sprint(i), card, []kanban.StageID{"ready", "setup"}[i/movers%2])
				if _, _, err := room.DoJSON(b.Context(), by, message); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	moving.Wait()
	b.StopTimer()
	var disk time.Duration
	for _, c := range h.commits {
		disk += c.Took
	}
	b.ReportMetric(float64(b.N)/float64(len(h.commits)), "moves/commit")
	b.ReportMetric(float64(disk.Microseconds())/float64(len(h.commits)), "µs/commit")
}
