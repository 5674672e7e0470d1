package kanban

import "strings"

// Ranks are fractional indices: strings that sort bytewise and between any
// two of which there is another. A rank is an integer part, whose first
// letter says how long it is and thus how it sorts, and a fraction without
// trailing zeros. The scheme and its alphabet are those of the JavaScript
// package fractional-indexing (rocicorp, after David Greenspan's "Implementing
// Fractional Indexing"), so that a browser predicts what the server decides.

const rankDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// maxRank is the length above which the ranks of a stage are spread anew.
const maxRank = 32

// smallestInteger is the integer part below which there is none.
const smallestInteger = "A00000000000000000000000000"

// Between returns a rank after a and before b; "" stands for no bound. Both
// must be valid ranks and a must sort before b, else it panics: ranks come
// from here and nowhere else.
func Between(a, b string) string {
	if a != "" && !ValidRank(a) || b != "" && !ValidRank(b) || a != "" && b != "" && a >= b {
		panic("kanban: no rank between " + a + " and " + b)
	}
	switch {
	case a == "" && b == "":
		return "a0"
	case a == "":
		return rankBefore(b)
	case b == "":
		whole := integerPart(a)
		if next, ok := increment(whole); ok {
			return next
		}
		return whole + midpoint(a[len(whole):], "")
	}
	whole := integerPart(a)
	if whole == integerPart(b) {
		return whole + midpoint(a[len(whole):], b[len(whole):])
	}
	if next, ok := increment(whole); ok && next < b {
		return next
	}
	return whole + midpoint(a[len(whole):], "")
}

func rankBefore(b string) string {
	whole := integerPart(b)
	if whole == smallestInteger {
		return whole + midpoint("", b[len(whole):])
	}
	if whole < b {
		return whole
	}
	previous, _ := decrement(whole) // there is one above smallestInteger
	return previous
}

// ranksFor returns n ranks in order, as short as they come.
func ranksFor(n int) []string {
	ranks := make([]string, n)
	last := ""
	for i := range ranks {
		last = Between(last, "")
		ranks[i] = last
	}
	return ranks
}

// ValidRank reports whether s can be a rank.
func ValidRank(s string) bool {
	if s == "" || s == smallestInteger || strings.Trim(s, rankDigits) != "" {
		return false
	}
	n := integerLen(s[0])
	return n > 0 && n <= len(s) && (len(s) == n || s[len(s)-1] != '0')
}

func integerLen(head byte) int {
	switch {
	case head >= 'a' && head <= 'z':
		return int(head-'a') + 2
	case head >= 'A' && head <= 'Z':
		return int('Z'-head) + 2
	}
	return 0
}

func integerPart(rank string) string { return rank[:integerLen(rank[0])] }

// midpoint returns a fraction between the fractions a and b, where an empty b
// stands for one.
func midpoint(a, b string) string {
	if b != "" {
		n := 0
		for n < len(b) && digitAt(a, n) == b[n] {
			n++
		}
		if n > 0 {
			return b[:n] + midpoint(a[min(n, len(a)):], b[n:])
		}
	}
	low, high := strings.IndexByte(rankDigits, digitAt(a, 0)), len(rankDigits)
	if b != "" {
		high = strings.IndexByte(rankDigits, b[0])
	}
	if high-low > 1 {
		return string(rankDigits[(low+high+1)/2])
	}
	if len(b) > 1 {
		return b[:1]
	}
	return string(rankDigits[low]) + midpoint(a[min(1, len(a)):], "")
}

func digitAt(fraction string, i int) byte {
	if i < len(fraction) {
		return fraction[i]
	}
	return '0'
}

// increment returns the integer part after whole, if there is one.
func increment(whole string) (string, bool) {
	head, digits := whole[0], []byte(whole[1:])
	for i := len(digits) - 1; i >= 0; i-- {
		if d := strings.IndexByte(rankDigits, digits[i]) + 1; d < len(rankDigits) {
			digits[i] = rankDigits[d]
			return string(head) + string(digits), true
		}
		digits[i] = '0'
	}
	switch {
	case head == 'z':
		return "", false
	case head == 'Z':
		return "a0", true
	case head >= 'a':
		return string(head+1) + string(digits) + "0", true
	}
	return string(head+1) + string(digits[1:]), true
}

// decrement returns the integer part before whole, if there is one.
func decrement(whole string) (string, bool) {
	head, digits := whole[0], []byte(whole[1:])
	for i := len(digits) - 1; i >= 0; i-- {
		if d := strings.IndexByte(rankDigits, digits[i]) - 1; d >= 0 {
			digits[i] = rankDigits[d]
			return string(head) + string(digits), true
		}
		digits[i] = 'z'
	}
	switch {
	case head == 'A':
		return "", false
	case head == 'a':
		return "Zz", true
	case head > 'a':
		return string(head-1) + string(digits[1:]), true
	}
	return string(head-1) + string(digits) + "z", true
}
