package account_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"takt/server/account"
	"takt/server/journal"
	"takt/server/journal/bolt"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A desk is one data file and the book on it.
type desk struct {
	testing.TB
	path    string
	clock   atomic.Int64 // Unix seconds
	journal *bolt.Journal
	book    *account.Book
}

func newDesk(t testing.TB) *desk {
	d := &desk{TB: t, path: filepath.Join(t.TempDir(), "takt.db")}
	d.clock.Store(time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC).Unix())
	d.open()
	t.Cleanup(func() { d.journal.Close() })
	return d
}

func (d *desk) now() time.Time { return time.Unix(d.clock.Load(), 0) }

func (d *desk) advance(by time.Duration) { d.clock.Add(int64(by / time.Second)) }

func (d *desk) open() {
	d.Helper()
	j, err := bolt.Open(d.path, bolt.Options{})
	if err != nil {
		d.Fatal(err)
	}
	d.journal = j
	if d.book, err = account.Open(context.Background(), j, d.now); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) reopen() {
	d.Helper()
	if err := d.journal.Close(); err != nil {
		d.Fatal(err)
	}
	d.open()
}

func (d *desk) add(name string) account.Person {
	d.Helper()
	p, err := d.book.Add(d.Context(), name)
	if err != nil {
		d.Fatal(err)
	}
	return p
}

func (d *desk) signIn(name string) (account.Person, string) {
	d.Helper()
	p, token, err := d.book.SignIn(d.Context(), name)
	if err != nil {
		d.Fatal(err)
	}
	return p, token
}

// stored returns all that is in the journal about accounts.
func (d *desk) stored() string {
	d.Helper()
	var all strings.Builder
	for e, err := range d.journal.Read(d.Context(), "account", 0) {
		if err != nil {
			d.Fatal(err)
		}
		fmt.Fprintf(&all, "%d %s %s\n", e.Seq, e.ID, e.Data)
	}
	return all.String()
}

func TestPeople(t *testing.T) {
	d := newDesk(t)
	eva, adam := d.add("Eva Öst"), d.add("  Adam  ")
	if eva.ID == adam.ID || len(eva.ID) != 12 {
		t.Errorf("ids %q and %q", eva.ID, adam.ID)
	}
	if p, err := d.book.Rename(t.Context(), eva.ID, "eva väst"); err != nil || p.Name != "eva väst" {
		t.Errorf("renamed %+v, %v", p, err)
	}
	before := d.stored()
	if _, err := d.book.Rename(t.Context(), eva.ID, "eva väst"); err != nil {
		t.Error(err)
	}
	if d.stored() != before {
		t.Error("taking the same name again was written down")
	}
	if _, err := d.book.Rename(t.Context(), "nobody", "Name"); !errors.Is(err, account.ErrNobody) {
		t.Errorf("renaming nobody: %v", err)
	}
	check := func() {
		t.Helper()
		if got, want := fmt.Sprint(d.book.People()), fmt.Sprint([]account.Person{{ID: adam.ID, Name: "Adam"}, {ID: eva.ID, Name: "eva väst"}}); got != want {
			t.Errorf("people %s, want %s", got, want)
		}
		if name := d.book.Name(eva.ID); name != "eva väst" {
			t.Errorf("she is called %q", name)
		}
		if name := d.book.Name("nobody"); name != "" {
			t.Errorf("nobody is called %q", name)
		}
	}
	check()
	d.reopen()
	check()
}

func TestSessions(t *testing.T) {
	d := newDesk(t)
	ann, token := d.signIn("Ann")
	other, otherToken := d.signIn("Ann")
	if ann.ID == other.ID || token == otherToken || len(token) < 43 {
		t.Errorf("%v %q, %v %q", ann, token, other, otherToken)
	}
	if _, err := d.book.Rename(t.Context(), ann.ID, "Anna"); err != nil {
		t.Fatal(err)
	}
	check := func(token string, want account.Person, signedIn bool) {
		t.Helper()
		if p, ok := d.book.ByToken(token); p != want || ok != signedIn {
			t.Errorf("by token: %v, %v, want %v, %v", p, ok, want, signedIn)
		}
	}
	anna := account.Person{ID: ann.ID, Name: "Anna"}
	check(token, anna, true)
	d.reopen()
	check(token, anna, true)
	check(otherToken, other, true)
	for _, wrong := range []string{"", "x", token + "x", token[1:], strings.ToUpper(token)} {
		check(wrong, account.Person{}, false)
	}
	for range 2 {
		if err := d.book.SignOut(t.Context(), token); err != nil {
			t.Error(err)
		}
	}
	check(token, account.Person{}, false)
	check(otherToken, other, true)
	d.reopen()
	check(token, account.Person{}, false)
	d.advance(account.Lifetime - time.Second)
	check(otherToken, other, true)
	d.advance(time.Second)
	check(otherToken, account.Person{}, false)
	if d.book.Name(ann.ID) != "Anna" {
		t.Error("signing out took the name away")
	}
}

