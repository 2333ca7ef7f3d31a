"""An invented table of items, written by DuckDB, and everything that can be asked of it."""

from pathlib import Path
from typing import Any

import duckdb

from evenhand.items.reading import Places, Valued, items_at
from evenhand.records.item_counts import System
from evenhand.scoring.item_means import pass_at
from evenhand.scoring.packed_pairs import packed_pairs

MODELS = 8
PLAIN = System("model-1", "low"), System("model-3")
GRADED = System("model-4"), System("model-6")
# Model 0 to 3 take a test of plain outcomes once, models 4 to 7 a graded one in clusters, three times.
INVENTED = """
copy (
    select 'model-' || m as model, if(m % 4 = 1, 'low', '') as configuration,
        if(m < 4, 'plain', 'graded') as benchmark, 'item-' || i as item, t::bigint as attempt,
        case when draw < 300 then null when m < 4 then (draw % 2)::double else (draw % 11) / 10 end as outcome,
        if(draw < 300, 'cut', '') as fault, md5('question ' || i) as question,
        if(m < 4 or i % 3 = 0, '', 'c' || (i // 5)) as cluster, draw % 700 as input_tokens, draw % 90 as output_tokens,
        if(draw % 5 = 0, null, draw / 4096) as cost, draw / 1024 as seconds
    from (
        select *, (hash(m * 1000003 + i * 31 + t) % 10000)::bigint as draw
        from range($models) models(m), range($items) items(i), range(1, 7) attempts(t)
    ) where t <= if(m < 4, 1, 3) * $attempts and hash(m * 7919 + i) % 10 > 0
) to '$path' (format parquet, compression zstd)
"""


def write_invented(path: Path, items: int, attempts: int = 1) -> int:
    """Write a table of so many items a model; the number of its rows."""
    text = INVENTED.replace("$models", str(MODELS)).replace("$items", str(items)).replace("$attempts", str(attempts))
    with duckdb.connect() as connection:
        connection.execute(text.replace("$path", str(path)))
        (rows,) = connection.execute(f"select count(*) from '{path}'").fetchall()[0]  # noqa: S608 - our own file
    return int(rows)


def asked(path: Path, engine: str, *, all_of_it: bool = False) -> dict[str, Any]:
    """The tables that the expressions give, by name; `all_of_it` asks each of them, else each kind once."""
    with items_at(Places((path,)), engine=engine) as items:
        counts, packed = items.attempt_counts(), items.packed("plain")
        assert packed is not None
        found = {
            "means": items.unit_sums(),
            "attempts": counts,
            "spending": items.spending(),
            "graded pair": items.pair(*GRADED, "graded"),
            "differing": items.differing(*GRADED, "graded", 20),
            "every pair": packed_pairs(packed, "plain"),
        }
        if all_of_it:
            several = sorted({(one.attempts, one.solved) for one in counts if one.attempts > 1})
            worth = [Valued(attempts, solved, pass_at(attempts, solved, 2)) for attempts, solved in several]
            found |= {
                "systems": items.systems,
                "pass at 2": items.valued(worth),
                "plain pair": items.pair(*PLAIN, "plain"),
            }
        return found
