package seeds

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"takt/server/kanban"
)

// A telling is the part of a story that is about one card.
type telling struct {
	*teller
	s    sketch
	x    cardText
	id   kanban.CardID
	path []visit
	left []group // what has not been filled in so far
}

// A visit is when a card came into a stage.
type visit struct {
	stage kanban.StageID
	at    time.Time
}

// card tells the story of a card, but for its pairs.
func (t *teller) card(s sketch, x cardText) {
	c := &telling{teller: t, s: s, x: x, id: cardID(s.Key)}
	if c.path = c.visits(); len(c.path) == 0 {
		t.fail(fmt.Errorf("seeds: %s goes nowhere", s.Key))
		return
	}
	c.left = c.groups()
	t.added[s.Key] = c.came().at
	c.add()
	for i := 1; i < len(c.path); i++ {
		c.move(c.path[i-1], c.path[i])
	}
	c.fillIn(c.sinceLast(1, "rest"), len(c.left))
	c.talk()
	c.work()
	c.onRecord()
	c.leave()
}

// visits reads the path of a card. A pilot without one went at the pace of its
// quarter.
func (c *telling) visits() (path []visit) {
	if len(c.s.Path) == 0 {
		return c.rhythm()
	}
	for _, step := range c.s.Path {
		stage, at, _ := strings.Cut(step, " ")
		path = append(path, visit{kanban.StageID(stage), c.moment(at)})
	}
	return path
}

func (c *telling) came() visit { return c.path[0] }

func (c *telling) lies() visit { return c.path[len(c.path)-1] }

// sinceLast returns a moment some days after the card came where it lies.
func (c *telling) sinceLast(days int, key string) time.Time {
	return c.around(c.lies().at, days, c.s.Key+key)
}

// did notes a command about the card, after the card was added.
func (c *telling) did(at time.Time, by string, cmd kanban.Command) {
	if earliest := c.came().at.Add(time.Minute); at.Before(earliest) {
		at = earliest
	}
	c.teller.did(at, by, cmd)
}

// change fills in fields.
func (c *telling) change(at time.Time, by string, set kanban.Patch, reason string) {
	if len(set) > 0 {
		c.did(at, by, kanban.ChangeCard{Card: c.id, Set: set, Reason: reason})
	}
}

// entry puts an entry into one of the card's lists.
func (c *telling) entry(at time.Time, by, list string, entry any) {
	c.did(at, by, kanban.SetEntry{Card: c.id, List: list, Entry: entry})
}

// A group is what is known of a card by the time it enters a stage.
type group struct {
	stage kanban.StageID
	set   kanban.Patch
}

// put sets a field unless it is empty.
func put[T comparable](p kanban.Patch, name string, value T) {
	if value != *new(T) {
		p[name] = value
	}
}

func putList[T any](p kanban.Patch, name string, list []T) {
	if len(list) > 0 {
		p[name] = list
	}
}

// groups returns what becomes known of the card, in the order of its lane.
func (c *telling) groups() []group {
	first := kanban.Patch{}
	put(first, "description", c.say(strings.Join(c.x.Description, "\n")))
	put(first, "anchor", kanban.Anchor{Now: c.say(c.x.Now), ShouldBe: c.say(c.x.ShouldBe), ForWhom: c.say(c.x.ForWhom)})
	put(first, "owner", c.person(c.s.Owner))
	put(first, "unit", kanban.UnitID(c.s.Unit))
	put(first, "cluster", kanban.ClusterID(c.s.Cluster))
	var labels []kanban.LabelID
	for _, key := range c.s.Labels {
		labels = append(labels, kanban.LabelID(key))
	}
	putList(first, "labels", labels)
	if c.s.Lane == kanban.Marathon {
		return append([]group{{"need", first}}, c.tendering()...)
	}
	return append([]group{{"proposed", first}}, c.trying()...)
}

// add tells how the card came: anew, or as what goes on from another.
func (c *telling) add() {
	came, by := c.came(), c.s.By
	if by == "" {
		by = c.s.Owner
	}
	title := c.say(c.x.Title)
	n := c.due(came.stage)
	set := c.take(n)
	if from := c.s.From; from != nil {
		c.teller.did(came.at, by, kanban.ContinueCard{Card: cardID(from.Card), New: c.id, As: from.Kind, Stage: came.stage, Title: title})
		c.change(came.at.Add(10*time.Minute), by, set, "")
		return
	}
	c.teller.did(came.at, by, kanban.AddCard{Card: c.id, Lane: c.s.Lane, Stage: came.stage, Title: title, Set: set})
}

// due returns how many of the groups left are to be known in a stage.
func (c *telling) due(stage kanban.StageID) int {
	order := c.order[c.s.Lane]
	at := slices.Index(order, stage)
	if at < 0 {
		c.fail(fmt.Errorf("seeds: %s: there is no stage %q", c.s.Key, stage))
	}
	n := 0
	for n < len(c.left) && slices.Index(order, c.left[n].stage) <= at {
		n++
	}
	return n
}

