package bolt

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// childEnv makes the test binary play another process: its value is the
// part, and the rest of the environment says more.
const childEnv = "TAKT_TEST_CHILD"

var children = map[string]func() int{}

func TestMain(m *testing.M) {
	if child := children[os.Getenv(childEnv)]; child != nil {
		os.Exit(child())
	}
	goleak.VerifyTestMain(m)
}
