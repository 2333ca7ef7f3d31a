"""Aider's leaderboards of edited code: one run a row, in the form of edits that the row states."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from evenhand.importers.admission import admit, refused
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.json_places import pointer
from evenhand.importers.plain_yaml import read_yaml
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.source import Importer
from evenhand.records.facts import Rejection

BOARDS = {
    "polyglot_leaderboard.yml": "polyglot",
    "edit_leaderboard.yml": "edit",
    "refactor_leaderboard.yml": "refactor",
    "qwen3_leaderboard.yml": "qwen3",
    "o1_polyglot_leaderboard.yml": "o1_polyglot",
    "architect.yml": "architect",
    "quant.yml": "quant",
}
CASES = {"edit": (130, 133), "polyglot": (220, 225), "qwen3": (220, 225)}
PAGES = {"edit": "edit.html", "refactor": "refactor.html"}
OPERATOR = "Aider"


class Run(Struct, frozen=True):
    """One run: the file, its place in the list there, and its keys with their texts."""

    file: str
    number: int
    keys: Mapping[str, Any]

    @property
    def board(self) -> str:
        """The leaderboard, as the name table calls it."""
        return BOARDS[self.file]

    @property
    def counted(self) -> str:
        """The key of the published rate: after the second try where there is one."""
        return "pass_rate_2" if "pass_rate_2" in self.keys else "pass_rate_1"


def parse(files: RawFiles) -> list[Run]:
    """All runs of the leaderboards.

    Raises:
        RefusedRefresh: not plain YAML.
        KeyError, TypeError: not such a list.

    """
    return list(_runs(files))


def translate(runs: list[Run], known: Known) -> Findings:
    """One observation a run; what is no run of one model over the whole test, or stands twice, is refused."""
    return admit(_judged(runs, known), known)


def _runs(files: RawFiles) -> Iterator[Run]:
    for file in (name for name in BOARDS if name in files):
        for number, keys in enumerate(read_yaml(file, files[file])):
            yield Run(file, number, {"model": keys["model"], "edit_format": keys["edit_format"], **keys})


def _judged(runs: list[Run], known: Known) -> Iterator[Row | Rejection]:
    first: dict[str, Run] = {}
    for run in runs:
        row = _row(run, known)
        name = known.names.of_benchmark(row.benchmark)
        same = None if name is None or name.refuse else first.setdefault(run.keys["dirname"], run)
        fault = _fault(run, same)
        yield refused(row, known, *fault) if fault else row


def _fault(run: Run, same: Run | None) -> tuple[str, str] | None:
    """Why the run is not taken: reason and detail."""
    editor = run.keys.get("editor_model")
    if editor and editor != run.keys["model"]:
        return "a pair of models", f"{run.keys['model']} plans, {editor} edits"
    least, most = CASES.get(run.board, (0, 0))
    cases = int(run.keys["test_cases"])
    if most and not least <= cases <= most:
        return "not the whole test", f"{cases} test cases instead of {most}"
    if same is not None and same is not run and same.file != run.file:
        return "duplicate", f"the run {run.keys['dirname']} stands in {same.file} too"
    return None


def _row(run: Run, known: Known) -> Row:
    return Row(
        model=run.keys["model"],
        benchmark=f"{run.board}: {run.keys['edit_format']}",
        raw=run.keys[run.counted],
        origin=run.file,
        at=pointer(run.number, run.counted),
        link=f"{known.source.link}{PAGES.get(run.board, '')}",
        tier="B",
        measured_by=OPERATOR,
        measured=run.keys["date"],
        n=int(run.keys["test_cases"]),
        quote=_quote(run),
        stated=_conditions(run),
    )


def _conditions(run: Run) -> dict[str, str]:
    """Effort and budget where the row has keys for them; a budget of nothing is thinking off."""
    budget = run.keys.get("thinking_tokens", "")
    mode = "non-thinking" if budget == "0" else f"thinking {int(budget) / 1000:g}k" if budget.isdigit() else ""
    return {"effort": run.keys.get("reasoning_effort", ""), "mode": mode}


def _quote(run: Run) -> str:
    """How it was run. A cost of nothing means that it is not known, so it is left out."""
    cost = run.keys.get("total_cost", "0")
    parts = (f"command: {run.keys.get('command', '')}", f"version {run.keys.get('versions', '')}")
    return "; ".join((*parts, f"cost {cost} dollars") if float(cost) else parts)


IMPORTER = Importer(tuple(BOARDS), parse, translate)
