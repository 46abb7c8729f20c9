"""docs/feed.schema.json and docs/feed.md match the fields of a line in the code."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipelines.feed.schema import LINE as FEED_LINE
from pipelines.feed.schema import PATH, dump, feed_schema, schema_text
from pipelines.validate import validate
from scrapers.items import SCHEMA, Line
from tests.pipelines.test_validate import LINE
from tests.support.site import SampleSite

DOCUMENT = PATH.with_name("feed.md").read_text(encoding="utf-8")
NAMES = [field.name for field in fields(Line)]

# What consumers of each version were promised. Where this fails, either the change was not meant, or the version in
# scrapers/items.py goes up (the minor number for a new field, the major one for anything that breaks a reader).
PROMISED = {"1.0": "eeb87612534603a1", "1.1": "c966d221eb4b4b8e"}


def shape(schema: Any) -> Any:
    """The schema without prose."""
    if isinstance(schema, dict):
        return {k: shape(v) for k, v in schema.items() if k not in ("description", "$id", "default")}
    return [shape(v) for v in schema] if isinstance(schema, list) else schema


def test_the_schema_file_is_the_generated_one() -> None:
    assert PATH.read_text(encoding="utf-8") == schema_text(), "run: make schema"


def test_fields_do_not_change_without_the_version() -> None:
    digest = hashlib.sha256(json.dumps(shape(feed_schema()), sort_keys=True).encode()).hexdigest()[:16]
    assert PROMISED[SCHEMA] == digest


def test_the_schema_is_one_of_draft_2020_12_and_names_every_field_of_both_feeds() -> None:
    schema = feed_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema["properties"]) == ["file", *NAMES]
    assert schema["required"] == [name for name in NAMES if name not in ("confidence", "reason")]


def test_lines_of_other_1_x_contracts_are_lines_too_and_keep_the_fields_that_we_do_not_know() -> None:
    first = {k: v for k, v in json.loads(dump(LINE)).items() if k not in ("confidence", "reason")} | {"schema": "1.0"}
    later = json.loads(dump(LINE)) | {"schema": "1.7", "mood": {"calm": [1, "ừ"]}, "file": "trang/bài.html"}
    for line in (first, later):
        Draft202012Validator(feed_schema()).validate(line)
    assert json.loads(dump(read_line(first))) == first | {"confidence": None, "reason": None}
    assert json.loads(dump(read_line(later))) == later
    assert vars(read_line(later))["mood"] == {"calm": [1, "ừ"]}


def read_line(line: dict[str, Any]) -> Line:
    return FEED_LINE.validate_json(json.dumps(line))


@pytest.mark.parametrize("file", [None, "trang/bài.html"], ids=["crawl", "extract"])
def test_what_the_pipeline_accepts_the_schema_accepts(file: str | None) -> None:
    validate(LINE)
    Draft202012Validator(feed_schema()).validate(json.loads(dump(LINE, file)))


@pytest.mark.parametrize(
    "change",
    [{"title": ""}, {"title": "a\u2028b"}, {"date": "11/4/2019"}, {"date_source": "guess"}, {"authors": None}],
    ids=str,
)
def test_what_the_schema_refuses_the_pipeline_refuses(change: dict[str, Any]) -> None:
    line = json.loads(dump(LINE)) | change
    assert not Draft202012Validator(feed_schema()).is_valid(line)
    with pytest.raises(Exception, match=next(iter(change))):
        validate(replace(LINE, **change))


@pytest.mark.parametrize("name", ["file", *NAMES])
def test_the_document_explains_every_field(name: str) -> None:
    assert f"| `{name}` |" in DOCUMENT


def test_the_document_names_the_version() -> None:
    assert f"`{SCHEMA}`" in DOCUMENT


def test_the_line_in_the_document_is_a_real_one() -> None:
    example = DOCUMENT.partition("```json\n")[2].partition("```")[0]
    line = json.loads(example)
    Draft202012Validator(feed_schema()).validate(line)
    assert list(line) == NAMES
    with SampleSite() as site:
        truth = site.expected(line["url"])
    assert {key: line[key] for key in truth} == truth
