"""Builds a feed from archives on Apache Spark: parsing where the files are, near duplicates by a shuffle of LSH bands.

Every step is a function of its input alone, so that a task that runs twice, or again on another node, changes nothing.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from pipelines.feed.schema import LINE, dump
from pipelines.near.fingerprint import Fingerprint, fingerprint
from pipelines.near.near_index import NearIndex
from scrapers import clock
from scrapers.archive.capture import NoArchive
from scrapers.archive.files import captures_of
from scrapers.archive.newest import newest_of
from scrapers.items import Line
from scrapers.reparse.batch import ALL, BatchResult, mark_copies, read_file, revisions
from scrapers.reparse.read_again import Reread, read_again

_PACKAGES = ("scrapers", "pipelines")
_TASK_BYTES = "8m"
"""Archives for each task: some hundred pages, so that parsing outweighs the start of a task."""
_COLUMNS = """
schema STRING, id STRING, revision INT, url STRING, outlet STRING, kind STRING, language STRING, title STRING,
lead STRING, byline STRING, authors ARRAY<STRING>, source STRING, date STRING, date_precision STRING,
date_source STRING, date_text STRING, modified STRING, dateline STRING, body STRING,
captions ARRAY<STRUCT<text: STRING, credit: STRING, image: STRING>>, section STRING, tags ARRAY<STRING>,
images ARRAY<STRING>, paywalled BOOLEAN, duplicate_of STRING, crawled_at STRING, parser STRING, confidence DOUBLE,
reason STRING, content_hash STRING
"""
"""`Line` as Spark's SQL has it; times stay text, as in the feed."""


@contextmanager
def session(master: str, **settings: str) -> Iterator[Any]:
    """A Spark session on that master, with this program on every node; for the nodes' needs see docs/scale.md.

    `settings` are Spark's own, with `_` for `.`; others come from spark-defaults.conf or `PYSPARK_SUBMIT_ARGS`.

    Raises ImportError without pyspark, RuntimeError without Java.
    """
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory(prefix="program-") as folder:
        options = {"spark_ui_enabled": "false", "spark_files_maxPartitionBytes": _TASK_BYTES} | settings
        builder = SparkSession.builder.master(master).appName("reparse")
        for name, value in options.items():
            builder = builder.config(name.replace("_", "."), value)
        spark = builder.getOrCreate()
        try:
            spark.sparkContext.setLogLevel("ERROR")
            spark.sparkContext.addPyFile(str(_program(Path(folder))))
            yield spark
        finally:
            spark.stop()


def _program(folder: Path) -> Path:
    """This program as one file."""
    import scrapers

    root, path = Path(scrapers.__file__).parent.parent, folder / "program.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for package in _PACKAGES:
            for file in sorted((root / package).rglob("*.py")):
                packed.write(file, file.relative_to(root))
    return path


def read_newest(
    spark: Any, paths: Sequence[Path], last: Mapping[bytes, int], seconds: float, failures: list[str]
) -> Iterator[Reread]:
    """The newest pages in files of our own archive by today's rules, for `heal`; `last` is of `last_times`."""
    places = ",".join(f"file://{path.resolve()}" for path in paths)
    known = spark.sparkContext.broadcast(dict(last))
    read = spark.sparkContext.binaryFiles(places, len(paths))
    for found in read.flatMap(lambda file: _newest(file, known.value, seconds)).toLocalIterator():
        if found.at:
            yield found
        else:
            failures.append(f"{found.url}: {found.why}")


def _newest(file: tuple[str, bytes], last: Mapping[bytes, int], seconds: float) -> Iterator[Reread]:
    try:
        captures = captures_of(io.BytesIO(file[1]), file[0], None, Counter())
        yield from (read_again(capture, seconds) for capture in newest_of(captures, last))
    except (NoArchive, OSError) as error:
        yield Reread("", file[0], "", "", why=str(error))


def make_feed(
    spark: Any, paths: str, to: str, seconds: float, remembered: timedelta, skipped: Counter[str], failures: list[str]
) -> int:
    """Writes `to`/lines (JSON Lines by outlet and day) and `to`/parquet (by outlet and month); gives how many lines.

    `paths` (with wildcards, split by commas) and `to` are of any file system that Spark knows. Other arguments as on
    one machine.
    """
    from pyspark import StorageLevel

    parts = _parts(spark)
    read = spark.sparkContext.binaryFiles(paths, parts)
    found = read.flatMap(lambda file: read_file(file[0], file[1], seconds)).persist(StorageLevel.DISK_ONLY)
    for what in found.filter(lambda one: not one.id and one.crawled_at).collect():
        failures.append(f"{what.crawled_at}: {what.text.decode()}")
    skipped.update(
        dict(
            found.filter(lambda one: not one.id and not one.crawled_at).map(_reason).reduceByKey(_add, parts).collect()
        )
    )
    articles = found.filter(lambda one: one.id).map(_by_id).groupByKey(parts).mapValues(_told)
    articles = articles.persist(StorageLevel.DISK_ONLY)
    lines = _marked(articles, remembered, parts).persist(StorageLevel.DISK_ONLY)
    _write(lines, to, parts)
    return int(lines.count())


