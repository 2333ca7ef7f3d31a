"""docs/soak.md and docs/site-speed.md: each long run writes a section of one."""

import re
from datetime import UTC, datetime
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
FIGURES = DOCS / "soak.md"
SITE_SPEED = DOCS / "site-speed.md"
HEADS = {
    FIGURES: "# What long runs found\n\nWritten by `make soak`; do not edit.\n",
    SITE_SPEED: "# How fast the site is\n\nWritten by `make soak`; do not edit; `make bench` prints them in short.\n",
}


def put(title: str, text: str, rows: dict[str, str], page: Path = FIGURES) -> None:
    """Write one section of a page: its title, what was run, and its figures; other sections stay."""
    table = "".join(f"| {name} | {value} |\n" for name, value in rows.items())
    day = datetime.now(UTC).date().isoformat()
    section = f"## {title}\n\n{text.strip()}\n\n| figure | value |\n|---|---|\n| day | {day} |\n{table}"
    held = page.read_text("utf-8") if page.is_file() else HEADS[page]
    head, *others = re.split(r"^(?=## )", held, flags=re.MULTILINE)
    kept = [other.rstrip() + "\n" for other in others if not other.startswith(f"## {title}\n")]
    page.write_text("\n".join([head.rstrip() + "\n", *sorted([*kept, section])]), encoding="utf-8")
