package main

import (
	"testing"

	"pgregory.net/rapid"
)

// The checker is compared with what was done to the stream.
func TestOrderCountsEveryFault(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		head := rapid.IntRange(0, 60).Draw(t, "head")
		first := rapid.IntRange(0, head).Draw(t, "after")
		var stream []int
		delivered := map[int]int{}
		for seq := first + 1; seq <= head; seq++ {
			for range rapid.SampledFrom([]int{1, 1, 1, 1, 0, 2}).Draw(t, "times") {
				stream = append(stream, seq)
				delivered[seq]++
			}
		}
		for range rapid.IntRange(0, 4).Draw(t, "swaps") {
			if len(stream) > 1 {
				i := rapid.IntRange(0, len(stream)-2).Draw(t, "at")
				stream[i], stream[i+1] = stream[i+1], stream[i]
			}
		}
		want := faults{Missing: head - first - len(delivered)}
		seen, highest := map[int]bool{}, first
		for _, seq := range stream {
			switch {
			case seen[seq]:
				want.Repeated++
			case seq < highest:
				want.OutOfTurn++
			}
			seen[seq], highest = true, max(highest, seq)
		}
		o := order{last: uint64(first)}
		for _, seq := range stream {
			o.see(uint64(seq))
		}
		if got := o.end(uint64(head)); got != want {
			t.Fatalf("%v after %d gave %+v, want %+v", stream, first, got, want)
		}
	})
}

func TestOrderStartsAnewAfterAWholeBoard(t *testing.T) {
	var o order
	o.see(1)
	o.see(5)
	o.rebase(9)
	o.see(10)
	if got := o.end(10); got != (faults{}) {
		t.Errorf("%+v", got)
	}
}
