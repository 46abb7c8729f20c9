"""The feed's contract: serialisation of a line, and its JSON Schema (2020-12).

`make schema` refreshes docs/feed.schema.json.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from scrapers.items import SCHEMA, Line

LINE = TypeAdapter(Line)
PATH = Path(__file__).parents[2] / "docs" / "feed.schema.json"

NAMES = tuple(field.name for field in fields(Line))
"""The contract's fields, in its order."""
_LATER = frozenset({"confidence", "reason"})
"""Fields that lines of 1.0 do not have: a schema that asked for them would refuse half of a feed."""
_FILE = {
    "description": "Only from `scrapy extract`, in front: the path that was read, the address, or `-`.",
    "type": "string",
}


def dump(line: Line, file: str | None = None) -> bytes:
    """A line as it stands in the feed: UTF-8 JSON with its newline, fields in the contract's order, `file` in front.

    Fields of a later contract stand behind those of this one.
    """
    text = LINE.dump_json(line)
    later = {name: value for name, value in vars(line).items() if name not in NAMES}
    file = later.pop("file", None) if file is None else file
    if later:
        text = text[:-1] + b"," + json.dumps(later, ensure_ascii=False, separators=(",", ":")).encode()[1:]
    if file is not None:
        text = b'{"file":' + json.dumps(file, ensure_ascii=False).encode() + b"," + text[1:]
    return text + b"\n"


class _Untitled(GenerateJsonSchema):
    """Leaves out titles that only repeat the name of the field."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def feed_schema() -> dict[str, Any]:
    """JSON Schema of a line of any 1.x contract: the fields of 1.0 are required, unknown ones are allowed."""
    schema = LINE.json_schema(mode="serialization", schema_generator=_Untitled)
    schema["properties"] = {"file": _FILE, **schema["properties"]}
    schema["required"] = [name for name in NAMES if name not in _LATER]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:vietnamese-news-crawler:feed:{SCHEMA}",
        **schema,
    }


def schema_text() -> str:
    """The schema as it stands in docs/feed.schema.json."""
    return json.dumps(feed_schema(), ensure_ascii=False, indent=2) + "\n"


def refresh() -> None:
    """Writes docs/feed.schema.json."""
    PATH.write_text(schema_text(), encoding="utf-8")
