"""The same expressions on DuckDB and on a real local Spark give the same tables."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from invented_items import asked, write_invented

ITEMS = 400
# Few rows are answered sooner when nothing is compiled for speed.
QUICK = (
    "--conf spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 --conf spark.sql.codegen.wholeStage=false "
    "--conf spark.sql.adaptive.enabled=false"
)
ANSWER = """
import sys
from pathlib import Path
import msgspec
from invented_items import asked
found = asked(Path(sys.argv[1]), "spark", all_of_it=sys.argv[3] == "all")
Path(sys.argv[2]).write_bytes(msgspec.json.encode(found))
"""


def test_spark_gives_what_duckdb_gives(tmp_path: Path) -> None:
    """Means, attempts, costs, a pair, every pair and differing items: counts equal and sums to 12 digits.

    Spark runs in a process of its own, which its Java ends with.
    """
    assert shutil.which("java") or os.environ.get("JAVA_HOME"), (
        "Spark needs a Java runtime (Debian: apt-get install openjdk-17-jre-headless)"
    )
    write_invented(tmp_path / "items.parquet", ITEMS)
    environment = os.environ | {
        "EVENHAND_SPARK_MASTER": "local[2]",
        "PYSPARK_SUBMIT_ARGS": f"{QUICK} pyspark-shell",
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTHONWARNINGS": "default",
    }
    command = [sys.executable, "-c", ANSWER, str(tmp_path / "items.parquet"), str(tmp_path / "spark.json"), "some"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    import msgspec  # noqa: PLC0415 - as in the other process

    spark = msgspec.json.decode((tmp_path / "spark.json").read_bytes())
    duckdb = msgspec.to_builtins(asked(tmp_path / "items.parquet", "duckdb"))
    assert set(spark) == set(duckdb)
    for name, expected in duckdb.items():
        assert spark[name] == same(expected), name


def same(value: object) -> object:
    """The value, its numbers that are not whole equal to 12 digits."""
    if isinstance(value, dict):
        return {name: same(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [same(one) for one in value]
    return pytest.approx(value, rel=1e-12, abs=1e-12) if isinstance(value, float) else value
