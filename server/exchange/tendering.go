package exchange

import (
	"slices"

	"takt/server/kanban"
)

// dateAt returns where a card has the date of a field, nil for other fields.
func dateAt(c *draftCard, field Field) *kanban.Date {
	switch field {
	case FieldStart:
		return &c.start
	case FieldEnd:
		return &c.end
	case FieldTenderDeadline:
		return &c.buying.TenderDeadline
	case FieldNotified:
		return &c.buying.Award.NotifiedOn
	case FieldContractSigned:
		return &c.buying.Contract.Signed
	case FieldContractStart:
		return &c.buying.Contract.Start
	case FieldContractEnd:
		return &c.buying.Contract.End
	case FieldBaselineEnd:
		return &c.buying.BaselineEnd
	case FieldInPlaceOn:
		return &c.pilot.InPlaceOn
	}
	return nil
}

// endDates are those that a month, quarter or year means the last day of.
var endDates = map[Field]bool{FieldEnd: true, FieldTenderDeadline: true, FieldContractEnd: true, FieldBaselineEnd: true}

// moneyAt returns where a card has the amount of a field, nil for other fields.
func moneyAt(c *draftCard, field Field) *kanban.Money {
	switch field {
	case FieldBudget:
		return &c.budget
	case FieldEstimatedValue:
		return &c.buying.EstimatedValue
	case FieldMaximumValue:
		return &c.buying.MaximumValue
	case FieldCost:
		return &c.pilot.Cost
	}
	return nil
}

// choiceAt returns where a card has the value of a field of a few values, nil
// for other fields.
func choiceAt(c *draftCard, field Field) *string {
	switch field {
	case FieldProcurement:
		return &c.buying.Procurement
	case FieldMethod:
		return &c.buying.Method
	case FieldCategory:
		return &c.buying.Category
	case FieldFinalStatus:
		return &c.buying.FinalStatus
	case FieldOutcome:
		return &c.pilot.Outcome
	}
	return nil
}

func isDateField(f Field) bool   { return f == FieldCreated || dateAt(new(draftCard), f) != nil }
func isMoneyField(f Field) bool  { return moneyAt(new(draftCard), f) != nil }
func isChoiceField(f Field) bool { return choiceAt(new(draftCard), f) != nil }

// A choice is one value of a field of a few, with what people write for it:
// words that mean just that, and words that say more than the value does.
type choice struct {
	value string
	same  []phrase
	more  []phrase
}

