package exchange

import (
	"regexp"
	"strconv"
	"strings"

	"takt/server/kanban"
)

// A numberReader turns what people write for numbers and amounts of money
// into numbers.
type numberReader struct {
	decimal  string  // "." or ","
	currency string  // of amounts that name none
	unit     float64 // what 1 stands for
}

// read returns the number that s is, and nothing but that.
func (r numberReader) read(s string) (float64, bool) {
	s = strings.Map(func(c rune) rune {
		switch c {
		case ' ', '\u00a0', '\u202f', '\u2009', '\'', '’':
			return -1
		case '−', '–':
			return '-'
		}
		return c
	}, strings.TrimSpace(s))
	if s == "" || len(s) > 40 {
		return 0, false
	}
	if scientific.MatchString(s) {
		v, err := strconv.ParseFloat(s, 64)
		return v, err == nil
	}
	thousands := ","
	if r.decimal == "," {
		thousands = "."
	}
	whole, fraction, _ := strings.Cut(s, r.decimal)
	if !grouped(whole, thousands) || strings.Contains(fraction, thousands) {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(whole, thousands, "")+"."+fraction, 64)
	return v, err == nil
}

var scientific = regexp.MustCompile(`^[+-]?\d{1,9}(\.\d{1,17})?[eE][+-]?\d{1,2}$`)

var digitsOnly = regexp.MustCompile(`^[+-]?\d+$`)

// grouped reports whether whole is digits, perhaps in groups of three.
func grouped(whole, thousands string) bool {
	parts := strings.Split(whole, thousands)
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && !digitsOnly.MatchString(p) || i > 0 && !digitsOnly.MatchString(p) {
			return false
		}
	}
	return true
}

var (
	amountForm = regexp.MustCompile(`^([^\d+\-−–(]*)\(?([+\-−–]?\d[\d.,'’\s\x{a0}\x{202f}]*)\)?([^\d]*)$`)
	wordForm   = regexp.MustCompile(`[\p{L}]+|[£$€]`)
)

// currencies says which currency a word or sign stands for; kr and $ are
// those of several countries.
var currencies = map[string]string{
	"£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD", "usd": "USD",
	"sek": "SEK", "nok": "NOK", "dkk": "DKK", "isk": "ISK", "cad": "CAD", "chf": "CHF", "pln": "PLN",
	"msek": "SEK", "mnok": "NOK", "mdkk": "DKK", "meur": "EUR", "mgbp": "GBP", "musd": "USD",
	"ksek": "SEK", "knok": "NOK", "tsek": "SEK", "tnok": "NOK", "tdkk": "DKK", "keur": "EUR",
	"kr": "", "kronor": "", "kroner": "",
}

// units says what 1 stands for beside a word.
var units = map[string]float64{
	"m": 1e6, "mn": 1e6, "mio": 1e6, "mill": 1e6, "million": 1e6, "millions": 1e6, "miljon": 1e6, "miljoner": 1e6,
	"millioner": 1e6, "mkr": 1e6, "mnkr": 1e6, "mill kr": 1e6,
	"msek": 1e6, "mnok": 1e6, "mdkk": 1e6, "meur": 1e6, "mgbp": 1e6, "musd": 1e6,
	"k": 1e3, "tkr": 1e3, "kkr": 1e3, "tusen": 1e3, "tusind": 1e3, "thousand": 1e3, "thousands": 1e3,
	"ksek": 1e3, "knok": 1e3, "tsek": 1e3, "tnok": 1e3, "tdkk": 1e3, "keur": 1e3,
	"bn": 1e9, "billion": 1e9, "billions": 1e9, "md": 1e9, "mdr": 1e9, "mdkr": 1e9, "miljard": 1e9, "miljarder": 1e9, "milliard": 1e9, "milliarder": 1e9,
}

// money returns the amount that s is, with the currency it names or the
// reader's.
func (r numberReader) money(s string) (kanban.Money, bool) {
	if len(s) > 60 {
		return kanban.Money{}, false
	}
	if v, ok := r.read(s); ok {
		return kanban.Money{Amount: v * max(r.unit, 1), Currency: r.currency}, true
	}
	m := amountForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return kanban.Money{}, false
	}
	v, ok := r.read(strings.TrimSpace(m[2]))
	currency, unit, known := beside(m[1] + " " + m[3])
	if !ok || !known {
		return kanban.Money{}, false
	}
	if currency == "" {
		currency = r.currency
	}
	if unit == 0 {
		unit = max(r.unit, 1)
	}
	return kanban.Money{Amount: v * unit, Currency: currency}, true
}

// beside reads the words around an amount. Words that are neither a currency
// nor a unit make it something else than an amount.
func beside(s string) (currency string, unit float64, known bool) {
	if strings.Trim(wordForm.ReplaceAllString(s, ""), " .,:()-\u00a0\u202f") != "" {
		return "", 0, false // such as a percentage
	}
	for _, w := range wordForm.FindAllString(strings.ToLower(s), -1) {
		c, isCurrency := currencies[w]
		u, isUnit := units[w]
		if !isCurrency && !isUnit {
			return "", 0, false
		}
		if c != "" {
			currency = c
		}
		if isUnit {
			unit = u
		}
	}
	return currency, unit, true
}

// headingAmount reads currency and unit from the heading of a column, such as
// "Budget (MSEK)" or "2015/16 Budget (£million)".
func headingAmount(heading string) (currency string, unit float64) {
	for _, w := range wordForm.FindAllString(strings.ToLower(heading), -1) {
		if c := currencies[w]; c != "" {
			currency = c
		}
		if u, ok := units[w]; ok && len(w) > 1 {
			unit = u
		}
		if w == "m" && strings.ContainsAny(heading, "$£€") {
			unit = 1e6
		}
	}
	return currency, unit
}

var (
	commaTail = regexp.MustCompile(`,(\d+)\D*$`)
	pointTail = regexp.MustCompile(`\.(\d+)\D*$`)
)

// decimalSign recognises the decimal sign from all numbers there are. It is
// unsure when the numbers fit both.
func decimalSign(values []string) (sign string, unsure bool) {
	var comma, point, open int
	for _, v := range values {
		c, p := commaTail.FindStringSubmatch(v), pointTail.FindStringSubmatch(v)
		switch {
		case c != nil && strings.Contains(v[:strings.LastIndexByte(v, ',')], "."):
			comma++
		case p != nil && strings.Contains(v[:strings.LastIndexByte(v, '.')], ","):
			point++
		case c != nil && strings.Count(v, ",") > 1, p != nil && len(p[1]) != 3:
			point++
		case p != nil && strings.Count(v, ".") > 1, c != nil && len(c[1]) != 3:
			comma++
		case c != nil, p != nil:
			open++
		}
	}
	switch {
	case comma > point:
		return ",", false
	case point > 0:
		return ".", false
	case open > 0:
		return ".", true
	}
	return "", false
}
