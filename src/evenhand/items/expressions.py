"""What is asked of a table of items, once for every engine: group-bys and joins that end in counts and sums.

Portable rules: a boolean becomes a number by `ifelse`, ties are not ranked here, and what must be equal on every engine
to the last bit is a whole number. Each takes a table of `whole_table.keyed` or what another one gives.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evenhand.items.whole_table import SYSTEM, finite
from evenhand.records.item_counts import System

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, IntegerScalar, Table

BILLION = 1_000_000_000
# Bits of a whole number that every engine has, without its sign; the highest is that of the first place.
BITS = 61
# Outcomes nearer than this are the same.
SAME = 0.5e-9


def of_system(table: "Table", system: System, benchmark: str) -> "Table":
    """The rows of one system on one benchmark."""
    return table.filter(
        table.model == system.model, table.configuration == system.configuration, table.benchmark == benchmark
    )


def systems(table: "Table") -> "Table":
    """Every system and benchmark with its rows."""
    return table.group_by(list(SYSTEM)).aggregate(attempts=table.count())


def per_item(table: "Table") -> "Table":
    """One row an item of a system and benchmark: mean outcome of its scored attempts, and how many were solved."""
    outcome = finite(table.outcome)
    grouped = table.group_by([*SYSTEM, "key"]).aggregate(
        outcome=outcome.mean(),
        attempts=outcome.count(),
        solved=_number(outcome == 1),
        item=table.item.min(),
        question=table.question.max(),
        cluster=table.cluster.max(),
    )
    return grouped.filter(grouped.attempts > 0)


def unit_sums(items: "Table") -> "Table":
    """Of items: the sums of `UnitSums`, by system and benchmark."""
    alone = items.mutate(alone=(items.cluster == "").ifelse(items.key, ""))
    units = alone.group_by([*SYSTEM, "cluster", "alone"]).aggregate(
        total=alone.outcome.sum(),
        size=alone.count(),
        lowest=alone.outcome.min(),
        highest=alone.outcome.max(),
        whole=_number((alone.outcome == 0) | (alone.outcome == 1)),
    )
    size = units["size"].cast("float64")
    return units.group_by(list(SYSTEM)).aggregate(
        items=units["size"].sum(),
        units=units.count(),
        total=units.total.sum(),
        squares=(units.total * units.total).sum(),
        cross=(units.total * size).sum(),
        sizes=(units["size"] * units["size"]).sum(),
        lowest=units.lowest.min(),
        highest=units.highest.max(),
        whole=units.whole.sum(),
    )


def attempt_counts(items: "Table") -> "Table":
    """Of items: how many had how many attempts and how many of them solved."""
    return items.group_by([*SYSTEM, "attempts", "solved"]).aggregate(items=items.count())


def valued(items: "Table", values: "Table") -> "Table":
    """The items with another outcome, looked up in `values` by attempts and solved; the others are left out."""
    return items.drop("outcome").join(values, ["attempts", "solved"])


def spending(table: "Table") -> "Table":
    """Of attempts: the sums of `Spending`, by system and benchmark."""
    outcome, cost, seconds = finite(table.outcome), finite(table.cost), finite(table.seconds)
    solved = outcome == 1
    return table.group_by(list(SYSTEM)).aggregate(
        attempts=table.count(),
        scored=outcome.count(),
        solved=_number(solved),
        faults=_number(table.fault != ""),
        priced=cost.count(),
        solved_priced=_number(solved & cost.notnull()),
        cost=cost.sum(),
        timed=seconds.count(),
        solved_timed=_number(solved & seconds.notnull()),
        seconds=seconds.sum(),
        input_tokens=table.input_tokens.sum(),
        output_tokens=table.output_tokens.sum(),
    )


def common_items(left: "Table", right: "Table") -> "Table":
    """Items of one system beside the same items of another, with `ahead`, left less right."""
    other = right.select(
        "key", right=right.outcome, right_item=right.item, right_question=right.question, right_cluster=right.cluster
    )
    joined = left.join(other, "key")
    cluster = (joined.cluster == "").ifelse(joined.right_cluster, joined.cluster)
    return joined.select(
        "key",
        "item",
        "question",
        "right",
        "right_item",
        cluster=cluster,
        left=joined.outcome,
        ahead=joined.outcome - joined.right,
    )


def pair_counts(common: "Table") -> "Table":
    """Of common items: one row with the counts of `PairCounts`."""
    import ibis  # noqa: PLC0415 - an extra

    left, right = common.left == 1, common.right == 1
    left_none, right_none = common.left == 0, common.right == 0
    return common.aggregate(
        items=common.count(),
        both=_number(left & right),
        left_only=_number(left & right_none),
        right_only=_number(left_none & right),
        neither=_number(left_none & right_none),
        left_better=_number(common.ahead > SAME),
        right_better=_number(common.ahead < -SAME),
        left_total=common.left.sum(),
        right_total=common.right.sum(),
        lowest=ibis.least(common.left, common.right).min(),
        highest=ibis.greatest(common.left, common.right).max(),
        clustered=_number(common.cluster != ""),
    )


def difference_cells(common: "Table") -> "Table":
    """Of common items: how many units have which summed difference and size."""
    alone = common.mutate(alone=(common.cluster == "").ifelse(common.key, ""))
    units = alone.group_by(["cluster", "alone"]).aggregate(total=alone.ahead.sum(), size=alone.count())
    told = units.mutate(billionths=(units.total * BILLION).round().cast("int64"))
    return told.group_by(["billionths", "size"]).aggregate(units=told.count())


def differing(common: "Table", most: int) -> "Table":
    """Of common items: those with another outcome, the largest difference first, then by name, shorter ones first."""
    import ibis  # noqa: PLC0415 - an extra

    apart = common.mutate(apart=(common.ahead.abs() * BILLION).round().cast("int64"))
    return apart.filter(apart.apart > 0).order_by([ibis.desc("apart"), apart.item.length(), "item", "key"]).limit(most)


def models(table: "Table") -> "Table":
    """Every model once."""
    return table.select("model").distinct()


def scored(table: "Table") -> "Table":
    """One row: how many attempts have an outcome."""
    return table.aggregate(scored=table.outcome.count())


def stating(table: "Table", column: str) -> "Table":
    """One row: how many rows say something there. Asked by a filter, for which a file's own bounds may do."""
    said = table.filter(table[column] != "")
    return said.aggregate(rows=said.count())


