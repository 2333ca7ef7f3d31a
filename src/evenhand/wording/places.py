"""What is said of a model's places over time."""

from collections.abc import Iterator

from evenhand.records.places import PlaceHistory, PlacePoint
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import Written, say


def history_words(history: PlaceHistory) -> tuple[Sentence, ...]:
    """Where the model stood first and stands now, whether that is more than the intervals leave open, and the basis."""
    return tuple(_sentences(history))


def _sentences(history: PlaceHistory) -> Iterator[Sentence]:
    placed = [point for point in history.points if point.place is not None]
    if not placed:
        yield say("places.none", "{model} has no place on any board on file.", model=history.name)
    elif len(history.points) == 1:
        yield say("places.one", "One board is on file so far, that of {day}; places are added as days pass.",
                  day=placed[0].date)  # fmt: skip
    elif len(placed) == 1:
        yield say("places.first", "{model} has a place on one board so far, that of {day}.",
                  model=history.name, day=placed[0].date)  # fmt: skip
    else:
        yield _moved(history.name, placed[0], placed[-1])
    computed = sum(point.basis == "as of" for point in history.points)
    if computed:
        yield say(
            "places.as of",
            "{days} computed later, with today’s rules, from what was known by that day.",
            days=(computed, numbers.count(computed, "of these boards was", "of these boards were")),
        )


def _moved(name: str, first: PlacePoint, last: PlacePoint) -> Sentence:
    """Then and now; on boards of one size also whether that is a move, else how many models came or went."""
    more = last.of - first.of
    apart = (first.worst or 0) < (last.best or 0) or (last.worst or 0) < (first.best or 0)
    if more:
        rest = f"; {{more}} {'more' if more > 0 else 'fewer'} are ranked now."
    else:
        rest = ": " + ("a move beyond both intervals." if apart else "no move beyond both intervals.")
    return say(
        "places.moved",
        "{model} was number {then} ({then_best} to {then_worst}) of {then_of} on {day} and is number {now} ({now_best}"
        " to {now_worst}) of {now_of} on {today}" + rest,
        model=name,
        day=first.date,
        today=last.date,
        more=(abs(more), numbers.count(abs(more), "model")),
        **_written("then", first),
        **_written("now", last),
    )


def _written(name: str, point: PlacePoint) -> dict[str, Written | str]:
    return {
        name: (point.place, str(point.place)),
        f"{name}_best": (point.best, str(point.best)),
        f"{name}_worst": (point.worst, str(point.worst)),
        f"{name}_of": (point.of, str(point.of)),
    }
