"""Responses with other attributes, made without looking for their charset."""

from __future__ import annotations

from typing import Any

from scrapy.http import Response


def changed(response: Response, kind: type[Response] | None = None, **others: Any) -> Response:
    """The response with `others` for its attributes, as one of `kind`; only what it declares settles its charset.

    `Response.replace` asks for the charset: where none is declared, it is guessed from all bytes, packed ones too.
    """
    same = {name: getattr(response, name) for name in Response.attributes}
    return (kind or type(response))(**same | others)
