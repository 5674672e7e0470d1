//go:build !testclock

package server

import "time"

// now is the time of everything that happens. A build with the tag testclock
// takes it from a file, so that tests can let years pass.
var now = time.Now
