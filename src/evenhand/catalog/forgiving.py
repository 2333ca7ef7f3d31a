"""Reading facts of another version of the layout: what is unknown is left out and said, nothing is refused."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.checking import check
from evenhand.catalog.files import content_hash
from evenhand.catalog.loading import DESCRIBED, LISTED, Lists, Parts, assembled, read_folder
from evenhand.catalog.misfits import misfits
from evenhand.catalog.reading import Reader
from evenhand.errors import Problem
from evenhand.records.facts import Rejection

Record = TypeVar("Record", bound=msgspec.Struct)
OWNERS = {"model": "models", "benchmark": "benchmarks", "source": "sources", "provider": "providers"}
ROWS = ("observations", "offers", "speeds", "listings", "facts", "files", "rejections", "votes")


def read_forgiving(roots: tuple[Path, ...]) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog of folders that another version wrote, and every problem for which something was left out.

    Keys and columns that are unknown today are left out, and so are rows and descriptions that still do not fit or
    name a model, benchmark, source, provider or lab that is not there. Nothing under the roots is changed.
    """
    parts: Parts = {name: {} for name in DESCRIBED}
    rows: Lists = {name: [] for name in LISTED}
    readers = [read_folder(ForgivingReader(root), parts, rows) for root in roots]
    whole = assembled(parts, rows, content_hash(roots))
    found, without = connected(whole)
    problems = {problem for reader in readers for problem in reader.problems} | set(without)
    return found, tuple(sorted(problems))


class ForgivingReader(Reader):
    """A reader that also gives what a file with faults still says; each fault is kept as a problem."""

    def description(self, path: Path, kind: type[Record], **known: object) -> Record | None:
        """As the strict reader, else without the keys that do not fit; None where one that is needed is among them."""
        found = super().description(path, kind, **known)
        if found is not None:
            return found
        text = self.text(path)
        table = None if text is None else self._table(path, text)
        if table is None:
            return None
        given = {**{name: value for name, value in table.items() if name not in known}, **known}
        for one in list(misfits(given, kind, known, strict=True))[::-1]:
            _drop(given, one.path)
        return _converted(given, kind, strict=True)

    def rows(self, path: Path, kind: type[Record], **known: object) -> list[Record]:
        """As the strict reader; where columns are unknown, the rows without them."""
        found = super().rows(path, kind, **known)
        text = self.text(path)
        if found or text is None or path not in self.unread:
            return found
        fields = {field.name for field in structs.fields(kind)} - known.keys()
        name = path.relative_to(self.root).as_posix()
        reader = csv.DictReader(text.splitlines())
        cells = (
            ({key: cell for key, cell in row.items() if key in fields and cell}, reader.line_num) for row in reader
        )
        made = (_converted({**row, **known, "file": name, "line": line}, kind, strict=False) for row, line in cells)
        return [row for row in made if row is not None]


def only_known(table: Mapping[str, Any], kind: type[Record]) -> Record | None:
    """A record of the keys that it has today; None where what is left does not fit."""
    found = _converted(table, kind, strict=True)
    if found is not None:
        return found
    given = dict(table)
    for one in list(misfits(given, kind, strict=True))[::-1]:
        _drop(given, one.path)
    return _converted(given, kind, strict=True)


def _converted(table: Mapping[str, Any], kind: type[Record], *, strict: bool) -> Record | None:
    try:
        return msgspec.convert(table, kind, strict=strict)
    except msgspec.ValidationError:
        return None


def _drop(table: dict[str, Any], path: tuple[str | int, ...]) -> None:
    """Take out what stands at a path of keys and list positions, if it is there."""
    inside: Any = table
    part: Any
    for part in path[:-1]:
        inside = inside[part] if isinstance(inside, list) or part in inside else {}
    last: Any = path[-1]
    if isinstance(inside, list) or last in inside:
        del inside[last]


def connected(catalog: Catalog) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog without what leads nowhere, and why each went; a ranking with a fault goes too."""
    problems: list[Problem] = []
    models = {name: model for name, model in catalog.models.items() if model.lab in catalog.labs}
    problems += [
        Problem(f"models/{model.lab}/{name}.toml", 0, "no lab has this id", model.lab)
        for name, model in catalog.models.items()
        if name not in models
    ]
    found = structs.replace(catalog, models=models)
    tables = {field: getattr(found, table) for field, table in OWNERS.items()}
    kept = {name: _leading(getattr(found, name), tables, problems.append) for name in ROWS}
    found = structs.replace(found, **kept)
    bad = {Path(one.file).stem for one in check(found, "9999-12-31") if one.file.startswith("rankings/")}
    problems += [Problem(f"rankings/{name}.toml", 0, "the ranking does not fit today's rules") for name in sorted(bad)]
    rankings = {name: ranking for name, ranking in found.rankings.items() if name not in bad}
    return structs.replace(found, rankings=rankings), tuple(problems)


def _leading(rows: Any, tables: Mapping[str, Any], say: Callable[[Problem], None]) -> list[Any]:  # noqa: ANN401 - rows of any kind
    """The rows all of whose ids lead somewhere."""
    kept = []
    for row in rows:
        ids = [(field, getattr(row, field)) for field in OWNERS if field in row.__struct_fields__]
        if isinstance(row, Rejection):
            ids = [("source", row.source)]  # its benchmark is the source's own word
        lost = [(field, name) for field, name in ids if name and name not in tables[field]]
        if lost:
            field, name = lost[0]
            say(Problem(row.file, row.line, f"no {field} has this id", name))
        else:
            kept.append(row)
    return kept