// choices has the values in English, Swedish, Norwegian and Danish. Methods
// are those of OCDS, which counts procedures of the EU among them.
var choices = map[Field][]choice{
	FieldProcurement: {
		{"required", phrases("required|yes|true|ja|x|krävs|kreves|nødvendig|nødvendigt|nödvändig|nödvändigt|påkrevd|påkrævet|skal udbydes|ska upphandlas|skal anskaffes"), nil},
		{"not_required", phrases("not required|no|false|nej|nei|krävs ej|krävs inte|kreves ikke|ikke nødvendig|ikke nødvendigt|ej nödvändig|inte nödvändig|ikke påkrevd|ikke påkrævet"), nil},
	},
	FieldMethod: {
		{"open",
			phrases("open|open procedure|open tender|open tendering|öppet|öppen|öppet förfarande|öppen upphandling|åpen|åpent|åpen anbudskonkurranse|åpen konkurranse|åpent anbud|åben|åbent|åbent udbud|offentligt udbud"),
			phrases("simplified procedure|förenklat|förenklat förfarande|annonserad upphandling|åpen tilbudskonkurranse|tilbudskonkurranse")},
		{"selective",
			phrases("selective|selective tendering|restricted|restricted procedure|selektiv|selektivt|selektivt förfarande|begrenset|begrenset anbudskonkurranse|begrænset|begrænset udbud"),
			phrases("negotiated|negotiated procedure|negotiated with prior publication|competitive procedure with negotiation|competitive dialogue|innovation partnership|dynamic purchasing system|mini competition|förnyad konkurrensutsättning|minikonkurranse|miniudbud|urvalsförfarande|förhandlat förfarande|förhandlat förfarande med annonsering|förhandlat förfarande med föregående annonsering|konkurrenspräglad dialog|dynamiskt inköpssystem|innovationspartnerskap|innovasjonspartnerskap|konkurranse med forhandling|konkurransepreget dialog|dynamisk innkjøpsordning|udbud med forhandling|konkurrencepræget dialog|dynamisk indkøbssystem")},
		{"limited",
			phrases("limited|limited tendering"),
			phrases("negotiated without prior publication|negotiated procedure without prior publication|förhandlat förfarande utan annonsering|förhandlat förfarande utan föregående annonsering|konkurranse uten kunngjøring|udbud med forhandling uden forudgående offentliggørelse")},
		{"direct",
			phrases("direct|direct award|direct purchase|direktupphandling|direktupphandlad|direkttilldelning|direkteanskaffelse|direkte anskaffelse|direkte tildeling|direktetildeling|direkte indkøb|direkte køb"),
			phrases("single source|sole source|call off|avrop|avrop från ramavtal|avrop på rammeavtale|direkte tildeling på rammeaftale")},
	},
	FieldCategory: {
		{"goods", phrases("goods|supplies|varor|vara|varer|vare|varekøb|varekjøp|varuinköp"), nil},
		{"services", phrases("services|service|tjänster|tjänst|tjenester|tjeneste|tjenesteydelser|tjenesteydelse"), nil},
		{"works", phrases("works|construction|byggentreprenad|byggentreprenader|entreprenad|bygg och anläggning|bygge og anlegg|bygg og anlegg|bygge og anlæg|bygge og anlægsarbejde|bygge og anlægsarbejder|bygg"), nil},
	},
	FieldFinalStatus: {
		{"complete", phrases("complete|completed|finished|slutförd|slutfört|genomförd|genomfört|fullført|gjennomført|gennemført|fuldført"), nil},
		{"cancelled", phrases("cancelled|canceled|avbruten|avbrutet|inställd|avlyst|avbrutt|kansellert|annulleret|aflyst|afbrudt"), nil},
		{"unsuccessful", phrases("unsuccessful|utan resultat|misslyckad|misslyckat|uten resultat|mislykket|uden resultat"), nil},
		{"incomplete", phrases("incomplete|ofullständig|ofullständigt|ufullstendig|ikke fullført|ufuldstændig|ikke fuldført"), nil},
	},
	FieldOutcome: {
		{"scale", phrases("scale|scale up|scaled|skala upp|skalas upp|skalera|breddinför|breddinföra|breddinförs|skaler|skalere|skaleres|skaler opp|skaler op|oppskaler|opskaler"), nil},
		{"adopt", phrases("adopt|adopted|införa|införs|inför|ta i bruk|tas i bruk|innfør|innføre|innføres|indfør|indføre|indføres|tages i brug"), nil},
		{"extend", phrases("extend|extended|förläng|förlänga|förlängs|forleng|forlenge|forlenges|forlæng|forlænge|forlænges"), nil},
		{"stop", phrases("stop|stopped|stoppa|stoppas|stopp|stoppe|stoppes|avsluta|avslutas|avslutt|avslutte|avsluttes|afslut|afslutte|afsluttes"), nil},
	},
}

// choose reads one of a field's values from what people write for it. It is
// whole when the value says all that was written.
func (f Field) choose(v string) (value string, whole bool) {
	words := normal(v)
	is := func(p phrase) bool { return p.is(words) }
	for _, c := range choices[f] {
		if slices.ContainsFunc(c.same, is) {
			return c.value, true
		}
		if slices.ContainsFunc(c.more, is) {
			return c.value, false
		}
	}
	return "", false
}

