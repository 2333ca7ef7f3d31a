"""The nearest names to one that does not exist."""

from collections.abc import Collection, Iterable


def nearest(text: str, names: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """At most `most` names close to `text`, best first; empty when none is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

    wanted = text[:80].casefold()
    pool = list(names)
    close = get_close_matches(wanted, pool, n=most, cutoff=0.5)
    inside = [name for name in pool if wanted and wanted in name.casefold() and name not in close]
    return tuple([*close, *sorted(inside, key=len)][:most])


def near_or(name: str, known: Collection[str], otherwise: str) -> str:
    """The nearest of the known names as a question, or all of them."""
    near = nearest(name, known, most=2)
    return f"did you mean {' or '.join(near)}?" if near else f"{otherwise} {', '.join(known)}"
