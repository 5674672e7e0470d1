package kanban

import (
	"fmt"
	"testing"
	"time"
)

// bigBoard is a board of n cards spread over all stages.
func bigBoard(b testing.TB, n int) *Board {
	create := CreateBoard{ID: "b", Name: "Board"}
	stages := StandardStages()
	for i := range n {
		s := stages[i%len(stages)]
		create.Cards = append(create.Cards, AddCard{
			Card: CardID(fmt.Sprint("c", i)), Lane: s.Lane, Stage: StageID(s.Key), Title: fmt.Sprint("Procurement of system number ", i),
			Set: Patch{"description": "Replaces three systems whose contracts end.", "owner": UserID("ann"), "end": Date("2027-06-30")},
		})
	}
	board := new(Board)
	events, err := board.Decide("ann", time.Unix(0, 0), create)
	if err != nil {
		b.Fatal(err)
	}
	for i, e := range events {
		e.Seq = uint64(i + 1)
		board.Apply(e)
	}
	return board
}

func BenchmarkMove(b *testing.B) {
	board := bigBoard(b, 5000)
	stages := StandardStages()
	for i := range b.N {
		s := stages[i%len(stages)]
		data := fmt.Appendf(nil, `{"id":"k%d","cmd":"card.move","card":"c%d","lane":"%s","stage":"%s"}`, i, i*7%5000, s.Lane, s.Key)
		id, cmd, err := DecodeCommand(data, nil)
		if err != nil {
			b.Fatal(err)
		}
		events, err := board.Decide("ann", time.Unix(int64(i), 0), cmd)
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range events {
			e.Seq, e.ID = board.Seq+1, id
			EncodeEvent(e)
			board.Apply(e)
		}
	}
}

func BenchmarkDecodeEvent(b *testing.B) {
	stored := EncodeEvent(Event{Seq: 1, At: time.Unix(0, 0), By: "ann", ID: "k", Change: CardMoved{"c1", Marathon, "need", "a0", time.Unix(0, 0).UTC()}})
	for b.Loop() {
		if _, err := DecodeEvent(stored); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWholeBoard(b *testing.B) {
	board := bigBoard(b, 5000)
	var buf []byte
	for b.Loop() {
		buf = board.AppendJSON(buf[:0], "e")
	}
	b.SetBytes(int64(len(buf)))
}

func BenchmarkUndo(b *testing.B) {
	board := bigBoard(b, 5000)
	apply := func(events []Event, err error) {
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range events {
			e.Seq = board.Seq + 1
			board.Apply(e)
		}
	}
	for b.Loop() {
		apply(board.Decide("ann", time.Unix(0, 0), MoveCard{Card: "c0", Lane: Sprint, Stage: "ready"}))
		apply(board.Decide("ann", time.Unix(0, 0), Undo{}))
	}
}
