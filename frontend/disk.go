//go:build !embed

package frontend

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// ErrNotBuilt says that there is no built client, and how to get one.
var ErrNotBuilt = errors.New("the page is not built: run scripts/run, or npm ci && npm run build in frontend")

// Assets returns the built client from disk: from dist beside this source
// file, or from frontend/dist below the working directory. The error is
// ErrNotBuilt when there is neither.
func Assets() (fs.FS, error) {
	_, source, _, _ := runtime.Caller(0)
	return firstBuilt(filepath.Join(filepath.Dir(source), "dist"), filepath.Join("frontend", "dist"))
}

func firstBuilt(dirs ...string) (fs.FS, error) {
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(dir, "index.html")); err == nil {
			return os.DirFS(dir), nil
		}
	}
	return nil, ErrNotBuilt
}
