package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"takt/server/kanban"
)

// A fitter makes one card of a draft card: what the fields do not take goes
// below the description, and what that does not take goes into comments.
type fitter struct {
	*builder
	card     *draftCard
	set      kanban.Patch
	facts    []fact
	comments []kanban.Comment
}

func (f *fitter) fit(l *List) (kanban.AddCard, *Error) {
	c := f.card
	f.facts = slices.Clone(c.facts)
	title := f.title()
	f.marks(l)
	f.persons()
	f.plainFields()
	f.buyingFields()
	f.checklist()
	f.links()
	if err := f.description(); err != nil {
		return kanban.AddCard{}, err
	}
	for _, cm := range c.comments {
		f.comment(cm)
	}
	if len(f.comments) > kanban.MaxComments {
		return kanban.AddCard{}, fail(CodeTooLarge, "the card has more text than %d comments hold", kanban.MaxComments).
			at(c.line, cond(c.line == 0, c.place)).advise("Shorten it in the file")
	}
	return kanban.AddCard{
		Card: kanban.CardID(f.opts.Mint()), Lane: l.Lane, Stage: l.Stage, Title: title, Set: f.set, Past: f.past(),
	}, nil
}

func cond(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}

// put sets a field unless it is empty.
func put[T comparable](f *fitter, field string, v T) {
	var zero T
	if v != zero {
		f.set[field] = v
	}
}

// title makes the card's title; one that is too long stands whole at the top
// of the description as well.
func (f *fitter) title() string {
	c := f.card
	title := oneLine(c.title)
	if title == "" {
		title = cmp.Or(cut(oneLine(firstLine(c.description)), 80), c.caseRef, firstFact(c.facts), strings.ToUpper(c.place[:1])+c.place[1:])
		f.notes.add(Assumed, "no_title", "cards without a title are called by their first text", c.place+": "+short(title))
	}
	if utf8.RuneCountInString(title) > kanban.MaxTitle {
		f.notes.add(Moved, "long_title", fmt.Sprintf("titles longer than %d characters are cut and stand whole at the top of the description", kanban.MaxTitle), c.place+": "+short(title))
		c.description = strings.TrimSpace(title + "\n\n" + c.description)
	}
	return cut(title, kanban.MaxTitle)
}

func firstFact(facts []fact) string {
	if len(facts) == 0 {
		return ""
	}
	return cut(oneLine(facts[0].name+": "+facts[0].value), 80)
}

// marks sets labels, unit and cluster, and what is kept of the list's name.
func (f *fitter) marks(l *List) {
	c := f.card
	var names []draftLabel
	for _, key := range c.labels {
		names = append(names, f.labelled[key])
	}
	topic := cmp.Or(f.topics[l.ID], l.Name)
	switch l.Mark {
	case MarkLabel:
		names = append(names, draftLabel{name: topic})
	case MarkUnit:
		c.unit = cmp.Or(c.unit, topic)
	case MarkCluster:
		c.cluster = cmp.Or(c.cluster, topic)
	}
	var ids []kanban.LabelID
	seen := map[string]bool{}
	for _, l := range names {
		if seen[l.name] {
			continue
		}
		seen[l.name] = true
		id := kanban.LabelID(f.mark(&f.labels, "Label", l.name, l.color, len(ids) < kanban.MaxLabels))
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) > 0 {
		f.set["labels"] = ids
	}
	put(f, "unit", kanban.UnitID(f.mark(&f.units, "Unit", c.unit, "", true)))
	put(f, "cluster", kanban.ClusterID(f.mark(&f.clusters, "Cluster", c.cluster, "", true)))
}

// mark returns the id of a register's entry. A name too long for one is cut,
// one there is no room for is kept below the description.
func (f *fitter) mark(r *register, what, name, color string, room bool) string {
	name = oneLine(name)
	if name == "" {
		return ""
	}
	if utf8.RuneCountInString(name) > kanban.MaxName {
		f.notes.add(Moved, "long_mark", fmt.Sprintf("names longer than %d characters are cut and stand whole below the description", kanban.MaxName), f.card.place+": "+short(name))
		f.facts = append(f.facts, fact{what, name})
	}
	id := ""
	if room {
		id = r.id(cut(name, kanban.MaxName), color)
	}
	if id == "" {
		f.notes.add(Moved, "many_marks", "labels, units and clusters beyond what a board or card holds are kept below the description", f.card.place+": "+short(name))
		f.facts = append(f.facts, fact{what, name})
	}
	return id
}

