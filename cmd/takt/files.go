package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"takt/server"
	"takt/server/kanban"
)

// exportCommand is "takt export".
type exportCommand struct {
	place
	Board string `arg:"" help:"Id or name of the board."`
	File  string `arg:"" optional:"" help:"Where to write it. Standard output without." type:"path"`
}

// Run exports a board. A file appears whole or not at all.
func (cmd *exportCommand) Run(ctx context.Context, c *console) (err error) {
	desk, err := cmd.desk(ctx, c, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if cmd.File == "" {
		return desk.Export(ctx, cmd.Board, c.out)
	}
	return writeFile(cmd.File, func(w io.Writer) error { return desk.Export(ctx, cmd.Board, w) })
}

// writeFile makes a file of what write writes, or nothing.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriter(f)
	if err := errors.Join(write(w), w.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// importCommand is "takt import".
type importCommand struct {
	place
	File    string `arg:"" help:"Takt or Trello JSON, a GitHub project, or a table as CSV." type:"existingfile"`
	Preview bool   `help:"Only tell what would become of the file."`
	Into    string `help:"Add the cards to this board, by id or name, and make none." placeholder:"BOARD"`

	Name      string            `help:"Name of the board." placeholder:"NAME"`
	Format    string            `help:"Kind of file, if it is not recognised: takt, trello, github, csv or jira." enum:",takt,trello,github,csv,jira" default:"" placeholder:"FORMAT"`
	Lane      string            `help:"Lane of lists that fit both: marathon or sprint." enum:",marathon,sprint" default:"" placeholder:"LANE"`
	List      map[string]string `help:"Where a list goes: Doing=sprint/running, Ideas=sprint/+Ideas for a stage of that name, Old=skip. Repeatable." mapsep:"none" placeholder:"LIST=PLACE"`
	Column    map[string]string `help:"Which field a column goes to: Ansvarig=owner. Repeatable." mapsep:"none" placeholder:"COLUMN=FIELD"`
	Person    map[string]string `help:"Which person a name means: Ann=their id. Repeatable." mapsep:"none" placeholder:"NAME=ID"`
	Strangers string            `help:"People the file names and nobody is known by: add makes them known, leave does not." enum:"add,leave" default:"add" placeholder:"WHAT"`
	Archived  string            `help:"What becomes of archived cards: archive, drop or open." enum:",archive,drop,open" default:"" placeholder:"WHAT"`

	Encoding  string `help:"Of the text, such as utf-8 or windows-1252." placeholder:"NAME"`
	Delimiter string `help:"Between the columns, such as ; or tab." placeholder:"CHARACTER"`
	Header    int    `help:"Line of the headings; -1 when there are none." placeholder:"LINE"`
	Dates     string `help:"Order of dates: ymd, dmy or mdy." enum:",ymd,dmy,mdy" default:"" placeholder:"ORDER"`
	Decimal   string `help:"Decimal sign: point or comma." enum:",point,comma" default:"" placeholder:"SIGN"`
	Currency  string `help:"Of amounts that name none, such as SEK." placeholder:"CODE"`
}

// Run imports a file, all of it or nothing.
func (cmd *importCommand) Run(ctx context.Context, c *console) (err error) {
	file, err := cmd.read()
	if err != nil {
		return err
	}
	desk, err := cmd.desk(ctx, c, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	plan, err := desk.Preview(ctx, file)
	if err != nil {
		return err
	}
	tell(c.out, &plan)
	if cmd.Preview && plan.Problem == nil {
		return nil
	}
	if cmd.Strangers == "add" && plan.Problem == nil {
		if err := desk.Acquaint(ctx, &file, plan); err != nil {
			return err
		}
	}
	board, err := desk.Import(ctx, file) // says what the problem is, if there is one
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, "imported as board", board)
	return err
}

// read reads the file and what was said about it.
func (cmd *importCommand) read() (server.File, error) {
	data, err := os.ReadFile(cmd.File)
	if err != nil {
		return server.File{}, err
	}
	options := server.ImportOptions{
		Format: server.ImportFormat(cmd.Format), Name: cmd.Name, Lane: kanban.LaneKey(cmd.Lane), Archived: cmd.Archived,
		Encoding: cmd.Encoding, Delimiter: cmd.Delimiter, Header: cmd.Header, Dates: cmd.Dates, Currency: cmd.Currency,
		Decimal: map[string]string{"point": ".", "comma": ","}[cmd.Decimal],
		Lists:   map[string]server.ImportTarget{},
		Columns: map[string]server.ImportField{},
		People:  map[string]kanban.UserID{},
	}
	if cmd.Delimiter == "tab" {
		options.Delimiter = "\t"
	}
	for list, place := range cmd.List {
		if options.Lists[list], err = target(place); err != nil {
			return server.File{}, usageError{fmt.Errorf("--list %s=%s: %w", list, place, err)}
		}
	}
	for column, field := range cmd.Column {
		options.Columns[column] = server.ImportField(field)
	}
	for name, id := range cmd.Person {
		options.People[name] = kanban.UserID(id)
	}
	return server.File{Name: filepath.Base(cmd.File), Data: data, Options: options, Board: cmd.Into}, nil
}

// target reads where a list goes.
func target(place string) (server.ImportTarget, error) {
	if place == "skip" {
		return server.ImportTarget{Skip: true}, nil
	}
	lane, stage, ok := strings.Cut(place, "/")
	if !ok || stage == "" || stage == "+" {
		return server.ImportTarget{}, errors.New("LANE/STAGE, LANE/+NAME or skip is expected")
	}
	if name, isNew := strings.CutPrefix(stage, "+"); isNew {
		return server.ImportTarget{Lane: kanban.LaneKey(lane), NewStage: name}, nil
	}
	return server.ImportTarget{Lane: kanban.LaneKey(lane), Stage: kanban.StageID(stage)}, nil
}

// tell says what becomes of a file.
func tell(w io.Writer, plan *server.ImportPlan) {
	fmt.Fprintf(w, "%s (%s): %d cards, %d archived, %d comments, %d checklist items, %d links\n",
		plan.Name, plan.Format, plan.Cards, plan.Archived, plan.Comments, plan.Items, plan.Links)
	for _, list := range plan.Lists {
		fmt.Fprintf(w, "  list    %s → %s (%d cards)\n", list.Name, destination(list.Target), list.Cards)
	}
	for _, column := range plan.Columns {
		fmt.Fprintf(w, "  column  %s → %s\n", column.Name, column.Field)
	}
	for _, note := range plan.Notes {
		fmt.Fprintf(w, "  %-7s %s (%d)\n", note.Kind, note.Text, note.Count)
	}
}

func destination(t server.ImportTarget) string {
	switch {
	case t.Skip:
		return "left out"
	case t.NewStage != "":
		return fmt.Sprintf("%s/+%s", t.Lane, t.NewStage)
	}
	return fmt.Sprintf("%s/%s", t.Lane, t.Stage)
}
