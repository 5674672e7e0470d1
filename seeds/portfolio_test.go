package seeds_test

import (
	"slices"
	"testing"
	"time"

	"takt/seeds"
	"takt/server/kanban"
	"takt/server/pace"
)

func pairedAs(kind string) func(*kanban.Card) bool {
	return func(c *kanban.Card) bool {
		return slices.ContainsFunc(c.Pairs, func(p kanban.Pair) bool { return p.Kind == kind })
	}
}

func decidedAs(outcome string) func(*kanban.Card) bool {
	return func(c *kanban.Card) bool {
		return slices.ContainsFunc(c.Decisions, func(v kanban.Verdict) bool { return v.Outcome == outcome })
	}
}

func recognised(kind string) func(*kanban.Card) bool {
	return func(c *kanban.Card) bool {
		return slices.ContainsFunc(c.Recognitions, func(r kanban.Recognition) bool { return r.Kind == kind })
	}
}

// endedAs asks for pilots that are decided so, with a note to learn from.
func endedAs(outcome string) func(*kanban.Card) bool {
	return func(c *kanban.Card) bool {
		return c.Outcome == outcome && len(c.Learning.Learned) > 60 && c.Learning.Tried != "" && c.Learning.Result != ""
	}
}

func quarter(at time.Time) kanban.Quarter {
	return kanban.Quarter(pace.QuarterOf(kanban.Date(at.Format(time.DateOnly))))
}

// TestPortfolioShows looks for cards that show each thing there is to see.
func TestPortfolioShows(t *testing.T) {
	p := live(t, seeds.Example, "sv", begin)
	now, next, earlier := quarter(begin), quarter(begin.AddDate(0, 3, 0)), quarter(begin.AddDate(0, -3, 0))
	for what, want := range map[string]struct {
		least int
		is    func(*kanban.Card) bool
	}{
		"a pilot for this quarter":    {4, func(c *kanban.Card) bool { return c.Quarter == now }},
		"one for the next":            {3, func(c *kanban.Card) bool { return c.Quarter == next }},
		"one for an earlier quarter":  {30, func(c *kanban.Card) bool { return c.Quarter != "" && c.Quarter <= earlier }},
		"a hypothesis":                {50, func(c *kanban.Card) bool { return c.Lane == kanban.Sprint && c.Hypothesis != "" }},
		"what is learnt":              {6, func(c *kanban.Card) bool { return c.LearningGoals != "" }},
		"measured results":            {40, func(c *kanban.Card) bool { return len(c.Measures) > 0 && c.Measures[0].Measured != nil }},
		"stop criteria and who stops": {50, func(c *kanban.Card) bool { return c.StopCriteria != "" && c.WhoStops != "" }},
		"sites":                       {15, func(c *kanban.Card) bool { return c.Sites != "" }},
		"a day in place":              {45, func(c *kanban.Card) bool { return c.InPlaceOn != "" }},
		"a pilot carried twice":       {1, func(c *kanban.Card) bool { return len(c.Carried) == 2 && c.Carried[0].Reason != c.Carried[1].Reason }},
		"one extended":                {1, func(c *kanban.Card) bool { return len(c.Extended) == 1 }},
		"a scaled pilot":              {8, endedAs("scale")},
		"an adopted one":              {10, endedAs("adopt")},
		"a stopped one":               {10, endedAs("stop")},
		"a refuted hypothesis":        {8, func(c *kanban.Card) bool { return c.Learning.Result == "refuted" }},
		"a method and a CPV code":     {15, func(c *kanban.Card) bool { return c.Method != "" && c.CPV != "" && c.EstimatedValue.Amount > 0 }},
		"nothing bought":              {1, func(c *kanban.Card) bool { return c.Procurement == "not_required" }},
		"a maximum value":             {4, func(c *kanban.Card) bool { return c.MaximumValue.Amount > c.EstimatedValue.Amount }},
		"notices":                     {8, func(c *kanban.Card) bool { return len(c.Notices) > 0 }},
		"a corrected notice": {1, func(c *kanban.Card) bool {
			return slices.ContainsFunc(c.Notices, func(n kanban.Notice) bool { return n.Kind == "change" })
		}},
		"market dialogue": {4, func(c *kanban.Card) bool { return c.MarketDialogue != "" }},
		"an option":       {4, func(c *kanban.Card) bool { return len(c.Options) > 0 }},
		"a slip with reasons": {6, func(c *kanban.Card) bool {
			return len(c.Replans) > 0 && c.End > c.BaselineEnd && c.Replans[0].Reason != ""
		}},
		"one that is early":        {1, func(c *kanban.Card) bool { return c.BaselineEnd != "" && c.End < c.BaselineEnd }},
		"planned anew three times": {1, func(c *kanban.Card) bool { return len(c.Replans) == 3 }},
		"complete":                 {2, func(c *kanban.Card) bool { return c.FinalStatus == "complete" }},
		"cancelled":                {1, func(c *kanban.Card) bool { return c.FinalStatus == "cancelled" }},
		"unsuccessful":             {1, func(c *kanban.Card) bool { return c.FinalStatus == "unsuccessful" }},
		"incomplete":               {1, func(c *kanban.Card) bool { return c.FinalStatus == "incomplete" }},
		"approved":                 {40, decidedAs("approved")},
		"approved with conditions": {3, decidedAs("approved_with_conditions")},
		"returned":                 {1, decidedAs("returned")},
		"deferred":                 {2, decidedAs("deferred")},
		"pending":                  {3, decidedAs("pending")},
		"conditions, met and not":  {2, halfMet},
		"passed anyway": {1, func(c *kanban.Card) bool {
			return len(c.Passes) > 0 && len(c.Passes[0].Gates) > 0 && c.Passes[0].Reason != ""
		}},
		"prior involvement":              {1, func(c *kanban.Card) bool { return len(c.PriorInvolvement) > 2 }},
		"informs":                        {12, pairedAs("informs")},
		"derisks":                        {2, pairedAs("derisks")},
		"graduates to":                   {1, pairedAs("graduates_to")},
		"blocked by":                     {2, pairedAs("blocked_by")},
		"replaces":                       {1, pairedAs("replaces")},
		"renewal of":                     {2, pairedAs("renewal_of")},
		"restart of":                     {1, pairedAs("restart_of")},
		"an anchor":                      {75, func(c *kanban.Card) bool { return c.Anchor != kanban.Anchor{} }},
		"adrift":                         {3, func(c *kanban.Card) bool { return c.Anchor == kanban.Anchor{} }},
		"effort and budget":              {70, func(c *kanban.Card) bool { return c.Effort > 0 && c.Budget.Amount > 0 }},
		"waiting":                        {6, func(c *kanban.Card) bool { return c.WaitingFor.Reason != "" && c.WaitingFor.Since != "" }},
		"check-ins over quarters":        {4, func(c *kanban.Card) bool { return len(c.CheckIns) > 2 }},
		"check-ins of a closed card":     {2, func(c *kanban.Card) bool { return c.Stage == "closed" && len(c.CheckIns) > 0 }},
		"stamina":                        {4, recognised("stamina")},
		"pace":                           {4, recognised("pace")},
		"brave":                          {4, recognised("brave")},
		"an idea with votes":             {5, func(c *kanban.Card) bool { return c.Stage == "proposed" && len(c.Votes) > 2 }},
		"an idea merged with another":    {1, func(c *kanban.Card) bool { return c.MergedInto != "" && c.Archived() }},
		"an idea that somebody else had": {15, func(c *kanban.Card) bool { return c.Lane == kanban.Sprint && c.CreatedBy != c.Owner }},
		"comments":                       {45, func(c *kanban.Card) bool { return len(c.Comments) > 0 }},
	} {
		n := 0
		for _, c := range p.all() {
			if want.is(c) {
				n++
			}
		}
		if n < want.least {
			t.Errorf("%s: %d cards, and not %d", what, n, want.least)
		}
	}
}

