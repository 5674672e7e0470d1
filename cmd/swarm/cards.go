package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// The cards swarm makes are as full as those of the boards people export: titles
// of about forty letters, an owner, a unit, dates and an effort, a label on two in
// three, a risk on one in four, and a few sentences of description on one in three.
// Identities are as random as the server's own, since they decide how well a board
// compresses.

const idLetters = "abcdefghijklmnopqrstuvwxyz234567"

func randomID(r *rand.Rand) string {
	id := []byte{'a' + byte(r.IntN(26))}
	for len(id) < 12 {
		id = append(id, idLetters[r.IntN(len(idLetters))])
	}
	return string(id)
}

// token makes request ids differ between runs.
func token() string { return strconv.FormatUint(rand.Uint64(), 36) }

var words = strings.Fields(`archive school digital mail platform care home new contract for citizen service of the
	permit building case handling payroll renewal pilot sensor winter road maintenance network tender market dialogue
	identity access library lending self service kiosk meal planning transport elderly framework agreement print fleet
	booking sports hall translation assistant meeting minutes open data budget forecast chat helpdesk property energy
	measurement waste collection route water meter reading parking emergency alarm night supervision journal record
	exchange municipal region hospital referral language training integration youth centre summer jobs volunteer
	procurement requirements evaluation criteria supplier transition phase rollout training plan benefits owner baseline
	quarter decision council mandate concept business case security classification privacy impact assessment storage
	backup migration legacy register address population map layer geodata drone inspection bridge tunnel lighting park
	tree inventory ferry ticket app website accessibility audit form signature archive consent and with to in at after
	before from each every site first second wave users staff managers nurses teachers pupils families`)

func phrase(r *rand.Rand, n int) string {
	chosen := make([]string, n)
	for i := range chosen {
		chosen[i] = words[r.IntN(len(words))]
	}
	text := strings.Join(chosen, " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// vocabulary is what the cards of one board refer to.
type vocabulary struct{ people, units, labels []string }

func newVocabulary(r *rand.Rand) vocabulary {
	ids := func(n int) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = randomID(r)
		}
		return list
	}
	return vocabulary{ids(40), ids(8), ids(9)}
}

var labelColors = []string{"grey", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink"}

// commands make the labels and units; people need no board.
func (v vocabulary) commands(r *rand.Rand) []map[string]any {
	var list []map[string]any
	for i, id := range v.labels {
		list = append(list, map[string]any{"cmd": "label.add", "label": id, "name": phrase(r, 2), "color": labelColors[i]})
	}
	for _, id := range v.units {
		list = append(list, map[string]any{"cmd": "unit.add", "unit": id, "name": phrase(r, 2)})
	}
	return list
}

func (v vocabulary) card(r *rand.Rand, at place) map[string]any {
	pick := func(ids []string) string { return ids[r.IntN(len(ids))] }
	start := r.IntN(36)
	set := map[string]any{
		"owner": pick(v.people), "unit": pick(v.units),
		"start":  fmt.Sprintf("%d-%02d-%02d", 2025+start/12, 1+start%12, 1+r.IntN(28)),
		"end":    fmt.Sprintf("%d-%02d-%02d", 2028+start/12, 1+r.IntN(12), 1+r.IntN(28)),
		"effort": float64(1+r.IntN(50)) / 10,
	}
	if r.IntN(3) > 0 {
		set["labels"] = []string{pick(v.labels)}
	}
	if r.IntN(4) == 0 {
		set["risk"] = map[string]any{"level": []string{"low", "medium", "high"}[r.IntN(3)], "note": phrase(r, 5)}
	}
	if r.IntN(3) == 0 {
		set["description"] = phrase(r, 8+r.IntN(8)) + ". " + phrase(r, 6+r.IntN(8)) + "."
	}
	return map[string]any{"cmd": "card.add", "card": randomID(r), "lane": at.lane, "stage": at.stage,
		"title": phrase(r, 4+r.IntN(4)), "set": set}
}

// cardsAtOnce keeps a batch well below the server's limits on size and number.
const cardsAtOnce = 50

// fill puts n cards evenly over the stages of a new board, the same ones every time.
func fill(ctx context.Context, a *api, id string, n int) error {
	b, err := a.board(ctx, id)
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(2, 1))
	v, places := newVocabulary(r), b.places()
	if len(places) == 0 {
		return fmt.Errorf("board %s has no stages", id)
	}
	batch := v.commands(r)
	for made := 0; made < n || len(batch) > 0; batch = batch[:0] {
		for ; made < n && len(batch) < cardsAtOnce; made++ {
			batch = append(batch, v.card(r, places[made%len(places)]))
		}
		command := map[string]any{"id": "fill-" + token(), "cmd": "batch", "commands": batch}
		if err := a.command(ctx, id, command); err != nil {
			return fmt.Errorf("fill the board: %w", err)
		}
	}
	return nil
}

// newBoard makes a board of n cards and returns it as it stands.
func newBoard(ctx context.Context, a *api, n int) (*board, error) {
	id, err := a.createBoard(ctx, "Swarm")
	if err != nil {
		return nil, err
	}
	if err := fill(ctx, a, id, n); err != nil {
		return nil, err
	}
	return a.board(ctx, id)
}
