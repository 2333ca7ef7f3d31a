"""Templates to letters: HTML escaped and its styles put inline, plain text wrapped, an unknown variable an error."""

import re
import textwrap
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from css_inline import CSSInliner
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import Links, is_whole
from evenhand.records.subscriptions import LetterKind

TEMPLATES = ("subject.txt", "body.txt", "body.html")
COLUMNS = 72
# Lines of the HTML source; at most ten bytes a character as a reference, within the 998 of RFC 5322.
SOURCE_COLUMNS = 90
# Briefs of different readers are made of the same sentences.
KEPT = 4096
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BLANK_LINES = re.compile(r"\n{3,}")


def written(letter: LetterKind, links: Links, imprint: str, **given: Any) -> Letter:  # noqa: ANN401 - of any letter
    """The letter of the folder `letter`, filled with the links that it has, the imprint and the values given."""
    values = {"links": links.of(letter), "imprint": imprint, **given}
    subject, text, html = (_environment().get_template(f"{letter}/{name}") for name in TEMPLATES)
    values["subject"] = one_line(subject.render(values))
    page = _inliner().inline(CONTROL.sub("", html.render(values)))
    return Letter(subject=values["subject"], text=_tidy(text.render(values)), html=page)


def one_line(text: str) -> str:
    """Without line breaks and other control characters."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


@lru_cache(maxsize=KEPT)
def wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Lines of at most 72 characters, the first and the others indented so; a word, thus a link, is never broken."""
    return textwrap.fill(
        one_line(text), COLUMNS, initial_indent=first, subsequent_indent=rest, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def source_lines(text: str) -> str:
    """Text for HTML, whose line breaks do not show, so short that no line of the source is too long for mail."""
    return textwrap.fill(one_line(text), SOURCE_COLUMNS, break_on_hyphens=False)


def host(address: str) -> str:
    """The host of a link, as its text."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _tidy(text: str) -> str:
    """No control characters, no spaces at the end of lines, at most one empty line in a row."""
    lines = (line.rstrip() for line in CONTROL.sub("", text).splitlines())
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("evenhand.brief", "letters"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"wrapped": wrapped, "lines": source_lines, "host": host}
    made.tests["whole"] = is_whole
    made.globals |= {"style": _sheet("style.css"), "dark_style": _sheet("dark.css")}
    return made


def _sheet(name: str) -> str:
    return files("evenhand.brief.letters").joinpath("shared", name).read_text(encoding="utf-8")


@cache
def _inliner() -> CSSInliner:
    return CSSInliner(load_remote_stylesheets=False, minify_css=True)
