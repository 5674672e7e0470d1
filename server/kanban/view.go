package kanban

import (
	"cmp"
	"slices"
)

// ViewID names a view inside one board.
type ViewID string

// A View is a way to look at the board that people keep for everybody: one of
// its pages, and how that is filtered and set.
type View struct {
	ID     ViewID `json:"id"`
	Name   string `json:"name"`
	Page   string `json:"page"`   // one of Pages
	Search string `json:"search"` // the query of its address, without the question mark
	By     UserID `json:"by"`     // who kept it first
}

// Pages are the pages of a board that views can be kept of.
var Pages = []string{"board", "timeline", "list", "insights"}

// Limits of views.
const (
	MaxViews    = 100
	MaxViewName = 60    // characters
	MaxSearch   = 2_000 // characters
)

// Views returns the views of the board, by their ids. The result must not be
// changed.
func (b *Board) Views() []View { return b.views }

func (b *Board) view(id ViewID) (View, bool) {
	if i := slices.IndexFunc(b.views, func(v View) bool { return v.ID == id }); i >= 0 {
		return b.views[i], true
	}
	return View{}, false
}

func (c ViewSet) entry() View { return View{c.View, c.Name, c.Page, c.Search, c.By} }
func (v View) asSet() ViewSet { return ViewSet{v.ID, v.Name, v.Page, v.Search, v.By, false} }

// setView gives the board a view as a change has it, or takes it away.
func (b *Board) setView(c ViewSet) {
	is := func(v View) bool { return v.ID == c.View }
	if c.Removed {
		b.views = slices.DeleteFunc(slices.Clone(b.views), is)
		return
	}
	b.views = byID(register(b.views, c.entry(), is))
}

// byID puts views into an order that does not depend on when they came back.
func byID(views []View) []View {
	return slices.SortedFunc(slices.Values(views), func(x, y View) int { return cmp.Compare(x.ID, y.ID) })
}

// inverseView returns the change that gives a view its former state, or takes
// away a new one.
func (b *Board) inverseView(c ViewSet) Change {
	if before, ok := b.view(c.View); ok {
		return before.asSet()
	}
	gone := c
	gone.Removed = true
	return gone
}

// holdsView reports whether a view still is as c left it.
func (b *Board) holdsView(c ViewSet) bool {
	now, ok := b.view(c.View)
	return ok != c.Removed && (!ok || now == c.entry())
}

// takesView reports whether there is room for a view.
func (b *Board) takesView(c ViewSet) bool {
	_, known := b.view(c.View)
	return c.Removed || known || len(b.views) < MaxViews
}

// views decides the commands for views.
func (d *decision) views(cmd Command) error {
	switch c := cmd.(type) {
	case AddView:
		return d.addView(View{c.View, c.Name, c.Page, c.Search, d.by})
	case ChangeView:
		return d.withView(c.View, func(v View) ViewSet {
			v.Name, v.Page = cmp.Or(c.Name, v.Name), cmp.Or(c.Page, v.Page)
			assign(&v.Search, c.Search)
			return v.asSet()
		})
	case RemoveView:
		return d.withView(c.View, func(v View) ViewSet {
			gone := v.asSet()
			gone.Removed = true
			return gone
		})
	}
	return refuse(BadMessage, "there is no command %s", cmd.Kind())
}

func (d *decision) addView(v View) error {
	if _, known := d.board.view(v.ID); known {
		return refuse(Exists, "there is such a view already")
	}
	if len(d.board.views) >= MaxViews {
		return refuse(TooLarge, "a board keeps at most %d views", MaxViews)
	}
	if r := checkView(v); r != nil {
		return r
	}
	d.emit(v.asSet())
	return nil
}

func (d *decision) withView(id ViewID, change func(View) ViewSet) error {
	v, known := d.board.view(id)
	if !known {
		return notFound("view", id)
	}
	next := change(v)
	if r := checkView(next.entry()); r != nil {
		return r
	}
	d.emit(next)
	return nil
}

func checkView(v View) *Refusal {
	if v.Page == "" {
		return wrong("page", "missing")
	}
	if v.Name == "" {
		return wrong("name", "missing")
	}
	return first(checkID("view", v.ID), line(MaxViewName)("name", v.Name), oneOf(Pages...)("page", v.Page),
		line(MaxSearch)("search", v.Search), optionalID("by", v.By))
}
