package seeds

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"takt/server/kanban"
)

// A maker says an outline in one language, told from one day.
type maker struct {
	*calendar
	texts
	lang  string
	last  map[kanban.Place]string // rank given last
	cards int                     // made so far
}

// example returns the example portfolio and the names of its people.
func example(lang string, at time.Time) (board, map[string]string, error) {
	o, err := readOutline()
	if err != nil {
		return board{}, nil, err
	}
	t, err := readTexts(lang)
	if err != nil {
		return board{}, nil, err
	}
	m := maker{calendar: newCalendar(at), texts: t, lang: lang, last: map[kanban.Place]string{}}
	b := bare(Example, t.Board)
	limit(b.Lanes, o.Limits)
	m.registers(&b, o)
	for _, s := range o.Cards {
		if card := m.card(s, t.Cards[s.Key]); s.Archived {
			b.Archive = append(b.Archive, card)
		} else {
			b.Cards = append(b.Cards, card)
		}
	}
	return b, m.people(o.People), m.err
}

func limit(lanes []kanban.Lane, limits map[kanban.LaneKey]map[kanban.StageID]int) {
	for _, lane := range lanes {
		for i := range lane.Stages {
			lane.Stages[i].Limit = limits[lane.Key][lane.Stages[i].ID]
		}
	}
}

func (m *maker) registers(b *board, o outline) {
	for _, l := range o.Labels {
		b.Labels = append(b.Labels, kanban.Label{ID: kanban.LabelID(l.Key), Name: m.Labels[l.Key], Color: l.Color})
	}
	for _, key := range o.Units {
		b.Units = append(b.Units, kanban.Unit{ID: kanban.UnitID(key), Name: m.Units[key]})
	}
	for _, key := range o.Clusters {
		b.Clusters = append(b.Clusters, kanban.Cluster{ID: kanban.ClusterID(key), Name: m.Clusters[key]})
	}
}

func (m *maker) people(keys []string) map[string]string {
	names := make(map[string]string, len(keys))
	for _, key := range keys {
		names[string(m.person(key))] = m.People[key]
	}
	return names
}

// person returns the id that a key has on the board. Names differ between the
// languages, and so do the ids: a server may hold the example in several.
func (m *maker) person(key string) kanban.UserID {
	if key == "" {
		return ""
	}
	return kanban.UserID(m.lang + "-" + key)
}

func cardID(key string) kanban.CardID { return kanban.CardID("c-" + key) }

func (m *maker) card(s sketch, t cardText) *kanban.Card {
	m.cards++
	c := &kanban.Card{
		ID:        cardID(s.Key),
		Lane:      s.Lane,
		Stage:     s.Stage,
		Rank:      m.rank(kanban.Place{Lane: s.Lane, Stage: s.Stage}),
		Fields:    m.fields(s, t),
		Comments:  m.comments(s, t),
		Since:     m.moment(s.Since),
		CreatedAt: m.moment(s.Created.At),
		CreatedBy: m.person(s.Created.By),
	}
	c.ChangedAt, c.ChangedBy = c.Since, c.Owner
	if n := len(c.Comments); n > 0 && c.Comments[n-1].WrittenAt.After(c.Since) {
		c.ChangedAt, c.ChangedBy = c.Comments[n-1].WrittenAt, c.Comments[n-1].Author
	}
	return c
}

func (m *maker) rank(p kanban.Place) string {
	m.last[p] = kanban.Between(m.last[p], "")
	return m.last[p]
}

func (m *maker) fields(s sketch, t cardText) kanban.Fields {
	f := kanban.Fields{
		Title:       m.say(t.Title),
		Description: m.say(strings.Join(t.Description, "\n")),
		Owner:       m.person(s.Owner),
		Sponsor:     m.person(s.Sponsor),
		Champion:    m.person(s.Champion),
		Unit:        kanban.UnitID(s.Unit),
		Cluster:     kanban.ClusterID(s.Cluster),
		Anchor:      kanban.Anchor{Now: m.say(t.Now), ShouldBe: m.say(t.ShouldBe), ForWhom: m.say(t.ForWhom)},
		Start:       m.date(s.Start),
		End:         m.date(s.End),
		Risk:        kanban.Risk{Level: s.Risk, Note: m.say(t.Risk)},
		WaitingFor:  kanban.WaitingFor{Party: t.Waiting.Party, Reason: m.say(t.Waiting.Reason), Since: m.date(s.Waiting)},
		Effort:      s.Effort,
		Budget:      kanban.Money{Amount: significant(s.Budget*1000*m.Rate, 2), Currency: m.Currency},
		CaseRef:     m.caseRef(s),
		Checklist:   m.checklist(s, t),
		Attachments: m.attachments(s, t),
		Benefits:    m.benefits(s, t),
	}
	for _, key := range s.Labels {
		f.Labels = append(f.Labels, kanban.LabelID(key))
	}
	for _, key := range s.Followers {
		f.Followers = append(f.Followers, m.person(key))
	}
	for _, p := range s.Pairs {
		f.Pairs = append(f.Pairs, kanban.Pair{Kind: p.Kind, Card: cardID(p.Card)})
	}
	return f
}

