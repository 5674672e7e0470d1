package pace

import "takt/server/kanban"

// Why a standstill has as many days as it has.
const (
	Electronically = "electronically" // the award was notified electronically
	Otherwise      = "otherwise"      // it was notified in another way
	Stated         = "stated"         // the notification states a longer time
)

// A Standstill is the time after the notification of an award in which no
// contract may be concluded, with the working that leads to its end.
type Standstill struct {
	NotifiedOn      kanban.Date `json:"notified_on"`      // day 0
	FirstDay        kanban.Date `json:"first_day"`        // day 1
	Days            int         `json:"days"`             // calendar days counted
	Why             string      `json:"why"`              // why so many: Electronically, Otherwise or Stated
	TooShort        int         `json:"too_short"`        // days stated where the law asks for more, else 0
	CountedTo       kanban.Date `json:"counted_to"`       // the last of the days counted
	Moved           []Day       `json:"moved"`            // days the end moved past, and why
	End             kanban.Date `json:"end"`              // ends as this day does
	EarliestSigning kanban.Date `json:"earliest_signing"` // the day after
	Law             string      `json:"law"`              // what says so
}

// laws are the rules a standstill follows, in the language of the country.
// They say the same: 10 calendar days from the day after an electronic
// notification and 15 from another (Directive 89/665/EEC, article 2a), and an
// end on a day off moves to the end of the next working day.
var laws = map[Country]string{
	Sweden:  "LOU (2016:1145) 20 kap. 1 §; lag (1930:173) om beräkning av lagstadgad tid 2 §",
	Norway:  "anskaffelsesforskriften (FOR-2016-08-12-974) §§ 25-2 og 7-6; FOR-1992-12-04-910 (forordning 1182/71) artikkel 3",
	Denmark: "lov om Klagenævnet for Udbud § 3; forordning 1182/71 artikel 3",
}

// StandstillOf counts the standstill of an award that was notified on a day,
// electronically or not. A longer time that the notification states counts; a
// shorter one does not.
func StandstillOf(c Country, notified kanban.Date, electronically bool, stated int) Standstill {
	s := Standstill{NotifiedOn: notified, FirstDay: after(notified, 1), Days: 15, Why: Otherwise, Moved: []Day{}, Law: laws[c]}
	if electronically {
		s.Days, s.Why = 10, Electronically
	}
	switch {
	case stated > s.Days:
		s.Days, s.Why = stated, Stated
	case stated > 0 && stated < s.Days:
		s.TooShort = stated
	}
	s.CountedTo = after(notified, s.Days)
	s.End = s.CountedTo
	for off := c.Off(s.End); off != ""; off = c.Off(s.End) {
		s.Moved = append(s.Moved, Day{s.End, off})
		s.End = after(s.End, 1)
	}
	s.EarliestSigning = after(s.End, 1)
	return s
}
