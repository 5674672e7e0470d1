package kanban

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// world is a board that random commands work on, with its whole history.
type world struct {
	board  *Board
	events []Event
	now    time.Time
	minted int
}

var people = []UserID{"ann", "bob", "cai"}

func newWorld(t *rapid.T) *world {
	w := &world{board: new(Board), now: time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)}
	create := CreateBoard{
		ID: "b", Name: "Board",
		Labels:   []Label{{ID: "l1", Name: "One", Color: "red"}, {ID: "l2", Name: "Two", Color: "blue"}},
		Units:    []Unit{{ID: "u1", Name: "Unit"}},
		Clusters: []Cluster{{ID: "k1", Name: "Cluster"}},
		Views:    []View{{ID: "v1", Name: "View", Page: "list"}},
	}
	if _, err := w.do("ann", create); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) mint() string { w.minted++; return fmt.Sprint("n", w.minted) }

// do decides and applies a command as a room does.
func (w *world) do(by UserID, cmd Command) ([]Event, error) {
	w.now = w.now.Add(time.Second)
	events, err := w.board.Decide(by, w.now, cmd)
	for i := range events {
		events[i].Seq = w.board.Seq + 1
		events[i].ID = fmt.Sprint("r", len(w.events))
		w.board.Apply(events[i])
		w.events = append(w.events, events[i])
	}
	return events, err
}

func (w *world) stage(t *rapid.T) Place {
	lane := rapid.SampledFrom(w.board.lanes).Draw(t, "lane")
	return Place{lane.Key, rapid.SampledFrom(lane.Stages).Draw(t, "stage").ID}
}

