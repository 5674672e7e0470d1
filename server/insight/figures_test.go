package insight

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"takt/server/kanban"
)

// TestFiguresAgree holds every figure of random boards against a slow, obvious
// computation.
func TestFiguresAgree(t *testing.T) {
	names := slices.Sorted(maps.Keys(slowly))
	rapid.Check(t, func(t *rapid.T) {
		w := randomWorld(t)
		f := w.fold(t)
		for _, name := range names {
			q := query(t, w, name)
			got, err := f.Ask(name, q)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := asJSON(got.Data), asJSON(slowly[name](slowOf(w, f, q))); got != want {
				t.Fatalf("%s %+v\ngot  %s\nwant %s", name, q, got, want)
			}
		}
	})
}

// query draws a question about a figure.
func query(t *rapid.T, w *world, name string) Query {
	q := Query{Now: w.now, Lane: alone[name]}
	if q.Lane == "" && name != "balance" {
		q.Lane = rapid.SampledFrom([]kanban.LaneKey{"", kanban.Marathon, kanban.Sprint}).Draw(t, "lane")
	}
	q.Unit = rapid.SampledFrom([]kanban.UnitID{"", "", "u1"}).Draw(t, "unit")
	to := DayOf(w.now) - Day(rapid.SampledFrom([]int{0, 0, 3, 100}).Draw(t, "before"))
	q.To = to.Date()
	q.From = (to - Day(rapid.SampledFrom([]int{0, 10, 120, 500}).Draw(t, "length"))).Date()
	q.Step = rapid.SampledFrom(Steps).Draw(t, "step")
	return q
}

// alone are the figures that are about one lane.
var alone = map[string]kanban.LaneKey{"on-time": kanban.Sprint, "carried": kanban.Sprint, "slip": kanban.Marathon}

func slowOf(w *world, f *Fold, q Query) *slow {
	s := &slow{world: w, query: q}
	s.places = func(p kanban.Place) int { return f.lane(p.Lane).index(p.Stage) }
	s.from, _ = ParseDay(q.From)
	s.to, _ = ParseDay(q.To)
	s.end = min((s.to + 1).begin(), w.now.UnixMilli()+1)
	return s
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

var slowly = map[string]func(*slow) any{
	"flow": slowFlow, "times": slowTimes, "stages": slowStages, "ageing": slowAgeing, "throughput": slowThroughput,
	"on-time": slowOnTime, "carried": slowCarried, "slip": slowSlip, "balance": slowBalance,
	"benefits": slowBenefits, "recognition": slowRecognition,
}

func (s *slow) stages(lane kanban.LaneKey, keep func(kanban.StageID) bool) []StageName {
	type numbered struct {
		StageName
		at int
	}
	var all []numbered
	there := map[kanban.StageID]bool{}
	for _, l := range s.world.board.Lanes() {
		for _, st := range l.Stages {
			if l.Key == lane {
				there[st.ID] = true
				all = append(all, numbered{StageName{st.ID, st.Key, st.Name, st.Custom, false}, s.places(kanban.Place{Lane: lane, Stage: st.ID})})
			}
		}
	}
	gone := new(kanban.Board)
	for _, e := range s.world.events {
		if removed, ok := e.Change.(kanban.StageRemoved); ok && removed.Lane == lane && !there[removed.Stage] {
			for _, l := range gone.Lanes() {
				for _, st := range l.Stages {
					if l.Key == lane && st.ID == removed.Stage && keep(st.ID) {
						name := StageName{st.ID, st.Key, st.Name, st.Custom, true}
						all = slices.DeleteFunc(all, func(n numbered) bool { return n.Stage == st.ID })
						all = append(all, numbered{name, s.places(kanban.Place{Lane: lane, Stage: st.ID})})
					}
				}
			}
		}
		gone.Apply(e)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].at < all[j].at })
	var names []StageName
	for _, n := range all {
		names = append(names, n.StageName)
	}
	return names
}

func slowFlow(s *slow) any {
	days, at := s.sampled(s.query.Step)
	f := &Flow{Days: []kanban.Date{}, Lanes: []FlowLane{}}
	for _, d := range days {
		f.Days = append(f.Days, d.Date())
	}
	for _, lane := range s.lanes() {
		counts := map[kanban.StageID][]int{}
		for i, m := range at {
			for _, c := range s.cards() {
				if p, ok := s.lies(c.ID, m); ok && p.Lane == lane {
					if counts[p.Stage] == nil {
						counts[p.Stage] = make([]int, len(at))
					}
					counts[p.Stage][i]++
				}
			}
		}
		l := FlowLane{Lane: lane, Stages: []FlowStage{}}
		for _, name := range s.stages(lane, func(id kanban.StageID) bool { return counts[id] != nil }) {
			if counts[name.Stage] == nil {
				counts[name.Stage] = make([]int, len(at))
			}
			l.Stages = append(l.Stages, FlowStage{name, counts[name.Stage]})
		}
		f.Lanes = append(f.Lanes, l)
	}
	return f
}

