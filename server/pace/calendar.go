package pace

import (
	"slices"
	"strings"
	"time"

	"takt/server/kanban"
)

// A Country decides which days are working days, and which law a standstill
// follows.
type Country string

// The countries there is a calendar for.
const (
	Sweden  Country = "SE"
	Norway  Country = "NO"
	Denmark Country = "DK"
)

// Countries lists them.
func Countries() []Country { return []Country{Sweden, Norway, Denmark} }

// A Day is one that is not a working day, and the key of its name: a public
// holiday's, "saturday" or "sunday".
type Day struct {
	On   kanban.Date `json:"on"`
	Name string      `json:"name"`
}

// A holiday falls on one day of a year.
type holiday struct {
	name  string
	on    func(year int) time.Time
	since int // first year it is one, 0 for always
	until int // last year it is one, 0 for still
}

// holidays are the days on which a time limit does not end, besides Saturdays
// and Sundays, from 2005 on.
//
// SE: lag (1989:253) om allmänna helgdagar. Midsummer Eve, Christmas Eve and
// New Year's Eve are no public holidays by it, but lag (1930:173) om beräkning
// av lagstadgad tid, 2 §, names them beside Sundays, other public holidays and
// Saturdays: a time limit that ends on one ends on the next working day.
//
// NO: lov 1995-02-24-12 om helligdager og helligdagsfred § 2; lov 1947-04-26-1
// om 1 og 17 mai som høgtidsdager. Limits follow Regulation (EEC, Euratom)
// 1182/71, forskrift 1992-12-04-910: every day so designated, Saturdays and
// Sundays are no working days. Norway designates neither Easter Eve nor
// Christmas Eve (list for 2015: OJ C 455, 18.12.2014, p. 9).
//
// DK: limits follow Regulation (EEC, Euratom) 1182/71 too, art. 3(4), by which
// Klagenævnet for Udbud has counted the standstill since 2011. Art. 2(1) leaves
// it to Danish law which days are public holidays: those of folkekirken, with
// General Prayer Day until 2023 (lov nr. 214 af 06/03/2023). Constitution Day,
// 24 and 31 December are none, and lukkeloven names them beside the holidays;
// but other Danish laws move the end of a limit past them as past a holiday
// (e.g. forældelsesloven § 27, stk. 2). They are counted so here: it errs on the
// side of signing a day later, never earlier.
var holidays = map[Country][]holiday{
	Sweden: {
		{name: "new_year", on: fixed(time.January, 1)},
		{name: "epiphany", on: fixed(time.January, 6)},
		{name: "good_friday", on: easter(-2)},
		{name: "easter_sunday", on: easter(0)},
		{name: "easter_monday", on: easter(1)},
		{name: "may_day", on: fixed(time.May, 1)},
		{name: "ascension", on: easter(39)},
		{name: "whit_sunday", on: easter(49)},
		{name: "national_day", on: fixed(time.June, 6), since: 2005},
		{name: "midsummer_eve", on: first(time.Friday, time.June, 19)},
		{name: "midsummer_day", on: first(time.Saturday, time.June, 20)},
		{name: "all_saints", on: first(time.Saturday, time.October, 31)},
		{name: "christmas_eve", on: fixed(time.December, 24)},
		{name: "christmas_day", on: fixed(time.December, 25)},
		{name: "second_christmas_day", on: fixed(time.December, 26)},
		{name: "new_years_eve", on: fixed(time.December, 31)},
	},
	Norway: {
		{name: "new_year", on: fixed(time.January, 1)},
		{name: "maundy_thursday", on: easter(-3)},
		{name: "good_friday", on: easter(-2)},
		{name: "easter_sunday", on: easter(0)},
		{name: "easter_monday", on: easter(1)},
		{name: "may_day", on: fixed(time.May, 1)},
		{name: "constitution_day", on: fixed(time.May, 17)},
		{name: "ascension", on: easter(39)},
		{name: "whit_sunday", on: easter(49)},
		{name: "whit_monday", on: easter(50)},
		{name: "christmas_day", on: fixed(time.December, 25)},
		{name: "second_christmas_day", on: fixed(time.December, 26)},
	},
	Denmark: {
		{name: "new_year", on: fixed(time.January, 1)},
		{name: "maundy_thursday", on: easter(-3)},
		{name: "good_friday", on: easter(-2)},
		{name: "easter_sunday", on: easter(0)},
		{name: "easter_monday", on: easter(1)},
		{name: "general_prayer_day", on: easter(26), until: 2023},
		{name: "ascension", on: easter(39)},
		{name: "whit_sunday", on: easter(49)},
		{name: "whit_monday", on: easter(50)},
		{name: "constitution_day", on: fixed(time.June, 5)},
		{name: "christmas_eve", on: fixed(time.December, 24)},
		{name: "christmas_day", on: fixed(time.December, 25)},
		{name: "second_christmas_day", on: fixed(time.December, 26)},
		{name: "new_years_eve", on: fixed(time.December, 31)},
	},
}

