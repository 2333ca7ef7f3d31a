"""A search for models in words: how many were found, what the others fail, and who is efficient how surely."""

from collections import Counter
from collections.abc import Iterator

from evenhand.records.cost import SHORT_REQUEST
from evenhand.records.find import Finding, FoundModel
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.cost import nothing_sent, workload_sentence
from evenhand.wording.estimates import estimate_text
from evenhand.wording.limits import LIMITS
from evenhand.wording.offers import found_price_words
from evenhand.wording.sentence import say

CONSTRAINTS = {
    **LIMITS,
    "context": "the context",
    "retired": "retired",
    "moving name": "a moving name",
    "lab": "another lab",
    "released after": "the day of release",
    "score": "the score",
    "request": "a request too long for it",
    "provider": "not at this provider",
}
# What is not known of a model, where it is said otherwise than what stands against it.
OPEN = {**CONSTRAINTS, "request": "whether such a request fits"}
MISSING = {
    "unranked": "unranked",
    "score withheld": "score withheld",
    "no draws": "no draws in this ranking",
    "nothing sent": "nothing to pay",
    "cost unknown": "cost not known",
    "first token unknown": "time to the first token not known",
    "whole answer unknown": "time to the whole answer not known",
}
# What is asked of every model, whatever the limits: the words for one that fails it, and for several.
STANDING = {"retired": ("is retired", "are retired"), "moving name": ("is a moving name", "are moving names")}
SURE = 0.5
MOST_STILL_HAD = 3
PRICED = {
    "lab": "the lab’s own for {lab}",
    "host": "the cheapest known host’s for {host}",
}


def find_words(finding: Finding) -> tuple[Sentence, ...]:
    """The counts first, then the day of release, then each constraint with its count, then the efficient set.

    Of the found models those are told, too, that their lab has ended.
    """
    work = (workload_sentence(finding.workload),) if _taking(finding) or finding.workload.empty else ()
    price = (*priced_words(finding), *found_price_words(finding.found, finding.names))
    return (
        _counted(finding),
        *_released(finding),
        *_failing(finding),
        *unknown_words(finding),
        *_still_had(finding),
        *work,
        *price,
        *efficient_words(finding),
    )


def chance_text(row: FoundModel) -> str:
    """The probability of being on the line, or what is missing for one."""
    return MISSING[row.why_no_chance] if row.why_no_chance else numbers.probability(row.chance)


def score_text(row: FoundModel) -> str:
    """The score, with its interval where it has one; that it is withheld where it is."""
    if row.estimate is not None:
        return "withheld" if row.estimate.score is None else estimate_text(row.estimate)
    return numbers.average(row.score)


def _counted(finding: Finding) -> Sentence:
    failing = sum(1 for one in finding.missed if one.fails)
    unsure = len(finding.missed) - failing
    left_out = numbers.listed(tuple(_left_out(finding, failing)))
    parts = filter(None, (left_out, "of {unsure} it is not known" if unsure else ""))
    rest = ", and ".join(parts)
    return say(
        "find.counted",
        "{found} of {all} meet every constraint" + (f"; {rest}." if rest else "."),
        found=(len(finding.found), f"{len(finding.found):,}"),
        all=(finding.considered, numbers.count(finding.considered, "model")),
        failing=(failing, f"{failing:,}"),
        unsure=(unsure, f"{unsure:,}"),
        **_figures(finding.fails),
    )


def _released(finding: Finding) -> Iterator[Sentence]:
    """From which day on a model counts as new enough, where that was asked."""
    if finding.wanted.released_after:
        yield say("find.released", "Wanted are models released after {day}.", day=finding.wanted.released_after)


def _left_out(finding: Finding, failing: int) -> Iterator[str]:
    """How many fail; by name where they fail nothing but what is asked of every model."""
    if not _only_standing(finding):
        yield f"{{failing}} {'breaks' if failing == 1 else 'break'} one or more"
        return
    for name, (one, several) in STANDING.items():
        if name in finding.fails:
            yield f"{{{_key(name)}}} {one if finding.fails[name] == 1 else several}"


def _only_standing(finding: Finding) -> bool:
    return finding.fails.keys() <= STANDING.keys()


def _failing(finding: Finding) -> Iterator[Sentence]:
    if not _only_standing(finding):
        yield say(
            "find.fails",
            "What stands against them, a model counted once for each: " + _places(finding.fails, CONSTRAINTS) + ".",
            **_figures(finding.fails),
        )


def unknown_words(finding: Finding) -> Iterator[Sentence]:
    """Which constraints nobody knows to be kept, and of how many found models no context is known."""
    if finding.unknown:
        yield say(
            "find.unknown",
            "What is not known of those that have nothing against them: " + _places(finding.unknown, OPEN) + ".",
            **_figures(finding.unknown),
        )
    if finding.taken_to_fit:
        yield say(
            "find.taken to fit",
            "For {count} of the found models no context is known: room for {size} tokens in and out is taken for"
            " granted, more is not.",
            count=(finding.taken_to_fit, f"{finding.taken_to_fit:,}"),
            size=(SHORT_REQUEST, f"{SHORT_REQUEST:,}"),
        )


