package insight

import "takt/server/kanban"

// Recognitions are how work was honoured in each step of the period: by lane
// and by kind. Nobody is counted by name.
type Recognitions struct {
	Steps    []RecognitionStep `json:"steps"`
	Marathon int               `json:"marathon"` // in all
	Sprint   int               `json:"sprint"`
}

// A RecognitionStep is one step's numbers. Stamina, pace and brave count the
// recognitions of a kind, marathon and sprint those of a lane.
type RecognitionStep struct {
	SpanName
	Marathon int `json:"marathon"`
	Sprint   int `json:"sprint"`
	Stamina  int `json:"stamina"`
	Pace     int `json:"pace"`
	Brave    int `json:"brave"`
}

func (fr *frame) recognition() (*Recognitions, error) {
	r := &Recognitions{Steps: []RecognitionStep{}}
	spans := fr.spans()
	for _, s := range spans {
		r.Steps = append(r.Steps, RecognitionStep{SpanName: fr.spanName(s)})
	}
	for _, j := range fr.journeys() {
		for _, honour := range j.Recognitions {
			at := momentOf(honour.At)
			if !fr.within(at) {
				continue
			}
			step := &r.Steps[spanOf(spans, dayOf(at))]
			step.count(honour.Kind)
			if j.scope.Key == kanban.Marathon {
				step.Marathon++
				r.Marathon++
			} else {
				step.Sprint++
				r.Sprint++
			}
		}
	}
	return r, nil
}

func (s *RecognitionStep) count(kind string) {
	switch kind {
	case "stamina":
		s.Stamina++
	case "pace":
		s.Pace++
	case "brave":
		s.Brave++
	}
}

// Table has a row for each step.
func (r *Recognitions) Table() Table {
	t := Table{Columns: []string{"step", "from", "to", "marathon", "sprint", "stamina", "pace", "brave"}}
	for _, s := range r.Steps {
		t.row(s.Name, s.From, s.To, s.Marathon, s.Sprint, s.Stamina, s.Pace, s.Brave)
	}
	return t
}
