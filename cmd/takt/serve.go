package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"takt/server"
)

// serveCommand is "takt serve".
type serveCommand struct {
	Listen    string     `help:"Address to listen on. Other machines reach only what does not begin with 127." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	LogLevel  slog.Level `help:"What is logged: debug, info, warn or error." default:"info" placeholder:"LEVEL"`
	LogFormat string     `help:"How it is logged: text or json." default:"text" enum:"text,json" placeholder:"FORMAT"`

	server.Config
}

// closeWithin is how long all of the closing may take.
const closeWithin = 9 * time.Second

// Run serves until ctx ends, which a signal to stop does.
func (cmd *serveCommand) Run(ctx context.Context, c *console) error {
	cmd.Log = cmd.logger(c)
	ln, err := net.Listen("tcp", cmd.Listen)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	s, err := server.Open(ctx, cmd.Config)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ln) }()
	fmt.Fprintln(c.out, "Takt is at", cmd.address(ln.Addr()))
	select {
	case <-ctx.Done():
		cmd.Log.Info("stopping")
	case err = <-ended:
	}
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer cancel()
	return errors.Join(err, s.Close(within))
}

func (cmd *serveCommand) logger(c *console) *slog.Logger {
	options := &slog.HandlerOptions{Level: cmd.LogLevel}
	if cmd.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(c.err, options))
	}
	return slog.New(slog.NewTextHandler(c.err, options))
}

// address is what people type to get here.
func (cmd *serveCommand) address(addr net.Addr) string {
	if cmd.PublicURL.URL != nil {
		return cmd.PublicURL.URL.String()
	}
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return addr.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsLoopback() || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
