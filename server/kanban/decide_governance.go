package kanban

import (
	"cmp"
	"slices"
)

// governance decides the commands for settings, gates, bodies and meetings.
func (d *decision) governance(cmd Command) error {
	switch c := cmd.(type) {
	case SetBoard:
		return d.setBoard(c)
	case AddGate:
		return d.setGate(Gate{ID: c.Gate, Lane: c.Lane, Stage: c.Stage, Name: c.Name, Custom: true, Body: c.Body, Needs: c.Needs}, true)
	case ChangeGate:
		return d.changeGate(c)
	case RemoveGate:
		return d.withGate(c.Gate, func(g *Gate) { g.Removed = true })
	case AddBody:
		return d.setBody(Body{ID: c.Body, Name: c.Name}, true)
	case ChangeBody:
		return d.withBody(c.Body, func(b *Body) error { b.Name = c.Name; return nil })
	case RemoveBody:
		return d.withBody(c.Body, func(b *Body) error { b.Removed = true; return nil })
	}
	return d.meeting(cmd)
}

func (d *decision) setBoard(c SetBoard) error {
	next := d.board.settings
	s := c.Settings
	assign(&next.Country, s.Country)
	assign(&next.AskMissing, s.AskMissing)
	assign(&next.AtRiskWeeks, s.AtRiskWeeks)
	assign(&next.RenewalMonths, s.RenewalMonths)
	assign(&next.LaneLimits, s.LaneLimits)
	assign(&next.OwnerLimit, s.OwnerLimit)
	assign(&next.Balance, s.Balance)
	assign(&next.Currency, s.Currency)
	if r := checkSettings(next); r != nil {
		return r
	}
	d.emit(BoardChanged{BoardPatch{Settings: &next}})
	return nil
}

func checkSettings(s Settings) *Refusal {
	if !slices.Contains([]string{"SE", "NO", "DK"}, s.Country) {
		return wrong("country", "a board keeps the calendar of SE, NO or DK")
	}
	if s.AtRiskWeeks < 0 || s.AtRiskWeeks > 13 {
		return wrong("at_risk_weeks", "a quarter has 0 to 13 weeks")
	}
	if s.RenewalMonths < 0 || s.RenewalMonths > 120 {
		return wrong("renewal_months", "not between 0 and 120 months")
	}
	for _, percent := range []int{s.Balance.People, s.Balance.Money, s.Balance.Cards} {
		if percent < 0 || percent > 100 {
			return wrong("balance", "a share is 0 (no aim) to 100 per cent")
		}
	}
	if s.Currency != "" {
		if r := checkMoney("currency", Money{Currency: s.Currency}); r != nil {
			return r
		}
	}
	return first(checkLimit(s.LaneLimits.Marathon), checkLimit(s.LaneLimits.Sprint), checkLimit(s.OwnerLimit))
}

func (d *decision) changeGate(c ChangeGate) error {
	return d.withGate(c.Gate, func(g *Gate) {
		if c.Name != nil {
			g.Name, g.Custom = *c.Name, true
			if *c.Name == "" && g.Key != "" {
				g.Name, g.Custom = standardGateName(g.Key), false
			}
		}
		g.Stage = cmp.Or(c.Stage, g.Stage)
		assign(&g.Body, c.Body)
		if c.Needs != nil {
			g.Needs = *c.Needs
		}
		g.Removed = false // who changes a gate wants it
	})
}

func (d *decision) withGate(id GateID, change func(*Gate)) error {
	g := d.board.gate(id)
	if g == nil {
		return notFound("gate", id)
	}
	next := *g
	change(&next)
	return d.setGate(next, false)
}

func (d *decision) setGate(g Gate, isNew bool) error {
	if r := d.entry("gate", string(g.ID), d.board.gate(g.ID) != nil, isNew, len(d.board.gates)); r != nil {
		return r
	}
	if r := first(d.inStage(Place{g.Lane, g.Stage}), checkName("name", g.Name), optionalID("body", g.Body), checkNeeds(g.Needs)); r != nil && !g.Removed {
		return r
	}
	if g.Body != "" && d.board.body(g.Body) == nil {
		return notFound("body", g.Body)
	}
	d.emit(g.asSet())
	return nil
}

func checkNeeds(needs []string) *Refusal {
	known := Needs()
	return each("needs", needs, MaxItems, func(need string) (string, *Refusal) {
		if !slices.Contains(known, need) {
			return need, wrong("needs", "%q is nothing that can be filled in", need)
		}
		return need, nil
	})
}

func (d *decision) withBody(id BodyID, change func(*Body) error) error {
	b := d.board.body(id)
	if b == nil {
		return notFound("body", id)
	}
	next := *b
	next.Meetings = slices.Clone(b.Meetings)
	if err := change(&next); err != nil {
		return err
	}
	return d.setBody(next, false)
}

func (d *decision) setBody(b Body, isNew bool) error {
	if r := d.entry("body", string(b.ID), d.board.body(b.ID) != nil, isNew, len(d.board.bodies)); r != nil {
		return r
	}
	if r := first(checkName("name", b.Name), checkMeetings(b.Meetings)); r != nil {
		return r
	}
	slices.SortStableFunc(b.Meetings, func(x, y Meeting) int { return cmp.Compare(x.On, y.On) })
	d.emit(b.asSet())
	return nil
}

func checkMeetings(meetings []Meeting) *Refusal {
	return each("meetings", meetings, MaxMeetings, func(m Meeting) (string, *Refusal) {
		return m.ID, first(checkID("meeting", m.ID), checkMeeting(m))
	})
}

func checkMeeting(m Meeting) *Refusal {
	if m.On == "" {
		return wrong("on", "missing")
	}
	if m.PapersBy > m.On {
		return wrong("papers_by", "is after the meeting")
	}
	return first(checkDate("on", m.On), checkDate("papers_by", m.PapersBy))
}

func (d *decision) meeting(cmd Command) error {
	switch c := cmd.(type) {
	case AddMeeting:
		return d.withBody(c.Body, func(b *Body) error {
			b.Meetings = append(b.Meetings, Meeting{c.Meeting, c.On, c.PapersBy})
			return nil
		})
	case ChangeMeeting:
		return d.withMeeting(c.Body, c.Meeting, func(b *Body, i int) {
			assign(&b.Meetings[i].On, c.On)
			assign(&b.Meetings[i].PapersBy, c.PapersBy)
		})
	case RemoveMeeting:
		return d.withMeeting(c.Body, c.Meeting, func(b *Body, i int) {
			b.Meetings = slices.Delete(b.Meetings, i, i+1)
		})
	}
	return refuse(BadMessage, "there is no command %s", cmd.Kind())
}

func (d *decision) withMeeting(body BodyID, id string, change func(*Body, int)) error {
	return d.withBody(body, func(b *Body) error {
		i := slices.IndexFunc(b.Meetings, func(m Meeting) bool { return m.ID == id })
		if i < 0 {
			return notFound("meeting", id)
		}
		change(b, i)
		return nil
	})
}
