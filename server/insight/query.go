package insight

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"takt/server/kanban"
)

// A Query says which cards and which time a figure is about. The zero value of
// a field leaves the choice to the figure; only Now is needed.
type Query struct {
	From, To kanban.Date    // the period, both days included; the last year unless given
	Lane     kanban.LaneKey // "" for both
	Unit     kanban.UnitID  // "" for all
	Step     string         // one of Steps: what the period is cut into

	// Start and Finish are the stages at which work starts and is finished,
	// by id or standard key, and need a Lane. Unless given, work on a pilot
	// starts with setup and is finished when it is in use (running); work on
	// a marathon starts with concept and is finished when it is handed over
	// (benefits).
	Start, Finish kanban.StageID

	By    kanban.Date // forecasts: until when; the end of the quarter unless given
	Cards int         // forecasts: when are so many finished; the pilots in work unless given

	Now time.Time // nothing later is told
}

// Bounds of what can be asked for.
const (
	maxYears  = 30
	maxSpans  = 2000
	maxWanted = 10_000
)

// A frame is a query about a fold, made complete.
type frame struct {
	fold     *Fold
	from, to Day    // to is today at the latest
	end      moment // the period's, now at the latest: later moves are not told
	today    Day
	step     string
	unit     kanban.UnitID
	lane     kanban.LaneKey
	lanes    []*scope // those asked for
	query    Query
}

// A scope is a lane that was asked for, with its lines.
type scope struct {
	*Lane
	start, finish, end int // positions of the stages at the lines, and of the last stage
}

func wrong(field, format string, args ...any) error {
	return &kanban.Refusal{Code: kanban.BadField, Message: field + ": " + fmt.Sprintf(format, args...), Missing: []string{field}}
}

// frame completes a query. Steps of the figure's choice are used where the
// query names none. The error is a *kanban.Refusal.
func (f *Fold) frame(q Query, step func(days int) string) (*frame, error) {
	if len(f.Lanes) == 0 {
		return nil, &kanban.Refusal{Code: kanban.NotFound, Message: "there is no such board"}
	}
	fr := &frame{fold: f, unit: q.Unit, lane: q.Lane, query: q, today: DayOf(q.Now)}
	for _, set := range []func(*frame) error{(*frame).setPeriod, (*frame).setLanes} {
		if err := set(fr); err != nil {
			return nil, err
		}
	}
	if fr.step = q.Step; q.Step == "" {
		fr.step = step(int(fr.to - fr.from + 1))
	}
	if !slices.Contains(Steps, fr.step) {
		return nil, wrong("step", "is one of %v", Steps)
	}
	if n := len(cut(fr.from, fr.to, fr.step)); n > maxSpans {
		return nil, wrong("step", "%d steps are more than %d; take longer ones", n, maxSpans)
	}
	return fr, nil
}

func (fr *frame) setPeriod() error {
	q := fr.query
	fr.to = fr.today
	if q.To != "" {
		to, ok := ParseDay(q.To)
		if !ok {
			return wrong("to", "%q is not a date like 2026-12-31", string(q.To))
		}
		fr.to = min(to, fr.today)
	}
	fr.from = fr.to - 365
	if q.From != "" {
		from, ok := ParseDay(q.From)
		if !ok {
			return wrong("from", "%q is not a date like 2026-12-31", string(q.From))
		}
		fr.from = from
	}
	if fr.from > fr.to {
		return wrong("from", "the period ends before it begins, or has not begun yet")
	}
	if fr.to-fr.from > 366*maxYears {
		return wrong("from", "the period is longer than %d years", maxYears)
	}
	fr.end = min((fr.to + 1).begin(), momentOf(q.Now)+1)
	return nil
}

func (fr *frame) setLanes() error {
	q := fr.query
	if q.Lane != "" && fr.fold.lane(q.Lane) == nil {
		return wrong("lane", "is marathon or sprint")
	}
	if q.Lane == "" && (q.Start != "" || q.Finish != "") {
		return wrong("lane", "stages are those of a lane")
	}
	if q.Unit != "" && !slices.ContainsFunc(fr.fold.Units, func(u kanban.Unit) bool { return u.ID == q.Unit }) {
		return wrong("unit", "there is no such unit")
	}
	for i := range fr.fold.Lanes {
		lane := &fr.fold.Lanes[i]
		if q.Lane != "" && q.Lane != lane.Key {
			continue
		}
		s, err := lane.scope(q)
		if err != nil {
			return err
		}
		fr.lanes = append(fr.lanes, s)
	}
	return nil
}

// lines are where work starts and is finished unless a query says otherwise.
var lines = map[kanban.LaneKey][2]kanban.StageID{
	kanban.Marathon: {"concept", "benefits"},
	kanban.Sprint:   {"setup", "running"},
}