func slowTimes(s *slow) any {
	t := &Times{Cards: []TimesCard{}, Lanes: []TimesLane{}}
	for _, w := range s.ways() {
		if s.within(w.done) {
			t.Cards = append(t.Cards, TimesCard{w.name(), dayOf(w.done).Date(), calendarDays(w.began(), w.done), calendarDays(w.started, w.done)})
		}
	}
	sort.SliceStable(t.Cards, func(i, j int) bool { return t.Cards[i].Done < t.Cards[j].Done })
	for _, lane := range s.lanes() {
		var lead, cycle []float64
		for _, c := range t.Cards {
			if c.Lane == lane {
				lead, cycle = append(lead, float64(c.Lead)), append(cycle, float64(c.Cycle))
			}
		}
		t.Lanes = append(t.Lanes, TimesLane{lane, slowPercentiles(lead), slowPercentiles(cycle)})
	}
	return t
}

func slowStages(s *slow) any {
	left, here := map[kanban.Place][]float64{}, map[kanban.Place][]float64{}
	days := func(ms moment) float64 { return math.Round(float64(ms)/8.64e6) / 10 }
	for _, c := range s.cards() {
		var in *kanban.Place
		var since moment
		for _, at := range s.turns(c.ID) {
			p, ok := s.lies(c.ID, at+1)
			if in != nil && ok && *in == p {
				continue
			}
			if in != nil {
				if s.within(at) {
					left[*in] = append(left[*in], days(at-since))
				} else if at >= s.end && since < s.end {
					here[*in] = append(here[*in], days(s.end-since))
				}
			}
			if in = nil; ok {
				in, since = &p, at
			}
		}
		if in != nil && since < s.end {
			here[*in] = append(here[*in], days(s.end-since))
		}
	}
	list := &Stages{[]StageTime{}}
	for _, lane := range s.lanes() {
		place := func(id kanban.StageID) kanban.Place { return kanban.Place{Lane: lane, Stage: id} }
		for _, name := range s.stages(lane, func(id kanban.StageID) bool { return left[place(id)] != nil || here[place(id)] != nil }) {
			p, sum := place(name.Stage), 0.0
			for _, v := range left[p] {
				sum += v
			}
			if n := len(left[p]); n > 0 {
				sum = math.Round(sum/float64(n)*10) / 10
			}
			list.Stages = append(list.Stages, StageTime{lane, name, sum, slowPercentiles(left[p]), slowPercentiles(here[p])})
		}
	}
	return list
}

func slowAgeing(s *slow) any {
	a := &Ageing{[]AgeingCard{}, []AgeingStage{}, []AgeingLane{}}
	ages, cycle := map[kanban.Place][]float64{}, map[kanban.LaneKey][]float64{}
	for _, w := range s.ways() {
		start, finish, _ := s.lines(w.lane)
		last := len(w.at) - 1
		if w.done == 0 && w.dropped == 0 && w.started != 0 && s.places(w.place[last]) >= start {
			a.Cards = append(a.Cards, AgeingCard{w.name(), w.place[last].Stage, dayOf(w.started).Date(),
				calendarDays(w.started, s.end-1), calendarDays(w.at[last], s.end-1), w.card.WaitingFor})
		}
		if !s.within(w.done) {
			continue
		}
		cycle[w.lane] = append(cycle[w.lane], float64(calendarDays(w.started, w.done)))
		seen := map[kanban.Place]bool{}
		for i := last - 1; i >= 0; i-- {
			p := w.place[i]
			if p.Lane == w.lane && !seen[p] && w.at[i] < w.done && s.places(p) >= start && s.places(p) < finish {
				seen[p] = true
				ages[p] = append(ages[p], float64(calendarDays(w.started, w.at[i+1])))
			}
		}
	}
	sort.SliceStable(a.Cards, func(i, j int) bool { return a.Cards[i].Age > a.Cards[j].Age })
	for _, lane := range s.lanes() {
		start, finish, _ := s.lines(lane)
		for _, name := range s.stages(lane, func(kanban.StageID) bool { return false }) {
			p := kanban.Place{Lane: lane, Stage: name.Stage}
			if at := s.places(p); at >= start && at < finish {
				a.Stages = append(a.Stages, AgeingStage{lane, name, slowPercentiles(ages[p])})
			}
		}
		a.Lanes = append(a.Lanes, AgeingLane{lane, slowPercentiles(cycle[lane])})
	}
	return a
}

