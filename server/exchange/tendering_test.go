package exchange

import (
	"strings"
	"testing"

	"takt/server/kanban"
)

// tableCard reads a file of one card and returns that.
func tableCard(t *testing.T, table string, opts Options) (*kanban.Card, *Plan) {
	t.Helper()
	p, err := Read("t.csv", []byte(table), fixed(opts))
	if err != nil {
		t.Fatal(err)
	}
	all := carryOut(t, new(kanban.Board), p.Command).All()
	if len(all) != 1 {
		t.Fatalf("%d cards", len(all))
	}
	return all[0], p
}

// TestProcurementTables reads lists of procurements as they are kept in four
// languages.
func TestProcurementTables(t *testing.T) {
	for language, table := range map[string]string{
		"English": "Title;Procurement required;Procurement method;Category;CPV code;Estimated value (MSEK);Maximum value;Tender deadline;Award date;Contract signed;Contract start;Contract end;Supplier;OCID;Case reference;Final status\n" +
			"Journal;Yes;Open procedure;Services;72000000-5;4,5;6 MSEK;2026-05-04;2026-06-01;2026-06-20;2026-07-01;2030-06;Nordvik Data AB;ocds-213czf-1;KS 2026/12;Completed\n",
		"Swedish": "Titel;Upphandling krävs;Upphandlingsförfarande;Upphandlingsslag;CPV-kod;Uppskattat värde (MSEK);Takvärde;Sista anbudsdag;Tilldelningsdatum;Avtal tecknat;Avtalsstart;Avtalsslut;Leverantör;OCID;Diarienummer;Slutstatus\n" +
			"Journal;Ja;Öppet förfarande;Tjänster;72000000-5;4,5;6 MSEK;2026-05-04;2026-06-01;2026-06-20;2026-07-01;juni 2030;Nordvik Data AB;ocds-213czf-1;KS 2026/12;Slutförd\n",
		"Norwegian": "Tittel;Krever anskaffelse;Anskaffelsesprosedyre;Kontraktstype;CPV-kode;Estimert verdi (MSEK);Maksimal verdi;Tilbudsfrist;Tildelingsdato;Kontrakt signert;Kontraktsstart;Kontraktsutløp;Valgt leverandør;OCID;Saksnummer;Sluttstatus\n" +
			"Journal;Ja;Åpen anbudskonkurranse;Tjenester;72000000-5;4,5;6 MSEK;04.05.2026;01.06.2026;20.06.2026;01.07.2026;30.06.2030;Nordvik Data AB;ocds-213czf-1;KS 2026/12;Fullført\n",
		"Danish": "Titel;Kræver udbud;Udbudsform;Kontrakttype;CPV-kode;Anslået værdi (MSEK);Maksimal værdi;Tilbudsfrist;Tildelingsdato;Kontrakt underskrevet;Kontraktstart;Kontraktudløb;Leverandør;OCID;Sagsnummer;Endelig status\n" +
			"Journal;Ja;Offentligt udbud;Tjenesteydelser;72000000-5;4,5;6 MSEK;04-05-2026;01-06-2026;20-06-2026;01-07-2026;30-06-2030;Nordvik Data AB;ocds-213czf-1;KS 2026/12;Gennemført\n",
	} {
		t.Run(language, func(t *testing.T) {
			c, _ := tableCard(t, table, Options{})
			equal(t, "what is bought", c.Tendering, kanban.Tendering{
				Procurement: "required", Method: "open", Category: "services", CPV: "72000000-5",
				EstimatedValue: kanban.Money{Amount: 4_500_000, Currency: "SEK"}, MaximumValue: kanban.Money{Amount: 6_000_000, Currency: "SEK"},
				TenderDeadline: "2026-05-04", Award: kanban.Award{NotifiedOn: "2026-06-01"},
				Contract: kanban.Contract{Signed: "2026-06-20", Start: "2026-07-01", End: "2030-06-30"},
				Supplier: "Nordvik Data AB", OCID: "ocds-213czf-1", FinalStatus: "complete",
			})
			equal(t, "case reference", c.CaseRef, "KS 2026/12")
			equal(t, "description", c.Description, "")
		})
	}
}

