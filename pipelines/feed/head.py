"""What stands first in a line, without reading all of it: a thousand times a line a second matters at a million."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
"""A string of JSON, quotation marks included."""
# The order of the fields is the contract's; a line written otherwise is read whole.
_HEAD = re.compile(
    rb'\{"schema":'
    + STRING
    + rb',"id":('
    + STRING
    + rb'),"revision":(\d+),"url":(?:null|'
    + STRING
    + rb'),"outlet":'
    + STRING
    + rb',"kind":"(\w+)",'
)


class Head(NamedTuple):
    """The fields that name a line."""

    id: str
    revision: int
    kind: str


def read_head(text: bytes) -> Head:
    """The head of a line. Raises ValueError where it is none."""
    if found := _HEAD.match(text):
        return Head(json.loads(found[1].decode()), int(found[2]), found[3].decode())
    line = json.loads(text.decode())
    try:
        return Head(line["id"], line["revision"], line["kind"])
    except (KeyError, TypeError):
        raise ValueError("no line of a feed") from None
