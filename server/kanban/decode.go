package kanban

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// DecodeCommand reads a command in its wire form, {"id": …, "cmd": …, fields},
// and returns it with the asker's id for the request. Unknown, repeated, null
// and wrongly cased fields are refused. mint gives an id to each new thing
// the client did not name. The error is always a *Refusal.
func DecodeCommand(data []byte, mint func() string) (id string, cmd Command, err error) {
	members, err := scan(data)
	if err != nil {
		return "", nil, err
	}
	id, err = members.take("id")
	if err == nil && !validRequestID(id) {
		err = wrong("id", "a request id is 1 to 64 printable ASCII characters without space")
	}
	if err != nil {
		return "", nil, err
	}
	cmd, err = decodeOne(members, mint)
	return id, cmd, err
}

func decodeOne(members members, mint func() string) (Command, error) {
	kind, err := members.take("cmd")
	if err != nil {
		return nil, err
	}
	if kind == "batch" {
		return decodeBatch(members, mint)
	}
	decode, ok := decoders[kind]
	if !ok {
		return nil, &Refusal{Code: BadMessage, Message: "there is no command " + kind, Missing: []string{"cmd"}}
	}
	return decode(members.bytes(), mint)
}

func decodeBatch(m members, mint func() string) (Command, error) {
	var body struct {
		Commands []json.RawMessage `json:"commands"`
	}
	if err := decodeStrictly(m.bytes(), &body); err != nil {
		return nil, asRefusal(err)
	}
	if n := len(body.Commands); n == 0 || n > MaxBatch {
		return nil, wrong("commands", "a batch holds 1 to %d commands", MaxBatch)
	}
	var batch Batch
	for _, raw := range body.Commands {
		members, err := scan(raw)
		if err != nil {
			return nil, err
		}
		cmd, err := decodeOne(members, mint)
		if err != nil {
			return nil, err
		}
		switch cmd.(type) {
		case Batch, Undo, Redo:
			return nil, wrong("commands", "%s cannot be part of a batch", cmd.Kind())
		}
		batch.Commands = append(batch.Commands, cmd)
	}
	return batch, nil
}

// decoders has every command of the wire but batch.
var decoders = map[string]func(body []byte, mint func() string) (Command, error){
	"board.rename":   decoder[RenameBoard](nil),
	"board.archive":  decoder[ArchiveBoard](nil),
	"board.restore":  decoder[RestoreBoard](nil),
	"board.set":      decoder[SetBoard](nil),
	"gate.add":       decoder(func(c *AddGate, id string) { name(&c.Gate, id) }),
	"gate.change":    decoder[ChangeGate](nil),
	"gate.remove":    decoder[RemoveGate](nil),
	"body.add":       decoder(func(c *AddBody, id string) { name(&c.Body, id) }),
	"body.change":    decoder[ChangeBody](nil),
	"body.remove":    decoder[RemoveBody](nil),
	"meeting.add":    decoder(func(c *AddMeeting, id string) { name(&c.Meeting, id) }),
	"meeting.change": decoder[ChangeMeeting](nil),
	"meeting.remove": decoder[RemoveMeeting](nil),
	"view.add":       decoder(func(c *AddView, id string) { name(&c.View, id) }),
	"view.change":    decoder[ChangeView](nil),
	"view.remove":    decoder[RemoveView](nil),
	"stage.add":      decoder(func(c *AddStage, id string) { name(&c.Stage, id); useKey(c) }),
	"stage.rename":   decoder[RenameStage](nil),
	"stage.move":     decoder[MoveStage](nil),
	"stage.limit":    decoder[LimitStage](nil),
	"stage.remove":   decoder[RemoveStage](nil),
	"label.add":      decoder(func(c *AddLabel, id string) { name(&c.Label, id) }),
	"label.change":   decoder[ChangeLabel](nil),
	"label.remove":   decoder[RemoveLabel](nil),
	"unit.add":       decoder(func(c *AddUnit, id string) { name(&c.Unit, id) }),
	"unit.change":    decoder[ChangeUnit](nil),
	"unit.remove":    decoder[RemoveUnit](nil),
	"cluster.add":    decoder(func(c *AddCluster, id string) { name(&c.Cluster, id) }),
	"cluster.change": decoder[ChangeCluster](nil),
	"cluster.remove": decoder[RemoveCluster](nil),
	"card.add":       decoder(func(c *AddCard, id string) { name(&c.Card, id) }),
	"card.change":    decoder[ChangeCard](nil),
	"card.move":      decoder[MoveCard](nil),
	"card.archive":   decoder[ArchiveCard](nil),
	"card.restore":   decoder[RestoreCard](nil),
	"card.carry":     decoder[CarryCard](nil),
	"card.extend":    decoder[ExtendCard](nil),
	"card.continue":  decoder(func(c *ContinueCard, id string) { name(&c.New, id) }),
	"card.merge":     decoder[MergeCard](nil),
	"card.vote":      decoder[VoteCard](nil),
	"entry.set":      decoder(nameEntry),
	"entry.remove":   decoder[RemoveEntry](nil),
	"item.add":       decoder(func(c *AddItem, id string) { name(&c.Item, id) }),
	"item.change":    decoder[ChangeItem](nil),
	"item.move":      decoder[MoveItem](nil),
	"item.remove":    decoder[RemoveItem](nil),
	"comment.add":    decoder(func(c *AddComment, id string) { name(&c.Comment, id) }),
	"comment.edit":   decoder[EditComment](nil),
	"comment.remove": decoder[RemoveComment](nil),
	"undo":           decoder[Undo](nil),
	"redo":           decoder[Redo](nil),
}

