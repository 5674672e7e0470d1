package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"takt/server"
)

// A place is where the data are.
type place struct {
	Data string `help:"Directory of the data file." default:"./data" type:"path" placeholder:"DIR"`
}

// verifyCommand is "takt verify".
type verifyCommand struct {
	place
	File string `arg:"" optional:"" help:"A backup to check instead of the data." type:"existingfile"`
}

// Run checks the data.
func (cmd *verifyCommand) Run(ctx context.Context, c *console) error {
	what, check := cmd.Data, server.Verify
	if cmd.File != "" {
		what, check = cmd.File, server.VerifyBackup
	}
	r, err := check(ctx, what)
	if err != nil {
		return err
	}
	for _, problem := range r.Problems {
		fmt.Fprintln(c.out, problem)
	}
	if n := len(r.Problems); n > 0 {
		return fmt.Errorf("%s: %w in %d places", what, server.ErrDamaged, n)
	}
	fmt.Fprintln(c.out, "whole:", sum(r))
	return nil
}

// sum tells what a report counted.
func sum(r server.Report) string {
	return fmt.Sprintf("%d entries in %d streams, %d snapshots, %d bytes, epoch %s", r.Entries, r.Streams, r.Snapshots, r.Bytes, r.Epoch)
}

// backupCommand is "takt backup".
type backupCommand struct {
	place
	File string `arg:"" help:"The copy. An older one is replaced." type:"path"`
}

// Run writes a backup.
func (cmd *backupCommand) Run(ctx context.Context, c *console) error {
	r, err := server.Backup(ctx, cmd.Data, cmd.File)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "backed up to %s: %s\n", cmd.File, sum(r))
	return nil
}

// restoreCommand is "takt restore".
type restoreCommand struct {
	place
	File string `arg:"" help:"A file that backup has written." type:"path"`
}

// Run restores a backup.
func (cmd *restoreCommand) Run(ctx context.Context, c *console) error {
	r, err := server.Restore(ctx, cmd.Data, cmd.File)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "restored from %s: %s\n", cmd.File, sum(r.Report))
	if r.Kept != "" {
		fmt.Fprintln(c.out, "what was there before is kept as", r.Kept)
	}
	return nil
}

// compactCommand is "takt compact".
type compactCommand struct{ place }

// Run compacts the data file.
func (cmd *compactCommand) Run(ctx context.Context, c *console) error {
	before, after, err := server.Compact(ctx, cmd.Data)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "compacted: %d bytes before, %d after\n", before, after)
	return nil
}

// versionCommand is "takt version".
type versionCommand struct{}

// Run tells the version.
func (versionCommand) Run(c *console) error {
	_, err := fmt.Fprintln(c.out, strings.Join([]string{"takt", version()}, " "))
	return err
}

// desk opens the boards: through the server that runs, or by itself. With
// must, there have to be data already.
func (p place) desk(ctx context.Context, c *console, must bool) (*server.Client, error) {
	if there, err := server.HasData(p.Data); err != nil || must && !there {
		return nil, errors.Join(err, fmt.Errorf("there are no data in %s", p.Data))
	}
	return server.Connect(ctx, server.Config{Data: p.Data, Log: quiet(c)})
}
