package seeds

import (
	"slices"
	"time"

	"takt/server/kanban"
)

// onRecord tells what was put on record about the card besides the decisions
// that let it come where it lies.
func (c *telling) onRecord() {
	for i, v := range c.s.Decisions {
		text := c.x.Decisions[i]
		c.rule(i, v, c.say(text.Text), text.Conditions)
	}
	for i, r := range c.s.Replans {
		c.change(c.moment(r.At), c.s.Owner, kanban.Patch{"end": c.date(r.To)}, c.say(c.x.Replans[i]))
	}
	c.quarters()
	for i, r := range c.s.Recognitions {
		honour := kanban.Recognition{ID: part(c.s, "r", i), Kind: r.Kind, Person: c.person(r.Person), Text: c.say(c.x.Recognitions[i])}
		c.entry(c.moment(r.At), r.By, "recognitions", honour)
	}
	c.involvement()
	c.checkIns()
}

// involvement tells how the checklist for a tenderer that knows the pilot was
// written and worked through.
func (c *telling) involvement() {
	for i, done := range c.s.PriorInvolvement {
		line := kanban.PriorInvolvement{ID: part(c.s, "p", i), Text: c.say(c.x.PriorInvolvement[i])}
		c.entry(c.sinceLast(20, "involved"), "buyer", "prior_involvement", line)
		if line.Done = done; done {
			c.entry(c.sinceLast(30+4*i, "informed"), "buyer", "prior_involvement", line)
		}
	}
}

// quarters tells how the pilot was taken into later quarters.
func (c *telling) quarters() {
	to := func(list []later, i int) kanban.Quarter {
		if i+1 < len(list) {
			return c.quarter(list[i+1].From)
		}
		return c.quarter(c.s.Quarter)
	}
	for i, l := range c.s.Carried {
		c.did(c.moment(l.At), c.s.Owner, kanban.CarryCard{Card: c.id, Quarter: to(c.s.Carried, i), Reason: c.say(c.x.Carried[i])})
	}
	for i, l := range c.s.Extended {
		c.did(c.moment(l.At), secretary, kanban.ExtendCard{Card: c.id, Quarter: to(c.s.Extended, i), Reason: c.say(c.x.Extended[i])})
	}
}

// checkIns tells how the benefits were checked, at the end of each quarter up to
// the last one.
func (c *telling) checkIns() {
	for i, b := range c.s.Benefits {
		for j, value := range b.CheckIns {
			quarter := quarterOf(c.today) - len(b.CheckIns) + j
			at := c.around(lastWorkingDay(quarter), -3-chance(c.s.Key, 8), part(c.s, "b", i))
			c.entry(at, b.Owner, "check_ins", kanban.CheckIn{
				ID: part(c.s, "b", i) + "-" + part(c.s, "k", j), Benefit: part(c.s, "b", i), Quarter: nameOf(quarter),
				Value: c.amount(b.Unit, value), Evidence: c.Evidence[b.Kind],
			})
		}
	}
}

// decide tells how the gates between two stages were approved at the meeting
// before, where the outline does not say otherwise.
func (c *telling) decide(from, to visit) {
	if to.stage == "closed" {
		return // nothing is decided where a card only comes to rest
	}
	order := c.order[c.s.Lane]
	for _, g := range c.doors {
		at := slices.Index(order, g.Stage)
		between := g.Lane == c.s.Lane && at > slices.Index(order, from.stage) && at <= slices.Index(order, to.stage)
		if !between || c.s.NotBought && (g.ID == "publication" || g.ID == "award") || c.opened(g.ID) {
			continue
		}
		on := c.meeting(g.ID, to.at)
		if on.Before(from.at) {
			on = to.at.Add(-time.Hour) // between two meetings, in writing
		}
		c.record(on, to.at, kanban.Verdict{ID: c.s.Key + "-" + string(g.ID), Gate: g.ID, Outcome: "approved", Text: c.Approved[g.ID]})
	}
}

// opened reports whether the outline has a decision that opens a gate.
func (c *telling) opened(gate kanban.GateID) bool {
	return slices.ContainsFunc(c.s.Decisions, func(v verdict) bool {
		return v.Gate == gate && (v.Outcome == "approved" || v.Outcome == "approved_with_conditions")
	})
}

// meeting returns the last meeting, before a moment, of the body that decides at
// a gate.
func (c *telling) meeting(gate kanban.GateID, before time.Time) time.Time {
	day := before.Truncate(24*time.Hour).AddDate(0, 0, -1)
	for _, body := range c.outline.Bodies {
		if slices.Contains(body.Gates, gate) {
			return body.Meets.before(day).Add(14 * time.Hour)
		}
	}
	return before
}

// rule puts a decision of the outline on record, and ticks its conditions as
// they are met.
func (c *telling) rule(i int, v verdict, text string, conditions []string) {
	on := c.meeting(v.Gate, c.day(v.On))
	if v.Outcome == "pending" {
		on = c.around(c.day(v.On), 0, c.s.Key+"pending") // put to the body, which is still to meet
	}
	verdict := kanban.Verdict{ID: part(c.s, "d", i), Gate: v.Gate, Outcome: v.Outcome, Text: text}
	for j := range v.Conditions {
		verdict.Conditions = append(verdict.Conditions, kanban.Condition{ID: part(c.s, "d", i) + "-" + part(c.s, "k", j), Text: c.say(conditions[j])})
	}
	verdict = c.record(on, time.Time{}, verdict)
	for j, met := range v.Conditions {
		if !met {
			continue
		}
		verdict.Conditions = slices.Clone(verdict.Conditions)
		verdict.Conditions[j].Done = true
		c.entry(c.around(on, 9+6*j, c.s.Key+"met"), secretary, "decisions", verdict)
	}
}

// record puts a decision on record, on the day it was made and before a moment.
func (c *telling) record(on, before time.Time, v kanban.Verdict) kanban.Verdict {
	for _, body := range c.outline.Bodies {
		if slices.Contains(body.Gates, v.Gate) {
			v.Body = body.Key
		}
	}
	if v.Outcome != "pending" {
		v.On, v.CaseRef = dateOf(on), c.caseRef(on)
	}
	at := on.Add(45 * time.Minute)
	if !before.IsZero() && at.After(before) {
		at = before.Add(-time.Minute)
	}
	c.entry(at, secretary, "decisions", v)
	return v
}
