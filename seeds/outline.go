package seeds

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"

	"takt/server/kanban"
)

//go:embed example.json texts/*.json
var files embed.FS

// An outline is the example without a word. Keys stand for the texts and
// become ids on the board.
type outline struct {
	Limits   map[kanban.LaneKey]map[kanban.StageID]int `json:"limits"`
	Labels   []struct{ Key, Color string }             `json:"labels"`
	Units    []string                                  `json:"units"`
	Clusters []string                                  `json:"clusters"`
	People   []string                                  `json:"people"`
	Cards    []sketch                                  `json:"cards"` // in lane, stage and rank order
}

// A sketch is a card without a word.
type sketch struct {
	Key      string         `json:"key"`
	Lane     kanban.LaneKey `json:"lane"`
	Stage    kanban.StageID `json:"stage"`
	Archived bool           `json:"archived"`

	Owner     string   `json:"owner"`
	Sponsor   string   `json:"sponsor"`
	Champion  string   `json:"champion"`
	Followers []string `json:"followers"`
	Unit      string   `json:"unit"`
	Cluster   string   `json:"cluster"`
	Labels    []string `json:"labels"`

	Start   string  `json:"start"`
	End     string  `json:"end"`
	Risk    string  `json:"risk"`    // level
	Waiting string  `json:"waiting"` // since
	Effort  float64 `json:"effort"`
	Budget  float64 `json:"budget"` // thousands of euro
	Case    string  `json:"case"`   // opened

	Checklist   []bool   `json:"checklist"`   // what is done
	Attachments []string `json:"attachments"` // path of each link
	Benefits    []struct {
		Kind     string  `json:"kind"`
		Owner    string  `json:"owner"`
		Baseline float64 `json:"baseline"`
		Target   float64 `json:"target"`
		Due      string  `json:"due"`
	} `json:"benefits"`
	Pairs    []struct{ Kind, Card string } `json:"pairs"`
	Comments []mark                        `json:"comments"`
	Created  mark                          `json:"created"`
	Since    string                        `json:"since"` // when it entered its stage
}

// A mark is something somebody did at a moment.
type mark struct {
	By string `json:"by"`
	At string `json:"at"`
}

// Texts say an outline in one language, and how that language tells days,
// quarters, amounts and case references.
type texts struct {
	Board    string   `json:"board"`
	Currency string   `json:"currency"`
	Rate     float64  `json:"rate"`    // how many of the currency one euro is
	Case     string   `json:"case"`    // {year} or {yy}, and {number} or {padded}
	Day      string   `json:"day"`     // {day} {month}
	Months   []string `json:"months"`  // January first
	Quarter  string   `json:"quarter"` // {quarter} {year}

	People   map[string]string   `json:"people"`
	Labels   map[string]string   `json:"labels"`
	Units    map[string]string   `json:"units"`
	Clusters map[string]string   `json:"clusters"`
	Cards    map[string]cardText `json:"cards"`
}

// A cardText says a sketch. Its lists follow those of the sketch.
type cardText struct {
	Title       string   `json:"title"`
	Description []string `json:"description"` // lines of Markdown
	Now         string   `json:"now"`
	ShouldBe    string   `json:"should_be"`
	ForWhom     string   `json:"for_whom"`
	Risk        string   `json:"risk"`
	Waiting     struct {
		Party  string `json:"party"`
		Reason string `json:"reason"`
	} `json:"waiting"`
	Checklist   []string `json:"checklist"`
	Attachments []string `json:"attachments"`
	Benefits    []string `json:"benefits"`
	Comments    []string `json:"comments"`
}

func readOutline() (o outline, err error) {
	err = read("example.json", &o)
	return o, err
}

func readTexts(lang string) (t texts, err error) {
	err = read("texts/"+lang+".json", &t)
	return t, err
}

// read decodes an embedded file strictly, so that a misspelt key is noticed.
func read(name string, v any) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("seeds: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("seeds: %s: %w", name, err)
	}
	return nil
}