// TestPilotTables reads lists of pilots as they are kept in four languages.
func TestPilotTables(t *testing.T) {
	for language, table := range map[string]string{
		"English": "Title;Target quarter;Hypothesis;Learning goals;Stop criteria;Who stops;Pilot sites;Purchase basis;Pilot cost (SEK);In use since;Outcome\n" +
			"Keys;2026-Q4;Faster;How fast;Lost keys;Bo Ek;Two districts;Direct award;90 000;2026-11-02;Scale up\n",
		"Swedish": "Titel;Målkvartal;Hypotes;Lärandemål;Stoppkriterier;Vem stoppar;Pilotplatser;Inköpsgrund;Pilotkostnad (SEK);I drift sedan;Utfall\n" +
			"Keys;kvartal 4 2026;Faster;How fast;Lost keys;Bo Ek;Two districts;Direct award;90 000;2026-11-02;Skala upp\n",
		"Norwegian": "Tittel;Målkvartal;Hypotese;Læringsmål;Stoppkriterier;Hvem stopper;Pilotsteder;Innkjøpsgrunnlag;Pilotkostnad (SEK);I bruk siden;Utfall\n" +
			"Keys;Q4 2026;Faster;How fast;Lost keys;Bo Ek;Two districts;Direct award;90 000;2.11.2026;Skaleres\n",
		"Danish": "Titel;Målkvartal;Hypotese;Læringsmål;Stopkriterier;Hvem stopper;Pilotsteder;Indkøbsgrundlag;Pilotomkostning (SEK);I brug siden;Udfald\n" +
			"Keys;Q4 2026;Faster;How fast;Lost keys;Bo Ek;Two districts;Direct award;90 000;2.11.2026;Opskaler\n",
	} {
		t.Run(language, func(t *testing.T) {
			c, p := tableCard(t, table, Options{People: map[string]kanban.UserID{"Bo Ek": "bo"}})
			equal(t, "what is tried", c.Pilot, kanban.Pilot{
				Quarter: "2026-Q4", Hypothesis: "Faster", LearningGoals: "How fast", StopCriteria: "Lost keys", WhoStops: "bo",
				Sites: "Two districts", PurchaseBasis: "Direct award", Cost: kanban.Money{Amount: 90_000, Currency: "SEK"}, InPlaceOn: "2026-11-02", Outcome: "scale",
			})
			equal(t, "shown", p.Samples[0].Fields[0], Value{"quarter", "2026-Q4"})
		})
	}
}

func TestWhatProcurementFieldsDoNotTakeIsKept(t *testing.T) {
	table := "Title,Procurement method,Contract start,Contract end,Target quarter,Estimated value (SEK)\n" +
		"One,Konkurrenspräglad dialog,2027-01-01,2026-01-01,2026,unknown\nTwo,Open,,,Q1 2027,5\nThree,By heart,,,2027-02-03,0\n"
	p, err := Read("t.csv", []byte(table), fixed(Options{Lists: nil, Lane: kanban.Marathon}))
	if err != nil {
		t.Fatal(err)
	}
	all := cards(carryOut(t, new(kanban.Board), p.Command))
	one, two, three := all["One"], all["Two"], all["Three"]
	equal(t, "methods", []string{one.Method, two.Method, three.Method}, []string{"selective", "open", ""})
	equal(t, "contract", one.Contract, kanban.Contract{Start: "2027-01-01"})
	equal(t, "quarters", []kanban.Quarter{one.Quarter, two.Quarter, three.Quarter}, []kanban.Quarter{"", "2027-Q1", "2027-Q1"})
	for _, kept := range []string{"**Procurement method:** Konkurrenspräglad dialog", "**Contract end:** 2026-01-01", "**Target quarter:** 2026", "**Estimated value (SEK):** unknown"} {
		if !strings.Contains(one.Description, kept) {
			t.Errorf("%q is not in %q", kept, one.Description)
		}
	}
	equal(t, "others", three.Description, "**Procurement method:** By heart\n\n**Estimated value (SEK):** 0")
	equal(t, "said", codes(p, Moved), []string{"contract_end 1", "method_kept 1", "not_a_number:Estimated value (SEK) 1"})
}

