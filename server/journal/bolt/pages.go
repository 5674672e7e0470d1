package bolt

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// bbolt maps the file into memory and believes what it finds: a damaged
// page ends in a panic, a fault, or a recursion that takes the process
// down. So a file is looked at with the careful reader of this page before
// bbolt gets to see it. It knows bbolt's file format, version 2, and only
// reads.

const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2

	pageHeader = 16 // id, flags, count, overflow
	elemSize   = 16 // of an element in the table of a leaf or branch page
	metaSize   = 64

	branchPage   = 0x01
	leafPage     = 0x02
	metaPage     = 0x04
	freelistPage = 0x10

	noFreelist = ^uint64(0)
	bucketFlag = 0x01 // of a leaf element whose value is a bucket
	maxPages   = 1 << 36
)

var native = binary.NativeEndian

// A meta is one of the two header pages that say where everything is. The
// valid one with the higher txid counts.
type meta struct {
	pageSize int
	root     uint64 // page of the root bucket
	freelist uint64 // page of the freelist, or noFreelist
	pages    uint64 // how many pages are in use, the free ones included
	txid     uint64
}

// parseMeta reads the header in a page. like says that the page was meant
// to be a header, valid that it is one.
func parseMeta(page []byte) (m meta, version uint32, like, valid bool) {
	if len(page) < pageHeader+metaSize {
		return m, 0, false, false
	}
	b := page[pageHeader:]
	like = native.Uint32(b) == boltMagic
	version = native.Uint32(b[4:])
	m = meta{
		pageSize: int(native.Uint32(b[8:])),
		root:     native.Uint64(b[16:]),
		freelist: native.Uint64(b[32:]),
		pages:    native.Uint64(b[40:]),
		txid:     native.Uint64(b[48:]),
	}
	sum := fnv.New64a()
	sum.Write(b[:56])
	valid = like && sum.Sum64() == native.Uint64(b[56:]) &&
		m.pageSize >= 512 && m.pageSize <= 1<<24 && m.pages < maxPages
	return m, version, like, valid
}

// A pageFile reads the pages of a bbolt file as one meta describes it.
type pageFile struct {
	r io.ReaderAt
	meta
}

// A page is one page with its overflow, its header checked.
type page struct {
	id    uint64
	flags uint16
	count int
	span  uint64 // how many pages it covers
	data  []byte
}

func (f *pageFile) read(id uint64) (page, error) {
	if id < 2 || id >= f.pages {
		return page{}, fmt.Errorf("it points outside of the file, to page %d", id)
	}
	data := make([]byte, f.pageSize)
	if err := f.readAt(data, id); err != nil {
		return page{}, err
	}
	p := page{
		id:    native.Uint64(data),
		flags: native.Uint16(data[8:]),
		count: int(native.Uint16(data[10:])),
		span:  1 + uint64(native.Uint32(data[12:])),
		data:  data,
	}
	if p.id != id {
		return page{}, fmt.Errorf("page %d says it is page %d", id, p.id)
	}
	if p.span > f.pages-id {
		return page{}, fmt.Errorf("page %d is said to go on beyond the end of the file", id)
	}
	if p.span > 1 {
		p.data = make([]byte, p.span*uint64(f.pageSize))
		return p, f.readAt(p.data, id)
	}
	return p, nil
}

func (f *pageFile) readAt(b []byte, id uint64) error {
	if _, err := f.r.ReadAt(b, int64(id)*int64(f.pageSize)); err != nil {
		return fmt.Errorf("page %d cannot be read: %w", id, err)
	}
	return nil
}

// An elem is one element of a leaf or branch page.
type elem struct {
	key   []byte
	value []byte // on a leaf page
	flags uint32 // on a leaf page
	child uint64 // on a branch page
}

// elems takes a leaf or branch page apart. bbolt writes keys and values one
// after the other, in the order of the table; anything else is damage.
func (p page) elems() ([]elem, error) {
	if p.flags != leafPage && p.flags != branchPage {
		return nil, fmt.Errorf("page %d is neither leaf nor branch (flags %#x)", p.id, p.flags)
	}
	at := pageHeader + p.count*elemSize
	if at > len(p.data) {
		return nil, fmt.Errorf("page %d cannot hold %d elements", p.id, p.count)
	}
	elems := make([]elem, p.count)
	for i := range elems {
		table := pageHeader + i*elemSize
		t := p.data[table:]
		e := &elems[i]
		var pos, ksize, vsize int
		if p.flags == leafPage {
			e.flags = native.Uint32(t)
			pos, ksize, vsize = int(native.Uint32(t[4:])), int(native.Uint32(t[8:])), int(native.Uint32(t[12:]))
		} else {
			pos, ksize, e.child = int(native.Uint32(t)), int(native.Uint32(t[4:])), native.Uint64(t[8:])
		}
		if table+pos != at || ksize == 0 || ksize > len(p.data)-at || vsize > len(p.data)-at-ksize {
			return nil, fmt.Errorf("page %d: element %d is not where it should be", p.id, i)
		}
		e.key, e.value = p.data[at:at+ksize], p.data[at+ksize:at+ksize+vsize]
		at += ksize + vsize
	}
	return elems, nil
}

// inlinePage returns the page that a small bucket carries in its value.
func inlinePage(value []byte) (page, error) {
	const start = 16 // bucket header: root page, sequence
	if len(value) < start+pageHeader {
		return page{}, fmt.Errorf("a bucket of %d bytes", len(value))
	}
	data := value[start:]
	p := page{flags: native.Uint16(data[8:]), count: int(native.Uint16(data[10:])), span: 1, data: data}
	if p.flags != leafPage {
		return page{}, fmt.Errorf("a bucket without a leaf (flags %#x)", p.flags)
	}
	return p, nil
}

// get finds a key in the tree below a page; nil if it is not there.
func (f *pageFile) get(root uint64, key string) (*elem, error) {
	for range 64 { // no tree is as high
		p, err := f.read(root)
		if err != nil {
			return nil, err
		}
		elems, err := p.elems()
		if err != nil {
			return nil, err
		}
		if p.flags == leafPage {
			return find(elems, key), nil
		}
		if len(elems) == 0 {
			return nil, fmt.Errorf("page %d is empty", p.id)
		}
		root = elems[0].child
		for _, e := range elems[1:] {
			if string(e.key) <= key {
				root = e.child
			}
		}
	}
	return nil, fmt.Errorf("page %d is part of a circle", root)
}

func find(elems []elem, key string) *elem {
	for i := range elems {
		if string(elems[i].key) == key {
			return &elems[i]
		}
	}
	return nil
}

// freeIDs returns the pages on the freelist.
func (f *pageFile) freeIDs() (p page, ids []uint64, err error) {
	p, err = f.read(f.freelist)
	if err != nil {
		return p, nil, err
	}
	if p.flags != freelistPage {
		return p, nil, fmt.Errorf("page %d is no freelist (flags %#x)", p.id, p.flags)
	}
	at, n := pageHeader, uint64(p.count)
	if n == 0xFFFF { // too many for the header: the first element is the count
		n, at = native.Uint64(p.data[at:]), at+8
	}
	if n > uint64(len(p.data)-at)/8 {
		return p, nil, fmt.Errorf("page %d cannot hold %d free pages", p.id, n)
	}
	ids = make([]uint64, n)
	for i := range ids {
		ids[i] = native.Uint64(p.data[at+8*i:])
	}
	return p, ids, nil
}
