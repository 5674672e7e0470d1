package exchange

import (
	"fmt"
	"strings"
)

// An Error says why a file cannot be imported, in words its owner can act on.
// Every Error names the place in the file or what to do instead, mostly both.
type Error struct {
	Code    string `json:"code"`             // stable; the constants below
	Line    int    `json:"line,omitempty"`   // line of the file, from 1
	Field   string `json:"field,omitempty"`  // heading of the column, or path in the JSON
	Message string `json:"message"`          // what is wrong
	Advice  string `json:"advice,omitempty"` // what to do about it
}

// Codes of an Error.
const (
	CodeEmpty        = "empty"         // nothing in it
	CodeTooLarge     = "too_large"     // more bytes, cards or columns than a board takes
	CodeKind         = "kind"          // a kind of file Takt does not import
	CodeSyntax       = "syntax"        // damaged, or not what its name says
	CodeEncoding     = "encoding"      // the characters cannot be made out
	CodeValue        = "value"         // a value does not fit its field
	CodeRow          = "row"           // a row does not fit the headings
	CodeNoTitle      = "no_title"      // nothing to call the cards by
	CodeNothing      = "nothing"       // no cards would be imported
	CodeOption       = "option"        // an option is wrong, not the file
	CodeUnknownField = "unknown_field" // Takt JSON with a field Takt does not know
	CodeRefused      = "refused"       // the board refuses what the file holds
)

// Error returns the whole of it as one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d", e.Line)
	}
	if e.Field != "" {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "“%s”", e.Field)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	b.WriteString(e.Message)
	if e.Advice != "" {
		b.WriteString(". " + e.Advice)
	}
	return b.String()
}

func (e *Error) at(line int, field string) *Error {
	e.Line, e.Field = line, field
	return e
}

func (e *Error) advise(format string, args ...any) *Error {
	e.Advice = fmt.Sprintf(format, args...)
	return e
}

func fail(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// short makes a value from the file fit into a sentence.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	const most = 60
	if r := []rune(s); len(r) > most {
		s = strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}
