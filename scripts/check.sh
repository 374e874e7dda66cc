#!/usr/bin/env bash
# Everything that must hold, cheapest first. `check.sh quick` stops before the tests; `check.sh walks` are only
# the long ones, which would make the rest twice as long: walks in a browser, crowds on the other database too.
set -euo pipefail
bin=.venv/bin

step() { printf '\n· %s\n' "$1"; }
on_postgresql() {
  KALO_TEST_DATABASE=postgresql $bin/python -m pytest -q -n 3 --dist loadgroup --ignore-glob="*doors.py" "$@"
}

if [ "${1:-}" = walks ]; then
  $bin/python -m pytest -q -n 2 --dist loadgroup -m long
  step "The forum on PostgreSQL"; on_postgresql -m "not browser and not services" tests/forum
  exit
fi

# What one process compiles the next ones read, also where the machine says that none should be written.
export PYTHONDONTWRITEBYTECODE=

# Types take as long as all that follows, on a processor of their own.
typed=$(mktemp)
$bin/mypy >"$typed" 2>&1 & types=$!
trap 'kill $types 2>/dev/null; rm -f "$typed"' EXIT
step "Lint"; $bin/ruff check .; $bin/ruff format --check .
step "Import contracts"; $bin/lint-imports --no-cache | tail -n 4
step "Templates"; $bin/djlint kalo --lint --quiet
step "htmx syntax"; (cd frontend && npx --no-install htmx.org upgrade-check -- ../kalo/*/templates js)
# Tests are compiled once meanwhile, not by each worker; what cannot be read is said when they run.
[ "${1:-}" = quick ] || $bin/python -m pytest -q --collect-only >/dev/null 2>&1 || true
step "Types"; wait $types || { cat "$typed"; exit 1; }; cat "$typed"
trap - EXIT; rm -f "$typed"
[ "${1:-}" = quick ] && exit 0

# One worker more than there are processors: tests wait for servers and browsers of their own.
step "Tests on SQLite"
$bin/python -m pytest -q -n 3 --dist loadgroup -m "not long"
step "Tests on PostgreSQL"
# Those that ask most of a database: where many write at once or lists are long; all of the forum in `walks`.
forum=(access answers arranging bookmarks categories deleting editing feeds lists moving out_of_range polls
  reactions reading replies similar slow_mode tags timers topics undoing visibility watching)
rooms=("${forum[@]/#/tests/forum/test_}")
rooms=("${rooms[@]/%/.py}" tests/live/test_{log,together}.py tests/learning/test_{acts,progress,completion}.py
  tests/learning/{cohorts/test_places,quizzes/test_attempts,tasks/test_work}.py
  tests/events/test_{agenda,conflicts,door,finding,lists,mailings,migration,moves,reminders,removed}.py
  tests/events/test_seats{,_guests,_people,_waiting}.py tests/notifications/test_gathering.py
  tests/toolbox/test_{facts,works}.py tests/toolbox/funding/test_directory.py tests/network/test_directory.py)
on_postgresql -m "not browser and not services and not long" "${rooms[@]}"
