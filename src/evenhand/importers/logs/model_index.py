"""Model cards of Hugging Face: the results in the `model-index` of their front matter, in YAML.

A card does not say whether 0.68 is a share or a percentage. All shares of a card are read alike: as percentages where
one of them is above 1, or where they come from a leaderboard that prints percentages, else as fractions.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from msgspec import Struct

from evenhand.errors import RefusedRefresh
from evenhand.importers.json_places import pointer
from evenhand.importers.logs.log import Log, LogFormat, Take
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.metric_scales import RATE
from evenhand.importers.logs.plain_names import day_of, plain_name
from evenhand.importers.plain_yaml import read_yaml
from evenhand.records.own_results import OwnRun, Scale

INDEX = "model-index"
FENCE = "---"
HEAD = 65_536
LARGEST = 8 * 2**20
LONGEST_NUMBER = 48
SHOTS = ("num_few_shot", "n_shot", "num_fewshot", "shots")
NOT_SUBSETS = ("", "default", "all", "main")
# Boards that print percentages, by the name that cards give as the source of a result.
PERCENT_BOARDS = ("open llm leaderboard",)
FIX = "give the card as the hub checks it: huggingface_hub.metadata_load reads it"


class _Result(Struct, frozen=True):
    """One metric of a result, not yet read, with its place."""

    place: str
    model: str
    result: dict[str, Any]
    metric: dict[str, Any]


def find(path: Path) -> Log | None:
    """A Markdown file whose front matter has a `model-index`."""
    if path.suffix.lower() not in (".md", ".markdown"):
        return None
    head = head_of(path, HEAD).decode("utf-8", "replace").replace("\r\n", "\n")
    has = head.startswith(f"{FENCE}\n") and f"\n{INDEX}:" in head.partition(f"\n{FENCE}\n")[0]
    return Log(tool="model-index", main=path, parts=(path,)) if has else None


def read(log: Log, _take: Take) -> tuple[OwnRun, ...]:
    """One run a metric of each result; cards have no items.

    Raises:
        BadLog: no front matter, no valid index, or a value that is no number.

    """
    file = LogFile(log.main, log.main.parent)
    card = _front_matter(file)
    found = list(_results(file, _list(file, card, (INDEX,))))
    if not found:
        raise file.bad("the index has no result", pointer(INDEX), fix=FIX)
    digits = [_digits(file, one) for one in found]
    percent = any(_is_share(one) and abs(Decimal(value)) > 1 for one, value in zip(found, digits, strict=True))
    percent = percent or any(_board(one) in PERCENT_BOARDS for one in found)
    return tuple(_run(file, one, value, percent=percent) for one, value in zip(found, digits, strict=True))


def _front_matter(file: LogFile) -> dict[str, Any]:
    body = file.whole(LARGEST)
    text = body.replace(b"\r\n", b"\n")
    head, fence, _ = text.removeprefix(b"---\n").partition(b"\n---")
    if not text.startswith(b"---\n") or not fence:
        raise file.bad("its front matter does not end", "line 1", fix="a line of three dashes ends it")
    try:
        card = read_yaml(file.path.name, b"---\n" + head + b"\n")
    except RefusedRefresh as error:
        raise file.bad(str(error).removeprefix(f"{file.path.name}, "), "front matter", fix=FIX) from error
    if not isinstance(card, dict):
        raise file.bad("its front matter is no table", "line 2", fix=FIX)
    return card


def _results(file: LogFile, index: list[Any]) -> Iterator[_Result]:
    for number, entry in enumerate(index):
        at = (INDEX, number)
        name = _text(file, _table(file, entry, at), "name", at)
        for place, result in enumerate(_list(file, entry, (*at, "results"))):
            here = (*at, "results", place)
            _table(file, _table(file, result, here).get("dataset"), (*here, "dataset"))
            for which, metric in enumerate(_list(file, result, (*here, "metrics"))):
                spot = (*here, "metrics", which)
                yield _Result(pointer(*spot), name, result, _table(file, metric, spot))


def _run(file: LogFile, one: _Result, value: str, *, percent: bool) -> OwnRun:
    dataset, args = one.result["dataset"], _args(one)
    config = _said(dataset.get("config"))
    told = {
        "split": _said(dataset.get("split")),
        "dataset revision": _said(dataset.get("revision")),
        "dataset": _said(dataset.get("type")),
        "source": _said(_source(one).get("name")),
        **{f"metric {name}": _said(text) for name, text in _metric_args(one).items()},
        **{name: _said(text) for name, text in args.items() if name not in (*SHOTS, "date")},
    }
    shots = next((args[name] for name in SHOTS if _said(args.get(name)).isdecimal()), None)
    metric = _said(one.metric.get("type")) or _said(one.metric.get("name"))
    path = str(file.path)
    return OwnRun(
        key=one.place,
        model=plain_name(path, one.place, one.model),
        task=plain_name(path, one.place, _said(dataset.get("name")) or _said(dataset.get("type"))),
        metric=plain_name(path, one.place, metric),
        value=value,
        scale=_scale(one, percent=percent),
        origin=file.path.name,
        at=f"{one.place}/value",
        measured=day_of(_said(args.get("date"))),
        subset="" if config.casefold() in NOT_SUBSETS else plain_name(path, one.place, config),
        shots=int(shots[:4]) if shots else None,
        settings={name: plain_name(path, one.place, text[:300]) for name, text in told.items() if text},
    )


def _scale(one: _Result, *, percent: bool) -> Scale:
    if not _is_share(one):
        return "other"
    return "percent" if percent else "fraction"


def _is_share(one: _Result) -> bool:
    metric = _said(one.metric.get("type")) or _said(one.metric.get("name"))
    return bool(RATE.search(metric.casefold().replace(" ", "_")))


def _digits(file: LogFile, one: _Result) -> str:
    """The value as it is written.

    Raises:
        BadLog: it is no finite number.

    """
    text = _said(one.metric.get("value")).replace("_", "?")
    try:
        number = Decimal(text) if len(text) <= LONGEST_NUMBER else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > LONGEST_NUMBER:
        raise file.bad("the value is no number", f"{one.place}/value", text, "write the number of the result")
    return text


def _board(one: _Result) -> str:
    return _said(_source(one).get("name")).casefold()


def _source(one: _Result) -> dict[str, Any]:
    found = one.result.get("source")
    return found if isinstance(found, dict) else {}


def _args(one: _Result) -> dict[str, Any]:
    found = one.result["dataset"].get("args")
    return found if isinstance(found, dict) else {}


def _metric_args(one: _Result) -> dict[str, Any]:
    found = one.metric.get("args")
    named = {"config": one.metric.get("config")}
    return (found if isinstance(found, dict) else {}) | {name: text for name, text in named.items() if text}


def _said(value: object) -> str:
    """A scalar as it stands there; lists and tables say nothing here."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _list(file: LogFile, table: object, at: tuple[str | int, ...]) -> list[Any]:
    held = table.get(at[-1]) if isinstance(table, dict) else None
    if not isinstance(held, list):
        raise file.bad("a list is expected here", pointer(*at), _shown(held), FIX)
    return held


def _table(file: LogFile, value: object, at: tuple[str | int, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise file.bad("a table is expected here", pointer(*at), _shown(value), FIX)
    return value


def _text(file: LogFile, table: dict[str, Any], name: str, at: tuple[str | int, ...]) -> str:
    text = _said(table.get(name))
    if not text:
        raise file.bad(f"{name!r} is missing", pointer(*at, name), fix=FIX)
    return text


def _shown(value: object) -> str:
    return "" if value is None else str(value)[:80]


FORMAT = LogFormat(tool="model-index", find=find, read=read)
