#!/usr/bin/env bash
# What the tests need from the system: Chromium, PostgreSQL, Redis. Installs what is missing where it may.
set -euo pipefail

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql postgresql-contrib)
command -v redis-server >/dev/null || missing+=(redis-server)
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=""
[ "$(id -u)" -eq 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
  echo "· Installing ${missing[*]} for the tests …"
  export DEBIAN_FRONTEND=noninteractive
  # A server that Debian would start by itself is not needed: the tests start their own.
  $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
fi
echo "The tests need ${missing[*]}, which this account may not install. Ask an administrator: apt install ${missing[*]}" >&2
exit 1