// card draws one of the cards there are, or one there is not.
func (w *world) card(t *rapid.T) CardID {
	ids := []CardID{"nobody"}
	for id := range w.board.cards {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return rapid.SampledFrom(ids).Draw(t, "card")
}

func (w *world) patch(t *rapid.T) Patch {
	all := Patch{
		"title":        rapid.StringMatching(`[A-Za-zåäöæø ]{0,12}`).Draw(t, "title"),
		"description":  rapid.StringOfN(rapid.RuneFrom([]rune("aå\n*#")), 0, 9, -1).Draw(t, "description"),
		"owner":        rapid.SampledFrom([]UserID{"", "ann", "bob"}).Draw(t, "owner"),
		"labels":       rapid.SampledFrom([][]LabelID{nil, {"l1"}, {"l1", "l2"}}).Draw(t, "labels"),
		"unit":         rapid.SampledFrom([]UnitID{"", "u1", "u9"}).Draw(t, "unit"),
		"risk":         Risk{Level: rapid.SampledFrom([]string{"", "low", "high"}).Draw(t, "risk")},
		"budget":       rapid.SampledFrom([]Money{{}, {100, "SEK"}, {2.5, "NOK"}}).Draw(t, "budget"),
		"end":          rapid.SampledFrom([]Date{"", "2026-12-31", "2027-02-30"}).Draw(t, "end"),
		"checklist":    rapid.SampledFrom([][]Item{nil, {{ID: "i1", Text: "One"}}}).Draw(t, "checklist"),
		"quarter":      rapid.SampledFrom([]Quarter{"", "2026-Q1", "2026-Q9"}).Draw(t, "quarter"),
		"baseline_end": Date("2026-12-31"),
		"measures":     rapid.SampledFrom([][]Measure{nil, {{ID: "m1", Name: "Rounds", Baseline: new(float64)}}}).Draw(t, "measures"),
		"benefits":     rapid.SampledFrom([][]Benefit{nil, {{ID: "b1", Kind: "quality", Measure: "Satisfied"}}}).Draw(t, "benefits"),
	}
	names := rapid.SliceOfNDistinct(rapid.SampledFrom(slices.Sorted(func(yield func(string) bool) {
		for name := range all {
			if !yield(name) {
				return
			}
		}
	})), 1, 3, rapid.ID[string]).Draw(t, "fields")
	p := Patch{}
	for _, name := range names {
		p[name] = all[name]
	}
	return p
}

// command draws any command; many of them are refused, as in life.
func (w *world) command(t *rapid.T, inBatch bool) Command {
	p, card := w.stage(t), w.card(t)
	text := rapid.SampledFrom([]string{"", "Text", "Annan text"}).Draw(t, "text")
	done := rapid.Bool().Draw(t, "done")
	item := rapid.SampledFrom([]ItemID{"", "i1", "n3"}).Draw(t, "item")
	comment := CommentID(rapid.SampledFrom([]string{"n1", "n2", "n3", "n4"}).Draw(t, "comment"))
	kinds := []func() Command{
		func() Command {
			return AddCard{Card: CardID(w.mint()), Lane: p.Lane, Stage: p.Stage, Before: card, Title: "Card"}
		},
		func() Command {
			return AddCard{Card: CardID(w.mint()), Lane: p.Lane, Stage: p.Stage, Title: "Card", Set: w.patch(t)}
		},
		func() Command { return MoveCard{Card: card, Lane: p.Lane, Stage: p.Stage, Before: w.card(t)} },
		func() Command { return MoveCard{Card: card, After: w.card(t)} },
		func() Command { return MoveCard{Card: card, Lane: Sprint, Stage: "ready"} },
		func() Command { return ChangeCard{Card: card, Set: w.patch(t)} },
		func() Command { return ChangeCard{Card: card, Add: Patch{"labels": []LabelID{"l2"}}} },
		func() Command { return ArchiveCard{card} },
		func() Command { return RestoreCard{card} },
		func() Command { return AddItem{card, ItemID(w.mint()), text, item} },
		func() Command { return ChangeItem{Card: card, Item: item, Done: &done} },
		func() Command { return MoveItem{card, item, ""} },
		func() Command { return RemoveItem{card, item} },
		func() Command { return AddComment{card, CommentID(w.mint()), text} },
		func() Command { return EditComment{Card: card, Comment: comment, Text: text} },
		func() Command { return RemoveComment{card, comment} },
		func() Command { return AddStage{Lane: p.Lane, Stage: StageID(w.mint()), Name: text, Before: p.Stage} },
		func() Command { return RenameStage{p.Lane, p.Stage, text} },
		func() Command { return MoveStage{p.Lane, p.Stage, w.stage(t).Stage} },
		func() Command { return LimitStage{p.Lane, p.Stage, len(text)} },
		func() Command { return RemoveStage{p.Lane, p.Stage} },
		func() Command { return ChangeLabel{Label: "l1", Name: text, Color: "green"} },
		func() Command { return RemoveLabel{"l2"} },
		func() Command { return AddUnit{UnitID(w.mint()), text} },
		func() Command { return ChangeCluster{"k1", text} },
		func() Command { return RenameBoard{text} },
		func() Command { return SetBoard{SettingsPatch{OwnerLimit: new(len(text))}} },
		func() Command { return AddGate{GateID(w.mint()), p.Lane, p.Stage, text, "", []string{"risk"}} },
		func() Command { return ChangeGate{Gate: "mandate", Name: &text} },
		func() Command { return RemoveGate{"start"} },
		func() Command { return AddBody{BodyID(w.mint()), text} },
		func() Command { return AddView{ViewID(w.mint()), text, "list", "q=" + text} },
		func() Command { return ChangeView{View: "v1", Name: text, Search: &text} },
		func() Command { return RemoveView{"v1"} },
		func() Command { return AddMeeting{"n1", w.mint(), "2026-04-09", ""} },
		func() Command { return MoveCard{Card: card, Lane: p.Lane, Stage: p.Stage, Reason: text} },
		func() Command { return CarryCard{card, "2026-Q2", text} },
		func() Command { return ExtendCard{card, "2026-Q3", text} },
		func() Command {
			return ContinueCard{card, CardID(w.mint()), rapid.SampledFrom([]string{"graduates_to", "renewal_of"}).Draw(t, "as"), "", text}
		},
		func() Command { return MergeCard{card, w.card(t)} },
		func() Command { return VoteCard{card, done} },
		func() Command {
			return SetEntry{Card: card, List: "decisions", Entry: Verdict{ID: "d1", Gate: "mandate", Outcome: "approved", Text: text}}
		},
		func() Command {
			return SetEntry{Card: card, List: "check_ins", Entry: CheckIn{ID: "k1", Benefit: "b1", Quarter: "2026-Q1"}}
		},
		func() Command { return RemoveEntry{card, "decisions", "d1"} },
	}
	if !inBatch {
		kinds = append(kinds,
			func() Command { return Undo{} },
			func() Command { return Redo{} },
			func() Command {
				return Batch{[]Command{w.command(t, true), w.command(t, true), w.command(t, true)}}
			})
	}
	return rapid.SampledFrom(kinds).Draw(t, "kind")()
}

// invariants hold on every board.
func (w *world) invariants(t *rapid.T) {
	b := w.board
	listed := map[CardID]bool{}
	for p, ids := range b.order {
		if len(ids) > 0 && b.stage(p) == nil {
			t.Fatalf("cards %v lie in %v, which does not exist", ids, p)
		}
		last := ""
		for _, id := range ids {
			c := b.cards[id]
			if c == nil || c.archived || c.Place() != p || listed[id] {
				t.Fatalf("card %s is listed in %v and lies elsewhere: %+v", id, p, c)
			}
			if c.Rank <= last || !ValidRank(c.Rank) || len(c.Rank) > maxRank {
				t.Fatalf("rank %q of %s follows %q in %v", c.Rank, id, last, p)
			}
			listed[id], last = true, c.Rank
		}
	}
	for id, c := range b.cards {
		if listed[id] == c.archived {
			t.Fatalf("card %s: archived %v, listed %v", id, c.archived, listed[id])
		}
	}
	for _, lane := range b.lanes {
		if len(lane.Stages) == 0 {
			t.Fatalf("lane %s has no stage", lane.Key)
		}
	}
}

func TestInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		for range rapid.IntRange(1, 60).Draw(t, "length") {
			before := w.board.Snapshot()
			if _, err := w.do(rapid.SampledFrom(people).Draw(t, "by"), w.command(t, false)); err != nil {
				if _, ok := err.(*Refusal); !ok {
					t.Fatalf("%T is not a refusal: %v", err, err)
				}
				if after := w.board.Snapshot(); !bytes.Equal(before, after) {
					t.Fatal("a refused command has changed the board")
				}
			}
			w.invariants(t)
		}
		w.replays(t)
	})
}

