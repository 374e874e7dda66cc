"""`python -m kalo` is the command line."""

from kalo.cli import main

main()
