package kanban

import (
	"cmp"
	"slices"
)

// register decides the commands for labels, units and clusters.
func (d *decision) register(cmd Command) error {
	switch c := cmd.(type) {
	case AddLabel:
		return d.setLabel(LabelSet{Label: c.Label, Name: c.Name, Color: cmp.Or(c.Color, "grey")}, true)
	case ChangeLabel:
		return d.setLabel(LabelSet{Label: c.Label, Name: c.Name, Color: c.Color}, false)
	case RemoveLabel:
		return d.setLabel(LabelSet{Label: c.Label, Removed: true}, false)
	case AddUnit:
		return d.setUnit(UnitSet{Unit: c.Unit, Name: c.Name}, true)
	case ChangeUnit:
		return d.setUnit(UnitSet{Unit: c.Unit, Name: c.Name}, false)
	case RemoveUnit:
		return d.setUnit(UnitSet{Unit: c.Unit, Removed: true}, false)
	case AddCluster:
		return d.setCluster(ClusterSet{Cluster: c.Cluster, Name: c.Name}, true)
	case ChangeCluster:
		return d.setCluster(ClusterSet{Cluster: c.Cluster, Name: c.Name}, false)
	case RemoveCluster:
		return d.setCluster(ClusterSet{Cluster: c.Cluster, Removed: true}, false)
	}
	return refuse(BadMessage, "there is no command %s", cmd.Kind())
}

// setLabel emits a label's next state; what is left out stays as it is.
func (d *decision) setLabel(next LabelSet, isNew bool) error {
	i := slices.IndexFunc(d.board.labels, func(l Label) bool { return l.ID == next.Label })
	if r := d.entry("label", string(next.Label), i >= 0, isNew, len(d.board.labels)); r != nil {
		return r
	}
	if !isNew {
		now := d.board.labels[i]
		next.Name, next.Color = cmp.Or(next.Name, now.Name), cmp.Or(next.Color, now.Color)
	}
	if r := first(checkName("name", next.Name), checkColor(next.Color)); r != nil {
		return r
	}
	d.emit(next)
	return nil
}

func (d *decision) setUnit(next UnitSet, isNew bool) error {
	i := slices.IndexFunc(d.board.units, func(u Unit) bool { return u.ID == next.Unit })
	if r := d.entry("unit", string(next.Unit), i >= 0, isNew, len(d.board.units)); r != nil {
		return r
	}
	if !isNew {
		next.Name = cmp.Or(next.Name, d.board.units[i].Name)
	}
	if r := checkName("name", next.Name); r != nil {
		return r
	}
	d.emit(next)
	return nil
}

func (d *decision) setCluster(next ClusterSet, isNew bool) error {
	i := slices.IndexFunc(d.board.clusters, func(u Cluster) bool { return u.ID == next.Cluster })
	if r := d.entry("cluster", string(next.Cluster), i >= 0, isNew, len(d.board.clusters)); r != nil {
		return r
	}
	if !isNew {
		next.Name = cmp.Or(next.Name, d.board.clusters[i].Name)
	}
	if r := checkName("name", next.Name); r != nil {
		return r
	}
	d.emit(next)
	return nil
}

// entry refuses a new entry of a register under an id that is taken, and a
// change of one that is not there.
func (d *decision) entry(what, id string, exists, isNew bool, n int) *Refusal {
	switch {
	case !isNew && !exists:
		return notFound(what, id)
	case isNew && exists:
		return refuse(Exists, "there is such a %s already", what)
	case isNew && n >= MaxRegister:
		return refuse(TooLarge, "a board holds at most %d of these", MaxRegister)
	case isNew:
		return checkID(what, id)
	}
	return nil
}
