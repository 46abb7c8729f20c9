"""Which lines a reader asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrapers.dates.window import Window
from scrapers.items import Line
from scrapers.spelling import mentions, same_words


@dataclass(frozen=True)
class Filter:
    """Filter by outlet, publication, section, author and text; an empty part matches everything.

    Texts are compared by their words: case, signs, Unicode form and the place of the tone (hòa, hoà) do not count, nor
    do tones and marks where none is asked for ('ha noi').
    """

    outlets: frozenset[str] = frozenset()
    window: Window = field(default_factory=Window)
    """When it was published; a line without a date lies in none."""
    section: str = ""
    """The whole name of the section, or its slug (`kinh-te`)."""
    author: str = ""
    """Words of an author's name."""
    text: str = ""
    """Words one after another in title, lead, body or a caption."""

    @property
    def open(self) -> bool:
        """Whether every line of the outlets passes."""
        return self.window.open and not (self.section or self.author or self.text)

    def wants(self, line: Line) -> bool:
        """Whether the line passes."""
        return (
            (not self.outlets or line.outlet in self.outlets)
            and (self.window.open or (line.date is not None and self.window.holds(line.date, line.date_precision)))
            and (not self.section or same_words(line.section or "", self.section))
            and (not self.author or _mentioned(self.author, *line.authors))
            and (not self.text or _mentioned(self.text, *_texts(line)))
        )


def _mentioned(phrase: str, *texts: str | None) -> bool:
    return any(text and mentions(text, phrase) for text in texts)


def _texts(line: Line) -> tuple[str | None, ...]:
    return line.title, line.lead, line.body, *(caption.text for caption in line.captions)
