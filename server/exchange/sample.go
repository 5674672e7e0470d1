package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"takt/server/kanban"
)

// showSamples fills in the fields of the first cards, with names in the place
// of ids.
func (b *builder) showSamples() {
	names := b.names()
	shown := 0
	for _, add := range b.adds {
		if add.Past.Archived {
			continue
		}
		if shown == len(b.plan.Samples) {
			return
		}
		b.plan.Samples[shown].Fields = valuesOf(add, names)
		shown++
	}
}

// names tells what each id of the plan stands for.
func (b *builder) names() map[string]string {
	names := map[string]string{}
	for _, r := range []register{b.labels, b.units, b.clusters} {
		for name, id := range r.ids {
			names[id] = name
		}
	}
	for _, p := range b.people {
		names[cmp.Or(string(p.Person), p.Key)] = p.Name
	}
	return names
}

const shownText = 400 // characters of a value

// valuesOf shows the fields of a card but its title, in the order of the card.
func valuesOf(add kanban.AddCard, names map[string]string) []Value {
	values := []Value{}
	for _, field := range shownFields {
		if v, ok := add.Set[field]; ok {
			values = append(values, Value{field, cut(showValue(v, names), shownText)})
		}
	}
	if n := len(add.Past.Comments); n > 0 {
		values = append(values, Value{"comments", cut(add.Past.Comments[0].Text, shownText)})
	}
	return values
}

var shownFields = []string{
	"description", "owner", "sponsor", "champion", "followers", "unit", "cluster", "labels", "start", "end", "budget", "effort",
	"risk", "waiting_for", "case_ref", "anchor", "checklist", "attachments", "benefits", "pairs",
	"quarter", "hypothesis", "learning_goals", "stop_criteria", "who_stops", "sites", "purchase_basis", "cost", "in_place_on", "outcome",
	"procurement", "method", "category", "cpv", "estimated_value", "maximum_value", "market_dialogue", "tender_deadline",
	"supplier", "award", "contract", "ocid", "baseline_end", "final_status",
}

func showValue(v any, names map[string]string) string {
	switch v := v.(type) {
	case string:
		return v
	case kanban.Date:
		return string(v)
	case kanban.Quarter:
		return string(v)
	case kanban.Award:
		return string(v.NotifiedOn)
	case kanban.Contract:
		return cmp.Or(strings.Trim(string(v.Start)+" – "+string(v.End), "– "), string(v.Signed))
	case kanban.Money:
		return fmt.Sprintf("%.0f %s", v.Amount, v.Currency)
	case kanban.UserID:
		return names[string(v)]
	case kanban.UnitID:
		return names[string(v)]
	case kanban.ClusterID:
		return names[string(v)]
	case []kanban.UserID:
		return join(v, ", ", func(id kanban.UserID) string { return names[string(id)] })
	case []kanban.LabelID:
		return join(v, ", ", func(id kanban.LabelID) string { return names[string(id)] })
	case []kanban.Item:
		return join(v, "\n", showItem)
	case []kanban.Attachment:
		return join(v, "\n", func(a kanban.Attachment) string { return a.Name + " " + a.URL })
	case kanban.Risk:
		return strings.TrimSpace(v.Level + " " + v.Note)
	}
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

func showItem(i kanban.Item) string {
	if i.Done {
		return "✓ " + i.Text
	}
	return "– " + i.Text
}

func join[T any](list []T, separator string, show func(T) string) string {
	parts := make([]string, 0, len(list))
	for _, v := range list {
		parts = append(parts, show(v))
	}
	return strings.Join(parts, separator)
}
