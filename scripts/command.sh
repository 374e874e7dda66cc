#!/usr/bin/env bash
# Put the `kalo` command into the virtual environment, able to find this checkout from anywhere.
set -euo pipefail
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$PWD" >"$site/kalo-checkout.pth"
cat >.venv/bin/kalo <<END
#!$PWD/.venv/bin/python
from kalo.cli import main

main()
END
chmod +x .venv/bin/kalo
