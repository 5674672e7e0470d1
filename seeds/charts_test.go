package seeds_test

import (
	"testing"

	"takt/seeds"
	"takt/server/insight"
	"takt/server/kanban"
)

// TestChartsHaveSomethingToSay asks for every figure of the three years, for
// both lanes and for each.
func TestChartsHaveSomethingToSay(t *testing.T) {
	p := live(t, seeds.Example, "en", begin)
	fold := new(insight.Fold)
	for _, e := range p.events {
		fold.Apply(e)
	}
	ask := func(name string, lane kanban.LaneKey) [][]any {
		answer, err := fold.Ask(name, insight.Query{From: "2023-11-22", Now: begin, Lane: lane})
		if err != nil {
			t.Fatal(name, err)
		}
		return answer.Data.Table().Rows
	}
	for _, name := range insight.Names() {
		if n := len(ask(name, "")); n < 8 {
			t.Errorf("%s has %d rows", name, n)
		}
	}
	if n := len(ask("times", kanban.Marathon)); n < 4 {
		t.Errorf("%d procurements were finished", n)
	}
	quarters := 0
	for _, row := range ask("recognition", "") {
		if row[3] != 0 || row[4] != 0 {
			quarters++
		}
	}
	if quarters < 8 {
		t.Errorf("somebody was recognised in %d quarters", quarters)
	}
	slipped := map[bool]int{}
	for _, row := range ask("slip", kanban.Marathon) {
		if days, ok := row[6].(int); ok && days != 0 {
			slipped[days > 0]++
		}
	}
	if slipped[true] < 6 || slipped[false] < 1 {
		t.Errorf("%d procurements are late and %d early", slipped[true], slipped[false])
	}
}
