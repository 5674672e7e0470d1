package web

import (
	_ "embed"

	"github.com/gofiber/fiber/v2"
)

// openAPIDocument describes the API; a test holds it to the routes.
//
//go:embed openapi.json
var openAPIDocument []byte

// openAPI answers GET /api/openapi.json.
func (a *App) openAPI(c *fiber.Ctx) error { return sendBytes(c, openAPIDocument) }
