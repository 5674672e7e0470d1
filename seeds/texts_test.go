package seeds

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

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
			if translated == text && !strings.HasPrefix(path, "/people/") {
				t.Errorf("%s says %s in English: %s", lang, path, text)
			}
			if strings.HasPrefix(path, "/cards/") && !slices.Equal(slots(translated), slots(text)) {
				t.Errorf("%s tells other days in %s: %v, not %v", lang, path, slots(translated), slots(text))
			}
		}
	}
}

func slots(text string) []string {
	found := slot.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

// TestTextsFollowTheOutline holds every text to something that is said by it.
func TestTextsFollowTheOutline(t *testing.T) {
	o, err := readOutline()
	if err != nil {
		t.Fatal(err)
	}
	for lang := range spoken {
		texts, err := readTexts(lang)
		if err != nil {
			t.Fatal(err)
		}
		var labels []string
		for _, l := range o.Labels {
			labels = append(labels, l.Key)
		}
		named(t, lang, texts.Labels, labels)
		named(t, lang, texts.Units, o.Units)
		named(t, lang, texts.Clusters, o.Clusters)
		named(t, lang, texts.People, o.People)
		if len(texts.Cards) != len(o.Cards) {
			t.Errorf("%s has texts for %d cards, there are %d", lang, len(texts.Cards), len(o.Cards))
		}
		for _, s := range o.Cards {
			follows(t, lang, s, texts.Cards[s.Key])
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
		"checklist":   {len(text.Checklist), len(s.Checklist)},
		"attachments": {len(text.Attachments), len(s.Attachments)},
		"benefits":    {len(text.Benefits), len(s.Benefits)},
		"comments":    {len(text.Comments), len(s.Comments)},
	} {
		if n[0] != n[1] {
			t.Errorf("%s, %s: %d texts for %d in %s", lang, s.Key, n[0], n[1], what)
		}
	}
	if (text.Risk == "") != (s.Risk == "") || (text.Waiting.Party == "") != (s.Waiting == "") {
		t.Errorf("%s, %s: risk or waiting is not said, or not there", lang, s.Key)
	}
	if text.Title == "" || len(text.Description) == 0 {
		t.Errorf("%s, %s: no title or no description", lang, s.Key)
	}
}

// TestTextsFit leaves room in every text for people to go on writing.
func TestTextsFit(t *testing.T) {
	for lang := range spoken {
		b, people, err := example(lang, time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		fit := func(text string, most int) {
			if n := utf8.RuneCountInString(text); n == 0 || n > most/2 || strings.ContainsAny(text, "{}") {
				t.Errorf("%s: %d characters of at most %d: %s", lang, n, most, text)
			}
		}
		for _, name := range people {
			fit(name, kanban.MaxName)
		}
		for _, c := range slices.Concat(b.Cards, b.Archive) {
			fit(c.Title, kanban.MaxTitle)
			fit(c.Description, kanban.MaxDescription)
			for _, item := range c.Checklist {
				fit(item.Text, kanban.MaxItem)
			}
			for _, comment := range c.Comments {
				fit(comment.Text, kanban.MaxComment)
			}
			for _, a := range c.Attachments {
				fit(a.Name, kanban.MaxName)
			}
			for _, benefit := range c.Benefits {
				fit(benefit.Measure, kanban.MaxTitle)
			}
		}
	}
}
