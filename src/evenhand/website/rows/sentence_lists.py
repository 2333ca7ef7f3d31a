"""Lists of sentences as finished markup."""

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from evenhand.records.wording import Sentence


def items(sentences: Iterable[Sentence]) -> Markup:
    """Sentences as a list; empty for none."""
    listed = "".join([f"<li>{escape(one.text)}</li>" for one in sentences])
    return Markup(f"<ul>{listed}</ul>" if listed else "")  # noqa: S704 - each sentence is escaped


def folded(sentences: tuple[Sentence, ...], label: str) -> Markup:
    """Sentences as a list that opens; empty for none."""
    if not sentences:
        return Markup()
    return Markup(f"<details><summary>{escape(label)}</summary>{items(sentences)}</details>")  # noqa: S704
