package insight

import "takt/server/kanban"

// Stages are how long cards lay in each stage: of the stays that ended in the
// period, and of the cards that lie there at its end.
type Stages struct {
	Stages []StageTime `json:"stages"` // from left to right, marathon first
}

// A StageTime is the time cards lay in one stage, in days to one decimal.
type StageTime struct {
	Lane kanban.LaneKey `json:"lane"`
	StageName
	Mean float64     `json:"mean"` // of the stays that ended
	Left Percentiles `json:"left"`
	Here Percentiles `json:"here"` // so far
}

func (fr *frame) stages() (*Stages, error) {
	left, here := map[kanban.Place][]float64{}, map[kanban.Place][]float64{}
	for _, c := range fr.cards() {
		for _, s := range c.stays(fr.fold.isLast) {
			switch {
			case s.to != 0 && s.to < fr.end:
				if fr.within(s.to) {
					left[s.Place] = append(left[s.Place], s.length(s.to))
				}
			case s.from < fr.end:
				here[s.Place] = append(here[s.Place], s.length(fr.end))
			}
		}
	}
	list := &Stages{[]StageTime{}}
	for _, lane := range fr.lanes {
		for _, s := range lane.Stages {
			p := kanban.Place{Lane: lane.Key, Stage: s.ID}
			if s.Removed && left[p] == nil && here[p] == nil {
				continue
			}
			list.Stages = append(list.Stages, StageTime{lane.Key, nameOf(s), mean(left[p]), percentilesOf(left[p]), percentilesOf(here[p])})
		}
	}
	return list, nil
}

// length returns how long the stay took until a moment, in days.
func (s stay) length(until moment) float64 { return round(float64(until-s.from)/dayLength, 1) }

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	if len(values) == 0 {
		return 0
	}
	return round(sum/float64(len(values)), 1)
}

// Table has a row for each stage.
func (s *Stages) Table() Table {
	t := Table{Columns: []string{"lane", "stage", "stage_name", "left", "mean_days", "p50_days", "p85_days", "p95_days", "here", "here_p50_days", "here_p85_days", "here_p95_days"}}
	for _, r := range s.Stages {
		t.row(r.Lane, r.Stage, r.Name, r.Left.Count, r.Mean, r.Left.P50, r.Left.P85, r.Left.P95, r.Here.Count, r.Here.P50, r.Here.P85, r.Here.P95)
	}
	return t
}
