package bolt

import (
	"bytes"
	"fmt"
)

// A walk goes through the pages of a file and reports what could not have
// been written that way: pages out of bounds, used twice, used and free,
// keys out of order, elements out of place.
type walk struct {
	file   *pageFile
	skim   bool // do not read the leaf pages of buckets, only what leads there
	report func(bucket, reason string)

	claimed pageSet // pages somebody uses
	free    pageSet // pages on the freelist
	damaged bool    // something has been reported
}

func (w *walk) problem(bucket, reason string) {
	w.damaged = true
	w.report(bucket, reason)
}

// freelistName is what a walk calls the freelist, which is no bucket.
const freelistName = "\x00freelist"

// run reads everything, or with skim what bbolt follows blindly, which is
// little: about one page in a hundred of a large file.
func (w *walk) run() {
	w.claimed, w.free = newPageSet(w.file.pages), newPageSet(w.file.pages)
	if w.file.freelist != noFreelist {
		w.freelist()
	}
	w.tree("", w.file.root, w.rootElem)
	if !w.skim && !w.damaged && w.file.freelist != noFreelist {
		w.lost()
	}
}

func (w *walk) freelist() {
	p, ids, err := w.file.freeIDs()
	if err != nil {
		w.problem(freelistName, "the freelist: "+err.Error())
		return
	}
	w.claim(freelistName, p.id, p.span)
	last := uint64(1)
	for _, id := range ids {
		if id <= last || id >= w.file.pages {
			w.problem(freelistName, fmt.Sprintf("the freelist: page %d follows page %d", id, last))
			return
		}
		w.free.set(id)
		last = id
	}
}

// lost reports pages that are neither used nor free.
func (w *walk) lost() {
	for id := uint64(2); id < w.file.pages; id++ {
		if !w.claimed.has(id) && !w.free.has(id) {
			w.problem(freelistName, fmt.Sprintf("page %d is neither in use nor free", id))
		}
	}
}

func (w *walk) claim(bucket string, id, span uint64) bool {
	for i := id; i < id+span; i++ {
		switch {
		case w.claimed.has(i):
			w.problem(bucket, fmt.Sprintf("page %d is used twice", i))
			return false
		case w.free.has(i):
			w.problem(bucket, fmt.Sprintf("page %d is used and free", i))
			return false
		}
		w.claimed.set(i)
	}
	return true
}

// rootElem looks at an element of the root bucket: each holds a bucket.
func (w *walk) rootElem(e elem) {
	bucket := string(e.key)
	if e.flags != bucketFlag || len(e.value) < 16 {
		w.problem("", fmt.Sprintf("%q is no bucket", bucket))
		return
	}
	flat := func(e elem) {
		if e.flags != 0 {
			w.problem(bucket, fmt.Sprintf("%q is no value (flags %#x)", e.key, e.flags))
		}
	}
	if root := native.Uint64(e.value); root != 0 {
		w.tree(bucket, root, flat)
		return
	}
	p, err := inlinePage(e.value)
	if err != nil {
		w.problem(bucket, err.Error())
		return
	}
	w.leaf(bucket, p, span{}, flat)
}

// A span is the keys that a page may hold: from lo, up to but not hi.
// nil is no bound.
type span struct{ lo, hi []byte }

func (s span) has(key []byte) bool {
	return bytes.Compare(key, s.lo) >= 0 && (s.hi == nil || bytes.Compare(key, s.hi) < 0)
}

// tree walks the tree of a bucket. All leaves of a tree are at one height,
// so a skim learns where they are by going down one side.
func (w *walk) tree(bucket string, root uint64, visit func(elem)) {
	leaves := -1
	if w.skim && bucket != "" {
		leaves = w.height(root)
	}
	w.subtree(bucket, root, 0, leaves, span{}, visit)
}

// height returns how many branch pages lie above the leaves, -1 if that
// cannot be told.
func (w *walk) height(id uint64) int {
	for h := range 64 {
		p, err := w.file.read(id)
		if err != nil {
			return -1
		}
		if p.flags == leafPage {
			return h
		}
		elems, err := p.elems()
		if err != nil || len(elems) == 0 {
			return -1
		}
		id = elems[0].child
	}
	return -1
}

func (w *walk) subtree(bucket string, id uint64, level, leaves int, keys span, visit func(elem)) {
	if level == leaves && level > 0 {
		w.skip(bucket, id)
		return
	}
	p, err := w.file.read(id)
	if err != nil {
		w.problem(bucket, err.Error())
		return
	}
	if !w.claim(bucket, id, p.span) {
		return
	}
	if p.flags == leafPage {
		w.leaf(bucket, p, keys, visit)
		return
	}
	elems, ok := w.sorted(bucket, p, keys)
	if !ok {
		return
	}
	if len(elems) == 0 {
		w.problem(bucket, fmt.Sprintf("page %d is an empty branch", id))
	}
	for i, e := range elems {
		below := span{e.key, keys.hi}
		if i+1 < len(elems) {
			below.hi = elems[i+1].key
		}
		w.subtree(bucket, e.child, level+1, leaves, below, visit)
	}
}

// skip accounts for a leaf page without reading it.
func (w *walk) skip(bucket string, id uint64) {
	if id < 2 || id >= w.file.pages {
		w.problem(bucket, fmt.Sprintf("it points outside of the file, to page %d", id))
		return
	}
	w.claim(bucket, id, 1)
}

func (w *walk) leaf(bucket string, p page, keys span, visit func(elem)) {
	if elems, ok := w.sorted(bucket, p, keys); ok {
		for _, e := range elems {
			visit(e)
		}
	}
}

// sorted returns the elements of a page if their keys ascend within bounds.
func (w *walk) sorted(bucket string, p page, keys span) ([]elem, bool) {
	elems, err := p.elems()
	if err != nil {
		w.problem(bucket, err.Error())
		return nil, false
	}
	for i, e := range elems {
		if !keys.has(e.key) || i > 0 && bytes.Compare(elems[i-1].key, e.key) >= 0 {
			w.problem(bucket, fmt.Sprintf("page %d: key %q is out of order", p.id, e.key))
			return nil, false
		}
	}
	return elems, true
}

// A pageSet is a set of page numbers.
type pageSet []uint64

func newPageSet(n uint64) pageSet   { return make(pageSet, n/64+1) }
func (b pageSet) has(i uint64) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b pageSet) set(i uint64)      { b[i/64] |= 1 << (i % 64) }
