package kanban

import (
	"slices"
	"strings"
)

// GateID and BodyID name gates and bodies inside one board.
type (
	GateID string
	BodyID string
)

// A Gate is a decision point before a stage: who comes from further back and
// enters the stage, or one behind it, has passed the gate.
type Gate struct {
	ID      GateID   `json:"id"`
	Key     string   `json:"key"` // meaning, for standard gates: "mandate", "award", …
	Lane    LaneKey  `json:"lane"`
	Stage   StageID  `json:"stage"`
	Name    string   `json:"name"`            // the English standard name unless Custom
	Custom  bool     `json:"custom,omitzero"` // people gave it its name
	Body    BodyID   `json:"body,omitzero"`   // which decides here
	Needs   []string `json:"needs,omitempty"` // what is to be filled in; see Needs
	Removed bool     `json:"removed,omitzero"`
}

// A Body decides at gates: a digitalisation council, a steering group.
type Body struct {
	ID       BodyID    `json:"id"`
	Name     string    `json:"name"`
	Meetings []Meeting `json:"meetings,omitempty"` // by date
	Removed  bool      `json:"removed,omitzero"`
}

// A Meeting is a day on which a body meets. PapersBy is the last day for what
// it is to decide on.
type Meeting struct {
	ID       string `json:"id"`
	On       Date   `json:"on"`
	PapersBy Date   `json:"papers_by,omitzero"`
}

// Settings are the rules of a board that people choose. Rules advise.
type Settings struct {
	Country       string     `json:"country"`        // SE, NO or DK: whose holidays and laws count
	AskMissing    bool       `json:"ask_missing"`    // pages ask for what a card lacks when it is moved
	AtRiskWeeks   int        `json:"at_risk_weeks"`  // a pilot not in use so many weeks before its quarter ends is at risk
	RenewalMonths int        `json:"renewal_months"` // how far ahead contracts that end are looked for
	LaneLimits    LaneLimits `json:"lane_limits"`    // cards in work per lane, 0 for no limit
	OwnerLimit    int        `json:"owner_limit"`    // cards in work per owner, both lanes
	Balance       Balance    `json:"balance"`        // the marathon lane's share that is aimed at
	Currency      string     `json:"currency"`       // offered first where money is asked for
}

// LaneLimits is how many cards each lane should have in work at most.
type LaneLimits struct {
	Marathon int `json:"marathon"`
	Sprint   int `json:"sprint"`
}

// Balance is the share of the marathon lane in per cent, 0 for no aim. The
// rest is the sprint lane's.
type Balance struct {
	People int `json:"people"`
	Money  int `json:"money"`
	Cards  int `json:"cards"`
}

// DefaultSettings are those of a board on which nobody has chosen any.
func DefaultSettings() Settings {
	return Settings{Country: "SE", AskMissing: true, AtRiskWeeks: 4, RenewalMonths: 18}
}

// A StandardGate is a gate every board begins with.
type StandardGate struct {
	Gate
	Names map[string]string // by language: en, sv, nb, da
}

// StandardGates returns the gates of a new board, and of one that was begun
// before there were gates.
func StandardGates() []StandardGate {
	gate := func(lane LaneKey, key string, stage StageID, needs string, en, sv, nb, da string) StandardGate {
		return StandardGate{
			Gate{ID: GateID(key), Key: key, Lane: lane, Stage: stage, Name: en, Needs: strings.Fields(needs)},
			map[string]string{"en": en, "sv": sv, "nb": nb, "da": da},
		}
	}
	return []StandardGate{
		gate(Marathon, "mandate", "concept", "sponsor anchor.now anchor.for_whom", "Mandate", "Uppdrag", "Mandat", "Mandat"),
		gate(Marathon, "frame", "preparation", "owner budget benefits", "Concept and budget frame", "Inriktning och budgetram", "Konsept og budsjettramme", "Koncept og budgetramme"),
		gate(Marathon, "publication", "tender", "procurement method estimated_value tender_deadline", "Strategy and publication", "Strategi och annonsering", "Strategi og kunngjøring", "Strategi og offentliggørelse"),
		gate(Marathon, "award", "standstill", "supplier", "Award", "Tilldelning", "Tildeling", "Tildeling"),
		gate(Marathon, "handover", "benefits", "benefits", "Hand-over", "Överlämning", "Overlevering", "Overdragelse"),
		gate(Sprint, "start", "setup", "", "Start decision", "Startbeslut", "Startbeslutning", "Startbeslutning"),
	}
}

func standardGates() []Gate {
	var gates []Gate
	for _, g := range StandardGates() {
		gates = append(gates, g.Gate)
	}
	return gates
}

// standardGateName returns the English name of a standard gate, "" for others.
func standardGateName(key string) string {
	for _, g := range StandardGates() {
		if g.Key == key && key != "" {
			return g.Name
		}
	}
	return ""
}

// Settings returns the rules of the board.
func (b *Board) Settings() Settings { return b.settings }

// Gates returns the gates, removed ones included. The result must not be
// changed.
func (b *Board) Gates() []Gate { return b.gates }

// Bodies returns the register of bodies, removed ones included. The result
// must not be changed.
func (b *Board) Bodies() []Body { return b.bodies }

func (b *Board) gate(id GateID) *Gate {
	if i := slices.IndexFunc(b.gates, func(g Gate) bool { return g.ID == id }); i >= 0 {
		return &b.gates[i]
	}
	return nil
}

func (b *Board) body(id BodyID) *Body {
	if i := slices.IndexFunc(b.bodies, func(g Body) bool { return g.ID == id }); i >= 0 {
		return &b.bodies[i]
	}
	return nil
}
