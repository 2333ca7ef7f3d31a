"""Who stands behind a link, and which trust tier follows for a model's score."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from evenhand.records.facts import Publisher, Tier


def publisher_of(link: str, publishers: Mapping[str, Publisher]) -> Publisher | None:
    """The publisher of the longest entry that the link begins with; entries are hosts with or without a path."""
    parts = urlsplit(link)
    pieces = [parts.netloc.removeprefix("www."), *(piece for piece in parts.path.split("/") if piece)]
    for length in range(len(pieces), 0, -1):
        found = publishers.get("/".join(pieces[:length]))
        if found:
            return found
    return None


def tier_of(publisher: Publisher, lab: str) -> Tier:
    """The tier of a figure that this publisher gives for a model of this lab.

    A lab about its own model is C, about another's D; a benchmark's operator is B; a run without a published
    log by somebody else is D; an aggregator is E.
    """
    if publisher.role == "lab":
        return "C" if publisher.who == lab else "D"
    tiers: dict[str, Tier] = {"operator": "B", "independent": "D", "aggregator": "E"}
    return tiers[publisher.role]


def measurer(publisher: Publisher, tier: Tier) -> str:
    """Who measured, as far as the publisher alone tells: operators and labs about their own models; else unknown."""
    return publisher.who if tier in {"B", "C"} else ""
