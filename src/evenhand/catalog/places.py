"""Where in the text of a TOML file a key or a value stands, so that a fault can name its line."""

import re

Path = tuple[str | int, ...]

ENTRY = re.compile(r"""\{|"[^"\n]*"|'[^'\n]*'""")


def shown(path: Path) -> str:
    """A path of keys and list positions as people write it: `stated[1].checked`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def line_of(text: str, path: Path) -> int:
    """The line that sets the key at this path, as far as the path can be followed; 0 when not at all."""
    place, name = -1, ""
    for part in path:
        found = _entry(text, place, name, part) if isinstance(part, int) else _key(text, place, part)
        if found < 0:
            break
        place, name = found, part if isinstance(part, str) else name
    return text.count("\n", 0, place) + 1 if place >= 0 else 0


def lines_with(text: str, value: str) -> list[int]:
    """The lines on which a value stands as a whole word, in order; comments do not count."""
    wanted = re.compile(rf"(?<![\w+-]){re.escape(value)}(?![\w+-])")
    lines = text.split("\n")
    return [number for number, line in enumerate(lines, 1) if not line.lstrip().startswith("#") and wanted.search(line)]


def _key(text: str, after: int, key: str) -> int:
    name = rf"""["']?{re.escape(key)}["']?[ \t]*"""
    begins = rf"^[ \t]*(?:\[\[?)?(?:[\w.\"'+-]*\.[ \t]*)?{name}[\].=]"
    inside = rf"[{{,][ \t]*{name}="
    found = re.compile(f"{begins}|{inside}", re.MULTILINE).search(text, max(after, 0))
    return found.end() - 1 if found else -1


def _entry(text: str, after: int, name: str, number: int) -> int:
    tables = list(re.finditer(rf"^[ \t]*\[\[[^\]\n]*{re.escape(name)}[\"' \t]*\]\]", text, re.MULTILINE))
    if tables:
        return tables[number].end() if number < len(tables) else -1
    entries = list(ENTRY.finditer(text, max(after, 0)))
    if entries and entries[0][0] == "{":
        entries = [entry for entry in entries if entry[0] == "{"]
    return entries[number].start() if number < len(entries) else -1
