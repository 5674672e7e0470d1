package insight

import (
	"cmp"
	"slices"

	"takt/server/kanban"
)

// Ageing is the work in progress at the end of the period: what has been
// started and is neither finished nor dropped, and how old it is, beside how
// old what was finished in the period was when it came as far.
type Ageing struct {
	Cards  []AgeingCard  `json:"cards"` // oldest first
	Stages []AgeingStage `json:"stages"`
	Lanes  []AgeingLane  `json:"lanes"`
}

// An AgeingCard is one card in progress. Days count from when work started,
// and from when it entered its stage.
type AgeingCard struct {
	CardName
	Stage   kanban.StageID    `json:"stage"`
	Started kanban.Date       `json:"started"`
	Age     int               `json:"age"`
	InStage int               `json:"in_stage"`
	Waiting kanban.WaitingFor `json:"waiting_for,omitzero"`
}

// An AgeingStage is how old finished cards were when they last left a stage,
// in days. Stages are those between the lines.
type AgeingStage struct {
	Lane kanban.LaneKey `json:"lane"`
	StageName
	Age Percentiles `json:"age"`
}

// An AgeingLane is the cycle time of the finished cards, in days.
type AgeingLane struct {
	Lane  kanban.LaneKey `json:"lane"`
	Cycle Percentiles    `json:"cycle"`
}

func (fr *frame) ageing() (*Ageing, error) {
	a := &Ageing{[]AgeingCard{}, []AgeingStage{}, []AgeingLane{}}
	ages := map[kanban.Place][]float64{}
	cycle := map[kanban.LaneKey][]float64{}
	for _, j := range fr.journeys() {
		switch {
		case j.inProgress():
			a.Cards = append(a.Cards, fr.ageOf(&j))
		case fr.within(j.done):
			cycle[j.scope.Key] = append(cycle[j.scope.Key], float64(daysIn(j.started, j.done)))
			for place, left := range j.leavings() {
				ages[place] = append(ages[place], float64(daysIn(j.started, left)))
			}
		}
	}
	slices.SortStableFunc(a.Cards, func(x, y AgeingCard) int { return cmp.Compare(y.Age, x.Age) })
	for _, lane := range fr.lanes {
		for i, s := range lane.Stages {
			if !s.Removed && i >= lane.start && i < lane.finish {
				a.Stages = append(a.Stages, AgeingStage{lane.Key, nameOf(s), percentilesOf(ages[kanban.Place{Lane: lane.Key, Stage: s.ID}])})
			}
		}
		a.Lanes = append(a.Lanes, AgeingLane{lane.Key, percentilesOf(cycle[lane.Key])})
	}
	return a, nil
}

// inProgress reports whether work on the card goes on: it has started, is not
// over, and the card does not lie before the line again.
func (j *journey) inProgress() bool {
	return j.started != 0 && j.done == 0 && j.dropped == 0 && j.position(j.path[len(j.path)-1]) >= j.start
}

func (fr *frame) ageOf(j *journey) AgeingCard {
	last := j.path[len(j.path)-1]
	now := fr.end - 1
	return AgeingCard{j.cardName(), last.Stage, dayOf(j.started).Date(), daysIn(j.started, now), daysIn(last.At, now), j.WaitingFor}
}

// leavings returns when a finished card last left each stage between the lines.
func (j *journey) leavings() map[kanban.Place]moment {
	left := map[kanban.Place]moment{}
	for i, v := range j.path[:len(j.path)-1] {
		if at := j.position(v); v.At < j.done && at >= j.start && at < j.finish {
			left[v.Place] = j.path[i+1].At
		}
	}
	return left
}

// Table has a row for each card in progress.
func (a *Ageing) Table() Table {
	t := Table{Columns: []string{"card", "title", "lane", "unit", "stage", "started", "age_days", "in_stage_days", "waiting_for"}}
	for _, c := range a.Cards {
		t.row(c.Card, c.Title, c.Lane, c.Unit, c.Stage, c.Started, c.Age, c.InStage, c.Waiting.Party)
	}
	return t
}
