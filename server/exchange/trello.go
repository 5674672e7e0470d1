package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"takt/server/kanban"
)

// A trelloReader makes a draft of a Trello board.
type trelloReader struct {
	*draft
	board      trelloBoard
	dates      dateReader
	numbers    numberReader
	fields     map[string]*customField
	listed     map[string]bool
	labelKeys  map[string]bool
	checklists map[string][]*trelloChecklist // by card
	comments   map[string][]draftComment     // by card
	created    map[string]*trelloAction      // by card
	entered    map[string]string             // by card: when it came to its list
}

// readTrello reads the export of a Trello board.
func (d *draft) readTrello(s *source, opts Options) *Error {
	if err := s.bounded("cards"); err != nil {
		return err
	}
	r := trelloReader{draft: d, dates: dateReader{YMD, opts.zone()}, numbers: numberReader{decimal: ".", currency: cmp.Or(opts.Currency, "SEK"), unit: cmp.Or(opts.AmountUnit, 1)}}
	if err := json.Unmarshal(s.text, &r.board); err != nil {
		return damaged(s.text, 0, err)
	}
	if len(r.board.Cards) == 0 {
		return fail(CodeNothing, "the board “%s” has no cards", short(r.board.Name)).at(0, "cards").advise("Export a board with cards")
	}
	r.read()
	return nil
}

func (r *trelloReader) read() {
	r.name = cmp.Or(cut(oneLine(r.board.Name), kanban.MaxName), r.name)
	if desc := strings.TrimSpace(r.board.Desc); desc != "" {
		r.notes.add(Dropped, "board_description", "the description of the board; Takt's boards have none", short(desc))
	}
	r.index()
	r.readLists()
	r.readLabels()
	r.readActions()
	byPos(r.board.Cards, func(c trelloCard) float64 { return c.Pos })
	for i := range r.board.Cards {
		r.cards = append(r.cards, r.card(&r.board.Cards[i]))
	}
	r.sortByList()
	r.tellDropped()
}

// sortByList puts the cards in the order of their lists, so that lists that
// go to one stage follow each other there.
func (r *trelloReader) sortByList() {
	order := map[string]int{}
	for i, l := range r.lists {
		order[l.id] = i
	}
	slices.SortStableFunc(r.cards, func(a, b draftCard) int { return cmp.Compare(order[a.list], order[b.list]) })
}

// byPos sorts as Trello shows things; equal positions keep the file's order.
func byPos[T any](list []T, pos func(T) float64) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(pos(a), pos(b)) })
}

// index prepares what cards refer to.
func (r *trelloReader) index() {
	for _, m := range r.board.Members {
		r.member(m)
	}
	r.fields = map[string]*customField{}
	for _, f := range r.board.CustomFields {
		r.fields[f.ID] = newCustomField(f)
	}
	byPos(r.board.Checklists, func(c trelloChecklist) float64 { return c.Pos })
	r.checklists = map[string][]*trelloChecklist{}
	for i := range r.board.Checklists {
		c := &r.board.Checklists[i]
		byPos(c.Items, func(i trelloItem) float64 { return i.Pos })
		r.checklists[c.IDCard] = append(r.checklists[c.IDCard], c)
	}
}

// member takes note of a person; somebody who left the board is only in the
// actions.
func (r *trelloReader) member(m trelloMember) {
	name := cut(oneLine(cmp.Or(m.FullName, m.Username)), kanban.MaxName)
	if m.ID != "" && name != "" {
		r.meet(m.ID, name)
	}
}

func (r *trelloReader) readLists() {
	byPos(r.board.Lists, func(l trelloList) float64 { return l.Pos })
	r.listed = map[string]bool{}
	for _, l := range r.board.Lists {
		r.listed[l.ID] = true
		r.lists = append(r.lists, draftList{id: l.ID, name: cmp.Or(oneLine(l.Name), "(no name)"), closed: l.Closed})
	}
}

// trelloColors maps Trello's colours, whose shades end in _dark and _light.
var trelloColors = map[string]string{
	"green": "green", "yellow": "yellow", "orange": "orange", "red": "red", "purple": "purple",
	"blue": "blue", "sky": "teal", "lime": "green", "pink": "pink", "black": "grey",
}

