package seeds

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"takt/server/kanban"
)

// flatten returns every text of a language by its path.
func flatten(t *testing.T, lang string) map[string]string {
	t.Helper()
	data, err := files.ReadFile("texts/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var root any
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, child := range v {
				walk(path+"/"+key, child)
			}
		case []any:
			if strings.HasSuffix(path, "/description") {
				all[path] = joined(v)
				return
			}
			for i, child := range v {
				walk(fmt.Sprintf("%s/%d", path, i), child)
			}
		case string:
			all[path] = v
		}
	}
	walk("", root)
	return all
}

func joined(lines []any) string {
	var b strings.Builder
	for _, line := range lines {
		fmt.Fprintln(&b, line)
	}
	return b.String()
}

// TestEveryLanguageSaysEverything holds the languages to the same texts, none
// empty, none left in English, with the same days in them.
func TestEveryLanguageSaysEverything(t *testing.T) {
	english := flatten(t, "en")
	for _, lang := range []string{"sv", "nb", "da"} {
		said := flatten(t, lang)
		for path := range said {
			if _, ok := english[path]; !ok {
				t.Errorf("%s says %s, which English does not", lang, path)
			}
		}
		for path, text := range english {
			translated, ok := said[path]
			if !ok || strings.TrimSpace(translated) == "" || strings.TrimSpace(text) == "" {
				t.Errorf("%s does not say %s", lang, path)
			}
			if translated == text && !alike.MatchString(path) {
				t.Errorf("%s says %s in English: %s", lang, path, text)
			}
			if strings.HasPrefix(path, "/cards/") && !slices.Equal(slots(translated), slots(text)) {
				t.Errorf("%s tells other days in %s: %v, not %v", lang, path, slots(translated), slots(text))
			}
		}
	}
}

// alike are texts that a Nordic language may share with English: names, the
// symbols of units, and the code of a country.
var alike = regexp.MustCompile(`^/(people|counts|country)`)

