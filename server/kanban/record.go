package kanban

import "time"

// A Record is what has been put on record about a card. Its lists are written
// by commands of their own, and by SetEntry, so that who and when come from
// the server.
type Record struct {
	Decisions    []Verdict     `json:"decisions,omitempty"`
	Passes       []Pass        `json:"passes,omitempty"`
	CheckIns     []CheckIn     `json:"check_ins,omitempty"`
	Recognitions []Recognition `json:"recognitions,omitempty"`
	Votes        []UserID      `json:"votes,omitempty"`
	MergedInto   CardID        `json:"merged_into,omitzero"` // the card that says the same
}

// A Stamp says who put something on record, and when.
type Stamp struct {
	By UserID    `json:"by"`
	At time.Time `json:"at"`
}

// A Verdict is what a body decided at a gate. Outcomes are "approved",
// "approved_with_conditions", "returned", "deferred", "stopped", and "pending"
// while the body has not met.
type Verdict struct {
	ID         string      `json:"id"`
	Gate       GateID      `json:"gate"`
	Body       BodyID      `json:"body,omitzero"`
	On         Date        `json:"on,omitzero"`
	CaseRef    string      `json:"case_ref,omitzero"`
	Outcome    string      `json:"outcome"`
	Text       string      `json:"text,omitzero"`
	Conditions []Condition `json:"conditions,omitempty"`
	Stamp
}

// A Condition of an approval is ticked when it is met.
type Condition struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Done bool   `json:"done,omitzero"`
}

// A Pass is a card's entry into a stage although something was missing: fields
// by name, and gates that had not been decided.
type Pass struct {
	Stage   StageID  `json:"stage"`
	Missing []string `json:"missing,omitempty"`
	Gates   []GateID `json:"gates,omitempty"`
	Reason  string   `json:"reason"`
	Stamp
}

// A CheckIn says what a benefit has come to in a quarter, and how that is known.
type CheckIn struct {
	ID       string  `json:"id"`
	Benefit  string  `json:"benefit"`
	Quarter  Quarter `json:"quarter"`
	Value    float64 `json:"value"`
	Evidence string  `json:"evidence,omitzero"`
	Stamp
}

// A Recognition honours a card or a person at work on it, for "stamina" (the
// marathon's), "pace" (the sprint's) or "brave", a well-learned stop.
type Recognition struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Person UserID `json:"person,omitzero"`
	Text   string `json:"text,omitzero"`
	Stamp
}

// check refuses a stamp of nobody that can be.
func (s Stamp) check(name string) *Refusal { return optionalID(name, s.By) }

// Outcomes are what a body can decide at a gate.
var Outcomes = []string{"approved", "approved_with_conditions", "returned", "deferred", "stopped", "pending"}

// Opens reports whether the verdict lets a card through its gate.
func (v Verdict) Opens() bool {
	return v.Outcome == "approved" || v.Outcome == "approved_with_conditions"
}

func checkVerdict(name string, v Verdict) *Refusal {
	if v.Outcome == "" {
		return wrong(name, "a decision has an outcome")
	}
	conditions := each(name, v.Conditions, MaxItems, func(c Condition) (string, *Refusal) {
		return c.ID, first(checkID(name, c.ID), checkItemText(name, c.Text))
	})
	return first(checkID(name, v.Gate), optionalID(name, v.Body), checkDate(name, v.On), line(MaxName)(name, v.CaseRef),
		oneOf(Outcomes...)(name, v.Outcome), text(MaxComment)(name, v.Text), conditions, v.Stamp.check(name))
}

func checkPass(name string, p Pass) *Refusal {
	missing := each(name, p.Missing, MaxItems, func(need string) (string, *Refusal) { return need, line(MaxName)(name, need) })
	return first(checkID(name, p.Stage), missing, eachID[GateID](MaxRegister)(name, p.Gates), text(MaxNote)(name, p.Reason), p.Stamp.check(name))
}

func checkCheckIn(name string, c CheckIn) *Refusal {
	if c.Quarter == "" {
		return wrong(name, "a check-in is for a quarter")
	}
	return first(checkID(name, c.Benefit), checkQuarter(name, c.Quarter), checkNumber(name, c.Value, -1e13, 1e13),
		text(MaxNote)(name, c.Evidence), c.Stamp.check(name))
}

func checkRecognition(name string, r Recognition) *Refusal {
	if r.Kind == "" {
		return wrong(name, "a recognition is for stamina, pace or brave")
	}
	return first(oneOf("stamina", "pace", "brave")(name, r.Kind), optionalID(name, r.Person), text(MaxNote)(name, r.Text), r.Stamp.check(name))
}
