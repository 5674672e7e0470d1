package server

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"

	"takt/seeds"
	"takt/server/account"
	"takt/server/kanban"
	"takt/server/live"
	"takt/server/web"
)

// operator is who does what the server does by itself.
const operator kanban.UserID = "operator"

// loadExample begins the example portfolio, with its three years, when there is
// no board yet.
func (s *Server) loadExample(ctx context.Context) error {
	if !s.cfg.Example {
		return nil
	}
	if there, err := s.hub.Any(ctx); err != nil || there {
		return err
	}
	// All but the board itself is garbage in the end: collected later, it does
	// not hold up the start.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	story, err := s.story(ctx, seeds.Example, s.cfg.Language)
	if err != nil {
		return err
	}
	if _, err := s.hub.Begin(ctx, story); err != nil {
		return fmt.Errorf("the example portfolio cannot be loaded: %w", err)
	}
	return nil
}

// templates returns what a board can begin as.
func (s *Server) templates(language string) []web.Template {
	var list []web.Template
	for _, t := range seeds.Templates(language) {
		list = append(list, web.Template{ID: t.ID, Name: t.Name, Board: func(ctx context.Context, name string) (kanban.CreateBoard, error) {
			return s.furnish(ctx, t.ID, language, name)
		}})
	}
	return list
}

// furnish makes a board of a template, under a name or the template's own. The
// board begins with what lies on it: whoever founds it today has no past there.
func (s *Server) furnish(ctx context.Context, template, language, name string) (kanban.CreateBoard, error) {
	story, err := s.story(ctx, template, language)
	if err != nil {
		return kanban.CreateBoard{}, err
	}
	board := new(kanban.Board)
	for _, deed := range story {
		events, err := board.Decide(deed.By, deed.At, deed.Command)
		if err != nil {
			return kanban.CreateBoard{}, fmt.Errorf("template %s: %s: %w", template, deed.Command.Kind(), err)
		}
		for _, event := range events {
			event.Seq = board.Seq + 1
			board.Apply(event)
		}
	}
	return board.Again(cmp.Or(name, board.Name)), nil
}

// story returns what happened on a board that begins as a template. Whom it
// names is added to the people, unless somebody is called that already.
func (s *Server) story(ctx context.Context, template, language string) ([]live.Deed, error) {
	story, err := seeds.Read(template, language)
	if err != nil {
		return nil, err
	}
	ids, err := s.acquaint(ctx, story.People)
	if err != nil {
		return nil, err
	}
	told, err := story.Tell(now(), operator, ids)
	if err != nil {
		return nil, err
	}
	deeds := make([]live.Deed, len(told))
	for i, deed := range told {
		deeds[i] = live.Deed(deed)
	}
	return deeds, nil
}

// acquaint returns the person's id for each key of people, whose values are
// names. Whoever is not known is added.
func (s *Server) acquaint(ctx context.Context, people map[string]string) (map[string]kanban.UserID, error) {
	known := map[string]account.PersonID{}
	for _, p := range s.book.People() {
		known[p.Name] = p.ID
	}
	var missing []string
	for _, name := range people {
		if _, ok := known[name]; !ok {
			known[name] = ""
			missing = append(missing, name)
		}
	}
	added, err := s.book.AddAll(ctx, missing...)
	if err != nil {
		return nil, err
	}
	for _, p := range added {
		known[p.Name] = p.ID
	}
	ids := map[string]kanban.UserID{}
	for key, name := range people {
		ids[key] = kanban.UserID(known[name])
	}
	return ids, nil
}
