package seeds

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"takt/server/kanban"
)

// A teller tells an outline in one language, from one day.
type teller struct {
	*calendar
	texts
	outline outline
	ids     map[string]kanban.UserID
	order   map[kanban.LaneKey][]kanban.StageID // the stages of each lane, from left to right
	doors   []kanban.StandardGate
	begin   time.Time // of the board
	last    time.Time // that anything happened
	deeds   []Deed
	cases   int                  // opened so far
	added   map[string]time.Time // when the cards told so far came
}

// Keys of the people who do what belongs to the board and not to one card.
const (
	founder   = "director"
	secretary = "portfolio"
)

func newTeller(s *Story, at time.Time, ids map[string]kanban.UserID) *teller {
	t := &teller{calendar: newCalendar(at), texts: s.texts, outline: *s.outline, ids: ids, added: map[string]time.Time{}}
	t.order, t.doors = stages(), kanban.StandardGates()
	t.begin = t.moment(t.outline.Begin + " 08:00")
	t.last = t.moment("-1d 17:00")
	return t
}

// tell tells everything, in the order in which it happened.
func (t *teller) tell() {
	t.board()
	for _, s := range t.outline.Cards {
		t.card(s, t.Cards[s.Key])
	}
	t.pairs()
	slices.SortStableFunc(t.deeds, func(a, b Deed) int { return a.At.Compare(b.At) })
	t.newestFirst()
}

// newestFirst puts each pilot that is decided above those decided before it.
func (t *teller) newestFirst() {
	var lie []kanban.CardID // the decided ones, newest last
	for i, d := range t.deeds {
		switch c := d.Command.(type) {
		case kanban.MoveCard:
			if c.Stage != "decided" {
				continue
			}
			if n := len(lie); n > 0 {
				c.Before = lie[n-1]
				t.deeds[i].Command = c
			}
			lie = append(lie, c.Card)
		case kanban.ArchiveCard:
			lie = slices.DeleteFunc(lie, func(id kanban.CardID) bool { return id == c.Card })
		}
	}
}

// stages returns the stages of each lane, from left to right.
func stages() map[kanban.LaneKey][]kanban.StageID {
	order := map[kanban.LaneKey][]kanban.StageID{}
	for _, s := range kanban.StandardStages() {
		order[s.Lane] = append(order[s.Lane], kanban.StageID(s.Key))
	}
	return order
}

// did notes a command, at a time between the board's beginning and yesterday.
func (t *teller) did(at time.Time, by string, cmd kanban.Command) {
	if at.Before(t.begin) {
		at = t.begin
	}
	if at.After(t.last) {
		at = t.last
	}
	t.deeds = append(t.deeds, Deed{at, t.person(by), cmd})
}

// board tells how the board is begun, and how its rules come about.
func (t *teller) board() {
	o := t.outline
	b := kanban.CreateBoard{ID: Example, Name: t.Board, Settings: new(kanban.DefaultSettings())}
	b.Settings.Country, b.Settings.Currency = t.Country, t.Currency
	for _, l := range o.Labels {
		b.Labels = append(b.Labels, kanban.Label{ID: kanban.LabelID(l.Key), Name: t.Labels[l.Key], Color: l.Color})
	}
	for _, key := range o.Units {
		b.Units = append(b.Units, kanban.Unit{ID: kanban.UnitID(key), Name: t.Units[key]})
	}
	for _, key := range o.Clusters {
		b.Clusters = append(b.Clusters, kanban.Cluster{ID: kanban.ClusterID(key), Name: t.Clusters[key]})
	}
	for _, body := range o.Bodies {
		meetings := body.Meets.between(body.Key, t.firstDay(), t.firstDay().AddDate(1, 0, 0))
		b.Bodies = append(b.Bodies, kanban.Body{ID: body.Key, Name: t.Bodies[body.Key], Meetings: meetings})
	}
	t.did(t.begin, founder, b)
	t.gates()
	t.rules()
	t.meetings()
}

func (t *teller) firstDay() time.Time { return t.begin.Truncate(24 * time.Hour) }

// gates gives every gate the body that decides there.
func (t *teller) gates() {
	for _, body := range t.outline.Bodies {
		for i, gate := range body.Gates {
			t.did(t.begin.Add(time.Duration(10+i)*time.Minute), founder, kanban.ChangeGate{Gate: gate, Body: &body.Key})
		}
	}
}

// rules tells how limits came in the second year, and an aim for the balance
// of the lanes in the third.
func (t *teller) rules() {
	o := t.outline
	limited := t.around(t.begin, 400, "limits")
	for _, lane := range []kanban.LaneKey{kanban.Marathon, kanban.Sprint} {
		for _, stage := range t.order[lane] {
			if n := o.Limits[lane][stage]; n > 0 {
				t.did(limited, secretary, kanban.LimitStage{Lane: lane, Stage: stage, Limit: n})
			}
		}
	}
	s := o.Settings
	t.did(limited, secretary, kanban.SetBoard{Settings: kanban.SettingsPatch{AtRiskWeeks: &s.AtRiskWeeks, LaneLimits: &s.Lanes, OwnerLimit: &s.Owner}})
	t.did(t.around(t.begin, 760, "balance"), founder, kanban.SetBoard{Settings: kanban.SettingsPatch{Balance: &s.Balance}})
}

