"""The log of changes in words: a line for each change, and one for many of a kind that came together."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from evenhand.records.change_log import ChangeGroup, ChangeLog, Family
from evenhand.records.changes import Change, DescriptionChange, PlaceChange, PriceChange, RejectionChange, ScoreChange
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.changes import BASIS, change_sentence, reconstructed
from evenhand.wording.sentence import Written, say

Names = Mapping[str, str]

FAMILY_LABELS: dict[Family, str] = {
    "models": "Models",
    "places": "Places",
    "prices": "Prices",
    "corrections": "Corrections",
    "scores": "Scores",
    "rejections": "Rejections",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
TEMPLATES = {
    "new score": "{source}: {scores} of {models} on {tests}.",
    "newer score": "{source}: {scores} of {models} on {tests} in the place of older ones.",
    "corrected score": "{source}: {scores} of {models} on {tests} corrected.",
    "other conditions": "{source}: {scores} of {models} on {tests} now stated for other conditions.",
    "removed score": "{source}: {scores} of {models} on {tests} no longer on file.",
    "corrected price": "{source}: {prices} of {models} corrected.",
    "removed offer": "{source}: {prices} of {models} no longer listed.",
    "new offer": "{source}: {prices} of {models} at {providers}, new.",
    "ended offer": "{source}: {prices} of {models} ended.",
    "price change": "{source}: {prices} of {models} changed.",
    "new rejection": "{source}: {rows} read and not admitted, {most} of them because: {reason}.",
}
MARKED = "{source}: {prices} of {models} marked as removed, with no day of it."
# Kinds that do not read as a noun with a number before it.
NOUNS = {
    "entered board": ("entry on a board", "entries on boards"),
    "left board": ("exit from a board", "exits from boards"),
    "shift within noise": ("shift within noise", "shifts within noise"),
    "new rejection": ("rejection",),
    "other conditions": ("score under other conditions", "scores under other conditions"),
}
BOARD_TEMPLATES = {
    "rank shift": "moved further than the two intervals of places leave open",
    "shift within noise": "have another place, each within noise",
    "entered board": "entered the board",
    "left board": "left the board",
}


def day_label(day: str) -> str:
    """A day as people write it: `13 May 2026`, or `May 2026, day not stated` where less is known."""
    parts = day.split("-")
    if len(parts) == len(("year",)):
        return f"{day}, month not stated"
    if len(parts) == len(("year", "month")):
        return f"{month_label(day)}, day not stated"
    return f"{date.fromisoformat(day).day} {month_label(day[:7])}"


def month_label(month: str) -> str:
    """`May 2026`."""
    year, number = month.split("-")[:2]
    return f"{MONTHS[int(number) - 1]} {year}"


def line_words(change: Change, names: Names) -> Sentence:
    """One change; what was released says so, as the day is that of the release."""
    if isinstance(change, DescriptionChange) and change.kind == "new model":
        thing = names.get(f"model/{change.id}", change.id)
        said = "{thing} was released." if change.after else "{thing} came on file; no day of release is stated."
        return say("changes.released" if change.after else "changes.mentioned", said, thing=thing)
    return change_sentence(change, names)


def group_words(group: ChangeGroup, names: Names) -> Sentence:
    """Many changes of one kind and source in one line, with how many there are."""
    if group.board:
        return _on_board(group, names)
    source = names.get(f"source/{group.source}", group.source)
    template = MARKED if marked_removed(group) else TEMPLATES.get(group.kind)
    if template is None or not source:
        return _plain(group)
    return say(f"changes.many_{group.kind.replace(' ', '_')}", template, source=source, **_counts(group))


def marked_removed(group: ChangeGroup) -> bool:
    """Whether these are offers that a source marks as removed, and nobody states since when."""
    return all(isinstance(one, PriceChange) and one.end_unstated for one in group.changes)


def board_label(board: str, names: Names) -> str:
    """A board as people name it: `Even, lane provisional`."""
    ranking, lane = board.split("/")
    return f"{names.get(f'ranking/{ranking}', ranking)}, lane {lane}"


def counts_words(counts: Mapping[str, int]) -> str:
    """What a day holds, most important kind first: `2 price changes, 8,097 new scores, 12 rejections`."""
    return ", ".join(numbers.count(number, *NOUNS.get(kind, (kind,))) for kind, number in counts.items())


def compared_words(log: ChangeLog) -> Sentence:
    """Against which earlier catalogs corrections and removals are found."""
    if not log.earlier:
        return say(
            "changes.alone",
            "Corrections and removals show between two snapshots; no earlier one is kept where this page was made.",
        )
    kept = (len(log.earlier), numbers.count(len(log.earlier), "earlier snapshot"))
    return say(
        "changes.compared",
        "Corrections and removals are found against {kept}, the first of {first}.",
        kept=kept,
        first=log.earlier[0].date,
    )


def _on_board(group: ChangeGroup, names: Names) -> Sentence:
    """How many models came, left or moved on one board."""
    number = len(group.changes)
    first = next(one for one in group.changes if isinstance(one, PlaceChange))
    models: Written = number, numbers.count(number, "model")
    template = f"{{board}}: {{models}} {BOARD_TEMPLATES[group.kind]}.{BASIS[reconstructed(first)]}"
    return say(
        f"changes.many_{group.kind.replace(' ', '_')}", template, board=board_label(group.board, names), models=models
    )


def _plain(group: ChangeGroup) -> Sentence:
    """What no one source gave: models that came or went, descriptions."""
    number = len(group.changes)
    if group.kind not in {"new model", "retirement"}:
        return say("changes.many", "{counted}.", counted=(number, numbers.count(number, group.kind)))
    became = "retired" if group.kind == "retirement" else _became(group)
    return say(
        "changes.many_models", "{counted} {became}.", counted=(number, numbers.count(number, "model")), became=became
    )


def _became(group: ChangeGroup) -> str:
    """Models with a day of release were released on it; of others it is the first day that anything states of them."""
    released = [one.after is not None for one in group.changes if isinstance(one, DescriptionChange)]
    return "released" if all(released) else "released or first on file" if any(released) else "first on file"


def _counts(group: ChangeGroup) -> dict[str, Written | str]:
    rows, number = group.changes, len(group.changes)
    found: dict[str, Written | str] = {
        "scores": (number, numbers.count(number, "score")),
        "prices": (number, numbers.count(number, "price")),
        "rows": (number, numbers.count(number, "row")),
    }
    for name, noun, of in (
        ("models", "model", "model"),
        ("tests", "test", "benchmark"),
        ("providers", "provider", "provider"),
    ):
        different = len(
            {getattr(one, of) for one in rows if isinstance(one, ScoreChange | PriceChange) and hasattr(one, of)}
        )
        found[name] = (different, numbers.count(different, noun))
    reasons = Counter(one.reason for one in rows if isinstance(one, RejectionChange)).most_common(1)
    if reasons:
        reason, most = reasons[0]
        found |= {"reason": reason, "most": (most, f"{most:,}")}
    return found
