package seeds

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"

	"takt/server/kanban"
)

//go:embed example.json texts/*.json
var files embed.FS

// An outline is the example without a word. Keys stand for the texts and
// become ids on the board.
type outline struct {
	Begin    string                                    `json:"begin"` // the day the board is begun
	Limits   map[kanban.LaneKey]map[kanban.StageID]int `json:"limits"`
	Settings struct {
		AtRiskWeeks int               `json:"at_risk_weeks"`
		Lanes       kanban.LaneLimits `json:"lanes"`
		Owner       int               `json:"owner"`
		Balance     kanban.Balance    `json:"balance"`
	} `json:"settings"`
	Bodies []struct {
		Key   kanban.BodyID   `json:"key"`
		Meets rule            `json:"meets"`
		Gates []kanban.GateID `json:"gates"` // at which it decides
	} `json:"bodies"`
	Labels   []struct{ Key, Color string } `json:"labels"`
	Units    []string                      `json:"units"`
	Clusters []string                      `json:"clusters"`
	People   []string                      `json:"people"`
	Cards    []sketch                      `json:"cards"`
}

// A rule says when a body meets: on a weekday of each month but July.
type rule struct {
	Week    int `json:"week"`    // of the month, from 1
	Weekday int `json:"weekday"` // Sunday is 0
	Papers  int `json:"papers"`  // days before the meeting
}

// A sketch is a card without a word, and what became of it.
type sketch struct {
	Key  string         `json:"key"`
	Lane kanban.LaneKey `json:"lane"`

	// Path is where the card lay, from when it was added on, as in "concept
	// -92d 13:15". A pilot without one has gone all the way, at the pace of its
	// quarter.
	Path     []string `json:"path"`
	Archived string   `json:"archived"` // when

	By        string   `json:"by"` // who added it; the owner unless given
	Owner     string   `json:"owner"`
	Sponsor   string   `json:"sponsor"`
	Champion  string   `json:"champion"`
	Followers []string `json:"followers"`
	Unit      string   `json:"unit"`
	Cluster   string   `json:"cluster"`
	Labels    []string `json:"labels"`

	Start   string  `json:"start"`
	End     string  `json:"end"`
	Risk    string  `json:"risk"`    // level
	Waiting string  `json:"waiting"` // since
	Effort  float64 `json:"effort"`
	Budget  float64 `json:"budget"` // thousands of euro
	Case    string  `json:"case"`   // opened

	Checklist        []bool        `json:"checklist"`         // what is done
	PriorInvolvement []bool        `json:"prior_involvement"` // what is done
	Attachments      []string      `json:"attachments"`       // path of each link
	Benefits         []promise     `json:"benefits"`
	Pairs            []link        `json:"pairs"`
	From             *link         `json:"from"` // the card it goes on from
	Comments         []mark        `json:"comments"`
	Votes            int           `json:"votes"`
	Merged           *merger       `json:"merged"`
	Decisions        []verdict     `json:"decisions"` // besides those that let it come where it is
	Passed           string        `json:"passed"`    // the stage it went into although something was missing
	Recognitions     []recognition `json:"recognitions"`

	tender
	trial
}

// A tender is what a marathon card says about what is bought.
type tender struct {
	NotBought bool     `json:"not_bought"`
	Method    string   `json:"method"`
	Category  string   `json:"category"`
	CPV       string   `json:"cpv"`
	Value     float64  `json:"value"` // estimated, thousands of euro
	Maximum   float64  `json:"maximum"`
	Notices   []notice `json:"notices"`
	Deadline  string   `json:"deadline"`
	Awarded   string   `json:"awarded"`
	Contract  struct {
		Signed string `json:"signed"`
		Start  string `json:"start"`
		End    string `json:"end"`
	} `json:"contract"`
	Options []struct {
		DecideBy string `json:"decide_by"`
		Until    string `json:"until"`
		Used     string `json:"used"`
	} `json:"options"`
	Baseline string   `json:"baseline"` // the end planned first; the end unless given
	Replans  []replan `json:"replans"`  // the last leads to the end
	Final    string   `json:"final"`    // status
}

// A trial is what a sprint card says about what is tried.
type trial struct {
	Quarter  string    `json:"quarter"` // the present target
	Measures []measure `json:"measures"`
	Stopper  string    `json:"stopper"` // who stops it
	Cost     float64   `json:"cost"`    // thousands of euro
	Outcome  string    `json:"outcome"`
	Result   string    `json:"result"`
	Carried  []later   `json:"carried"`
	Extended []later   `json:"extended"`
	Overdue  bool      `json:"overdue"` // without a path: in place after its quarter
}

