package pace

import (
	"slices"

	"takt/server/kanban"
)

// An Outlook is what the two clocks of a board say on a day.
type Outlook struct {
	On             kanban.Date     `json:"on"`
	Quarter        Quarter         `json:"quarter"`
	Pilots         []PilotState    `json:"pilots"`    // those at risk, late or past
	Legal          []LegalDate     `json:"legal"`     // dates of the next three months
	Decisions      []Agenda        `json:"decisions"` // what waits for which body
	CheckIns       []CheckInDue    `json:"check_ins"` // benefits to check this quarter
	Renewals       []LegalDate     `json:"renewals"`
	Contradictions []Contradiction `json:"contradictions"`
	Unpaired       []kanban.CardID `json:"unpaired"`  // pilots no procurement or programme builds on
	Unpiloted      []kanban.CardID `json:"unpiloted"` // procurements no pilot prepares
	Involvements   []Involvement   `json:"involvements"`
	Balance        Balance         `json:"balance"`
	Benefits       Benefits        `json:"benefits"`
}

// nearMonths is how far ahead an outlook shows legal dates.
const nearMonths = 3

// Outlook returns what there is to see to on a day.
func (b *Board) Outlook(on kanban.Date) Outlook {
	return Outlook{
		On: on, Quarter: QuarterOf(on),
		Pilots: slices.DeleteFunc(b.Pilots(on), func(s PilotState) bool {
			return !slices.Contains([]string{AtRisk, Late, Past}, s.State)
		}),
		Legal:          b.Near(on, monthsAfter(on, nearMonths)),
		Decisions:      b.Agendas(on),
		CheckIns:       b.CheckInsDue(on),
		Renewals:       b.Renewals(on),
		Contradictions: b.Contradictions(),
		Unpaired:       b.Unpaired(),
		Unpiloted:      b.Unpiloted(),
		Involvements:   b.Involvements(),
		Balance:        b.Balance(),
		Benefits:       b.Benefits(),
	}
}
