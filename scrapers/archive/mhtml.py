"""Reads MHTML (RFC 2557), the single-file format of Chrome and Edge."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from scrapers.archive.capture import Capture, NoArchive

_BEGINS = (b"from:", b"mime-version:", b"snapshot-content-location:", b"date:", b"subject:", b"content-type:")


def is_mhtml(start: bytes) -> bool:
    """Whether a file that begins like this is a message with parts."""
    return start.lower().startswith(_BEGINS) and b"multipart/related" in start.lower()


def capture(file: bytes, place: str, saved_at: datetime | None) -> Capture:
    """The page in it, without its pictures. `saved_at` (aware) counts where the message has no date.

    Raises `NoArchive` where no part is HTML, or where neither tells a date.
    """
    message = email.message_from_bytes(file, policy=email.policy.compat32)
    url, body = _page(message)
    return Capture(url, _date(message, saved_at), body, place=place)


def page_in(file: bytes) -> tuple[str, bytes]:
    """Address (perhaps empty) and bytes of the page in it. Raises `NoArchive` where no part is HTML."""
    return _page(email.message_from_bytes(file, policy=email.policy.compat32))


def _page(message: Message) -> tuple[str, bytes]:
    page = _root(message)
    body = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(body, bytes):
        raise NoArchive("a message without an HTML part")
    url = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    charset = page.get_param("charset")
    if isinstance(charset, str) and b"charset" not in body[:1024].lower():
        body = f'<meta charset="{charset}">'.encode() + body  # the header, not the page, says it here
    return url, body


def _root(message: Message) -> Message | None:
    """The part that `start` names, else the first HTML one."""
    start = message.get_param("start")
    pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    named = (part for part in pages if start and part.get("Content-ID") == start)
    return next(named, pages[0] if pages else None)


def _date(message: Message, saved_at: datetime | None) -> datetime:
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        if saved_at is None:
            raise NoArchive("a message without a date") from None
        return saved_at
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