// Known reports whether there is a calendar for the country.
func (c Country) Known() bool { return holidays[c] != nil }

// Holidays returns the days of a year, in order, on which no time limit ends
// although they need not be a Saturday or a Sunday. Two that fall on one day
// are one, named by the first.
func (c Country) Holidays(year int) []Day {
	var days []Day
	for _, h := range holidays[c] {
		if year < h.since || h.until > 0 && year > h.until {
			continue
		}
		days = append(days, Day{dateOf(h.on(year)), h.name})
	}
	slices.SortStableFunc(days, func(a, b Day) int { return strings.Compare(string(a.On), string(b.On)) })
	return slices.CompactFunc(days, func(a, b Day) bool { return a.On == b.On })
}

// Off returns why a day is no working day: the key of the holiday it is,
// "saturday", "sunday", or "" for a working day.
func (c Country) Off(on kanban.Date) string {
	if on == "" {
		return ""
	}
	day := timeOf(on)
	for _, h := range holidays[c] {
		year := day.Year()
		if year >= h.since && (h.until == 0 || year <= h.until) && h.on(year).Equal(day) {
			return h.name
		}
	}
	switch day.Weekday() {
	case time.Saturday:
		return "saturday"
	case time.Sunday:
		return "sunday"
	}
	return ""
}

// Working reports whether a day is a working day.
func (c Country) Working(on kanban.Date) bool { return c.Off(on) == "" }

// Next returns the first working day from a day on.
func (c Country) Next(from kanban.Date) kanban.Date {
	for !c.Working(from) {
		from = after(from, 1)
	}
	return from
}

// Last returns the last working day up to a day.
func (c Country) Last(upTo kanban.Date) kanban.Date {
	for !c.Working(upTo) {
		upTo = after(upTo, -1)
	}
	return upTo
}

func fixed(month time.Month, day int) func(int) time.Time {
	return func(year int) time.Time { return time.Date(year, month, day, 0, 0, 0, 0, time.UTC) }
}

// first is the first such weekday from a day on.
func first(weekday time.Weekday, month time.Month, day int) func(int) time.Time {
	return func(year int) time.Time {
		from := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		return from.AddDate(0, 0, int(weekday-from.Weekday()+7)%7)
	}
}

// easter is a day relative to Easter Sunday of the Gregorian calendar, found
// by Butcher's rule as New Scientist gave it (30 March 1961, p. 828).
func easter(offset int) func(int) time.Time {
	return func(year int) time.Time {
		a, b, c := year%19, year/100, year%100
		d, e := b/4, b%4
		g := (8*b + 13) / 25
		h := (19*a + b - d - g + 15) % 30
		i, k := c/4, c%4
		l := (32 + 2*e + 2*i - h - k) % 7
		m := (a + 11*h + 19*l) / 433
		month := (h + l - 7*m + 90) / 25
		day := (h + l - 7*m + 33*month + 19) % 32
		return time.Date(year, time.Month(month), day+offset, 0, 0, 0, 0, time.UTC)
	}
}

// timeOf returns the midnight a day begins with, the zero time when it is no day.
func timeOf(d kanban.Date) time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// dateOf returns the day a time lies in, "" outside the years 0 to 9999.
func dateOf(t time.Time) kanban.Date {
	if t.Year() < 0 || t.Year() > 9999 {
		return ""
	}
	return kanban.Date(t.Format(time.DateOnly))
}

// after returns the day so many days after another; fewer than 0: before it.
// After no day comes none.
func after(d kanban.Date, days int) kanban.Date {
	if d == "" {
		return ""
	}
	return dateOf(timeOf(d).AddDate(0, 0, days))
}

// monthsAfter returns the day so many months after another, at the latest the
// last day of its month.
func monthsAfter(d kanban.Date, months int) kanban.Date {
	t := timeOf(d)
	begin := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := begin.AddDate(0, 1, -1).Day()
	return dateOf(begin.AddDate(0, 0, min(t.Day(), last)-1))
}

// days returns how many days lie from one day to another, fewer than 0 when
// the second comes first.
func days(from, to kanban.Date) int {
	const day = 24 * 60 * 60
	return int((timeOf(to).Unix() - timeOf(from).Unix()) / day)
}
