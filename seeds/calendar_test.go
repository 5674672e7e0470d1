package seeds

import (
	"testing"
	"time"
)

func TestCalendar(t *testing.T) {
	for _, test := range []struct{ today, offset, want string }{
		{"2026-11-18", "-1d", "2026-11-17"},
		{"2026-11-18", "-3d", "2026-11-13"}, // a Sunday, past: the Friday before
		{"2026-11-18", "+3d", "2026-11-23"}, // a Saturday, to come: the Monday after
		{"2026-11-21", "-1d", "2026-11-20"}, // begun on a Saturday
		{"2026-11-18", "q+0", "2026-12-31"}, // a Thursday
		{"2026-11-18", "q-1", "2026-09-30"}, // a Wednesday
		{"2026-11-18", "q-3", "2026-03-31"}, // a Tuesday
		{"2027-12-31", "q+0", "2027-12-31"}, // its own last day
		{"2028-10-01", "q+0", "2028-12-29"}, // the 31st is a Sunday
		{"2026-11-18", "q+1", "2027-03-31"}, // over the turn of the year
		{"2026-11-18", "q+0+5d", "2027-01-05"},
		{"2028-02-28", "+1d", "2028-02-29"},
	} {
		today, err := time.Parse(time.DateOnly, test.today)
		if err != nil {
			t.Fatal(err)
		}
		c := newCalendar(today.Add(23 * time.Hour))
		if got := c.date(test.offset); string(got) != test.want || c.err != nil {
			t.Errorf("%s of %s is %s (%v), not %s", test.offset, test.today, got, c.err, test.want)
		}
	}
}

func TestCalendarRefuses(t *testing.T) {
	for _, offset := range []string{"tomorrow", "d", "5d", "q1", "+5", "+5d+5d", "+99999999999999999999d"} {
		c := newCalendar(time.Now())
		if c.day(offset); c.err == nil {
			t.Errorf("%q is a day", offset)
		}
	}
	for _, offset := range []string{"-5d", "-5d 25:00", "-5d noon", " 09:00"} {
		c := newCalendar(time.Now())
		if c.moment(offset); c.err == nil {
			t.Errorf("%q is a moment", offset)
		}
	}
}
