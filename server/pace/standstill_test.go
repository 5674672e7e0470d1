package pace

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"takt/server/kanban"
)

type standstillCase struct {
	Name           string      `json:"name"`
	Source         string      `json:"source,omitzero"`
	Country        Country     `json:"country"`
	NotifiedOn     kanban.Date `json:"notified_on"`
	Electronically bool        `json:"electronically"`
	Stated         int         `json:"stated"`
	Want           Standstill  `json:"want"`
}

func TestStandstill(t *testing.T) {
	cases := read[[]standstillCase](t, "standstill.json")
	for i, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			got := StandstillOf(c.Country, c.NotifiedOn, c.Electronically, c.Stated)
			if cases[i].Want = got; !*update && !reflect.DeepEqual(got, c.Want) {
				t.Errorf("got %+v\nwant %+v", got, c.Want)
			}
		})
	}
	if *update {
		write(t, "standstill.json", cases)
	}
}

func TestStandstillsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		country, notified := drawCountry(t), drawDay(t, "notified")
		electronically, stated := rapid.Bool().Draw(t, "electronically"), rapid.IntRange(0, 60).Draw(t, "stated")
		s := StandstillOf(country, notified, electronically, stated)
		least := 15
		if electronically {
			least = 10
		}
		if days(notified, s.End) < max(least, stated) || days(notified, s.CountedTo) != s.Days {
			t.Errorf("too short: %+v", s)
		}
		if !country.Working(s.End) {
			t.Errorf("ends on a day off: %+v", s)
		}
		if days(s.CountedTo, s.End) != len(s.Moved) || s.EarliestSigning != after(s.End, 1) {
			t.Errorf("the working does not lead to the end: %+v", s)
		}
		for _, day := range s.Moved {
			if country.Working(day.On) {
				t.Errorf("moved past the working day %s", day.On)
			}
		}
		if working := workingDays(country, s.FirstDay, s.CountedTo); working < 2 {
			t.Errorf("Regulation 1182/71, article 3(5), asks for two working days: %d", working)
		}
		if later := StandstillOf(country, after(notified, 1), electronically, stated); later.End < s.End {
			t.Errorf("notified a day later, ends earlier: %s, %s", s.End, later.End)
		}
		if longer := StandstillOf(country, notified, electronically, stated+1); longer.End < s.End {
			t.Errorf("a day longer, ends earlier: %s, %s", s.End, longer.End)
		}
	})
}

func workingDays(c Country, from, to kanban.Date) int {
	n := 0
	for day := from; day <= to; day = after(day, 1) {
		if c.Working(day) {
			n++
		}
	}
	return n
}
