package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"takt/server/kanban"
)

// An ocdsReader makes cards of contracting processes.
type ocdsReader struct {
	*draft
	dates dateReader
	now   time.Time
	lists map[string]bool
}

// process makes the card of a contracting process.
func (r *ocdsReader) process(p *ocdsProcess) *Error {
	all, err := p.merged()
	if err != nil {
		return err
	}
	c := draftCard{place: cmp.Or(p.place, "the release"), lane: kanban.Marathon}
	c.title = r.text(cmp.Or(all.Tender.Title, all.Planning.Project, titleOf(all), all.OCID))
	c.description = r.text(cmp.Or(all.Tender.Description, all.Planning.Rationale))
	c.unit = r.text(all.Buyer.Name)
	c.buying.OCID, c.buying.Procurement = r.text(all.OCID), "required"
	c.created, c.changed = p.releases[0].at, momentOf(all.Date)
	r.tender(&c, all)
	r.awards(&c, all)
	r.contracts(&c, all)
	r.documents(&c, all)
	c.list = r.list(r.stage(&c, all))
	r.cards = append(r.cards, c)
	return nil
}

func (r *ocdsReader) text(s string) string {
	clean, _ := plain(s)
	return clean
}

func titleOf(all ocdsRelease) string {
	for _, c := range all.Contracts {
		if c.Title != "" {
			return c.Title
		}
	}
	for _, a := range all.Awards {
		if a.Title != "" {
			return a.Title
		}
	}
	return ""
}

func momentOf(s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil || !plausible(at.UTC().Year()) {
		return time.Time{}
	}
	return at
}

func (r *ocdsReader) day(s string) kanban.Date {
	d, ok := r.dates.read(s)
	if !ok || !d.whole() {
		return ""
	}
	return d.first
}

// tender takes what was asked for, and of planning what it was to cost.
func (r *ocdsReader) tender(c *draftCard, all ocdsRelease) {
	t := all.Tender
	if method := t.ProcurementMethod; FieldMethod.has(method) {
		c.buying.Method = method
	} else {
		c.keep("Procurement method", r.text(method))
	}
	if category := t.MainProcurementCategory; FieldCategory.has(category) {
		c.buying.Category = category
	} else {
		c.keep("Category", r.text(category))
	}
	c.keep("Procedure", r.text(t.ProcurementMethodDetails))
	c.keep("Planned budget", r.text(all.Planning.Budget.Description))
	if t.Description != "" {
		c.keep("Rationale", r.text(all.Planning.Rationale))
	}
	c.buying.CPV = strings.Join(cpvOf(all), ", ")
	c.buying.EstimatedValue = r.money(c, "Estimated value", t.Value)
	c.budget = r.money(c, "Budget", all.Planning.Budget.Amount)
	c.buying.TenderDeadline = r.day(t.TenderPeriod.EndDate)
}

// has reports whether v is one of a field's values itself.
func (f Field) has(v string) bool {
	return slices.ContainsFunc(choices[f], func(c choice) bool { return c.value == v })
}

// money is an amount that a board takes; another is kept as text.
func (r *ocdsReader) money(c *draftCard, name string, m ocdsMoney) kanban.Money {
	switch {
	case m.Amount == 0:
		return kanban.Money{}
	case m.Amount < 0 || m.Amount > 1e13 || !currencyCode(m.Currency):
		c.keep(name, strings.TrimSpace(fmt.Sprintf("%.2f %s", m.Amount, r.text(m.Currency))))
		return kanban.Money{}
	}
	return kanban.Money{Amount: m.Amount, Currency: m.Currency}
}

// cpvOf gathers the codes of the Common Procurement Vocabulary.
func cpvOf(all ocdsRelease) []string {
	classes := []ocdsClass{all.Tender.Classification}
	items := slices.Clone(all.Tender.Items)
	for _, a := range all.Awards {
		items = append(items, a.Items...)
	}
	for _, c := range all.Contracts {
		items = append(items, c.Items...)
	}
	for _, i := range items {
		classes = append(append(classes, i.Classification), i.AdditionalClassifications...)
	}
	var codes []string
	for _, class := range classes {
		if strings.EqualFold(class.Scheme, "CPV") && cpvCode.MatchString(string(class.ID)) {
			codes = append(codes, oneLine(string(class.ID)))
		}
	}
	return once(codes)
}

// inForce reports whether an award or contract of that status counts.
func inForce(status string) bool {
	return status != "cancelled" && status != "unsuccessful"
}

// awards takes who won and when.
func (r *ocdsReader) awards(c *draftCard, all ocdsRelease) {
	var suppliers []string
	for _, a := range all.Awards {
		if !inForce(a.Status) {
			continue
		}
		for _, s := range a.Suppliers {
			suppliers = append(suppliers, oneLine(r.text(s.Name)))
		}
		if day := r.day(a.Date); day > c.buying.Award.NotifiedOn {
			c.buying.Award.NotifiedOn = day
		}
		r.keepAmount(c, "Award value", a.Value)
		r.keepTexts(c, "Award", a.Title, a.Description)
		r.widen(c, a.ContractPeriod)
	}
	c.buying.Supplier = strings.Join(once(suppliers), ", ")
}

