"""The command line: one command a file, loaded when it is called, so that each starts fast."""

import io
import os
import sys
from contextlib import suppress

import click

from evenhand.cli.lazy_group import LazyGroup
from evenhand.errors import BadCatalog, EvenhandError
from evenhand.settings import data_folders, own_facts

COMMANDS = {
    "benchmarks": "List the benchmarks with their state, or show one.",
    "brief": "Tell once a week what changed: on a page, in feeds, by mail.",
    "build": "Write the site as files for any file server.",
    "changes": "Show what changed between two catalogs.",
    "check": "Check every fact and count what there is.",
    "collect": "Refresh the facts of a source from its files.",
    "compare": "Put two models side by side.",
    "cost": "Work out what a workload costs, by offer.",
    "disagreements": "Show where sources disagree.",
    "explain": "Show the arithmetic of a score, down to its source.",
    "find": "Find the models that meet constraints, and the efficient ones.",
    "import": "Take results of your own in, beside the public ones.",
    "items": "Show results item by item: paired comparisons, where two differ.",
    "measure": "Measure for yourself: speed of an endpoint, a model on a benchmark.",
    "places": "Show a model's places over time.",
    "mcp": "Answer agents over the Model Context Protocol.",
    "rank": "Show the board of a ranking.",
    "schema": "Write the JSON Schemas of files and answers.",
    "self-host": "Estimate what hosting open weights yourself would take.",
    "serve": "Start the site.",
    "show": "Show one model: facts, offers, every score.",
    "sources": "List where the figures come from, or show one source.",
    "votes": "Show what people preferred, on its own scale.",
}
# Commands whose name is a word of Python.
MODULES = {"import": "import_logs"}


class LazyCommands(LazyGroup):
    """All commands of `evenhand`."""

    known = COMMANDS
    modules = MODULES


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="evenhand", prog_name="evenhand")
def commands() -> None:
    """Put two language models side by side and get an answer you can check.

    \b
    evenhand compare gemma-4-12b gpt-5.5
    evenhand explain gpt-5.5 gpqa-diamond
    evenhand rank --lane verified

    Shell completion: eval "$(_EVENHAND_COMPLETE=bash_source evenhand)" (or zsh_source, fish_source).
    """


def main() -> None:
    """Run a command; an error meant for people is one line (a bad catalog: one line a problem) and exit code 1.

    So is what the operating system refuses: a folder that cannot be written, a full disk.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no bars gets question marks, not a trace
    try:
        try:
            commands()
        finally:
            if sys.stdout is not None:  # a supervisor may start a command without one
                sys.stdout.flush()
    except BadCatalog as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        click.echo(str(error).partition("\n")[0], err=True)
        if own_facts() in data_folders():
            click.echo("where it is your own results that do not fit, `evenhand import --facts` mends them", err=True)
        sys.exit(1)
    except EvenhandError as error:
        click.echo(f"evenhand: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as fault:
        from evenhand.cli.system_faults import fault_in_words  # noqa: PLC0415 - a command that goes well needs none

        click.echo(f"evenhand: {fault_in_words(fault)}", err=True)
        _let_go_of_output()
        sys.exit(1)


def _let_go_of_output() -> None:
    """What could not be written is not tried again at the end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
