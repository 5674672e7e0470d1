# What the scripts share. Sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

need_tools() {
  command -v go >/dev/null || die "Takt needs Go 1.26 or newer: https://go.dev/doc/install"
  command -v node >/dev/null && command -v npm >/dev/null || die "Takt needs Node.js 20.19 or newer: https://nodejs.org"
}

# packages build|all: the npm packages to build the page with, or with those
# for its tests too. Installed again only when the lock file has changed; whoever
# has those for the tests keeps them.
packages() {
  local want have which=$1 stamp=frontend/node_modules/.takt
  want=$(sha256sum frontend/package-lock.json | cut -d' ' -f1)
  have=$(cat "$stamp" 2>/dev/null || true)
  [ "$have" = "$want all" ] || [ "$have" = "$want $which" ] && return
  [ "${have#* }" = all ] && which=all
  say "installing the page's packages"
  (cd frontend && npm ci --no-audit --no-fund $([ "$which" = all ] || echo --omit=dev) >&2)
  echo "$want $which" >"$stamp"
}

# page: builds the page when it is missing or older than its sources.
page() {
  local want stamp=bin/.page
  want=$(find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/e2e/*' \
    -not -path '*/test-results/*' -not -path '*/src/messages.d.ts' -not -path '*/playwright-report/*' -not -name '*.go' -not -name '*.test.ts' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
  [ -f frontend/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$want" ] && return
  packages build
  say "building the page"
  (cd frontend && npm run -s build -- --logLevel warn >&2)
  mkdir -p bin
  echo "$want" >"$stamp"
}

# binary: builds bin/takt with the page in it.
binary() {
  page
  CGO_ENABLED=0 go build -trimpath -tags embed -ldflags '-s -w' -o bin/takt ./cmd/takt
}

# installed PACKAGE VARIABLE PATH: a browser for the tests of the page, from
# Debian unless VARIABLE names one that is there already.
installed() {
  [ -n "${!2:-}" ] || [ -x "$3" ] && return
  say "installing $1"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update >/dev/null && $sudo apt-get install -y --no-install-recommends "$1" >/dev/null ||
    die "The page's tests need $1: install it, or give its path in $2."
}

chromium() {
  installed chromium CHROMIUM /usr/bin/chromium
  installed chromium-headless-shell CHROMIUM /usr/bin/chromium-headless-shell
}
firefox() { installed firefox-esr FIREFOX /usr/bin/firefox-esr; }

# step NAME COMMAND…: runs a check, tells how long it took, stops at the first that fails.
step() {
  local name=$1 from=$SECONDS
  shift
  say "— $name"
  "$@" || die "FAILED: $name"
  say "  $((SECONDS - from)) s"
}

# beside FIRST SECOND: runs two functions at once, and tells what the second
# said when it is through. Stops when the first fails, and fails when one does.
beside() {
  local second result=0
  aside "$2" &
  second=$!
  trap 'kill -- '"$second"' 2>/dev/null || :' EXIT
  "$1"
  wait "$second" || result=$?
  trap - EXIT
  return "$result"
}

# aside FUNCTION: tells what it says in one piece.
aside() {
  local said result=0
  said=$("$1" 2>&1) || result=$?
  printf '%s\n' "$said" >&2
  return "$result"
}

formatted() {
  local files
  files=$(gofmt -l cmd server frontend/*.go seeds)
  [ -z "$files" ] || die "gofmt these: $files"
}

# ST1003 wants initialisms in our lower-case ids; S1016 would have us convert
# a command into the event it leads to, as if they were the same thing.
lint() { go tool staticcheck -checks all,-ST1003,-S1016 ./...; }