// spansOf cuts the period by trying all days.
func (s *slow) spansOf(step string) []SpanName {
	var list []SpanName
	for d := s.from; d <= s.to; d++ {
		name, first, next := around(d, step)
		if len(list) == 0 || list[len(list)-1].Name != name {
			list = append(list, SpanName{name, d.Date(), d.Date(), d == first && next-1 <= s.to && next-1 < DayOf(s.world.now)})
		}
		list[len(list)-1].To = d.Date()
	}
	return list
}

func (s *slow) in(span SpanName, at moment) bool {
	return s.within(at) && dayOf(at).Date() >= span.From && dayOf(at).Date() <= span.To
}

func slowThroughput(s *slow) any {
	t := &Throughput{[]ThroughputStep{}, []ThroughputRate{}}
	sums, whole := map[kanban.LaneKey]int{}, 0
	for _, span := range s.spansOf(s.query.Step) {
		step := ThroughputStep{SpanName: span}
		for _, lane := range s.lanes() {
			l := ThroughputLane{Lane: lane}
			for _, w := range s.ways() {
				for count, at := range map[*int]moment{&l.Arrived: w.began(), &l.Started: w.started, &l.Finished: w.done, &l.Dropped: w.dropped} {
					if w.lane == lane && s.in(span, at) {
						*count++
					}
				}
				if w.lane == lane && lane == kanban.Sprint && s.in(span, w.done) && w.card.Outcome != "" {
					if l.Outcomes == nil {
						l.Outcomes = map[string]int{}
					}
					l.Outcomes[w.card.Outcome]++
				}
			}
			if span.Whole {
				sums[lane] += l.Finished
			}
			step.Lanes = append(step.Lanes, l)
		}
		if span.Whole {
			whole++
		}
		t.Steps = append(t.Steps, step)
	}
	for _, lane := range s.lanes() {
		rate := ThroughputRate{Lane: lane}
		if whole > 0 {
			rate.Mean = math.Round(float64(sums[lane])/float64(whole)*100) / 100
		}
		t.Lanes = append(t.Lanes, rate)
	}
	return t
}

func slowOnTime(s *slow) any {
	o := &OnTime{[]OnTimeQuarter{}, []OnTimePilot{}}
	for _, span := range s.spansOf("quarter") {
		q := OnTimeQuarter{Quarter: kanban.Quarter(span.Name)}
		q.Deadline = deadline(q.Quarter, s.world.board.Settings().Country).Date()
		for _, w := range s.ways() {
			c, promised := w.card, false
			if len(c.Extended) == 0 {
				promised = c.Quarter == q.Quarter
			} else {
				promised = c.Extended[0].From == q.Quarter
			}
			for _, k := range c.Carried {
				promised = promised || k.From == q.Quarter && (len(c.Extended) == 0 || !k.At.After(c.Extended[0].At))
			}
			if !promised {
				continue
			}
			p := OnTimePilot{CardName: w.name(), Quarter: q.Quarter}
			if c.InPlaceOn <= s.to.Date() && (w.dropped == 0 || dayOf(w.dropped).Date() != c.InPlaceOn) {
				p.InPlaceOn = c.InPlaceOn
			}
			if p.InPlaceOn != "" {
				if p.State = "late"; p.InPlaceOn <= q.Deadline {
					p.State = "on_time"
				}
			} else if p.State = "open"; w.dropped != 0 {
				p.State = "dropped"
			} else if s.to.Date() > q.Deadline {
				p.State = "missing"
			}
			*map[string]*int{"on_time": &q.OnTime, "late": &q.Late, "missing": &q.Missing, "open": &q.Open, "dropped": &q.Dropped}[p.State]++
			o.Pilots = append(o.Pilots, p)
		}
		if n := q.OnTime + q.Late + q.Missing; n > 0 {
			q.Share = new(math.Round(1000*float64(q.OnTime)/float64(n)) / 1000)
		}
		o.Quarters = append(o.Quarters, q)
	}
	return o
}

