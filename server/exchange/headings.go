package exchange

import (
	"strings"
)

// A Field is where the values of a column go: a field of the card, or one of
// the special ones below.
type Field string

// Fields of a table's columns.
const (
	FieldTitle         Field = "title"
	FieldDescription   Field = "description"
	FieldList          Field = "list" // its value is a list, which goes to a stage
	FieldLane          Field = "lane" // "marathon" or "sprint" in some language
	FieldOwner         Field = "owner"
	FieldSponsor       Field = "sponsor"
	FieldChampion      Field = "champion"
	FieldFollowers     Field = "followers"
	FieldUnit          Field = "unit"
	FieldCluster       Field = "cluster"
	FieldLabels        Field = "labels"
	FieldStart         Field = "start"
	FieldEnd           Field = "end"
	FieldRisk          Field = "risk" // low, medium, high; red, amber, green
	FieldRiskNote      Field = "risk_note"
	FieldWaitingFor    Field = "waiting_for"
	FieldWaitingReason Field = "waiting_reason"
	FieldEffort        Field = "effort"
	FieldBudget        Field = "budget"
	FieldCurrency      Field = "currency"
	FieldCaseRef       Field = "case_ref"
	FieldChecklist     Field = "checklist"
	FieldComment       Field = "comment"
	FieldLink          Field = "link"
	FieldNow           Field = "anchor_now"
	FieldShouldBe      Field = "anchor_should_be"
	FieldForWhom       Field = "anchor_for_whom"
	FieldArchived      Field = "archived"
	FieldCreated       Field = "created"

	FieldProcurement    Field = "procurement" // required or not
	FieldMethod         Field = "method"      // open, selective, limited, direct
	FieldCategory       Field = "category"    // goods, services, works
	FieldCPV            Field = "cpv"
	FieldEstimatedValue Field = "estimated_value"
	FieldMaximumValue   Field = "maximum_value"
	FieldMarketDialogue Field = "market_dialogue"
	FieldTenderDeadline Field = "tender_deadline"
	FieldNotified       Field = "award_notified_on"
	FieldContractSigned Field = "contract_signed"
	FieldContractStart  Field = "contract_start"
	FieldContractEnd    Field = "contract_end"
	FieldSupplier       Field = "supplier"
	FieldOCID           Field = "ocid"
	FieldBaselineEnd    Field = "baseline_end"
	FieldFinalStatus    Field = "final_status"
	FieldQuarter        Field = "quarter"
	FieldHypothesis     Field = "hypothesis"
	FieldLearningGoals  Field = "learning_goals"
	FieldStopCriteria   Field = "stop_criteria"
	FieldWhoStops       Field = "who_stops"
	FieldSites          Field = "sites"
	FieldPurchaseBasis  Field = "purchase_basis"
	FieldCost           Field = "cost"
	FieldInPlaceOn      Field = "in_place_on"
	FieldOutcome        Field = "outcome"

	FieldNote Field = "note" // a line below the description
	FieldDrop Field = "drop"
)

// many are the fields that take the values of several columns.
var many = map[Field]bool{
	FieldFollowers: true, FieldLabels: true, FieldChecklist: true, FieldComment: true,
	FieldLink: true, FieldNote: true, FieldDrop: true, FieldRiskNote: true,
}

// A heading is what people write above a column for a field: words that are
// the whole heading, and words that tell wherever they stand in it.
type heading struct {
	field Field
	whole []phrase
	part  []phrase
}

