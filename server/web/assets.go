package web

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io/fs"
	"mime"
	"path"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// pagePolicy is the content security policy of the page: nothing from anywhere
// but this server, and no script that came in as text.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'none'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; " +
	"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html dompurify board"

// workerPolicy is that of the service worker, which fetches the page and its
// files to keep them.
const workerPolicy = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"

// Files below hashedDir have a hash of their content in their name.
const hashedDir = "assets/"

// page answers whatever no route does: a file of the built client, its
// index.html for the address of a page, and else that there is nothing.
func (a *App) page(c *fiber.Ctx) error {
	if changing(c) || strings.HasPrefix(c.Path(), "/api/") || strings.HasPrefix(c.Path(), "/admin/") {
		return c.Next() // to Fiber's own "not found" or "method not allowed"
	}
	name := strings.TrimPrefix(c.Path(), "/")
	if name == "" || !strings.Contains(path.Base(name), ".") && !strings.HasPrefix(name, hashedDir) {
		name = "index.html"
	}
	if !fs.ValidPath(name) || isPrecompressed(name) {
		return errNoPage
	}
	return a.file(c, name)
}

func isPrecompressed(name string) bool {
	return strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz")
}

// file answers one file of the client.
func (a *App) file(c *fiber.Ctx, name string) error {
	if a.cfg.Assets == nil {
		return errNotBuilt
	}
	data, encoding, err := readSmallest(a.cfg.Assets, name, c.Get(fiber.HeaderAcceptEncoding))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return errNoPage
	}
	if err != nil {
		return err
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	if encoding != "" {
		c.Set(fiber.HeaderContentEncoding, encoding)
	}
	c.Set(fiber.HeaderContentType, contentType(name))
	switch {
	case name == "index.html":
		c.Set(fiber.HeaderContentSecurityPolicy, pagePolicy)
		c.Set(fiber.HeaderCacheControl, "no-store")
	case name == "sw.js":
		c.Set(fiber.HeaderContentSecurityPolicy, workerPolicy)
		c.Set(fiber.HeaderCacheControl, "no-store")
	case strings.HasPrefix(name, hashedDir):
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	default:
		c.Set(fiber.HeaderCacheControl, "no-cache")
		if unchanged(c, contentTag(data)) {
			return nil
		}
	}
	c.Context().Response.SetBodyRaw(data)
	return nil
}

// readSmallest reads name, or its compressed sibling when the client takes it.
func readSmallest(fsys fs.FS, name, accept string) (data []byte, encoding string, err error) {
	for _, e := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if accepts(accept, e.encoding) {
			if data, err = fs.ReadFile(fsys, name+e.suffix); err == nil {
				return data, e.encoding, nil
			}
		}
	}
	data, err = fs.ReadFile(fsys, name)
	return data, "", err
}

// accepts reports whether an Accept-Encoding header allows encoding.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		weight, given := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		q, err := strconv.ParseFloat(weight, 64)
		return !given || err == nil && q > 0
	}
	return false
}

// types has what the system's own table may lack or have wrong.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".json":        "application/json",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".ico":         "image/x-icon",
	".txt":         "text/plain; charset=utf-8",
	".woff2":       "font/woff2",
	".webmanifest": "application/manifest+json",
}

func contentType(name string) string {
	ext := path.Ext(name)
	if t, ok := types[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return fiber.MIMEOctetStream
}

// contentTag is an ETag made of the content.
func contentTag(data []byte) string {
	sum := sha256.Sum256(data)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// unchanged sets the ETag and, when the client has just that, answers 304.
func unchanged(c *fiber.Ctx, tag string) bool {
	c.Set(fiber.HeaderETag, tag)
	for have := range strings.SplitSeq(c.Get(fiber.HeaderIfNoneMatch), ",") {
		if have = strings.TrimPrefix(strings.TrimSpace(have), "W/"); have == tag || have == "*" {
			c.Status(fiber.StatusNotModified)
			return true
		}
	}
	return false
}
