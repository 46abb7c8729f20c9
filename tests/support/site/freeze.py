"""`python -m tests.support.site.freeze OUTLET…` writes the frozen pages of these outlets, or of all."""

import hashlib
import sys
from collections.abc import Iterator
from typing import Any

from scrapers.kept_page import KeptPage, pack
from scrapers.records.frozen_pages import page_file
from tests.support.site.article import Figure
from tests.support.site.edition import entry
from tests.support.site.pages import article_page, render, weekday
from tests.support.site.sheets import Sheet, sheets
from tests.support.site.texts import handwritten
from tests.support.site.truth import expected, moment, passages, plain

PLAYED = (
    "Ngõ 214 Hàng Bột",
    "Thử nghiệm làn riêng",
    "Phường Ô Chợ Dừa",
    "[Ảnh] Một ngày",
    "[Video] Nhìn từ trên cao",
    "Bên trong cuộc đua",
)


def page(sheet: Sheet) -> bytes:
    """The page as its outlet would have served it."""
    names = {"sheet": sheet, "paper": sheet.paper, "dress": sheet.paper.dress, "spelling": sheet.story.spelling}
    return render(f"sheet_{sheet.template}.html.j2", **names).encode()


def says(sheet: Sheet) -> dict[str, Any]:
    """What a perfect reader makes of the page: from the record, never from the parser."""
    figures = [f for f in (sheet.cover, *sheet.body) if isinstance(f, Figure)]
    film = [{"text": sheet.film, "credit": None, "image": None}] if sheet.film else []
    return {
        "id": f"{sheet.paper.name}:{sheet.id or hashlib.sha256(sheet.url.encode()).hexdigest()[:16]}",
        "url": sheet.url,
        "outlet": sheet.paper.name,
        "kind": sheet.kind,
        "language": "vi",
        "title": plain(sheet.story.title),
        "lead": plain(sheet.story.lead) if sheet.lead else None,
        "byline": sheet.byline,
        "authors": list(sheet.authors),
        "source": sheet.source,
        "date": moment(sheet.published, sheet.precision),
        "date_precision": sheet.precision,
        "date_source": sheet.origin,
        "date_text": " ".join(filter(None, (sheet.parts.get("clock"), sheet.printed))),
        "modified": sheet.modified.isoformat() if sheet.modified else None,
        "dateline": sheet.dateline,
        "body": passages(sheet.story) if sheet.text else [],
        "captions": [{"text": plain(f.caption), "credit": f.credit, "image": f.image} for f in figures if f.caption]
        + film,
        "section": sheet.section,
        "tags": list(sheet.tags),
        "images": [f.image for f in figures],
        "paywalled": False,
        "parser": sheet.parser or f"{sheet.paper.name}/{sheet.layout}",
    }


def played() -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Pages of the outlet that the sample site plays, one of each layout and kind, as it serves them."""
    stories = [story for story in handwritten() if story.title.startswith(PLAYED)]
    others = [entry(story) for story in stories]
    for story in stories:
        day, clock = f"{story.published:%d/%m/%Y}", f"{story.published:%H:%M}"
        printed = f"{weekday(story.published)}, " + (f"{day} {clock}" if story.layout == "2019" else f"{clock} {day}")
        layout = story.layout + {"gallery": "-photo", "video": "-video"}.get(story.kind, "")
        said = expected(story) | {"body": passages(story), "language": "vi", "parser": f"{story.outlet}/{layout}"}
        yield article_page(story, story.published, others, others), said | {"date_source": "page", "date_text": printed}


def mock_pages() -> Iterator[tuple[KeptPage, bytes]]:
    """Every page with what has to be read on it, and its bytes."""
    dressed = ((page(sheet), says(sheet)) for sheet in sheets())
    for content, said in (*played(), *dressed):
        name = f"{said['date'][:10]}-{said['id'].partition(':')[2]}"
        yield KeptPage(file=page_file(said["outlet"], name), reading=said, checked=True), content


def main() -> None:
    """Freezes the pages of the outlets that the command line names."""
    for frozen, content in mock_pages():
        if frozen.reading["outlet"] in sys.argv[1:] or not sys.argv[1:]:
            print(frozen.write(pack(content)).name)


if __name__ == "__main__":
    main()