func halfMet(c *kanban.Card) bool {
	met, open := 0, 0
	for _, v := range c.Decisions {
		for _, condition := range v.Conditions {
			if condition.Done {
				met++
			} else {
				open++
			}
		}
	}
	return met > 0 && open > 0
}

// TestClocksHaveSomethingToSay reads the board as its two clocks do.
func TestClocksHaveSomethingToSay(t *testing.T) {
	p := live(t, seeds.Example, "en", begin)
	b, on := p.clock(t), kanban.Date(begin.Format(time.DateOnly))
	states := map[string]int{}
	for _, s := range b.Pilots(on) {
		states[s.State]++
	}
	for _, state := range []string{pace.OnTrack, pace.AtRisk, pace.InPlace, pace.Past, pace.Decided} {
		if states[state] == 0 {
			t.Errorf("no pilot is %s: %v", state, states)
		}
	}
	if late := p.Card("c-esign"); late.InPlaceOn != "" || late.Quarter >= quarter(begin) {
		t.Error("no pilot is late with being in place")
	}
	if n := len(b.Closing(pace.QuarterOf(on), on)); n < 5 {
		t.Errorf("only %d pilots have to go through a door at the end of the quarter", n)
	}
	if s, awarded := b.Standstill(p.Card("c-school-platform")); !awarded || s.End < on {
		t.Errorf("nothing is in standstill: %+v", s)
	}
	near := map[string]bool{}
	for _, date := range b.Near(on, kanban.Date(begin.AddDate(0, 0, 90).Format(time.DateOnly))) {
		near[date.Kind] = true
	}
	if !near[pace.TenderDeadline] || !near[pace.StandstillEnd] || !near[pace.OptionDecideBy] {
		t.Errorf("near are only %v", near)
	}
	radar := map[kanban.CardID]bool{}
	for _, date := range b.Renewals(on) {
		radar[date.Card] = true
	}
	if !radar["c-devices"] || !radar["c-case-management"] || radar["c-network-old"] || radar["c-alarms"] {
		t.Errorf("on the radar are %v", radar)
	}
	if found := b.Contradictions(); len(found) == 0 || len(found) > 3 {
		t.Errorf("%d contradictions: %+v", len(found), found)
	}
	if n := len(b.CheckInsDue(on)); n < 5 || n > 20 {
		t.Errorf("%d check-ins are due", n)
	}
	if len(b.Involvements()) == 0 || len(b.Lineage("c-school-platform")) == 0 {
		t.Error("no supplier knows a pilot, or nothing was restarted")
	}
}

