"""The public Python face: light to import, typed, documented by examples that run, and the same as the API."""

import doctest
import inspect
import json
import re
import subprocess
import sys
import typing
from collections import Counter
from pathlib import Path

import msgspec
import pytest
import typed_use
from litestar.testing import TestClient

import evenhand
from evenhand.catalog.catalog import Catalog
from evenhand.errors import BadCatalog, BadSetting, UnknownModel
from evenhand.library import Library, answers, load, on_file
from evenhand.library.days import eve_of
from evenhand.records.explore import PlotFilter
from evenhand.records.model_lines import AskedModels
from evenhand.records.operations import Workload, Worth
from evenhand.server import create_app

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "toy_data"
EXACT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_import_is_light() -> None:
    """The package loads nothing before it is asked for: no framework, no numbers, no records."""
    code = "import evenhand, sys, json; print(json.dumps(sorted(sys.modules)))"
    loaded = set(json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout))
    assert not loaded & {"litestar", "numpy", "scipy", "jinja2", "msgspec", "httpx", "mcp"}
    assert "evenhand.library" not in loaded


def test_public_names_are_there() -> None:
    """Every public name leads to a thing with a docstring, and no other name does."""
    for name in evenhand.__all__:
        assert getattr(evenhand, name).__doc__, name
    assert set(evenhand.__all__) <= set(dir(evenhand))
    with pytest.raises(AttributeError, match="nothing"):
        evenhand.nothing  # noqa: B018 - asking is what is tried


@pytest.mark.parametrize("module", [evenhand, answers, on_file], ids=lambda module: module.__name__)
def test_docstrings_hold(module, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples in the docstrings give what they say."""
    monkeypatch.setattr("evenhand.library.load", lambda *_: library)
    names = {"library": library, "evenhand": evenhand, "Workload": Workload}
    result = doctest.testmod(module, extraglobs=names, optionflags=EXACT)
    assert result.attempted > 2
    assert result.failed == 0


def test_the_guide_holds(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of docs/python.md give what they say."""
    monkeypatch.setattr("evenhand.library.load", lambda *_: library)
    result = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=EXACT)
    assert result.attempted > 20
    assert result.failed == 0


def test_typed_program_runs(library: Library) -> None:
    """The program that `mypy --strict` checks gives answers of the types that it states."""
    states = typed_use.leaders(library, "gemma-4-12b", "gpt-5.5")
    assert set(states) == set(library.rankings["even"].categories)
    assert typed_use.cheapest(library, "gpt-5.5", "gemma-4-12b") in {"GPT-5.5", "Gemma 4 12B"}
    assert all(model.open_weights for model in typed_use.open_models(library))
    assert typed_use.best_place(library, "gpt-5.5")


def test_answers_are_those_of_the_api(library: Library, catalog: Catalog) -> None:
    """What the library gives is, as JSON, byte for byte what the address answers."""
    work = Workload(input=20_000, output=800, stated=True)
    asked = {
        "/compare/gpt-5.5/gemma-4-12b?input=20000&output=800": library.compare("gpt-5.5", "gemma-4-12b", workload=work),
        "/rank?category=coding&weights=coding:50": library.rank(category="coding", weights={"coding": 50}),
        "/find?lab=google&max_price=2": library.find(Workload(max_price=2.0), lab="google"),
        "/cost?models=gpt-5.5&input=20000&output=800": library.cost("gpt-5.5", workload=work),
        "/explain/gpt-5.5/gpqa-diamond": library.explain("gpt-5.5", "gpqa-diamond"),
        "/models/gpt-5.5": library.model("gpt-5.5"),
        "/benchmarks/gpqa-diamond": library.benchmark("gpqa-diamond"),
        "/disagreements?kind=facts": library.disagreements("facts"),
    }
    with TestClient(create_app(catalog)) as client:
        for address, answer in asked.items():
            assert client.get(f"/api/v1{address}").content == msgspec.json.encode(answer), address


