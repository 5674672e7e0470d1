package insight

import "takt/server/kanban"

// Flow is the cumulative flow: how many cards lay in each stage at the end of
// each step of the period. Numbers come for the stages from left to right; to
// draw the diagram, stack them from the last stage up.
type Flow struct {
	Days  []kanban.Date `json:"days"` // on which the steps end
	Lanes []FlowLane    `json:"lanes"`
}

// A FlowLane is one lane's part of the cumulative flow.
type FlowLane struct {
	Lane   kanban.LaneKey `json:"lane"`
	Stages []FlowStage    `json:"stages"`
}

// A FlowStage is one stage's part: a number of cards for each of the days.
type FlowStage struct {
	StageName
	Cards []int `json:"cards"`
}

// A StageName says which stage a number is about. The name is the English
// standard one unless Custom.
type StageName struct {
	Stage   kanban.StageID `json:"stage"`
	Key     string         `json:"key,omitzero"`
	Name    string         `json:"name"`
	Custom  bool           `json:"custom,omitzero"`
	Removed bool           `json:"removed,omitzero"`
}

func nameOf(s Stage) StageName { return StageName{s.ID, s.Key, s.Name, s.Custom, s.Removed} }

func (fr *frame) flow() (*Flow, error) {
	spans := fr.spans()
	samples := fr.samples(spans)
	changes := map[kanban.Place][]int{} // by how much the number changes at each sample
	for _, c := range fr.cards() {
		for _, s := range c.stays(fr.fold.isLast) {
			first, end := s.seen(samples)
			if first == end {
				continue
			}
			if changes[s.Place] == nil {
				changes[s.Place] = make([]int, len(samples)+1)
			}
			changes[s.Place][first]++
			changes[s.Place][end]--
		}
	}
	f := &Flow{Days: []kanban.Date{}, Lanes: []FlowLane{}}
	for _, s := range spans {
		f.Days = append(f.Days, s.to.Date())
	}
	for _, lane := range fr.lanes {
		l := FlowLane{Lane: lane.Key, Stages: []FlowStage{}}
		for _, s := range lane.Stages {
			change := changes[kanban.Place{Lane: lane.Key, Stage: s.ID}]
			if s.Removed && change == nil {
				continue
			}
			l.Stages = append(l.Stages, FlowStage{nameOf(s), summed(change, len(samples))})
		}
		f.Lanes = append(f.Lanes, l)
	}
	return f, nil
}

// summed turns changes into numbers.
func summed(changes []int, n int) []int {
	numbers := make([]int, n)
	sum := 0
	for i := range min(n, len(changes)) {
		sum += changes[i]
		numbers[i] = sum
	}
	return numbers
}

// Table has a row for each day and stage.
func (f *Flow) Table() Table {
	t := Table{Columns: []string{"day", "lane", "stage", "stage_name", "cards"}}
	for i, day := range f.Days {
		for _, lane := range f.Lanes {
			for _, s := range lane.Stages {
				t.row(day, lane.Lane, s.Stage, s.Name, s.Cards[i])
			}
		}
	}
	return t
}