def _still_had(finding: Finding) -> Iterator[Sentence]:
    """How many of the found models their lab has ended, with the names of the first ones."""
    names = tuple(row.name for row in finding.found if row.still_had)
    if not names:
        return
    more = len(names) - MOST_STILL_HAD
    told = (*names[:MOST_STILL_HAD], f"{more:,} more") if more > 0 else names
    their, them = ("was retired by its lab", "it") if len(names) == 1 else ("were retired by their labs", "them")
    yield say(
        "find.still had",
        f"{{count}} of the found models {their}, and others have listed {them} since or can serve {them}: {{names}}.",
        count=(len(names), f"{len(names):,}"),
        names=numbers.listed(told),
    )


def priced_words(finding: Finding) -> Iterator[Sentence]:
    """Whose prices are used, for how many models, and for how many a host's price is not the lab's."""
    if finding.wanted.provider:
        name = finding.names.get(finding.wanted.provider, finding.wanted.provider)
        yield say("find.priced", "Each model has the price of {provider}.", provider=name)
        return
    kinds: Counter[str] = Counter("none" if row.per_month is None else row.offer_kind for row in finding.found)
    known = tuple(text for kind, text in PRICED.items() if kinds[kind])
    if known:
        yield say(
            "find.priced",
            f"Prices are {numbers.listed(known)}" + ("; for {none} none is known." if kinds["none"] else "."),
            **{kind: (kinds[kind], numbers.count(kinds[kind], "model")) for kind in (*PRICED, "none")},
        )
    yield from elsewhere_words(finding)


def elsewhere_words(finding: Finding) -> Iterator[Sentence]:
    """For how many models a lab and a host ask different prices, and which of them is cheaper."""
    gaps = [gap for row in finding.found if (gap := _host_less_lab(row)) is not None]
    less = sum(1 for gap in gaps if gap < 0)
    if not gaps:
        return
    end = ": the host is cheaper for {less}, the lab for {more}"
    if less in (0, len(gaps)):
        end = f", and the {'host' if less else 'lab'} is cheaper"
    yield say(
        "find.elsewhere",
        "For {both} the lab and the cheapest host ask different prices" + end + "; the list names both.",
        both=(len(gaps), numbers.count(len(gaps), "model")),
        less=(less, f"{less:,}"),
        more=(len(gaps) - less, f"{len(gaps) - less:,}"),
    )


def _host_less_lab(row: FoundModel) -> float | None:
    """What a month costs more at the host than at the lab; None where one of them is not known or they are alike."""
    if row.otherwise is None or row.otherwise.per_month is None or row.per_month is None:
        return None
    gap = row.otherwise.per_month - row.per_month
    return gap if row.offer_kind == "lab" else -gap


def whose_price(row: FoundModel) -> str:
    """Whose price a model has: `the lab`, `a host`; empty where none is known."""
    return {"lab": "the lab", "host": "a host", "none": ""}[row.offer_kind]


def _places(counts: dict[str, int], words: dict[str, str]) -> str:
    return ", ".join(f"{words[name]} {{{_key(name)}}}" for name in counts)


def _figures(counts: dict[str, int]) -> dict[str, tuple[float | str | None, str]]:
    return {_key(name): (number, f"{number:,}") for name, number in counts.items()}


def _key(name: str) -> str:
    return name.replace(" ", "_")


def _taking(finding: Finding) -> list[FoundModel]:
    """The models that take part in the line."""
    return [row for row in finding.found if row.chance is not None]


def efficient_words(finding: Finding) -> Iterator[Sentence]:
    """Who is on the line more probably than not, and who is left out of it for want of what."""
    if finding.workload.empty:
        yield nothing_sent(finding.workload)
        return
    taking = _taking(finding)
    sure = sorted((row for row in taking if (row.chance or 0.0) >= SURE), key=lambda row: row.per_month or 0.0)
    if taking:
        yield say(
            "find.axes",
            "Efficient: no other found model is as cheap"
            + _and_waits(finding)
            + " and scores as high; how surely, over {draws} of all scores.",
            draws=(finding.draws, numbers.count(finding.draws, "joint draw")),
        )
    for row in sure:
        yield _one(row, finding.names.get(row.provider, ""))
    out = [row for row in finding.found if row.why_no_chance and row.ranked]
    if out:
        yield say(
            "find.no chance",
            "{count} cannot be placed: {names}.",
            count=(len(out), numbers.count(len(out), "ranked model")),
            names="; ".join(f"{row.name} ({MISSING[row.why_no_chance]})" for row in out[:5])
            + (f"; and {len(out) - 5} more" if len(out) > 5 else ""),
        )


def _and_waits(finding: Finding) -> str:
    waits = {"first token": ", as quick to begin", "whole answer": ", as quick to finish", "": ""}
    return waits[finding.wanted.wait]


def _one(row: FoundModel, provider: str) -> Sentence:
    return say(
        "find.efficient",
        "{name} is efficient with probability {chance}: {month} a month"
        + (" at {provider}" if provider else "")
        + ", score {score}.",
        provider=provider,
        name=row.name,
        chance=(row.chance, numbers.probability(row.chance)),
        month=(row.per_month, numbers.amount(row.per_month)),
        score=(row.score, numbers.integer(row.score)),
    )
