"""The command line: `kalo --help` lists what can be asked of the platform from a terminal."""

import sys
from collections import UserDict
from importlib import import_module
from typing import Any

import click

from kalo.config import WrongSetting

# The commands, and the file each is in.
FILES = {
    "run": "serving",
    "serve": "serving",
    "worker": "serving",
    "migrate": "serving",
    "seed": "content",
    "reindex": "content",
    "backup": "copies",
    "restore": "copies",
    "person": "people",
    "signals": "house",
    "catalogues": "house",
}

EXAMPLES = """
Examples:

\b
  kalo run                       everything on this machine, as `make run` does
  kalo serve --port 8001         the web server alone
  kalo seed                      the content and, unless KALO_SAMPLE=0, the sample community
  kalo person add "Άννα Τσακίρη" anna@example.org --role moderator
  kalo backup /backups/today.tar.gz
"""


class Commands(UserDict[str, Any]):
    """A command's file is read when it is asked for: a worker needs no other's libraries."""

    def __getitem__(self, name: str) -> click.Command:
        found: click.Command = getattr(import_module(f"kalo.cli.{self.data[name]}"), name)
        return found


@click.group(commands=Commands(FILES), epilog=EXAMPLES)
def kalo() -> None:
    """e-ΚΑΛΟ: the platform of the social and solidarity economy in West Athens.

    Settings come from the environment; .env.example explains each.
    """


def main() -> None:
    """Run a command; a wrong setting is one clear sentence."""
    try:
        kalo()
    except WrongSetting as error:
        sys.exit(str(error))