// TestLimitsAreTested looks for a stage and an owner over their limit, and
// lanes that are not balanced as they should be.
func TestLimitsAreTested(t *testing.T) {
	b := live(t, seeds.Example, "nb", begin).clock(t)
	all := b.Balance()
	stages, owners := 0, 0
	for _, s := range all.Stages {
		if s.Count.Over {
			stages++
		}
		if s.Count.Cards+s.Count.Waiting == 0 {
			t.Errorf("%s is empty", s.Stage)
		}
	}
	for _, o := range all.Owners {
		if o.Count.Over {
			owners++
		}
	}
	if stages == 0 || stages > 2 || owners == 0 || owners > 2 {
		t.Errorf("%d stages and %d owners are over their limit", stages, owners)
	}
	if all.People.Aim == 0 || all.People.Aim == all.People.Share || len(all.Money) != 1 {
		t.Errorf("people are divided %+v, money %+v", all.People, all.Money)
	}
	if b.Settings.Country != "NO" || b.Settings.Currency != "NOK" {
		t.Errorf("the rules are %+v", b.Settings)
	}
}

// TestBodiesMeet looks for meetings before and after today, each with a last day
// for papers, and for cards that wait for them.
func TestBodiesMeet(t *testing.T) {
	p := live(t, seeds.Example, "da", begin)
	on := kanban.Date(begin.Format(time.DateOnly))
	for _, body := range p.Bodies() {
		ahead := 0
		for _, m := range body.Meetings {
			if m.PapersBy == "" || m.PapersBy >= m.On {
				t.Errorf("%s has no last day for papers on %s", body.ID, m.On)
			}
			if m.On > on {
				ahead++
			}
		}
		if ahead < 2 || len(body.Meetings) < 30 {
			t.Errorf("%s meets %d times, %d of them to come", body.ID, len(body.Meetings), ahead)
		}
	}
	for _, g := range p.Gates() {
		if g.Body == "" {
			t.Errorf("nobody decides at %s", g.ID)
		}
	}
	for _, agenda := range p.clock(t).Agendas(on) {
		if agenda.Meeting.On == "" || len(agenda.Cards) == 0 {
			t.Errorf("%q has %d cards for its meeting on %q", agenda.Body, len(agenda.Cards), agenda.Meeting.On)
		}
	}
}

// TestThreeYears looks whether enough has happened, and evenly enough, for
// every chart of the flow.
func TestThreeYears(t *testing.T) {
	p := live(t, seeds.Example, "sv", begin)
	if n := len(p.all()); n < 60 || n > 90 || len(p.Archive()) < 20 {
		t.Errorf("%d cards, %d of them archived", n, len(p.Archive()))
	}
	if n := len(p.events); n < 1200 || n > 2500 {
		t.Errorf("%d events", n)
	}
	newest := p.Cards(kanban.Place{Lane: kanban.Sprint, Stage: "decided"})
	if !slices.IsSortedFunc(newest, func(a, b *kanban.Card) int { return b.Since.Compare(a.Since) }) {
		t.Error("the latest decision is not on top")
	}
	decided := map[kanban.Quarter]int{}
	for _, e := range p.events {
		if moved, ok := e.Change.(kanban.CardMoved); ok && moved.Lane == kanban.Sprint && moved.Stage == "decided" {
			decided[quarter(e.At)]++
		}
	}
	for ago := 1; ago <= 9; ago++ {
		if q := quarter(begin.AddDate(0, -3*ago, 0)); decided[q] < 3 || decided[q] > 8 {
			t.Errorf("%d pilots were decided in %s", decided[q], q)
		}
	}
	inTime, late, country := 0, 0, pace.Country(p.Settings().Country)
	for _, c := range p.all() {
		switch q, _ := pace.ParseQuarter(string(c.Quarter)); {
		case c.InPlaceOn == "":
		case c.InPlaceOn <= q.LastWorkingDay(country):
			inTime++
		default:
			late++
		}
	}
	if inTime < 30 || late < 5 {
		t.Errorf("%d pilots came in time and %d late", inTime, late)
	}
}
