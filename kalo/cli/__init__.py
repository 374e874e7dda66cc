"""The command line: `kalo --help` lists what can be asked of the platform from a terminal."""

import sys

import click

from kalo.cli import content, copies, house, people, serving
from kalo.config import WrongSetting

EXAMPLES = """
Examples:

\b
  kalo run                       everything on this machine, as `make run` does
  kalo serve --port 8001         the web server alone
  kalo seed                      the content and, unless KALO_SAMPLE=0, the sample community
  kalo person add "Άννα Τσακίρη" anna@example.org --role moderator
  kalo backup /backups/today.tar.gz
"""


@click.group(epilog=EXAMPLES)
def kalo() -> None:
    """e-ΚΑΛΟ: the platform of the social and solidarity economy in West Athens.

    Settings come from the environment; .env.example explains each.
    """


for command in (
    serving.run,
    serving.serve,
    serving.worker,
    serving.migrate,
    content.seed,
    content.reindex,
    copies.backup,
    copies.restore,
    people.person,
    house.signals,
    house.catalogues,
):
    kalo.add_command(command)


def main() -> None:
    """Run a command; a wrong setting is one clear sentence."""
    try:
        kalo()
    except WrongSetting as error:
        sys.exit(str(error))
