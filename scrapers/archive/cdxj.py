"""CDXJ index: one line for each page of a WARC file (https://specs.webrecorder.net/cdxj/0.1.0/)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from surt import surt  # type: ignore[import-untyped]

from scrapers.whole_file import whole_file

REVISIT = "warc/revisit"
"""The media type under which an index names a revisit record."""
SUFFIX, GROWING = ".cdxj", ".cdxj.part"
"""The index of a sealed file is sorted; that of one that still grows has the order of writing."""


@dataclass(frozen=True, slots=True)
class CdxjEntry:
    """The place of an archived page."""

    url: str
    at: datetime
    mime: str
    status: int
    digest: str
    """Of the payload, `sha1:` and base32."""
    offset: int
    length: int
    """Bytes of the packed record."""
    filename: str
    kind: str = ""
    """`article` or `listing`."""

    @property
    def revisit(self) -> bool:
        """Whether the page was the one that the archive held already."""
        return self.mime == REVISIT

    def line(self) -> str:
        """The line, with its newline."""
        fields = {
            "url": self.url,
            "mime": self.mime,
            "status": str(self.status),
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
            "kind": self.kind,
        }
        return f"{key_of(self.url)} {self.at.astimezone(UTC):%Y%m%d%H%M%S} {json.dumps(fields, ensure_ascii=False)}\n"

    @classmethod
    def of(cls, line: str) -> CdxjEntry:
        """The entry of a line. Raises ValueError where it is none."""
        try:
            _, stamp, text = line.split(" ", 2)
            fields = json.loads(text)
            at = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            return cls(
                url=fields["url"],
                at=at,
                mime=fields["mime"],
                status=int(fields["status"]),
                digest=fields["digest"],
                offset=int(fields["offset"]),
                length=int(fields["length"]),
                filename=fields["filename"],
                kind=fields.get("kind", ""),
            )
        except (KeyError, TypeError):
            raise ValueError(f"no line of an index: {line[:80]}") from None


def key_of(url: str) -> str:
    """The address turned round, so that pages of a site stand together: `vn,kinhtedothi)/bai.html`."""
    return str(surt(url))


def read_index(path: Path) -> Iterator[CdxjEntry]:
    """The entries of an index file; a last line without an end, and what is no line, are left out. Raises OSError."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):
                try:
                    yield CdxjEntry.of(line)
                except ValueError:
                    continue


def write_index(path: Path, entries: Iterable[CdxjEntry]) -> None:
    """A sorted index, there whole or not at all. Raises OSError."""
    with whole_file(path) as file:
        file.writelines(line.encode() for line in sorted(entry.line() for entry in entries))