// setChoice sets a field of a few values. It returns false for what is to be
// kept as it is written: values the field does not take, and those that say
// more than the field can.
func (d *draft) setChoice(c *draftCard, field Field, v string) bool {
	value, whole := field.choose(v)
	at := choiceAt(c, field)
	if value == "" || *at != "" {
		return value != "" && value == *at
	}
	*at = value
	if !whole {
		d.notes.add(Moved, "method_kept", "procedures that are counted with others: the name is kept below the description", c.place+": "+short(v))
	}
	return whole
}

// quarterOf returns the quarter that a date reader finds in v.
func quarterOf(r dateReader, v string) (kanban.Quarter, bool) {
	d, ok := r.read(v)
	if !ok || bareYear(v) {
		return "", false
	}
	first, last := quarterAt(d.first), quarterAt(d.last)
	return last, first == last
}

// quarterAt returns the quarter of a date.
func quarterAt(d kanban.Date) kanban.Quarter {
	month := int(d[5]-'0')*10 + int(d[6]-'0')
	return kanban.Quarter(string(d[:4]) + "-Q" + string(rune('1'+(month-1)/3)))
}

func setQuarter(c *draftCard, r dateReader, v string) bool {
	q, ok := quarterOf(r, v)
	if !ok || c.pilot.Quarter != "" {
		return ok && q == c.pilot.Quarter
	}
	c.pilot.Quarter = q
	return true
}

// setMoney sets an amount. What no board takes is kept as text: a zero, and an
// amount of no currency.
func setMoney(c *draftCard, field Field, r numberReader, v string) (isMoney, taken bool) {
	m, ok := r.money(v)
	if !ok || m.Amount < 0 || m.Amount > 1e13 {
		return false, false
	}
	at := moneyAt(c, field)
	if m.Amount == 0 || m.Currency == "" || *at != (kanban.Money{}) {
		return true, m.Amount != 0 && m == *at
	}
	*at = m
	return true, true
}

// buyingFields sets what is bought and what is tried.
func (f *fitter) buyingFields() {
	b, p := f.card.buying, f.card.pilot
	put(f, "procurement", b.Procurement)
	put(f, "method", b.Method)
	put(f, "category", b.Category)
	put(f, "cpv", f.fitLine("CPV", b.CPV, kanban.MaxName))
	put(f, "estimated_value", b.EstimatedValue)
	put(f, "maximum_value", b.MaximumValue)
	put(f, "market_dialogue", f.fitText("Market dialogue", b.MarketDialogue, kanban.MaxComment))
	put(f, "tender_deadline", b.TenderDeadline)
	put(f, "award", b.Award)
	put(f, "contract", f.contract(b.Contract))
	put(f, "supplier", f.fitLine("Supplier", b.Supplier, kanban.MaxTitle))
	put(f, "ocid", f.fitLine("OCID", b.OCID, kanban.MaxName))
	put(f, "baseline_end", b.BaselineEnd)
	put(f, "final_status", b.FinalStatus)
	put(f, "quarter", p.Quarter)
	put(f, "hypothesis", f.fitText("Hypothesis", p.Hypothesis, kanban.MaxComment))
	put(f, "learning_goals", f.fitText("Learning goals", p.LearningGoals, kanban.MaxComment))
	put(f, "stop_criteria", f.fitText("Stop criteria", p.StopCriteria, kanban.MaxComment))
	put(f, "sites", f.fitText("Sites", p.Sites, kanban.MaxNote))
	put(f, "purchase_basis", f.fitText("Purchase basis", p.PurchaseBasis, kanban.MaxNote))
	put(f, "cost", p.Cost)
	put(f, "in_place_on", p.InPlaceOn)
	put(f, "outcome", p.Outcome)
}

// contract is one that a board takes: an end before the start is kept below
// the description.
func (f *fitter) contract(c kanban.Contract) kanban.Contract {
	if c.Start == "" || c.End == "" || c.End >= c.Start {
		return c
	}
	f.notes.add(Moved, "contract_end", "contracts that end before they begin: the end is kept below the description", f.card.place+": "+string(c.Start)+" – "+string(c.End))
	f.facts = append(f.facts, fact{"Contract end", string(c.End)})
	c.End = ""
	return c
}
