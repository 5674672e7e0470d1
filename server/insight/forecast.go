package insight

import (
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"takt/server/kanban"
	"takt/server/pace"
)

// Forecast says what can be expected of a lane if it goes on as in the period:
// how many cards will be finished by a day, and when a number of them will be.
//
// The method is Monte Carlo simulation by sampling throughput, as D. Vacanti
// describes it in When Will It Be Done? (2020) and T. Magennis implements it
// in his Throughput Forecaster (focusedobjective.com). For every day to come
// the simulation draws a day of the period, each as likely as any other and
// days without anything finished among them, and takes what was finished on
// it; it goes through the days to come [Trials] times. A percentile is the
// best that was reached in so many of 100 trials: with 85 per cent likelihood
// at least so many, or by that day at the latest. The random numbers follow
// from the samples and the question, so the same question has the same answer.
//
// The tests hold it against the exact distribution and the worked example of
// L. F. da Costa, How to replace estimations and guesses with a Monte Carlo
// simulation (2021, lucasfcosta.com).
//
// It knows nothing of which cards are in work, holidays to come or people who
// leave, and little when Finished is less than ten or so.
type Forecast struct {
	Lane     kanban.LaneKey `json:"lane"`
	Days     int            `json:"days"`     // in the period
	Finished int            `json:"finished"` // on these days
	Trials   int            `json:"trials"`
	HowMany  ForecastMany   `json:"how_many"`
	When     ForecastWhen   `json:"when"`
}

// Trials is how many times the days to come are simulated.
const Trials = 10_000

// maxAhead bounds how many days ahead the simulation goes.
const maxAhead = 5 * 366

// A ForecastMany is how many cards will be finished by a day.
type ForecastMany struct {
	By     kanban.Date  `json:"by"`
	P50    int          `json:"p50"` // at least so many
	P85    int          `json:"p85"`
	P95    int          `json:"p95"`
	Chance float64      `json:"chance"` // that it is at least ForecastWhen.Cards
	Chart  []CardsShare `json:"chart"`
}

// A CardsShare is the share of the trials that finished a number of cards.
type CardsShare struct {
	Cards int     `json:"cards"`
	Share float64 `json:"share"`
}

// A DayShare is the share of the trials that were through on a day; the day is
// absent for those that were not within five years.
type DayShare struct {
	Day   kanban.Date `json:"day,omitzero"`
	Share float64     `json:"share"`
}

// A ForecastWhen is when a number of cards will be finished. A day is absent
// if it is more than five years ahead.
type ForecastWhen struct {
	Cards int         `json:"cards"`
	P50   kanban.Date `json:"p50,omitzero"` // on this day at the latest
	P85   kanban.Date `json:"p85,omitzero"`
	P95   kanban.Date `json:"p95,omitzero"`
	Chart []DayShare  `json:"chart"`
}

func (fr *frame) forecast() (*Forecast, error) {
	if fr.lane == "" {
		fr.lanes = slices.DeleteFunc(fr.lanes, func(s *scope) bool { return s.Key != kanban.Sprint })
	}
	days, wanted, err := fr.wanted()
	if err != nil {
		return nil, err
	}
	samples, finished := fr.finishedPerDay()
	rng := rand.New(rand.NewPCG(seedOf(samples, days, wanted)))
	many, long := howMany(samples, days, rng), howLong(samples, wanted, rng)
	f := &Forecast{Lane: fr.lanes[0].Key, Days: len(samples), Finished: finished, Trials: Trials}
	f.HowMany = ForecastMany{
		By:  (fr.to + Day(days)).Date(),
		P50: atLeast(many, 50), P85: atLeast(many, 85), P95: atLeast(many, 95),
		Chance: round(share(many, func(n int) bool { return n >= wanted }), 4),
		Chart:  charted(many, func(n int, share float64) CardsShare { return CardsShare{n, share} }),
	}
	day := func(n int) kanban.Date {
		if n > maxAhead {
			return ""
		}
		return (fr.to + Day(n)).Date()
	}
	f.When = ForecastWhen{
		Cards: wanted,
		P50:   day(atMost(long, 50)), P85: day(atMost(long, 85)), P95: day(atMost(long, 95)),
		Chart: charted(long, func(n int, share float64) DayShare { return DayShare{day(n), share} }),
	}
	return f, nil
}

