#!/usr/bin/env bash
# Are the right Python and Node here? One clear sentence if not. `tools.sh python` prints the Python.
set -euo pipefail

find_python() {
  for name in "${PYTHON:-}" python3.11 python3; do
    [ -n "$name" ] && command -v "$name" >/dev/null || continue
    if "$name" -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))'; then
      echo "$name"
      return
    fi
  done
  echo "e-ΚΑΛΟ needs Python 3.11 or newer; this machine has $(python3 --version 2>/dev/null || echo none). On Debian: apt install python3 python3-venv." >&2
  exit 1
}

python=$(find_python)
if [ "${1:-}" = python ]; then
  echo "$python"
  exit
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "This Python cannot make virtual environments. On Debian: apt install python3-venv." >&2
  exit 1
fi
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "e-ΚΑΛΟ needs Node 20 or newer with npm to build its front end. On Debian: apt install nodejs npm." >&2
  exit 1
fi
if ! node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)'; then
  echo "e-ΚΑΛΟ needs Node 20 or newer; this machine has $(node --version)." >&2
  exit 1
fi
