"""How lines for a calculator are written: numbers as the commands print them, sums, and blocks of lines."""

from collections.abc import Iterable, Iterator

from evenhand.records.comparison import CategoryResult

WIDTH = 112


def summed(values: Iterable[str]) -> str:
    """The values added: `1 + 2 - 3`."""
    text = " + ".join(values)
    return text.replace("+ -", "- ")


def grouped(values: Iterator[str]) -> str:
    """The values added, in brackets where there are several."""
    several = list(values)
    return f"({' + '.join(several)})" if len(several) > 1 else several[0]


def weighed(parts: list[CategoryResult], values: list[float | None]) -> str:
    """The weighted values added: `22 * 4.1 + 20 * (-1.2)`."""
    return " + ".join(f"{one.weight:g} * {signed(value)}" for one, value in zip(parts, values, strict=True))


def signed(value: float | None) -> str:
    """A value in brackets where it is negative."""
    return f"({plain(value)})" if (value or 0.0) < 0 else plain(value)


def plain(value: float | None) -> str:
    """Four significant digits, as `evenhand explain` prints them."""
    return "" if value is None else f"{value:.4g}"


def four_digits(value: float) -> str:
    """Four significant digits, noughts at the end kept: a step that no command prints."""
    return f"{value:#.4g}"


def compared(chance: float | None) -> str:
    """A chance behind its sign; past a millionth the bound."""
    if chance is None or 1e-6 < chance < 1 - 1e-6:
        return f"= {plain(chance)}"
    return "< 0.000001" if chance < 0.5 else "> 0.999999"


def block(lines: Iterable[str]) -> list[str]:
    """A code block; long lines are broken after a plus."""
    found = ["```"]
    for line in lines:
        while len(line) > WIDTH and " + " in line[:WIDTH]:
            at = line.rindex(" + ", 0, WIDTH) + 2
            found.append(line[:at])
            line = "    " + line[at:].lstrip()  # noqa: PLW2901 - the rest of the same line
        found += [line] if line.strip() else []
    return [*found, "```\n"]
