package exchange

import (
	"slices"
	"strings"
	"unicode"

	"takt/server/kanban"
)

// folded maps the letters of our languages to those people type without them.
var folded = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "ø", "o", "æ", "ae", "é", "e", "è", "e", "ü", "u", "á", "a", "ñ", "n")

// normal returns the words of s in lower case, separated by single spaces,
// without punctuation and signs: "Custom field (Start date)" and
// "custom_field_startDate" become "custom field start date".
func normal(s string) string {
	var b strings.Builder
	var before rune
	for _, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		if unicode.IsUpper(r) && unicode.IsLower(before) || !letter {
			b.WriteByte(' ')
		}
		if letter {
			b.WriteRune(unicode.ToLower(r))
		}
		before = r
	}
	return folded.Replace(strings.Join(strings.Fields(b.String()), " "))
}

// A phrase is one or more normal words. An open one goes on: its last word is
// the beginning of a word.
type phrase struct {
	words string
	open  bool
}

// in returns where the phrase begins in normal words, or -1. The words have a
// space on either side.
func (p phrase) in(padded string) int {
	for from := 0; ; {
		i := strings.Index(padded[from:], p.words)
		if i < 0 {
			return -1
		}
		i += from
		if padded[i-1] == ' ' && (p.open || padded[i+len(p.words)] == ' ') {
			return i - 1
		}
		from = i + 1
	}
}

// is reports whether the phrase is all there is.
func (p phrase) is(words string) bool {
	if p.open {
		return strings.HasPrefix(words, p.words) && !strings.Contains(words[len(p.words):], " ")
	}
	return p.words == words
}

func padded(words string) string { return " " + words + " " }

// phrases reads phrases divided by |, open ones with * at their end.
func phrases(list string) []phrase {
	var out []phrase
	for p := range strings.SplitSeq(list, "|") {
		words, open := strings.CutSuffix(p, "*")
		out = append(out, phrase{normal(words), open})
	}
	return out
}

// A sense is what the name of a list means: a stage in one lane or in each.
type sense struct {
	marathon, sprint kanban.StageID
	words            []phrase
}

func (s sense) in(lane kanban.LaneKey) kanban.StageID {
	if lane == kanban.Marathon {
		return s.marathon
	}
	return s.sprint
}

