package exchange

import (
	"slices"
	"testing"
	"time"

	"takt/server/kanban"
)

func TestDates(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct{ order, in, first, last string }{
		{YMD, "2026-12-31", "2026-12-31", "2026-12-31"},
		{DMY, "2026-12-31", "2026-12-31", "2026-12-31"},
		{DMY, "31.12.2026", "2026-12-31", "2026-12-31"},
		{DMY, "1/2/2026", "2026-02-01", "2026-02-01"},
		{MDY, "1/2/2026", "2026-01-02", "2026-01-02"},
		{DMY, "30.06.08", "2008-06-30", "2008-06-30"},
		{DMY, "31.12.40", "2040-12-31", "2040-12-31"},
		{YMD, "26-12-31", "2026-12-31", "2026-12-31"},
		{DMY, "20261231", "2026-12-31", "2026-12-31"},
		{DMY, "March 31, 2023", "2023-03-31", "2023-03-31"},
		{DMY, "31 mars 2023", "2023-03-31", "2023-03-31"},
		{DMY, "1. oktober 2026", "2026-10-01", "2026-10-01"},
		{DMY, "Tue, 3 desember 2026", "2026-12-03", "2026-12-03"},
		{DMY, "20/Aug/25 12:38 PM", "2025-08-20", "2025-08-20"},
		{DMY, "05.03.2026 kl. 14.30", "2026-03-05", "2026-03-05"},
		{DMY, "2026-03-05 14:30:00", "2026-03-05", "2026-03-05"},
		{DMY, "2012-09-30T00:00:00Z", "2012-09-30", "2012-09-30"},
		{DMY, "2026-06-30T22:30:00.000Z", "2026-07-01", "2026-07-01"}, // after midnight in Stockholm
		{DMY, "2026-06-30T22:30:00+02:00", "2026-06-30", "2026-06-30"},
		{DMY, "2026-03", "2026-03-01", "2026-03-31"},
		{DMY, "februari 2028", "2028-02-01", "2028-02-29"},
		{DMY, "Q3 2026", "2026-07-01", "2026-09-30"},
		{DMY, "2026-Q4", "2026-10-01", "2026-12-31"},
		{DMY, "kvartal 1 2026", "2026-01-01", "2026-03-31"},
		{DMY, "2027", "2027-01-01", "2027-12-31"},
	}
	for _, c := range cases {
		got, ok := dateReader{c.order, zone}.read(c.in)
		if !ok || string(got.first) != c.first || string(got.last) != c.last {
			t.Errorf("%s %q: got %v %v, want %s to %s", c.order, c.in, got, ok, c.first, c.last)
		}
	}
	for _, bad := range []string{"", "okänt", "31.02.2026", "2026-13-01", "market 2026", "0000-00-00", "1.2", "12345", "2022-23", "99/99/99", "9999-12-31", "Exempt under Section 26"} {
		if got, ok := (dateReader{DMY, zone}).read(bad); ok {
			t.Errorf("%q was read as %v", bad, got)
		}
	}
}

func TestDateOrder(t *testing.T) {
	cases := []struct {
		values []string
		order  string
		unsure bool
	}{
		{[]string{"01/02/2026", "13/02/2026"}, DMY, false},
		{[]string{"01/02/2026", "02/13/2026"}, MDY, false},
		{[]string{"01/02/2026", "03/04/2026"}, DMY, true},
		{[]string{"01.02.2026"}, DMY, false},
		{[]string{"2026-01-02", "2026/03/04"}, YMD, false},
		{[]string{"March 3, 2026", "none"}, "", false},
	}
	for _, c := range cases {
		if order, unsure := dateOrder(c.values); order != c.order || unsure != c.unsure {
			t.Errorf("%q: got %q %v", c.values, order, unsure)
		}
	}
}

func TestMoney(t *testing.T) {
	cases := []struct {
		decimal, in string
		amount      float64
		currency    string
	}{
		{".", "$3,794,700", 3_794_700, "USD"},
		{".", "£12,343.96", 12_343.96, "GBP"},
		{",", "kr. 4.500.000,00", 4_500_000, "SEK"},
		{",", "12 500,5", 12_500.5, "SEK"},
		{",", "12\u00a0500 kr", 12_500, "SEK"},
		{",", "4,5 MNOK", 4_500_000, "NOK"},
		{".", "1.2 million EUR", 1_200_000, "EUR"},
		{",", "2 mdkr", 2_000_000_000, "SEK"},
		{".", "DKK 300 tusind", 300_000, "DKK"},
		{".", "6.96E-4", 0.000696, "SEK"},
		{".", "-5", -5, "SEK"},
		{".", "0", 0, "SEK"},
	}
	for _, c := range cases {
		r := numberReader{decimal: c.decimal, currency: "SEK", unit: 1}
		if got, ok := r.money(c.in); !ok || got != (kanban.Money{Amount: c.amount, Currency: c.currency}) {
			t.Errorf("%q: got %v %v", c.in, got, ok)
		}
	}
	for _, bad := range []string{"", "Exempt", "12 apples", "1.2.3", "2015/16", "10%", "1,23,456", "between 1 and 2", "1e999", "0x10", "NaN", "Inf"} {
		if got, ok := (numberReader{decimal: "."}).money(bad); ok {
			t.Errorf("%q was read as %v", bad, got)
		}
	}
}

