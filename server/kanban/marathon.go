package kanban

import "slices"

// Tendering is what a marathon card knows about what is bought. Terms are those
// of the Open Contracting Data Standard (OCDS 1.1).
type Tendering struct {
	Procurement    string   `json:"procurement,omitzero"` // "required", "not_required", or not known yet
	Method         string   `json:"method,omitzero"`      // OCDS method: open, selective, limited, direct
	Category       string   `json:"category,omitzero"`    // OCDS mainProcurementCategory: goods, services, works
	CPV            string   `json:"cpv,omitzero"`         // Common Procurement Vocabulary code, such as 72000000-5
	EstimatedValue Money    `json:"estimated_value,omitzero"`
	MaximumValue   Money    `json:"maximum_value,omitzero"`
	MarketDialogue string   `json:"market_dialogue,omitzero"`
	Notices        []Notice `json:"notices,omitempty"`
	TenderDeadline Date     `json:"tender_deadline,omitzero"`
	Award          Award    `json:"award,omitzero"`
	Contract       Contract `json:"contract,omitzero"`
	Options        []Option `json:"options,omitempty"`
	Supplier       string   `json:"supplier,omitzero"` // confidential until the award
	OCID           string   `json:"ocid,omitzero"`     // OCDS id of the contracting process
	BaselineEnd    Date     `json:"baseline_end,omitzero"`
	Replans        []Replan `json:"replans,omitempty"`
	FinalStatus    string   `json:"final_status,omitzero"` // complete, cancelled, unsuccessful, incomplete
}

// A Notice has been published: "planning", "tender", "award" or "change".
type Notice struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	On   Date   `json:"on,omitzero"`
	URL  string `json:"url,omitzero"`
}

// An Award says when and how tenderers were told of it; standstill counts from
// there. Days is the standstill period stated to them where that is longer
// than the law's.
type Award struct {
	NotifiedOn Date `json:"notified_on,omitzero"`
	Electronic bool `json:"electronic,omitzero"`
	Days       int  `json:"days,omitzero"`
}

// A Contract has been signed, and runs from Start to End.
type Contract struct {
	Signed Date `json:"signed,omitzero"`
	Start  Date `json:"start,omitzero"`
	End    Date `json:"end,omitzero"`
}

// An Option prolongs a contract until a date, if decided by another. Used is
// "yes", "no", or empty while it is open.
type Option struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitzero"`
	DecideBy Date   `json:"decide_by,omitzero"`
	Until    Date   `json:"until,omitzero"`
	Used     string `json:"used,omitzero"`
}

// A Replan is one change of the planned end of a card that has a baseline.
type Replan struct {
	From   Date   `json:"from,omitzero"`
	To     Date   `json:"to,omitzero"`
	Reason string `json:"reason,omitzero"`
	Stamp
}

// PriorInvolvement is asked when the supplier of a pilot may bid later:
// Directive 2014/24/EU, article 41, wants competition not to be distorted.
type PriorInvolvement struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Done bool   `json:"done,omitzero"`
}

// oneOf allows nothing, or one of the values.
func oneOf(values ...string) func(string, string) *Refusal {
	return func(name, v string) *Refusal {
		if v != "" && !slices.Contains(values, v) {
			return wrong(name, "%q is none of %v", v, values)
		}
		return nil
	}
}

func checkNotice(name string, n Notice) *Refusal {
	return first(oneOf("planning", "tender", "award", "change")(name, n.Kind), checkDate(name, n.On), optionalURL(name, n.URL))
}

func checkAward(name string, a Award) *Refusal {
	if a.Days < 0 || a.Days > 365 {
		return wrong(name, "a standstill lasts 0 (as the law says) to 365 days")
	}
	return checkDate(name, a.NotifiedOn)
}

func checkContract(name string, c Contract) *Refusal {
	if c.Start != "" && c.End != "" && c.End < c.Start {
		return wrong(name, "a contract cannot end before it starts")
	}
	return first(checkDate(name, c.Signed), checkDate(name, c.Start), checkDate(name, c.End))
}

func checkOption(name string, o Option) *Refusal {
	return first(line(MaxName)(name, o.Name), checkDate(name, o.DecideBy), checkDate(name, o.Until), oneOf("yes", "no")(name, o.Used))
}

func checkReplan(name string, r Replan) *Refusal {
	return first(checkDate(name, r.From), checkDate(name, r.To), text(MaxNote)(name, r.Reason), r.Stamp.check(name))
}

func checkPriorInvolvement(name string, p PriorInvolvement) *Refusal {
	return checkItemText(name, p.Text)
}

func optionalURL(name, url string) *Refusal {
	if url == "" {
		return nil
	}
	return checkURL(name, url)
}
