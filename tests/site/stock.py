"""Composes further articles from a stock of handwritten sentences."""

from collections.abc import Iterator

from tests.site.article import Article


def composed() -> Iterator[Article]:
    """Nothing yet."""
    return iter(())