type (
	promise struct {
		Kind     string    `json:"kind"`
		Owner    string    `json:"owner"`
		Unit     string    `json:"unit"`
		Baseline float64   `json:"baseline"`
		Target   float64   `json:"target"`
		Due      string    `json:"due"`
		CheckIns []float64 `json:"check_ins"` // of the quarters up to the last one
	}
	measure struct {
		Unit     string   `json:"unit"`
		Baseline *float64 `json:"baseline"`
		Target   *float64 `json:"target"`
		Measured *float64 `json:"measured"`
	}
	verdict struct {
		Gate       kanban.GateID `json:"gate"`
		On         string        `json:"on"` // this day's meeting, or the one before
		Outcome    string        `json:"outcome"`
		Conditions []bool        `json:"conditions"` // what is met
	}
	recognition struct {
		Kind   string `json:"kind"`
		Person string `json:"person"`
		mark
	}
	notice struct {
		Kind string `json:"kind"`
		On   string `json:"on"`
	}
	replan struct {
		To string `json:"to"`
		At string `json:"at"`
	}
	later struct {
		From string `json:"from"`
		At   string `json:"at"`
	}
	link struct {
		Kind string `json:"kind"`
		Card string `json:"card"`
	}
	merger struct {
		Into string `json:"into"`
		mark
	}
	// A mark is something somebody did at a moment.
	mark struct {
		By string `json:"by"`
		At string `json:"at"`
	}
)

// Texts say an outline in one language, and how that language tells days,
// quarters, amounts and case references.
type texts struct {
	Board    string   `json:"board"`
	Country  string   `json:"country"`
	Currency string   `json:"currency"`
	Rate     float64  `json:"rate"`    // how many of the currency one euro is
	Case     string   `json:"case"`    // {year} or {yy}, and {number} or {padded}
	Day      string   `json:"day"`     // {day} {month}
	Months   []string `json:"months"`  // January first
	Quarter  string   `json:"quarter"` // {quarter} {year}

	People   map[string]string        `json:"people"`
	Labels   map[string]string        `json:"labels"`
	Units    map[string]string        `json:"units"`
	Clusters map[string]string        `json:"clusters"`
	Bodies   map[kanban.BodyID]string `json:"bodies"`
	Counts   map[string]string        `json:"counts"`   // units of measures; "money" is the currency
	Evidence map[string]string        `json:"evidence"` // of a check-in, by the kind of the benefit
	Approved map[kanban.GateID]string `json:"approved"` // what stands in the minutes
	Basis    string                   `json:"basis"`    // what allows buying for a pilot
	Cards    map[string]cardText      `json:"cards"`
}

// A cardText says a sketch. Its lists follow those of the sketch.
type cardText struct {
	Title       string   `json:"title"`
	Description []string `json:"description"` // lines of Markdown
	Now         string   `json:"now"`
	ShouldBe    string   `json:"should_be"`
	ForWhom     string   `json:"for_whom"`
	Risk        string   `json:"risk"`
	Waiting     struct {
		Party  string `json:"party"`
		Reason string `json:"reason"`
	} `json:"waiting"`
	Checklist        []string `json:"checklist"`
	PriorInvolvement []string `json:"prior_involvement"`
	Attachments      []string `json:"attachments"`
	Benefits         []string `json:"benefits"`
	Comments         []string `json:"comments"`
	Decisions        []struct {
		Text       string   `json:"text"`
		Conditions []string `json:"conditions"`
	} `json:"decisions"`
	Passed       string   `json:"passed"`
	Recognitions []string `json:"recognitions"`

	Dialogue string   `json:"dialogue"` // with the market
	Supplier string   `json:"supplier"`
	Options  []string `json:"options"`
	Replans  []string `json:"replans"`

	Hypothesis string   `json:"hypothesis"`
	Goals      string   `json:"goals"` // of learning
	Measures   []string `json:"measures"`
	Stop       string   `json:"stop"` // criteria
	Sites      string   `json:"sites"`
	Carried    []string `json:"carried"`
	Extended   []string `json:"extended"`
	Tried      string   `json:"tried"`
	Learned    string   `json:"learned"`
}

// read decodes an embedded file strictly, so that a misspelt key is noticed.
func read(name string, v any) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("seeds: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("seeds: %s: %w", name, err)
	}
	return nil
}
