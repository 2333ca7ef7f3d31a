"""A source's names of models at providers, each held, refused or waiting."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from evenhand.importers.admission import refusal
from evenhand.importers.findings import Known, unresolved
from evenhand.importers.names import ModelName
from evenhand.records.facts import Rejection, Unresolved


class Sorted(Struct, frozen=True):
    """A source's names sorted: those with our name for them, ledger rows, and how many rows wait for a name."""

    held: Mapping[tuple[str, str], ModelName]
    rejections: tuple[Rejection, ...]
    unresolved: tuple[Unresolved, ...]


def sorted_names(rows: Mapping[tuple[str, str], int], known: Known, counted: str = "") -> Sorted:
    """Names by our provider and the source's name, with the number of their rows, each held, refused or waiting.

    A name at a provider that is not described waits under the provider. `counted` is what the ledger calls the rows of
    a refused name; without it their number is not said.
    """
    held: dict[tuple[str, str], ModelName] = {}
    refused: list[Rejection] = []
    waiting: Counter[tuple[str, str]] = Counter()
    for (provider, name), count in rows.items():
        ours = known.names.models.get(name)
        if ours is None:
            waiting["model", name] += count
        elif ours.refuse:
            said = f"{count} {counted}" if counted else ""
            refused.append(refusal(known, ours.refuse, name=name, value=said, detail=ours.why))
        elif provider not in known.providers:
            waiting["provider", provider] += count
        else:
            held[provider, name] = ours
    return Sorted(held, tuple(refused), unresolved(waiting))
