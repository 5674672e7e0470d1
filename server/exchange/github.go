package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A gitHubItem is one entry of "gh project item-list --format json". Beside
// these it has a member for every field of the project, named in lower case.
type gitHubItem struct {
	Title      string   `json:"title"`
	Status     string   `json:"status"`
	Labels     []string `json:"labels"`
	Assignees  []string `json:"assignees"`
	Repository string   `json:"repository"`
	Content    struct {
		Title string `json:"title"`
		Body  string `json:"body"`
		Type  string `json:"type"`
		URL   string `json:"url"`
	} `json:"content"`
	LinkedPRs []string `json:"linked pull requests"`
}

// gitHubKnown are the members that are read or say nothing about the card.
var gitHubKnown = strings.Split("id,title,status,labels,assignees,repository,content,linked pull requests", ",")

// readGitHub reads the items of a GitHub project.
func (d *draft) readGitHub(s *source, opts Options) *Error {
	if err := s.bounded("items"); err != nil {
		return err
	}
	var project struct {
		Items []json.RawMessage `json:"items"`
		Total int               `json:"totalCount"`
	}
	if err := json.Unmarshal(s.text, &project); err != nil {
		return damaged(s.text, 0, err)
	}
	if len(project.Items) == 0 {
		return fail(CodeNothing, "the project has no items").at(0, "items").advise("Export a project with items")
	}
	r := gitHubReader{draft: d, dates: dateReader{YMD, opts.zone()}, numbers: numberReader{decimal: ".", currency: opts.Currency, unit: opts.AmountUnit}, lists: map[string]bool{}, labels: map[string]bool{}}
	for i, raw := range project.Items {
		if err := r.item(i, raw); err != nil {
			return err
		}
	}
	d.notes.tell(Dropped, "items_left", max(0, project.Total-len(project.Items)), "items that are not in the file; gh leaves out all beyond its --limit")
	return nil
}

type gitHubReader struct {
	*draft
	dates   dateReader
	numbers numberReader
	lists   map[string]bool
	labels  map[string]bool
}

func (r *gitHubReader) item(i int, raw json.RawMessage) *Error {
	var item gitHubItem
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &item); err != nil {
		e := damaged(raw, 0, err)
		return e.at(0, fmt.Sprintf("items[%d].%s", i, e.Field))
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return damaged(raw, 0, err).at(0, fmt.Sprintf("items[%d]", i))
	}
	title, _ := plain(cmp.Or(item.Title, item.Content.Title))
	body, _ := plain(item.Content.Body)
	c := draftCard{place: fmt.Sprintf("item %d", i+1), title: title, description: body, list: r.list(item.Status)}
	r.marks(&c, item)
	r.fields(&c, all)
	r.links(&c, item)
	r.cards = append(r.cards, c)
	return nil
}

func (r *gitHubReader) list(status string) string {
	status = oneLine(status)
	if !r.lists[status] {
		r.lists[status] = true
		l := draftList{id: status, name: status}
		if status == "" {
			l.name, l.topic = "(no status)", "-"
		}
		r.draft.lists = append(r.draft.lists, l)
	}
	return status
}

func (r *gitHubReader) marks(c *draftCard, item gitHubItem) {
	for _, name := range item.Labels {
		if name = oneLine(name); name == "" {
			continue
		}
		if !r.labels[name] {
			r.labels[name] = true
			r.draft.labels = append(r.draft.labels, draftLabel{name, name, "grey"})
		}
		c.labels = append(c.labels, name)
	}
	for _, name := range item.Assignees {
		switch name = oneLine(name); {
		case name == "":
		case c.owner == "":
			c.owner = r.person(name)
		default:
			c.followers = append(c.followers, r.person(name))
			r.notes.add(Assumed, "second_member", "cards with several people: the first becomes the owner, the others follow the card", c.place)
		}
	}
}

// fields takes the project's own fields where their names say which of a card's
// they are, the rest as text.
func (r *gitHubReader) fields(c *draftCard, all map[string]json.RawMessage) {
	for _, name := range sortedKeys(all) {
		if slices.Contains(gitHubKnown, name) {
			continue
		}
		value := scalar(all[name])
		if value == "" {
			continue
		}
		if !r.setNamed(c, bestField(name), name, value, r.dates, r.numbers) {
			c.keep(name, value)
			r.notes.add(Moved, "project_field:"+name, "the field “"+short(name)+"” is kept below the description", c.place+": "+short(value))
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// scalar returns a JSON value as text: text and numbers as they are, of an
// object its title or name, else the JSON.
func scalar(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		text, _ = plain(text)
		return strings.TrimSpace(text)
	}
	var named struct{ Title, Name string }
	if json.Unmarshal(raw, &named) == nil && cmp.Or(named.Title, named.Name) != "" {
		return oneLine(cmp.Or(named.Title, named.Name))
	}
	if s := strings.TrimSpace(string(raw)); s != "null" && s != "[]" && s != "{}" {
		return s
	}
	return ""
}

func (r *gitHubReader) links(c *draftCard, item gitHubItem) {
	for _, url := range append([]string{item.Content.URL}, item.LinkedPRs...) {
		if url != "" {
			parts := strings.Split(url, "/")
			c.links = append(c.links, draftLink{strings.Join(parts[max(0, len(parts)-3):], "/"), url})
		}
	}
	if item.Content.Type == "PullRequest" {
		c.keep("Type", "Pull request")
	}
}
