package server

import (
	"context"
	"errors"
	"fmt"
	"time"

	"takt/seeds"
	"takt/server/account"
	"takt/server/exchange"
	"takt/server/kanban"
	"takt/server/live"
	"takt/server/web"
)

// operator is who does what the server does by itself.
const operator kanban.UserID = "operator"

// loadExample begins the example portfolio when there is no board yet.
func (s *Server) loadExample(ctx context.Context) error {
	if !s.cfg.Example {
		return nil
	}
	boards, err := s.hub.Boards(ctx)
	if err != nil || len(boards) > 0 {
		return err
	}
	cmd, err := s.furnish(ctx, seeds.Example, s.cfg.Language, "")
	if err != nil {
		return err
	}
	if _, _, err := s.hub.Create(ctx, operator, "", cmd); err != nil {
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

// furnish makes a board of a template. Whom it names is added to the people,
// unless somebody is called that already.
func (s *Server) furnish(ctx context.Context, template, language, name string) (kanban.CreateBoard, error) {
	now := time.Now()
	data, people, err := seeds.Board(template, language, now)
	if err != nil {
		return kanban.CreateBoard{}, err
	}
	ids, err := s.acquaint(ctx, people)
	if err != nil {
		return kanban.CreateBoard{}, err
	}
	plan, err := exchange.Read(template+".json", data, exchange.Options{
		Format: exchange.Takt, Name: name, People: ids, By: operator, Now: now, Mint: live.NewID,
	})
	if err != nil {
		return kanban.CreateBoard{}, fmt.Errorf("template %s: %w", template, err)
	}
	cmd, ok := plan.Command.(kanban.CreateBoard)
	if !ok {
		return kanban.CreateBoard{}, errors.New("template " + template + " makes no board")
	}
	return cmd, nil
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
