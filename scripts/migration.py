"""Write a migration for what the models say and the database does not: `make migration name=…`."""

import sys
import tempfile
from pathlib import Path

from flask_migrate import revision, upgrade

from kalo.app import create_app
from kalo.config import read_settings

if __name__ == "__main__":
    number = len(list(Path("migrations/versions").glob("*.py"))) + 1
    with (
        tempfile.TemporaryDirectory() as folder,
        create_app(read_settings({"KALO_DATA": folder})).app_context(),
    ):
        upgrade()
        revision(message=" ".join(sys.argv[1:]), autogenerate=True, rev_id=f"{number:04d}")
