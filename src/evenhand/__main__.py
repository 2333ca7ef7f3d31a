"""`python -m evenhand` is the command."""

from evenhand.cli import main

main()
