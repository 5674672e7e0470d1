package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// conform refuses a document that is not exactly of the form of a type: with
// members the type does not have, named in another case, named twice or null,
// or with values of another kind. Errors name the path, such as
// "board.cards[12].budget.amount". The document has been surveyed before.
func conform(data []byte, form reflect.Type) *Error {
	s := strict{dec: json.NewDecoder(bytes.NewReader(data)), data: data}
	s.dec.UseNumber()
	if err := s.value(form); err != nil {
		return err.at(lineOf(string(data), int(s.dec.InputOffset())), s.name())
	}
	return nil
}

type strict struct {
	dec  *json.Decoder
	data []byte
	path []string
}

func (s *strict) name() string {
	return strings.TrimPrefix(strings.Join(s.path, ""), ".")
}

var timeType = reflect.TypeFor[time.Time]()

func (s *strict) value(form reflect.Type) *Error {
	t, err := s.dec.Token()
	if err != nil {
		return damaged(s.data, s.dec.InputOffset(), err)
	}
	switch {
	case t == nil:
		return fail(CodeValue, "null is not a value here").advise("Leave the field out, or give it a value")
	case form == timeType:
		return conformTime(t)
	}
	if form.Kind() == reflect.Pointer {
		form = form.Elem()
	}
	switch form.Kind() {
	case reflect.Struct:
		return s.object(t, members(form))
	case reflect.Map:
		return s.object(t, nil)
	case reflect.Slice:
		return s.list(t, form.Elem())
	}
	return conformScalar(t, form)
}

func conformTime(t json.Token) *Error {
	text, _ := t.(string)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || !plausible(at.UTC().Year()) {
		return fail(CodeValue, "“%v” is not a time", t).advise("Write it like 2026-12-31T12:00:00Z")
	}
	return nil
}

func conformScalar(t json.Token, form reflect.Type) *Error {
	want, ok := "", false
	switch form.Kind() {
	case reflect.String:
		want = "text"
		_, ok = t.(string)
	case reflect.Bool:
		want = "true or false"
		_, ok = t.(bool)
	case reflect.Float64:
		want = "a number"
		_, ok = t.(json.Number)
	default:
		want = "a whole number"
		n, isNumber := t.(json.Number)
		ok = isNumber && json.Unmarshal([]byte(n), reflect.New(form).Interface()) == nil
	}
	if !ok {
		return fail(CodeValue, "%s stands where %s belongs", short(fmt.Sprint(t)), want).advise("Correct it in the file, or export the board again")
	}
	return nil
}

// object reads the rest of an object of the given members; nil allows any,
// all of them text.
func (s *strict) object(t json.Token, known map[string]reflect.Type) *Error {
	if t != json.Delim('{') {
		return fail(CodeValue, "%s stands where an object {…} belongs", short(fmt.Sprint(t))).advise("Correct it in the file, or export the board again")
	}
	seen := map[string]bool{}
	for s.dec.More() {
		t, err := s.dec.Token()
		if err != nil {
			return damaged(s.data, s.dec.InputOffset(), err)
		}
		name := t.(string) // Token gives nothing else here
		s.path = append(s.path, "."+short(name))
		form, ok := known[name]
		switch {
		case known == nil:
			form = reflect.TypeFor[string]()
		case !ok:
			return fail(CodeUnknownField, "Takt knows no such field").advise("Remove it, or check how it is spelled; a newer version of Takt may have written the file")
		}
		if seen[name] {
			return fail(CodeValue, "the field stands here twice").advise("Remove one of the two")
		}
		seen[name] = true
		if err := s.value(form); err != nil {
			return err
		}
		s.path = s.path[:len(s.path)-1]
	}
	return s.end()
}

func (s *strict) list(t json.Token, elem reflect.Type) *Error {
	if t != json.Delim('[') {
		return fail(CodeValue, "%s stands where a list […] belongs", short(fmt.Sprint(t))).advise("Correct it in the file, or export the board again")
	}
	for i := 0; s.dec.More(); i++ {
		s.path = append(s.path, fmt.Sprintf("[%d]", i))
		if err := s.value(elem); err != nil {
			return err
		}
		s.path = s.path[:len(s.path)-1]
	}
	return s.end()
}

func (s *strict) end() *Error {
	if _, err := s.dec.Token(); err != nil {
		return damaged(s.data, s.dec.InputOffset(), err)
	}
	return nil
}

// members returns the JSON members of a struct, those of embedded ones too.
func members(form reflect.Type) map[string]reflect.Type {
	all := map[string]reflect.Type{}
	for f := range form.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			for k, v := range members(f.Type) {
				all[k] = v
			}
		case f.IsExported() && name != "" && name != "-":
			all[name] = f.Type
		}
	}
	return all
}