func slowCarried(s *slow) any {
	c := &Carried{[]CarriedQuarter{}, []CarriedPilot{}, 0}
	for _, w := range s.ways() {
		n := 0
		for _, k := range w.card.Carried {
			if s.within(k.At.UnixMilli()) {
				c.Carries = append(c.Carries, CarriedPilot{w.name(), "carried", k.From, k.To, k.Reason, DayOf(k.At).Date(), k.At})
				n++
			}
		}
		if n > 0 && len(w.card.Carried) > 1 {
			c.Again++
		}
		for _, k := range w.card.Extended {
			if s.within(k.At.UnixMilli()) {
				c.Carries = append(c.Carries, CarriedPilot{w.name(), "extended", k.From, k.To, k.Reason, DayOf(k.At).Date(), k.At})
			}
		}
	}
	sort.SliceStable(c.Carries, func(i, j int) bool { return c.Carries[i].at.Before(c.Carries[j].at) })
	from := map[kanban.Quarter]bool{}
	for _, p := range c.Carries {
		from[p.From] = true
	}
	for q := range from {
		count := CarriedQuarter{Quarter: q}
		for _, p := range c.Carries {
			if p.From == q && p.Kind == "carried" {
				count.Carried++
			} else if p.From == q {
				count.Extended++
			}
		}
		c.Quarters = append(c.Quarters, count)
	}
	sort.Slice(c.Quarters, func(i, j int) bool { return c.Quarters[i].Quarter < c.Quarters[j].Quarter })
	return c
}

func slowSlip(s *slow) any {
	f := &Slip{Cards: []SlipCard{}, Steps: []SlipStep{}}
	planned := func(c *kanban.Card, at moment) (Day, bool) {
		end := c.End
		for i := len(c.Replans) - 1; i >= 0; i-- {
			if c.Replans[i].At.UnixMilli() >= at {
				end = c.Replans[i].From
			} else {
				end = c.Replans[i].To
				break
			}
		}
		return ParseDay(end)
	}
	_, at := s.sampled(s.query.Step)
	for i, span := range s.spansOf(s.query.Step) {
		var slips []float64
		for _, w := range s.ways() {
			baseline, ok := ParseDay(w.card.BaselineEnd)
			end, also := planned(w.card, at[i])
			running := w.began() < at[i] && (w.done == 0 || w.done >= at[i]) && (w.dropped == 0 || w.dropped >= at[i])
			if ok && also && running {
				slips = append(slips, float64(end-baseline))
			}
		}
		f.Steps = append(f.Steps, SlipStep{span, slowPercentiles(slips)})
	}
	for _, w := range s.ways() {
		baseline, ok := ParseDay(w.card.BaselineEnd)
		if !ok || w.dropped != 0 || w.done != 0 && !s.within(w.done) {
			continue
		}
		end, ok := planned(w.card, s.end)
		if w.done != 0 {
			end, ok = dayOf(w.done), true
		}
		if !ok {
			continue
		}
		card := SlipCard{w.name(), baseline.Date(), end.Date(), w.done != 0, int(end - baseline), []SlipReplan{}}
		for _, r := range w.card.Replans {
			if to, ok := ParseDay(r.To); ok && r.At.UnixMilli() < s.end {
				card.Replans = append(card.Replans, SlipReplan{DayOf(r.At).Date(), r.From, r.To, r.Reason, int(to - baseline)})
			}
		}
		f.Cards = append(f.Cards, card)
	}
	sort.SliceStable(f.Cards, func(i, j int) bool { return f.Cards[i].Days > f.Cards[j].Days })
	return f
}

func slowBalance(s *slow) any {
	b := &Balance{Steps: []BalanceStep{}}
	money := func(c *kanban.Card, lane kanban.LaneKey) kanban.Money {
		if lane == kanban.Sprint && c.Budget == (kanban.Money{}) {
			return c.Cost
		}
		return c.Budget
	}
	used := map[string]int{}
	for _, c := range s.cards() {
		if m := money(c, c.Lane); m.Currency != "" {
			used[m.Currency]++
		}
	}
	if used["NOK"] > 0 {
		b.Currency, b.LeftOut = "NOK", used["SEK"]
	}
	if used["SEK"] > used["NOK"] {
		b.Currency, b.LeftOut = "SEK", used["NOK"]
	}
	_, at := s.sampled(s.query.Step)
	for i, span := range s.spansOf(s.query.Step) {
		step := BalanceStep{SpanName: span}
		then := s.boardAt(at[i])
		for _, c := range s.cards() {
			p, ok := s.lies(c.ID, at[i])
			start, finish, _ := s.lines(p.Lane)
			if !ok || s.places(p) < start || s.places(p) >= finish {
				continue
			}
			l := &step.Sprint
			if p.Lane == kanban.Marathon {
				l = &step.Marathon
			}
			l.Cards++
			if was := then.Card(c.ID); was != nil {
				l.People += was.Effort
				if m := money(was, p.Lane); m.Currency == b.Currency {
					l.Money += m.Amount
				}
			}
		}
		b.Steps = append(b.Steps, step)
	}
	return b
}

