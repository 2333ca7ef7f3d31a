"""Names as a page has them: short hyphenated words unbroken, a side's name behind its mark."""

from functools import lru_cache

from markupsafe import Markup, escape

from evenhand.records.comparison import Comparison

# A hyphenated word under this length is not broken; a longer one must be, on a phone.
SHORT = 13
KEPT = 4_096


def column_names(comparison: Comparison) -> tuple[str, str]:
    """The names over the columns of a comparison; with the effort where a configuration is compared."""
    left, right = comparison.left_effort, comparison.right_effort
    return (
        f"{comparison.left.name} ({left})" if left else comparison.left.name,
        f"{comparison.right.name} ({right})" if right else comparison.right.name,
    )


@lru_cache(maxsize=KEPT)
def whole(name: str) -> Markup:
    """A name whose short hyphenated words stay on one line: `GPT-5.2`."""
    words = (f'<span class="whole">{word}</span>' if _unbroken(word) else word for word in escape(name).split(" "))
    return Markup(" ".join(words))  # noqa: S704 - the name was escaped before it was split


@lru_cache(maxsize=KEPT)
def side_mark(side: str, name: str) -> Markup:
    """A side's name behind its sign: the left one blue and round, the right one orange and angular."""
    return Markup('<span class="side {}">{}</span>').format(side, whole(name))


def column_heads(left: str, right: str) -> Markup:
    """The heads of both sides' columns in a table."""
    head = Markup('<th scope="col" class="n">{}</th>')
    return head.format(side_mark("left", left)) + head.format(side_mark("right", right))


def _unbroken(word: str) -> bool:
    return "-" in word and len(word) < SHORT