// persons sets the people that the caller knows; the others are named below
// the description.
func (f *fitter) persons() {
	c := f.card
	seen := map[string]bool{}
	role := func(field, name, key string) {
		if id := f.person(key, seen); id != "" {
			f.set[field] = id
		} else if key != "" {
			f.facts = append(f.facts, fact{name, f.named[key]})
		}
	}
	role("owner", "Owner", c.owner)
	role("sponsor", "Sponsor", c.sponsor)
	role("champion", "Champion", c.champion)
	role("who_stops", "Who stops it", c.whoStops)
	f.followers(seen)
}

func (f *fitter) followers(seen map[string]bool) {
	var ids []kanban.UserID
	var rest []string
	for _, key := range f.card.followers {
		if key == f.card.owner {
			continue
		}
		id := f.person(key, seen)
		switch {
		case slices.Contains(ids, id):
		case id == "" || len(ids) == kanban.MaxFollowers:
			rest = append(rest, f.named[key])
		default:
			ids = append(ids, id)
		}
	}
	if len(ids) > 0 {
		f.set["followers"] = ids
	}
	if len(rest) > 0 {
		f.facts = append(f.facts, fact{"Followers", strings.Join(rest, ", ")})
	}
}

// person returns who was chosen for somebody, and counts the card once.
func (f *fitter) person(key string, seen map[string]bool) kanban.UserID {
	if key == "" {
		return ""
	}
	p := f.people[key]
	if !seen[key] {
		seen[key] = true
		p.Cards++
	}
	if p.Person == "" {
		f.notes.add(Moved, "unknown_person", "people nobody is chosen for are named below the description", p.Name)
	}
	return p.Person
}

// plainFields sets the fields of one value.
func (f *fitter) plainFields() {
	c := f.card
	put(f, "start", c.start)
	put(f, "end", c.end)
	put(f, "effort", c.effort)
	put(f, "budget", c.budget)
	put(f, "case_ref", f.fitLine("Reference", c.caseRef, kanban.MaxName))
	put(f, "anchor", kanban.Anchor{Now: f.fitText("Now", c.anchor.Now, kanban.MaxNote), ShouldBe: f.fitText("Should be", c.anchor.ShouldBe, kanban.MaxNote), ForWhom: f.fitText("For whom", c.anchor.ForWhom, kanban.MaxNote)})
	put(f, "risk", kanban.Risk{Level: c.risk.Level, Note: f.fitText("Risk", c.risk.Note, kanban.MaxNote)})
	put(f, "waiting_for", kanban.WaitingFor{Party: f.fitLine("Waiting for", c.waiting.Party, kanban.MaxTitle), Reason: f.fitText("Waiting for", c.waiting.Reason, kanban.MaxNote), Since: c.waiting.Since})
	if c.start != "" && c.end != "" && c.end < c.start {
		f.notes.add(Assumed, "end_before_start", "cards that end before they begin; both dates are kept as they are", fmt.Sprintf("%s: %s – %s", c.place, c.start, c.end))
	}
}

// fitLine fits one line; what does not fit is kept below the description.
func (f *fitter) fitLine(name, v string, limit int) string {
	v = oneLine(v)
	if utf8.RuneCountInString(v) <= limit {
		return v
	}
	f.tooLong(name, v)
	return cut(v, limit)
}

// fitText fits several lines of at most limit bytes.
func (f *fitter) fitText(name, v string, limit int) string {
	if len(v) <= limit {
		return v
	}
	f.tooLong(name, v)
	head, _ := split(v, limit-len("…"))
	return head + "…"
}

func (f *fitter) tooLong(name, v string) {
	f.notes.add(Moved, "long_field", "texts too long for their field are cut there and stand whole below the description", f.card.place+", "+name+": "+short(v))
	f.facts = append(f.facts, fact{name, v})
}

// checklist sets the lines a checklist takes; further ones go below the
// description.
func (f *fitter) checklist() {
	var items []kanban.Item
	var rest strings.Builder
	for _, i := range f.card.checklist {
		text := oneLine(i.text)
		if text == "" {
			continue
		}
		if len(items) < kanban.MaxItems {
			items = append(items, kanban.Item{ID: kanban.ItemID(f.opts.Mint()), Text: f.fitLine("Checklist", text, kanban.MaxItem), Done: i.done})
			continue
		}
		mark := "- [ ] "
		if i.done {
			mark = "- [x] "
		}
		rest.WriteString(mark + text + "\n")
		f.notes.add(Moved, "many_items", fmt.Sprintf("checklist lines beyond %d are kept below the description", kanban.MaxItems), f.card.place)
	}
	if len(items) > 0 {
		f.set["checklist"] = items
	}
	if rest.Len() > 0 {
		f.facts = append(f.facts, fact{"Checklist", rest.String()})
	}
}