// replays checks that the stored events alone, and a snapshot with the events
// after it, give the same board.
func (w *world) replays(t *rapid.T) {
	fresh, middle := new(Board), new(Board)
	half := len(w.events) / 2
	for half > 0 && half < len(w.events) && w.events[half-1].More {
		half++
	}
	for i, e := range w.events {
		stored, err := DecodeEvent(EncodeEvent(e))
		if err != nil {
			t.Fatal(err)
		}
		fresh.Apply(stored)
		if i < half {
			continue
		}
		if i == half {
			b := new(Board)
			for _, e := range w.events[:half] {
				b.Apply(e)
			}
			if middle, err = OpenSnapshot(b.Snapshot()); err != nil {
				t.Fatal(err)
			}
		}
		middle.Apply(stored)
	}
	want := string(w.board.Snapshot())
	if got := string(fresh.Snapshot()); got != want {
		t.Fatalf("replayed:\n%s\nwant:\n%s", got, want)
	}
	if half < len(w.events) {
		if got := string(middle.Snapshot()); got != want {
			t.Fatalf("from a snapshot:\n%s\nwant:\n%s", got, want)
		}
	}
}

// visible is a board as people see it: without revision, times of change and
// the entries of registers that are not offered any more. What an archived
// card remembers counts as far as restoring it would use it: one whose stage is
// gone goes last into the first.
func visible(b *Board) string {
	v := b.draft()
	v.Seq = 0
	for id, c := range v.cards {
		bare := *c
		bare.ChangedAt, bare.ChangedBy, bare.encoded = time.Time{}, "", nil
		if c.archived {
			bare.Stage, bare.Rank, bare.Since = v.placed(c).Stage, "", time.Time{}
		}
		v.cards[id] = &bare
	}
	v.labels = slices.DeleteFunc(v.labels, func(l Label) bool { return l.Removed })
	v.units = slices.DeleteFunc(v.units, func(u Unit) bool { return u.Removed })
	v.clusters = slices.DeleteFunc(v.clusters, func(u Cluster) bool { return u.Removed })
	v.gates = slices.DeleteFunc(v.gates, func(g Gate) bool { return g.Removed })
	v.bodies = slices.DeleteFunc(v.bodies, func(g Body) bool { return g.Removed })
	return string(v.AppendJSON(nil, ""))
}