// wanted returns how many days ahead, and how many cards, are asked about.
func (fr *frame) wanted() (days, cards int, err error) {
	by := fr.nextDeadline()
	if fr.query.By != "" {
		var ok bool
		if by, ok = ParseDay(fr.query.By); !ok || by <= fr.to || by > fr.to+maxAhead {
			return 0, 0, wrong("by", "a day after the period and at most five years on is expected")
		}
	}
	if cards = fr.query.Cards; cards < 0 || cards > maxWanted {
		return 0, 0, wrong("cards", "1 to %d cards can be asked about", maxWanted)
	}
	if cards == 0 {
		for _, j := range fr.journeys() {
			if j.inProgress() {
				cards++
			}
		}
	}
	return int(by - fr.to), max(1, cards), nil
}

// nextDeadline returns the last working day of the quarter, or of the next one
// when that is over.
func (fr *frame) nextDeadline() Day {
	quarter := pace.QuarterOf(fr.to.Date())
	last := deadline(kanban.Quarter(quarter), fr.fold.Settings.Country)
	if last <= fr.to {
		last = deadline(kanban.Quarter(quarter.Next()), fr.fold.Settings.Country)
	}
	return last
}

// finishedPerDay returns how many cards were finished on each day of the
// period, and on all of them.
func (fr *frame) finishedPerDay() (samples []int, finished int) {
	samples = make([]int, fr.to-fr.from+1)
	for _, j := range fr.journeys() {
		if fr.within(j.done) {
			samples[dayOf(j.done)-fr.from]++
			finished++
		}
	}
	return samples, finished
}

// seedOf makes random numbers follow from a question.
func seedOf(samples []int, days, wanted int) (uint64, uint64) {
	h := fnv.New64a()
	for _, n := range append([]int{days, wanted}, samples...) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
	}
	return h.Sum64(), uint64(len(samples))
}

// howMany returns how many cards each trial finished in a number of days,
// ascending.
func howMany(samples []int, days int, rng *rand.Rand) []int {
	totals := make([]int, Trials)
	for trial := range totals {
		for range days {
			totals[trial] += samples[rng.IntN(len(samples))]
		}
	}
	slices.Sort(totals)
	return totals
}

// howLong returns how many days each trial took to finish a number of cards,
// ascending; one more than maxAhead where it did not.
func howLong(samples []int, wanted int, rng *rand.Rand) []int {
	days := make([]int, Trials)
	if slices.Max(samples) == 0 {
		for trial := range days {
			days[trial] = maxAhead + 1
		}
		return days
	}
	for trial := range days {
		for left := wanted; left > 0 && days[trial] <= maxAhead; days[trial]++ {
			left -= samples[rng.IntN(len(samples))]
		}
	}
	slices.Sort(days)
	return days
}

// atMost returns the value that percent of 100 trials did not exceed.
func atMost(sorted []int, percent int) int { return sorted[rankOf(percent, len(sorted))-1] }

// atLeast returns the value that percent of 100 trials reached.
func atLeast(sorted []int, percent int) int { return sorted[len(sorted)-rankOf(percent, len(sorted))] }

func share(values []int, is func(int) bool) float64 {
	n := 0
	for _, v := range values {
		if is(v) {
			n++
		}
	}
	return float64(n) / float64(len(values))
}

// charted counts equal values.
func charted[T any](sorted []int, bar func(value int, share float64) T) []T {
	chart := []T{}
	for from := 0; from < len(sorted); {
		to := from
		for to < len(sorted) && sorted[to] == sorted[from] {
			to++
		}
		chart = append(chart, bar(sorted[from], round(float64(to-from)/float64(len(sorted)), 4)))
		from = to
	}
	return chart
}

// Table has a row for each number of cards and each day that trials ended with.
func (f *Forecast) Table() Table {
	t := Table{Columns: []string{"question", "cards", "day", "share"}}
	for _, b := range f.HowMany.Chart {
		t.row("how_many", b.Cards, f.HowMany.By, b.Share)
	}
	for _, b := range f.When.Chart {
		t.row("when", f.When.Cards, b.Day, b.Share)
	}
	return t
}