// readLabels takes the labels; one without a name is called by its colour.
func (r *trelloReader) readLabels() {
	r.labelKeys = map[string]bool{}
	for _, l := range r.board.Labels {
		r.label(l)
	}
}

func (r *trelloReader) label(l trelloLabel) string {
	key := cmp.Or(l.ID, l.Name+"/"+l.Color)
	if !r.labelKeys[key] {
		r.labelKeys[key] = true
		hue, shade, _ := strings.Cut(l.Color, "_")
		name := cmp.Or(oneLine(l.Name), strings.TrimSpace(shade+" "+hue), "label")
		r.labels = append(r.labels, draftLabel{key, name, cmp.Or(trelloColors[hue], "grey")})
	}
	return key
}

// readActions takes comments, and when and by whom cards were made and moved.
// Actions stand newest first.
func (r *trelloReader) readActions() {
	r.comments, r.created, r.entered = map[string][]draftComment{}, map[string]*trelloAction{}, map[string]string{}
	for i := range r.board.Actions {
		a := &r.board.Actions[i]
		card := a.Data.Card.ID
		switch {
		case a.Type == "commentCard" || a.Type == "copyCommentCard":
			r.comments[card] = append(r.comments[card], r.comment(a))
		case a.Type == "createCard" || a.Type == "copyCard" || a.Type == "convertToCardFromCheckItem":
			r.member(a.Creator)
			r.created[card] = a
		case a.Type == "updateCard" && a.Data.ListAfter.ID != "" && r.entered[card] == "":
			r.entered[card] = a.Date
		}
	}
}

func (r *trelloReader) comment(a *trelloAction) draftComment {
	r.member(a.Creator)
	if a.IDBy != "" {
		r.meet(a.IDBy, "(unknown)") // an account that was deleted
	}
	text, _ := plain(a.Data.Text)
	c := draftComment{text: text, author: a.IDBy}
	if at, ok := moment(a.Date); ok {
		c.at = at
	} else {
		c.when = a.Date
	}
	return c
}

func moment(s string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil && plausible(t.Year())
}

// card makes a draft of one card.
func (r *trelloReader) card(t *trelloCard) draftCard {
	title, _ := plain(t.Name)
	desc, _ := plain(t.Desc)
	c := draftCard{place: fmt.Sprintf("card “%s”", short(cmp.Or(title, t.ID))), list: r.listOf(t), archived: t.Closed, title: title, description: desc}
	r.datesOf(t, &c)
	r.peopleOf(t, &c)
	for _, l := range t.Labels {
		c.labels = append(c.labels, r.label(l))
	}
	for _, id := range t.IDLabels {
		if r.labelKeys[id] {
			c.labels = append(c.labels, id)
		}
	}
	r.checklistsOf(t, &c)
	r.attachmentsOf(t, &c)
	for _, v := range t.CustomItems {
		r.customField(v, &c)
	}
	if place := oneLine(strings.TrimSpace(t.Location + " " + t.Address)); place != "" {
		c.keep("Location", place)
	}
	c.comments = r.comments[t.ID]
	if missing := t.Badges.Comments - len(c.comments); missing > 0 {
		r.notes.add(Dropped, "old_comments", "older comments that Trello leaves out of its export (it gives the last 1000 actions)", fmt.Sprintf("%s: %d of %d", c.place, missing, t.Badges.Comments))
	}
	return c
}

// listOf returns the card's list; one the file does not have is made up.
func (r *trelloReader) listOf(t *trelloCard) string {
	if !r.listed[t.IDList] {
		r.listed[t.IDList] = true
		r.lists = append(r.lists, draftList{id: t.IDList, name: "(a list that is not in the file)", topic: "-"})
	}
	return t.IDList
}