// headings knows the fields in English, Swedish, Norwegian and Danish.
var headings = []heading{
	{FieldTitle,
		phrases("title|titel|tittel|name|namn|navn|summary|sammanfattning|sammendrag|resume|rubrik|overskrift|card|kort|initiative|initiativ|project|projekt|prosjekt|task|uppgift|oppgave|opgave|activity|aktivitet|subject|ämne|emne|åtgärd|tiltak|indsats|insats|item|heading|benämning|betegnelse"),
		phrases("project name|project title|projektnamn|prosjektnavn|projektnavn|card name|card title|task name|issue summary|initiative name|programme name|program name|kortnamn|kortnavn")},
	{FieldDescription,
		phrases("description|beskrivning|beskrivelse|desc|details|detaljer|body|notes|note|anteckningar|anteckning|notat|notater|noter|purpose|syfte|formål|text|innehåll|innhold|indhold|content"),
		phrases("project description|description aims|latest description|projektbeskrivning|prosjektbeskrivelse|projektbeskrivelse|kort beskrivning|card description|short description")},
	{FieldList,
		phrases("status|stage|state|list|lista|liste|column|kolumn|kolonne|phase|fas|fase|steg|trinn|trin|skede|tillstånd|tilstand|läge|bucket"),
		phrases("estimated status|project status|projektstatus|prosjektstatus|list name|card list|listnamn|listenavn|current stage|current phase|workflow state|project phase|projektfas|prosjektfase|projektfase")},
	{FieldLane, phrases("lane|bana|bane|spår|spor|pace|takt|tempo"), nil},
	{FieldOwner,
		phrases("owner|assignee|assignees|assigned to|responsible|ansvarig|ansvarlig|ägare|eier|ejer|handläggare|saksbehandler|sagsbehandler|pm|manager|kontaktperson|tilldelad|tildelt|tilordnet"),
		phrases("project manager|project leader|projektledare|prosjektleder|projektleder|project owner|card owner")},
	{FieldSponsor,
		phrases("sponsor|beställare|bestiller|bestyrer|sro|uppdragsgivare|oppdragsgiver|opdragsgiver|styregruppsordförande|styringsgruppeleder"),
		phrases("senior responsible owner|executive sponsor|projektägare|prosjekteier|projektejer")},
	{FieldChampion, phrases("champion|ambassadör|ambassadør|eldsjäl|ildsjel|ildsjæl"), nil},
	{FieldFollowers,
		phrases("members|member|watchers|followers|participants|team|deltagare|deltakere|deltagere|medlemmar|medlemmer|följare|følgere|bevakare"), nil},
	{FieldUnit,
		phrases("unit|enhet|enhed|department|dept|avdelning|avdeling|afdeling|förvaltning|forvaltning|agency|ministry|organisation|organization|division|directorate|virksomhet|virksomhed|etat|myndighet|myndighed|verksamhet|nämnd|bolag|departement"),
		phrases("agency name|department name|enhetsnamn|responsible unit|ansvarig enhet|ansvarlig enhet|ansvarlig enhed")},
	{FieldCluster,
		phrases("cluster|kluster|klynge|programme|program|portfolio|portfölj|portefølje|investment|område|områden|domain|domän|domene|epic"),
		phrases("investment title|programme name|portfolio name|verksamhetsområde|virksomhetsområde")},
	{FieldLabels,
		phrases("labels|label|etiketter|etikett|etiket|tags|tag|taggar|tagger|category|categories|kategori|kategorier|components|component|komponent|komponenter"),
		phrases("report category|project category|projektkategori|prosjektkategori")},
	{FieldStart,
		phrases("start|startdatum|startdato|begin|begins|started|påbörjad|påbegynt|från|fra|from|oppstart|uppstart|opstart"),
		phrases("start date|planned start|planerad start|planlagt start|startdatum|startdato|date started")},
	{FieldEnd,
		phrases("due|end|resolved|deadline|frist|slut|slutt|finish|finished|ferdig|färdig|færdig|förfallodatum|forfallsdato|forfaldsdato|slutdatum|sluttdato|slutdato|till|til|to|target|klar|leverans"),
		phrases("due date|end date|completion date|finish date|finished date|target date|delivery date|planned end|planerat slut|planlagt slutt|planlagt slut|slutdatum|sluttdato|slutdato|förfallodatum|leveransdatum|leveransedato|leveringsdato|klart senast|date due")},
	{FieldRisk,
		phrases("risk|rag|risks|risknivå|risikonivå|risikoniveau|risiko|trafikljus|trafikklys|trafiklys"),
		phrases("rag rating|rag status|colour rating|color rating|risk level|delivery confidence|risk rating|overall rating|ipa rating|risknivå")},
	{FieldRiskNote,
		phrases("rating comment|riskbeskrivning|risikobeskrivelse|risk comment|risk note|riskkommentar"),
		phrases("rating comment|risk comment|risk note|risk description|commentary on actions planned or taken on the ipa rag rating")},
	{FieldWaitingFor, phrases("waiting for|väntar på|venter på|afventer|avventer"), nil},
	{FieldWaitingReason, phrases("waiting reason|waiting because|blocked reason|väntar därför att|hinder|hindring|impediment"), nil},
	{FieldEffort,
		phrases("effort|people|persons|fte|ftes|årsverk|årsværk|årsarbetare|årsarbetskrafter|bemanning|resurser|ressurser|ressourcer|heltidstjänster|heltidsstillinger"), nil},
	{FieldBudget,
		phrases("budget|cost|costs|kostnad|kostnader|omkostning|omkostninger|udgift|utgift|amount|belopp|beløp|beløb|price|pris|ramme|ram"),
		phrases("total budget|total cost|whole life cost|whole life costs|wlc|lifecycle cost|life cycle cost|latest budget|approved budget|planned cost|budget|totalbudget|totalkostnad|budgetram|budsjett|kostnadsram|kostnadsramme|projected actual cost")},
	{FieldCurrency, phrases("currency|valuta"), nil},
	{FieldCaseRef,
		phrases("case ref|case reference|case|case number|reference|ref|diarienummer|diarienr|dnr|saksnummer|saksnr|sagsnummer|sagsnr|journalnummer|ärendenummer|ärendenr|issue key|key|nyckel|nøkkel|project number|projektnummer|prosjektnummer|projektnr|prosjektnr|unique id|project id|projekt id|prosjekt id|id|issue id"),
		phrases("case reference|diarienummer|diarienr|saksnummer|sagsnummer|project number|projektnummer|prosjektnummer")},
	{FieldChecklist, phrases("checklist|checklista|sjekkliste|tjekliste|subtasks|sub tasks|deluppgifter|underoppgaver|delopgaver|checklist items"), nil},
	{FieldComment, phrases("comment|comments|kommentar|kommentarer"), nil},
	{FieldLink, phrases("link|links|url|länk|länkar|lenke|lenker|attachment|attachments|bilaga|bilagor|vedlegg|bilag|website|webbplats"), nil},
	{FieldNow, phrases("now|nuläge|nåsituasjon|nuværende situation|current situation|problem|anchor now"), nil},
	{FieldShouldBe, phrases("should be|målbild|önskat läge|ønsket situasjon|ønsket situation|målbillede|anchor should be"), nil},
	{FieldForWhom, phrases("for whom|målgrupp|målgruppe|target group|för vem|for hvem|anchor for whom|users|användare|brukere|brugere"), nil},
	{FieldArchived, phrases("archived|arkiverad|arkivert|arkiveret|closed"), nil},
	{FieldCreated, phrases("created|created at|created date|date created|creation date|skapad|opprettet|oprettet"), nil},
	// What is bought.
	{FieldProcurement, phrases("procurement|procurement required|procurement needed|upphandling|upphandling krävs|kräver upphandling|upphandlas|anskaffelse|anskaffelse kreves|krever anskaffelse|udbud|udbud påkrævet|kræver udbud|udbudspligt|upphandlingsplikt|anskaffelsesplikt"), nil},
	{FieldMethod,
		phrases("method|procedure|procurement procedure|förfarande|prosedyre|udbudsprocedure|udbudsform|upphandlingsform|anskaffelsesform"),
		phrases("procurement method|procurement procedure|procedure type|upphandlingsförfarande|upphandlingsmetod|anskaffelsesprosedyre|anskaffelsesmetode|udbudsprocedure|udbudsform")},
	{FieldCategory, phrases("category|procurement category|main procurement category|kategori|upphandlingsslag|kontraktslag|kontraktstyp|avtalstyp|kontraktstype|contract type|type of contract|kontrakttype|ydelsestype|nature of contract"), nil},
	{FieldCPV, phrases("cpv|cpv code|cpv codes|cpv kod|cpv koder|cpv kode|cpv nummer|cpv nr|huvud cpv|hoved cpv"), phrases("cpv|cpv*")},
	{FieldEstimatedValue,
		phrases("estimated value|tender value"),
		phrases("contract value|kontraktsvärde|avtalsvärde|upphandlingsvärde|kontraktsverdi|avtaleverdi|kontraktværdi|kontraktsværdi|estimated value|estimated contract value|uppskattat värde|beräknat värde|uppskattat kontraktsvärde|anslått verdi|estimert verdi|anskaffelsens verdi|anslået værdi|estimeret værdi")},
	{FieldMaximumValue,
		phrases("ceiling"),
		phrases("max value|takvärde|takbelopp|maxvärde|maksverdi|maksværdi|maximum value|maximum contract value|högsta värde|maximalt värde|maksimal verdi|maksimumsverdi|maksimal værdi|maksimumværdi")},
	{FieldMarketDialogue, phrases("market dialogue|market engagement|marknadsdialog|markedsdialog|rfi"), nil},
	{FieldTenderDeadline,
		phrases("tender deadline|bid deadline|submission deadline|closing date|anbudsdag|anbudsfrist|tilbudsfrist|sista anbudsdag|sista dag för anbud|tender end date"),
		phrases("tender deadline|tender submission deadline|deadline for tenders|sista anbudsdag|anbudsfrist|tilbudsfrist|frist for tilbud|frist for å levere tilbud")},
	{FieldNotified,
		phrases("award date|awarded|awarded date|notified on|tilldelningsdatum|tilldelningsbeslut|tildelingsdato|tildelingsbeslutning|underrättelse om tilldelning|meddelelse om tildeling|underretning om tildeling"),
		phrases("award date|award notified|tilldelningsdatum|tildelingsdato")},
	{FieldContractSigned,
		phrases("contract signed|signed|signed on|avtalsdatum|avtal tecknat|avtal signerat|kontraktsdatum|kontraktsdato|kontraktdato|kontrakt signert|kontrakt underskrevet"),
		phrases("contract signed|contract date|date signed|avtal tecknat|avtal signerat|kontrakt signert|kontrakt underskrevet")},
	{FieldContractStart,
		phrases("contract start|avtalsstart|avtal från|kontraktsstart|kontraktstart|avtalestart|aftalestart|kontrakt fra"),
		phrases("contract start|contract start date|avtalsstart|kontraktsstart|kontraktstart")},
	{FieldContractEnd,
		phrases("contract end|contract expires|contract expiry|expiry date|expires|avtalsslut|avtal till|avtalet löper ut|avtal löper ut|avtal t o m|kontraktsslut|kontraktslut|kontraktsutløp|avtaleslutt|avtale utløper|kontrakt utløper|kontraktudløb|kontrakten udløber|aftaleudløb|kontrakt til"),
		phrases("contract end|contract end date|contract expiry|contract expiration|end of contract|avtalsslut|avtalets slut|kontraktets utløp|kontraktutløp|kontraktsutløp|kontraktudløb|kontraktens udløb")},
	{FieldSupplier,
		phrases("supplier|suppliers|vendor|contractor|leverantör|leverandør|leverandørnavn|leverantörsnamn|antagen leverantör|valgt leverandør|valgte leverandør|vindende tilbudsgiver"),
		phrases("supplier name|vendor name|awarded supplier|antagen leverantör|valgt leverandør")},
	{FieldOCID, phrases("ocid|open contracting id"), nil},
	{FieldBaselineEnd,
		phrases("baseline end|baseline finish|ursprungligt slut|ursprungligt slutdatum|opprinnelig slutt|opprinnelig sluttdato|oprindeligt slut|oprindelig slutdato"),
		phrases("baseline end|baseline finish|original end date|ursprungligt slutdatum|opprinnelig sluttdato|oprindelig slutdato")},
	{FieldFinalStatus, phrases("final status|slutstatus|sluttstatus|endelig status|result|resultat|utfall|udfald"), nil},
	// What is tried.
	{FieldQuarter,
		phrases("quarter|kvartal|target quarter|målkvartal|leveranskvartal|planned quarter|planerat kvartal|planlagt kvartal"),
		phrases("target quarter|målkvartal|leveranskvartal")},
	{FieldHypothesis, phrases("hypothesis|hypotes|hypotese"), nil},
	{FieldLearningGoals, phrases("learning goal|learning goals|lärandemål|läringsmål|læringsmål|hva vi vil lære|vad vi vill lära"), nil},
	{FieldStopCriteria, phrases("stop criteria|stop criterion|kill criteria|stoppkriterier|stoppkriterium|avbrottskriterier|stopkriterier|stopkriterium"), nil},
	{FieldWhoStops, phrases("who stops|who stops it|vem stoppar|hvem stopper|stoppansvarig|stoppansvarlig|stopansvarlig"), nil},
	{FieldSites, phrases("sites|pilot sites|pilotplats|pilotplatser|testplatser|pilotsted|pilotsteder"), nil},
	{FieldPurchaseBasis, phrases("purchase basis|purchasing basis|inköpsgrund|köpgrund|innkjøpsgrunnlag|kjøpsgrunnlag|indkøbsgrundlag|købsgrundlag"), nil},
	{FieldCost, nil, phrases("pilot cost|pilotkostnad|pilotomkostning|pilotens kostnad|pilotens omkostning")},
	{FieldInPlaceOn, phrases("in place on|in place since|in use since|i drift sedan|i bruk sedan|driftsatt|i drift siden|i bruk siden|i brug siden|idriftsat|idriftsatt"), nil},
	{FieldOutcome, phrases("outcome|pilot outcome|pilotbeslut|pilotutfall|beslut efter pilot|beslutning etter pilot|beslutning efter pilot|utfall|udfald|resultat|result"), nil},
}

