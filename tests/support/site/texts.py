"""Loads the handwritten articles: TOML records whose `text` has a plain mark-up of one line for each block."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

from tests.support.site.article import Article, Block, Bullets, Figure, Junk, Paragraph, Quote, Subhead, Table, slugify

HANOI = timezone(timedelta(hours=7))
FOLDER = Path(__file__).parent / "texts"
PICTURES = "https://static.kinhtedothi.vn/w960/images/upload"
NAMES = {field.name for field in fields(Article)}


def handwritten() -> Iterator[Article]:
    """Every article of the `texts` folder; a file is named `<outlet>-<layout>.toml`."""
    for path in sorted(FOLDER.glob("*-*.toml")):
        outlet, layout = path.stem.split("-")
        for record in tomllib.loads(path.read_text(encoding="utf-8"))["article"]:
            yield article({"outlet": outlet, "layout": layout} | record)


def article(record: dict[str, Any]) -> Article:
    """The article of a record; what it leaves out follows from title, layout and date."""
    published: datetime = record["published"].astimezone(HANOI)
    record = {"slug": slugify(record["title"]), "id": serial(published, record["layout"])} | record
    day = f"{PICTURES}/{published:%Y/%m/%d}"
    record |= {"published": published, "body": tuple(blocks(record.pop("text", ""), f"{day}/{record['slug'][:40]}"))}
    if "modified" in record:
        record["modified"] = record["modified"].astimezone(HANOI)
    unknown = record.keys() - NAMES
    if unknown:
        raise ValueError(f"{record['title']}: unknown {sorted(unknown)}")
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in record.items()}
    return Article(**values)


def serial(published: datetime, layout: str) -> str:
    """An id that grows with time, of six digits as the outlet's are."""
    hours = (published - datetime(2017, 1, 1, tzinfo=HANOI)) // timedelta(hours=1)
    return str(280_000 + hours if layout == "2019" else 600_000 + hours)


def blocks(text: str, pictures: str) -> Iterator[Block]:
    """The blocks of a text; its pictures are numbered behind the address `pictures`."""
    numbers = count(1)
    for chunk in filter(None, re.split(r"\n\s*\n", text.strip())):
        yield from block(" ".join(chunk.split()) if chunk[0] not in "-|" else chunk, pictures, numbers)


def block(chunk: str, pictures: str, numbers: Iterator[int]) -> Iterator[Block]:
    """The block that a chunk of lines stands for."""
    mark, _, rest = chunk.partition(" ")
    if mark == "##":
        yield Subhead(rest)
    elif mark == ">":
        yield Quote(rest)
    elif mark == "-":
        yield Bullets(tuple(line[2:].strip() for line in chunk.splitlines()))
    elif mark.startswith("|"):
        yield Table(tuple(tuple(c.strip() for c in line.strip().strip("|").split("|")) for line in chunk.splitlines()))
    elif mark.startswith("!"):
        caption, _, credit = rest.partition(" @ ")
        yield Figure(f"{pictures}-{next(numbers)}.jpg", caption, credit or None, mark[1:])
    elif mark.startswith("~"):
        yield Junk(mark[1:])
    else:
        yield Paragraph(chunk)
