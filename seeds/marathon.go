package seeds

import (
	"time"

	"takt/server/kanban"
)

// tendering returns what becomes known of a marathon card, stage by stage.
func (c *telling) tendering() []group {
	concept, frame, bought := kanban.Patch{}, kanban.Patch{}, kanban.Patch{}
	put(concept, "sponsor", c.person(c.s.Sponsor))
	put(concept, "champion", c.person(c.s.Champion))
	if c.s.Case != "" {
		put(concept, "case_ref", c.caseRef(c.day(c.s.Case)))
	}
	put(concept, "effort", c.s.Effort)
	put(frame, "start", c.date(c.s.Start))
	put(frame, "end", c.date(c.plannedFirst()))
	if len(c.path) > 2 || c.s.Baseline != "" {
		put(frame, "baseline_end", c.date(c.plannedFirst()))
	}
	put(frame, "budget", c.money(c.s.Budget))
	putList(frame, "benefits", c.benefits())
	c.purchase(bought)
	publication, supplier, closed := kanban.Patch{}, kanban.Patch{}, kanban.Patch{}
	put(publication, "market_dialogue", c.say(c.x.Dialogue))
	put(publication, "maximum_value", c.money(c.s.Maximum))
	put(publication, "tender_deadline", c.date(c.s.Deadline))
	put(supplier, "supplier", c.x.Supplier)
	put(closed, "final_status", c.s.Final)
	return []group{
		{"concept", concept}, {"preparation", frame}, {"preparation", bought},
		{"tender", publication}, {"standstill", supplier}, {"implementation", c.contract()}, {"closed", closed},
	}
}

// plannedFirst returns the end that was planned before any other.
func (c *telling) plannedFirst() string {
	if c.s.Baseline != "" {
		return c.s.Baseline
	}
	return c.s.End
}

// purchase sets what is known before a tender about what is to be bought.
func (c *telling) purchase(p kanban.Patch) {
	if c.s.NotBought {
		p["procurement"] = "not_required"
		return
	}
	if c.s.Method == "" {
		return
	}
	p["procurement"] = "required"
	put(p, "method", c.s.Method)
	put(p, "category", c.s.Category)
	put(p, "cpv", c.s.CPV)
	put(p, "estimated_value", c.money(c.s.Value))
}

func (c *telling) contract() kanban.Patch {
	p, signed := kanban.Patch{}, c.s.Contract
	put(p, "contract", kanban.Contract{Signed: c.date(signed.Signed), Start: c.date(signed.Start), End: c.date(signed.End)})
	var options []kanban.Option
	for i, o := range c.s.Options {
		options = append(options, kanban.Option{
			ID: part(c.s, "o", i), Name: c.say(c.x.Options[i]), DecideBy: c.date(o.DecideBy), Until: c.date(o.Until), Used: o.Used,
		})
	}
	putList(p, "options", options)
	return p
}

func (c *telling) benefits() (benefits []kanban.Benefit) {
	for i, b := range c.s.Benefits {
		benefits = append(benefits, kanban.Benefit{
			ID: part(c.s, "b", i), Kind: b.Kind, Owner: c.person(b.Owner), Measure: c.say(c.x.Benefits[i]), Unit: c.count(b.Unit),
			Baseline: c.amount(b.Unit, b.Baseline), Target: c.amount(b.Unit, b.Target), Due: c.date(b.Due),
		})
	}
	return benefits
}

// notify tells what was announced when a procurement came into a stage.
func (c *telling) notify(to visit) {
	if c.s.Lane != kanban.Marathon {
		return
	}
	for i, n := range c.s.Notices {
		if to.stage != stageOfNotice[n.Kind] {
			continue
		}
		day := c.day(n.On)
		url := "https://example.org/notices/" + c.s.Key + "-" + n.Kind
		c.entry(c.around(day, 0, c.s.Key+n.Kind), "buyer", "notices", kanban.Notice{ID: part(c.s, "n", i), Kind: n.Kind, On: dateOf(day), URL: url})
	}
	if to.stage == "standstill" && c.s.Awarded != "" {
		award := kanban.Award{NotifiedOn: c.date(c.s.Awarded), Electronic: true}
		c.change(to.at.Add(20*time.Minute), "buyer", kanban.Patch{"award": award}, "")
	}
}

// stageOfNotice says in which stage a procurement lies when a notice goes out.
var stageOfNotice = map[string]kanban.StageID{"planning": "preparation", "tender": "tender", "change": "tender", "award": "implementation"}