func TestUndoRestores(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		for range rapid.IntRange(0, 30).Draw(t, "before") {
			w.do(rapid.SampledFrom(people).Draw(t, "by"), w.command(t, false))
		}
		before := visible(w.board)
		cmd := w.command(t, false)
		switch cmd.(type) {
		case Undo, Redo:
			return
		}
		events, err := w.do("ann", cmd)
		if err != nil {
			return
		}
		after := visible(w.board)
		step := events[len(events)-1].Seq
		undone, err := w.do("ann", Undo{Step: step})
		if err != nil {
			t.Fatalf("undo of %T %+v: %v", cmd, cmd, err)
		}
		if got := visible(w.board); got != before {
			t.Fatalf("undo of %T %+v\ngot  %s\nwant %s", cmd, cmd, got, before)
		}
		if last := undone[len(undone)-1]; last.Undoes != step {
			t.Fatalf("undo names step %d, want %d", last.Undoes, step)
		}
		w.invariants(t)
		if _, err := w.do("ann", Redo{}); err != nil {
			t.Fatalf("redo of %T: %v", cmd, err)
		}
		if got := visible(w.board); got != after {
			t.Fatalf("redo of %T\ngot  %s\nwant %s", cmd, got, after)
		}
	})
}

func TestLatestStepsAreKept(t *testing.T) {
	w := &world{board: new(Board), now: time.Unix(0, 0)}
	if _, err := w.do("ann", CreateBoard{ID: "b", Name: "Board"}); err != nil {
		t.Fatal(err)
	}
	for i := range maxSteps + 5 {
		if _, err := w.do("ann", RenameBoard{Name: fmt.Sprint("Name ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	for range maxSteps {
		if _, err := w.do("ann", Undo{}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.do("ann", Undo{})
	if r, ok := err.(*Refusal); !ok || r.Code != NothingToUndo || w.board.Name != "Name 4" {
		t.Errorf("the board is called %q; one more step: %v", w.board.Name, err)
	}
}

func TestRanksStayShort(t *testing.T) {
	w := &world{board: new(Board), now: time.Unix(0, 0)}
	if _, err := w.do("ann", CreateBoard{ID: "b", Name: "Board"}); err != nil {
		t.Fatal(err)
	}
	spread := 0
	last := CardID("")
	for i := range 600 { // always into the same gap
		id := CardID(fmt.Sprint("c", i))
		events, err := w.do("ann", AddCard{Card: id, Lane: Marathon, Stage: "need", Title: "Card", After: "c0", Before: last})
		if err != nil {
			t.Fatal(err)
		}
		spread += len(events) - 1
		if i > 0 {
			last = id
		}
	}
	for _, c := range w.board.Cards(Place{Marathon, "need"}) {
		if len(c.Rank) > maxRank {
			t.Errorf("rank of %s is %d long", c.ID, len(c.Rank))
		}
	}
	if spread == 0 {
		t.Error("600 cards in one gap and the ranks were never spread")
	}
}

func TestBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ranks := []string{"a0"}
		for range rapid.IntRange(1, 200).Draw(t, "n") {
			i := rapid.IntRange(0, len(ranks)).Draw(t, "at")
			low, high := "", ""
			if i > 0 {
				low = ranks[i-1]
			}
			if i < len(ranks) {
				high = ranks[i]
			}
			r := Between(low, high)
			if r <= low || high != "" && r >= high || !ValidRank(r) {
				t.Fatalf("Between(%q, %q) = %q", low, high, r)
			}
			ranks = slices.Insert(ranks, i, r)
		}
	})
}
