package exchange

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"takt/server/kanban"
)

// jira is what a table of Jira tells beside its cards.
type jira struct {
	project  string            // the one all issues are of, "" when of several
	category map[string]string // of each status: To Do, In Progress, Done
	names    map[string]string // of people by account id
	zone     *time.Location
}

// readJira gathers what stands in columns that are themselves dropped.
func readJira(g *grid, zone *time.Location) *jira {
	j := &jira{category: map[string]string{}, names: map[string]string{}, zone: zone}
	columns := map[string][]int{} // by heading
	for i, name := range g.names {
		columns[normal(name)] = append(columns[normal(name)], i)
	}
	for name, ids := range columns {
		people := columns[strings.TrimSuffix(name, " id")]
		for n := range min(len(ids), len(people)) {
			if ids[n] != people[n] {
				j.pairNames(g, ids[n], people[n])
			}
		}
	}
	if s, c := columns["status"], columns["status category"]; len(s) > 0 && len(c) > 0 {
		for _, r := range g.rows {
			j.category[strings.TrimSpace(r.cell(s[0]))] = r.cell(c[0])
		}
	}
	if p := columns["project name"]; len(p) > 0 {
		if names := g.values(p[0]); len(names) > 0 && allSame(names) {
			j.project = cut(oneLine(names[0]), kanban.MaxName)
		}
	}
	return j
}

// pairNames reads the names beside account ids: the n-th column "Watchers Id"
// belongs to the n-th column "Watchers".
func (j *jira) pairNames(g *grid, ids, people int) {
	for _, r := range g.rows {
		if id := r.cell(ids); id != "" && r.cell(people) != "" {
			j.names[id] = strings.TrimSpace(r.cell(people))
		}
	}
}

// jiraNoise are columns that are about Jira rather than about the issue.
var jiraNoise = phrases("issue id|issue color|rank|votes|work ratio|last viewed|status category|status category changed|updated|project key|project name|project type|project lead|project url|project description|watchers id|assignee id|reporter id|creator id|creator|project lead id|parent id|security level|σ time spent|σ original estimate|σ remaining estimate|remaining estimate|development|vulnerability|issue hash")

// foreignNoise reports whether a column is about the program the file comes
// from.
func (d *draft) foreignNoise(c *Column) bool {
	if d.jira == nil {
		return false
	}
	words := bare(normal(c.Name))
	return slices.ContainsFunc(jiraNoise, func(p phrase) bool { return p.is(words) })
}

var (
	jiraTimes   = []string{"02/Jan/06 3:04 PM", "02/Jan/06 15:04", "2/Jan/06 3:04 PM", "2006-01-02 15:04", "02.01.2006 15:04", "02/01/06 15:04"}
	jiraMention = regexp.MustCompile(`\[~(?:accountid:)?([^\]]+)\]`)
)

func (j *jira) time(s string) (time.Time, bool) {
	for _, layout := range jiraTimes {
		if t, err := time.ParseInLocation(layout, strings.TrimSpace(s), j.zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// comment reads "time;account;text".
func (j *jira) comment(d *draft, v string) draftComment {
	parts := strings.SplitN(v, ";", 3)
	if len(parts) < 3 {
		return draftComment{text: j.mentions(v)}
	}
	at, ok := j.time(parts[0])
	if !ok {
		return draftComment{text: j.mentions(v)}
	}
	name := strings.TrimSpace(parts[1])
	if known := j.names[name]; known != "" {
		name = known
	}
	c := draftComment{at: at, text: j.mentions(strings.TrimSpace(parts[2]))}
	if name != "" {
		c.author = d.person(name)
	}
	return c
}

// mentions puts names in the place of account ids.
func (j *jira) mentions(text string) string {
	return jiraMention.ReplaceAllStringFunc(text, func(m string) string {
		id := jiraMention.FindStringSubmatch(m)[1]
		if name := j.names[id]; name != "" {
			return "@" + name
		}
		return m
	})
}

// attachment reads "time;account;name;url".
func (j *jira) attachment(v string) (draftLink, bool) {
	parts := strings.SplitN(v, ";", 4)
	if len(parts) == 4 && isLink(parts[3]) {
		return draftLink{parts[2], parts[3]}, true
	}
	return draftLink{}, false
}
