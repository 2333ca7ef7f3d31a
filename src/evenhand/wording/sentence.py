"""Building sentences from named values, and reading them back: what a sentence states must be what it was given."""

import re

from evenhand.records.wording import Figure, Sentence

Written = tuple[float | str | None, str]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FORBIDDEN = re.compile(r"\b(null|none|nan|inf|infinity)\b|\{|\}|  | [,.;:]|\(\)", re.IGNORECASE)


def say(rule: str, template: str, **values: Written | str) -> Sentence:
    """A sentence of this rule; each `{name}` is replaced by how its value is written.

    Raises:
        KeyError: the template names a value that is not given.

    """
    written = {name: (value, value) if isinstance(value, str) else value for name, value in values.items()}
    text = template.format(**{name: text for name, (_, text) in written.items()})
    figures = [
        Figure(name=name, value=value, text=text)
        for name, (value, text) in written.items()
        if f"{{{name}}}" in template
    ]
    return Sentence(rule=rule, text=_capital(text), figures=tuple(figures))


def faults(sentence: Sentence) -> tuple[str, ...]:
    """What a re-reading finds wrong: a number that no figure gives, a figure that is not there, broken words."""
    text = sentence.text
    found = [f"{figure.name} is not in the text" for figure in sentence.figures if not _has(text, figure.text)]
    rest = text
    for figure in sorted(sentence.figures, key=lambda figure: -len(figure.text)):
        rest = re.sub(re.escape(figure.text), " ", rest, flags=re.IGNORECASE)
    found += [f"{number} comes from no figure" for number in NUMBER.findall(rest)]
    found += [f"{broken[0]!r} in the text" for broken in FORBIDDEN.finditer(rest if FORBIDDEN.search(text) else text)]
    found += [f"{figure.name} reads {figure.text}" for figure in sentence.figures if not _agrees(figure)]
    return tuple(found)


def _has(text: str, part: str) -> bool:
    return bool(part) and part.casefold() in text.casefold()


def _agrees(figure: Figure) -> bool:
    """A figure with a number reads back as that number, within the rounding of how it is written."""
    if not isinstance(figure.value, int | float) or isinstance(figure.value, bool):
        return True
    found = NUMBER.search(figure.text)
    if not found:
        return figure.value == 0 or figure.text.isalpha() or " " in figure.text
    digits = found[0].replace(",", "")
    step = 10.0 ** -len(digits.partition(".")[2])
    value = abs(figure.value)
    return any(abs(float(digits) * scale - value) <= 0.51 * step * scale for scale in _scales(figure.text)) or (
        figure.text.startswith(("over", "under"))
    )


def _scales(text: str) -> tuple[float, ...]:
    if text.endswith("%"):
        return 1.0, 0.01
    if text.endswith("K"):
        return 1000.0, 1024.0
    return (1_000_000.0,) if text.endswith("M") else (1.0,)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text and text.split(" ", 1)[0].islower() else text
