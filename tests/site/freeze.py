"""`python -m tests.site.freeze OUTLET…` writes frozen pages and what they say (of all outlets where none is named)."""

import hashlib
import sys
from typing import Any

from pipelines.frozen import freeze
from tests.site.article import Figure
from tests.site.pages import render
from tests.site.sheets import Sheet, sheets
from tests.site.truth import moment, passages, plain


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
        "date_text": sheet.printed,
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


def main() -> None:
    """Freezes the pages of the outlets that the command line names."""
    for sheet in sheets():
        if sheet.paper.name in sys.argv[1:] or not sys.argv[1:]:
            said = says(sheet)
            name = f"{said['date'][:10]}-{said['id'].partition(':')[2]}"
            frozen = freeze(page(sheet), sheet.paper.name, name)
            frozen.expect(said, checked=True)
            print(frozen.name)


if __name__ == "__main__":
    main()
