//go:build embed

package frontend

import (
	"embed"
	"io/fs"
)

// all: takes the names that begin with _ or . too, which bundlers give to some
// files.
//
//go:embed all:dist
var dist embed.FS

// Assets returns the built client, which is part of this binary.
func Assets() (fs.FS, error) { return fs.Sub(dist, "dist") }
