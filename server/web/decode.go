package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"takt/server/kanban"
)

// object reads one JSON object into fields, which maps every known key to a
// pointer. It is strict: an unknown, repeated, null or wrongly cased key is
// refused, and so is anything that is not valid UTF-8 or follows the object.
func object(data []byte, fields map[string]any) error {
	if !utf8.Valid(data) {
		return malformed("not valid UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if start, err := dec.Token(); err != nil || start != json.Delim('{') {
		return malformed("a JSON object is expected")
	}
	seen := make(map[string]bool, len(fields))
	for dec.More() {
		if err := member(dec, fields, seen); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return malformed("the JSON object does not end")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return malformed("something follows the JSON object")
	}
	return nil
}

// member reads one key and its value.
func member(dec *json.Decoder, fields map[string]any, seen map[string]bool) error {
	token, err := dec.Token()
	if err != nil {
		return malformed("not valid JSON")
	}
	key := token.(string)
	var value json.RawMessage
	if err := dec.Decode(&value); err != nil {
		return malformed("not valid JSON")
	}
	target, known := fields[key]
	switch {
	case !known:
		return badField(key, "there is no such field")
	case seen[key]:
		return badField(key, "given twice")
	case string(value) == "null" || json.Unmarshal(value, target) != nil:
		return badField(key, fmt.Sprintf("a %s is expected", form(target)))
	}
	seen[key] = true
	return nil
}

// form names what a pointer can hold.
func form(target any) string {
	switch target.(type) {
	case *string:
		return "text"
	case *bool:
		return "true or false"
	case *uint64, *int:
		return "whole number"
	case *[]json.RawMessage, *[]any:
		return "list"
	default:
		return "JSON object"
	}
}

func malformed(detail string) *kanban.Refusal {
	return &kanban.Refusal{Code: kanban.BadMessage, Message: detail}
}

func badField(key, detail string) *kanban.Refusal {
	return &kanban.Refusal{Code: kanban.BadField, Message: fmt.Sprintf("%.64q: %s", key, detail), Missing: []string{key}}
}
