package insight

import (
	"bytes"
	"slices"
	"testing"

	"takt/server/kanban"
)

func add(id kanban.CardID, lane kanban.LaneKey, stage kanban.StageID, set kanban.Patch) kanban.AddCard {
	return kanban.AddCard{Card: id, Lane: lane, Stage: stage, Title: "Card " + string(id), Set: set}
}

func move(id kanban.CardID, stage kanban.StageID) kanban.MoveCard {
	return kanban.MoveCard{Card: id, Stage: stage}
}

// year2026 is a small portfolio whose figures can be worked out by hand.
//
//	p1  proposed 5 Jan, set up 2 Feb, in use 2 March, decided (adopt) 30 March; for Q1
//	p2  ready 5 Jan, set up 9 March, carried from Q1 to Q2 on 31 March, in use 15 April
//	p3  set up 1 April for Q2, never in use
//	p4  proposed 5 Jan for Q1, straight to decided (stop) on 2 Feb
//	m1  need 5 Jan, concept 2 Feb; to end 2026-12-31, planned anew for 2027-03-01 on 15 April
func year2026(t *testing.T) *world {
	w := newWorld(t).on("2026-01-05")
	w.must(t,
		add("p1", kanban.Sprint, "proposed", kanban.Patch{"quarter": kanban.Quarter("2026-Q1"), "effort": 2.0, "cost": kanban.Money{Amount: 100, Currency: "SEK"}}),
		add("p2", kanban.Sprint, "ready", kanban.Patch{"quarter": kanban.Quarter("2026-Q1")}),
		add("p4", kanban.Sprint, "proposed", kanban.Patch{"quarter": kanban.Quarter("2026-Q1")}),
		add("m1", kanban.Marathon, "need", kanban.Patch{"end": kanban.Date("2026-12-31"), "baseline_end": kanban.Date("2026-12-31"), "budget": kanban.Money{Amount: 900, Currency: "SEK"}, "effort": 3.0}))
	w.on("2026-02-02").must(t, move("p1", "setup"), move("p4", "decided"), move("m1", "concept"),
		kanban.ChangeCard{Card: "p4", Set: kanban.Patch{"outcome": "stop"}})
	w.on("2026-03-02").must(t, move("p1", "running"))
	w.on("2026-03-09").must(t, move("p2", "setup"))
	w.on("2026-03-30").must(t, move("p1", "decided"), kanban.ChangeCard{Card: "p1", Set: kanban.Patch{"outcome": "adopt"}})
	w.on("2026-03-31").must(t, kanban.CarryCard{Card: "p2", Quarter: "2026-Q2", Reason: "staff"})
	w.on("2026-04-01").must(t, add("p3", kanban.Sprint, "setup", kanban.Patch{"quarter": kanban.Quarter("2026-Q2")}))
	w.on("2026-04-15").must(t, move("p2", "running"),
		kanban.ChangeCard{Card: "m1", Set: kanban.Patch{"end": kanban.Date("2027-03-01")}, Reason: "appeal"},
		kanban.SetEntry{Card: "p1", List: "recognitions", Entry: kanban.Recognition{ID: "r1", Kind: "pace"}},
		kanban.SetEntry{Card: "p4", List: "recognitions", Entry: kanban.Recognition{ID: "r2", Kind: "brave"}})
	return w.on("2026-05-04")
}

func TestTimesByHand(t *testing.T) {
	times := ask[*Times](t, year2026(t), "times", Query{From: "2026-01-01", Lane: kanban.Sprint})
	want := []TimesCard{
		{CardName{"p1", "Card p1", kanban.Sprint, ""}, "2026-03-02", 27 + 28 + 2, 27 + 2}, // from 5 January, from 2 February
		{CardName{"p2", "Card p2", kanban.Sprint, ""}, "2026-04-15", 27 + 28 + 31 + 15, 23 + 15},
	}
	if !slices.Equal(times.Cards, want) {
		t.Errorf("%+v", times.Cards)
	}
	if l := times.Lanes[0].Cycle; l != (Percentiles{2, 29, 38, 38}) {
		t.Errorf("%+v", l)
	}
}

