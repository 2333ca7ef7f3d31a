"""Five million rows on DuckDB and on a real local Spark, every table the same; the figures go into docs/soak.md."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import msgspec
import pytest

from soak_figures import put

HERE = Path(__file__).parents[1] / "items"
sys.path.append(str(HERE))
from invented_items import asked, write_invented  # noqa: E402 - lies beside the tests of make test
from test_engines_alike import ANSWER, same  # noqa: E402 - as above

ITEMS = 350_000
TEXT = """
An invented table of items: plain outcomes, and graded ones in clusters with several attempts, with gaps. Means with
clustered errors, attempts, pass@2, spending, two paired comparisons, every pair and the differing items are asked of
DuckDB in the process and of Spark on this machine (`local[2]`), and compared cell by cell: counts equal, sums to 12
digits. Seconds are of the whole process, with its start.
"""

pytestmark = pytest.mark.soak


def test_five_million_rows_are_the_same_on_both(tmp_path: Path) -> None:
    """Every table that the expressions give is the same on both engines."""
    rows = write_invented(tmp_path / "items.parquet", ITEMS)
    begun = perf_counter()
    duckdb = msgspec.to_builtins(asked(tmp_path / "items.parquet", "duckdb", all_of_it=True))
    middle = perf_counter()
    environment = os.environ | {
        "EVENHAND_SPARK_MASTER": "local[2]",
        "PYTHONPATH": str(HERE),
        "PYTHONWARNINGS": "default",
    }
    command = [sys.executable, "-c", ANSWER, str(tmp_path / "items.parquet"), str(tmp_path / "spark.json"), "all"]
    subprocess.run(command, env=environment, check=True)
    ended = perf_counter()
    spark = msgspec.json.decode((tmp_path / "spark.json").read_bytes())
    assert rows >= 5_000_000
    assert set(spark) == set(duckdb)
    different = [name for name, expected in duckdb.items() if spark[name] != same(expected)]
    put(
        "Items on two engines",
        TEXT,
        {
            "rows": f"{rows:,}",
            "tables": f"{len(duckdb)}",
            "tables that differ": f"{len(different)}",
            "DuckDB, s": f"{middle - begun:.1f}",
            "Spark, s": f"{ended - middle:.1f}",
        },
    )
    assert different == []
