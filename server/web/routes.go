package web

import "github.com/gofiber/fiber/v2"

// A route is one address and what answers it.
type route struct {
	method string
	path   string
	handle fiber.Handler
}

// routes is what everybody reaches; openapi.json describes each.
func (a *App) routes() []route {
	return []route{
		{"GET", "/healthz", a.healthz},
		{"GET", "/readyz", a.readyz},
		{"GET", "/metrics", a.metricsPage()},
		{"GET", "/api/openapi.json", a.openAPI},
		{"GET", "/api/selftest", a.selftest},
		{"GET", "/api/selftest/hold", a.selftestHold},

		{"GET", "/api/session", a.session},
		{"POST", "/api/session", a.signIn},
		{"DELETE", "/api/session", a.signOut},
		{"GET", "/api/people", a.people},
		{"POST", "/api/people", a.addPerson},

		{"GET", "/api/templates", a.templates},
		{"GET", "/api/boards", a.boards},
		{"POST", "/api/boards", a.createBoard},
		{"GET", "/api/boards/:board", a.board},
		{"GET", "/api/boards/:board/events", a.events},
		{"GET", "/api/boards/:board/cards/:card/history", a.cardHistory},
		{"POST", "/api/boards/:board/commands", a.command},
		{"GET", "/api/boards/:board/socket", a.socket},
		{"GET", "/api/boards/:board/export", a.export},
		{"POST", "/api/boards/:board/sheet", a.sheet},
		{"GET", "/api/boards/:board/outlook", a.outlook},
		{"GET", "/api/boards/:board/insights/:figure", a.insights},
		{"GET", "/api/boards/:board/changes", a.changes},
		{"GET", "/api/calendar/:country", a.calendar},

		{"POST", "/api/imports/preview", a.preview},
		{"POST", "/api/imports", a.imports},
	}
}
