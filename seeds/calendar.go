package seeds

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"takt/server/kanban"
)

// A calendar tells the days of an outline from the day a board begins. The
// first offset it cannot read it keeps as err; what it returns is of no use
// from then on.
type calendar struct {
	today time.Time // at midnight, UTC
	err   error
}

func newCalendar(at time.Time) *calendar {
	at = at.UTC()
	return &calendar{today: time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)}
}

var offsetForm = regexp.MustCompile(`^(?:q([+-]\d+))?(?:([+-]\d+)d)?$`)

// day returns the working day that an offset such as "-20d", "q+1" or
// "q+1+5d" means.
func (c *calendar) day(offset string) time.Time {
	m := offsetForm.FindStringSubmatch(offset)
	if m == nil || offset == "" {
		c.fail(fmt.Errorf("seeds: %q is not a day", offset))
		return c.today
	}
	day := c.today
	if m[1] != "" {
		day = lastWorkingDay(quarterOf(day) + c.number(m[1]))
	}
	if m[2] != "" {
		day = c.working(day.AddDate(0, 0, c.number(m[2])))
	}
	return day
}

// date returns a day as it stands on a card, "" for none.
func (c *calendar) date(offset string) kanban.Date {
	if offset == "" {
		return ""
	}
	return kanban.Date(c.day(offset).Format(time.DateOnly))
}

// moment returns a time of day such as "-20d 09:15", in UTC.
func (c *calendar) moment(offset string) time.Time {
	day, clock, _ := strings.Cut(offset, " ")
	t, err := time.Parse("15:04", clock)
	if err != nil {
		c.fail(fmt.Errorf("seeds: %q is not a moment", offset))
	}
	return c.day(day).Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
}

func (c *calendar) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *calendar) number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		c.fail(fmt.Errorf("seeds: %w", err))
	}
	return n
}

// working moves a weekend day back to the Friday when it is past and on to the
// Monday when it is to come, which keeps days in order.
func (c *calendar) working(day time.Time) time.Time {
	step := 1
	if day.Before(c.today) {
		step = -1
	}
	for isWeekend(day) {
		day = day.AddDate(0, 0, step)
	}
	return day
}

func isWeekend(day time.Time) bool {
	return day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
}

// quarterOf numbers the quarters from the first one of the year 0.
func quarterOf(day time.Time) int { return day.Year()*4 + (int(day.Month())-1)/3 }

func lastWorkingDay(quarter int) time.Time {
	day := time.Date(quarter/4, time.Month(quarter%4*3+4), 0, 0, 0, 0, 0, time.UTC)
	for isWeekend(day) {
		day = day.AddDate(0, 0, -1)
	}
	return day
}