func TestChoices(t *testing.T) {
	for _, c := range []struct {
		field Field
		in    string
		value string
		whole bool
	}{
		{FieldMethod, "ÖPPET FÖRFARANDE", "open", true},
		{FieldMethod, "Förenklat förfarande", "open", false},
		{FieldMethod, "Direktupphandling", "direct", true},
		{FieldMethod, "Direkteanskaffelse", "direct", true},
		{FieldMethod, "Begrænset udbud", "selective", true},
		{FieldMethod, "Konkurranse med forhandling", "selective", false},
		{FieldMethod, "Förhandlat förfarande utan föregående annonsering", "limited", false},
		{FieldMethod, "telephone", "", false},
		{FieldCategory, "Bygge- og anlægsarbejder", "works", true},
		{FieldCategory, "Varor", "goods", true},
		{FieldProcurement, "Krävs ej", "not_required", true},
		{FieldFinalStatus, "Annulleret", "cancelled", true},
		{FieldOutcome, "Forlenges", "extend", true},
	} {
		if value, whole := c.field.choose(c.in); value != c.value || whole != c.whole {
			t.Errorf("%s %q: got %q %v", c.field, c.in, value, whole)
		}
	}
}

// TestCategoriesOfOtherThings leaves headings to labels whose values are no
// categories of procurement.
func TestCategoriesOfOtherThings(t *testing.T) {
	c, p := tableCard(t, "Title,Category,Result\nOne,Schools,Fine\n", Options{})
	equal(t, "category", []any{c.Category, p.Labels[0].Name, c.FinalStatus}, []any{"", "Schools", ""})
}

// TestCurrencyOfARow lets a column of currencies stand before or behind the
// amounts it belongs to.
func TestCurrencyOfARow(t *testing.T) {
	for _, table := range []string{"Title,Currency,Budget,Contract value\nOne,NOK,500000,400000\n", "Title,Budget,Contract value,Currency\nOne,500000,400000,NOK\n"} {
		c, _ := tableCard(t, table, Options{})
		equal(t, "amounts", []kanban.Money{c.Budget, c.EstimatedValue}, []kanban.Money{{Amount: 500_000, Currency: "NOK"}, {Amount: 400_000, Currency: "NOK"}})
	}
}

func TestNamedFieldsOfOtherPrograms(t *testing.T) {
	trello := `{"name":"B","lists":[{"id":"l","name":"Doing"}],"customFields":[
 {"id":"f1","name":"Upphandlingsförfarande","type":"list","options":[{"id":"o1","value":{"text":"Direktupphandling"}}]},
 {"id":"f2","name":"Kontraktsvärde (SEK)","type":"number"},{"id":"f3","name":"Målkvartal","type":"text"},{"id":"f4","name":"Avtalsslut","type":"date"}],
 "cards":[{"id":"c","idList":"l","name":"One","customFieldItems":[{"idCustomField":"f1","idValue":"o1"},{"idCustomField":"f2","value":{"number":"400000"}},{"idCustomField":"f3","value":{"text":"Q4 2026"}},{"idCustomField":"f4","value":{"date":"2030-06-30T12:00:00.000Z"}}]}]}`
	github := `{"items":[{"id":"c","title":"One","status":"Doing","upphandlingsförfarande":"Direktupphandling","kontraktsvärde (SEK)":400000,"målkvartal":"Q4 2026","avtalsslut":"2030-06-30","budget":7,"content":{"title":"One"}}],"totalCount":1}`
	jira := "Issue key,Issue id,Summary,Status,Custom field (Upphandlingsförfarande),Custom field (Kontraktsvärde SEK),Custom field (Målkvartal),Custom field (Avtalsslut)\nA-1,1,One,Doing,Direktupphandling,400000,Q4 2026,2030-06-30\n"
	for format, file := range map[Format]string{Trello: trello, GitHub: github, Jira: jira} {
		t.Run(string(format), func(t *testing.T) {
			c, p := tableCard(t, file, Options{})
			equal(t, "fields", []any{p.Format, c.Method, c.EstimatedValue, c.Quarter, c.Contract.End},
				[]any{format, "direct", kanban.Money{Amount: 400_000, Currency: "SEK"}, kanban.Quarter("2026-Q4"), kanban.Date("2030-06-30")})
			if format == GitHub {
				equal(t, "an amount of no currency", c.Description, "**budget:** 7")
			}
		})
	}
}