def _parts(spark: Any) -> int:
    """Parts of a shuffle: `spark.default.parallelism`, else three for each core that is there."""
    partitions = spark.sparkContext.getConf().get("spark.default.parallelism", None)
    return int(partitions or 3 * spark.sparkContext.defaultParallelism)


def _reason(one: BatchResult) -> tuple[str, int]:
    return one.text.decode(), 1


def _add(one: int, other: int) -> int:
    return one + other


def _by_id(one: BatchResult) -> tuple[str, bytes]:
    return one.id, one.text


def _told(texts: Iterable[bytes]) -> list[bytes]:
    return [dump(line) for line in revisions(texts)]


def _marked(articles: Any, remembered: timedelta, parts: int) -> Any:
    """Every line, with `duplicate_of`.

    Articles that are near another one, in whichever of their revisions, make groups; the lines of a group are marked
    one after another by the index that one machine has for all.
    """
    pairs = articles.flatMap(_in_bands).groupByKey(parts).flatMap(lambda band: _near(band[1], remembered))
    group = _groups(pairs.distinct(parts), parts)
    grouped = articles.leftOuterJoin(group, parts).map(lambda one: (one[1][1] or one[0], one[1][0]))
    return grouped.groupByKey(parts).flatMap(lambda one: _mark(one[1], remembered))


def _in_bands(article: tuple[str, list[bytes]]) -> Iterator[tuple[int, tuple[str, str, bytes, bytes]]]:
    """Under each band of each line what is compared: id, time, fingerprint."""
    for text in article[1]:
        line = LINE.validate_json(text)
        if read := fingerprint(line):
            packed = read[0].pack()
            for band in set(read[1]):
                yield band, (line.id, line.crawled_at, *packed)


def _near(members: Iterable[tuple[str, str, bytes, bytes]], remembered: timedelta) -> Iterator[tuple[str, str]]:
    """The pairs of ids that are near each other and not further apart than copies are looked for."""
    most = remembered + timedelta(days=1)
    read = [(name, datetime.fromisoformat(at), Fingerprint.unpack(*rest)) for name, at, *rest in sorted(set(members))]
    for (one, when, text), (other, then, copy) in combinations(read, 2):
        if one != other and abs(then - when) <= most and (text.near(copy) or copy.near(text)):
            yield min(one, other), max(one, other)


def _groups(pairs: Any, parts: int) -> Any:
    """(id, first id of its group): each takes over the first name that its neighbours know, until none changes."""
    edges = pairs.flatMap(lambda pair: (pair, pair[::-1])).cache()
    names = edges.map(lambda edge: (edge[0], min(edge))).reduceByKey(min, parts).cache()
    while True:
        heard = edges.join(names, parts).map(lambda one: one[1])
        newer = names.union(heard).reduceByKey(min, parts).cache()
        same = newer.join(names, parts).filter(lambda one: one[1][0] != one[1][1]).isEmpty()
        names = newer
        if same:
            return names


def _mark(articles: Iterable[list[bytes]], remembered: timedelta) -> list[bytes]:
    lines = [LINE.validate_json(text) for article in articles for text in article]
    lines.sort(key=lambda line: (line.crawled_at, line.id, line.revision))
    if len({line.id for line in lines}) == 1:
        return [dump(line) for line in lines]
    with closing(NearIndex(Path(":memory:"), ALL)) as index:
        return [dump(line) for line in mark_copies(lines, index, remembered)]


def _write(lines: Any, to: str, parts: int) -> None:
    """Both forms, each there whole or not at all, by Spark's own committer."""
    from pyspark.sql import functions as f

    rows = lines.map(_row).toDF("outlet STRING, day STRING, value STRING")
    rows.repartition(parts, "outlet", "day").sortWithinPartitions("outlet", "day", "value").write.partitionBy(
        "outlet", "day"
    ).text(f"{to}/lines")
    by_month = rows.select(f.from_json("value", _COLUMNS).alias("line"), f.substring("day", 1, 7).alias("month"))
    columns = by_month.select("line.*", "month").repartition(parts, "outlet", "month")
    columns.write.partitionBy("outlet", "month").parquet(f"{to}/parquet")


def _row(text: bytes) -> tuple[str, str, str]:
    line: Line = LINE.validate_json(text)
    day = clock.day(datetime.fromisoformat(line.crawled_at))
    return line.outlet, day, text.decode().rstrip("\n")
