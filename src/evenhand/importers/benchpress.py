"""The BenchPress score matrix: what was observed, cell by cell, never what was predicted."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, structs

from evenhand.importers.admission import admit, refused
from evenhand.importers.conditions import effort_of, harness_of, judge_of, mode_of, said, tools_of, trials_of
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.plain_json import read_json
from evenhand.importers.publishers import publisher_of
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.rules import Rules, Variant
from evenhand.importers.source import Importer
from evenhand.records.facts import Publisher, Rejection

FILE = "data.json"
LISTED = re.compile(r"slug=(\S+?),|display name '([^']*)'")
COMPILER_REMARK = re.compile(r"\[R5d:[^\]]*\]|\[Promoted[^\]]*\]|\(R5\w*-[^)]*\)|,?\s*(matches_canonical|mc)=false")


class Cell(Struct, frozen=True, kw_only=True):
    """One filled cell of the matrix, in the source's words; `kind` and `audit` are empty where nothing is recorded."""

    model: str
    benchmark: str
    value: str
    at: str
    sourced: bool = False
    link: str = ""
    kind: str = ""
    audit: str = ""
    note: str = ""
    setting: Mapping[str, Any] | str = ""


def parse(files: RawFiles) -> list[Cell]:
    """All cells with an observed value, in the order of the matrix. Predictions are not looked at.

    Raises:
        ValueError, KeyError: the text is not such a matrix.

    """
    matrix = read_json(FILE, files[FILE])
    cells = []
    rows = zip(matrix["models"], matrix["observed"], matrix["sources"], strict=True)
    for number, (model, values, sources) in enumerate(rows):
        columns = zip(matrix["benchmarks"], values, sources, strict=True)
        for column, (benchmark, value, source) in enumerate(columns):
            if value is not None:
                cells.append(_cell(model["id"], benchmark["id"], value, source, f"/observed/{number}/{column}"))
    return cells


def translate(cells: list[Cell], known: Known) -> Findings:
    """Observations with their conditions and tier, and every refused cell with its reason."""
    return admit((_judged(cell, known) for cell in cells), known)


def _cell(model: str, benchmark: str, value: str, source: Mapping[str, Any] | None, at: str) -> Cell:
    if source is None:
        return Cell(model=model, benchmark=benchmark, value=value, at=at)
    return Cell(
        model=model,
        benchmark=benchmark,
        value=value,
        at=at,
        sourced=True,
        link=source.get("url") or "",
        kind=source.get("type") or "",
        audit=source.get("audit_status") or "",
        note=" ".join((source.get("notes") or "").split()).removeprefix("| "),
        setting=source.get("reported_setting") or "",
    )


def _judged(cell: Cell, known: Known) -> Row | Rejection:
    publisher = publisher_of(cell.link, known.publishers)
    if publisher and publisher.role == "aggregator":
        # It states no setting: what BenchPress reports here is BenchPress's own idea of the model.
        cell = structs.replace(cell, setting="")
    listed = _listed_as(cell, known.rules)
    row = _row(cell, known, listed)
    fault = _fault(cell, known, publisher, listed)
    return refused(row, known, *fault) if fault else row


def _fault(cell: Cell, known: Known, publisher: Publisher | None, listed: Variant | None) -> tuple[str, str] | None:
    """Why the cell's own record is not enough: reason and detail."""
    if not cell.sourced:
        return "no source record", ""
    if cell.audit == "dropped":
        return "dropped by the source's own audit", cell.note
    if not cell.link:
        return "no link", cell.note
    if publisher is None:
        return "publisher of the link not known", cell.note
    if LISTED.search(cell.note) and (listed is None or listed.model != known.names.model(cell.model)):
        return "another model or variant", cell.note
    return None


def _row(cell: Cell, known: Known, listed: Variant | None) -> Row:
    said_of = {} if isinstance(cell.setting, str) else cell.setting
    return Row(
        model=cell.model,
        benchmark=cell.benchmark,
        raw=cell.value,
        origin=FILE,
        at=cell.at,
        link=cell.link,
        quote=COMPILER_REMARK.sub("", cell.note),
        note=cell.note,
        tools_said=str(said_of.get("tools") or ""),
        harness_said=str(said_of.get("harness") or ""),
        stated=_conditions(cell, known.rules, listed),
    )


def _listed_as(cell: Cell, rules: Rules) -> Variant | None:
    """The model that an aggregator's own name of the row leads to, if the row gives such a name."""
    name = LISTED.search(cell.note)
    return rules.variants.get(name[1] or name[2]) if name else None


def _conditions(cell: Cell, rules: Rules, listed: Variant | None) -> dict[str, str]:
    """Conditions by field name, as the row reports them."""
    if listed:
        return {"effort": listed.effort, "mode": listed.mode}
    reported = _reported(cell.setting)
    reported["effort"] = reported["effort"] or rules.efforts.get(cell.model, "")
    if cell.model in rules.not_reasoning:
        reported |= {"effort": "", "mode": ""}
    return reported


def _reported(setting: Mapping[str, Any] | str) -> dict[str, str]:
    if isinstance(setting, str):
        effort = re.search(r"(?:effort|thinking|reasoning)[:=](\w+)", setting)
        thinking = "non-thinking" if "reasoning=none" in setting else "thinking" if "thinking" in setting else ""
        return {"effort": effort_of(effort[1]) if effort else "", "mode": thinking, "tools": ""}
    return {
        "effort": effort_of(setting.get("effort")),
        "mode": mode_of(setting.get("mode"), setting.get("effort"), setting.get("context")),
        "tools": tools_of(setting.get("tools")),
        "harness": harness_of(setting.get("harness")),
        "prompting": said(setting.get("prompt_style")),
        "trials": trials_of(setting.get("sampling")),
        "judge": judge_of(setting.get("judge")),
    }


IMPORTER = Importer((FILE,), parse, translate)
