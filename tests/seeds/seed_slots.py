"""The seed pages as catalogs, and a classic view as the slots in which `facts.json` describes a page."""

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from evenhand.catalog.catalog import Catalog
from evenhand.records.classic import ClassicLead, ClassicPick, ClassicSwing, ClassicView, Side
from evenhand.records.facts import Benchmark, Lab, Listing, Model, Observation
from evenhand.records.ranking import Ranking

HERE = Path(__file__).parent
PAGES: list[dict[str, Any]] = json.loads((HERE / "facts.json").read_text(encoding="utf-8"))["pages"]
BENCHMARKS = {
    "GPQA": "gpqa-diamond",
    "HLE w/o tools": "hle",
    "MMLU-Pro": "mmlu-pro",
    "MMMU-Pro": "mmmu-pro",
    "MathVision": "mathvision",
}
NAMES = {benchmark: name for name, benchmark in BENCHMARKS.items()}
DAY = "2026-06-30"
SIDES: tuple[tuple[str, Side], ...] = (("a", "left"), ("b", "right"))


def shipped_ranking() -> Ranking:
    """The `classic` ranking file as shipped."""
    text = (HERE.parents[1] / "data" / "rankings" / "classic.toml").read_text(encoding="utf-8")
    return msgspec.convert({**tomllib.loads(text), "id": "classic"}, Ranking)


def model_id(name: str) -> str:
    """`GPT-4.1 mini` to `gpt-4.1-mini`."""
    return name.lower().replace(" ", "-")


def page_catalog(page: dict[str, Any], ranking: Ranking) -> Catalog:
    """A page's overall, category, operation and input facts, and nothing else."""
    composites = [rule.composite for rule in ranking.categories.values() if rule.composite]
    composites.append(ranking.overall_composite)
    kinds = dict.fromkeys(composites, "composite") | dict.fromkeys(NAMES, "test")
    models = [Model(id=model_id(page[key]), lab="lab", name=page[key]) for key, _ in SIDES]
    return Catalog(
        date=DAY,
        version="seed",
        labs={"lab": Lab(id="lab", name="Lab")},
        models={model.id: model for model in models},
        providers={},
        benchmarks={
            name: Benchmark(id=name, name=NAMES.get(name, name), category="any", measures="", kind=kind)
            for name, kind in kinds.items()
        },
        sources={},
        rankings={"classic": ranking},
        observations=tuple(row for key, _ in SIDES for row in _observations(page, key, ranking)),
        listings=tuple(_listing(page, key) for key, _ in SIDES),
    )


def page_slots(page: dict[str, Any]) -> dict[str, Any]:
    """What a page must come out as: its facts without the file names and the input."""
    return {key: value for key, value in page.items() if key not in {"page", "text", "input"}}


def view_slots(view: ClassicView, left: str, right: str) -> dict[str, Any]:
    """A view in the shape of `facts.json`; `left` and `right` are the models' names."""
    names: dict[Side | None, str | None] = {"left": left, "right": right, None: None}
    return {
        "a": left,
        "b": right,
        **_cells(view),
        "categories": {
            part.id.capitalize(): {
                "diff": part.difference,
                "a": part.left.value,
                "b": part.right.value,
                "leader": names[part.leader],
            }
            for part in view.categories
        },
        "category_count": len(view.categories),
        "category_wins": {key: sum(part.leader == side for part in view.categories) for key, side in SIDES},
        "reasoning_only_model": names[view.reasoning_only],
        "pick_sentence": _pick(view.pick, names),
        "summary_sentences": [*_summary(view, names)],
        "faq_sentences": [*_questions(view, names)],
        "largest_swing": _swing(view.swing),
    }


def _observations(page: dict[str, Any], key: str, ranking: Ranking) -> list[Observation]:
    model = model_id(page[key])
    values = {ranking.overall_composite: page[f"overall_{key}"]}
    values |= {ranking.categories[name.lower()].composite: part[key] for name, part in page["categories"].items()}
    values |= {BENCHMARKS[row["benchmark"]]: row[key] for row in page["input"]["shared_benchmarks"]}
    return [
        Observation(model=model, benchmark=name, value=value, tier="E", source="seed", retrieved=DAY)
        for name, value in values.items()
    ]


