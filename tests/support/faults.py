"""`python -m tests.support.faults MODE FOLDER`: a small crawl with a fault injected at its k-th disk operation.

Real spider, pipelines, feed and state; only Scrapy's engine and HTTP are left out, with which a thousand runs would
last an hour: what the spider asks for is answered by the sample site's routes, one request after another.
"""

from __future__ import annotations

import asyncio
import errno
import io
import json
import os
import signal
import sqlite3
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.test import get_reactor_settings
from twisted.python.failure import Failure

import settings as project
from scrapers.crawl import article_spider, own_article
from scrapers.crawl.spiders import NewsSpider, spider_of
from scrapers.outlets import outlets
from scrapers.parser import read_page
from tests.support.site import CLOCK
from tests.support.site.edition import Edition
from tests.support.site.routes import Routes
from tests.support.site.texts import handwritten

MODES = ("full", "failing", "killed", "torn", "power")
"""From the k-th step on the disk is full, a first write taking its half; the step fails once; the process is killed
before it, or after it (after a write's half); the power goes before it, and nothing is left that was not synced."""
SECTION = "xa-hoi"
ARTICLES = 4


class Faults:
    """Counts the steps that change the disk; the k-th goes wrong, with k = 0 none."""

    def __init__(self, mode: str, k: int, output: Path) -> None:
        self.mode, self.k, self.output = mode, k, output
        self.steps = 0
        self.differing: dict[str, list[int]] = {mode: [] for mode in MODES}
        """The steps at which each mode leaves another disk than at the next step.

        That is a torn step only where it has a half: after a whole one a run is where it is killed before the next. A
        disk may as well be full from the next step on where this one needs no room.
        """
        self._sizes = {path: path.stat().st_size for path in self._days()}
        """How much of each day file is on the disk."""
        self._names = set(self._sizes)
        """Those whose names are."""

    def install(self) -> None:
        """From now on every step is counted."""
        for name in ("ftruncate", "truncate", "unlink"):
            setattr(os, name, self._counted(getattr(os, name), grows=False))
        for name in ("replace", "mkdir"):
            setattr(os, name, self._counted(getattr(os, name)))
        os.fsync = self._synced(self._counted(os.fsync, grows=False))  # type: ignore[assignment]
        os.write = self._written(os.write)  # type: ignore[assignment]
        os.open = self._opened(os.open)
        io.open = self._wrapped(io.open)
        sqlite3.connect = partial(sqlite3.connect, factory=partial(Statements, faults=self))  # type: ignore[assignment]

    def step(
        self, whole: Callable[[], Any], half: Callable[[], Any] | None = None, grows: bool = True, kind: Any = OSError
    ) -> Any:
        """Does a step, or what becomes of it. `half` of a write; `grows`: it needs room; `kind` of its errors."""
        self.steps += 1
        for mode, steps in self.differing.items():
            if (half or mode != "torn") and (grows or mode != "full"):
                steps.append(self.steps)
        if self.steps == self.k and self.mode in {"killed", "torn", "power"}:
            self._die(half or whole)
        if self.steps == self.k and self.mode == "failing":
            raise kind(*((errno.EIO, "Input/output error") if kind is OSError else ("disk I/O error",)))
        if self.k and self.steps >= self.k and self.mode == "full" and grows:
            if half and self.steps == self.k:
                return half()
            raise kind(*((errno.ENOSPC, "No space left") if kind is OSError else ("database or disk is full",)))
        return whole()

    def _die(self, step: Callable[[], Any]) -> NoReturn:
        try:
            if self.mode == "torn":
                step()
            if self.mode == "power":
                self._cut()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def _cut(self) -> None:
        """Leaves what was synced of the feed; of the state everything, as if its disk were the faster one."""
        for path in self._days():
            if path in self._names:
                with open(path, "r+b") as file:
                    file.truncate(self._sizes.get(path, 0))
            else:
                os.remove(path)

    def _days(self) -> list[Path]:
        return list(self.output.glob("articles/*/*.jsonl"))

    def _counted(self, function: Callable[..., Any], grows: bool = True) -> Callable[..., Any]:
        return lambda *args, **options: self.step(partial(function, *args, **options), grows=grows)

    def _synced(self, fsync: Callable[[int], None]) -> Callable[[int], None]:
        def sync(file: int) -> None:
            fsync(file)
            path = Path(os.readlink(f"/proc/self/fd/{file}"))
            if path.suffix == ".jsonl":
                self._sizes[path] = path.stat().st_size
            self._names.update(day for day in self._days() if day.parent == path)

        return sync

    def _written(self, write: Callable[[int, bytes], int]) -> Callable[[int, bytes], int]:
        def half(file: int, data: bytes) -> int:
            return int(self.step(partial(write, file, data), partial(write, file, data[: len(data) // 2])))

        return half

    def _opened(self, opening: Callable[..., int]) -> Callable[..., int]:
        def made(path: Any, flags: int, *args: Any, **options: Any) -> int:
            whole = partial(opening, path, flags, *args, **options)
            return int(self.step(whole) if flags & os.O_CREAT and not os.path.exists(path) else whole())

        return made

    def _wrapped(self, opening: Callable[..., Any]) -> Callable[..., Any]:
        def made(path: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            whole = partial(opening, path, mode, *args, **options)
            return File(self.step(whole), self) if set(mode) & set("wax+") else whole()

        return made


class File:
    """A file whose writes are counted as steps."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file, self._faults = file, faults

    def write(self, data: Any) -> Any:
        """One step."""
        return self._faults.step(partial(self._file.write, data), partial(self._file.write, data[: len(data) // 2]))

    def truncate(self, size: int) -> Any:
        """One step, which needs no room."""
        return self._faults.step(partial(self._file.truncate, size), grows=False)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class Statements(sqlite3.Connection):
    """A connection whose changes are counted as steps; a full disk rolls back, as SQLite documents for SQLITE_FULL."""

    def __init__(self, *args: Any, faults: Faults, **options: Any) -> None:
        super().__init__(*args, **options)
        self.faults = faults

    def execute(self, statement: str, *args: Any) -> sqlite3.Cursor:
        """A step where it is none that only reads."""
        return self._step(super().execute, statement, *args)  # type: ignore[no-any-return]

    def executemany(self, statement: str, *args: Any) -> sqlite3.Cursor:
        """The same."""
        return self._step(super().executemany, statement, *args)  # type: ignore[no-any-return]

    def executescript(self, script: str) -> sqlite3.Cursor:
        """The same."""
        return self._step(super().executescript, script)  # type: ignore[no-any-return]

    def _step(self, function: Callable[..., Any], statement: str, *args: Any) -> Any:
        whole = partial(function, statement, *args)
        if statement.split()[0].upper() in {"SELECT", "ROLLBACK"} or statement.startswith("PRAGMA quick"):
            return whole()
        try:
            return self.faults.step(whole, kind=sqlite3.OperationalError)
        except sqlite3.OperationalError as error:
            if "full" in str(error) and self.in_transaction:
                super().execute("ROLLBACK")
            raise


class Engine:
    """Replaces Scrapy's engine: can only end the run."""

    _slot = None
    """As before Scrapy's has begun: nothing is closing."""

    ended = ""

    def close_spider_async(self, *, reason: str) -> Awaitable[None]:
        """Notes why."""
        self.ended = reason
        return asyncio.sleep(0)


class Crawl:
    """One run over the section, without HTTP."""

    def __init__(self, routes: Routes, output: Path) -> None:
        self.routes = routes
        options = {"OUTPUT": str(output), "NOW": CLOCK.isoformat(), "GROUP_LINES": 2, "GROUP_SECONDS": 60.0}
        chosen = {name: getattr(project, name) for name in dir(project) if name.isupper()}
        kept = {name: value for name, value in chosen.items() if name not in {"EXTENSIONS", "DOWNLOAD_HANDLERS"}}
        self.crawler = Crawler(spider_of(outlets()["kinhtedothi"]), {**get_reactor_settings(), **kept, **options})
        self.crawler._apply_settings()
        self.engine = Engine()
        self.crawler.engine = cast(Any, self.engine)
        paths = build_component_list(Settings({"P": project.ITEM_PIPELINES}).getdict("P"))
        self.steps = [build_from_crawler(load_object(path), self.crawler) for path in paths]

    @property
    def spider(self) -> NewsSpider:
        """The spider."""
        assert isinstance(self.crawler.spider, NewsSpider)
        return self.crawler.spider

    async def run(self) -> bool:
        """Whether it reports success. Raises what prevents a run from starting."""
        self.crawler.spider = self.crawler._create_spider(section=SECTION, source="listing")
        for step in self.steps:
            if hasattr(step, "open_spider"):
                step.open_spider()
        asked = deque([request async for request in self.spider.start()])
        while not self.engine.ended and (asked or (asked := deque(self.spider.release()))):
            asked.extend(self._fetch(asked.popleft()))
        for step in reversed(self.steps):
            if hasattr(step, "close_spider"):
                step.close_spider()
        self.spider.closed(self.engine.ended or "finished")
        return not self.spider.ledger.failures

    def _fetch(self, request: Request) -> list[Request]:
        """Answers a request and stores what its page gives; gives the requests that follow."""
        response, more = self._answer(request), list[Request]()
        assert request.callback is not None
        try:
            for found in request.callback(response, **request.cb_kwargs):
                if isinstance(found, Request):
                    more.append(found)
                else:
                    self._store(found, response)
        except Exception:  # as Scrapy does: whoever listens for the signal hears of it
            self._tell(signals.spider_error, failure=Failure(), response=response)  # type: ignore[no-untyped-call]
        return more

    def _answer(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        answer = self.routes.answer(parts.hostname or "", parts.path + (f"?{parts.query}" if parts.query else ""))
        if 300 <= answer.status < 400:
            return self._answer(request.replace(url=answer.headers["Location"]))
        return HtmlResponse(request.url, answer.status, body=answer.body, request=request)

    def _store(self, item: Any, response: Response) -> None:
        try:
            for step in self.steps:
                item = step.process_item(item)
        except DropItem as error:
            self._tell(signals.item_dropped, item=item, response=response, exception=error)
        except Exception:  # likewise
            failure = Failure()  # type: ignore[no-untyped-call]
            self._tell(signals.item_error, item=item, response=response, failure=failure)
        else:
            self._tell(signals.item_scraped, item=item, response=response)

    def _tell(self, signal: Any, **about: Any) -> None:
        self.crawler.signals.send_catch_log(signal, spider=self.spider, **about)


async def run(routes: Routes, output: Path, faults: Faults | None = None) -> bool:
    """Whether a run reports success."""
    crawl = Crawl(routes, output)
    if faults:
        faults.install()
    return await crawl.run()


def forked(routes: Routes, output: Path, mode: str = "", k: int = 0, told: Path | None = None) -> int:
    """Exit code of a run in a process of its own: 0 fine, 1 something failed, -9 killed; `told` gets `differing`."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        faults = Faults(mode, k, output)
        code = 0 if asyncio.run(run(routes, output, faults)) else 1
        if told:
            told.write_text(json.dumps(faults.differing))
    except (OSError, sqlite3.Error):
        pass
    finally:
        os._exit(code)


def problems(routes: Routes, output: Path, mode: str, k: int, wanted: set[str]) -> list[str]:
    """The faults after a run with a fault at its k-th step and an undisturbed one."""
    code = forked(routes, output, mode, k)
    found = []
    if code != (-signal.SIGKILL if mode in {"killed", "torn", "power"} else code if code in {0, 1} else None):
        found.append(f"ended with {code}")
    if code == 0 and whole(output) != wanted:
        found.append("said that all was fine")
    if not asyncio.run(run(routes, output)):
        found.append("the next run failed")
    if (after := whole(output)) != wanted:
        found.append(f"{len(after)} of {len(wanted)} articles")
    return [f"{mode} {k}: {what}" for what in found]


def whole(output: Path) -> set[str]:
    """The ids in the feed; a torn line, or one that is there twice, is in it under another name."""
    texts = [text for path in output.glob("articles/*/*.jsonl") for text in path.read_bytes().splitlines(True)]
    ids = [json.loads(text)["id"] if text.endswith(b"}\n") else f"torn: {text!r}" for text in texts]
    return {f"{name} {number}" if (number := ids[:n].count(name)) else name for n, name in enumerate(ids)}


def main(mode: str, folder: Path) -> None:
    """Prints the number of steps by mode and what went wrong, as JSON."""
    articles = [article for article in handwritten() if article.section == SECTION and article.published < CLOCK]
    routes = Routes(Edition(articles[:ARTICLES], CLOCK))
    routes.answer = cache(routes.answer)  # type: ignore[method-assign]
    # What the warm run has read no fork reads again: no step on the disk is in it.
    article_spider.read_page = own_article.read_page = cache(read_page)  # type: ignore[attr-defined]
    assert asyncio.run(run(routes, folder / "warm"))
    told = folder / "steps"
    assert forked(routes, folder / "whole", told=told) == 0
    wanted, steps = whole(folder / "whole"), json.loads(told.read_text())
    found = [what for k in steps[mode] for what in problems(routes, folder / str(k), mode, k, wanted)]
    counts = {name: len(numbers) for name, numbers in steps.items()}
    print(json.dumps({"articles": len(wanted), "steps": counts, "problems": found}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
