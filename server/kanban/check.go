package kanban

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

func checkTitle(name, v string) *Refusal {
	if strings.TrimSpace(v) == "" {
		return wrong(name, "a card needs a title")
	}
	return line(MaxTitle)(name, v)
}

// line allows one line of at most limit characters.
func line(limit int) func(string, string) *Refusal {
	return func(name, v string) *Refusal {
		if utf8.RuneCountInString(v) > limit {
			return tooLong(name, limit, "characters")
		}
		if strings.ContainsFunc(v, unicode.IsControl) {
			return wrong(name, "line breaks and control characters are not allowed here")
		}
		return nil
	}
}

// text allows several lines of at most limit bytes in all.
func text(limit int) func(string, string) *Refusal {
	return func(name, v string) *Refusal {
		if len(v) > limit {
			return tooLong(name, limit, "bytes")
		}
		if strings.ContainsFunc(v, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }) {
			return wrong(name, "control characters are not allowed")
		}
		return nil
	}
}

// ValidID reports whether id has the form of an identity.
func ValidID(id string) bool {
	if id == "" || len(id) > 64 || id[0] == '-' {
		return false
	}
	for i := range len(id) {
		c := id[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

func checkID[T ~string](name string, id T) *Refusal {
	if !ValidID(string(id)) {
		return wrong(name, "%q is not an id: 1 to 64 of a-z, 0-9 and -", string(id))
	}
	return nil
}

func optionalID[T ~string](name string, id T) *Refusal {
	if id == "" {
		return nil
	}
	return checkID(name, id)
}

func eachID[T ~string](limit int) func(string, []T) *Refusal {
	return func(name string, ids []T) *Refusal {
		return each(name, ids, limit, func(id T) (T, *Refusal) { return id, checkID(name, id) })
	}
}

// eachOf checks a list whose elements have no keys.
func eachOf[T any](check func(string, T) *Refusal) func(string, []T) *Refusal {
	return func(name string, list []T) *Refusal {
		if len(list) > MaxLinks {
			return &Refusal{Code: TooLarge, Message: name + ": too many", Missing: []string{name}}
		}
		for _, v := range list {
			if r := check(name, v); r != nil {
				return r
			}
		}
		return nil
	}
}

// each checks a list: its length, every element, and that no key repeats.
func each[T any, K comparable](name string, list []T, limit int, check func(T) (K, *Refusal)) *Refusal {
	if len(list) > limit {
		return &Refusal{Code: TooLarge, Message: name + ": too many", Missing: []string{name}}
	}
	seen := make(map[K]bool, len(list))
	for _, v := range list {
		key, r := check(v)
		if r != nil {
			return r
		}
		if seen[key] {
			return wrong(name, "%v appears twice", key)
		}
		seen[key] = true
	}
	return nil
}

func checkDate(name string, d Date) *Refusal {
	if d == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, string(d)); err != nil {
		return wrong(name, "%q is not a date like 2026-12-31", string(d))
	}
	return nil
}

func checkAnchor(name string, a Anchor) *Refusal {
	return first(text(MaxNote)(name, a.Now), text(MaxNote)(name, a.ShouldBe), text(MaxNote)(name, a.ForWhom))
}

func checkRisk(name string, r Risk) *Refusal {
	if !slices.Contains([]string{"", "low", "medium", "high"}, r.Level) {
		return wrong(name, "level is low, medium or high")
	}
	return text(MaxNote)(name, r.Note)
}

func checkWaitingFor(name string, w WaitingFor) *Refusal {
	return first(line(MaxTitle)(name, w.Party), text(MaxNote)(name, w.Reason), checkDate(name, w.Since))
}

func checkEffort(name string, people float64) *Refusal {
	return checkNumber(name, people, 0, 100_000)
}

func checkMoney(name string, m Money) *Refusal {
	if m == (Money{}) {
		return nil
	}
	if len(m.Currency) != 3 || strings.ContainsFunc(m.Currency, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return wrong(name, "currency is an ISO 4217 code such as SEK")
	}
	return checkNumber(name, m.Amount, 0, 1e13)
}

func checkNumber(name string, v, low, high float64) *Refusal {
	if math.IsNaN(v) || v < low || v > high {
		return wrong(name, "not between %v and %v", low, high)
	}
	return nil
}

func checkChecklist(name string, items []Item) *Refusal {
	return each(name, items, MaxItems, func(i Item) (ItemID, *Refusal) {
		return i.ID, first(checkID(name, i.ID), checkItemText(name, i.Text))
	})
}

func checkItemText(name, v string) *Refusal {
	if strings.TrimSpace(v) == "" {
		return wrong(name, "a line needs a text")
	}
	return line(MaxItem)(name, v)
}

func checkAttachment(name string, a Attachment) *Refusal {
	return first(line(MaxTitle)(name, a.Name), checkURL(name, a.URL))
}

func checkURL(name, url string) *Refusal {
	rest, ok := strings.CutPrefix(url, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(url, "http://")
	}
	if !ok || rest == "" || strings.ContainsFunc(url, unicode.IsSpace) {
		return wrong(name, "a link begins with http:// or https://")
	}
	return line(MaxNote)(name, url)
}

func checkBenefit(name string, b Benefit) *Refusal {
	if !slices.Contains([]string{"avoided_cost", "time_saved", "quality"}, b.Kind) {
		return wrong(name, "kind is avoided_cost, time_saved or quality")
	}
	return first(optionalID(name, b.Owner), line(MaxTitle)(name, b.Measure), line(MaxUnit)(name, b.Unit),
		checkNumber(name, b.Baseline, -1e13, 1e13), checkNumber(name, b.Target, -1e13, 1e13), checkDate(name, b.Due))
}

// PairKinds are the ways one card can be linked to another.
var PairKinds = []string{"informs", "derisks", "graduates_to", "blocked_by", "replaces", "renewal_of", "restart_of", "call_off_of", "planned_by"}

func checkPairs(name string, pairs []Pair) *Refusal {
	return each(name, pairs, MaxLinks, func(p Pair) (Pair, *Refusal) {
		if !slices.Contains(PairKinds, p.Kind) {
			return p, wrong(name, "kind is one of %s", strings.Join(PairKinds, ", "))
		}
		return p, checkID(name, p.Card)
	})
}

// first returns the first refusal there is.
func first(refusals ...*Refusal) *Refusal {
	for _, r := range refusals {
		if r != nil {
			return r
		}
	}
	return nil
}
