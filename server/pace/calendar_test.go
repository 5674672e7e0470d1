package pace

import (
	"flag"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/se"
	"pgregory.net/rapid"

	"takt/server/kanban"
)

var update = flag.Bool("update", false, "write what follows into the scenarios' files")

// others are the holidays as the calendars of another library have them.
var others = map[Country][]*cal.Holiday{Sweden: se.Holidays, Norway: no.Holidays, Denmark: dk.Holidays}

// own are the days that library does not know: Sundays, and eves on which
// Danish time limits do not end.
var own = map[string]bool{"easter_sunday": true, "whit_sunday": true}

func TestHolidaysAreThoseOfAnotherLibrary(t *testing.T) {
	for _, country := range Countries() {
		for year := 2005; year <= 2100; year++ {
			want := map[kanban.Date]bool{}
			for _, h := range others[country] {
				if day, _ := h.Calc(year); !day.IsZero() {
					want[dateOf(day)] = true
				}
			}
			for _, day := range country.Holidays(year) {
				eve := country == Denmark && (day.Name == "christmas_eve" || day.Name == "new_years_eve")
				if !want[day.On] && !own[day.Name] && !eve {
					t.Errorf("%s: %s is no %s", country, day.On, day.Name)
				}
				delete(want, day.On)
			}
			if len(want) > 0 {
				t.Errorf("%s: %v are missing", country, want)
			}
		}
	}
}

// holidaysFile is what both languages count with in the scenarios.
type holidaysFile struct {
	Source string                             `json:"source"`
	Days   map[Country]map[kanban.Date]string `json:"days"`
}

func TestHolidaysFile(t *testing.T) {
	file := read[holidaysFile](t, "holidays.json")
	days := map[Country]map[kanban.Date]string{}
	for _, country := range Countries() {
		days[country] = map[kanban.Date]string{}
		for year := 2016; year <= 2036; year++ {
			for _, day := range country.Holidays(year) {
				days[country][day.On] = day.Name
			}
		}
	}
	if *update {
		file.Days = days
		write(t, "holidays.json", file)
	}
	for _, country := range Countries() {
		if !maps.Equal(file.Days[country], days[country]) {
			t.Errorf("%s: the file does not have the holidays there are", country)
		}
	}
}

type quarterCase struct {
	Name           string      `json:"name"`
	Text           string      `json:"quarter"`
	Wrong          bool        `json:"wrong,omitzero"`
	Country        Country     `json:"country,omitzero"`
	On             kanban.Date `json:"on,omitzero"`
	First          kanban.Date `json:"first,omitzero"`
	Last           kanban.Date `json:"last,omitzero"`
	Next           Quarter     `json:"next,omitzero"`
	LastWorkingDay kanban.Date `json:"last_working_day,omitzero"`
	WeeksLeft      int         `json:"weeks_left"`
	Week           [2]int      `json:"week,omitzero"`
}

func TestQuarters(t *testing.T) {
	for _, c := range read[[]quarterCase](t, "quarters.json") {
		t.Run(c.Name, func(t *testing.T) {
			q, ok := ParseQuarter(c.Text)
			if ok == c.Wrong {
				t.Fatalf("%q is a quarter: %v", c.Text, ok)
			}
			if c.Wrong {
				return
			}
			got := c
			got.First, got.Last, got.Next = q.First(), q.Last(), q.Next()
			got.LastWorkingDay, got.WeeksLeft = q.LastWorkingDay(c.Country), q.WeeksLeft(c.Country, c.On)
			got.Week[0], got.Week[1] = Week(c.On)
			if got != c {
				t.Errorf("got %+v, want %+v", got, c)
			}
		})
	}
}

func drawCountry(t *rapid.T) Country { return rapid.SampledFrom(Countries()).Draw(t, "country") }

func drawDay(t *rapid.T, name string) kanban.Date {
	return after("2005-01-01", rapid.IntRange(0, 120*365).Draw(t, name))
}

func TestQuartersFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := drawDay(t, "day")
		q := QuarterOf(day)
		if parsed, ok := ParseQuarter(string(q)); !ok || parsed != q {
			t.Errorf("%s is no quarter", q)
		}
		if day < q.First() || day > q.Last() {
			t.Errorf("%s is not in %s", day, q)
		}
		if next := q.Next(); next.First() != after(q.Last(), 1) || next <= q {
			t.Errorf("%s does not follow %s", next, q)
		}
		country := drawCountry(t)
		last := q.LastWorkingDay(country)
		if !country.Working(last) || last > q.Last() || days(last, q.Last()) > 5 {
			t.Errorf("%s ends on %s", q, last)
		}
		if left := q.WeeksLeft(country, day); left < 0 || left > 13 || left*7 > max(0, days(day, last)) {
			t.Errorf("%d weeks left from %s to %s", left, day, last)
		}
		if q.WeeksLeft(country, after(day, 1)) > q.WeeksLeft(country, day) {
			t.Errorf("%s: more weeks left the day after", day)
		}
	})
}

func TestWorkingDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		country, day := drawCountry(t), drawDay(t, "day")
		next, last := country.Next(day), country.Last(day)
		if next < day || last > day || !country.Working(next) || !country.Working(last) {
			t.Errorf("%s lies between %s and %s", day, last, next)
		}
		if country.Working(day) && (next != day || last != day) {
			t.Errorf("%s is a working day, and moves to %s and %s", day, last, next)
		}
		for between := after(last, 1); between < next; between = after(between, 1) {
			if country.Working(between) && between != day {
				t.Errorf("%s was passed over", between)
			}
		}
		weekday := timeOf(day).Weekday()
		if weekend := weekday == time.Saturday || weekday == time.Sunday; weekend && country.Working(day) {
			t.Errorf("%s is a working %s", day, weekday)
		}
		off := slices.ContainsFunc(country.Holidays(timeOf(day).Year()), func(h Day) bool { return h.On == day })
		if off && country.Working(day) {
			t.Errorf("%s is a holiday and a working day", day)
		}
	})
}

func TestMonthsAfter(t *testing.T) {
	for _, c := range []struct {
		from   kanban.Date
		months int
		want   kanban.Date
	}{
		{"2026-11-21", 18, "2028-05-21"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2027-08-31", 6, "2028-02-29"},
		{"2026-12-31", 0, "2026-12-31"},
	} {
		if got := monthsAfter(c.from, c.months); got != c.want {
			t.Errorf("%d months after %s: %s, want %s", c.months, c.from, got, c.want)
		}
	}
}