func TestTokensAreNotStored(t *testing.T) {
	d := newDesk(t)
	_, token := d.signIn("Ann")
	if err := d.book.SignOut(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	stored := d.stored()
	if !strings.Contains(stored, "session.opened") || !strings.Contains(stored, "session.closed") {
		t.Errorf("stored: %s", stored)
	}
	if strings.Contains(stored, token) {
		t.Error("the token is in the journal")
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"Åse Ødegård":                 "Åse Ødegård",
		"A\u030Ase":                   "Åse", // composed
		"\t Ann \n":                   "Ann",
		"Ann-Marie O’Neill (IT) 2":    "Ann-Marie O’Neill (IT) 2",
		"محمد":                        "محمد",
		"क\u200Dष":                    "क\u200Dष",
		"👩\u200D🚒":                    "👩\u200D🚒",
		strings.Repeat("ö", 80):       strings.Repeat("ö", 80),
		strings.Repeat("o\u0308", 80): strings.Repeat("ö", 80),
	} {
		if got, err := account.CheckName(name); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", name, got, err, want)
		}
	}
	for _, name := range []string{
		"", "   ", "\u00A0", "\u0308", "\u200D", strings.Repeat("x", 81), "Ann\xff",
		"Ann\nBerg", "Ann\x00", "Ann\u007F", "Ann\u0085Berg", "\u202EnnA", "Ann\u2066", "Ann\u200F", "Ann\u061C",
		"Ann\u200B", "Ann\uFEFF", "Ann\u2028Berg", "Ann\u2029Berg", "Ann\u00AD", "Ann\uE000", "Ann\uFFFD", "Ann\U000E0041",
	} {
		_, err := account.CheckName(name)
		var bad *account.NameError
		if !errors.As(err, &bad) || bad.Reason == "" {
			t.Errorf("%q: %v", name, err)
		}
	}
	d := newDesk(t)
	var bad *account.NameError
	if _, err := d.book.Add(t.Context(), "\n"); !errors.As(err, &bad) {
		t.Errorf("add: %v", err)
	}
	if _, _, err := d.book.SignIn(t.Context(), ""); !errors.As(err, &bad) {
		t.Errorf("sign in: %v", err)
	}
	if _, err := d.book.Rename(t.Context(), d.add("Ann").ID, "\u202E"); !errors.As(err, &bad) {
		t.Errorf("rename: %v", err)
	}
	if n := len(d.book.People()); n != 1 {
		t.Errorf("%d people", n)
	}
}

func TestManyAtOnce(t *testing.T) {
	d := newDesk(t)
	const each = 10
	var working sync.WaitGroup
	for w := range 8 {
		working.Go(func() {
			for i := range each {
				p, token, err := d.book.SignIn(t.Context(), fmt.Sprint("Person ", w, " ", i))
				if err != nil {
					t.Error(err)
					return
				}
				if got, ok := d.book.ByToken(token); !ok || got != p {
					t.Errorf("%v is not signed in", p)
				}
				d.book.People()
			}
		})
	}
	working.Wait()
	d.reopen()
	if n := len(d.book.People()); n != 8*each {
		t.Errorf("%d people, want %d", n, 8*each)
	}
}

func TestBookIsBounded(t *testing.T) {
	d := newDesk(t)
	var entries []journal.Entry
	for i := range account.MaxPeople - 1 {
		entries = append(entries, journal.Entry{Seq: uint64(i + 1), At: d.now(), Data: fmt.Appendf(nil, `{"kind":"person.added","person":"p%d","name":"P"}`, i)})
	}
	if err := d.journal.Append(t.Context(), "account", 0, entries); err != nil {
		t.Fatal(err)
	}
	d.add("The last one") // sees what was written meanwhile
	if _, err := d.book.Add(t.Context(), "One more"); !errors.Is(err, account.ErrCrowded) {
		t.Errorf("err = %v", err)
	}
}

// A failing journal writes and says that it may not have.
type failing struct {
	journal.Journal
	err error
}

func (f *failing) Append(ctx context.Context, stream string, head uint64, entries []journal.Entry) error {
	return errors.Join(f.Journal.Append(ctx, stream, head, entries), f.err)
}

func TestBookGoesOnAfterAFailure(t *testing.T) {
	d := newDesk(t)
	disk := errors.New("input/output error")
	weak := &failing{d.journal, disk}
	book, err := account.Open(t.Context(), weak, d.now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Add(t.Context(), "Ann"); !errors.Is(err, disk) {
		t.Errorf("err = %v", err)
	}
	if n := len(book.People()); n != 0 {
		t.Errorf("%d people before it is known", n)
	}
	weak.err = nil
	if _, err := book.Add(t.Context(), "Bob"); err != nil {
		t.Error(err)
	}
	if n := len(book.People()); n != 2 {
		t.Errorf("%d people, want both", n)
	}
}

func TestUnknownEventStopsTheBook(t *testing.T) {
	d := newDesk(t)
	for i, data := range []string{`{"kind":"person.erased"}`, `{`} {
		path := filepath.Join(t.TempDir(), "takt.db")
		j, err := bolt.Open(path, bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := j.Append(t.Context(), "account", 0, []journal.Entry{{Seq: 1, At: d.now(), Data: []byte(data)}}); err != nil {
			t.Fatal(err)
		}
		if _, err := account.Open(t.Context(), j, d.now); err == nil {
			t.Errorf("case %d was let through", i)
		}
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestWaitingForATurnEndsWithTheContext(t *testing.T) {
	d := newDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.book.Add(ctx, "Ann"); err == nil {
		t.Error("added although nobody waits")
	}
	d.add("Bob") // the turn was given back
}
