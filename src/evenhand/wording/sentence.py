"""Building sentences from named values, and reading them back: what a sentence states must be what it was given."""

import re
from functools import lru_cache

from evenhand.records.wording import Figure, Sentence
from evenhand.wording.numbers import MINUS

PLUS = "+"
Written = tuple[float | str | None, str]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FORBIDDEN = re.compile(r"\b(?i:null|nan|inf|infinity|undefined)\b|\bNone\b|[{}]|  | [,.;:]|\(\)|\.\.|::")
AFTER = re.compile(r"\w|[.,]\d")
PLACE = re.compile(r"\{(\w+)\}")
# Values that are ordinary words; all others that are text are names, which keep their own first letter.
PROSE = ("category", "word", "reason")
# Stands for a figure that was found, so that what is left shows neither its digits nor a gap.
FOUND = "§"


def say(rule: str, template: str, **values: Written | str) -> Sentence:
    """A sentence of this rule; each `{name}` is replaced by how its value is written.

    Raises:
        KeyError: the template names a value that is not given.

    """
    names, first = _places(template)
    texts: dict[str, str] = {}
    figures: list[Figure] = []
    named = False
    for name, written in values.items():
        if name in names:
            value, text = (written, written) if isinstance(written, str) else written
            texts[name] = text
            figures.append(Figure(name=name, value=value, text=text))
            named |= name == first and isinstance(value, str)
    said = template.format_map(texts)
    return Sentence(rule=rule, text=said if named else _capital(said), figures=tuple(figures))


@lru_cache(maxsize=4096)
def _places(template: str) -> tuple[frozenset[str], str]:
    """What a template names, and what it begins with where that may be a name; a figure that is prose is none."""
    first = PLACE.match(template)
    return frozenset(PLACE.findall(template)), first[1] if first and first[1] not in PROSE else ""


def faults(sentence: Sentence) -> tuple[str, ...]:
    """What a re-reading finds wrong: a number that no figure gives, a figure that is not there, broken words."""
    text = sentence.text
    found = [f"{figure.name} is not in the text" for figure in sentence.figures if not _has(text, figure.text)]
    rest = text
    for figure in sorted(sentence.figures, key=lambda figure: -len(figure.text)):
        rest = _without(rest, figure)
    found += [f"{number} comes from no figure" for number in NUMBER.findall(rest)]
    found += [f"{broken[0]!r} in the text" for broken in FORBIDDEN.finditer(rest)]
    found += [f"{figure.name} reads {figure.text}" for figure in sentence.figures if not _agrees(figure)]
    return tuple(found)


def _has(text: str, part: str) -> bool:
    return any(_place(text, one) >= 0 for one in (part, _capital(part)))


def _without(text: str, figure: Figure) -> str:
    """The text with a figure marked as found: a name wherever it stands whole, a number once."""
    for part in dict.fromkeys((figure.text, _capital(figure.text))):
        start = _place(text, part)
        while start >= 0:
            text = text[:start] + FOUND + text[start + len(part) :]
            if not isinstance(figure.value, str):
                return text
            start = _place(text, part)
    return text


def _place(text: str, part: str) -> int:
    """Where a part stands whole, not inside a longer word or number; -1 where it does not."""
    start = text.find(part) if part else -1
    while start >= 0 and (_joins(text[start - 1 : start]) or AFTER.match(text, start + len(part))):
        start = text.find(part, start + 1)
    return start


def _joins(before: str) -> bool:
    return before.isalnum() or before in (".", ",", "_")


def _agrees(figure: Figure) -> bool:
    """A figure with a number reads back as that number, within the rounding of how it is written."""
    if not isinstance(figure.value, int | float) or isinstance(figure.value, bool):
        return True
    found = NUMBER.search(figure.text)
    if not found:
        return figure.value == 0
    if figure.text.startswith((PLUS, MINUS)) and (figure.value > 0) is not figure.text.startswith(PLUS):
        return False
    if figure.text.startswith("just under"):
        edge = float(figure.text.removeprefix("just under").strip("% ")) / 100
        return edge - 0.005 <= figure.value < edge
    if figure.text.startswith(("over", "under")):
        return figure.value > 0.99 if figure.text.startswith("over") else figure.value < 0.01
    digits = found[0].replace(",", "")
    step = 10.0 ** -len(digits.partition(".")[2])
    value = abs(figure.value)
    return any(abs(float(digits) * scale - value) <= 0.51 * step * scale for scale in _scales(figure.text))


def _scales(text: str) -> tuple[float, ...]:
    if text.endswith("%"):
        return 1.0, 0.01
    if text.endswith("K"):
        return 1000.0, 1024.0
    return (1_000_000.0,) if text.endswith("M") else (1.0,)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
