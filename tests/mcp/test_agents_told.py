"""What agents are told: which ranking a part follows, categories by name, short lists, days that count, parts."""

import json
from typing import Any

import msgspec
import pytest

from evenhand.errors import BadSetting
from evenhand.library import Library
from evenhand.mcp.arguments import Changes
from evenhand.mcp.tools import TOOLS, Told
from evenhand.wording.estimates import WITHHELD

PAIR = {"left": "gpt-5.5", "right": "gpt-5.2"}
MOST_OF_A_BOARD = 12_000
MOST_OF_ALL_ROWS = 140_000


def told(library: Library, name: str, **given: Any) -> Told:
    """What a tool answers."""
    tool = next(one for one in TOOLS if one.name == name)
    return tool.tell(library, msgspec.convert(given, tool.arguments))


def test_classic_averages_come_first_where_they_are_asked_for(library: Library) -> None:
    """The classic averages stand before what is said like for like, and each is said to follow its own ranking."""
    even, classic = (told(library, "compare", **PAIR, ranking=name) for name in ("even", "classic"))
    words = library.compare(**PAIR, ranking="classic").words
    lines = classic.text.splitlines()
    assert "ranking Even" in lines[1]
    assert "Only the classic averages follow ranking Classic" in lines[2]
    assert lines.index("Classic averages:") < lines.index(words.classic[0].text) < lines.index("Like for like:")
    assert lines.index("Like for like:") < lines.index(words.pick[0].text)
    assert classic.answer["words"]["classic"]
    assert classic.answer["comparison"]["classic"]
    assert classic.answer["comparison"]["like_for_like"]["ranking"] == "even"
    assert "Classic" not in even.text
    assert "classic" not in even.answer["words"]


def test_each_category_has_its_name_and_the_catalog_its_day(library: Library) -> None:
    """Every line of a category begins with its name; the date and the lane stand in the text."""
    found, text = library.compare(**PAIR), told(library, "compare", **PAIR).text
    lines = text.splitlines()
    for one in found.words.categories:
        assert [line.lower() for line in lines].count(f"{one.label}: {one.word.text}".lower()) == 1
        assert one.word.text not in lines
    assert f"Catalog of {library.date}" in lines[1]
    assert f"{found.comparison.snapshot.lane} lane" in lines[1]


def test_lists_are_short_unless_all_is_asked(library: Library) -> None:
    """A board has place, score, interval and price a row; all of it comes when asked, and no list is endless."""
    short = told(library, "rank").answer
    assert len(json.dumps(short)) < MOST_OF_A_BOARD
    row = next(row for row in short["rows"] if row["ranked"])
    assert {"model", "estimate", "place", "input", "output"} <= row.keys()
    assert set(row["estimate"]) == {"score", "interval", "measured", "withheld"}
    full = told(library, "rank", limit=2, detail="full").answer
    assert full == msgspec.to_builtins(msgspec.structs.replace(library.rank(), rows=library.rank().rows[:2]))
    for name in ("rank", "find"):
        assert len(json.dumps(told(library, name, limit=200).answer)) < MOST_OF_ALL_ROWS


@pytest.mark.parametrize("since", ["2026-10-01", "2026-10"])
def test_the_first_day_counts_as_in_the_log(library: Library, since: str) -> None:
    """A day counts itself, a month its first day: agents and the log have the same changes."""
    found = told(library, "changes", since=since, until="2026-10-05", kinds=["new score", "new offer"]).answer
    log = library.log(since=since, until="2026-10-05", kinds=("new score", "new offer"))
    assert sum(found["changes"]["counts"].values()) == len(log) > 0


def test_the_newest_day_has_changes(library: Library) -> None:
    """What was read on the newest day is told of that day alone."""
    newest = max(change.day for change in library.log())
    given = {"since": newest, "until": newest}
    assert sum(told(library, "changes", **given).answer["changes"]["counts"].values()) > 0


@pytest.mark.parametrize("given", [{"since": "2999"}, {"since": "2026-05", "until": "2026-04"}])
def test_times_that_cannot_be_are_refused(library: Library, given: dict[str, str]) -> None:
    """A time that begins after the newest facts, or ends before it begins, is a mistake everywhere."""
    for ask in (lambda: told(library, "changes", **given), lambda: library.log(**given)):
        with pytest.raises(BadSetting, match="is after"):
            ask()
    with pytest.raises(BadSetting, match="is after"):
        library.changes(*given.values(), dated=True)


def test_a_time_without_a_beginning_is_refused_by_the_arguments() -> None:
    """An empty text is no day."""
    with pytest.raises(msgspec.ValidationError, match="length >= 4"):
        msgspec.convert({"since": ""}, Changes)


def test_a_category_is_explained_alone(library: Library) -> None:
    """A category is the part that was asked for, in the JSON and in the first sentence; the whole score stays."""
    whole, part = library.explain("gpt-5.5"), library.explain("gpt-5.5", "coding")
    assert [one.category for one in part.categories] == [part.category] == ["coding"]
    assert part.categories[0] in whole.categories
    assert set(part.names) == {test.benchmark for test in part.categories[0].tests}
    assert (part.estimate, part.rank) == (whole.estimate, whole.rank)
    assert told(library, "explain", model="gpt-5.5", what="coding").text.startswith("GPT-5.5, Coding:")
    classic = library.explain("gpt-4.1", "coding", ranking="classic")
    assert list(classic.categories) == list(classic.weights) == ["coding"]
    said = told(library, "explain", model="gpt-4.1", what="coding", ranking="classic").text
    assert said.startswith("Coding by classic averages")
    assert "\n" not in said


def test_withheld_is_said_in_words(library: Library) -> None:
    """No code of the machine stands for a reason."""
    withheld = [row for row in library.rank().rows if row.estimate and row.estimate.withheld]
    row = next(row for row in withheld if row.estimate.withheld == "selective")
    assert WITHHELD["selective"] in told(library, "explain", model=row.model).text
    assert ": selective" not in told(library, "explain", model=row.model).text


def test_a_model_beside_itself_is_one_model(library: Library) -> None:
    """Two lines after the title: the catalog, and that it is one and the same with the way to its page."""
    for ranking in ("even", "classic"):
        lines = told(library, "compare", left="gpt-5.5", right="GPT-5.5", ranking=ranking).text.splitlines()
        assert "one and the same model" in lines[-1]
        assert "/models/gpt-5.5" in lines[-1]
        assert len(lines) == (3 if ranking == "even" else 4)
    words = library.compare("gpt-5.5", "gpt-5.5").words
    assert not any((words.operations, words.left_out, words.classic, words.questions, words.classic_questions))
