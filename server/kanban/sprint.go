package kanban

// A Pilot is what a sprint card knows about what is tried.
type Pilot struct {
	Quarter       Quarter   `json:"quarter,omitzero"` // in place by its last working day
	Hypothesis    string    `json:"hypothesis,omitzero"`
	LearningGoals string    `json:"learning_goals,omitzero"`
	Measures      []Measure `json:"measures,omitempty"` // by which success is told
	StopCriteria  string    `json:"stop_criteria,omitzero"`
	WhoStops      UserID    `json:"who_stops,omitzero"`
	Sites         string    `json:"sites,omitzero"`
	PurchaseBasis string    `json:"purchase_basis,omitzero"` // what allows buying from the supplier
	Cost          Money     `json:"cost,omitzero"`
	InPlaceOn     Date      `json:"in_place_on,omitzero"` // when it reached the stage running
	Outcome       string    `json:"outcome,omitzero"`     // scale, adopt, extend, stop
	Learning      Learning  `json:"learning,omitzero"`
	Carried       []Carry   `json:"carried,omitempty"`  // over a quarter's end, without a decision
	Extended      []Carry   `json:"extended,omitempty"` // by decision, once
}

// A Quarter is a quarter of a year, "2026-Q4".
type Quarter string

// A Measure tells whether a pilot succeeds. Nil is not known yet.
type Measure struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Unit     string   `json:"unit,omitzero"`
	Baseline *float64 `json:"baseline,omitempty"`
	Target   *float64 `json:"target,omitempty"`
	Measured *float64 `json:"measured,omitempty"`
}

// Learning is what is known now that was not before. Result says what became
// of the hypothesis: "confirmed", "refuted" or "unclear".
type Learning struct {
	Tried   string `json:"tried,omitzero"`
	Result  string `json:"result,omitzero"`
	Learned string `json:"learned,omitzero"`
}

// A Carry takes a pilot from one quarter into another.
type Carry struct {
	From   Quarter `json:"from,omitzero"`
	To     Quarter `json:"to"`
	Reason string  `json:"reason"`
	Stamp
}

func checkQuarter(name string, q Quarter) *Refusal {
	if q == "" {
		return nil
	}
	year := len(q) == 7 && q[4:6] == "-Q" && q[6] >= '1' && q[6] <= '4'
	for i := 0; year && i < 4; i++ {
		year = q[i] >= '0' && q[i] <= '9'
	}
	if !year {
		return wrong(name, "%q is not a quarter like 2026-Q4", string(q))
	}
	return nil
}

func checkMeasure(name string, m Measure) *Refusal {
	r := first(checkItemText(name, m.Name), line(MaxUnit)(name, m.Unit))
	for _, v := range []*float64{m.Baseline, m.Target, m.Measured} {
		if v != nil {
			r = first(r, checkNumber(name, *v, -1e13, 1e13))
		}
	}
	return r
}

func checkLearning(name string, l Learning) *Refusal {
	return first(text(MaxComment)(name, l.Tried), oneOf("confirmed", "refuted", "unclear")(name, l.Result), text(MaxComment)(name, l.Learned))
}

func checkCarry(name string, c Carry) *Refusal {
	return first(checkQuarter(name, c.From), checkQuarter(name, c.To), text(MaxNote)(name, c.Reason), c.Stamp.check(name))
}