// besides are words that make a heading mean something about a field rather
// than the field: "Budget comment", "Start date source".
var besides = phrases("id|ids|source|källa|kilde|delta|variance|avvikelse|avvik|afvigelse|percentage|percent|pct|age|comment|comments|commentary|narrative|kommentar|type|typ|category|changed|updated|days|dager|dagar|dage|number|lead|key|acronym|code|order|count|original|previous|old|yearly|annual|forecast|raw|b1|remaining|if necessary|deviation|over|is over|estimate")

// better are words that make one of several columns the first choice.
var better = phrases("latest|total|current|revised|actual|projected|approved|whole|aktuell|nuvarande")

// fits returns how well a heading names each field; higher is better, and a
// field is not in it when the heading does not name it.
func fits(name string) map[Field]int {
	words := bare(normal(name))
	if words == "" {
		return nil
	}
	scores := map[Field]int{}
	for _, h := range headings {
		if score := h.score(words); score > 0 {
			scores[h.field] = score
		}
	}
	return scores
}

// bare takes away what Jira puts around its own fields' names.
func bare(words string) string {
	return strings.TrimPrefix(words, "custom field ")
}

func (h heading) score(words string) int {
	for _, p := range h.whole {
		if p.is(words) {
			return 200
		}
	}
	best, in := 0, padded(words)
	for _, p := range h.part {
		if p.in(in) >= 0 {
			best = max(best, 100+len(p.words))
		}
	}
	if best == 0 {
		return 0
	}
	best -= min(60, 4*strings.Count(words, " "))
	for _, p := range besides {
		if p.in(in) >= 0 && h.field != FieldRiskNote {
			best -= 40
		}
	}
	for _, p := range better {
		if p.in(in) >= 0 {
			best += 15
		}
	}
	return best
}

// knownHeadings counts the cells that name a field, as a row of headings does.
func knownHeadings(cells []string) int {
	known := 0
	for i, c := range cells {
		if i == 200 {
			break
		}
		if len(c) <= 300 && len(fits(c)) > 0 {
			known++
		}
	}
	return known
}
