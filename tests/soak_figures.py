"""docs/soak.md: each long run writes a section of it."""

import re
from datetime import UTC, datetime
from pathlib import Path

FIGURES = Path(__file__).parents[1] / "docs" / "soak.md"
HEAD = "# What long runs found\n\nWritten by `make soak`; do not edit.\n"


def put(title: str, text: str, rows: dict[str, str]) -> None:
    """Write one section: its title, what was run, and its figures; other sections stay."""
    table = "".join(f"| {name} | {value} |\n" for name, value in rows.items())
    day = datetime.now(UTC).date().isoformat()
    section = f"## {title}\n\n{text.strip()}\n\n| figure | value |\n|---|---|\n| day | {day} |\n{table}"
    held = FIGURES.read_text("utf-8") if FIGURES.is_file() else HEAD
    head, *others = re.split(r"^(?=## )", held, flags=re.MULTILINE)
    kept = [other.rstrip() + "\n" for other in others if not other.startswith(f"## {title}\n")]
    FIGURES.write_text("\n".join([head.rstrip() + "\n", *sorted([*kept, section])]), encoding="utf-8")