// senses is what people call their columns in English, Swedish, Norwegian
// and Danish, and what Takt calls its stages.
var senses = append(standardSenses(), []sense{
	// Words of procurements and programmes.
	{"need", "", phrases("need|needs|behov|behovs*|request|requests|nya behov")},
	{"concept", "", phrases("concept|concepts|business case|pre study|prestudy|feasibility|forstudie|förstudie|förstudier|konsept*|koncept*|foranalys*|föranalys*|nyttokalkyl|konseptfase|konseptvalg|utredning|utreds|utredes|analyse")},
	{"preparation", "", phrases("preparation|market dialogue|rfi|förberedelse*|forberedelse*|marknadsdialog|markedsdialog|kravspecifikation|kravspesifikasjon|kravställning|specification")},
	{"tender", "", phrases("tender*|procurement|procurements|procuring|rfp|rfq|upphandl*|annonser*|anbud*|konkurranse*|kunngj*|anskaff*|udbud*|utlys*|under upphandling|under anskaffelse|i udbud")},
	{"evaluation", "", phrases("prövning|bid evaluation|tender evaluation|anbudsutvärdering|tilbudsevaluering|evaluering av tilbud|evaluering af tilbud")},
	{"standstill", "", phrases("award*|standstill|tilldel*|tildel*|avtalsspärr|karens*")},
	{"implementation", "", phrases("contract|contracts|contracted|implementation|implementing|införande|avtal|avtals*|kontrakt|kontrakts*|gjennomføring|gjennomføres|gennemførelse|gennemføres|genomförande|genomförs|innføring|breddinförande|rollout|roll out|utrulling|utrullning|udrulning|implementering")},
	{"benefits", "", phrases("benefit*|nyttorealisering|nytta|gevinst*|nyttehjemtagning|effekthemtagning|effekthämtning")},
	// Words that fit both lanes.
	{"need", "proposed", phrases("backlog|idea*|ide|ideer|idéer|idébank|idébanken|inbox|inkorg|innboks|indbakke|icebox|wish*|önskemål|ønsker|förslag|forslag|proposal|proposals|proposed|suggestion*|new|ny|nya|nye|open|öppen|åpen|åben|not started|ej påbörjad*|ej startad*|ikke startet|ikke påbegynt|inte påbörjad*|later|someday|framtid|fremtid|parkering*|parked|unknown|okänd|ukjent|ukendt|intake|triage|planning|future")},
	{"preparation", "ready", phrases("to do|todo|att göra|å gjøre|at gøre|ready|redo|next|next up|nästa|neste|næste|planned|planlagt|planerad|planerade|planlagte|prioritised|prioritized|prioriterad*|prioritert|prioriteret|selected for development|up next|this week|denna vecka|denne uka|denne uge|klar til|klar for|klar för|klart for|klart til|startklar|kommande|kommende|upcoming|approved|godkänd|godkjent|godkendt|beställd|bestilt")},
	{"implementation", "setup", phrases("dev|development|in development|utveckling|utvikling|udvikling|build|building|bygg*|design|setup|set up|setting up|etablering|uppstart|oppstart|opstart|coding")},
	{"implementation", "running", phrases("doing|in progress|pågår|pågående|pågående arbete|pågående|pågår nu|pågående nu|pågår just nu|pagar|i gang|igang|igangværende|i arbeid|under arbeid|under arbejde|wip|work in progress|ongoing|running|started|startad|startet|påbörjad*|påbegynt|active|aktiv|aktiva|aktive|current|pilot|pilots|piloter|pilotering|pilotfas*|in use|i bruk|i brug|i drift|under way|on schedule|behind schedule|ahead of schedule|delayed|försenad*|forsinket|nu|nå|now")},
	{"preparation", "setup", phrases("waiting|waiting for|blocked|on hold|hold|paused|väntar*|vänteläge|venter|afventer|avventer|pausad*|på vent|parkerad|blockerad*|blokkert|blokeret|sluten tid")},
	{"implementation", "evaluation", phrases("test|tests|testing|testning|in test|i test|review|in review|reviewing|code review|qa|verify|verification|verifiering|validering|validation|granskning|gransking|granskes|godkännande|godkjenning|godkendelse|ready for test|ready for review|klar för test|klar til test|evaluation|evaluating|utvärdering|utvärderas|evaluering|evalueres|uat|acceptance|acceptans*")},
	{"closed", "decided", phrases("done|klar|klart|klara|klare|färdig*|ferdig*|færdig*|complete|completed|finished|finish|closed|stängd*|lukket|lukkede|resolved|löst|løst|shipped|released|deployed|live|delivered|levererad*|levert|leveret|avslutad*|avsluttet|afsluttet|avsluttede|decided|beslutad*|besluttet|cancelled|canceled|avbruten|avbrutna|avbrutt|annullert|annulleret|avlyst|stopped|stoppad*|stoppet|rejected|avslagen|avvist|afvist|wont do|won t do|archive|archived|arkiv|arkiverad*|ended|decommissioned|slutförd*|fullført|gennemført|genomförd*|gjennomført|production|in production|produktion|i produktion|i produksjon|produksjon")},
}...)

// standardSenses are the names of the standard stages in every language, and
// their keys. A name in both lanes means one stage in each.
func standardSenses() []sense {
	byWords := map[string]*sense{}
	var out []*sense
	for _, s := range kanban.StandardStages() {
		names := []string{s.Key}
		for _, name := range s.Names {
			names = append(names, name)
		}
		for _, name := range names {
			words := normal(name)
			found := byWords[words]
			if found == nil {
				found = &sense{words: []phrase{{words: words}}}
				byWords[words] = found
				out = append(out, found)
			}
			if s.Lane == kanban.Marathon {
				found.marathon = kanban.StageID(s.Key)
			} else {
				found.sprint = kanban.StageID(s.Key)
			}
		}
	}
	senses := make([]sense, len(out))
	for i, s := range out {
		senses[i] = *s
	}
	return senses
}

// senseOf returns what a list's name means. whole says that the name holds
// nothing but that meaning. Of several meanings the first in the name counts,
// of those beginning at the same word the longest. In a name that is more of
// a sentence only how it begins counts.
func senseOf(name string) (meaning sense, whole, ok bool) {
	words := normal(name)
	if s, ok := exactSense(words); ok {
		return s, true, true
	}
	sentence := strings.Count(words, " ") > 3
	at, length := len(words)+1, 0
	in := padded(words)
	for _, s := range senses {
		for _, p := range s.words {
			if i := p.in(in); i >= 0 && (i == 0 || !sentence) && (i < at || i == at && len(p.words) > length) {
				meaning, at, length, ok = s, i, len(p.words), true
			}
		}
	}
	return meaning, false, ok
}

// exactSense finds the meaning of a name that is a phrase. One that both lanes
// have comes before one of a single lane.
func exactSense(words string) (found sense, ok bool) {
	for _, s := range senses {
		if !slices.ContainsFunc(s.words, func(p phrase) bool { return p.is(words) }) {
			continue
		}
		if s.marathon != "" && s.sprint != "" {
			return s, true
		}
		if !ok {
			found, ok = s, true
		}
	}
	return found, ok
}
