"""Looking at how the rooms fit together, and compiling the catalogues."""

import click
from blinker import ANY, NamedSignal

from kalo import signals as happenings
from kalo.kit.locales import compile_catalogues


@click.command()
def signals() -> None:
    """Print what can happen and who hears of it.

    Example: kalo signals
    """
    from kalo.app import create_app

    create_app()
    for name, signal in vars(happenings).items():
        if isinstance(signal, NamedSignal):
            click.echo(f"{name}: {signal.__doc__}")
            for receiver in sorted(_names(signal)):
                click.echo(f"    {receiver}")


def _names(signal: NamedSignal) -> set[str]:
    return {f"{each.__module__}.{each.__name__}" for each in signal.receivers_for(ANY)}


@click.command()
def catalogues() -> None:
    """Compile the translations that changed (make run does it by itself).

    Example: kalo catalogues
    """
    click.echo(f"{compile_catalogues()} compiled")
