"""The nearest names to one that does not exist."""

from collections.abc import Collection, Iterable

from evenhand.catalog.folding import folded


def nearest(text: str, names: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """At most `most` names close to `text`, best first; empty when none is close.

    First those that begin with it, then those that hold it, short ones before long ones; then what is spelt like it.
    Case does not matter, nor does punctuation for the first two.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

    pool = list(names)
    part = folded(text[:80])
    holding = [(name, said) for name in pool if part and part in (said := folded(name))]
    holding.sort(key=lambda pair: (not pair[1].startswith(part), len(pair[0])))
    spelt = {name.casefold(): name for name in pool}
    close = (spelt[name] for name in get_close_matches(text[:80].casefold(), spelt, n=most, cutoff=0.5))
    return tuple(dict.fromkeys((*(name for name, _ in holding), *close)))[:most]


def near_or(name: str, known: Collection[str], otherwise: str) -> str:
    """The nearest of the known names as a question, or all of them."""
    near = nearest(name, known, most=2)
    return f"did you mean {' or '.join(near)}?" if near else f"{otherwise} {', '.join(known)}"
