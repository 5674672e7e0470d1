//go:build !embed

package frontend

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestFirstBuilt(t *testing.T) {
	empty, built := t.TempDir(), t.TempDir()
	if _, err := firstBuilt(empty, filepath.Join(empty, "none")); !errors.Is(err, ErrNotBuilt) {
		t.Errorf("nothing built: %v, want ErrNotBuilt", err)
	}
	if err := os.WriteFile(filepath.Join(built, "index.html"), []byte("<!doctype html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	files, err := firstBuilt(empty, built)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(files, "index.html"); err != nil {
		t.Error(err)
	}
}