def test_own_facts_are_loaded(tmp_path: Path) -> None:
    """A folder of facts is a library of its own; several are added; one that is none is refused."""
    toy = load(TOY)
    assert set(toy.models) == {"quill-7", "tarn-2", "tarn-2-mini"}
    assert repr(toy) == "<Library of 2025-06-03: 3 models, 4 benchmarks>"
    assert toy.compare("tarn-2", "quill-7").comparison.snapshot.catalog == toy.version
    assert [line.id for line in toy.search(AskedModels(lab="Tarn Labs"))] == ["tarn-2", "tarn-2-mini"]
    assert not load(tmp_path).models  # an empty folder is one
    with pytest.raises(BadCatalog):
        load(tmp_path / "nowhere")


def test_changes_between_folders(tmp_path: Path) -> None:
    """What changed between two catalogs has a sentence for each change; the same catalog has none."""
    toy = load(TOY)
    assert toy.changes(str(TOY)).changes.changes == ()
    dated = toy.changes("2025-05", dated=True, places=False)
    assert len(dated.words) == len(dated.changes.changes) > 0
    assert dated.changes.since.date == "2025-04-30"
    with pytest.raises(BadSetting, match="no date"):
        toy.changes("soon", dated=True)
    with pytest.raises(BadSetting):
        toy.changes(str(tmp_path / "nothing"))


@pytest.mark.parametrize("time", ["2025-05", "2025"])
def test_a_month_is_the_same_in_log_and_changes(time: str) -> None:
    """What changed in a month or year is what the log has of it, from its first day to its last."""
    toy = load(TOY)
    assert Counter(one.kind for one in toy.log(since=time, until=time)) == _changed(toy, time)


@pytest.mark.parametrize("time", ["2026-05", "2026-06"])
def test_a_month_of_boards_is_the_same_too(library: Library, time: str) -> None:
    """So it is where boards are on file, with every kind of change."""
    log = library.log(since=time, until=time)
    assert any(one.kind == "entered board" for one in log)
    assert Counter(one.kind for one in log) == _changed(library, time)
    alone = library.changes(time, time, dated=True, places=False).changes.counts
    assert "entered board" not in alone


def test_the_first_day_of_a_month_counts(library: Library) -> None:
    """So it is with the shipped facts, in a month with changes on its first day."""
    log = library.log(since="2026-10", until="2026-10")
    assert any(one.day == "2026-10-01" for one in log)
    assert Counter(one.kind for one in log) == _changed(library, "2026-10")


@pytest.mark.parametrize("text", ["2025-05-01", "HEAD~2", "1234567", ""])
def test_only_a_month_or_year_has_an_eve(text: str) -> None:
    """Days, revisions and versions are what they are; a month and a year begin after the day before."""
    assert eve_of(text) == text
    assert [eve_of(time) for time in ("2024-03", "2025", "0001")] == ["2024-02-29", "2024-12-31", "0001-01-01"]


def _changed(library: Library, time: str) -> Counter[str]:
    found = library.changes(time, time, dated=True)
    return Counter(one.kind for one in found.changes.changes)


def test_names_and_values_are_checked() -> None:
    """An unknown name holds the nearest ones; a workload that makes no sense says why."""
    toy = load(TOY)
    with pytest.raises(UnknownModel) as unknown:
        toy.model("tarn-3")
    assert "tarn-2" in unknown.value.nearest
    for workload, says in (
        (Workload(input=-1), "“input” must be a whole number"),
        (Workload(input=10, cached=20), "cannot be more"),
        (Workload(input=0, output=0), "needs tokens"),
        (Workload(max_price=float("nan")), "“max_price” must be a number"),
        (Workload(input=1.5), "“input” must be a whole number"),  # type: ignore[arg-type]
        (Workload(worth=Worth(price=-1.0)), "“price” must be a number"),
    ):
        with pytest.raises(BadSetting, match=says):
            toy.cost("tarn-2", workload=workload)
    with pytest.raises(BadSetting, match="no weight"):
        toy.rank(weights={"coding": float("nan")})


