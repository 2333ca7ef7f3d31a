"""The brief of real days, made from two states of a source, line by line against the raw files."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from invented_weeks import every_line
from msgspec import structs
from raw_lines import BetweenFiles
from raw_prices import (
    AMOUNT,
    RECORDINGS,
    ROOT,
    complaints,
    held_on,
    is_percent,
    is_price,
    raw,
    raw_names,
    restated,
)

from evenhand.brief.composing.archive import brief_between
from evenhand.brief.composing.compose import compose
from evenhand.brief.composing.weeks import days_before, days_of
from evenhand.catalog.as_of import as_of
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.changes.between import changes_between
from evenhand.importers.fetching import Fetched
from evenhand.importers.raw_files import read_place
from evenhand.importers.runner import collect
from evenhand.importers.sources import all_importers
from evenhand.records.brief import Brief, BriefLine

OLDER, NEWER = "earlier/model-prices-2026-10-08.tar.xz", "model-prices.tar.xz"
FOLDERS = ("labs", "models", "providers", "sources", "names/model-prices")


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalog, Catalog]:
    """The catalogs of 8 and of 26 October 2026: the source collected, and collected again."""
    facts = tmp_path_factory.mktemp("facts") / "data"
    for folder in FOLDERS:
        shutil.copytree(ROOT / "data" / folder, facts / folder)
    return _collected(facts, OLDER, "2026-10-08"), _collected(facts, NEWER, "2026-10-26")


@pytest.fixture(scope="module")
def brief(states: tuple[Catalog, Catalog]) -> Brief:
    """What changed from one to the other."""
    return compose(changes_between(*states), *states)


def _collected(facts: Path, recording: str, day: str) -> Catalog:
    importer = all_importers()["model-prices"]
    files = read_place(RECORDINGS / recording, importer.files)
    read = Fetched(files=files, retrieved=day)
    [report] = collect({"model-prices": importer}, lambda *_: read, (facts,), facts)
    assert not report.refused
    return as_of(load_catalog((facts,)), day)


def price_lines(brief: Brief) -> list[BriefLine]:
    """All lines of single changes of price: shown, cut, and those for readers who watch the model."""
    lines = (*(one for section in brief.sections for one in (*section.lines, *section.rest)), *brief.further)
    return [line for line in lines if line.kind == "price change" and len(line.models) == 1]


def wrong(brief: Brief, files: tuple[str, str], since: str) -> list[str]:
    """Everything that the lines say and the raw files do not."""
    snapshots = raw(files[0]), raw(files[1])
    return [
        fault
        for line in price_lines(brief)
        if line.evidence and AMOUNT.search(line.words.text)
        for fault in complaints(said(line), line.evidence.day, line.provider, line.models[0], snapshots, since)
    ]


def said(line: BriefLine) -> str:
    """The line with what more is said of it."""
    return " ".join(one.text for one in (line.words, *line.details))


@pytest.fixture(scope="module")
def files() -> BetweenFiles:
    """What the two raw files tell."""
    return BetweenFiles(raw(OLDER), raw(NEWER), ("2026-10-08", "2026-10-26"))


def test_every_line_between_two_snapshots_is_in_the_raw_files(brief: Brief, files: BetweenFiles) -> None:
    """Each line, shown or not, of one change or many, says what the two files of the source say."""
    assert (brief.first, brief.last) == ("2026-10-09", "2026-10-26")
    lines = list(every_line(brief))
    assert {line.kind for line in lines} == {"new model", "retirement", "price change", "new offer", "removed offer"}
    assert sum(len(section.lines) for section in brief.sections) == 16
    assert len(lines) > 250
    assert [fault for line in lines for fault in files.line_faults(line)] == []


def test_scripts_share_no_code_with_the_package() -> None:
    """What recomputes the brief imports nothing of ours."""
    scripts = sorted(Path(__file__).parent.glob("raw_*.py"))
    assert len(scripts) == 4
    imports = {
        line for path in scripts for line in path.read_text("utf-8").splitlines() if re.match("from|import", line)
    }
    assert not [line for line in imports if "evenhand" in line or "tests" in line]


def test_headline_and_counts_are_in_the_raw_files(brief: Brief, files: BetweenFiles) -> None:
    """Every count of the headline, of the sections and of the brief is that of the two files."""
    assert files.headline_faults(brief.headline.text) == []
    assert [fault for section in brief.sections for fault in files.section_faults(section)] == []
    kinds = Counter(step.kind for step in files.steps)
    true = {**kinds, "new model": len(files.came), "retirement": len(files.retired)}
    assert {kind: number for kind, number in brief.counts.items() if kind != "new rejection"} == true


def test_changed_count_or_unknown_kind_would_be_noticed(brief: Brief, files: BetweenFiles) -> None:
    """The check fails where a digit of a group's count, of the headline or a section is another one."""
    groups = [line for line in every_line(brief) if line.changes > 1 and not AMOUNT.search(line.words.text)]
    assert {line.kind for line in groups} == {"price change", "new offer", "removed offer"}
    for line in groups:
        for place in (one.start() for one in re.finditer(r"\d(?= (?:price|model|provider)s?\b)", line.words.text)):
            assert files.line_faults(with_words(line, changed_digit(line.words.text, place))), line.words.text
        assert files.line_faults(structs.replace(line, kind="corrected price"))
    for number in re.finditer(r"\d(?= (?:new|models|price)|%)", brief.headline.text):
        assert files.headline_faults(changed_digit(brief.headline.text, number.start()))
    assert files.headline_faults("3 new benchmarks.")
    assert all(files.section_faults(structs.replace(one, left=one.left + 1)) for one in brief.sections)
    singles = {line.kind: line for line in every_line(brief) if line.changes == 1}
    for kind, line in singles.items():
        assert files.line_faults(with_words(line, re.sub(r"[0-9]", changed, line.words.text))) or kind == "new model"
    other = structs.replace(singles["new model"], models=("gpt-5.5",))
    assert files.line_faults(other)


