package insight

import (
	"sort"

	"takt/server/kanban"
)

// Throughput is how many cards came, were started, finished and dropped in
// each step of the period, and how pilots were decided.
type Throughput struct {
	Steps []ThroughputStep `json:"steps"`
	Lanes []ThroughputRate `json:"lanes"`
}

// A SpanName says which part of the period a number is about. The first and
// the last may be cut off by the period, or not be over, and are then not
// whole.
type SpanName struct {
	Name  string      `json:"name"` // 2026-10-01, 2026-W40, 2026-10 or 2026-Q4
	From  kanban.Date `json:"from"`
	To    kanban.Date `json:"to"`
	Whole bool        `json:"whole"`
}

// spanName names a span; one that today lies in is not over.
func (fr *frame) spanName(s span) SpanName {
	return SpanName{s.name, s.from.Date(), s.to.Date(), s.whole && s.to < fr.today}
}

// A ThroughputStep is one step's numbers, for each lane.
type ThroughputStep struct {
	SpanName
	Lanes []ThroughputLane `json:"lanes"`
}

// A ThroughputLane is what happened in one step in one lane. Outcomes are
// those of the pilots finished, as they are decided by now.
type ThroughputLane struct {
	Lane     kanban.LaneKey `json:"lane"`
	Arrived  int            `json:"arrived"`
	Started  int            `json:"started"`
	Finished int            `json:"finished"`
	Dropped  int            `json:"dropped"`
	Outcomes map[string]int `json:"outcomes,omitempty"`
}

// A ThroughputRate is how many cards of a lane were finished per step, on
// average over the steps that are whole, to two decimals.
type ThroughputRate struct {
	Lane kanban.LaneKey `json:"lane"`
	Mean float64        `json:"mean"`
}

func (fr *frame) throughput() (*Throughput, error) {
	t := &Throughput{[]ThroughputStep{}, []ThroughputRate{}}
	spans := fr.spans()
	for _, s := range spans {
		step := ThroughputStep{SpanName: fr.spanName(s)}
		for _, lane := range fr.lanes {
			step.Lanes = append(step.Lanes, ThroughputLane{Lane: lane.Key})
		}
		t.Steps = append(t.Steps, step)
	}
	for _, j := range fr.journeys() {
		at := func(when moment) *ThroughputLane { return t.at(fr, spans, j.scope.Key, when) }
		at(j.began()).Arrived++
		at(j.started).Started++
		at(j.dropped).Dropped++
		finished := at(j.done)
		finished.Finished++
		if j.Outcome != "" && j.done != 0 && j.scope.Key == kanban.Sprint {
			if finished.Outcomes == nil {
				finished.Outcomes = map[string]int{}
			}
			finished.Outcomes[j.Outcome]++
		}
	}
	for i, lane := range fr.lanes {
		t.Lanes = append(t.Lanes, ThroughputRate{lane.Key, t.mean(i)})
	}
	return t, nil
}

// at returns where what happened at a moment is counted; what lies outside the
// period is counted where nobody looks.
func (t *Throughput) at(fr *frame, spans []span, key kanban.LaneKey, when moment) *ThroughputLane {
	if !fr.within(when) {
		return new(ThroughputLane)
	}
	step := &t.Steps[spanOf(spans, dayOf(when))]
	for i := range step.Lanes {
		if step.Lanes[i].Lane == key {
			return &step.Lanes[i]
		}
	}
	return new(ThroughputLane)
}

// spanOf returns the number of the span that a day of the period lies in.
func spanOf(spans []span, d Day) int {
	return sort.Search(len(spans), func(i int) bool { return spans[i].to >= d })
}

// mean averages over the whole steps.
func (t *Throughput) mean(lane int) float64 {
	sum, n := 0, 0
	for _, s := range t.Steps {
		if s.Whole {
			sum, n = sum+s.Lanes[lane].Finished, n+1
		}
	}
	if n == 0 {
		return 0
	}
	return round(float64(sum)/float64(n), 2)
}

// Table has a row for each step and lane.
func (t *Throughput) Table() Table {
	table := Table{Columns: []string{"step", "from", "to", "whole", "lane", "arrived", "started", "finished", "dropped", "scale", "adopt", "extend", "stop"}}
	for _, s := range t.Steps {
		for _, l := range s.Lanes {
			table.row(s.Name, s.From, s.To, s.Whole, l.Lane, l.Arrived, l.Started, l.Finished, l.Dropped,
				l.Outcomes["scale"], l.Outcomes["adopt"], l.Outcomes["extend"], l.Outcomes["stop"])
		}
	}
	return table
}
