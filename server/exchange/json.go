package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// Bounds of a JSON document, so that none costs more than its size allows.
const (
	maxDepth  = 64
	maxValues = 3_000_000 // of text, numbers, objects and lists together
	maxListed = 10_000    // in each list of the outermost object
	maxEvents = 100_000   // in the history of a board
)

// A shape is what a JSON document looks like from outside.
type shape struct {
	names   []string       // in the outermost object
	sizes   map[string]int // of the lists in the outermost object
	item    bool           // it lists objects with "content"
	version string         // the value of "takt"
}

func (s shape) has(names ...string) bool {
	for _, n := range names {
		if !slices.Contains(s.names, n) {
			return false
		}
	}
	return true
}

// jsonText returns the document as UTF-8 when the data begins like one.
func jsonText(data []byte) ([]byte, bool) {
	if isJSON(data) {
		return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), true
	}
	if enc := guessEncoding(data); enc == UTF16LE || enc == UTF16BE {
		if text, _, err := decodeText(data, enc); err == nil && isJSON([]byte(text)) {
			return []byte(text), true
		}
	}
	return nil, false
}

// survey walks through a whole document once, without keeping it, and refuses
// one that is damaged, nested too deeply or made of too many values.
func survey(data []byte) (shape, *Error) {
	if i := invalidAt(data); i >= 0 {
		return shape{}, fail(CodeEncoding, "the byte %#02x is not UTF-8, as JSON must be", data[i]).
			at(lineOf(string(data), i), "").advise("Export the file again")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	v := surveyor{shape: shape{sizes: map[string]int{}}}
	for {
		t, err := dec.Token()
		if err == io.EOF && len(v.open) == 0 && v.values > 0 {
			return v.shape, nil
		}
		if err != nil {
			return v.shape, damaged(data, dec.InputOffset(), err)
		}
		if err := v.token(t); err != nil {
			return v.shape, err.at(lineOf(string(data), int(dec.InputOffset())), "")
		}
	}
}

// bounded refuses a document that is damaged or has more in it than can be
// imported, before anything of it is kept.
func (s *source) bounded(cards string) *Error {
	if err := s.json(); err != nil {
		return err
	}
	for name, n := range s.form.sizes {
		most := maxListed
		switch name {
		case cards:
			most = MaxCards
		case "actions":
			most = maxEvents
		}
		if n > most {
			return fail(CodeTooLarge, "there are %d %s, more than the %d that can be imported", n, short(name), most).
				at(0, short(name)).advise("Archive or delete what is closed, then export again")
		}
	}
	return nil
}

// A surveyor keeps count of where in a document it is.
type surveyor struct {
	shape  shape
	open   []bracket
	values int
}

type bracket struct {
	object bool
	named  bool // the next token is a value, its name has been read
}

func (v *surveyor) token(t json.Token) *Error {
	if t == json.Delim('}') || t == json.Delim(']') {
		v.open = v.open[:len(v.open)-1]
		return nil
	}
	if n := len(v.open); n > 0 && v.open[n-1].object {
		in := &v.open[n-1]
		if in.named = !in.named; in.named {
			v.name(t.(string))
			return nil
		}
	}
	if len(v.open) == 0 && v.values > 0 {
		return fail(CodeSyntax, "something follows the end of the JSON").advise("Export the file again")
	}
	if v.values++; v.values > maxValues {
		return fail(CodeTooLarge, "the document has more than %d values", maxValues).advise("Split it, or leave out closed cards")
	}
	if len(v.open) == 1 && v.open[0].object && v.shape.names[len(v.shape.names)-1] == "takt" {
		v.shape.version = fmt.Sprint(t)
	}
	if len(v.open) == 2 && v.open[0].object && !v.open[1].object {
		v.shape.sizes[v.shape.names[len(v.shape.names)-1]]++
	}
	if t == json.Delim('{') || t == json.Delim('[') {
		v.open = append(v.open, bracket{object: t == json.Delim('{')})
	}
	if len(v.open) > maxDepth {
		return fail(CodeSyntax, "lists and objects are nested more than %d deep", maxDepth).advise("This is not the export of a board; export it again")
	}
	return nil
}

func (v *surveyor) name(name string) {
	switch {
	case len(v.open) == 1:
		v.shape.names = append(v.shape.names, name)
	case len(v.open) == 3 && name == "content":
		v.shape.item = true
	}
}

// damaged puts an error of encoding/json into words, with its place.
func damaged(data []byte, offset int64, err error) *Error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok && syntax.Offset > 0 {
		offset = syntax.Offset
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fail(CodeValue, "a %s stands where something else belongs", wrong.Value).
			at(lineOf(string(data), int(wrong.Offset)), wrong.Field).advise("Export the file again; it may have been edited by hand")
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || int(offset) >= len(data) {
		return fail(CodeSyntax, "the JSON breaks off before its end").
			at(lineOf(string(data), len(data)), "").advise("Download it again; it may be incomplete")
	}
	return fail(CodeSyntax, "this is not correct JSON at byte %d, near %s", offset, around(data, int(offset))).
		at(lineOf(string(data), int(offset)), "").advise("Export the file again; it may have been edited by hand")
}

// around quotes what stands about an offset.
func around(data []byte, at int) string {
	from, to := max(0, min(at, len(data))-15), min(len(data), at+15)
	for from > 0 && !utf8.RuneStart(data[from]) {
		from--
	}
	return "“" + short(printable(data[from:to])) + "”"
}
