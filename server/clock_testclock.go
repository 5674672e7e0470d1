//go:build testclock

package server

import (
	"os"
	"strings"
	"time"
)

// now is the time in the file that CLOCK_FILE names, such as
// 2026-01-12T08:00:00Z.
func now() time.Time {
	text, err := os.ReadFile(os.Getenv("CLOCK_FILE"))
	if err != nil {
		return time.Now()
	}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(string(text)))
	if err != nil {
		panic("CLOCK_FILE: " + err.Error())
	}
	return at
}