// scope finds a lane's lines. A standard stage that is not there gives way to
// the first or last one.
func (l *Lane) scope(q Query) (*scope, error) {
	s := &scope{Lane: l, end: l.last()}
	s.start, s.finish = l.standing(lines[l.Key][0]), l.standing(lines[l.Key][1])
	if s.start < 0 {
		s.start = l.first()
	}
	if s.finish < 0 {
		s.finish = s.end
	}
	if q.Finish != "" {
		if s.finish = l.standing(q.Finish); s.finish < 0 {
			return nil, wrong("finish", "the lane has no stage %q", string(q.Finish))
		}
	}
	if q.Start != "" {
		if s.start = l.standing(q.Start); s.start < 0 {
			return nil, wrong("start", "the lane has no stage %q", string(q.Start))
		}
		if s.start > s.finish {
			return nil, wrong("start", "work starts after it is finished")
		}
	}
	s.start = min(s.start, s.finish)
	return s, nil
}

func (fr *frame) scope(key kanban.LaneKey) *scope {
	for _, s := range fr.lanes {
		if s.Key == key {
			return s
		}
	}
	return nil
}

// cards returns the cards of the unit that was asked for, by id.
func (fr *frame) cards() []*Card {
	cards := make([]*Card, 0, len(fr.fold.Cards))
	for _, c := range fr.fold.Cards {
		if !c.Gone && (fr.unit == "" || fr.unit == c.Unit) {
			cards = append(cards, c)
		}
	}
	slices.SortFunc(cards, func(a, b *Card) int { return cmp.Compare(a.ID, b.ID) })
	return cards
}

// within reports whether a moment lies in the period.
func (fr *frame) within(at moment) bool { return at != 0 && at < fr.end && dayOf(at) >= fr.from }

// spans cuts the period.
func (fr *frame) spans() []span { return cut(fr.from, fr.to, fr.step) }

// named are the figures, by the name they are asked for.
var named = map[string]func(*Fold, Query) (Figure, *frame, error){
	"flow":        figure((*frame).flow, stepOfLength),
	"times":       figure((*frame).times, stepOfLength),
	"stages":      figure((*frame).stages, stepOfLength),
	"ageing":      figure((*frame).ageing, stepOfLength),
	"throughput":  figure((*frame).throughput, quarterly),
	"on-time":     figure((*frame).onTime, quarterly),
	"slip":        figure((*frame).slip, monthly),
	"carried":     figure((*frame).carried, quarterly),
	"balance":     figure((*frame).balance, stepOfLength),
	"benefits":    figure((*frame).benefits, quarterly),
	"recognition": figure((*frame).recognition, quarterly),
	"forecast":    figure((*frame).forecast, stepOfLength),
}

func figure[T Figure](make func(*frame) (T, error), step func(int) string) func(*Fold, Query) (Figure, *frame, error) {
	return func(f *Fold, q Query) (Figure, *frame, error) {
		fr, err := f.frame(q, step)
		if err != nil {
			return nil, nil, err
		}
		fig, err := make(fr)
		return fig, fr, err
	}
}

func monthly(int) string   { return "month" }
func quarterly(int) string { return "quarter" }

// stepOfLength takes days for a quarter, weeks for up to three years, and else
// months.
func stepOfLength(days int) string {
	switch {
	case days <= 92:
		return "day"
	case days <= 3*366:
		return "week"
	}
	return "month"
}

// A Figure is what is asked for, ready to draw, and as a table.
type Figure interface {
	Table() Table
}

// An Answer is a figure with what it was asked about.
type Answer struct {
	Figure string         `json:"figure"`
	From   kanban.Date    `json:"from"`
	To     kanban.Date    `json:"to"`
	Lane   kanban.LaneKey `json:"lane,omitzero"`
	Unit   kanban.UnitID  `json:"unit,omitzero"`
	Step   string         `json:"step"`
	Seq    uint64         `json:"seq"` // of the last event that is in it
	Data   Figure         `json:"data"`
}

// Names returns the names of all figures, sorted.
func Names() []string { return slices.Sorted(maps.Keys(named)) }

// Ask makes a figure. The error is a *kanban.Refusal: not_found when there is
// no such figure, bad_field when it cannot be asked about that.
func (f *Fold) Ask(name string, q Query) (Answer, error) {
	make := named[name]
	if make == nil {
		return Answer{}, &kanban.Refusal{Code: kanban.NotFound, Message: "there is no such figure", Missing: []string{"figure"}}
	}
	fig, fr, err := make(f, q)
	if err != nil {
		return Answer{}, err
	}
	return Answer{name, fr.from.Date(), fr.to.Date(), q.Lane, q.Unit, fr.step, f.Seq, fig}, nil
}
