"""models.dev: the scores that a model file lists, with the page they were taken from."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from evenhand.importers.findings import Row
from evenhand.importers.raw_files import RawFiles

EFFORTS = ("minimal", "low", "medium", "high", "xhigh", "max")
HARNESSED = "deepreinforce/"


def score_rows(files: RawFiles) -> Iterator[Row]:
    """Every score of every model file; `models/openai/gpt-5.5.toml` is the model `openai/gpt-5.5`.

    Raises:
        ValueError, KeyError: a file is not a model file.

    """
    for name, body in files.items():
        if not name.endswith(".toml"):
            continue
        model = name.removeprefix("models/").removesuffix(".toml")
        listed = tomllib.loads(body.decode("utf-8"), parse_float=str).get("benchmarks", [])
        for number, score in enumerate(listed):
            yield _row(model, name, number, score)


def _row(model: str, origin: str, number: int, score: Mapping[str, Any]) -> Row:
    parts = {key: str(score.get(key, "")) for key in ("metric", "version", "harness", "variant", "dataset")}
    told = ", ".join(f"{key} {value}" for key, value in parts.items() if value)
    return Row(
        model=model,
        benchmark=score["name"],
        raw=str(score["score"]),
        origin=origin,
        at=f"/benchmarks/{number}/score",
        link=score["source"],
        published=str(score["date"]) if score.get("date") else None,
        quote=f"{score['name']} {score['score']}; {told}".removesuffix("; "),
        note=told,
        stated=_conditions(model, parts),
    )


def _conditions(model: str, parts: Mapping[str, str]) -> dict[str, str]:
    """`variant` is an effort, but the harness in the rows of one lab."""
    variant = parts["variant"]
    effort = variant if variant in EFFORTS else ""
    harness = parts["harness"] or (variant if model.startswith(HARNESSED) else "")
    return {"version": parts["version"], "effort": effort, "harness": {"Codex CLI": "Codex"}.get(harness, harness)}
