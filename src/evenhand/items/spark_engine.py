"""Spark, for tables that one machine cannot hold: the same expressions on the session that EVENHAND_SPARK_MASTER names.

Without a setting it is a local one on the loopback address. Spark needs a Java runtime, 17 or newer.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import ibis
import pyarrow as pa
from ibis.backends.pyspark import Backend
from ibis.expr.types import Table
from pyspark.sql import SparkSession, functions

from evenhand.errors import BadSetting

MASTER_VARIABLE = "EVENHAND_SPARK_MASTER"
LOCAL = "local[*]"
# Of a session on this machine: it is seen by nobody else, and few rows need few parts.
LOOPBACK = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
ALWAYS = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
FOLDER = r"([^/\\]+)[/\\][^/\\]+$"
GLOBBED = str.maketrans({sign: f"\\{sign}" for sign in "\\{}[]*?,"})


class Spark:
    """An engine on a session of Spark."""

    name = "spark"

    def __init__(self, session: SparkSession) -> None:
        self.session = session
        self.connection: Backend = ibis.pyspark.connect(session)
        self._frames: list[Any] = []
        self._names: list[str] = []

    def parquet(self, paths: Sequence[Path], *, logs: bool = False) -> Table:
        """The rows of these files together; a column that a file lacks is null there."""
        files = [str(path).translate(GLOBBED) for path in paths]
        frame = self.session.read.option("mergeSchema", "true").parquet(*files)
        if logs:
            frame = frame.withColumn("log", functions.regexp_extract(functions.input_file_name(), FOLDER, 1))
        return self._named(frame)

    def small(self, rows: pa.Table) -> Table:
        """A small table that this process holds."""
        return self._named(self.session.createDataFrame(rows))

    def rows(self, found: Table) -> list[dict[str, Any]]:
        """A small result as one mapping a row."""
        return list(self.connection.to_pyarrow(found).to_pylist())

    def batches(self, found: Table) -> Iterator[pa.RecordBatch]:
        """A result as Arrow batches."""
        yield from self.connection.to_pyarrow_batches(found)

    def kept(self, found: Table) -> Table:
        """The same table, kept by Spark."""
        frame = self.session.sql(str(self.connection.compile(found))).persist()
        self._frames.append(frame)
        return self._named(frame)

    def close(self) -> None:
        """Let go what was kept, and the names that were given."""
        for frame in self._frames:
            frame.unpersist()
        for name in self._names:
            self.session.catalog.dropTempView(name)

    def _named(self, frame: Any) -> Table:  # noqa: ANN401 - a frame of either kind of session
        name = f"evenhand_{uuid4().hex}"
        frame.createOrReplaceTempView(name)
        self._names.append(name)
        return self.connection.table(name)


@contextmanager
def opened() -> Iterator[Spark]:
    """A session of Spark: the one that is open in this process, or a new one, which is stopped at the end.

    Raises:
        BadSetting: there is no Java, or the session does not start.

    """
    running = SparkSession.getActiveSession()
    session = running or _started(os.environ.get(MASTER_VARIABLE, "") or LOCAL)
    engine = Spark(session)
    try:
        yield engine
    finally:
        engine.close()
        if running is None:
            session.stop()


def _started(master: str) -> SparkSession:
    here = master.startswith("local")
    if here and not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise BadSetting("Spark needs a Java runtime, 17 or newer (Debian: apt-get install openjdk-17-jre-headless)")
    if here:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("evenhand items")
    builder = builder.remote(master) if master.startswith("sc://") else builder.master(master)
    for name, value in ({**ALWAYS, **LOOPBACK} if here else ALWAYS).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        raise BadSetting(f"Spark at {master!r} does not start: {str(error).splitlines()[0][:200]}") from error
