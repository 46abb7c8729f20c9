"""What frames a story on the page: date, author's place and share bar above it, votes, tags and links below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.dates.date_lines import printed_date
from scrapers.parser.fields.density import weight
from scrapers.parser.grammar.byline import is_signature
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import Element

# Words in names of classes, in both languages that Vietnamese sites name them in.
AUTHOR = re.compile(r"author|tac-?gia|by-?line|writer|source|nguon|post-?meta|credit|signature", re.I)
# What stands below a story: its name, and the words that it begins with.
_BELOW_NAMES = re.compile(
    r"share|chia-?se|social|rat(?:e|ing)\b|vote|(?:^|[\s_-])(?:tags?|keywords?|like|print|tools?)(?:$|[\s_-])|tu-?khoa"
    r"|comment|binh-?luan|phan-?hoi|y-?kien|relat|lien-?quan|copyright|feedback",
    re.I,
)
_LABELS = r"""
từ khóa|tags?\b|chủ đề:
gửi (?:phản hồi|ý kiến|bình luận)
(?:thích và )?chia sẻ(?: bài| lên|:|$)
(?:tin )?bài liên quan|tin (?:bài )?(?:liên quan|khác|mới nhất|cùng (?:chuyên )?mục)|các tin (?:khác|mới)
xem thêm chủ đề
ý kiến bạn đọc|bình luận(?:$| \()
đừng bỏ (?:lỡ|qua)|có thể bạn quan tâm
\(\d+ bình chọn
"""
_BELOW = re.compile("|".join(_LABELS.strip().splitlines()), re.I)


def framed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks without what frames a story: date, author's place and share bar above, votes, tags and links below."""
    start = next((i for i, b in enumerate(blocks) if not _is_frame(b)), len(blocks))
    whole = sum(map(weight, blocks))
    behind = 0.0
    end = len(blocks)
    for i in range(len(blocks) - 1, start, -1):
        behind += weight(blocks[i])
        if behind > 0.4 * whole:
            break
        if _BELOW.match(blocks[i].text) or (behind <= 0.1 * whole and _is_below(blocks[i])):
            end = i
    return blocks[start:end]


def _is_below(block: Block) -> bool:
    if block.kind in ("image", "caption") or is_signature(block.text):
        return False
    return block.linked > 0.9 or bool(_BELOW_NAMES.search(names_of(block.element)))


def _is_frame(block: Block) -> bool:
    if block.kind in ("image", "caption") or weight(block):
        return False
    return bool(date_line(block)) or block.linked > 0.9 or bool(AUTHOR.search(names_of(block.element)))


def date_line(block: Block) -> str:
    """The date that a short block prints; empty for none."""
    return printed_date(block.text) if len(block.text) < 150 and block.kind != "image" else ""


def names_of(element: Element) -> str:
    """Class names and ids of a block, of what is in it, and of its parent where that holds nothing else."""
    elements = list(element.iter())
    parent = element.getparent()
    if parent is not None and len(parent) < 4:
        elements.append(parent)
    return " ".join(filter(None, (e.get(n) for e in elements[:12] for n in ("class", "id", "itemprop", "rel"))))
