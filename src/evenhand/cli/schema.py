"""`evenhand schema`: the JSON Schemas of the files of facts and of the answers."""

from pathlib import Path

import click
import msgspec

from evenhand.records import facts, ranking
from evenhand.records.report import ComparisonReport

FILES: dict[str, type[msgspec.Struct]] = {
    "benchmark": facts.Benchmark,
    "lab": facts.Lab,
    "model": facts.Model,
    "provider": facts.Provider,
    "ranking": ranking.Ranking,
    "score": facts.Observation,
    "source": facts.Source,
    "price": facts.Offer,
    "speed": facts.Speed,
    "listing": facts.Listing,
    "rejection": facts.Rejection,
    "votes": facts.VoteCount,
    "compare": ComparisonReport,
}


@click.command("schema")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Write the JSON Schemas into FOLDER, one file each; `data/schema` holds those of this version."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in FILES.items():
        (folder / f"{name}.schema.json").write_text(schema_text(kind), encoding="utf-8")
        click.echo(folder / f"{name}.schema.json")


def schema_text(kind: type[msgspec.Struct]) -> str:
    """The JSON Schema of one record, indented."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(kind)), indent=2).decode() + "\n"
