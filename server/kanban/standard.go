package kanban

// A StandardStage is a stage every new board begins with. Names are the
// terms of the field in English, Swedish, Norwegian bokmål and Danish.
type StandardStage struct {
	Lane  LaneKey
	Key   string
	Names map[string]string // by language: en, sv, nb, da
}

// StandardStages returns the stages of a new board, in order. Marathon
// stages follow the sections of the Open Contracting Data Standard.
func StandardStages() []StandardStage {
	stage := func(lane LaneKey, key, en, sv, nb, da string) StandardStage {
		return StandardStage{lane, key, map[string]string{"en": en, "sv": sv, "nb": nb, "da": da}}
	}
	return []StandardStage{
		stage(Marathon, "need", "Need", "Behov", "Behov", "Behov"),
		stage(Marathon, "concept", "Concept and business case", "Förstudie och nyttokalkyl", "Konsept og prosjektbegrunnelse", "Analyse og business case"),
		stage(Marathon, "preparation", "Preparation and market dialogue", "Förberedelse och marknadsdialog", "Forberedelse og markedsdialog", "Forberedelse og markedsdialog"),
		stage(Marathon, "tender", "Tender published", "Annonserad upphandling", "Kunngjort konkurranse", "Udbud offentliggjort"),
		stage(Marathon, "evaluation", "Evaluation", "Prövning och utvärdering", "Evaluering av tilbud", "Evaluering af tilbud"),
		stage(Marathon, "standstill", "Award and standstill", "Tilldelning och avtalsspärr", "Tildeling og karensperiode", "Tildeling og standstill"),
		stage(Marathon, "implementation", "Contract and implementation", "Avtal och införande", "Kontrakt og gjennomføring", "Kontrakt og gennemførelse"),
		stage(Marathon, "benefits", "Benefits realisation", "Nyttorealisering", "Gevinstrealisering", "Gevinstrealisering"),
		stage(Marathon, "closed", "Closed", "Avslutad", "Avsluttet", "Afsluttet"),
		stage(Sprint, "proposed", "Proposed", "Förslag", "Forslag", "Forslag"),
		stage(Sprint, "ready", "Ready to start", "Startklar", "Klar til start", "Klar til start"),
		stage(Sprint, "setup", "Setting up", "Etablering", "Etablering", "Etablering"),
		stage(Sprint, "running", "In use", "Pilot pågår", "Pilotering", "Pilot i drift"),
		stage(Sprint, "evaluation", "Evaluation", "Utvärdering", "Evaluering", "Evaluering"),
		stage(Sprint, "decided", "Decided", "Beslutad", "Besluttet", "Besluttet"),
	}
}

// StandardLanes returns the two lanes of a new board.
func StandardLanes() []Lane {
	lanes := []Lane{{Key: Marathon}, {Key: Sprint}}
	for _, s := range StandardStages() {
		lane := &lanes[0]
		if s.Lane == Sprint {
			lane = &lanes[1]
		}
		lane.Stages = append(lane.Stages, Stage{ID: StageID(s.Key), Key: s.Key, Name: s.Names["en"]})
	}
	return lanes
}

// standardName returns the English name of a standard stage, "" for others.
func standardName(lane LaneKey, key string) string {
	for _, s := range StandardStages() {
		if s.Lane == lane && s.Key == key {
			return s.Names["en"]
		}
	}
	return ""
}
