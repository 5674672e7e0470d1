package pace

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"takt/server/kanban"
)

// farOff are days at the edges of what a card can hold, and some in between.
var farOff = []string{"", "0000-01-01", "0026-11-21", "2024-02-29", "2026-12-31", "2027-01-01", "9999-12-22", "9999-12-31"}

// TestOutlookOfAnyBoard draws boards with days at the edges: there must be an
// outlook of each, with its days in order.
func TestOutlookOfAnyBoard(t *testing.T) {
	lanes := encode(t, kanban.StandardLanes())
	rapid.Check(t, func(t *rapid.T) {
		board := map[string]any{"lanes": json.RawMessage(lanes)}
		var cards []map[string]any
		for i := range rapid.IntRange(1, 6).Draw(t, "cards") {
			cards = append(cards, drawCard(t, string(rune('a'+i))))
		}
		board["cards"] = cards
		settings := kanban.DefaultSettings()
		settings.Country = string(drawCountry(t))
		board["settings"] = settings
		wire, err := json.Marshal(board)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Read(wire)
		if err != nil {
			t.Fatal(err)
		}
		o := b.Outlook(kanban.Date(rapid.SampledFrom(farOff[1:]).Draw(t, "on")))
		for _, dates := range [][]LegalDate{o.Legal, o.Renewals} {
			if !slices.IsSortedFunc(dates, byDay) {
				t.Errorf("not in order: %+v", dates)
			}
		}
		for _, c := range b.Cards {
			if relatives := b.Lineage(c.ID); slices.ContainsFunc(relatives, func(r Relative) bool { return r.Card == c.ID }) {
				t.Errorf("%s is its own relative: %+v", c.ID, relatives)
			}
		}
		if n := loadOf(o.Balance.Stages); n != len(b.Cards) {
			t.Errorf("%d of %d cards lie in stages", n, len(b.Cards))
		}
	})
}

func loadOf(stages []StageLoad) int {
	n := 0
	for _, s := range stages {
		n += s.Count.Cards + s.Count.Waiting
	}
	return n
}

func drawCard(t *rapid.T, id string) map[string]any {
	lane := rapid.SampledFrom(kanban.StandardLanes()).Draw(t, "lane")
	day := func(of string) string { return rapid.SampledFrom(farOff).Draw(t, of) }
	pairs := []kanban.Pair{}
	for range rapid.IntRange(0, 3).Draw(t, "pairs") {
		pairs = append(pairs, kanban.Pair{
			Kind: rapid.SampledFrom(kanban.PairKinds).Draw(t, "kind"),
			Card: kanban.CardID(rapid.SampledFrom([]string{"a", "b", "c", "gone"}).Draw(t, "other")),
		})
	}
	card := map[string]any{
		"id": id, "lane": lane.Key, "stage": rapid.SampledFrom(lane.Stages).Draw(t, "stage").ID, "pairs": pairs,
		"start": day("start"), "end": day("end"), "baseline_end": day("baseline"), "tender_deadline": day("deadline"),
		"award":    map[string]any{"notified_on": day("notified"), "electronic": rapid.Bool().Draw(t, "electronic")},
		"contract": map[string]any{"end": day("contract")},
		"quarter":  rapid.SampledFrom([]string{"", "0000-Q1", "2026-Q4", "9999-Q4"}).Draw(t, "quarter"),
		"benefits": []map[string]any{{"id": "b", "kind": "quality", "due": day("due")}},
	}
	if rapid.Bool().Draw(t, "waits") {
		maps.Copy(card, map[string]any{"waiting_for": map[string]any{"since": day("since"), "party": "Council"}})
	}
	return card
}
