package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"takt/server/sheet"
	"takt/server/sheet/xlsx"
)

// Bounds of a table that is to become a file.
const (
	maxSheet        = 16 << 20 // bytes of the request
	maxSheetColumns = 100
	maxSheetRows    = 25_000 // every card of a board, and groups
	maxSheetName    = 200    // characters of a title or a heading
)

func isSheet(uri []byte) bool {
	path, _, _ := bytes.Cut(uri, []byte("?"))
	return bytes.HasPrefix(path, []byte("/api/boards/")) && bytes.HasSuffix(path, []byte("/sheet"))
}

// sheet answers POST /api/boards/{board}/sheet: the table of the request as a
// file for spreadsheets. One is made at a time, as a large one takes many times
// its size meanwhile.
func (a *App) sheet(c *fiber.Ctx) error {
	if _, err := a.room(c); err != nil {
		return err
	}
	select {
	case a.writing <- struct{}{}:
		defer func() { <-a.writing }()
	case <-c.UserContext().Done():
		return c.UserContext().Err()
	}
	format, table, err := readSheet(c.BodyRaw())
	if err != nil {
		return err
	}
	var file bytes.Buffer
	write, kind := table.WriteCSV, "text/csv; charset=utf-8; header=present"
	if format == "xlsx" {
		write = func(w io.Writer) error { return xlsx.Write(w, table) }
		kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	if err := write(&file); err != nil {
		return fmt.Errorf("web: sheet: %w", err)
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": fileName(table.Title) + "." + format}))
	return c.Send(file.Bytes())
}

// fileName makes a title the name of a file on any system.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return ' '
		}
		return r
	}, title)
	return cmp.Or(strings.Trim(strings.Join(strings.Fields(name), " "), ". "), "Takt")
}

// readSheet reads the request for a file: which format, and the table.
func readSheet(data []byte) (format string, s sheet.Sheet, err error) {
	var columns, rows []json.RawMessage
	fields := map[string]any{"format": &format, "title": &s.Title, "columns": &columns, "rows": &rows}
	if err := object(data, fields); err != nil {
		return "", s, err
	}
	switch {
	case format != "xlsx" && format != "csv":
		return "", s, badField("format", "xlsx or csv is expected")
	case utf8.RuneCountInString(s.Title) > maxSheetName:
		return "", s, badField("title", "too long")
	case len(columns) == 0 || len(columns) > maxSheetColumns:
		return "", s, badField("columns", fmt.Sprintf("1 to %d columns are expected", maxSheetColumns))
	case len(rows) > maxSheetRows:
		return "", s, badField("rows", fmt.Sprintf("at most %d rows are expected", maxSheetRows))
	}
	for _, data := range columns {
		column, err := readColumn(data)
		if err != nil {
			return "", s, err
		}
		s.Columns = append(s.Columns, column)
	}
	s.Rows = make([]sheet.Row, len(rows))
	for i, data := range rows {
		if s.Rows[i], err = readRow(s.Columns, data); err != nil {
			return "", s, err
		}
	}
	return format, s, nil
}

func readColumn(data []byte) (column sheet.Column, err error) {
	if err := object(data, map[string]any{"name": &column.Name, "kind": (*string)(&column.Kind)}); err != nil {
		return column, err
	}
	switch column.Kind {
	case sheet.Text, sheet.Number, sheet.Date:
	default:
		return column, badField("kind", "text, number or date is expected")
	}
	if utf8.RuneCountInString(column.Name) > maxSheetName {
		return column, badField("name", "too long")
	}
	return column, nil
}

func readRow(columns []sheet.Column, data []byte) (row sheet.Row, err error) {
	if err := object(data, map[string]any{"cells": &row.Cells, "level": &row.Level, "group": &row.Group}); err != nil {
		return row, err
	}
	if len(row.Cells) != len(columns) {
		return row, badField("cells", "one for each column is expected")
	}
	if row.Level < 0 || row.Level > sheet.MaxLevel {
		return row, badField("level", fmt.Sprintf("0 to %d is expected", sheet.MaxLevel))
	}
	for i, column := range columns {
		cell, fits := column.Cell(row.Cells[i], row.Group)
		if text, ok := cell.(string); !fits || ok && len(text) > xlsx.MaxText {
			return row, badField("cells", fmt.Sprintf("%s is expected in column %d", column.Kind, i+1))
		}
		row.Cells[i] = cell
	}
	return row, nil
}
