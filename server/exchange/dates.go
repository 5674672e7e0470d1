package exchange

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a moment becomes a date also where the system knows no zones

	"takt/server/kanban"
)

// Orders of numeric dates, as Options.Dates and Reading.Dates name them.
const (
	YMD = "ymd" // 2026-12-31
	DMY = "dmy" // 31.12.2026
	MDY = "mdy" // 12/31/2026
)

// DateOrders lists every order that Read takes in Options.Dates.
var DateOrders = []string{YMD, DMY, MDY}

// A dateReader turns what people write for dates into dates.
type dateReader struct {
	order string // of numeric dates
	zone  *time.Location
}

// A dated is a date that was read.
type dated struct {
	first, last kanban.Date // of the period named; equal when a day is named
}

func (d dated) whole() bool { return d.first == d.last }

var (
	isoMoment  = regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$`)
	clockTail  = regexp.MustCompile(`(?i)[T ,]+(kl\.? ?)?\d{1,2}[:.]\d\d([:.]\d\d([.,]\d+)?)?( ?[ap]\.?m\.?)?$`)
	dayFirst   = regexp.MustCompile(`^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(\d{1,2})(?:st|nd|rd|th|\.)?[ \-/]*([a-z]{3,9})\.?,?[ \-/]*(\d{4}|\d\d)$`)
	monthFirst = regexp.MustCompile(`^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$`)
	monthOnly  = regexp.MustCompile(`^([a-z]{3,9})\.?[ \-/]*(\d{4})$`)
	yearMonth  = regexp.MustCompile(`^(\d{4})[-/.](\d\d)$`)
	yearOnly   = regexp.MustCompile(`^(\d{4})$`)
	quarterA   = regexp.MustCompile(`^(?:q|kv\.? ?|kvartal )([1-4])[ \-/]*(\d{4})$`)
	quarterB   = regexp.MustCompile(`^(\d{4})[ \-/]*(?:q|kv\.? ?|kvartal )([1-4])$`)
)

var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "maj": 5, "mai": 5, "jun": 6,
	"jul": 7, "aug": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "des": 12,
}

// monthNames holds whole names, so that words that merely begin like a month
// ("market") are not taken for one.
var monthNames = func() map[string]int {
	all := map[string]int{"sept": 9}
	for short, m := range months {
		all[short] = m
	}
	for _, names := range []string{
		"january february march april may june july august september october november december",
		"januari februari mars april maj juni juli augusti september oktober november december",
		"januar februar mars april mai juni juli august september oktober november desember",
		"januar februar marts april maj juni juli august september oktober november december",
	} {
		for i, name := range strings.Fields(names) {
			all[name] = i + 1
		}
	}
	return all
}()

// read returns the date that s names.
func (r dateReader) read(s string) (dated, bool) {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	if len(s) > 40 {
		return dated{}, false
	}
	if d, ok := r.numeric(s); ok {
		return d, true
	}
	if d, ok := r.moment(strings.ToUpper(s)); ok {
		return d, true
	}
	s = withoutClock(s)
	for _, form := range []func(string) (dated, bool){r.numeric, named, period} {
		if d, ok := form(s); ok {
			return d, true
		}
	}
	return dated{}, false
}

// withoutClock takes away a time of day behind a date.
func withoutClock(s string) string {
	if !strings.ContainsAny(s, ":tT ") {
		return s
	}
	return strings.TrimSpace(clockTail.ReplaceAllString(s, ""))
}

// threeNumbers splits a numeric date such as 31.12.2026 into its parts.
func threeNumbers(s string) (parts [3]string, ok bool) {
	s = strings.TrimSuffix(s, ".")
	n, from := 0, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			continue
		}
		if i == from || i-from > 4 || n == 3 || i < len(s) && !strings.ContainsRune("./- ", rune(s[i])) {
			return parts, false
		}
		parts[n] = s[from:i]
		n, from = n+1, i+1
	}
	return parts, n == 3 && len(parts[1]) <= 2
}

// moment reads a time with its zone: its date is that of the reader's zone.
func (r dateReader) moment(s string) (dated, bool) {
	if !isoMoment.MatchString(s) {
		return dated{}, false
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z0700"} {
		if t, err := time.Parse(layout, s[:10]+"T"+s[11:]); err == nil {
			return oneDay(t.In(r.zone).Date())
		}
	}
	return dated{}, false
}

func (r dateReader) numeric(s string) (dated, bool) {
	m, ok := threeNumbers(s)
	switch {
	case !ok && len(s) == 8 && digitsOnly.MatchString(s):
		return dayOf(s[:4], s[4:6], s[6:])
	case !ok:
		return dated{}, false
	case len(m[0]) >= 3 || r.order == YMD && len(m[2]) <= 2:
		return dayOf(m[0], m[1], m[2])
	case r.order == MDY:
		return dayOf(m[2], m[0], m[1])
	}
	return dayOf(m[2], m[1], m[0])
}

func named(s string) (dated, bool) {
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return dayOf(m[3], strconv.Itoa(monthNames[m[2]]), m[1])
	}
	if m := monthFirst.FindStringSubmatch(s); m != nil {
		return dayOf(m[3], strconv.Itoa(monthNames[m[1]]), m[2])
	}
	return dated{}, false
}

// period reads a month, a quarter or a year.
func period(s string) (dated, bool) {
	if m := monthOnly.FindStringSubmatch(s); m != nil {
		return span(m[2], monthNames[m[1]], 1)
	}
	if m := yearMonth.FindStringSubmatch(s); m != nil {
		month, _ := strconv.Atoi(m[2])
		return span(m[1], month, 1)
	}
	if m := quarterA.FindStringSubmatch(s); m != nil {
		return span(m[2], int(m[1][0]-'1')*3+1, 3)
	}
	if m := quarterB.FindStringSubmatch(s); m != nil {
		return span(m[1], int(m[2][0]-'1')*3+1, 3)
	}
	if m := yearOnly.FindStringSubmatch(s); m != nil {
		return span(m[1], 1, 12)
	}
	return dated{}, false
}

func dayOf(year, month, day string) (dated, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if len(year) <= 2 {
		y = century(y)
	}
	return oneDay(y, time.Month(m), d)
}

// century completes a year of two digits: 1970 to 2069.
func century(y int) int {
	if y < 70 {
		return 2000 + y
	}
	return 1900 + y
}

func oneDay(y int, m time.Month, d int) (dated, bool) {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || t.Month() != m || !plausible(y) {
		return dated{}, false
	}
	day := kanban.Date(t.Format(time.DateOnly))
	return dated{day, day}, true
}

func span(year string, month, count int) (dated, bool) {
	y, _ := strconv.Atoi(year)
	if month < 1 || month > 12 || !plausible(y) {
		return dated{}, false
	}
	from := time.Date(y, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(0, count, -1)
	return dated{kanban.Date(from.Format(time.DateOnly)), kanban.Date(to.Format(time.DateOnly))}, true
}

func plausible(year int) bool { return year >= 1900 && year <= 2200 }

// dateOrder recognises the order of numeric dates from all there are. It is
// unsure when the values fit more than one order.
func dateOrder(values []string) (order string, unsure bool) {
	var ymd, dmy, mdy, open int
	for _, v := range values {
		m, ok := threeNumbers(withoutClock(strings.TrimSpace(v)))
		if !ok {
			continue
		}
		a, _ := strconv.Atoi(m[0])
		b, _ := strconv.Atoi(m[1])
		switch {
		case len(m[0]) >= 3 || a > 31:
			ymd++
		case a > 12:
			dmy++
		case b > 12:
			mdy++
		case strings.Contains(v, "."):
			dmy++ // nobody writes month.day.year
		default:
			open++
		}
	}
	switch {
	case mdy > dmy:
		return MDY, false
	case dmy > 0:
		return DMY, false
	case open > 0:
		return DMY, true
	case ymd > 0:
		return YMD, false
	}
	return "", false
}
