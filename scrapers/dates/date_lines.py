"""Finds text that looks like a date line; parsing it is the pipeline's work."""

from __future__ import annotations

import re

_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|t[2-7]|cn"
_WEEKDAY += r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_ENGLISH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
_ENGLISH += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_MONTH = r"(?:tháng|thg|th)\.?\s?(?:0?[1-9]|1[0-2])"
_NAMED = r"tháng\s+(?:giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?|chạp)"
_DAY = (
    rf"(?:{_ENGLISH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_ENGLISH},?\s+(?:19|20)\d\d"
    rf"|{_ENGLISH},\s+\d{{1,2}}/(?:19|20)\d\d"
    rf"|(?:ngày\s+)?\d{{1,2}}\s+{_NAMED}(?:\s*,?\s+(?:năm\s+)?\d{{4}})?|"
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:20)?\d\d|(?:19|20)\d\d\s?[/-]\s?\d\d\s?[/-]\s?\d\d(?:t(?=\d\d:))?"
    r"|(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}(?:\s*,?\s+(?:năm\s+)?\d{4})?"
    rf"|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|(?:{_MONTH}|{_NAMED})\s+\d{{1,2}},\s+\d{{4}})"
)
_HALF = r"[ap]\.?m\.?|sáng|trưa|chiều|tối|đêm|sa|ch"
# `7h30'`: a mark of minutes may end it.
_CLOCK = rf"(?:\d{{1,2}}\s?(?::|giờ|h|g)\s?(?:\d{{2}}|\d(?=['’′]))(?::\d{{2}})?(?:\s?phút|['’′])?(?:\s?(?:{_HALF}))?)"
_ZONE = r"(?:\(?\s?(?:gmt|utc)\s?(?:\+\s?\d{1,2}(?::?\d\d)?)?\s?\)?|\+\d{2}:?\d{2}|z\b)"
_GAP = r"[\s,|•·–-]*(?:(?:ngày|lúc|vào|at)\s+)?[\s,|•·–-]*"
_BEFORE = rf"(?:{_WEEKDAY}{_GAP})?(?:{_CLOCK}{_GAP}(?:{_WEEKDAY}{_GAP})?)?(?:ngày\s+)?"
# Behind a letter, too: where author and date are elements of a row, no blank need stand between them.
_LINE = re.compile(rf"(?<![\d/.-]){_BEFORE}{_DAY}(?:{_GAP}{_CLOCK})?(?:\s*{_ZONE})?(?![\d/])", re.I)
_RELATIVE = re.compile(
    r"(?<!\w)\d{1,2}\s+(?:phút|giờ|ngày|tuần)\s+trước|(?<!\w)hôm\s+(?:nay|qua)\b[^.]{0,12}\d{1,2}:\d\d", re.I
)
_UPDATED = r"(?:cập nhật|chỉnh sửa|sửa đổi|updated|modified)"
_LABELLED = re.compile(
    rf"^\W*(?:(?:last|page)\s+)*{_UPDATED}|{_UPDATED}(?:\s+(?:lần cuối|lúc|vào|ngày|on|at))*\W*$", re.I
)
_HAS_CLOCK = re.compile(_CLOCK, re.I)
_DIGIT = re.compile(r"\d")


def printed_date(text: str) -> str:
    """The part of a short line that reads as a date, with weekday, clock and zone where they stand; empty for none."""
    if not _DIGIT.search(text):  # most lines of a page: a search for a date takes fifty times as long
        return ""
    found = _LINE.search(text) or _RELATIVE.search(text)
    return found[0].strip() if found else ""


def has_clock(text: str) -> bool:
    """Whether a date line names the time of day."""
    return _HAS_CLOCK.search(text) is not None


def says_updated(text: str) -> bool:
    """Whether a date line, or what stands before its date, calls it that of the last change."""
    return _LABELLED.search(text) is not None