func (r *trelloReader) datesOf(t *trelloCard, c *draftCard) {
	day := func(field, v string) kanban.Date {
		if v == "" {
			return ""
		}
		d, ok := r.dates.read(v)
		if !ok {
			r.notes.add(Moved, "not_a_date", "dates that are none are kept below the description", c.place+": "+short(v))
			c.keep(field, short(v))
		}
		return d.first
	}
	c.start, c.end = day("Start", t.Start), day("Due", t.Due)
	if t.Due != "" {
		r.notes.add(Dropped, "time_of_day", "the time of day of due dates; Takt keeps the day", c.place+": "+t.Due)
	}
	if t.DueComplete {
		r.notes.add(Dropped, "due_complete", "the tick that a due date is complete; the stage tells it in Takt", c.place)
	}
	if a := r.created[t.ID]; a != nil {
		c.created, _ = moment(a.Date)
		c.creator = a.IDBy
	}
	if c.created.IsZero() {
		c.created = trelloBirth(t.ID)
	}
	c.entered, _ = moment(cmp.Or(r.entered[t.ID], c.created.Format(time.RFC3339)))
	c.changed, _ = moment(t.LastActivity)
}

// trelloBirth reads when a card was made from its id, whose first eight
// digits are seconds, as of every MongoDB ObjectId.
func trelloBirth(id string) time.Time {
	if len(id) != 24 {
		return time.Time{}
	}
	seconds, err := strconv.ParseInt(id[:8], 16, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

func (r *trelloReader) peopleOf(t *trelloCard, c *draftCard) {
	for _, id := range t.IDMembers {
		switch {
		case r.named[id] == "":
			r.notes.add(Dropped, "unknown_member", "members of cards whose names the file does not give", c.place)
		case c.owner == "":
			c.owner = id
		default:
			c.followers = append(c.followers, id)
			r.notes.add(Assumed, "second_member", "cards with several members: the first becomes the owner, the others follow the card", c.place)
		}
	}
}

// ordinary are the names that checklists have when nobody gave them one.
var ordinary = regexp.MustCompile(`^(checklist|checklista|checkliste|sjekkliste|tjekliste)( \d+)?$`)

// checklistsOf joins a card's checklists into one. The lines of one that has
// a name of its own begin with it.
func (r *trelloReader) checklistsOf(t *trelloCard, c *draftCard) {
	lists := r.checklists[t.ID]
	for _, l := range lists {
		name := oneLine(l.Name)
		if ordinary.MatchString(normal(name)) {
			name = ""
		}
		if len(l.Items) == 0 {
			r.notes.add(Dropped, "empty_checklist", "checklists without a line", c.place+": "+short(l.Name))
		}
		for _, i := range l.Items {
			c.checklist = append(c.checklist, draftItem{r.itemText(name, i), i.State == "complete"})
		}
	}
	if len(lists) > 1 {
		r.notes.add(Moved, "joined_checklists", "several checklists of a card become one; their lines begin with the name of theirs", c.place)
	}
}

func (r *trelloReader) itemText(list string, i trelloItem) string {
	text, _ := plain(i.Name)
	if list != "" {
		text = list + ": " + text
	}
	var more []string
	if who := r.named[i.IDMember]; who != "" {
		more = append(more, who)
	}
	if d, ok := r.dates.read(i.Due); ok {
		more = append(more, string(d.first))
	}
	if len(more) > 0 {
		text += " (" + strings.Join(more, ", ") + ")"
	}
	return text
}

func (r *trelloReader) attachmentsOf(t *trelloCard, c *draftCard) {
	byPos(t.Attachments, func(a trelloAttachment) float64 { return a.Pos })
	for _, a := range t.Attachments {
		name, _ := plain(a.Name)
		url, _ := plain(a.URL)
		c.links = append(c.links, draftLink{name, url})
		if a.IsUpload {
			r.notes.add(Assumed, "uploads", "attached files stay at Trello; the card links to them, and opening them needs a sign-in there", c.place+": "+short(name))
		}
	}
}

// tellDropped counts what Takt has no place for.
func (r *trelloReader) tellDropped() {
	votes, templates, moves := 0, 0, 0
	for _, c := range r.board.Cards {
		votes += len(c.IDVoted)
		if c.IsTemplate {
			templates++
		}
	}
	for _, a := range r.board.Actions {
		if a.Type != "commentCard" && a.Type != "copyCommentCard" {
			moves++
		}
	}
	r.notes.tell(Dropped, "votes", votes, "votes on cards")
	r.notes.tell(Dropped, "history", moves, "the history of the board, apart from comments and when cards were made and came to their list")
	r.notes.tell(Assumed, "templates", templates, "card templates become ordinary cards")
}