func (m *maker) checklist(s sketch, t cardText) (items []kanban.Item) {
	for i, done := range s.Checklist {
		items = append(items, kanban.Item{ID: kanban.ItemID(part(s, 'i', i)), Text: m.say(t.Checklist[i]), Done: done})
	}
	return items
}

func (m *maker) attachments(s sketch, t cardText) (links []kanban.Attachment) {
	for i, path := range s.Attachments {
		links = append(links, kanban.Attachment{ID: part(s, 'a', i), Name: m.say(t.Attachments[i]), URL: "https://example.org/" + path})
	}
	return links
}

func (m *maker) benefits(s sketch, t cardText) (benefits []kanban.Benefit) {
	for i, b := range s.Benefits {
		baseline, target := b.Baseline, b.Target
		if b.Kind == "avoided_cost" {
			baseline, target = significant(baseline*m.Rate, 3), significant(target*m.Rate, 3)
		}
		benefits = append(benefits, kanban.Benefit{
			ID:       part(s, 'b', i),
			Kind:     b.Kind,
			Owner:    m.person(b.Owner),
			Measure:  m.say(t.Benefits[i]),
			Baseline: baseline,
			Target:   target,
			Due:      m.date(b.Due),
		})
	}
	return benefits
}

func (m *maker) comments(s sketch, t cardText) (comments []kanban.Comment) {
	for i, c := range s.Comments {
		comments = append(comments, kanban.Comment{
			ID:        kanban.CommentID(part(s, 'c', i)),
			Author:    m.person(c.By),
			WrittenAt: m.moment(c.At),
			Text:      m.say(t.Comments[i]),
		})
	}
	return comments
}

// part returns the id of the i-th thing of a kind on a card.
func part(s sketch, kind rune, i int) string { return fmt.Sprintf("%s-%c%d", s.Key, kind, i+1) }

// caseRef returns the reference in the municipality's records system: the year
// the case was opened and a number that grows with the days of the year.
func (m *maker) caseRef(s sketch) string {
	if s.Case == "" {
		return ""
	}
	opened := m.day(s.Case)
	number := 50*opened.YearDay() + m.cards
	return strings.NewReplacer(
		"{year}", strconv.Itoa(opened.Year()),
		"{yy}", fmt.Sprintf("%02d", opened.Year()%100),
		"{number}", strconv.Itoa(number),
		"{padded}", fmt.Sprintf("%06d", number),
	).Replace(m.Case)
}

var (
	slot         = regexp.MustCompile(`\{[^}]*\}`)
	wholeQuarter = regexp.MustCompile(`^q[+-]\d+$`)
)

// say fills the days and quarters into a text.
func (m *maker) say(text string) string {
	return slot.ReplaceAllStringFunc(text, func(slot string) string {
		offset := slot[1 : len(slot)-1]
		if wholeQuarter.MatchString(offset) {
			return m.sayQuarter(m.day(offset))
		}
		return m.sayDay(m.day(offset))
	})
}

func (m *maker) sayQuarter(day time.Time) string {
	return strings.NewReplacer(
		"{quarter}", strconv.Itoa(quarterOf(day)%4+1),
		"{year}", strconv.Itoa(day.Year()),
	).Replace(m.Quarter)
}

// sayDay tells a day, with its year when that is not the present one.
func (m *maker) sayDay(day time.Time) string {
	text := strings.NewReplacer(
		"{day}", strconv.Itoa(day.Day()),
		"{month}", m.Months[day.Month()-1],
	).Replace(m.Day)
	if day.Year() != m.today.Year() {
		text += " " + strconv.Itoa(day.Year())
	}
	return text
}

// significant rounds an amount to so many digits.
func significant(amount float64, digits int) float64 {
	if amount == 0 {
		return 0
	}
	unit := math.Pow10(int(math.Floor(math.Log10(amount))) + 1 - digits)
	return math.Round(amount/unit) * unit
}
