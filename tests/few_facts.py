"""A small folder of facts: what a few sources need, without anything that was collected."""

import csv
import shutil
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ("benchpress", "gemma-4-model-card", "kimi-k2.5-card")


def few_facts(data: Path, *sources: str) -> Path:
    """Write a folder with the tables of some sources and what these lead to."""
    for folder in ("labs", "sources", "rules"):
        shutil.copytree(ROOT / "data" / folder, data / folder)
    for source in sources:
        tables = shutil.copytree(ROOT / "data" / "names" / source, data / "names" / source)
        for kind in ("model", "benchmark"):
            table = (tables / f"{kind}s.csv").read_text("utf-8").splitlines()
            named = {row[kind] for row in csv.DictReader(table)}
            files = {path.stem: path for path in sorted((ROOT / "data" / f"{kind}s").rglob("*.toml"))}
            named |= {tomllib.loads(files[name].read_text("utf-8")).get("twin", "") for name in named & set(files)}
            for name, path in files.items():
                if name in named:
                    target = data / path.relative_to(ROOT / "data")
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, target)
    return data