// meetings tells how the meetings of another year are planned when a year
// nears its end, the last of them half a year ahead.
func (t *teller) meetings() {
	for from := t.firstDay().AddDate(1, 0, 0); from.Before(t.today.AddDate(0, 1, 0)); from = from.AddDate(1, 0, 0) {
		planned := t.around(from, -30, "meetings")
		for _, body := range t.outline.Bodies {
			var batch kanban.Batch
			for _, m := range body.Meets.between(body.Key, from, from.AddDate(1, 0, 0)) {
				batch.Commands = append(batch.Commands, kanban.AddMeeting{Body: body.Key, Meeting: m.ID, On: m.On, PapersBy: m.PapersBy})
			}
			t.did(planned, secretary, batch)
		}
	}
}

// pairs tells how cards were paired once both were there.
func (t *teller) pairs() {
	for _, s := range t.outline.Cards {
		for _, p := range s.Pairs {
			at := t.around(slices.MaxFunc([]time.Time{t.added[s.Key], t.added[p.Card]}, time.Time.Compare), 4, s.Key+p.Card)
			pairs := []kanban.Pair{{Kind: p.Kind, Card: cardID(p.Card)}}
			t.did(at, s.Owner, kanban.ChangeCard{Card: cardID(s.Key), Add: kanban.Patch{"pairs": pairs}})
		}
	}
}

// person returns who is meant by a key, nobody by none.
func (t *teller) person(key string) kanban.UserID {
	if key == "" {
		return ""
	}
	id, known := t.ids[key]
	if !known {
		t.fail(fmt.Errorf("seeds: nobody is meant by %q", key))
	}
	return id
}

func cardID(key string) kanban.CardID { return kanban.CardID("c-" + key) }

// part returns the id of the i-th thing of a kind on a card.
func part(s sketch, kind string, i int) string { return fmt.Sprintf("%s-%s%d", s.Key, kind, i+1) }

// caseRef returns the reference of a case that is opened on a day in the
// municipality's records system: the year, and a number that grows with the
// days of the year.
func (t *teller) caseRef(opened time.Time) string {
	t.cases++
	number := 500*opened.YearDay() + t.cases
	return strings.NewReplacer(
		"{year}", strconv.Itoa(opened.Year()),
		"{yy}", fmt.Sprintf("%02d", opened.Year()%100),
		"{number}", strconv.Itoa(number),
		"{padded}", fmt.Sprintf("%06d", number),
	).Replace(t.Case)
}

// money returns thousands of euro as an amount of the language's currency.
func (t *teller) money(thousands float64) kanban.Money {
	if thousands == 0 {
		return kanban.Money{}
	}
	return kanban.Money{Amount: significant(thousands*1000*t.Rate, 2), Currency: t.Currency}
}

// count returns what a number counts, in words.
func (t *teller) count(unit string) string {
	if unit == "money" {
		return t.Currency
	}
	return t.Counts[unit]
}

// amount returns a number that counts a unit; money is told in euro.
func (t *teller) amount(unit string, n float64) float64 {
	if unit == "money" {
		return significant(n*t.Rate, 3)
	}
	return n
}

var (
	slot         = regexp.MustCompile(`\{[^}]*\}`)
	wholeQuarter = regexp.MustCompile(`^q[+-]\d+$`)
)

// say fills the days and quarters into a text.
func (t *teller) say(text string) string {
	return slot.ReplaceAllStringFunc(text, func(slot string) string {
		offset := slot[1 : len(slot)-1]
		if wholeQuarter.MatchString(offset) {
			return t.sayQuarter(t.day(offset))
		}
		return t.sayDay(t.day(offset))
	})
}

func (t *teller) sayQuarter(day time.Time) string {
	return strings.NewReplacer(
		"{quarter}", strconv.Itoa(quarterOf(day)%4+1),
		"{year}", strconv.Itoa(day.Year()),
	).Replace(t.Quarter)
}

// sayDay tells a day, with its year when that is not the present one.
func (t *teller) sayDay(day time.Time) string {
	text := strings.NewReplacer(
		"{day}", strconv.Itoa(day.Day()),
		"{month}", t.Months[day.Month()-1],
	).Replace(t.Day)
	if day.Year() != t.today.Year() {
		text += " " + strconv.Itoa(day.Year())
	}
	return text
}

// significant rounds an amount to so many digits.
func significant(amount float64, digits int) float64 {
	if amount == 0 {
		return 0
	}
	unit := math.Pow10(int(math.Floor(math.Log10(math.Abs(amount)))) + 1 - digits)
	return math.Round(amount/unit) * unit
}
