package exchange

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Encodings of text files, as Options.Encoding and Reading.Encoding name them.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	Windows1252 = "windows-1252"
	Latin1      = "iso-8859-1"
	Macintosh   = "macintosh"
)

// Encodings lists every encoding that Read takes in Options.Encoding.
var Encodings = []string{UTF8, UTF16LE, UTF16BE, Windows1252, Latin1, Macintosh}

var marks = []struct{ mark, encoding string }{
	{"\xef\xbb\xbf", UTF8},
	{"\xff\xfe", UTF16LE},
	{"\xfe\xff", UTF16BE},
}

// decodeText returns the text of a file and the encoding it was read in. An
// empty encoding is recognised: by its mark, by where its zero bytes lie, by
// being valid UTF-8, and else as Windows-1252, which holds Latin-1.
func decodeText(data []byte, encoding string) (string, string, *Error) {
	if encoding == "" {
		encoding = guessEncoding(data)
	}
	for _, m := range marks {
		if m.encoding == encoding {
			data = bytes.TrimPrefix(data, []byte(m.mark))
		}
	}
	text, err := decodeAs(data, encoding)
	if err != nil {
		return "", encoding, err
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		return "", encoding, fail(CodeEncoding, "there is a zero byte in the text, so this is not a text file").
			at(lineOf(text, i), "").advise("Export the file again as CSV or text")
	}
	return text, encoding, nil
}

func guessEncoding(data []byte) string {
	for _, m := range marks {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			return m.encoding
		}
	}
	if enc := wideByZeros(data); enc != "" {
		return enc
	}
	valid, invalid := countUTF8(data)
	if invalid == 0 || valid > 4*invalid {
		return UTF8 // mostly UTF-8: decodeAs names the line that is not
	}
	return Windows1252
}

// wideByZeros recognises UTF-16 without a mark: in western text every other
// byte is zero.
func wideByZeros(data []byte) string {
	head := data[:min(len(data), 4096)&^1]
	var even, odd int
	for i := 0; i+1 < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch half := len(head) / 2; {
	case half < 2:
		return ""
	case odd*10 >= half*7 && even == 0:
		return UTF16LE
	case even*10 >= half*7 && odd == 0:
		return UTF16BE
	}
	return ""
}

// countUTF8 counts characters beyond ASCII that are valid UTF-8, and bytes
// that are not.
func countUTF8(data []byte) (valid, invalid int) {
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			invalid++
		case size > 1:
			valid++
		}
		data = data[size:]
	}
	return valid, invalid
}

func decodeAs(data []byte, encoding string) (string, *Error) {
	switch encoding {
	case UTF8:
		return decodeUTF8(data)
	case UTF16LE:
		return decodeUTF16(data, binary.LittleEndian)
	case UTF16BE:
		return decodeUTF16(data, binary.BigEndian)
	case Windows1252:
		return decodeBytes(data, charmap.Windows1252), nil
	case Latin1:
		return decodeBytes(data, charmap.ISO8859_1), nil
	case Macintosh:
		return decodeBytes(data, charmap.Macintosh), nil
	}
	return "", fail(CodeOption, "unknown encoding “%s”", short(encoding)).at(0, "encoding").
		advise("Choose one of %s", strings.Join(Encodings, ", "))
}

func decodeUTF8(data []byte) (string, *Error) {
	if i := invalidAt(data); i >= 0 {
		return "", fail(CodeEncoding, "the byte %#02x is not UTF-8, though the rest of the file is", data[i]).
			at(lineOf(string(data), i), "").
			advise("Save the file as UTF-8, or choose another encoding (Windows-1252 for older Excel)")
	}
	return string(data), nil
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func decodeUTF16(data []byte, order binary.ByteOrder) (string, *Error) {
	var b strings.Builder
	b.Grow(len(data) / 2)
	for i := 0; i+1 < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			low := utf8.RuneError
			if i+3 < len(data) {
				low = utf16.DecodeRune(r, rune(order.Uint16(data[i+2:])))
			}
			if low == utf8.RuneError {
				return "", brokenUTF16(b.String())
			}
			r, i = low, i+2
		}
		b.WriteRune(r)
	}
	if len(data)%2 == 1 {
		return "", brokenUTF16(b.String())
	}
	return b.String(), nil
}

func brokenUTF16(before string) *Error {
	return fail(CodeEncoding, "the text breaks off in the middle of a character (UTF-16)").
		at(lineOf(before, len(before)), "").advise("Save the file as UTF-8, or export it again")
}

func decodeBytes(data []byte, table *charmap.Charmap) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		b.WriteRune(table.DecodeByte(c))
	}
	return b.String()
}

// lineOf returns the line, from 1, in which the byte at offset lies.
func lineOf(text string, offset int) int {
	text = text[:min(offset, len(text))]
	if n := strings.Count(text, "\n"); n > 0 {
		return n + 1
	}
	return strings.Count(text, "\r") + 1
}

// plain removes what no text field takes: control characters other than tab
// and line ends. Line ends become \n. It reports whether anything was taken
// out besides line ends.
func plain(s string) (string, bool) {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= 0x20 && s[i] < 0x7f || s[i] == '\n' || s[i] == '\t'
	}
	if clean {
		return s, false
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	removed := false
	s = strings.Map(func(r rune) rune {
		if control(r) {
			removed = true
			return -1
		}
		return r
	}, s)
	return s, removed
}

func control(r rune) bool {
	return r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError
}

// cut shortens s to at most n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:n-1])) + "…"
}

// split cuts s in two where the first part has at most n bytes: at a line
// end, else at a space, else between two characters. Nothing is lost.
func split(s string, n int) (head, rest string) {
	if len(s) <= n {
		return s, ""
	}
	at := n
	for at > n-utf8.UTFMax && !utf8.RuneStart(s[at]) {
		at--
	}
	for _, sep := range []string{"\n", " "} {
		if i := strings.LastIndex(s[:at], sep); i > n/2 {
			return s[:i], s[i+1:]
		}
	}
	return s[:at], s[at:]
}

// oneLine makes one line of a text.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
