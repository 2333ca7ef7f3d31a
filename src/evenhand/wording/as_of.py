"""What is said of a catalog that is seen as of a day."""

from evenhand.records.as_of import View
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import say


def view_words(view: View) -> tuple[Sentence, ...]:
    """That it is a view as of a day, and how much of it is only known by the day of reading."""
    if view.day >= view.date:
        template = "As of {day}: the whole catalog, whose newest facts are of {date}."
        return (say("as_of.whole", template, day=view.day, date=view.date),)
    counted = {
        "scores": (view.scores, numbers.count(view.scores, "score")),
        "undated": (view.undated, f"{view.undated:,}" if view.undated else "none"),
    }
    template = (
        "A view as of {day} of the catalog of {date}: {models}, {scores}, and the prices that had begun; "
        "descriptions are those of {date}."
    )
    count = (view.models, numbers.count(view.models, "model"))
    found = [say("as_of.view", template, day=view.day, date=view.date, models=count, scores=counted["scores"])]
    if view.undated:
        template = "Of these scores {undated} state no day of their own and count from the day on which they were read."
        found.append(say("as_of.undated", template, undated=counted["undated"]))
    return tuple(found)