func slowBenefits(s *slow) any {
	b := &Benefits{[]BenefitSum{}, []BenefitLine{}}
	// come is what a benefit had come to by a quarter.
	come := func(w *slowWay, benefit kanban.Benefit, by kanban.Quarter) (v *float64, in kanban.Quarter) {
		for q := kanban.Quarter("2020-Q1"); q <= by; q = quarterOf(deadline(q, "SE") + 20) {
			for _, check := range w.card.CheckIns { // in the order they were written
				if check.Benefit != benefit.ID || check.Quarter != q || check.At.UnixMilli() >= s.end {
					continue
				}
				d := check.Value - benefit.Baseline
				if benefit.Target < benefit.Baseline {
					d = benefit.Baseline - check.Value
				}
				v, in = &d, q
			}
		}
		return v, in
	}
	type promise struct {
		way     slowWay
		benefit kanban.Benefit
	}
	groups := map[string][]promise{}
	for _, w := range s.ways() {
		c := w.card
		if w.dropped != 0 || c.MergedInto != "" || w.lane == kanban.Sprint && c.Outcome == "stop" ||
			w.lane == kanban.Marathon && (c.FinalStatus == "cancelled" || c.FinalStatus == "unsuccessful") {
			continue
		}
		for _, p := range c.Benefits {
			realised, checked := come(&w, p, "2090-Q1")
			b.Benefits = append(b.Benefits, BenefitLine{CardName: w.name(), Benefit: p.ID, Kind: p.Kind, Measure: p.Measure,
				Measured: p.Unit, Due: p.Due, Planned: math.Abs(p.Target - p.Baseline), Realised: realised, Checked: checked})
			groups[p.Kind] = append(groups[p.Kind], promise{w, p})
		}
	}
	for _, kind := range []string{"quality", "time_saved"} {
		if groups[kind] == nil {
			continue
		}
		sum := BenefitSum{Kind: kind, Measured: groups[kind][0].benefit.Unit, Benefits: len(groups[kind]), Quarters: []BenefitQuarter{}}
		until := s.to
		for _, p := range groups[kind] {
			sum.Planned += math.Abs(p.benefit.Target - p.benefit.Baseline)
			if v, _ := come(&p.way, p.benefit, "2090-Q1"); v != nil {
				sum.Checked++
				sum.Realised += *v
			}
			if due, ok := ParseDay(p.benefit.Due); !ok {
				sum.Undated++
			} else if due > until {
				until = due
			}
		}
		long := *s
		long.to = until
		for _, span := range long.spansOf("quarter") {
			q := BenefitQuarter{Quarter: kanban.Quarter(span.Name)}
			realised := 0.0
			for _, p := range groups[kind] {
				if due, ok := ParseDay(p.benefit.Due); ok && quarterOf(due) <= q.Quarter {
					q.Planned += math.Abs(p.benefit.Target - p.benefit.Baseline)
				}
				if v, _ := come(&p.way, p.benefit, q.Quarter); v != nil {
					realised += *v
				}
			}
			if q.Quarter <= quarterOf(s.to) {
				q.Realised = &realised
			}
			sum.Quarters = append(sum.Quarters, q)
		}
		b.Sums = append(b.Sums, sum)
	}
	return b
}

func slowRecognition(s *slow) any {
	r := &Recognitions{Steps: []RecognitionStep{}}
	for _, span := range s.spansOf(s.query.Step) {
		step := RecognitionStep{SpanName: span}
		for _, w := range s.ways() {
			for _, honour := range w.card.Recognitions {
				if !s.in(span, honour.At.UnixMilli()) {
					continue
				}
				*map[string]*int{"stamina": &step.Stamina, "pace": &step.Pace, "brave": &step.Brave}[honour.Kind]++
				*map[kanban.LaneKey]*int{kanban.Marathon: &step.Marathon, kanban.Sprint: &step.Sprint}[w.lane]++
			}
		}
		r.Marathon, r.Sprint = r.Marathon+step.Marathon, r.Sprint+step.Sprint
		r.Steps = append(r.Steps, step)
	}
	return r
}
