package pace

import (
	"fmt"
	"time"

	"takt/server/kanban"
)

// A Quarter of a year, "2026-Q4". Earlier ones sort before later ones.
type Quarter string

// ParseQuarter returns the quarter a text names, and whether it names one.
func ParseQuarter(text string) (Quarter, bool) {
	if len(text) != len("2026-Q4") || text[4:6] != "-Q" || text[6] < '1' || text[6] > '4' {
		return "", false
	}
	for _, digit := range text[:4] {
		if digit < '0' || digit > '9' {
			return "", false
		}
	}
	return Quarter(text), true
}

// QuarterOf returns the quarter a day lies in.
func QuarterOf(on kanban.Date) Quarter {
	t := timeOf(on)
	return Quarter(fmt.Sprintf("%04d-Q%d", t.Year(), (int(t.Month())+2)/3))
}

// First returns the first day of the quarter.
func (q Quarter) First() kanban.Date { return dateOf(q.begin()) }

// Last returns the last day of the quarter.
func (q Quarter) Last() kanban.Date { return dateOf(q.begin().AddDate(0, 3, -1)) }

// Next returns the quarter that follows.
func (q Quarter) Next() Quarter { return QuarterOf(dateOf(q.begin().AddDate(0, 3, 0))) }

// LastWorkingDay returns the day by which what is planned for the quarter is
// to be in place.
func (q Quarter) LastWorkingDay(c Country) kanban.Date { return c.Last(q.Last()) }

// WeeksLeft returns how many whole weeks there are from a day until the
// quarter's last working day, 0 when it has passed.
func (q Quarter) WeeksLeft(c Country, on kanban.Date) int {
	return max(0, days(on, q.LastWorkingDay(c))) / 7
}

func (q Quarter) begin() time.Time {
	year := timeOf(kanban.Date(q[:4] + "-01-01"))
	return year.AddDate(0, 3*int(q[6]-'1'), 0)
}

// Week returns the ISO 8601 week of a day: its year and its number.
func Week(on kanban.Date) (year, week int) { return timeOf(on).ISOWeek() }

// index counts quarters, so that two can be subtracted.
func (q Quarter) index() int { return q.begin().Year()*4 + int(q[6]-'1') }
