package kanban

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// pace decides the commands by which cards go from quarter to quarter and from
// lane to lane.
func (d *decision) pace(cmd Command) error {
	switch c := cmd.(type) {
	case CarryCard:
		return d.laterQuarter(c.Card, c.Quarter, c.Reason, "carried")
	case ExtendCard:
		return d.laterQuarter(c.Card, c.Quarter, c.Reason, "extended")
	case ContinueCard:
		return d.continueCard(c)
	case MergeCard:
		return d.mergeCard(c)
	case VoteCard:
		return d.voteCard(c)
	}
	return refuse(BadMessage, "there is no command %s", cmd.Kind())
}

// laterQuarter takes a pilot into a later quarter and puts it on record in the
// list of that name.
func (d *decision) laterQuarter(id CardID, to Quarter, reason, list string) error {
	card, err := d.card(id)
	if err != nil {
		return err
	}
	switch {
	case card.Lane != Sprint:
		return wrong("card", "only cards of the sprint lane have a quarter")
	case to == "":
		return wrong("quarter", "missing")
	case to <= card.Quarter:
		return wrong("quarter", "is not after %s", string(card.Quarter))
	case strings.TrimSpace(reason) == "":
		return wrong("reason", "missing")
	case list == "extended" && len(card.Extended) > 0:
		return wrong("quarter", "a pilot is extended once; decide about it, or carry it with a reason")
	}
	carries := card.Carried
	if list == "extended" {
		carries = card.Extended
	}
	carry := Carry{card.Quarter, to, reason, Stamp{d.by, d.at}}
	return d.setFields(card, Patch{"quarter": to, list: append(slices.Clone(carries), carry)})
}

// continueCard adds the card that goes on and pairs the two.
func (d *decision) continueCard(c ContinueCard) error {
	card := d.board.cards[c.Card]
	if card == nil {
		return notFound("card", c.Card)
	}
	lane := card.Lane
	switch c.As {
	case "graduates_to":
		if lane = Marathon; card.Lane != Sprint {
			return wrong("card", "only a pilot graduates")
		}
		if card.archived {
			return refuse(IsArchived, "the card is in the archive; restore it to change it")
		}
	case "restart_of", "renewal_of":
	default:
		return wrong("as", "is graduates_to, restart_of or renewal_of")
	}
	stage := cmp.Or(c.Stage, d.board.lane(lane).Stages[0].ID)
	set := card.Fields.heritage()
	if c.As != "graduates_to" {
		set["pairs"] = []Pair{{Kind: c.As, Card: card.ID}}
	}
	if err := d.addCard(AddCard{Card: c.New, Lane: lane, Stage: stage, Title: cmp.Or(c.Title, card.Title), Set: set}); err != nil {
		return err
	}
	if c.As == "graduates_to" {
		pairs := append(slices.Clone(card.Pairs), Pair{Kind: c.As, Card: c.New})
		d.emit(CardChanged{card.ID, Patch{"pairs": pairs, "outcome": cmp.Or(card.Outcome, "scale")}})
	}
	return nil
}

// heritage returns what a card hands on to the one that goes on where it ends:
// what it is for, who stands behind it, what it learned and what it promised.
func (f Fields) heritage() Patch {
	p := Fields{
		Description: f.Description, Owner: f.Owner, Sponsor: f.Sponsor, Champion: f.Champion,
		Unit: f.Unit, Cluster: f.Cluster, Labels: f.Labels, Anchor: f.Anchor, Followers: f.Followers,
		Benefits: f.Benefits, PriorInvolvement: f.PriorInvolvement,
		Tendering: Tendering{Procurement: f.Procurement, Method: f.Method, Category: f.Category, CPV: f.CPV},
		Pilot:     Pilot{Hypothesis: f.Hypothesis, Learning: f.Learning},
	}
	return p.filled()
}

func (d *decision) mergeCard(c MergeCard) error {
	card, err := d.card(c.Card)
	if err != nil {
		return err
	}
	into, err := d.card(c.Into)
	if err != nil {
		return err
	}
	if card == into {
		return wrong("into", "a card cannot be merged with itself")
	}
	votes := fields["votes"].union(into.Votes, card.Votes)
	following := append(slices.Clone(card.Followers), card.CreatedBy)
	if err := d.setFields(into, Patch{"votes": votes, "followers": fields["followers"].union(into.Followers, following)}); err != nil {
		return err
	}
	d.emit(CardChanged{card.ID, Patch{"merged_into": into.ID}})
	d.emit(CardArchived{card.ID})
	return nil
}

func (d *decision) voteCard(c VoteCard) error {
	card, err := d.card(c.Card)
	if err != nil {
		return err
	}
	mine := []UserID{d.by}
	votes := fields["votes"].union(card.Votes, mine)
	if !c.Vote {
		votes = fields["votes"].minus(card.Votes, mine)
	}
	return d.setFields(card, Patch{"votes": votes})
}

// replan puts on record that the end of a card with a baseline changes.
func (d *decision) replan(card *Card, set Patch, reason string) {
	if end, ok := set["end"].(Date); ok && card.BaselineEnd != "" && end != card.End {
		set["replans"] = append(slices.Clone(card.Replans), Replan{card.End, end, reason, Stamp{d.by, d.at}})
	}
}

// pass puts on record why a card enters a stage although something is lacking.
func (d *decision) pass(card *Card, to Place, reason string, set Patch) {
	if strings.TrimSpace(reason) == "" {
		return
	}
	if l := d.board.Lacks(card, to); !l.Empty() {
		passes := append(slices.Clone(card.Passes), Pass{to.Stage, l.Needs, l.Gates, reason, Stamp{d.by, d.at}})
		set["passes"] = passes[max(0, len(passes)-MaxLinks):] // history has the older ones
	}
}

// putInPlace notes when a pilot reaches the stage in which it is in use, and
// forgets it when the pilot goes back.
func (d *decision) putInPlace(card *Card, to Place, set Patch) {
	was, is := d.board.inPlace(card.Place()), d.board.inPlace(to)
	switch {
	case is && !was && card.InPlaceOn == "":
		set["in_place_on"] = civilDay(d.at)
	case was && !is && to.Lane == Sprint && card.InPlaceOn != "":
		set["in_place_on"] = Date("")
	}
}

// inPlace reports whether a pilot that lies there has reached the stage running.
func (b *Board) inPlace(p Place) bool {
	if p.Lane != Sprint {
		return false
	}
	lane := b.lane(Sprint)
	running := slices.IndexFunc(lane.Stages, func(s Stage) bool { return s.Key == "running" })
	return running >= 0 && lane.index(p.Stage) >= running
}

// civilDay returns the date in Scandinavia, which is an hour ahead of UTC, and
// two in summer: from the last Sunday of March to that of October, both at
// 01:00 UTC (Directive 2000/84/EC).
func civilDay(at time.Time) Date {
	at = at.UTC()
	offset := time.Hour
	if !at.Before(lastSunday(at.Year(), time.March)) && at.Before(lastSunday(at.Year(), time.October)) {
		offset = 2 * time.Hour
	}
	return Date(at.Add(offset).Format(time.DateOnly))
}

// lastSunday returns 01:00 UTC on the last Sunday of a month.
func lastSunday(year int, month time.Month) time.Time {
	last := time.Date(year, month+1, 0, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}
