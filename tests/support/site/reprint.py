"""New articles of real outlets: our own story in the mark-up of an outlet's newest frozen page, with a new date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from tests.support.site.article import Article
from tests.support.site.freeze import page, says
from tests.support.site.outlets import KINHTEDOTHI
from tests.support.site.pages import WEEKDAYS, article_page
from tests.support.site.sheets import Sheet, sheets
from tests.support.site.truth import expected

CLOCKS = ("%Y%m%d%H%M%S", "%Y%-m%d%H%M%S", "%y%m%d%H%M%S", "%y%m%d%H%M", "%Y%m%d")
"""How ids begin that hold the time of publication."""


@dataclass(frozen=True)
class Copy:
    """An article at an outlet: its page, and what a perfect reader makes of it."""

    story: Article
    sheet: Sheet | None = None
    """None: the outlet that the sample site plays."""

    @property
    def title(self) -> str:
        """As the outlet's feeds print it."""
        return self.story.title

    @property
    def lead(self) -> str:
        """As the outlet's feeds print it."""
        return self.story.lead

    @property
    def slug(self) -> str:
        """Words of an address."""
        return self.story.slug

    @property
    def published(self) -> datetime:
        """When it came out."""
        return self.story.published

    @property
    def url(self) -> str:
        """Canonical address."""
        return self.sheet.url if self.sheet else KINHTEDOTHI.url(self.story)

    @cached_property
    def page(self) -> bytes:
        """What the outlet serves there."""
        return page(self.sheet) if self.sheet else article_page(self.story, self.published, (), ())

    @property
    def truth(self) -> dict[str, Any]:
        """Fields of its feed line; the body in one text."""
        if not self.sheet:
            return expected(self.story)
        reading = says(self.sheet)
        return reading | {"body": "\n\n".join(reading["body"])}


def models() -> dict[str, Sheet | None]:
    """The newest article page of every outlet that one is frozen of."""
    newest: dict[str, Sheet | None] = {KINHTEDOTHI.name: None}
    pages = (
        sheet for sheet in sheets() if sheet.kind == "article" and not sheet.parser and "mobile" not in sheet.layout
    )
    for sheet in sorted(pages, key=lambda sheet: sheet.published):
        newest[sheet.paper.name] = sheet
    return newest


def reprint(model: Sheet | None, story: Article, number: int) -> Copy:
    """The story at the model's outlet; `number` tells it from all others there."""
    if model is None:
        return Copy(replace(story, id=str(700_000 + number), slug=f"{story.slug[:60]}-{number}", says="second"))
    was, now = model.published, story.published
    own = _numbered(model.id, was, now, number)
    path = model.path.replace(model.id, own) if own else re.sub(r"(?=(?:\.\w+|/)$)", f"-{number}", model.path)
    printed, stamp = _dated(model.printed, was, now), _dated(model.stamp, was, now)
    sheet = replace(model, story=story, published=now, modified=None, printed=printed, stamp=stamp, id=own, path=path)
    return Copy(story, sheet)


def _numbered(own: str, was: datetime, now: datetime, number: int) -> str:
    """An id of the same form: its time part is the new time, the rest a counter."""
    for clock in CLOCKS:
        before, found, after = own.partition(f"{was:{clock}}")
        if found:
            return f"{before}{now:{clock}}{number % 10 ** len(after):0{len(after)}}"
    return str(int(own) + number) if own else ""


def _dated(printed: str, was: datetime, now: datetime) -> str:
    """A date line in the same form, of another time."""
    forms = ("%d/%m/%Y", "%-d/%-m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%H:%M:%S", "%H:%M")
    new = {f"{was:{form}}": f"{now:{form}}" for form in forms}
    # At once: a new clock may hold the old one.
    printed = re.sub("|".join(map(re.escape, new)), lambda found: new[found[0]], printed)
    printed = re.sub(r"\bAM\b", f"{now:%p}", printed)
    for name, other in zip(_weekday(was), _weekday(now), strict=True):
        printed = printed.replace(name, other)
    return printed


def _weekday(moment: datetime) -> Iterator[str]:
    """The day's name in the spellings that outlets have for it."""
    name, number = WEEKDAYS[moment.weekday()], moment.weekday() + 2
    yield from (name, name.capitalize(), f"Thứ {number}" if number < 8 else "CN")