def _listing(page: dict[str, Any], key: str) -> Listing:
    price = page[f"price_{key}"] or {}
    return Listing(
        model=model_id(page[key]),
        source="seed",
        retrieved=DAY,
        name=page[key],
        context=page[f"context_{key}"] or "",
        reasoning=page["input"][f"reasoning_{key}"],
        verified_position=str(page[f"verified_{key}"] or ""),
        input=price.get("input"),
        output=price.get("output"),
        tokens_per_second=page[f"speed_{key}"],
        first_token_seconds=page[f"ttft_{key}"],
    )


def _cells(view: ClassicView) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for key, side in (("a", view.left), ("b", view.right)):
        place = side.position if view.verified_line else None
        cells[f"overall_{key}"] = side.overall and side.overall.value
        cells[f"verified_{key}"] = int(place) if place and place.isdigit() else place
        cells[f"price_{key}"] = None if side.output is None else {"input": side.input, "output": side.output}
        cells[f"speed_{key}"] = side.tokens_per_second
        cells[f"ttft_{key}"] = side.first_token_seconds
        cells[f"context_{key}"] = side.context
    return cells


def _pick(pick: ClassicPick | None, names: dict[Side | None, str | None]) -> dict[str, Any] | None:
    if pick is None:
        return None
    conditions = [
        {"kind": reason.kind}
        | ({"category": reason.category} if reason.category else {})
        | ({"window": reason.window} if reason.window else {})
        for reason in pick.conditions
    ]
    return {
        "template": {"default": "pick_winner_unless"}.get(pick.form, pick.form),
        "winner": names[pick.winner],
        "alternative": names[pick.alternative],
        "conditions": conditions,
    }


def _summary(view: ClassicView, names: dict[Side | None, str | None]) -> list[dict[str, Any]]:
    found = [{"slot": "headline", "tier": view.tier, "winner": names[view.winner], "high": view.high, "low": view.low}]
    if view.sharpest:
        found.append({"slot": "sharpest_advantage", **_lead(view.sharpest, names)})
    if view.sharpest and view.swing:
        found.append({"slot": "biggest_swing", **(_swing(view.swing) or {})})
    if view.hit_back:
        lead = _lead(view.hit_back, names)
        found.append({"slot": "hit_back", "model": lead["model"], "category": lead["category"]})
    if view.price:
        found.append({"slot": "price", "dearer": names[view.price.dearer], "ratio": view.price.ratio})
    if view.reasoning_only:
        other = names["right" if view.reasoning_only == "left" else "left"]
        found.append({"slot": "reasoning_flag", "reasoning_model": names[view.reasoning_only], "other": other})
    if view.context:
        context = view.context
        found.append({"slot": "context", "larger": names[context.larger], "high": context.high, "low": context.low})
    return found


def _questions(view: ClassicView, names: dict[Side | None, str | None]) -> list[dict[str, Any]]:
    overall = {"question": "overall", "template": "ahead_overall", "winner": names[view.winner]}
    found = [{**overall, "high": view.high, "low": view.low, "separator": _swing(view.swing)}]
    found.extend(
        {
            "question": answer.category,
            "leader": names[answer.leader],
            "high": answer.high,
            "low": answer.low,
            "tail": "most_daylight" if answer.benchmark else "close_enough",
            "benchmark": NAMES[answer.benchmark] if answer.benchmark else None,
        }
        for answer in view.answers
    )
    return found


def _lead(lead: ClassicLead, names: dict[Side | None, str | None]) -> dict[str, Any]:
    return {"model": names[lead.side], "category": lead.category, "high": lead.high, "low": lead.low}


def _swing(swing: ClassicSwing | None) -> dict[str, Any] | None:
    return swing and {"benchmark": NAMES[swing.benchmark], "a": swing.left, "b": swing.right, "unit": swing.unit}
