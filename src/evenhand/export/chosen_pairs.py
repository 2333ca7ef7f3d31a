"""Which head-to-heads are written: all, those among the first models of the board, or those that a file names."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import subject
from evenhand.errors import BadSetting, Problem, UnknownName
from evenhand.website.asked.pairs import BETWEEN, in_order, pair
from evenhand.website.rows.first_models import ranked_models

ALL = "all"
TOP = re.compile(r"top:(\d{1,6})")
TILE = 32
LEAST, SHOWN = 2, 10
Pair = tuple[str, str]


class BadPairs(BadSetting):
    """Lines of a file of pairs cannot be used; `problems` are all of them, each with its line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        said = "\n".join(map(str, problems[:SHOWN]))
        more = f"\nand {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        super().__init__(f"--pairs: the file cannot be used\n{said}{more}")


class ChosenPairs(Struct, frozen=True, kw_only=True):
    """Pairs of subjects as addresses have them, alphabetical: every two of `models`, or those `named`."""

    models: tuple[str, ...] = ()
    named: tuple[Pair, ...] = ()
    among: frozenset[str] = frozenset()
    single: frozenset[Pair] = frozenset()

    def __iter__(self) -> Iterator[Pair]:
        """All of them, in an order that is always the same: every two of a few models, then of the next few.

        What is known of a model is thus asked for again soon, and what is kept of it need not be kept for long.
        """
        yield from self.named or _tiled(self.models)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.named) or len(self.models) * (len(self.models) - 1) // 2

    def __contains__(self, pair: Pair) -> bool:
        """Whether this one is written."""
        return pair in self.single or (pair[0] < pair[1] and pair[0] in self.among and pair[1] in self.among)


def chosen_pairs(catalog: Catalog, choice: str) -> ChosenPairs:
    """The pairs of `all`, `top:N` or a file with one pair a line (`a-vs-b`, or two names; `#` begins a comment).

    Raises:
        BadSetting: it is none of these, or the file cannot be read or names no pair.
        BadPairs: lines of the file cannot be used; holds each with its fault.

    """
    if choice == ALL:
        return _among(tuple(catalog.models))
    if found := TOP.fullmatch(choice):
        if int(found[1]) < LEAST:
            raise BadSetting(f"--pairs {choice}: a pair needs two models; write top:{LEAST} or more")
        return _among(_best(catalog, int(found[1])))
    return _named(catalog, Path(choice))


def _tiled(models: tuple[str, ...]) -> Iterator[Pair]:
    tiles = [models[begin : begin + TILE] for begin in range(0, len(models), TILE)]
    for place, lefts in enumerate(tiles):
        for rights in tiles[place:]:
            yield from ((left, right) for left in lefts for right in rights if left < right)


def _among(models: tuple[str, ...]) -> ChosenPairs:
    return ChosenPairs(models=tuple(sorted(models)), among=frozenset(models))


def _best(catalog: Catalog, count: int) -> tuple[str, ...]:
    """So many models: those with a place first, the best ahead; then those with the most tests."""
    placed = ranked_models(catalog)
    if count <= len(placed):  # nobody's tests need to be counted, which reads all of them
        return placed[:count]
    tests = {name: len(catalog.observations_of.get(name, {})) for name in catalog.models.keys() - set(placed)}
    rest = sorted(tests, key=lambda name: (-tests[name], name))
    return (*placed, *rest)[:count]


def _named(catalog: Catalog, path: Path) -> ChosenPairs:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSetting(f"--pairs {path}: neither `all`, `top:N` nor a file that can be read") from fault
    found: dict[Pair, None] = {}
    faults: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if said := line.partition("#")[0].strip():
            try:
                found[_pair(catalog, said)] = None
            except (BadSetting, UnknownName) as fault:
                faults.append(Problem(str(path), number, str(fault)))
    if faults:
        raise BadPairs(tuple(faults))
    if not found:
        raise BadSetting(f"--pairs {path}: the file names no pair; write `a-vs-b`, one a line")
    return ChosenPairs(named=tuple(found), single=frozenset(found))


def _pair(catalog: Catalog, line: str) -> Pair:
    if BETWEEN in line:
        left, right = pair(catalog, line)
    else:
        names = [name.strip() for name in (line.split(",") if "," in line else line.split())]
        if len(names) != 2:
            raise BadSetting(f"{line[:80]!r} is no pair; write `a-vs-b`")
        left, right = (subject(catalog, name) for name in names)
    one, other = in_order(left, right)
    return one.address, other.address
