"""Entry point of the parser: `read_page` turns the bytes of a page into an `Article`. Pure: no Scrapy, I/O or clock."""

from __future__ import annotations

from dataclasses import replace

from scrapers.address import web_address
from scrapers.items import Article, NotAnArticle
from scrapers.outlets import outlet_of
from scrapers.parser.choose import choose_rules
from scrapers.parser.complete import Completer
from scrapers.parser.dump import is_dump, read_dump
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.generic import Guesser
from scrapers.parser.layout_reader import LayoutReader
from scrapers.parser.page.bounds import demand_bounds
from scrapers.parser.page.structured import read_structured
from scrapers.parser.page.tree import Page

__all__ = ["Article", "NotAnArticle", "read_page"]


def read_page(page: bytes, url: str | None = None, *, known: bool = True, served: bool = False) -> Article:
    """Read one page.

    `page` is the body as served (HTML, or the plain-text dump of a page), `url` its address where known;
    `known=False` leaves the outlets' files aside, for measuring what families and generic reading reach alone.
    `served`: a site has answered so; text without mark-up is an error message then, or a file of another kind.
    Raises `NotAnArticle` where the page holds none.
    """
    demand_bounds(page)
    url = web_address(url or "") or None  # a broken address is none
    decoded = to_utf8(page)
    if is_dump(decoded.page):
        if served:
            raise NotAnArticle("no HTML")
        article = read_dump(decoded.page.decode("utf-8"), url, outlet_of(url) if url else None)
        return replace(article, why=f"{article.why}; {decoded.encoding}")
    tree = Page(decoded.page)
    structured = read_structured(tree, url)
    rules, address = choose_rules(tree, structured, url, known=known)
    rules = replace(rules, why=f"{rules.why}; {decoded.encoding}: {decoded.why}")
    if not rules.guessed:
        try:
            article = LayoutReader(tree, structured, rules, address).article()
            return Completer(tree, structured, rules, address).complete(article)
        except NotAnArticle as error:
            # Its marker is there and its rule for title or body finds nothing: those are guessed at.
            why = f"{error.reason} by the rules of {rules.parser}; {rules.why}"
            rules = replace(rules, parser="generic", why=why, misfit=error.reason, partly=rules.parser, guessed=True)
    try:
        return replace(Guesser(tree, structured, rules, address).article(), misfit=rules.misfit, partly=rules.partly)
    except NotAnArticle as error:
        raise (NotAnArticle(rules.misfit) if rules.misfit else error) from error