// take takes the first groups that are left and puts them together.
func (c *telling) take(n int) kanban.Patch {
	set := kanban.Patch{}
	for _, g := range c.left[:n] {
		for name, value := range g.set {
			set[name] = value
		}
	}
	c.left = c.left[n:]
	return set
}

// fillIn fills in the first groups that are left, one at a moment and the others
// on the days before.
func (c *telling) fillIn(by time.Time, n int) {
	for i := range n {
		c.change(by, c.s.Owner, c.take(1), "")
		by = c.around(by, -1, fmt.Sprint(c.s.Key, i))
	}
}

// move tells how a card came from one stage into another.
func (c *telling) move(from, to visit) {
	ready := c.around(to.at, -2, c.s.Key+string(to.stage))
	if ready.Before(from.at) {
		ready = to.at.Add(-time.Hour)
	}
	c.fillIn(ready, c.due(to.stage))
	c.measure(ready.Add(-time.Hour), to.stage)
	move := kanban.MoveCard{Card: c.id, Stage: to.stage}
	if c.s.Passed == string(to.stage) {
		move.Reason = c.say(c.x.Passed)
	} else {
		c.decide(from, to)
	}
	c.did(to.at, c.s.Owner, move)
	c.notify(to)
}

// talk tells what was said about the card, and who followed it.
func (c *telling) talk() {
	for i, said := range c.s.Comments {
		c.did(c.moment(said.At), said.By, kanban.AddComment{
			Card: c.id, Comment: kanban.CommentID(part(c.s, "c", i)), Text: c.say(c.x.Comments[i]),
		})
	}
	for i, key := range c.s.Followers {
		at := c.around(c.came().at, 5+9*i, c.s.Key+key)
		c.did(at, key, kanban.ChangeCard{Card: c.id, Add: kanban.Patch{"followers": []kanban.UserID{c.person(key)}}})
	}
	for i, voter := range c.voters() {
		c.did(c.around(c.came().at, 1+3*i, c.s.Key+"vote"+voter), voter, kanban.VoteCard{Card: c.id, Vote: true})
	}
}

// voters returns who gives the card their votes: not its owner.
func (c *telling) voters() (voters []string) {
	people := c.outline.People
	for i := 0; len(voters) < c.s.Votes && i < len(people); i++ {
		if key := people[(chance(c.s.Key, len(people))+i)%len(people)]; key != c.s.Owner {
			voters = append(voters, key)
		}
	}
	return voters
}

// work tells how the checklist was worked through, what was attached, whom the
// card has to wait for and what endangers it.
func (c *telling) work() {
	c.tick()
	for i, path := range c.s.Attachments {
		link := kanban.Attachment{ID: part(c.s, "a", i), Name: c.say(c.x.Attachments[i]), URL: "https://example.org/" + path}
		c.entry(c.sinceLast(-4+3*i, "attach"), c.s.Owner, "attachments", link)
	}
	if c.s.Waiting != "" {
		w := kanban.WaitingFor{Party: c.say(c.x.Waiting.Party), Reason: c.say(c.x.Waiting.Reason), Since: c.date(c.s.Waiting)}
		c.change(c.around(c.day(c.s.Waiting), 0, c.s.Key+"waiting"), c.s.Owner, kanban.Patch{"waiting_for": w}, "")
	}
	if c.s.Risk != "" {
		c.change(c.sinceLast(2, "risk"), c.s.Owner, kanban.Patch{"risk": kanban.Risk{Level: c.s.Risk, Note: c.say(c.x.Risk)}}, "")
	}
}

// tick tells how the lines of the checklist were written, and ticked one after
// another on the way to where the card lies.
func (c *telling) tick() {
	var items []kanban.Item
	for i := range c.s.Checklist {
		items = append(items, kanban.Item{ID: kanban.ItemID(part(c.s, "i", i)), Text: c.say(c.x.Checklist[i])})
	}
	if len(items) == 0 {
		return
	}
	start := c.came().at
	c.change(c.around(start, 3, c.s.Key+"list"), c.s.Owner, kanban.Patch{"checklist": items}, "")
	span := c.sinceLast(6, "").Sub(start)
	for i, done := range c.s.Checklist {
		if done {
			days := int(span.Hours()/24)*(i+1)/(len(items)+1) + 3
			c.did(c.around(start, days, string(items[i].ID)), c.s.Owner, kanban.ChangeItem{Card: c.id, Item: items[i].ID, Done: &done})
		}
	}
}

// leave tells how the card was merged or archived.
func (c *telling) leave() {
	if m := c.s.Merged; m != nil {
		c.did(c.moment(m.At), m.By, kanban.MergeCard{Card: c.id, Into: cardID(m.Into)})
	}
	if c.s.Archived != "" {
		c.did(c.moment(c.s.Archived), secretary, kanban.ArchiveCard{Card: c.id})
	}
}