// contracts takes when contracts were signed and how long they run. Where
// there are several, from the first day to the last.
func (r *ocdsReader) contracts(c *draftCard, all ocdsRelease) {
	if slices.ContainsFunc(all.Contracts, func(o ocdsContract) bool { return o.Period != (ocdsPeriod{}) && inForce(o.Status) }) {
		c.buying.Contract = kanban.Contract{} // contracts know better than awards
	}
	for _, o := range all.Contracts {
		if !inForce(o.Status) {
			continue
		}
		if day := r.day(o.DateSigned); day != "" && (c.buying.Contract.Signed == "" || day < c.buying.Contract.Signed) {
			c.buying.Contract.Signed = day
		}
		r.keepAmount(c, "Contract value", o.Value)
		r.keepTexts(c, "Contract", o.Title, o.Description)
		r.widen(c, o.Period)
	}
	if c.buying.Contract == (kanban.Contract{}) {
		r.widen(c, all.Tender.ContractPeriod)
	}
}

func (r *ocdsReader) widen(c *draftCard, p ocdsPeriod) {
	at := &c.buying.Contract
	if day := r.day(p.StartDate); day != "" && (at.Start == "" || day < at.Start) {
		at.Start = day
	}
	if day := r.day(p.EndDate); day > at.End {
		at.End = day
	}
}

func (r *ocdsReader) keepAmount(c *draftCard, name string, m ocdsMoney) {
	if m.Amount != 0 {
		c.keep(name, strings.TrimSpace(fmt.Sprintf("%.0f %s", m.Amount, r.text(m.Currency))))
	}
}

// keepTexts keeps what the card does not say already.
func (r *ocdsReader) keepTexts(c *draftCard, name string, texts ...string) {
	for _, text := range texts {
		text = strings.TrimSpace(r.text(text))
		if text != c.title && text != c.description && !slices.Contains(c.facts, fact{name, text}) {
			c.keep(name, text)
		}
	}
}

// documents become links.
func (r *ocdsReader) documents(c *draftCard, all ocdsRelease) {
	docs := slices.Concat(all.Planning.Documents, all.Tender.Documents)
	for _, a := range all.Awards {
		docs = append(docs, a.Documents...)
	}
	for _, o := range all.Contracts {
		docs = append(docs, o.Documents...)
	}
	for _, doc := range once(docs) {
		if doc.URL != "" {
			c.links = append(c.links, draftLink{r.text(cmp.Or(doc.Title, doc.DocumentType, doc.URL)), r.text(doc.URL)})
		}
	}
}

// stage tells how far a process has come from its statuses and tags, and where
// those leave it open, from its dates.
func (r *ocdsReader) stage(c *draftCard, all ocdsRelease) string {
	today := kanban.Date(r.now.In(r.dates.zone).Format(time.DateOnly))
	has := func(tag string) bool {
		return slices.ContainsFunc(all.Tag, func(t string) bool { return strings.HasPrefix(t, tag) })
	}
	ended := func(status string) bool {
		return len(all.Awards) > 0 && !slices.ContainsFunc(all.Awards, func(a ocdsAward) bool { return a.Status != status })
	}
	contract := func(status string) bool {
		return slices.ContainsFunc(all.Contracts, func(o ocdsContract) bool { return o.Status == status })
	}
	switch status := all.Tender.Status; {
	case status == "cancelled" || status == "withdrawn" || has("tenderCancellation") || ended("cancelled"):
		c.buying.FinalStatus = "cancelled"
		return "closed"
	case status == "unsuccessful" || ended("unsuccessful"):
		c.buying.FinalStatus = "unsuccessful"
		return "closed"
	case contract("terminated") && !contract("active") && !contract("pending"):
		return "closed"
	case contract("active") || has("implementation") || has("contract") && !contract("pending"):
		return "implementation"
	case len(all.Awards) > 0 || len(all.Contracts) > 0:
		if at := c.buying.Contract.Start; at != "" && at <= today {
			return "implementation"
		}
		return "standstill"
	case status == "complete" || status == "active" && c.buying.TenderDeadline != "" && c.buying.TenderDeadline < today:
		return "evaluation"
	case status == "active" || status == "" && has("tender"):
		return "tender"
	}
	return "preparation"
}

// list returns the list of a stage, adding it when new.
func (r *ocdsReader) list(stage string) string {
	if !r.lists[stage] {
		r.lists[stage] = true
		name := stage
		for _, s := range kanban.StandardStages() {
			if s.Lane == kanban.Marathon && s.Key == stage {
				name = s.Names["en"]
			}
		}
		r.draft.lists = append(r.draft.lists, draftList{id: stage, name: name, lane: kanban.Marathon, stage: kanban.StageID(stage), topic: "-"})
	}
	return stage
}
