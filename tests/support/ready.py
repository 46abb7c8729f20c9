"""What every fork finds done: the modules that take time are imported, and pages of every kind have been read.

Reading compiles patterns and selectors, which the program does once a process. Nothing here starts a reactor or asks
for settings, which are a fork's own.
"""

from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules

from pipelines.page_to_line import read_line
from scrapers.address import domain
from scrapers.kept_page import KeptPage
from scrapers.records.frozen_pages import READ_AT, frozen_pages

PACKAGES = (
    "scrapers.commands",
    "scrapy.commands",
    "scrapy.downloadermiddlewares",
    "scrapy.spidermiddlewares",
)
"""Every module in them is imported."""
MODULES = (
    *("bs4", "dateparser", "itemadapter", "lxml.cssselect", "queuelib", "rich.table", "tldextract"),
    *(f"scrapy.extensions.{name}" for name in ("closespider", "corestats", "feedexport", "logcount", "logstats")),
    *(f"scrapy.extensions.{name}" for name in ("memdebug", "memusage", "spiderstate")),
    *("scrapy.cmdline", "scrapy.core.downloader.handlers.http11", "scrapy.dupefilters", "scrapy.logformatter"),
    *("scrapy.pqueues", "scrapy.squeues", "scrapy.statscollectors", "scrapy.utils.engine"),
    *("pipelines.filter_window", "pipelines.near.mark", "pipelines.store", "pipelines.take_down"),
    *("scrapers.crawl.spiders", "scrapers.records.sample_pages", "scrapers.terminal.recorded_run"),
    *("scrapers.web.decoding", "scrapers.web.robots", "scrapers.web.site_address", "scrapers.web.web_encodings"),
)


def imported() -> None:
    """Imports the modules; those of packages that are not installed are left out."""
    for name in PACKAGES:
        for module in iter_modules(import_module(name).__path__):
            with suppress(ImportError):
                import_module(f"{name}.{module.name}")
    for name in MODULES:
        import_module(name)


def read() -> None:
    """Reads the sample site's pages by their layouts, and one by no layout."""
    pages = [page for page in frozen_pages() if page.name.startswith("kinhtedothi/")]
    for page in pages:
        _read(page, known=True)
    _read(pages[0], known=False)
    domain("https://kinhtedothi.vn/")


def _read(page: KeptPage, known: bool) -> None:
    read_line(page.read(), page.url, READ_AT, known=known)


imported()
read()
