"""Recognises boilerplate lines among a story's paragraphs: labels, calls to action, links to other stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from scrapers.dates.date_lines import printed_date
from scrapers.furniture import (
    ADVERTS,
    COMMENTS,
    CONTENTS,
    MORE,
    NETWORKS,
    PLAYERS,
    READERS,
    RELATED,
    SHARE,
    TAGS,
    TOPICS,
    one_of,
)
from scrapers.parser.page.blocks import Block, is_headline

# What players of advertisements call their films, and which picture of a gallery it is: `1/5`.
_NO_CAPTION = re.compile(one_of(ADVERTS, (r"\d{1,3} ?/ ?\d{1,3}",)), re.I)
# A line that is nothing but one of these, with or without an arrow before and a colon behind it.
_LABELS = one_of(MORE, RELATED, SHARE, COMMENTS, TAGS, CONTENTS, PLAYERS, ADVERTS)
_LABEL = re.compile(rf"^(?:>+|»|\*+|-+)?\s*(?:{_LABELS})\s*[:.…]*$", re.I)
_BUTTON = re.compile(one_of(SHARE), re.I)
# Topic or tags of the story, linked behind their label.
_FILED = re.compile(rf"^(?:{one_of(TOPICS, TAGS)})\s*:", re.I)
# Sentences of the site to its readers.
_INVITATION = re.compile(
    rf"^(?:[>»*\s-]*)(?:(?:kính )?mời {READERS}.{{0,80}}(?:xem|đọc|theo dõi|đón|nghe|tham khảo|gửi)"
    rf"|bạn đang (?:đọc|xem) (?:bài(?: viết)?|tin)|{READERS} có thể (?:báo tin|gửi|xem thêm|theo dõi)"
    r"|(?:theo dõi|like|follow|tải|quét mã|quan tâm).{0,70}"
    rf"(?:{one_of(NETWORKS)}|ứng dụng)"
    r"|.{0,90}\bquý khách\b.{0,60}(?:liên hệ|gọi|bấm).{0,30}(?:hotline|tổng đài)"
    r"|để (?:đặt lịch|đăng ký|được tư vấn|nhận tư vấn).{0,90}(?:hotline|tổng đài|tại đây)"
    r"|đăng ký (?:miễn phí |ngay )*(?:kênh|nhận tin)|(?:bấm|nhấn|ấn|click)(?: vào)? đây)",
    re.I,
)
# With headline, section, mail and telephone of the newsroom.
_READING = re.compile(r"bạn đang đọc bài(?: viết)? .{5,250} (?:tại chuyên mục|của báo) .{0,250}", re.I)
# The name of the service is a logo in many.
_FOLLOW = re.compile(r"(?:theo dõi|follow)\b", re.I)
# What leads to another story before the link to it, where only a style sheet may set both apart.
_ARROWS = re.compile(rf"^(?:>{{1,3}}|»|►|▶|☛|\*{{2,}}|➡|{one_of(MORE, RELATED)})", re.I)
_CONTENTS = re.compile(rf"(?:{one_of(CONTENTS)}|nội dung|trong bài(?: viết)? này)\W*", re.I)


# A link to the long form of what the paragraph sums up, at its end: "..>>Chi tiết".
_POINTER = re.compile(r"\s*\.{0,2}\s*(?:>+|»)\s*(?:(?:xem )?chi tiết|(?:xem|đọc) (?:thêm|tiếp))\W*$", re.I)


def without_pointer(text: str) -> str:
    """A paragraph without the link to the long form at its end."""
    end = text[-40:]
    return _POINTER.sub("", text) if ">" in end or "»" in end else text


def without_labels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that belong to the story; a heading above nothing but links to other stories is none."""
    pairs = zip_longest(blocks, blocks[1:])
    return [b for b, under in pairs if not (_is_site(b) or _heads_links(b, under))]


def _ends_dated(text: str) -> bool:
    """Whether a short line ends in a day, as the linked headline of another story does in a list of them."""
    date = printed_date(text) if len(text) < 250 else ""
    return bool(date) and len(date) < len(text) and text.rstrip(" )]").endswith(date)


def is_button(text: str) -> bool:
    """Whether a line is one of a share bar."""
    return len(text) < 60 and _BUTTON.fullmatch(text) is not None


def is_invitation(text: str) -> bool:
    """Whether a line asks readers to follow the site."""
    return _FOLLOW.match(text) is not None


def _heads_links(block: Block, under: Block | None) -> bool:
    """Whether a short line right above the link to another story only leads to it: set as a heading or with a colon."""
    if under is not None and under.linked > 0.9 and _CONTENTS.fullmatch(block.text):
        return True
    if under is None or not is_headline(under) or block.kind in ("image", "caption") or len(block.text) > 80:
        return False
    return block.text.endswith(":") or block.kind == "heading"


def _is_site(block: Block) -> bool:
    if block.kind == "image":
        return False
    text = block.text
    if block.kind == "caption":
        return _NO_CAPTION.fullmatch(text) is not None or (len(text) < 120 and _INVITATION.match(text) is not None)
    if block.linked > 0.9 and len(text) < 250:
        return True
    if block.linked > 0.5 and (_ARROWS.match(text) or _ends_dated(text)):
        return True
    if (len(text) < 60 and _LABEL.match(text)) or (block.linked > 0.4 and _FILED.match(text)):
        return True
    return (len(text) < 220 and _INVITATION.match(text) is not None) or _READING.fullmatch(text) is not None
