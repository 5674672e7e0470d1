package bolt

import (
	"fmt"
	"io"
	"os"
	"strings"

	"takt/server/journal"
)

const (
	entriesSuffix   = "\x00entries"
	idsSuffix       = "\x00ids"
	snapshotsSuffix = "\x00snapshots"
)

// What to do about a file that is not in order.
const (
	adviceDamaged = "run takt verify to see all of the damage, and restore a backup with takt restore"
	adviceHeader  = "the last change may be missing: restore a backup with takt restore, or go on with what there is after takt compact"
	adviceForeign = "check the path; Takt has not touched the file"
	adviceCut     = "restore a backup with takt restore, or move the file away to start anew"
)

// An inspection is what can be said about a file before bbolt opens it.
type inspection struct {
	path   string
	file   *pageFile
	facts  facts
	header string // what is wrong with a header page, "" if nothing is
	bad    map[string]*journal.CorruptError
}

// inspect looks at an open file and says whether it is a journal that this
// Takt can read. It does not look at the pages; see walk.
func inspect(f *os.File) (*inspection, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	in, err := readHeader(f, f.Name(), info.Size())
	if err != nil {
		return nil, err
	}
	if err := in.readFacts(); err != nil {
		return nil, err
	}
	return in, nil
}

func notJournal(path, what, advice string) error {
	return fmt.Errorf("journal: %s is %w: it %s; %s", path, journal.ErrNotJournal, what, advice)
}

func damaged(path, reason, advice string) error {
	return fmt.Errorf("%w; %s", &journal.CorruptError{Reason: path + ": " + reason}, advice)
}

// readHeader reads the two header pages. bbolt writes them in turn, so if
// one is damaged the other still leads to a whole file, at the last commit
// or the one before it.
func readHeader(r io.ReaderAt, path string, size int64) (*inspection, error) {
	if size == 0 {
		return nil, notJournal(path, "is empty (0 bytes)", adviceCut)
	}
	first, version, like, ok := metaAt(r, 0)
	if ok && version != boltVersion {
		return nil, newer(path)
	}
	second, ok2, likely := secondMeta(r, first, ok, size)
	in := &inspection{path: path, file: &pageFile{r: r, meta: first}}
	switch {
	case ok && ok2:
		if second.txid > first.txid {
			in.file.meta = second
		}
	case ok && size < 2*int64(first.pageSize):
		return nil, cutShort(path, size, first)
	case ok:
		in.header = "the second header page is damaged"
	case ok2:
		in.file.meta = second
		in.header = "the first header page is damaged"
	case like || likely:
		return nil, damaged(path, "neither of the two header pages is whole", adviceDamaged)
	default:
		return nil, notJournal(path, "does not begin like one", adviceForeign)
	}
	if uint64(size)/uint64(in.file.pageSize) < in.file.pages {
		return nil, cutShort(path, size, in.file.meta)
	}
	return in, nil
}

func newer(path string) error {
	return fmt.Errorf("journal: %s was %w: use that version or a later one; Takt has not touched the file", path, journal.ErrFormat)
}

func cutShort(path string, size int64, m meta) error {
	what := fmt.Sprintf("is cut short (%d bytes of %d)", size, m.pages*uint64(m.pageSize))
	return notJournal(path, what, adviceCut)
}

func metaAt(r io.ReaderAt, at int64) (m meta, version uint32, like, valid bool) {
	var b [pageHeader + metaSize]byte
	n, _ := r.ReadAt(b[:], at) // what is missing is zero, and so not valid
	return parseMeta(b[:n])
}

// secondMeta looks for the second header page, whose place depends on the
// page size, which only the headers tell.
func secondMeta(r io.ReaderAt, first meta, firstOK bool, size int64) (m meta, valid, like bool) {
	if firstOK {
		m, version, like, valid := metaAt(r, int64(first.pageSize))
		return m, valid && version == boltVersion && m.pageSize == first.pageSize, like
	}
	for at := int64(512); at <= 1<<24 && at < size; at *= 2 {
		m, version, likely, valid := metaAt(r, at)
		if valid && version == boltVersion && m.pageSize == int(at) {
			return m, true, true
		}
		like = like || likely
	}
	return m, false, like
}

// readFacts finds what the file says about itself, or that it is the bbolt
// file of another program.
func (in *inspection) readFacts() error {
	path := in.path
	foreign := notJournal(path, "is the bbolt file of another program", adviceForeign)
	bucket, err := in.file.get(in.file.root, factsBucket)
	if err != nil {
		return damaged(path, err.Error(), adviceDamaged)
	}
	if bucket == nil || bucket.flags != bucketFlag {
		return foreign
	}
	p, err := inlinePage(bucket.value)
	if err != nil {
		return foreign
	}
	elems, err := p.elems()
	if err != nil {
		return damaged(path, err.Error(), adviceDamaged)
	}
	file := find(elems, factsKey)
	if file == nil {
		return foreign
	}
	in.facts, err = decodeFacts(file.value)
	switch {
	case err != nil:
		return damaged(path, err.Error(), adviceDamaged)
	case in.facts.App != appName:
		return foreign
	case in.facts.Format > format:
		return newer(path)
	}
	return nil
}

// check walks the file, the leaf pages only if not skim, and returns the
// problems it finds.
func (in *inspection) check(skim bool) []Problem {
	var problems []Problem
	if in.header != "" {
		problems = append(problems, Problem{Text: in.header, kind: headerDamage})
	}
	w := walk{file: in.file, skim: skim, report: func(bucket, reason string) {
		kind := pageDamage
		if bucket == freelistName {
			kind = freelistDamage
		}
		problems = append(problems, Problem{Stream: streamOf(bucket), Text: reason, kind: kind})
	}}
	w.run()
	return problems
}

// streamOf returns the stream that a bucket belongs to, "" if to none.
func streamOf(bucket string) string {
	for _, suffix := range []string{entriesSuffix, idsSuffix, snapshotsSuffix} {
		if name, ok := strings.CutSuffix(bucket, suffix); ok {
			return name
		}
	}
	return ""
}

// sound returns an error unless bbolt can be let loose on the file. For
// reading alone more is allowed, so that what is whole can still be got
// out: a header page may be damaged, and the freelist, and single streams,
// which sound notes in bad.
func (in *inspection) sound(readOnly bool) error {
	in.bad = map[string]*journal.CorruptError{}
	for _, p := range in.check(true) {
		damage := &journal.CorruptError{Stream: p.Stream, Reason: p.Text}
		switch {
		case readOnly && p.kind != pageDamage:
		case readOnly && p.Stream != "":
			in.bad[p.Stream] = damage
		case p.kind == headerDamage:
			return damaged(in.path, p.Text, adviceHeader)
		default:
			return fmt.Errorf("%w (in %s); %s", damage, in.path, adviceDamaged)
		}
	}
	return nil
}