func TestDecimalSign(t *testing.T) {
	cases := []struct {
		values []string
		sign   string
		unsure bool
	}{
		{[]string{"1.234,50"}, ",", false},
		{[]string{"1,234.50"}, ".", false},
		{[]string{"1,5", "1,234"}, ",", false},
		{[]string{"1,234,567"}, ".", false},
		{[]string{"1.234"}, ".", true},
		{[]string{"12"}, "", false},
	}
	for _, c := range cases {
		if sign, unsure := decimalSign(c.values); sign != c.sign || unsure != c.unsure {
			t.Errorf("%q: got %q %v", c.values, sign, unsure)
		}
	}
}

func TestEncodings(t *testing.T) {
	cases := []struct{ name, data, chosen, text, encoding string }{
		{"UTF-8", "Blåbär", "", "Blåbär", UTF8},
		{"with mark", "\xef\xbb\xbfBlåbär", "", "Blåbär", UTF8},
		{"Windows-1252", "Bl\xe5b\xe4r \x80 5", "", "Blåbär € 5", Windows1252},
		{"Latin-1 by choice", "Bl\xe5b\xe4r", Latin1, "Blåbär", Latin1},
		{"Macintosh by choice", "Bl\x8cb\x8ar", Macintosh, "Blåbär", Macintosh},
		{"UTF-16LE with mark", "\xff\xfeB\x00\xe5\x00", "", "Bå", UTF16LE},
		{"UTF-16BE with mark", "\xfe\xff\x00B\x00\xe5", "", "Bå", UTF16BE},
		{"UTF-16LE without mark", "T\x00i\x00t\x00l\x00e\x00", "", "Title", UTF16LE},
		{"UTF-16BE without mark", "\x00T\x00i\x00t\x00l\x00e", "", "Title", UTF16BE},
		{"UTF-16 beyond the basic plane", "\xff\xfe\x3d\xd8\x00\xde", "", "😀", UTF16LE},
	}
	for _, c := range cases {
		text, encoding, err := decodeText([]byte(c.data), c.chosen)
		if err != nil || text != c.text || encoding != c.encoding {
			t.Errorf("%s: got %q %s %v", c.name, text, encoding, err)
		}
	}
	bad := []struct {
		name, data string
		line       int
	}{
		{"one bad byte in UTF-8", "åäöåäö\nåäö\xff", 2},
		{"zero byte", "Title\na\x00b", 2},
		{"half a character of UTF-16", "\xff\xfea\x00\n\x00\x00\xd8", 2},
	}
	for _, c := range bad {
		if _, _, err := decodeText([]byte(c.data), ""); err == nil || err.Line != c.line || err.Advice == "" {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestSenseOf(t *testing.T) {
	cases := []struct{ name, marathon, sprint string }{
		{"Backlog", "need", "proposed"}, {"Idéer", "need", "proposed"}, {"Å gjøre", "preparation", "ready"},
		{"Doing", "implementation", "running"}, {"🚧 Pågår", "implementation", "running"}, {"✔ DONE", "closed", "decided"},
		{"Ferdig", "closed", "decided"}, {"Færdige", "closed", "decided"}, {"Test", "implementation", "evaluation"},
		{"Upphandling", "tender", ""}, {"Udbud offentliggjort", "tender", ""}, {"Anskaffelser", "tender", ""},
		{"Förstudie och nyttokalkyl", "concept", ""}, {"Karensperiode", "standstill", ""}, {"Gevinstrealisering", "benefits", ""},
		{"Evaluering", "implementation", "evaluation"}, {"Pilotering", "implementation", "running"}, {"Avslutad", "closed", "decided"},
		{"completed (behind schedule)", "closed", "decided"}, {"TODO after the fair", "preparation", "ready"},
		{"Not started", "need", "proposed"}, {"Ready for test", "implementation", "evaluation"},
	}
	for _, c := range cases {
		got, _, ok := senseOf(c.name)
		if !ok || string(got.marathon) != c.marathon || string(got.sprint) != c.sprint {
			t.Errorf("%q: got %q %q %v", c.name, got.marathon, got.sprint, ok)
		}
	}
	for _, unknown := range []string{"", "EX5000 (E1 MFD)", "Personal", "Bluetooth keyboard", "Milestone 1: system running on the cluster"} {
		if got, _, ok := senseOf(unknown); ok {
			t.Errorf("%q was taken for %q %q", unknown, got.marathon, got.sprint)
		}
	}
}

// TestSensesAreStages makes sure that every meaning is a stage there is, and
// that Takt's own names mean their own stage.
func TestSensesAreStages(t *testing.T) {
	exists := map[kanban.LaneKey][]string{}
	for _, s := range kanban.StandardStages() {
		exists[s.Lane] = append(exists[s.Lane], s.Key)
	}
	for _, s := range senses {
		for lane, key := range map[kanban.LaneKey]kanban.StageID{kanban.Marathon: s.marathon, kanban.Sprint: s.sprint} {
			if key != "" && !slices.Contains(exists[lane], string(key)) {
				t.Errorf("%q means the stage %s/%s, which there is not", s.words[0].words, lane, key)
			}
		}
	}
	for _, s := range kanban.StandardStages() {
		for language, name := range s.Names {
			meaning, whole, ok := senseOf(name)
			if !ok || !whole || meaning.in(s.Lane) != kanban.StageID(s.Key) && name != "Evaluering" && name != "Utvärdering" {
				t.Errorf("%s %q means %+v", language, name, meaning)
			}
		}
	}
}

func TestColumnLetters(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA"} {
		if got := columnLetters(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
