"""What is asked of a table of items, against the same worked out in plain Python."""

from collections import defaultdict
from collections.abc import Iterator
from math import comb
from pathlib import Path
from random import Random
from statistics import fmean

import pytest
from item_tables import logs, plain
from pyarrow import Table, parquet

from evenhand.comparison.item_results import apart, compared, every_pair, summary
from evenhand.errors import BadSetting, UnknownBenchmark, UnknownModel
from evenhand.items.reading import Items, Places, items_at, named_files
from evenhand.records.own_results import OwnItem

SEED = 3


def invented(random: Random, items: int, attempts: int) -> list[OwnItem]:
    """Attempts with gaps, faults, costs and clusters."""
    return [
        OwnItem(
            run="r", item=f"i{item}", attempt=attempt, outcome=random.choice((None, 0.0, 1.0, 1.0)),
            cluster=f"c{item // 4}" if item < items // 2 else "", cost=random.choice((None, 0.25, 0.5)),
            seconds=random.random(), fault=random.choice(("", "", "cut")), output_tokens=random.randrange(50),
        )
        for item in range(items)
        for attempt in range(1, attempts + 1)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def made() -> dict[str, list[OwnItem]]:
    """Two models with three attempts at thirty items."""
    random = Random(SEED)  # noqa: S311 - invented data
    return {"one": invented(random, 30, 3), "two": invented(random, 36, 3)}


@pytest.fixture(scope="module")
def items(made: dict[str, list[OwnItem]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Items]:
    """The same on DuckDB."""
    with items_at(logs(tmp_path_factory.mktemp("items"), made, "b")) as found:
        yield found


def outcomes_of(attempts: list[OwnItem]) -> dict[str, list[float]]:
    """Scored outcomes by item."""
    found: dict[str, list[float]] = defaultdict(list)
    for one in attempts:
        if one.outcome is not None:
            found[one.item].append(one.outcome)
    return dict(found)


def test_means_and_costs_are_those_of_the_attempts(items: Items, made: dict[str, list[OwnItem]]) -> None:
    """Mean over items of the mean over attempts; dollars and seconds per solved attempt of those that state them."""
    for found in summary(items).means:
        attempts = made[found.system.model]
        by_item = outcomes_of(attempts)
        assert (found.items, found.attempts) == (len(by_item), len(attempts))
        assert found.mean == pytest.approx(fmean(fmean(some) for some in by_item.values()))
        assert found.unscored == sum(one.outcome is None for one in attempts)
        assert found.faults == sum(one.fault != "" for one in attempts)
        priced = [one for one in attempts if one.cost is not None]
        assert found.cost_per_solved == pytest.approx(
            sum(one.cost or 0.0 for one in priced) / sum(one.outcome == 1 for one in priced)
        )
        assert found.seconds_per_solved == pytest.approx(
            sum(one.seconds or 0.0 for one in attempts) / sum(one.outcome == 1 for one in attempts)
        )
        assert found.output_tokens == sum(one.output_tokens or 0 for one in attempts)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_pass_at_k_is_that_of_each_item(items: Items, made: dict[str, list[OwnItem]], k: int) -> None:
    """Over the items with at least k attempts, by the estimator, with the others counted as left out."""
    for found in summary(items, "b", ks=(k,)).means:
        by_item = list(outcomes_of(made[found.system.model]).values())
        enough = [some for some in by_item if len(some) >= k]
        chances = [1 - comb(len(some) - int(sum(some)), k) / comb(len(some), k) for some in enough]
        (passed,) = found.pass_at
        assert (passed.k, passed.items, passed.left_out) == (k, len(enough), len(by_item) - len(enough))
        assert passed.value == pytest.approx(fmean(chances))


def test_graded_items_are_compared_by_their_means(items: Items, made: dict[str, list[OwnItem]]) -> None:
    """On common items, with what only one side has left out and said."""
    one, two = (outcomes_of(made[name]) for name in ("one", "two"))
    common = one.keys() & two.keys()
    (pair,) = compared(items, "one", "two").pairs
    expected = fmean(fmean(one[item]) - fmean(two[item]) for item in common)
    assert (pair.items, pair.left_only_items, pair.right_only_items) == (
        len(common), len(one) - len(common), len(two) - len(common),
    )  # fmt: skip
    assert pair.difference == pytest.approx(expected)
    assert (pair.both, pair.mid_p, pair.p_method) == (None, None, "exact sign flips")
    assert every_pair(items, "b").pairs == (pair,)


def test_what_separates_two_is_listed(items: Items, made: dict[str, list[OwnItem]]) -> None:
    """The items with another mean, the largest difference first, no more than asked for."""
    one, two = (outcomes_of(made[name]) for name in ("one", "two"))
    sizes = {item: abs(fmean(one[item]) - fmean(two[item])) for item in one.keys() & two.keys()}
    found = apart(items, "one", "two", "b", 5)
    assert found.differing == sum(size > 1e-9 for size in sizes.values())
    assert [abs(item.left - item.right) for item in found.shown] == pytest.approx(
        sorted(sizes.values(), reverse=True)[:5]
    )
    assert found.left_better + found.right_better == found.differing


def test_bits_say_the_same_as_one_pair_at_a_time(tmp_path: Path) -> None:
    """For 70 models with gaps, over two words of bits, every pair has the counts of a comparison of these two."""
    random = Random(SEED)  # noqa: S311 - invented data
    runs = {
        f"m{model:02d}": plain(
            {f"i{item}": float(random.random() < 0.5) for item in range(40) if random.random() < 0.9}
        )
        for model in range(70)
    }
    with items_at(logs(tmp_path, runs, "b")) as items:
        pairs = {(pair.left.model, pair.right.model): pair for pair in every_pair(items, "b").pairs}
        assert len(pairs) == 70 * 69 // 2
        for left, right in (("m00", "m01"), ("m03", "m65"), ("m61", "m69")):
            (alone,) = compared(items, left, right).pairs
            held = pairs[left, right]
            for name in ("items", "both", "left_only", "right_only", "left_only_items", "right_only_items", "p_value"):
                assert getattr(held, name) == getattr(alone, name)
            assert held.interval == alone.interval


def test_two_rows_at_one_item_are_not_lost_in_bits(tmp_path: Path) -> None:
    """Where a system has two scored attempts at an item, bits are given up for means."""
    runs = {
        "one": [*plain({"a": 1.0, "b": 0.0}), OwnItem(run="r", item="a", attempt=2, outcome=0.0)],
        "two": plain({"a": 1.0, "b": 1.0}),
    }
    with items_at(logs(tmp_path, runs, "b")) as items:
        (pair,) = every_pair(items, "b").pairs
    assert (pair.left_mean, pair.right_mean, pair.both) == (0.25, 1.0, None)


def test_half_solved_items_are_not_lost_in_bits(tmp_path: Path) -> None:
    """Where every system has every item and one outcome is graded, bits are given up for means."""
    runs = {"one": plain({"a": 1.0, "b": 0.5}), "two": plain({"a": 1.0, "b": 1.0})}
    with items_at(logs(tmp_path, runs, "b")) as items:
        (pair,) = every_pair(items, "b").pairs
    assert (pair.left_mean, pair.right_mean, pair.both) == (0.75, 1.0, None)


def test_the_same_question_is_the_same_item(tmp_path: Path) -> None:
    """Items that two tools number apart meet by their question; one question under two names is told apart by name."""
    runs = {
        "one": [OwnItem(run="r", item=f"{place}", question=f"q{place}", outcome=1.0) for place in range(3)]
        + [OwnItem(run="r", item=name, question="same", outcome=1.0) for name in ("x", "y")],
        "two": [OwnItem(run="r", item=f"{place + 1}", question=f"q{place}", outcome=0.0) for place in range(3)]
        + [OwnItem(run="r", item=name, question="same", outcome=0.0) for name in ("y", "z")],
    }
    with items_at(logs(tmp_path, runs, "b")) as items:
        (pair,) = compared(items, "one", "two").pairs
        found = apart(items, "one", "two", "b", 10)
    assert (pair.items, pair.left_only, pair.left_only_items, pair.right_only_items) == (4, 4, 1, 1)
    assert {(one.item, one.right_item) for one in found.shown} == {("0", "1"), ("1", "2"), ("2", "3"), ("y", "y")}


def test_files_of_a_user_need_four_columns(tmp_path: Path) -> None:
    """True and false are outcomes, numbers are names, NaN is not scored, and texts in the file are shown."""
    rows = [
        {"model": model, "benchmark": "b", "item": item, "outcome": outcome, "output": f"{model} says {item}"}
        for model, outcomes in {"one": (1.0, 0.0, 1.0), "two": (0.0, float("nan"), 1.0)}.items()
        for item, outcome in enumerate(outcomes)
    ]
    parquet.write_table(Table.from_pylist(rows), tmp_path / "a [1].parquet")
    parquet.write_table(
        Table.from_pylist([{"model": "two", "benchmark": "b", "item": 9, "outcome": True, "seconds": 2.0}]),
        tmp_path / "b.parquet",
    )
    files = named_files([str(tmp_path)])
    with items_at(Places(files[:1], outputs=files[:1])) as items:
        (pair,) = compared(items, "one", "two").pairs
        found = apart(items, "one", "two", "b", 10)
    assert (pair.items, pair.left_only, pair.left_only_items) == (2, 1, 1)
    assert [(one.left_output, one.right_output) for one in found.shown] == [("one says 0", "two says 0")]
    with items_at(Places(files[1:])) as items:
        (mean,) = summary(items).means
    assert (mean.mean, mean.seconds_per_solved, mean.error) == (1.0, 2.0, None)


def test_what_cannot_be_answered_says_what_would_be_right(items: Items, tmp_path: Path) -> None:
    """Wrong names with the nearest, a table without a column, a file that is no Parquet, no file at all."""
    with pytest.raises(UnknownModel, match="did you mean two"):
        compared(items, "one", "tow")
    with pytest.raises(UnknownBenchmark, match="no benchmark is called 'c'"):
        summary(items, "c")
    with pytest.raises(BadSetting, match="are the same system on b"):
        compared(items, "one", "one", "b")
    parquet.write_table(Table.from_pylist([{"model": "m", "item": "1"}]), tmp_path / "few.parquet")
    with pytest.raises(BadSetting, match="no column benchmark, outcome"), items_at(Places((tmp_path / "few.parquet",))):
        pass
    (tmp_path / "no.parquet").write_text("model,item\n")
    with pytest.raises(BadSetting, match="cannot be read as Parquet"), items_at(Places((tmp_path / "no.parquet",))):
        pass
    with pytest.raises(BadSetting, match="no Parquet file is at"):
        named_files([str(tmp_path / "none*")])
    with pytest.raises(BadSetting, match="there are no items yet"), items_at(Places(())):
        pass