// decoder reads a command of type C; named gives the new thing in it an id.
func decoder[C Command](named func(*C, string)) func([]byte, func() string) (Command, error) {
	return func(body []byte, mint func() string) (Command, error) {
		var cmd C
		if err := decodeStrictly(body, &cmd); err != nil {
			return nil, asRefusal(err)
		}
		if named != nil {
			named(&cmd, mint())
		}
		return cmd, nil
	}
}

func name[T ~string](id *T, minted string) {
	if *id == "" {
		*id = T(minted)
	}
}

// useKey lets a standard stage that is added again have its key as its id.
func useKey(c *AddStage) {
	if c.Key != "" {
		c.Stage = StageID(c.Key)
	}
}

func validRequestID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' })
}

// members are the fields of a JSON object in the order they came.
type members []member

type member struct {
	name  string
	value json.RawMessage
}

// take removes the string field of the given name and returns its value.
func (m *members) take(name string) (string, error) {
	for i, f := range *m {
		if f.name == name {
			s, ok := asString(f.value)
			if !ok {
				return "", wrong(name, "not a string")
			}
			*m = append((*m)[:i:i], (*m)[i+1:]...)
			return s, nil
		}
	}
	return "", wrong(name, "missing")
}

// asString reads a value that is valid JSON as a string.
func asString(value []byte) (s string, ok bool) {
	if value[0] == '"' && !bytes.ContainsRune(value, '\\') { // it stands there as it is
		return string(value[1 : len(value)-1]), true
	}
	return s, json.Unmarshal(value, &s) == nil
}

// bytes puts the object together again.
func (m members) bytes() []byte {
	b := []byte{'{'}
	for i, f := range m {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, f.name...)
		b = append(b, '"', ':')
		b = append(b, f.value...)
	}
	return append(b, '}')
}

// No command nests deeper or has more fields in one object than this.
const (
	maxDepth   = 12
	maxMembers = 64
)

// scan splits a JSON object into its members and refuses, at every depth,
// what encoding/json would let pass: invalid UTF-8, repeated names, names in
// another case than ours, null, and anything after the object.
func scan(data []byte) (members, error) {
	if !utf8.Valid(data) {
		return nil, refuse(BadMessage, "not valid UTF-8")
	}
	if !json.Valid(data) {
		return nil, refuse(BadMessage, "not JSON")
	}
	s := scanner{data: data}
	if s.next() != '{' {
		return nil, refuse(BadMessage, "not a JSON object")
	}
	var top members
	if r := s.object(1, &top); r != nil {
		return nil, r
	}
	return top, nil
}

// A scanner walks over JSON that is known to be valid.
type scanner struct {
	data []byte
	at   int
}

// next skips white space and returns the byte that follows, which it leaves.
func (s *scanner) next() byte {
	for {
		switch c := s.data[s.at]; c {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			return c
		}
	}
}

// object walks over an object. With keep it collects the members there.
func (s *scanner) object(depth int, keep *members) *Refusal {
	if depth > maxDepth {
		return refuse(BadMessage, "nested too deeply")
	}
	seen := make([]string, 0, 8)
	s.at++ // {
	for s.next() != '}' {
		name := s.string()
		if !isName(name) {
			return wrong(name, "there is no such field")
		}
		if slices.Contains(seen, name) {
			return wrong(name, "given twice")
		}
		if len(seen) == maxMembers {
			return refuse(BadMessage, "too many fields")
		}
		seen = append(seen, name)
		s.next()
		s.at++ // :
		s.next()
		from := s.at
		if r := s.value(name, depth); r != nil {
			return r
		}
		if keep != nil {
			*keep = append(*keep, member{name, s.data[from:s.at]})
		}
		if s.next() == ',' {
			s.at++
		}
	}
	s.at++ // }
	return nil
}

// value walks over the value of the named field.
func (s *scanner) value(name string, depth int) *Refusal {
	switch s.next() {
	case '{':
		return s.object(depth+1, nil)
	case '[':
		return s.list(name, depth+1)
	case '"':
		s.string()
	case 'n':
		return wrong(name, "null is not a value; leave the field out, or give an empty one")
	default: // a number, true or false
		for s.at < len(s.data) && !strings.ContainsRune(",]} \t\r\n", rune(s.data[s.at])) {
			s.at++
		}
	}
	return nil
}

func (s *scanner) list(name string, depth int) *Refusal {
	if depth > maxDepth {
		return refuse(BadMessage, "nested too deeply")
	}
	s.at++ // [
	for s.next() != ']' {
		if r := s.value(name, depth); r != nil {
			return r
		}
		if s.next() == ',' {
			s.at++
		}
	}
	s.at++ // ]
	return nil
}

// string walks over a string and returns what stands between its quotes.
func (s *scanner) string() string {
	s.at++
	from := s.at
	for s.data[s.at] != '"' {
		if s.data[s.at] == '\\' {
			s.at++
		}
		s.at++
	}
	s.at++
	return string(s.data[from : s.at-1])
}

// isName reports whether name can be one of our field names, which are lower
// case: encoding/json would take any case for them.
func isName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

func decodeStrictly(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

// asRefusal puts an error of encoding/json into words.
func asRefusal(err error) error {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return r
	}
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return wrong(t.Field, "a %s is not of the form this field has", t.Value)
	}
	if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return wrong(strings.Trim(field, `"`), "there is no such field")
	}
	return refuse(BadMessage, "not JSON")
}
