package insight

import (
	"fmt"
	"time"

	"takt/server/kanban"
	"takt/server/pace"
)

// A Day is a day in Scandinavia, counted from 1970-01-01.
type Day int

// A moment is a time in milliseconds since 1970, UTC; 0 is none.
type moment = int64

func momentOf(t time.Time) moment {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// DayOf returns the day it is in Scandinavia at a time. It is an hour ahead of
// UTC there, and two in summer: from the last Sunday of March to that of
// October, both at 01:00 UTC (Directive 2000/84/EC).
func DayOf(t time.Time) Day { return dayOf(t.UnixMilli()) }

func dayOf(at moment) Day { return dayUTC(at + ahead(at)) }

const dayLength = 24 * 60 * 60 * 1000

func dayUTC(at moment) Day {
	if at < 0 {
		return Day((at - dayLength + 1) / dayLength)
	}
	return Day(at / dayLength)
}

// ahead returns how far Scandinavia is ahead of UTC.
func ahead(at moment) moment {
	year := time.UnixMilli(at).UTC().Year()
	if at >= lastSunday(year, time.March) && at < lastSunday(year, time.October) {
		return 2 * 60 * 60 * 1000
	}
	return 60 * 60 * 1000
}

// lastSunday returns 01:00 UTC on the last Sunday of a month.
func lastSunday(year int, month time.Month) moment {
	last := time.Date(year, month+1, 0, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday())).UnixMilli()
}

// ParseDay returns the day a date names, and whether it names one.
func ParseDay(d kanban.Date) (Day, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return dayUTC(t.UnixMilli()), err == nil
}

// Date returns the day's date.
func (d Day) Date() kanban.Date { return kanban.Date(d.utc().Format(time.DateOnly)) }

func (d Day) utc() time.Time { return time.UnixMilli(int64(d) * dayLength).UTC() }

// begin returns when the day begins. Midnight is never when clocks are put
// forward or back.
func (d Day) begin() moment {
	midnight := int64(d) * dayLength
	return midnight - ahead(midnight-60*60*1000)
}

// Steps are the lengths a period can be cut into.
var Steps = []string{"day", "week", "month", "quarter"}

// A span is a part of a period: a day, an ISO week, a month or a quarter, cut
// off where the period begins or ends.
type span struct {
	name     string
	from, to Day // inclusive
	whole    bool
}

// cut divides a period into spans of the length that step names.
func cut(from, to Day, step string) []span {
	var spans []span
	for at := from; at <= to; {
		name, first, next := around(at, step)
		s := span{name, max(first, from), min(next-1, to), first >= from && next-1 <= to}
		spans = append(spans, s)
		at = next
	}
	return spans
}

// around returns the span of that length that a day lies in: its name, its
// first day and the first day of the one after.
func around(d Day, step string) (name string, first, next Day) {
	t := d.utc()
	switch step {
	case "week":
		year, week := t.ISOWeek()
		first = d - Day((t.Weekday()+6)%7)
		return fmt.Sprintf("%04d-W%02d", year, week), first, first + 7
	case "month":
		begin := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
		return begin.Format("2006-01"), dayUTC(begin.UnixMilli()), dayUTC(begin.AddDate(0, 1, 0).UnixMilli())
	case "quarter":
		begin := time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
		return string(quarterOf(d)), dayUTC(begin.UnixMilli()), dayUTC(begin.AddDate(0, 3, 0).UnixMilli())
	}
	return string(d.Date()), d, d + 1
}

func quarterOf(d Day) kanban.Quarter { return kanban.Quarter(pace.QuarterOf(d.Date())) }

// deadline returns the last working day of a quarter.
func deadline(q kanban.Quarter, country string) Day {
	c := pace.Country(country)
	if !c.Known() {
		c = pace.Sweden
	}
	day, _ := ParseDay(pace.Quarter(q).LastWorkingDay(c))
	return day
}
