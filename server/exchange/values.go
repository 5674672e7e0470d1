package exchange

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"takt/server/kanban"
)

// riskLevel reads low, medium or high from what people write for it, among
// them the red, amber, green of project reports.
func riskLevel(v string) string {
	words := normal(v)
	for _, l := range riskWords {
		if slices.ContainsFunc(l.words, func(p phrase) bool { return p.is(words) }) {
			return l.level
		}
	}
	return ""
}

var riskWords = []struct {
	level string
	words []phrase
}{
	{"low", phrases("low|green|amber green|green amber|låg|lav|grön|grønn|grøn|g")},
	{"medium", phrases("medium|amber|yellow|moderate|middle|mellan|medel|middels|middel|gul|gult|orange|a|måttlig|moderat")},
	{"high", phrases("high|red|amber red|red amber|critical|hög|høy|høj|röd|rød|rødt|rött|kritisk|r")},
}

// laneOf reads a lane from what people write for it.
func laneOf(v string) kanban.LaneKey {
	switch words := normal(v); words {
	case "marathon", "maraton", "long", "lang", "langsam", "slow":
		return kanban.Marathon
	case "sprint", "short", "kort", "snabb", "rask", "hurtig", "quick", "fast":
		return kanban.Sprint
	}
	return ""
}

// yesNo reads yes or no.
func yesNo(v string) (yes, ok bool) {
	switch strings.ToLower(v) {
	case "1", "yes", "true", "ja", "x", "sant", "sand", "y", "j":
		return true, true
	case "0", "no", "false", "nej", "nei", "falskt", "usann", "falsk", "n", "-":
		return false, true
	}
	return false, false
}

func (t *tableReader) setRisk(c *draftCard, v string) bool {
	level := riskLevel(v)
	if level == "" {
		return false
	}
	c.risk.Level = level
	if words := normal(v); strings.Contains(words, " ") {
		t.notes.add(Moved, "risk_level", "ratings between two levels: the level is rounded, the rating is kept below the description", c.place+": "+short(v))
		return false
	}
	return true
}

var mailTail = regexp.MustCompile(`\s*<[^<>]*>\s*$`)

// splitPeople returns the names in a cell; there is always one. A comma
// divides names unless they are written "Surname, First name".
func (t *tableReader) splitPeople(v string, field Field) []string {
	parts := splitAny(v, ";\n|")
	if len(parts) == 1 && (field == FieldFollowers || strings.Count(v, ",") > 1) {
		parts = splitAny(v, ",")
	}
	if len(parts) == 1 && userNames(parts[0]) {
		parts = strings.Fields(parts[0])
	}
	names := make([]string, 0, len(parts))
	seen := map[string]bool{"": true}
	for _, p := range parts {
		if strings.HasSuffix(p, ">") {
			p = mailTail.ReplaceAllString(p, "")
		}
		if name := cut(oneLine(p), kanban.MaxName); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return []string{cut(oneLine(v), kanban.MaxName)}
	}
	return names
}

// userNames reports whether v is several names of accounts rather than the
// name of one person: words without capitals.
func userNames(v string) bool {
	return strings.Contains(v, " ") && !strings.ContainsFunc(v, unicode.IsUpper)
}

