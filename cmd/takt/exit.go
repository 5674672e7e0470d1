package main

import (
	"errors"

	"takt/server"
)

// Exit codes; the package documentation says what each means.
const (
	exitDone = iota
	exitFailed
	exitUsage
	exitDamaged
	exitInUse
	exitForeign
	exitBadFile
)

// A usageError is about how the command was given.
type usageError struct{ error }

// exitCode returns the code that says what kind of error err is.
func exitCode(err error) int {
	var usage usageError
	switch {
	case errors.As(err, &usage), errors.Is(err, server.ErrBadOption):
		return exitUsage
	case errors.Is(err, server.ErrDamaged):
		return exitDamaged
	case errors.Is(err, server.ErrInUse):
		return exitInUse
	case errors.Is(err, server.ErrForeign), errors.Is(err, server.ErrNewer):
		return exitForeign
	case errors.Is(err, server.ErrBadFile):
		return exitBadFile
	}
	return exitFailed
}