func slots(text string) []string {
	found := slot.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

// TestTextsFollowTheOutline holds every text to something that is said by it.
func TestTextsFollowTheOutline(t *testing.T) {
	for lang := range spoken {
		story, err := Read(Example, lang)
		if err != nil {
			t.Fatal(err)
		}
		o, x := story.outline, story.texts
		var labels []string
		for _, l := range o.Labels {
			labels = append(labels, l.Key)
		}
		named(t, lang, x.Labels, labels)
		named(t, lang, x.Units, o.Units)
		named(t, lang, x.Clusters, o.Clusters)
		named(t, lang, x.People, o.People)
		if len(x.Cards) != len(o.Cards) || len(x.Bodies) != len(o.Bodies) {
			t.Errorf("%s has texts for %d cards and %d bodies", lang, len(x.Cards), len(x.Bodies))
		}
		for _, s := range o.Cards {
			follows(t, lang, s, x.Cards[s.Key])
			counted(t, x, s)
		}
	}
}

func named(t *testing.T, lang string, names map[string]string, keys []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, key := range keys {
		if names[key] == "" || seen[names[key]] {
			t.Errorf("%s has no name of its own for %s", lang, key)
		}
		seen[names[key]] = true
	}
	if len(names) != len(keys) {
		t.Errorf("%s names %d of %d", lang, len(names), len(keys))
	}
}

func follows(t *testing.T, lang string, s sketch, text cardText) {
	t.Helper()
	for what, n := range map[string][2]int{
		"checklist":         {len(text.Checklist), len(s.Checklist)},
		"prior_involvement": {len(text.PriorInvolvement), len(s.PriorInvolvement)},
		"attachments":       {len(text.Attachments), len(s.Attachments)},
		"benefits":          {len(text.Benefits), len(s.Benefits)},
		"comments":          {len(text.Comments), len(s.Comments)},
		"decisions":         {len(text.Decisions), len(s.Decisions)},
		"recognitions":      {len(text.Recognitions), len(s.Recognitions)},
		"options":           {len(text.Options), len(s.Options)},
		"replans":           {len(text.Replans), len(s.Replans)},
		"measures":          {len(text.Measures), len(s.Measures)},
		"carried":           {len(text.Carried), len(s.Carried)},
		"extended":          {len(text.Extended), len(s.Extended)},
	} {
		if n[0] != n[1] {
			t.Errorf("%s, %s: %d texts for %d in %s", lang, s.Key, n[0], n[1], what)
		}
	}
	for i, v := range s.Decisions {
		if len(text.Decisions) > i && len(text.Decisions[i].Conditions) != len(v.Conditions) {
			t.Errorf("%s, %s: decision %d has other conditions", lang, s.Key, i)
		}
	}
	for what, said := range map[string]bool{
		"risk":         (text.Risk == "") == (s.Risk == ""),
		"waiting":      (text.Waiting.Party == "") == (s.Waiting == ""),
		"passed":       (text.Passed == "") == (s.Passed == ""),
		"learning":     (text.Learned == "") == (s.Result == ""),
		"hypothesis":   (text.Hypothesis == "") == (len(s.Measures) == 0),
		"title":        text.Title != "",
		"what it does": text.Hypothesis != "" || len(text.Description) > 0,
	} {
		if !said {
			t.Errorf("%s, %s: %s is not said, or not there", lang, s.Key, what)
		}
	}
}

// counted looks whether there is a word for every unit a number counts.
func counted(t *testing.T, x texts, s sketch) {
	t.Helper()
	var units []string
	for _, m := range s.Measures {
		units = append(units, m.Unit)
	}
	for _, b := range s.Benefits {
		units = append(units, b.Unit)
	}
	for _, unit := range units {
		if unit != "money" && x.Counts[unit] == "" {
			t.Errorf("%s: there is no word for %q", s.Key, unit)
		}
	}
}

// TestTextsFit leaves room in every text for people to go on writing.
func TestTextsFit(t *testing.T) {
	most := map[*regexp.Regexp]int{
		regexp.MustCompile(`/(title|benefits/\d+|supplier|party|attachments/\d+)$`):                                         kanban.MaxTitle,
		regexp.MustCompile(`/(checklist|prior_involvement|measures|conditions)/\d+$`):                                       kanban.MaxItem,
		regexp.MustCompile(`^/cards/.*/(now|should_be|for_whom|sites|reason|risk|passed)$|(carried|extended|replans)/\d+$`): kanban.MaxNote,
		regexp.MustCompile(`/(hypothesis|goals|stop|tried|learned|dialogue|text|comments/\d+)$`):                            kanban.MaxComment,
		regexp.MustCompile(`^/(people|units|clusters|labels|bodies)/|/options/\d+$`):                                        kanban.MaxName,
		regexp.MustCompile(`^/counts/`): kanban.MaxUnit,
	}
	for lang := range spoken {
		for path, text := range flatten(t, lang) {
			for form, limit := range most {
				if n := len(text); form.MatchString(path) && n > limit/2 {
					t.Errorf("%s: %s has %d of at most %d: %s", lang, path, n, limit, text)
				}
			}
		}
	}
}

// TestNothingIsLeftOpen looks for days in braces that nobody filled in.
func TestNothingIsLeftOpen(t *testing.T) {
	for lang := range spoken {
		story, err := Read(Example, lang)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]kanban.UserID{}
		for key := range story.People {
			ids[key] = kanban.UserID(key)
		}
		deeds, err := story.Tell(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), "guest", ids)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range deeds {
			told, err := json.Marshal(d.Command)
			if err != nil {
				t.Fatal(err)
			}
			if left := open.Find(told); left != nil {
				t.Errorf("%s: %s says %s", lang, d.Command.Kind(), left)
			}
		}
	}
}

var open = regexp.MustCompile(`\{(q[+-]|[+-]\d)[^}]*\}`)
