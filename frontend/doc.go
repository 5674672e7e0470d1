// Package frontend holds the page: everything a browser is sent.
//
// Built with the tag embed it carries the built client, and does not compile
// without one, so no release ships blank. Without the tag it serves
// frontend/dist from disk, so that the Go packages build, vet and test where
// there is no Node.
//
// The files are those that Vite wrote: index.html, and below assets/ files
// whose names hold a hash of their content, most with a .br and a .gz beside
// them.
package frontend

//go:generate go run ./tools/types src/board/wire.gen.ts
