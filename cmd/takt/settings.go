package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// settings are the TAKT_ variables of the environment. They stand in for flags
// that were not typed.
type settings struct {
	values map[string]string
	used   []string // the flags that got their value here
}

const prefix = "TAKT_"

func settingsOf(env []string) *settings {
	s := &settings{values: map[string]string{}}
	for _, line := range env {
		if key, value, ok := strings.Cut(line, "="); ok && strings.HasPrefix(key, prefix) {
			s.values[key] = value
		}
	}
	return s
}

// variable is the name of a flag in the environment.
func variable(flag string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// Validate implements kong.Resolver: every variable must belong to some flag.
func (s *settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	err := kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok && flag.Name != "help" {
			known[variable(flag.Name)] = true
		}
		return next(nil)
	})
	if err != nil {
		return err
	}
	var unknown []string
	for key := range s.values {
		if !known[key] {
			unknown = append(unknown, key)
		}
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		return fmt.Errorf("unknown setting %s in the environment", strings.Join(unknown, ", "))
	}
	return nil
}

// Resolve implements kong.Resolver.
func (s *settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	value, ok := s.values[variable(flag.Name)]
	if !ok {
		return nil, nil
	}
	s.used = append(s.used, flag.Name)
	return value, nil
}

// blame names the variable that an error about a flag is about.
func (s *settings) blame(err error) error {
	for _, flag := range s.used {
		if strings.HasPrefix(err.Error(), "--"+flag) {
			return fmt.Errorf("%s: %w", variable(flag), err)
		}
	}
	return err
}

// withVariable ends a flag's help with its default and its variable.
func withVariable(value *kong.Value) string {
	switch {
	case value.Flag == nil || value.Name == "help":
		return value.Help
	case value.Default == "":
		return fmt.Sprintf("%s (%s)", value.Help, variable(value.Name))
	}
	return fmt.Sprintf("%s (default %s; %s)", value.Help, value.Default, variable(value.Name))
}
