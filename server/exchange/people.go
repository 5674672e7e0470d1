package exchange

import (
	"regexp"
	"slices"

	"takt/server/kanban"
)

// A mentioner names somebody on a card: comment is true for the author of one.
type mentioner func(id kanban.UserID, comment bool) kanban.UserID

// eachPerson gives every person a card names to rename, and puts what it
// returns in their place: in fields, on records, and in the mentions of texts.
// Of followers and voters who become the same person one is left.
func eachPerson(c *kanban.Card, rename mentioner) {
	person := func(ids ...*kanban.UserID) {
		for _, id := range ids {
			if *id != "" {
				*id = rename(*id, false)
			}
		}
	}
	person(&c.Owner, &c.Sponsor, &c.Champion, &c.CreatedBy, &c.ChangedBy, &c.WhoStops)
	c.Description = renameMentions(c.Description, kanban.MaxDescription, rename)
	for i := range c.Comments {
		said := &c.Comments[i]
		if said.Author != "" {
			said.Author = rename(said.Author, true)
		}
		said.Text = renameMentions(said.Text, kanban.MaxComment, rename)
	}
	for i := range c.Benefits {
		person(&c.Benefits[i].Owner)
	}
	for _, list := range []*[]kanban.UserID{&c.Followers, &c.Votes} {
		for i := range *list {
			person(&(*list)[i])
		}
		*list = once(*list)
	}
	for i := range c.Recognitions {
		person(&c.Recognitions[i].Person)
	}
	for stamp := range stamps(c) {
		person(&stamp.By)
	}
}

// stamps yields who and when of every record of a card.
func stamps(c *kanban.Card) func(yield func(*kanban.Stamp) bool) {
	return func(yield func(*kanban.Stamp) bool) {
		_ = stampsIn(c.Replans, func(r *kanban.Replan) *kanban.Stamp { return &r.Stamp }, yield) &&
			stampsIn(c.Carried, func(r *kanban.Carry) *kanban.Stamp { return &r.Stamp }, yield) &&
			stampsIn(c.Extended, func(r *kanban.Carry) *kanban.Stamp { return &r.Stamp }, yield) &&
			stampsIn(c.Decisions, func(r *kanban.Verdict) *kanban.Stamp { return &r.Stamp }, yield) &&
			stampsIn(c.Passes, func(r *kanban.Pass) *kanban.Stamp { return &r.Stamp }, yield) &&
			stampsIn(c.CheckIns, func(r *kanban.CheckIn) *kanban.Stamp { return &r.Stamp }, yield) &&
			stampsIn(c.Recognitions, func(r *kanban.Recognition) *kanban.Stamp { return &r.Stamp }, yield)
	}
}

func stampsIn[T any](records []T, of func(*T) *kanban.Stamp, yield func(*kanban.Stamp) bool) bool {
	for i := range records {
		if !yield(of(&records[i])) {
			return false
		}
	}
	return true
}

// mention is a link of Markdown to a person, [@Kari Nordmann](person:kari).
var mention = regexp.MustCompile(`\[@([^\]\n]{1,200})\]\(person:([a-z0-9][a-z0-9-]{0,63})\)`)

// renameMentions renames the people a text mentions, unless it would then be
// longer than limit bytes.
func renameMentions(text string, limit int, rename mentioner) string {
	renamed := mention.ReplaceAllStringFunc(text, func(m string) string {
		parts := mention.FindStringSubmatch(m)
		return "[@" + parts[1] + "](person:" + string(rename(kanban.UserID(parts[2]), false)) + ")"
	})
	if len(renamed) > limit {
		return text
	}
	return renamed
}

// once returns the list without what stands in it before.
func once[T comparable](list []T) []T {
	seen := map[T]bool{}
	return slices.DeleteFunc(list, func(v T) bool {
		before := seen[v]
		seen[v] = true
		return before
	})
}