// links sets what can be a link.
func (f *fitter) links() {
	var links []kanban.Attachment
	for _, l := range f.card.links {
		name := cut(oneLine(cmp.Or(l.name, l.url)), kanban.MaxTitle)
		switch url := strings.TrimSpace(l.url); {
		case name == "":
		case !isLink(url):
			f.notes.add(Moved, "not_a_link", "attachments that are no http or https link are named below the description", f.card.place+": "+short(name+" "+url))
			f.facts = append(f.facts, fact{"Attachment", strings.TrimSpace(name + " " + url)})
		case len(links) == kanban.MaxLinks:
			f.notes.add(Moved, "many_links", fmt.Sprintf("attachments beyond %d are kept below the description", kanban.MaxLinks), f.card.place)
			f.facts = append(f.facts, fact{name, url})
		default:
			links = append(links, kanban.Attachment{ID: f.opts.Mint(), Name: name, URL: url})
		}
	}
	if len(links) > 0 {
		f.set["attachments"] = links
	}
}

// description puts together the text of the card. What is too long goes on
// in comments.
func (f *fitter) description() *Error {
	var text strings.Builder
	text.WriteString(strings.TrimSpace(f.card.description))
	for _, fact := range f.facts {
		text.WriteString(factText(fact, text.Len() == 0))
	}
	head, rest := split(text.String(), kanban.MaxDescription)
	put(f, "description", head)
	if rest == "" {
		return nil
	}
	f.notes.add(Moved, "long_description", fmt.Sprintf("descriptions longer than %d bytes go on in comments", kanban.MaxDescription), f.card.place+": "+short(f.card.title))
	f.addComment(f.opts.By, f.opts.Now, rest)
	return nil
}

// factText is one line for a short value, and a paragraph for several lines.
func factText(f fact, first bool) string {
	gap, value := "\n\n", strings.TrimSpace(f.value)
	if first {
		gap = ""
	}
	if strings.Contains(value, "\n") {
		return gap + "**" + f.name + ":**\n\n" + value
	}
	return gap + "**" + f.name + ":** " + value
}

// comment adds what somebody said. Who is not known is named in the text.
func (f *fitter) comment(c draftComment) {
	if strings.TrimSpace(c.text) == "" {
		return
	}
	by, at, text := f.opts.By, f.opts.Now, strings.TrimSpace(c.text)
	if !c.at.IsZero() {
		at = c.at
	}
	var from []string
	if p := f.people[c.author]; p != nil {
		if p.Comments++; p.Person != "" {
			by = p.Person
		} else {
			from = append(from, p.Name)
			f.notes.add(Moved, "unknown_author", "comments of people nobody is chosen for are the importer's, with the name in the text", p.Name)
		}
	}
	if c.when != "" {
		from = append(from, c.when)
	}
	if len(from) > 0 {
		text = "**" + strings.Join(from, ", ") + ":** " + text
	}
	f.addComment(by, at, text)
}

// addComment adds a text as one comment or, where it is too long, several.
func (f *fitter) addComment(by kanban.UserID, at time.Time, text string) {
	at = at.UTC().Truncate(time.Millisecond)
	if len(text) > kanban.MaxComment {
		f.notes.add(Moved, "long_comment", fmt.Sprintf("texts longer than %d bytes become several comments", kanban.MaxComment), f.card.place)
	}
	for text != "" && len(f.comments) <= kanban.MaxComments {
		var head string
		head, text = split(text, kanban.MaxComment)
		if strings.TrimSpace(head) != "" {
			f.comments = append(f.comments, kanban.Comment{ID: kanban.CommentID(f.opts.Mint()), Author: by, WrittenAt: at, Text: head})
		}
	}
}

// past is what the card brings along.
func (f *fitter) past() kanban.Past {
	c := f.card
	p := kanban.Past{Comments: f.comments, EnteredAt: c.entered.UTC().Truncate(time.Millisecond)}
	slices.SortStableFunc(p.Comments, func(a, b kanban.Comment) int { return a.WrittenAt.Compare(b.WrittenAt) })
	if !c.created.IsZero() && c.created.Before(f.opts.Now) {
		p.CreatedAt, p.CreatedBy = c.created.UTC().Truncate(time.Millisecond), f.opts.By
		if person := f.people[c.creator]; person != nil && person.Person != "" {
			p.CreatedBy = person.Person
		}
	}
	if c.entered.IsZero() || c.entered.After(f.opts.Now) {
		p.EnteredAt = time.Time{}
	}
	if !c.changed.IsZero() && c.changed.Before(f.opts.Now) {
		p.ChangedAt, p.ChangedBy = c.changed.UTC().Truncate(time.Millisecond), f.opts.By
	}
	return p
}
