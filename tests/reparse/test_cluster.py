"""Spark builds the same feed as one machine, byte for byte.

`make test-spark` asks a cluster of two executors, one of which is killed; `make test` one process, which is quicker.
"""

from __future__ import annotations

import json
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scrapers.reparse import cluster
from tests.reparse.conftest import DAYS
from tests.support.java import INSTALL, JAVA, QUICK_START

pytestmark = [
    pytest.mark.skipif(not JAVA, reason=INSTALL),
    pytest.mark.xdist_group("spark"),
]
CLUSTER = bool(os.environ.get("SPARK_CLUSTER"))


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    master = "local-cluster[2,1,1024]" if CLUSTER else "local[1]"
    chosen = {
        "spark_default_parallelism": "2",
        "spark_files_maxPartitionBytes": "1",  # a file
        "spark_driver_extraJavaOptions": QUICK_START,
        "spark_executor_extraJavaOptions": QUICK_START,
    }
    with cluster.session(master, **chosen) as spark:
        yield spark


def test_spark_gives_the_same_lines_byte_for_byte_though_an_executor_is_killed(
    archives: Path, alone: tuple[list[str], Counter[str], list[str]], spark: Any, tmp_path: Path
) -> None:
    skipped, failures, killed = Counter[str](), list[str](), list[int]()
    over = threading.Event()

    def kill_one() -> None:
        while not killed and not over.wait(0.2):
            for executor in executors(spark):
                if working(executor):
                    os.kill(executor, signal.SIGKILL)
                    killed.append(executor)
                    return

    killer = threading.Thread(target=kill_one)
    if CLUSTER:
        killer.start()
    places = ",".join(f"file://{path}" for path in sorted(archives.iterdir()))
    count = cluster.make_feed(spark, places, f"file://{tmp_path}/feed", 5, DAYS, skipped, failures)
    if CLUSTER:
        over.set()
        killer.join()
        assert killed, "no executor was at work"
    lines = sorted(
        line for path in (tmp_path / "feed" / "lines").rglob("part-*") for line in path.read_text("utf-8").splitlines()
    )
    assert lines == alone[0]
    assert (count, +skipped) == (len(lines), alone[1])
    assert sorted(failure.rpartition("/")[2] for failure in failures) == sorted(alone[2])

    import pyarrow.dataset

    table = pyarrow.dataset.dataset(tmp_path / "feed" / "parquet", partitioning="hive").to_table()
    rows = {(row["id"], row["revision"]): row for row in table.to_pylist()}
    records = [json.loads(line) for line in lines]
    assert len(rows) == len(records)
    for line in records:
        row = rows[line["id"], line["revision"]]
        assert {name: row[name] for name in line if name != "outlet"} == {
            k: v for k, v in line.items() if k != "outlet"
        }
        assert row["month"] == line["crawled_at"][:7]


def executors(spark: Any) -> list[int]:
    """Processes that work for this session's driver: children of its master's workers."""
    own = str(spark.sparkContext.applicationId)
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if "CoarseGrainedExecutorBackend" in command and own in command:
            found.append(int(path.parent.name))
    return sorted(found)


def working(executor: int) -> bool:
    """Whether it has started a Python worker: it reads pages then."""
    children = Path(f"/proc/{executor}/task/{executor}/children")
    tasks = Path(f"/proc/{executor}/task")
    try:
        return any((task / "children").read_text().strip() for task in tasks.iterdir() if children.exists())
    except OSError:
        return False