// splitAny splits at any of the separators and leaves out what is blank.
func splitAny(v, separators string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// labelSeparators are what divides labels in a column. Only columns of labels
// proper hold several divided by commas; a category may have one in its name.
// Slashes divide where a value ends with one.
func (t *tableReader) labelSeparators(i int) string {
	words := bare(normal(t.columns[i].Name))
	if !strings.HasPrefix(words, "label") && !strings.HasPrefix(words, "tag") && !strings.HasPrefix(words, "etiket") {
		return ";\n|"
	}
	if slices.ContainsFunc(t.grid.values(i), func(v string) bool { return strings.HasSuffix(v, "/") }) {
		return ";\n|,/"
	}
	return ";\n|,"
}

func (t *tableReader) setLabels(c *draftCard, i int, v string) {
	for _, name := range splitAny(v, t.divides[i]) {
		c.labels = append(c.labels, t.label(name))
	}
}

// label returns the key of a label by name, adding it when new. WeKan writes
// a label's colour behind its name.
func (t *tableReader) label(name string) string {
	color := ""
	if head, tail, ok := cutLast(name, "-"); t.wekan && ok && wekanColors[tail] != "" {
		name, color = head, wekanColors[tail]
	}
	if !t.labels[name] {
		t.labels[name] = true
		t.draft.labels = append(t.draft.labels, draftLabel{name, name, color})
	} else if color != "" {
		i := slices.IndexFunc(t.draft.labels, func(l draftLabel) bool { return l.key == name })
		t.draft.labels[i].color = color
	}
	return name
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i > 0 {
		return strings.TrimSpace(s[:i]), s[i+len(sep):], true
	}
	return s, "", false
}

// wekanColors maps WeKan's label colours to ours.
var wekanColors = map[string]string{
	"white": "grey", "green": "green", "yellow": "yellow", "orange": "orange", "red": "red", "purple": "purple",
	"blue": "blue", "sky": "teal", "lime": "green", "pink": "pink", "black": "grey", "silver": "grey",
	"peachpuff": "orange", "crimson": "red", "plum": "purple", "darkgreen": "green", "slateblue": "blue",
	"magenta": "pink", "gold": "yellow", "navy": "blue", "gray": "grey", "saddlebrown": "orange",
	"paleturquoise": "teal", "mistyrose": "pink", "indigo": "purple",
}

// fromWekan recognises the headings of WeKan's tables.
func (g *grid) fromWekan() bool {
	has := map[string]bool{}
	for _, n := range g.names {
		has[normal(n)] = true
	}
	return has["title"] && has["members"] && has["labels"] && (has["stage"] || has["swimlane"])
}

var markdownLink = regexp.MustCompile(`^\[([^\]]*)\]\((\S+)\)$`)

// setLinks adds the links in a cell; what is none is kept as text.
func (t *tableReader) setLinks(c *draftCard, v string) bool {
	if t.jira != nil {
		if l, ok := t.jira.attachment(v); ok {
			c.links = append(c.links, l)
			return true
		}
	}
	all := true
	for _, part := range splitAny(v, "\n ") {
		if m := markdownLink.FindStringSubmatch(part); m != nil && isLink(m[2]) {
			c.links = append(c.links, draftLink{m[1], m[2]})
		} else if isLink(part) {
			c.links = append(c.links, draftLink{part, part})
		} else {
			all = false
		}
	}
	return all
}

// isLink reports whether a board takes the URL as a link.
func isLink(url string) bool {
	rest, ok := strings.CutPrefix(url, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(url, "http://")
	}
	return ok && rest != "" && len(url) <= kanban.MaxNote &&
		!strings.ContainsFunc(url, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// checklistOf reads one line per item, "[x]" or "✓" in front for a done one.
func checklistOf(v string) []draftItem {
	var items []draftItem
	for _, line := range splitAny(v, "\n;") {
		line = strings.TrimSpace(strings.TrimLeft(line, "-*• "))
		item := draftItem{text: line}
		for _, mark := range []string{"[x]", "[X]", "☑", "✓", "✔"} {
			if rest, ok := strings.CutPrefix(line, mark); ok {
				item = draftItem{strings.TrimSpace(rest), true}
			}
		}
		for _, mark := range []string{"[ ]", "☐"} {
			item.text = strings.TrimSpace(strings.TrimPrefix(item.text, mark))
		}
		if item.text != "" {
			items = append(items, item)
		}
	}
	return items
}

// comment reads what Jira writes before a comment, elsewhere all is text.
func (t *tableReader) comment(v string) draftComment {
	if t.jira != nil {
		return t.jira.comment(t.draft, v)
	}
	return draftComment{text: v}
}

// columnLetters names a column as spreadsheets do: A, B, … Z, AA.
func columnLetters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}
