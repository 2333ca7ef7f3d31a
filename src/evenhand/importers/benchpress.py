"""The BenchPress score matrix: what was observed, cell by cell, never what was predicted."""

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, structs

from evenhand.importers.admission import Candidate, admit, refusal
from evenhand.importers.conditions import effort_of, harness_of, judge_of, mode_of, said, tools_of, trials_of
from evenhand.importers.fact_rows import plain
from evenhand.importers.findings import Findings, Known
from evenhand.importers.publishers import measurer, publisher_of, tier_of
from evenhand.importers.rules import Rules, Ruling, Subject, Variant, ruling
from evenhand.records.facts import Observation, Publisher, Rejection

LISTED = re.compile(r"slug=(\S+?),|display name '([^']*)'")
COMPILER_REMARK = re.compile(r"\[R5d:[^\]]*\]|\[Promoted[^\]]*\]|\(R5\w*-[^)]*\)|,?\s*(matches_canonical|mc)=false")


class Cell(Struct, frozen=True, kw_only=True):
    """One filled cell of the matrix, in the source's words; `kind` and `audit` are empty where nothing is recorded."""

    model: str
    benchmark: str
    value: str
    sourced: bool = False
    link: str = ""
    kind: str = ""
    audit: str = ""
    note: str = ""
    setting: Mapping[str, Any] | str = ""


def parse(text: str) -> list[Cell]:
    """All cells with an observed value, in the order of the matrix. Predictions are not looked at.

    Raises:
        ValueError, KeyError: the text is not such a matrix.

    """
    matrix = json.loads(text, parse_float=str, parse_int=str)
    cells = []
    for model, values, sources in zip(matrix["models"], matrix["observed"], matrix["sources"], strict=True):
        for benchmark, value, source in zip(matrix["benchmarks"], values, sources, strict=True):
            if value is not None:
                cells.append(_cell(model["id"], benchmark["id"], value, source))
    return cells


def translate(cells: list[Cell], known: Known) -> Findings:
    """Observations with their conditions and tier, and every refused cell with its reason."""
    return admit((_judged(cell, known) for cell in cells), known)


def _cell(model: str, benchmark: str, value: str, source: Mapping[str, Any] | None) -> Cell:
    if source is None:
        return Cell(model=model, benchmark=benchmark, value=value)
    return Cell(
        model=model,
        benchmark=benchmark,
        value=value,
        sourced=True,
        link=source.get("url") or "",
        kind=source.get("type") or "",
        audit=source.get("audit_status") or "",
        note=" ".join((source.get("notes") or "").split()).removeprefix("| "),
        setting=source.get("reported_setting") or "",
    )


def _judged(cell: Cell, known: Known) -> Candidate | Rejection:
    publisher = publisher_of(cell.link, known.source.publishers)
    if publisher and publisher.role == "aggregator":
        # It states no setting: what BenchPress reports here is BenchPress's own idea of the model.
        cell = structs.replace(cell, setting="")
    ruled = ruling(known.rules.rule, _subject(cell))
    listed = _listed_as(cell, known.rules)
    fault = _fault(cell, known, publisher, listed) or (ruled.refuse, ruled.why)
    if fault[0] or publisher is None:
        reason, detail = fault
        names = {"name": cell.model, "benchmark": cell.benchmark}
        return refusal(known, reason, **names, value=cell.value, link=cell.link, detail=detail)
    model = listed.model if listed else known.source.model_names.get(cell.model, cell.model)
    seen = _observation(cell, known, model, publisher, _conditions(cell, known.rules, ruled, listed))
    return Candidate(seen=seen, name=cell.model, benchmark=cell.benchmark)


def _subject(cell: Cell) -> Subject:
    setting = {} if isinstance(cell.setting, str) else cell.setting
    tools, harness = (str(setting.get(name) or "") for name in ("tools", "harness"))
    names = {"model": cell.model, "benchmark": cell.benchmark, "link": cell.link}
    return Subject(**names, note=cell.note, tools=tools, harness=harness)


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
    if LISTED.search(cell.note) and (listed is None or listed.model != known.source.model_names.get(cell.model)):
        return "another model or variant", cell.note
    return None


def _listed_as(cell: Cell, rules: Rules) -> Variant | None:
    """The model that an aggregator's own name of the row leads to, if the row gives such a name."""
    name = LISTED.search(cell.note)
    return rules.variants.get(name[1] or name[2]) if name else None


def _conditions(cell: Cell, rules: Rules, ruled: Ruling, listed: Variant | None) -> dict[str, str]:
    """Conditions by field name: what the row reports, and over it what the rules state."""
    if listed:
        return {"effort": listed.effort, "mode": listed.mode, **ruled.stated}
    reported = _reported(cell.setting)
    reported["effort"] = reported["effort"] or rules.efforts.get(cell.model, "")
    if cell.model in rules.not_reasoning:
        reported |= {"effort": "", "mode": ""}
    return {**reported, **ruled.stated}


def _reported(setting: Mapping[str, Any] | str) -> dict[str, str]:
    if isinstance(setting, str):
        effort = re.search(r"(?:effort|thinking|reasoning)[:=](\w+)", setting)
        thinking = "non-thinking" if "reasoning=none" in setting else "thinking" if "thinking" in setting else ""
        return {"effort": effort_of(effort[1]) if effort else "", "mode": thinking, "tools": ""}
    return {
        "effort": effort_of(setting.get("effort")),
        "mode": mode_of(setting.get("mode"), setting.get("effort"), setting.get("context")),
        "tools": tools_of(setting.get("tools")),
        "harness": plain(harness_of(setting.get("harness"))),
        "prompting": plain(said(setting.get("prompt_style"))),
        "trials": plain(trials_of(setting.get("sampling"))),
        "judge": plain(judge_of(setting.get("judge"))),
    }


def _observation(cell: Cell, known: Known, model: str, publisher: Publisher, conditions: dict[str, str]) -> Observation:
    tier = tier_of(publisher, known.labs.get(model, ""))
    seen = Observation(
        model=model,
        benchmark=known.source.benchmark_names.get(cell.benchmark, cell.benchmark),
        measured_by=measurer(publisher, tier),
        value=float(cell.value),
        raw=cell.value,
        tier=tier,
        source=known.source.id,
        retrieved=known.source.retrieved,
        link=cell.link,
        quote=plain(COMPILER_REMARK.sub("", cell.note)),
    )
    return structs.replace(seen, **conditions)
