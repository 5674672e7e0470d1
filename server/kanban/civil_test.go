package kanban

import (
	"testing"
	"time"
)

// TestCivilDay tells the day in Scandinavia about midnight there and about the
// hours in which clocks change.
func TestCivilDay(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ at, want string }{
		{"2026-01-31T22:59:59Z", "2026-01-31"}, // an hour ahead in winter
		{"2026-01-31T23:00:00Z", "2026-02-01"},
		{"2026-06-30T21:59:59Z", "2026-06-30"}, // two in summer
		{"2026-06-30T22:00:00Z", "2026-07-01"},
		{"2026-12-31T22:59:59.999Z", "2026-12-31"},
		{"2026-12-31T23:00:00Z", "2027-01-01"},
		{"2026-03-28T22:59:59Z", "2026-03-28"}, // the night before clocks go forward
		{"2026-03-28T23:00:00Z", "2026-03-29"},
		{"2026-03-29T00:59:59Z", "2026-03-29"}, // and the hour they do
		{"2026-03-29T21:59:59Z", "2026-03-29"},
		{"2026-03-29T22:00:00Z", "2026-03-30"},
		{"2026-10-24T21:59:59Z", "2026-10-24"}, // the night before they go back
		{"2026-10-24T22:00:00Z", "2026-10-25"},
		{"2026-10-25T22:59:59Z", "2026-10-25"},
		{"2026-10-25T23:00:00Z", "2026-10-26"},
		{"2024-03-31T21:59:59Z", "2024-03-31"}, // the last of the month is a Sunday
		{"2024-03-31T22:00:00Z", "2024-04-01"},
		{"2027-10-31T22:59:59Z", "2027-10-31"},
		{"2027-10-31T23:00:00Z", "2027-11-01"},
		{"2028-02-28T23:00:00Z", "2028-02-29"},
		{"2026-07-01T00:30:00+02:00", "2026-07-01"}, // whatever the zone it is told in
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := civilDay(at); string(got) != c.want {
			t.Errorf("%s: %s, want %s", c.at, got, c.want)
		}
		if there := at.In(stockholm).Format(time.DateOnly); there != c.want {
			t.Errorf("%s: in Stockholm it is %s", c.at, there)
		}
	}
	for at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2031; at = at.Add(7 * time.Hour) {
		if got, there := civilDay(at), at.In(stockholm).Format(time.DateOnly); string(got) != there {
			t.Fatalf("%s: %s, in Stockholm %s", at, got, there)
		}
	}
}
