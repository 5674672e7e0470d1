package account

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxName is the length of a name in characters (Unicode code points, NFC).
const MaxName = 80

// A NameError says, in words for people, why a name cannot be taken.
type NameError struct{ Reason string }

func (e *NameError) Error() string { return "name: " + e.Reason }

// CheckName returns a name as it is kept: without space around it, in Unicode
// normal form C. It is a *NameError when the name is empty or too long, is not
// UTF-8, or has characters that do not show, turn the direction of writing or
// break the line: they would let a name pass for something else.
func CheckName(name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", &NameError{"not valid UTF-8"}
	}
	name = norm.NFC.String(strings.TrimSpace(name))
	if n := utf8.RuneCountInString(name); n > MaxName {
		return "", &NameError{fmt.Sprintf("longer than %d characters", MaxName)}
	}
	shows := false
	for _, c := range name {
		if hidden(c) {
			return "", &NameError{fmt.Sprintf("the character U+%04X cannot be part of a name", c)}
		}
		shows = shows || unicode.In(c, unicode.L, unicode.N, unicode.P, unicode.S)
	}
	if !shows {
		return "", &NameError{"a name needs at least one character"}
	}
	return name, nil
}

// Joiners belong to the spelling of some scripts and to emoji.
const (
	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
)

// hidden reports whether a character is a control or format character, which
// includes every bidirectional control, a line break, or of no known meaning.
func hidden(c rune) bool {
	if c == zeroWidthJoiner || c == zeroWidthNonJoiner {
		return false
	}
	return unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) || c == unicode.ReplacementChar
}
