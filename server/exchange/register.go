package exchange

import (
	"cmp"

	"takt/server/kanban"
)

// A register is the labels, units or clusters of the board: those it has, and
// those the import adds.
type register struct {
	what  string
	mint  func() string
	have  int               // entries the board has already
	ids   map[string]string // by name, of both
	added []entry
	cards map[string]int // by name
	used  []string       // names in the order they came
	want  map[string]int // by name: how many cards would use it
}

type entry struct{ id, name, color string }

func (b *builder) registers() {
	mk := func(what string) register {
		return register{what: what, mint: b.opts.Mint, ids: map[string]string{}, cards: map[string]int{}, want: map[string]int{}}
	}
	b.labels, b.units, b.clusters = mk("label"), mk("unit"), mk("cluster")
	for _, l := range b.board.Labels {
		b.labels.know(l.Name, string(l.ID), l.Removed)
	}
	for _, u := range b.board.Units {
		b.units.know(u.Name, string(u.ID), u.Removed)
	}
	for _, c := range b.board.Clusters {
		b.clusters.know(c.Name, string(c.ID), c.Removed)
	}
}

func (r *register) know(name, id string, removed bool) {
	if r.have++; !removed {
		r.ids[name] = id
	}
}

// wanted counts what the cards will ask for, as far as registers are too
// small for all of it.
func (b *builder) wanted() {
	for _, c := range b.cards {
		for _, key := range c.labels {
			b.labels.want[b.labelled[key].name]++
		}
		b.units.want[c.unit]++
		b.clusters.want[c.cluster]++
	}
}

// id returns the id of a name, adding an entry when there is room, "" when
// there is none. What few cards use does not take the place of what many do.
func (r *register) id(name, color string) string {
	id, ok := r.ids[name]
	if !ok {
		room := kanban.MaxRegister - r.have - len(r.added)
		if room <= 0 || room < 50 && r.want[name] == 1 {
			return ""
		}
		id = r.mint()
		r.ids[name] = id
		r.added = append(r.added, entry{id, name, color})
	}
	if r.cards[name]++; r.cards[name] == 1 {
		r.used = append(r.used, name)
	}
	return id
}

func (r *register) colorOf(name string) string {
	for _, e := range r.added {
		if e.name == name {
			return e.color
		}
	}
	return ""
}

func (r *register) marks() []Mark {
	marks := make([]Mark, 0, len(r.used))
	for _, name := range r.used {
		m := Mark{Name: name, Cards: r.cards[name]}
		if r.what == "label" {
			m.Color = cmp.Or(r.colorOf(name), "grey")
		}
		marks = append(marks, m)
	}
	return marks
}

func (r *register) labels() []kanban.Label {
	var all []kanban.Label
	for _, e := range r.added {
		all = append(all, kanban.Label{ID: kanban.LabelID(e.id), Name: e.name, Color: cmp.Or(e.color, "grey")})
	}
	return all
}

func (r *register) units() []kanban.Unit {
	var all []kanban.Unit
	for _, e := range r.added {
		all = append(all, kanban.Unit{ID: kanban.UnitID(e.id), Name: e.name})
	}
	return all
}

func (r *register) clusters() []kanban.Cluster {
	var all []kanban.Cluster
	for _, e := range r.added {
		all = append(all, kanban.Cluster{ID: kanban.ClusterID(e.id), Name: e.name})
	}
	return all
}

// commands adds the register's new entries to a board.
func (r *register) commands() []kanban.Command {
	var all []kanban.Command
	for _, e := range r.added {
		switch r.what {
		case "label":
			all = append(all, kanban.AddLabel{Label: kanban.LabelID(e.id), Name: e.name, Color: cmp.Or(e.color, "grey")})
		case "unit":
			all = append(all, kanban.AddUnit{Unit: kanban.UnitID(e.id), Name: e.name})
		default:
			all = append(all, kanban.AddCluster{Cluster: kanban.ClusterID(e.id), Name: e.name})
		}
	}
	return all
}
