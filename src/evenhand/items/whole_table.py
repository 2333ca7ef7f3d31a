"""Any table of items in the whole shape: every column there, in its type, with nothing that is not a number."""

from typing import TYPE_CHECKING

from evenhand.errors import BadSetting
from evenhand.items.schema import NEEDED, OUTPUT, WHOLE, Column

if TYPE_CHECKING:
    from ibis.expr.types import NumericValue, Table, Value

SYSTEM = ("model", "configuration", "benchmark")
TEXTS = (*SYSTEM, "item", "attempt", "prompt", "output")


def whole(table: "Table") -> "Table":
    """The table with exactly the columns of `WHOLE`, each in its type; what it lacks is empty or unknown.

    A row without model, benchmark or item is of nothing that could be named, and is left out.

    Raises:
        BadSetting: it lacks a column that is needed, or one has another kind.

    """
    missing = [name for name in NEEDED if name not in table.columns]
    if missing:
        message = f"these items have no column {', '.join(missing)}; they need {', '.join(NEEDED)}"
        raise BadSetting(f"{message} (evenhand items --help describes the others)")
    named = table.filter(*(table[name].notnull() for name in NEEDED[:3]))
    return named.select(**{column.name: _typed(named, column) for column in WHOLE})


def texts_of(table: "Table | None") -> "Table | None":
    """A table of outputs in the shape that is asked for texts; None where it has no outputs."""
    if table is None or "output" not in table.columns:
        return None
    wanted = {column.name: column for column in (*WHOLE, *OUTPUT)}
    return table.select(**{name: _typed(table, wanted[name]) for name in TEXTS})


def of_runs(items: "Table", runs: "Table") -> "Table":
    """The items of logs with what their runs stand for; a row whose run is not among `runs` is left out."""
    return items.join(runs, ["log", "run"])


def keyed(table: "Table") -> "Table":
    """With `key`, by which an item is the same in another run: its question, or its name where there is none.

    Where a system has one question under several names, the name tells them apart.
    """
    asked = table.filter(table.question != "")
    named = asked.group_by([*SYSTEM, "question"]).aggregate(names=asked.item.nunique())
    several = named.filter(named.names > 1).select(several="question").distinct()
    joined = table.left_join(several, table.question == several.several)
    apart = joined.several.notnull().ifelse(joined.question + "#" + joined.item, joined.question)
    return joined.mutate(key=(joined.question == "").ifelse(joined.item, apart)).drop("several")


def by_name(table: "Table") -> "Table":
    """With `key` the item's name alone: for tables in which every run names items alike."""
    return table.mutate(key=table.item)


def finite(value: "NumericValue") -> "NumericValue":
    """The number; null where it is NaN or infinite."""
    import ibis  # noqa: PLC0415 - an extra

    # DuckDB 2.0 answers `isnan` from a file's bounds, which leave NaN out; of NaN and infinity this is NaN.
    return ((value - value) == 0).ifelse(value, ibis.null("float64"))


def _typed(table: "Table", column: Column) -> "Value":
    if column.name not in table.columns:
        return _absent(column)
    value = table[column.name]
    kind = value.type()
    if column.kind == "text":
        text = value if kind.is_string() else value.cast("string")
        # Where no row is without one, asking costs: DuckDB would leave the file's own dictionary for it.
        return text if column.name in NEEDED else text.fill_null("")
    if kind.is_boolean():
        value = value.ifelse(1, 0)
    elif not kind.is_numeric():
        raise BadSetting(f"the column {column.name} of these items holds {kind}, not numbers")
    if column.kind == "integer":
        return value.cast("int64")
    return value if kind.is_float64() else value.cast("float64")


def _absent(column: Column) -> "Value":
    import ibis  # noqa: PLC0415 - an extra

    if column.kind == "text":
        return ibis.literal("")
    if column.name == "attempt":
        return ibis.literal(1, "int64")
    return ibis.null("int64" if column.kind == "integer" else "float64")
