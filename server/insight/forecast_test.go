package insight

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"takt/server/kanban"
)

// The worked example of L. F. da Costa, How to replace estimations and guesses
// with a Monte Carlo simulation (2021): ten days of throughput, and how likely
// it was in a million runs that 50 stories took so many days or more. He gives
// the days as dates and these shares as counts of runs.
var (
	daCostaDays  = []int{1, 2, 0, 1, 1, 2, 3, 1, 2, 1}
	daCostaTails = map[int]float64{34: 0.765267, 36: 0.546177, 38: 0.320170, 40: 0.152931, 42: 0.059527}
)

func newRand() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func TestForecastAgreesWithPublishedExample(t *testing.T) {
	days := howLong(daCostaDays, 50, newRand())
	for least, want := range daCostaTails {
		got := share(days, func(d int) bool { return d >= least })
		if math.Abs(got-want) > 0.015 { // three standard errors of 10,000 trials
			t.Errorf("%d days or more: %.4f, published %.4f", least, got, want)
		}
	}
	// His percentiles are two days apart, 25, 50, 75, 85 and 95.
	for percent, want := range map[int]int{25: 34, 50: 36, 75: 38, 85: 40, 95: 42} {
		if got := atMost(days, percent); got != want {
			t.Errorf("%d per cent of the runs took %d days, published %d", percent, got, want)
		}
	}
	// The same post asks how likely 60 draws add up to 365 at most: 36.69 %.
	totals := howMany([]int{2, 3, 4, 6, 6, 6, 8, 8, 9, 10}, 60, newRand())
	if got := share(totals, func(n int) bool { return n <= 365 }); math.Abs(got-0.3669) > 0.015 {
		t.Errorf("at most 365: %.4f, published 0.3669", got)
	}
}

// exactly returns how likely each sum of so many draws is.
func exactly(samples []int, draws int) []float64 {
	chances := []float64{1}
	for range draws {
		next := make([]float64, len(chances)+slices.Max(samples))
		for sum, chance := range chances {
			for _, n := range samples {
				next[sum+n] += chance / float64(len(samples))
			}
		}
		chances = next
	}
	return chances
}

// from returns how likely a sum of at least n is.
func from(chances []float64, n int) (sum float64) {
	for i := n; i < len(chances); i++ {
		sum += chances[i]
	}
	return sum
}

func TestForecastAgreesWithExactDistribution(t *testing.T) {
	for _, samples := range [][]int{daCostaDays, {0, 0, 0, 0, 0, 0, 1}, {0, 0, 5}, {1}, {0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0}} {
		chances := exactly(samples, 30)
		totals := howMany(samples, 30, newRand())
		for n := range chances {
			if got, want := share(totals, func(total int) bool { return total >= n }), from(chances, n); math.Abs(got-want) > 0.02 {
				t.Errorf("%v: at least %d in 30 days: %.4f, exactly %.4f", samples, n, got, want)
			}
		}
		days := howLong(samples, 4, newRand())
		for d := 1; d < 60; d++ {
			got := share(days, func(took int) bool { return took <= d })
			if want := from(exactly(samples, d), 4); math.Abs(got-want) > 0.02 {
				t.Errorf("%v: 4 within %d days: %.4f, exactly %.4f", samples, d, got, want)
			}
		}
		for _, p := range []int{50, 85, 95} {
			n := atLeast(totals, p)
			if high, low := from(chances, n), from(chances, n+1); high < float64(p)/100-0.02 || low > float64(p)/100+0.02 {
				t.Errorf("%v: %d %%: at least %d, which is %.4f likely, and one more %.4f", samples, p, n, high, low)
			}
		}
	}
}

// pilots finishes a pilot on each of the days.
func pilots(t *testing.T, w *world, days ...string) {
	for _, day := range days {
		id := kanban.CardID(w.mint())
		w.on(day).must(t,
			kanban.AddCard{Card: id, Lane: kanban.Sprint, Stage: "setup", Title: "Pilot"},
			kanban.MoveCard{Card: id, Stage: "running"})
	}
}

func TestForecastOfABoard(t *testing.T) {
	w := newWorld(t)
	pilots(t, w, "2026-10-05", "2026-10-12", "2026-10-12", "2026-10-26", "2026-11-10")
	w.on("2026-11-16").must(t,
		kanban.AddCard{Card: "p1", Lane: kanban.Sprint, Stage: "setup", Title: "In work"},
		kanban.AddCard{Card: "p2", Lane: kanban.Sprint, Stage: "setup", Title: "In work"},
		kanban.AddCard{Card: "p3", Lane: kanban.Sprint, Stage: "proposed", Title: "An idea"})
	q := Query{From: "2026-10-01", To: "2026-11-16"}
	f := ask[*Forecast](t, w, "forecast", q)
	if f.Lane != kanban.Sprint || f.Days != 47 || f.Finished != 5 || f.When.Cards != 2 || f.HowMany.By != "2026-12-30" {
		t.Errorf("%+v", f)
	}
	// 44 days lie ahead, with 5 finished on 47 before.
	if f.HowMany.P50 != 5 && f.HowMany.P50 != 4 || f.HowMany.P85 > f.HowMany.P50 || f.HowMany.P95 > f.HowMany.P85 || f.HowMany.Chance < 0.9 {
		t.Errorf("how many: %+v", f.HowMany)
	}
	if f.When.P50 > f.When.P85 || f.When.P85 > f.When.P95 || f.When.P50 <= "2026-11-16" {
		t.Errorf("when: %+v", f.When)
	}
	if again := ask[*Forecast](t, w, "forecast", q); asJSON(again) != asJSON(f) {
		t.Error("the same question has another answer")
	}
	q.By, q.Cards = "2026-11-30", 10
	other := ask[*Forecast](t, w, "forecast", q)
	if other.When.Cards != 10 || other.HowMany.By != "2026-11-30" || other.When.P85 <= f.When.P85 {
		t.Errorf("ten cards: %+v", other.When)
	}
}

func TestForecastWithoutHistory(t *testing.T) {
	w := newWorld(t).on("2026-11-16")
	f := ask[*Forecast](t, w, "forecast", Query{Lane: kanban.Marathon, Cards: 3})
	if f.HowMany.P50 != 0 || f.HowMany.Chance != 0 || f.When.P50 != "" || f.When.P95 != "" || f.Lane != kanban.Marathon {
		t.Errorf("%+v", f)
	}
	for _, q := range []Query{{By: "2026-11-16"}, {By: "soon"}, {Cards: -1}, {By: "2050-01-01"}} {
		q.Now = w.now
		if _, err := w.fold(t).Ask("forecast", q); err == nil {
			t.Errorf("%+v is answered", q)
		}
	}
}
