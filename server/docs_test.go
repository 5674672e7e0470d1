package server

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// inherited names methods whose interface says what they do.
var inherited = map[string]bool{"Kind": true, "Error": true, "String": true, "Unwrap": true, "UnmarshalJSON": true, "MarshalJSON": true}

// TestEverythingExportedIsDocumented holds every package to a comment that
// says what it is for, and every exported name to one of its own.
func TestEverythingExportedIsDocumented(t *testing.T) {
	for _, root := range []string{".", "../seeds", "../cmd", "../frontend"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			if name := d.Name(); name == "node_modules" || name == "dist" || name == "testdata" {
				return filepath.SkipDir
			}
			documented(t, path)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func documented(t *testing.T, dir string) {
	files := token.NewFileSet()
	var parsed []*ast.File
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	if len(parsed) == 0 {
		return
	}
	pkg, err := doc.NewFromFiles(files, parsed, dir)
	if err != nil {
		t.Fatal(err)
	}
	if pkg.Doc == "" {
		t.Errorf("%s: package %s says nothing about itself", dir, pkg.Name)
	}
	missing := func(name, doc string) {
		if doc == "" {
			t.Errorf("%s: %s is exported and has no comment", dir, name)
		}
	}
	for _, f := range pkg.Funcs {
		missing(f.Name, f.Doc)
	}
	for _, typ := range pkg.Types {
		missing(typ.Name, typ.Doc)
		for _, f := range append(typ.Funcs, typ.Methods...) {
			if !inherited[f.Name] {
				missing(typ.Name+"."+f.Name, f.Doc)
			}
		}
	}
}