func TestTimesToAnotherLine(t *testing.T) {
	times := ask[*Times](t, year2026(t), "times", Query{From: "2026-01-01", Lane: kanban.Sprint, Start: "ready", Finish: "decided"})
	if len(times.Cards) != 2 || times.Cards[0].Card != "p4" || times.Cards[0].Cycle != 1 || times.Cards[1].Card != "p1" || times.Cards[1].Cycle != 57 {
		t.Errorf("%+v", times.Cards)
	}
}

func TestThroughputByHand(t *testing.T) {
	f := ask[*Throughput](t, year2026(t), "throughput", Query{From: "2026-01-01", Lane: kanban.Sprint})
	first, second := f.Steps[0], f.Steps[1]
	if l := first.Lanes[0]; first.Name != "2026-Q1" || !first.Whole || l.Arrived != 3 || l.Started != 3 || l.Finished != 1 || l.Dropped != 1 || l.Outcomes["adopt"] != 1 {
		t.Errorf("%+v", first)
	}
	if l := second.Lanes[0]; second.Whole || l.Arrived != 1 || l.Started != 1 || l.Finished != 1 || l.Dropped != 0 || f.Lanes[0].Mean != 1 {
		t.Errorf("%+v", second)
	}
}

func TestOnTimeByHand(t *testing.T) {
	f := ask[*OnTime](t, year2026(t), "on-time", Query{From: "2026-01-01"})
	q1, q2 := f.Quarters[0], f.Quarters[1]
	if q1.Deadline != "2026-03-31" || q1.OnTime != 1 || q1.Late != 1 || q1.Dropped != 1 || q1.Missing != 0 || *q1.Share != 0.5 {
		t.Errorf("%+v", q1)
	}
	if q2.OnTime != 1 || q2.Open != 1 || *q2.Share != 1 {
		t.Errorf("%+v", q2)
	}
	late := ask[*OnTime](t, year2026(t).on("2026-07-01"), "on-time", Query{From: "2026-01-01"})
	if q2 := late.Quarters[1]; q2.Missing != 1 || q2.Open != 0 || *q2.Share != 0.5 {
		t.Errorf("after the quarter %+v", q2)
	}
}

func TestCarriedByHand(t *testing.T) {
	f := ask[*Carried](t, year2026(t), "carried", Query{From: "2026-01-01"})
	if len(f.Carries) != 1 || f.Carries[0].Card != "p2" || f.Carries[0].Reason != "staff" || f.Again != 0 || f.Quarters[0] != (CarriedQuarter{"2026-Q1", 1, 0}) {
		t.Errorf("%+v", f)
	}
}

func TestSlipByHand(t *testing.T) {
	f := ask[*Slip](t, year2026(t), "slip", Query{From: "2026-03-01"})
	if len(f.Cards) != 1 || f.Cards[0].Days != 60 || f.Cards[0].Baseline != "2026-12-31" || len(f.Cards[0].Replans) != 1 || f.Cards[0].Replans[0].On != "2026-04-15" {
		t.Errorf("%+v", f.Cards)
	}
	var days []float64
	for _, s := range f.Steps {
		days = append(days, s.Days.P50)
	}
	if !slices.Equal(days, []float64{0, 60, 60}) { // at the end of March, of April, now
		t.Error(days)
	}
}

