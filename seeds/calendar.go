package seeds

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strconv"
	"strings"
	"time"

	"takt/server/kanban"
)

// A calendar tells the days of an outline from the day a board is looked at
// first. The first offset it cannot read it keeps as err; what it returns is of
// no use from then on.
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
	return dateOf(c.day(offset))
}

func dateOf(day time.Time) kanban.Date { return kanban.Date(day.Format(time.DateOnly)) }

// quarter returns the quarter a day lies in as it stands on a card, "" for none.
func (c *calendar) quarter(offset string) kanban.Quarter {
	if offset == "" {
		return ""
	}
	return nameOf(quarterOf(c.day(offset)))
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

// around returns a working day some days from another, at a time of day that
// follows from a key, so that not everything happens at noon.
func (c *calendar) around(day time.Time, days int, key string) time.Time {
	midnight := day.Truncate(24 * time.Hour)
	return c.working(midnight.AddDate(0, 0, days)).Add(7*time.Hour + time.Duration(chance(key, 540))*time.Minute)
}

// chance returns a number below n that looks like chance and follows from a key.
func chance(key string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(key))
	return int(h.Sum32()>>4) % n
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

func nameOf(quarter int) kanban.Quarter {
	return kanban.Quarter(fmt.Sprintf("%04d-Q%d", quarter/4, quarter%4+1))
}

func lastWorkingDay(quarter int) time.Time {
	day := time.Date(quarter/4, time.Month(quarter%4*3+4), 0, 0, 0, 0, 0, time.UTC)
	for isWeekend(day) {
		day = day.AddDate(0, 0, -1)
	}
	return day
}

// in returns the day of a month on which a body meets, and whether it does:
// nobody meets in July.
func (r rule) in(month time.Time) (time.Time, bool) {
	first := time.Date(month.Year(), month.Month(), 1, 0, 0, 0, 0, time.UTC)
	until := (r.Weekday - int(first.Weekday()) + 7) % 7
	return first.AddDate(0, 0, until+7*(r.Week-1)), month.Month() != time.July
}

// before returns the last meeting on a day or before it.
func (r rule) before(day time.Time) time.Time {
	month := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
	for {
		if on, meets := r.in(month); meets && !on.After(day) {
			return on
		}
		month = month.AddDate(0, -1, 0)
	}
}

// between returns the meetings from a day on, up to another.
func (r rule) between(body kanban.BodyID, from, until time.Time) (meetings []kanban.Meeting) {
	for month := from.AddDate(0, 0, 1-from.Day()); month.Before(until); month = month.AddDate(0, 1, 0) {
		if on, meets := r.in(month); meets && !on.Before(from) && on.Before(until) {
			meetings = append(meetings, kanban.Meeting{
				ID: string(body) + on.Format("-2006-01"), On: dateOf(on), PapersBy: dateOf(on.AddDate(0, 0, -r.Papers)),
			})
		}
	}
	return meetings
}