def test_what_is_stated_counts_as_stated() -> None:
    """A workload that differs from the default is the reader's own, as it is in an address."""
    toy = load(TOY)
    assert toy.compare("tarn-2", "quill-7", workload=Workload(input=5)).comparison.operations.workload.stated
    assert not toy.compare("tarn-2", "quill-7").comparison.operations.workload.stated


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (lambda toy: toy.speed(output=-1000), "“output” must be a whole number from 1 to 1,000,000, not"),
        (lambda toy: toy.speed(output=0), "“output” must be"),
        (lambda toy: toy.changes("2025", dated=True, kinds=["bogus"]), "“kinds” cannot be 'bogus'; it can be"),
        (lambda toy: toy.changes(str(TOY), kinds=["bogus"]), "“kinds” cannot be 'bogus'"),
        (lambda toy: toy.changes("2025", dated=True, kinds="new score"), "“kinds” must be a list"),
        (lambda toy: toy.log(kinds="new score"), "“kinds” must be a list"),
        (lambda toy: toy.log(kinds=["new scores"]), "“kinds” cannot be 'new scores'"),
        (lambda toy: toy.log(kinds=5), "“kinds” must be a list"),
        (lambda toy: toy.scores(tier="Z"), "“tier” cannot be 'Z'; it can be A, B, C, D, E or O"),
        (lambda toy: toy.find(min_score=500), "“min_score” must be a number from 0 to 100"),
        (lambda toy: toy.find(min_score=float("nan")), "“min_score” must be"),
        (lambda toy: toy.pricing(min_score=-1), "“min_score” must be"),
        (lambda toy: toy.pricing(a_day="many"), "“requests a day” must be"),
        (lambda toy: toy.find(price="half"), "“price” cannot be 'half'"),
        (lambda toy: toy.explore(x_scale="cubic"), "“x_scale” cannot be 'cubic'"),
        (lambda toy: toy.explore(asked=PlotFilter(retired="maybe")), "“retired” cannot be 'maybe'"),
        (lambda toy: toy.disagreements("all"), "“kind” cannot be 'all'"),
        (lambda toy: toy.disagreements(["scores"]), "“kind” cannot be"),
    ],
)
def test_values_are_refused_as_everywhere(asked, says: str) -> None:
    """A value that the API refuses is refused here too, with what it could be, and never answered with nothing."""
    with pytest.raises(BadSetting, match=re.escape(says)):
        asked(load(TOY))


@pytest.mark.parametrize(
    "asked",
    [
        lambda toy: toy.compare(None, "quill-7"),
        lambda toy: toy.compare(5, "quill-7"),
        lambda toy: toy.find({"max_price": 1}),
        lambda toy: toy.cost("quill-7", workload={"input": 1}),
        lambda toy: toy.search("quill"),
        lambda toy: toy.search(AskedModels(q=5)),
        lambda toy: toy.explore(asked="google"),
        lambda toy: toy.self_hosting("quill-7", {"memory": 80}),
        lambda toy: toy.rank(ranking=None),
        lambda toy: toy.rank(lane=["verified"]),
        lambda toy: toy.benchmark(None),
        lambda toy: toy.places(None),
        lambda toy: toy.lab(5),
        lambda toy: toy.scores(source=5),
        lambda toy: toy.find(released_after=2025),
    ],
)
def test_a_wrong_type_is_named(asked) -> None:
    """A value of another type is a `TypeError` that names the argument, the value and what would be right."""
    with pytest.raises(TypeError, match=r"“.+” must be .+, not ") as refused:
        asked(load(TOY))
    assert isinstance(refused.value, BadSetting)


def test_what_a_library_takes_and_gives_is_public() -> None:
    """Every record in the signature of a method or property is named by the package itself."""
    methods = [one for name, one in inspect.getmembers(Library, inspect.isfunction) if not name.startswith("_")]
    methods += [one.fget for _, one in inspect.getmembers(Library, lambda one: isinstance(one, property))]
    hints = [hint for method in methods for hint in typing.get_type_hints(method).values()]
    named = {one.__name__ for hint in hints for one in records_in(hint)}
    assert named <= set(evenhand.__all__)
    assert {"PlotFilter", "ModelProfile", "Brief", "Exploration"} <= named


def records_in(hint) -> set[type]:
    """The records that a type names."""
    own = {hint} if isinstance(hint, type) and issubclass(hint, msgspec.Struct) else set()
    return own.union(*map(records_in, typing.get_args(hint)))