func TestFlowByHand(t *testing.T) {
	f := ask[*Flow](t, year2026(t), "flow", Query{From: "2026-01-05", To: "2026-04-15", Lane: kanban.Sprint, Step: "month"})
	stages := map[kanban.StageID][]int{}
	for _, s := range f.Lanes[0].Stages {
		stages[s.Stage] = s.Cards
	}
	for stage, want := range map[kanban.StageID][]int{ // ends of January, February, March, and 15 April
		"proposed": {2, 0, 0, 0}, "ready": {1, 1, 0, 0}, "setup": {0, 1, 1, 1}, "running": {0, 0, 0, 1}, "decided": {0, 1, 2, 2},
	} {
		if !slices.Equal(stages[stage], want) {
			t.Errorf("%s: %v, want %v", stage, stages[stage], want)
		}
	}
}

func TestAgeingByHand(t *testing.T) {
	f := ask[*Ageing](t, year2026(t), "ageing", Query{From: "2026-01-01"})
	var ages []int
	for _, c := range f.Cards {
		ages = append(ages, c.Age)
	}
	if len(f.Cards) != 2 || f.Cards[0].Card != "m1" || !slices.Equal(ages, []int{27 + 31 + 30 + 4, 30 + 4}) { // m1, p3
		t.Errorf("%+v", f.Cards)
	}
	if s := f.Stages[len(f.Stages)-1]; s.Stage != "setup" || s.Age != (Percentiles{2, 29, 38, 38}) {
		t.Errorf("%+v", s)
	}
}

func TestBalanceByHand(t *testing.T) {
	f := ask[*Balance](t, year2026(t), "balance", Query{From: "2026-02-15", To: "2026-03-15", Step: "month"})
	want := []BalanceStep{
		{SpanName{"2026-02", "2026-02-15", "2026-02-28", false}, BalanceLane{1, 3, 900}, BalanceLane{1, 2, 100}}, // m1, p1
		{SpanName{"2026-03", "2026-03-01", "2026-03-15", false}, BalanceLane{1, 3, 900}, BalanceLane{1, 0, 0}},   // m1, p2
	}
	if f.Currency != "SEK" || f.LeftOut != 0 || !slices.Equal(f.Steps, want) {
		t.Errorf("%+v", f)
	}
}

func TestRecognitionByHand(t *testing.T) {
	f := ask[*Recognitions](t, year2026(t), "recognition", Query{From: "2026-04-01"})
	if s := f.Steps[0]; len(f.Steps) != 1 || s.Sprint != 2 || s.Pace != 1 || s.Brave != 1 || f.Sprint != 2 || f.Marathon != 0 {
		t.Errorf("%+v", f)
	}
}

func TestArchivedCards(t *testing.T) {
	w := year2026(t)
	w.must(t, kanban.ArchiveCard{Card: "p1"}, kanban.ArchiveCard{Card: "p3"}) // decided; set up
	w.on("2026-05-05")
	q := Query{From: "2026-05-05", Lane: kanban.Sprint}
	f := ask[*Flow](t, w, "flow", q)
	for _, s := range f.Lanes[0].Stages {
		if s.Stage == "decided" && s.Cards[0] != 2 || s.Stage == "setup" && s.Cards[0] != 0 {
			t.Errorf("%s: %v", s.Stage, s.Cards)
		}
	}
	q.From = "2026-05-04"
	if l := ask[*Throughput](t, w, "throughput", q).Steps[0].Lanes[0]; l.Dropped != 1 {
		t.Errorf("p3 was not dropped: %+v", l)
	}
}

func TestCSV(t *testing.T) {
	table := Table{Columns: []string{"title", "number", "day", "none"}}
	table.row("=1+1", -1.5, kanban.Date("2026-01-01"), nil)
	table.row("-x", -3, kanban.Date(""), true)
	table.row("\tx\"y", 0.1, kanban.Date(""), "@x")
	var b bytes.Buffer
	if err := table.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	want := "\ufefftitle,number,day,none\r\n'=1+1,-1.5,2026-01-01,\r\n'-x,-3,,true\r\n\"'\tx\"\"y\",0.1,,'@x\r\n"
	if b.String() != want {
		t.Errorf("%q\nwant\n%q", b.String(), want)
	}
}
