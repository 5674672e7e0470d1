package insight

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"takt/server/kanban"
)

// A world is a board that commands work on while time goes by, with all that
// happened.
type world struct {
	board  *kanban.Board
	events []kanban.Event
	now    time.Time
	minted int
}

func newWorld(t fataler) *world {
	w := &world{board: new(kanban.Board), now: time.Date(2024, 2, 5, 8, 0, 0, 0, time.UTC)}
	w.must(t, kanban.CreateBoard{ID: "b", Name: "Board", Units: []kanban.Unit{{ID: "u1", Name: "IT"}, {ID: "u2", Name: "Care"}}})
	return w
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

func (w *world) mint() string { w.minted++; return fmt.Sprint("n", w.minted) }

// do decides and applies a command as a room does.
func (w *world) do(cmd kanban.Command) error {
	events, err := w.board.Decide("ann", w.now, cmd)
	for _, e := range events {
		e.Seq, e.ID = w.board.Seq+1, fmt.Sprint("r", len(w.events))
		w.board.Apply(e)
		w.events = append(w.events, e)
	}
	return err
}

func (w *world) must(t fataler, cmds ...kanban.Command) {
	t.Helper()
	for _, cmd := range cmds {
		if err := w.do(cmd); err != nil {
			t.Fatalf("%T %+v: %v", cmd, cmd, err)
		}
	}
}

// on sets the clock to a time of a day in Scandinavia.
func (w *world) on(date string) *world {
	d, ok := ParseDay(kanban.Date(date))
	if !ok {
		panic(date)
	}
	w.now = time.UnixMilli(d.begin()).UTC().Add(10 * time.Hour)
	return w
}

// fold takes all events in as they are stored.
func (w *world) fold(t fataler) *Fold {
	t.Helper()
	f := new(Fold)
	for _, e := range w.events {
		if err := f.Take(e.Seq, kanban.EncodeEvent(e)); err != nil {
			t.Fatalf("%v", err)
		}
	}
	return f
}

// ask asks at the world's time.
func ask[T Figure](t *testing.T, w *world, name string, q Query) T {
	t.Helper()
	q.Now = w.now
	a, err := w.fold(t).Ask(name, q)
	if err != nil {
		t.Fatal(err)
	}
	return a.Data.(T)
}

// card draws one of the cards there ever were, or one there was not.
func (w *world) card(t *rapid.T) kanban.CardID {
	ids := []kanban.CardID{"nobody"}
	for _, e := range w.events {
		if added, ok := e.Change.(kanban.CardAdded); ok {
			ids = append(ids, added.Card)
		}
	}
	return rapid.SampledFrom(ids).Draw(t, "card")
}

func (w *world) place(t *rapid.T) kanban.Place {
	lane := rapid.SampledFrom(w.board.Lanes()).Draw(t, "lane")
	return kanban.Place{Lane: lane.Key, Stage: rapid.SampledFrom(lane.Stages).Draw(t, "stage").ID}
}

func date(t *rapid.T) kanban.Date {
	return Day(rapid.IntRange(19_700, 20_700).Draw(t, "day")).Date()
}

func quarter(t *rapid.T) kanban.Quarter {
	return quarterOf(Day(rapid.IntRange(19_750, 20_700).Draw(t, "day")))
}

// fields draws some of the fields figures are made of.
func fields(t *rapid.T) kanban.Patch {
	money := func() kanban.Money {
		return kanban.Money{Amount: float64(rapid.IntRange(0, 5).Draw(t, "amount")), Currency: rapid.SampledFrom([]string{"SEK", "NOK"}).Draw(t, "currency")}
	}
	all := []func() (string, any){
		func() (string, any) {
			return "title", rapid.SampledFrom([]string{"One", "=SUM(A1)", "Två"}).Draw(t, "title")
		},
		func() (string, any) {
			return "unit", rapid.SampledFrom([]kanban.UnitID{"", "u1", "u2"}).Draw(t, "unit")
		},
		func() (string, any) { return "end", date(t) },
		func() (string, any) { return "baseline_end", date(t) },
		func() (string, any) { return "effort", float64(rapid.IntRange(0, 9).Draw(t, "people")) / 2 },
		func() (string, any) { return "budget", money() },
		func() (string, any) { return "cost", money() },
		func() (string, any) { return "quarter", quarter(t) },
		func() (string, any) { return "in_place_on", date(t) },
		func() (string, any) {
			return "outcome", rapid.SampledFrom([]string{"", "scale", "adopt", "extend", "stop"}).Draw(t, "outcome")
		},
		func() (string, any) {
			return "final_status", rapid.SampledFrom([]string{"", "complete", "cancelled", "incomplete"}).Draw(t, "status")
		},
		func() (string, any) { return "waiting_for", kanban.WaitingFor{Party: "Legal"} },
		func() (string, any) { return "description", "text" },
		func() (string, any) {
			return "benefits", []kanban.Benefit{
				{ID: "b1", Kind: "time_saved", Unit: "h", Measure: "hours", Baseline: 10, Target: float64(rapid.IntRange(0, 20).Draw(t, "target")), Due: date(t)},
				{ID: "b2", Kind: "quality", Measure: "score", Target: 5},
			}
		},
	}
	p := kanban.Patch{}
	for range rapid.IntRange(1, 4).Draw(t, "fields") {
		name, value := rapid.SampledFrom(all).Draw(t, "field")()
		p[name] = value
	}
	return p
}

// command draws any command that may matter, many of which are refused.
func (w *world) command(t *rapid.T) kanban.Command {
	p, card := w.place(t), w.card(t)
	kinds := []func() kanban.Command{
		func() kanban.Command {
			return kanban.AddCard{Card: kanban.CardID(w.mint()), Lane: p.Lane, Stage: p.Stage, Title: "Card", Set: fields(t)}
		},
		func() kanban.Command {
			return kanban.MoveCard{Card: card, Lane: p.Lane, Stage: p.Stage, Reason: "must go on"}
		},
		func() kanban.Command { return kanban.MoveCard{Card: card, Lane: p.Lane, Stage: p.Stage} },
		func() kanban.Command { return kanban.ChangeCard{Card: card, Set: fields(t), Reason: "late"} },
		func() kanban.Command { return kanban.ArchiveCard{Card: card} },
		func() kanban.Command { return kanban.RestoreCard{Card: card} },
		func() kanban.Command { return kanban.CarryCard{Card: card, Quarter: quarter(t), Reason: "not ready"} },
		func() kanban.Command {
			return kanban.ExtendCard{Card: card, Quarter: quarter(t), Reason: "more to learn"}
		},
		func() kanban.Command { return kanban.MergeCard{Card: card, Into: w.card(t)} },
		func() kanban.Command {
			in := kanban.CheckIn{ID: w.mint(), Benefit: rapid.SampledFrom([]string{"b1", "b2"}).Draw(t, "benefit"), Quarter: quarter(t), Value: float64(rapid.IntRange(0, 15).Draw(t, "value"))}
			return kanban.SetEntry{Card: card, List: "check_ins", Entry: in}
		},
		func() kanban.Command {
			r := kanban.Recognition{ID: w.mint(), Kind: rapid.SampledFrom([]string{"stamina", "pace", "brave"}).Draw(t, "kind")}
			return kanban.SetEntry{Card: card, List: "recognitions", Entry: r}
		},
		func() kanban.Command {
			return kanban.AddComment{Card: card, Comment: kanban.CommentID(w.mint()), Text: `say "kind":"x"`}
		},
		func() kanban.Command {
			return kanban.AddStage{Lane: p.Lane, Stage: kanban.StageID(w.mint()), Name: "Own", Before: p.Stage}
		},
		func() kanban.Command { return kanban.RemoveStage{Lane: p.Lane, Stage: p.Stage} },
		func() kanban.Command { return kanban.MoveStage{Lane: p.Lane, Stage: p.Stage, Before: w.place(t).Stage} },
		func() kanban.Command { return kanban.RenameStage{Lane: p.Lane, Stage: p.Stage, Name: "Renamed"} },
		func() kanban.Command { return kanban.Undo{} },
		func() kanban.Command { return kanban.Redo{} },
		func() kanban.Command {
			return kanban.SetBoard{Settings: kanban.SettingsPatch{Country: new(rapid.SampledFrom([]string{"SE", "NO", "DK"}).Draw(t, "country"))}}
		},
	}
	weights := []int{6, 4, 10, 5, 2, 2, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 3, 2, 1}
	var drawn []int
	for i, n := range weights {
		for range n {
			drawn = append(drawn, i)
		}
	}
	return kinds[rapid.SampledFrom(drawn).Draw(t, "kind")]()
}

// randomWorld is a board with some years of history.
func randomWorld(t *rapid.T) *world {
	w := newWorld(t)
	for range rapid.IntRange(1, 70).Draw(t, "commands") {
		minutes := rapid.SampledFrom([]int{0, 1, 60, 7 * 60, 24 * 60, 9 * 24 * 60, 40 * 24 * 60, -1}).Draw(t, "minutes")
		if w.now = w.now.Add(time.Duration(minutes) * time.Minute); minutes < 0 { // to midnight
			w.now = time.UnixMilli((DayOf(w.now) + 1).begin()).UTC()
		}
		if err := w.do(w.command(t)); err != nil {
			if _, ok := err.(*kanban.Refusal); !ok {
				t.Fatalf("%v", err)
			}
		}
	}
	w.now = w.now.Add(time.Minute)
	return w
}
