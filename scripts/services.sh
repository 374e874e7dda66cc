#!/usr/bin/env bash
# What the tests need from the system: Chromium, PostgreSQL, Redis; what reads calendars as others do, and nginx.
# `services.sh walks` adds what reads documents as others do, LibreOffice and poppler, half a gigabyte of it.
# Installs what is missing where it may. Without those that read, and nginx, their tests are left out, and say so.
set -euo pipefail

needed=() readers=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || needed+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || needed+=(postgresql postgresql-contrib)
command -v redis-server >/dev/null || needed+=(redis-server)
command -v khal >/dev/null || readers+=(khal)
command -v vdirsyncer >/dev/null || readers+=(vdirsyncer)
{ command -v nginx || [ -x /usr/sbin/nginx ]; } >/dev/null || readers+=(nginx-light)
compgen -G '/usr/lib*/libical.so.3' >/dev/null || compgen -G '/usr/lib/*/libical.so.3' >/dev/null || readers+=(libical3)
if [ "${1:-}" = walks ]; then
  command -v soffice >/dev/null || readers+=(libreoffice-writer-nogui libreoffice-calc-nogui)
  command -v pdftotext >/dev/null || readers+=(poppler-utils)
fi
# Chromium without its windows: the same pages for less than half the work. Where there is none, the whole one does.
light=(chromium-headless-shell)
knows() { apt-cache show "$1" >/dev/null 2>&1; }
command -v "${light[0]}" >/dev/null && light=()
[ $((${#needed[@]} + ${#readers[@]})) -eq 0 ] && { [ ${#light[@]} -eq 0 ] || ! knows "${light[0]}"; } && exit 0

sudo=""
[ "$(id -u)" -eq 0 ] || sudo="sudo -n"
install() { $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
  echo "· Installing ${needed[*]} ${light[*]} ${readers[*]} for the tests …"
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update -qq || true
  # A server that Debian would start by itself is not needed: the tests start their own.
  [ ${#needed[@]} -eq 0 ] || { install "${needed[@]}" && needed=(); }
  [ ${#light[@]} -eq 0 ] || ! knows "${light[0]}" || install "${light[@]}" || true
  for each in "${readers[@]}"; do
    install "$each" || install "${each}t64" || echo "· $each cannot be installed here: what needs it is not tested." >&2
  done
  readers=()
fi
[ ${#readers[@]} -eq 0 ] || echo "· Not tested with ${readers[*]}: this account may not install them." >&2
[ ${#needed[@]} -eq 0 ] && exit 0
echo "The tests need ${needed[*]}, which this account may not install. Ask an administrator: apt install ${needed[*]}" >&2
exit 1