def with_places(table: "Table", models: Sequence[str]) -> "Table":
    """With the `word` and `bit` of each row's model, its place in the list: looked up once a distinct text."""
    import ibis  # noqa: PLC0415 - an extra

    @ibis.udf.scalar.builtin(signature=(("array<string>", "string"), "int64"))
    def array_position(models, model):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - the engine's own: from 1
        """Ibis's `index` asks for nulls row by row, for which DuckDB leaves its dictionary."""

    place = array_position(ibis.array(list(models)), table.model)
    top = ibis.literal(1 << BITS, "int64")
    if len(models) <= BITS:
        return table.mutate(word=ibis.literal(0), bit=top >> place)
    return table.mutate(word=(place - 1) // BITS, bit=top >> ((place - 1) % BITS + 1))


def masks(placed: "Table", words: int) -> "Table":
    """One row an item: which systems have it and which solved it, as bits of whole numbers, `words` of them each.

    `placed` has the `word` and `bit` of each row's system. Where an outcome is neither 0 nor 1, `solved` is -1.
    """
    import ibis  # noqa: PLC0415 - an extra

    @ibis.udf.agg.builtin(signature=(("int64",), "int64"))
    def bit_or(bits):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - the engine's own
        """Ibis knows it of some engines only, and Spark has it under the same name."""

    # Not a filter: DuckDB would copy every row that stays.
    known = placed.outcome.notnull().ifelse(placed.bit, 0)
    solved = ibis.cases((placed.outcome == 1, placed.bit), (placed.outcome != 0, -1), else_=0)
    columns = {"known": known, "solved": solved}
    parts = {
        f"{name}{word}": bit_or(value if words == 1 else (placed.word == word).ifelse(value, 0))
        for name, value in columns.items()
        for word in range(words)
    }
    return placed.group_by("key").aggregate(**parts).drop("key")


def _number(condition: "BooleanValue") -> "IntegerScalar":
    """How many rows meet it; none is 0."""
    return condition.ifelse(1, 0).sum().fill_null(0)