def changed_digit(text: str, place: int) -> str:
    """The text with another digit at one place."""
    return f"{text[:place]}{changed(text[place])}{text[place + 1 :]}"


def changed(digit: str | re.Match[str]) -> str:
    """Another digit, never a leading zero."""
    return str(int(digit if isinstance(digit, str) else digit[0]) % 9 + 1)


def with_words(line: BriefLine, text: str) -> BriefLine:
    """The line with other words."""
    return structs.replace(line, words=structs.replace(line.words, text=text))


def test_per_cent_is_read_to_its_digits() -> None:
    """A per cent that is off by one is a fault: a fall of 47 is not one of 50, and 3.4 is not 3.3."""
    assert is_percent("−47", 1.0, 0.53)
    assert not is_percent("−50", 1.0, 0.53)
    assert is_percent("+3.4", 1.0, 1.0338)
    assert not is_percent("+3.3", 1.0, 1.0338)
    assert is_price("$0.062", 0.0625)
    assert not is_price("$0.064", 0.0625)


def test_no_price_that_moved_is_left_out(states: tuple[Catalog, Catalog], brief: Brief) -> None:
    """Each model whose usual price differs between the two raw files has a line of its own in the brief."""
    told = {(line.provider, line.models[0]) for line in price_lines(brief)}
    older, newer = raw(OLDER), raw(NEWER)
    held = {(one.provider, one.model) for one in states[0].offers} & {
        (one.provider, one.model) for one in states[1].offers
    }
    moved = {pair for pair in held if _moved(older, newer, *pair)}
    assert len(moved) >= 5
    assert moved - told == set()


def _moved(older: dict[str, object], newer: dict[str, object], provider: str, model: str) -> bool:
    """Whether the only standard price of the only name of a model has another input or output price."""
    if len(raw_names(provider, model)) != 1:
        return False
    before, after = held_on(older, provider, model, "2026-10-08"), held_on(newer, provider, model, "2026-10-26")
    known = [[rates.get(key) for key in ("input", "output")] for rates in (*before[:1], *after[:1])]
    return len(before) == len(after) == 1 and None not in (*known[0], *known[1]) and known[0] != known[1]


def test_what_a_source_restated_is_told_as_learned_late(brief: Brief) -> None:
    """Where the newer file says otherwise what held on the older one's day, a line tells that it was not known then."""
    files = raw(OLDER), raw(NEWER)
    late = [line for line in price_lines(brief) if any(one.rule == "brief.learned_late" for one in line.details)]
    assert late
    assert all(restated(line.provider, line.models[0], files, "2026-10-08") for line in late)


@pytest.mark.parametrize("week", ["2026-W43", "2026-W41", "2026-W34"])
def test_weeks_of_the_shipped_catalog_are_in_the_raw_file(catalog: Catalog, week: str) -> None:
    """A week of the archive says what the source's file says of these days."""
    monday, sunday = days_of(week) or ("", "")
    brief = brief_between(catalog, days_before(monday, 1), sunday)
    assert (brief.id, brief.first, brief.last) == (week, monday, sunday)
    assert [line for line in price_lines(brief) if line.source_name == "model-prices"]
    ours = structs.replace(brief, further=tuple(one for one in brief.further if one.source_name == "model-prices"))
    assert wrong(ours, (NEWER, NEWER), "") == []


def test_a_changed_digit_would_be_noticed(brief: Brief) -> None:
    """The check fails on a line whose amount, per cent or month is another one."""
    line = next(one for one in price_lines(brief) if one.models == ("mercury-2.5",))
    files, day = (raw(OLDER), raw(NEWER)), "2026-10-19"
    assert complaints(said(line), day, line.provider, line.models[0], files, "2026-10-08") == []
    for true, false in (
        ("$0.20", "$0.30"),
        ("+400%", "+300%"),
        ("costs $12.78", "costs $13.78"),
        ("from $0.04", "from $0.05"),
    ):
        assert true in said(line), said(line)
        assert complaints(said(line).replace(true, false), day, line.provider, line.models[0], files, "2026-10-08")
