"""`make mutants`: breaks one rule after another in a copy of the project and checks that a test of its room fails.

A table of edits, not mutmut or cosmic-ray: those change operators by the thousand and run for days; these are rules
that somebody could break without noticing, each with the tests that have to fail.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.support import PROJECT


class Mutant(NamedTuple):
    """A broken rule: `old` occurs once in `file`; replaced by `new`, some test in `tests` fails."""

    rule: str
    file: str
    old: str
    new: str
    tests: str


MUTANTS = (
    Mutant(
        "what lies outside the question leaves its room to others",
        "scrapers/crawl/spiders.py",
        "if self.wanted(x) and not self.state.settled(x.url)",
        "if not self.state.settled(x.url)",
        "tests/crawl/test_bounds.py",
    ),
    Mutant(
        "a repeated head is looked for in three paragraphs",
        "scrapers/parser/fields/body.py",
        "while passed < min(3, len(texts))",
        "while passed < min(1, len(texts))",
        "tests/parser/test_body.py",
    ),
    Mutant(
        "a closing bracket gives the mark before it back",
        "scrapers/parser/grammar/byline.py",
        "kind = outside.pop() if outside else kind",
        'kind = "plain"',
        "tests/parser/test_byline.py",
    ),
    Mutant(
        "JSON-LD: @graph is opened",
        "scrapers/parser/page/json_ld.py",
        '_DOORS = ("@graph", ',
        "_DOORS = (",
        "tests/parser/test_structured.py",
    ),
    Mutant(
        "a day in the path is a whole part of it",
        "scrapers/parser/fields/dates.py",
        "(0[1-9]|[12]\\d|3[01])(?=/)",
        "(0[1-9]|[12]\\d|3[01])",
        "tests/parser/test_page_dates.py",
    ),
    Mutant(
        "a line that does not fit leaves no part",
        "scrapers/whole_file.py",
        "os.ftruncate(file, start)",
        "pass",
        "tests/test_whole_file.py",
    ),
    Mutant(
        "a reader asks whether a day is closed before it reads it",
        "pipelines/feed/reader.py",
        "self.cursor.finish(day, closed)\n\n\nclass Reader",
        "self.cursor.finish(day, day.closed)\n\n\nclass Reader",
        "tests/feed/test_feed_reading.py",
    ),
    Mutant(
        "block pages explain missing articles",
        "scrapers/health/judge.py",
        '*("articles:*", "selector:title", "selector:body"),',
        '*("selector:title", "selector:body"),',
        "tests/health/test_judge.py",
    ),
    Mutant(
        "captions are counted on each page",
        "scrapers/health/page_alarms.py",
        'found["captions"] = shrunk(captions)',
        "pass",
        "tests/health/test_judge.py",
    ),
    Mutant(
        "a redirect off the article pattern is no article",
        "scrapers/crawl/own_article.py",
        "if link.kind and not article_match(outlet, url):",
        "if False:",
        "tests/crawl/test_own_article.py",
    ),
    Mutant(
        "whoever waits for robots.txt gets its rules",
        "scrapers/web/scrapy_internals.py",
        "        await super().robot_parser(request)\n        return",
        "        return",
        "tests/web/test_politeness.py -k together",
    ),
    Mutant(
        "an unchanged text makes no line",
        "pipelines/deduplicate.py",
        "before and before.content_hash == line.content_hash and",
        "before and",
        "tests/pipelines/test_deduplicate.py",
    ),
    Mutant(
        "a take-down is a revision",
        "pipelines/deduplicate.py",
        " and before.gone == (line.kind == REMOVED):",
        ":",
        "tests/pipelines/test_deduplicate.py",
    ),
    Mutant(
        "revisions are counted",
        "pipelines/deduplicate.py",
        "before.revision + 1",
        "2",
        "tests/pipelines/test_deduplicate.py",
    ),
    Mutant(
        "another story under an id is no revision of it",
        "pipelines/deduplicate.py",
        "and not self._may_be(line, before)",
        "and False",
        "tests/pipelines/test_deduplicate.py",
    ),
    Mutant(
        "articles wait for all that sources say of them",
        "scrapers/crawl/spiders.py",
        "self.frontier.enqueue(found.url)",
        "yield self.article(found)",
        "tests/crawl/test_own_article.py",
    ),
    Mutant(
        "articles wait for no retries",
        "scrapers/crawl/spiders.py",
        "if last and self.retried:",
        "if False:",
        "tests/crawl/test_crawl_again.py -k dead_source",
    ),
    Mutant(
        "an address that leads to another article is not due again",
        "scrapers/crawl/revisits.py",
        " and state.article_at(known.url) in {known.id, None}:",
        ":",
        "tests/crawl/test_crawl_again.py -k leads_to_another",
    ),
    Mutant(
        "a locked index is no broken one",
        "pipelines/feed/search_index.py",
        "if error.sqlite_errorcode & 0xFF not in _NO_INDEX:",
        "if False:",
        "tests/feed/test_feed_search.py -k locked",
    ),
    Mutant(
        "a player that a script fills is a film",
        "scrapers/parser/page/blocks.py",
        "if element in self.films:",
        "if False:",
        "tests/parser/test_families.py",
    ),
    Mutant(
        "a paragraph may begin like a button",
        "scrapers/parser/dump.py",
        "len(folded) > _LONGEST_BUTTON or ",
        "",
        "tests/parser/test_dump.py",
    ),
    Mutant(
        "a leap of the clock makes nothing old",
        "scrapers/state/run_times.py",
        "if gap > LEAP:",
        "if False:",
        "tests/state/test_run_times.py",
    ),
    Mutant(
        "the section is no part of the content hash",
        "pipelines/content_hash.py",
        "line.dateline, line.body, captions]",
        "line.dateline, line.body, captions, line.section]",
        "tests/pipelines/test_deduplicate.py",
    ),
    Mutant(
        "the window counts a date's precision",
        "pipelines/filter_window.py",
        "self.spider.window.holds(line.date, line.date_precision)",
        "self.spider.window.holds(line.date, 'day')",
        "tests/pipelines/test_deduplicate.py",
    ),
    Mutant(
        "authors are named once",
        "pipelines/clean.py",
        "authors=_distinct(map(clean_text, article.authors))",
        "authors=list(map(clean_text, article.authors))",
        "tests/pipelines/test_clean.py",
    ),
    Mutant(
        "midnight sharp adds no time to a day",
        "pipelines/choose_date.py",
        'and f"{more.value:%H%M%S}" != "000000"',
        "",
        "tests/pipelines/test_choose_date.py",
    ),
    Mutant(
        "the visible line is believed before JSON-LD",
        "pipelines/choose_date.py",
        '("page", "json-ld", ',
        '("json-ld", "page", ',
        "tests/pipelines/test_choose_date.py",
    ),
    Mutant(
        "a date in the future breaks the contract",
        "pipelines/validate.py",
        "if date > crawled + timedelta(hours=1):",
        "if date > crawled + timedelta(days=2):",
        "tests/pipelines/test_validate.py",
    ),
    Mutant(
        "a day is written as midnight",
        "pipelines/validate.py",
        'if line.date_precision == "day" and',
        "if False and",
        "tests/pipelines/test_validate.py",
    ),
    Mutant(
        "a torn last line is cut off",
        "pipelines/recover.py",
        "            file.truncate(end)\n",
        "",
        "tests/pipelines/test_store.py -k 'torn or mend or cut'",
    ),
    Mutant(
        "a feed that became shorter is indexed anew",
        "pipelines/recover.py",
        "if feed.shrunk(sizes):",
        "if False:",
        "tests/pipelines/test_store.py -k 'not crawl'",
    ),
    Mutant(
        "the newest day of a cursor stays open while earlier ones are",
        "pipelines/feed/cursor.py",
        "if closed and min(name for name in position.offsets if name > position.done) == day.name:",
        "if closed:",
        "tests/feed/test_feed_reading.py",
    ),
    Mutant(
        "version 1.10 is newer than 1.9",
        "pipelines/feed/manifest.py",
        'return tuple(map(int, schema.split(".")))',
        "return tuple(map(ord, schema))",
        "tests/feed/test_feed_keeping.py",
    ),
    Mutant(
        "verify: a revision follows the one before it",
        "pipelines/feed/verify.py",
        "if line.revision != before + 1:",
        "if line.revision < before:",
        "tests/feed/test_feed_verify.py",
    ),
    Mutant(
        "verify: what is closed keeps its manifest",
        "pipelines/feed/verify.py",
        "if getattr(manifest, name) != getattr(found, name):",
        'if name != "sha256" and getattr(manifest, name) != getattr(found, name):',
        "tests/feed/test_feed_verify.py",
    ),
    Mutant(
        "a group is led by what was published first",
        "pipelines/feed/groups.py",
        "PARTITION BY original ORDER BY published, id",
        "PARTITION BY original ORDER BY id",
        "tests/feed/test_feed_groups.py",
    ),
    Mutant(
        "until includes its day",
        "scrapers/dates/window.py",
        "end = read_span(until, now)[1] if until else None",
        "end = read_span(until, now)[0] if until else None",
        "tests/dates/test_window.py",
    ),
    Mutant(
        "a source's date may be off by a zone",
        "scrapers/dates/window.py",
        "MARGIN = timedelta(hours=14)",
        "MARGIN = timedelta(0)",
        "tests/dates/test_window.py tests/sourcing",
    ),
    Mutant(
        "pages are tried for seven days",
        "scrapers/state/crawl_state.py",
        "now - self.first > RETRY_FOR and",
        "now - self.first > 2 * RETRY_FOR and",
        "tests/state/test_state.py",
    ),
    Mutant(
        "new rules try a rejected page again",
        "scrapers/state/crawl_state.py",
        "and self.rules in {None, rules}",
        "",
        "tests/state/test_state.py",
    ),
    Mutant(
        "new rules ask for a listing whatever it was",
        "scrapers/state/crawl_state.py",
        "WHERE url = ? AND rules = ?",
        "WHERE url = ? AND ? > ''",
        "tests/state/test_state.py",
    ),
    Mutant(
        "the day on which an article was first missed stays",
        "scrapers/state/crawl_state.py",
        "INSERT OR IGNORE INTO gone",
        "INSERT OR REPLACE INTO gone",
        "tests/state/test_state.py",
    ),
    Mutant(
        "after an error nothing is committed",
        "scrapers/state/sqlite_file.py",
        "        self.check()\n        if self._db.in_transaction:\n            with",
        "        if self._db.in_transaction:\n            with",
        "tests/state/test_state.py",
    ),
    Mutant(
        "one run at a time",
        "scrapers/state/lock.py",
        "fcntl.LOCK_EX | fcntl.LOCK_NB",
        "fcntl.LOCK_SH | fcntl.LOCK_NB",
        "tests/state/test_state.py",
    ),
    Mutant(
        "a window in the past asks the archives",
        "scrapers/sourcing/sources.py",
        "(window.since is None or window.since < now - REACH)",
        "window.since is None",
        "tests/sourcing/test_sources.py",
    ),
    Mutant(
        "no more days are asked for than the limit",
        "scrapers/sourcing/sources.py",
        "for n in range(source.limit))",
        "for n in range(9 * source.limit))",
        "tests/sourcing/test_sources.py",
    ),
    Mutant(
        "a guard's script on a whole page means nothing",
        "scrapers/web/block_page.py",
        "if _shown(text) <= _LITTLE:",
        "if True:",
        "tests/web/test_block_page.py",
    ),
    Mutant(
        "Cloudflare's header says challenge",
        "scrapers/web/block_page.py",
        'if headers.get("cf-mitigated", "").lower() == "challenge":',
        "if False:",
        "tests/web/test_block_page.py",
    ),
    Mutant(
        "Retry-After counts from the response's own clock",
        "scrapers/web/politeness.py",
        "(parsedate_to_datetime(date) if date else now)",
        "now",
        "tests/web/test_politeness.py -k 'retry_after or asks'",
    ),
    Mutant(
        "every member of a gzip file counts",
        "scrapers/gunzip.py",
        "packed = member.unused_data + packed[start:]",
        'packed = b""',
        "tests/test_gunzip.py",
    ),
    Mutant(
        "a wire may be the initials of the site's own name",
        "scrapers/parser/grammar/wire_prefix.py",
        ' or _abbreviates(named["name"], own)',
        "",
        "tests/parser/test_wire_prefix.py",
    ),
    Mutant(
        "a sentence about a newspaper is none",
        "scrapers/parser/grammar/press.py",
        ' and len(name.split()) <= _LONGEST and not name.endswith(".")',
        "",
        "tests/parser/test_signature.py",
    ),
    Mutant(
        "a sapo that a layout misses has to be named or told",
        "scrapers/parser/complete.py",
        " and self._sapo[1] != BY_PLACE",
        "",
        "tests/parser/test_complete.py",
    ),
    Mutant(
        "a film's page has the film's headline",
        "scrapers/parser/page/structured.py",
        '"VideoObject" in types(node) and own.describes(node)',
        '"VideoObject" in types(node)',
        "tests/parser/test_generic.py -k film",
    ),
    Mutant(
        "a printed label makes tags of the links behind it",
        "scrapers/parser/fields/sections.py",
        "if b.linked and _TAGGED.match(b.text)",
        "if b.linked > 1 and _TAGGED.match(b.text)",
        "tests/parser/test_sections.py -k tags",
    ),
    Mutant(
        "of several lines that a date rule fits the told day's counts",
        "scrapers/parser/fields/dates.py",
        "of_day = next((hit for hit in found if _is_of_day(hit[1], told)), None)",
        "of_day = None",
        "tests/parser/test_page_dates.py",
    ),
    Mutant(
        "a date line stands in the box of the text",
        "scrapers/parser/fields/printed_dates.py",
        "return around_head(blocks, top, start) | around(blocks[max(start, end - 1) : end])",
        "return around_head(blocks, top, start)",
        "tests/parser/test_printed_dates.py",
    ),
    Mutant(
        "lines of a poem tell a story",
        "scrapers/parser/fields/outline.py",
        "if alike[self._spot(i)] >= _STANZA]",
        "if alike[self._spot(i)] > 99]",
        "tests/parser/test_outline.py",
    ),
    Mutant(
        "a sapo behind the text is another story's",
        "scrapers/parser/layout_reader.py",
        "if hit is None or self._is_behind_story(hit[2]):",
        "if hit is None:",
        "tests/parser/test_guessing.py",
    ),
    Mutant(
        "hòa is hoà",
        "scrapers/spelling.py",
        "    return _respelled(loose(text), _OLD, _NEW)",
        "    return loose(text)",
        "tests/feed/test_feed_reading.py",
    ),
)


def main(words: str) -> int:
    """Runs the mutants whose name or file contains `words`; exit code 1 if one survives."""
    chosen = [mutant for mutant in MUTANTS if words in f"{mutant.file} {mutant.rule}"]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        ignored = shutil.ignore_patterns(".*", "output", "__pycache__", "docs")
        shutil.copytree(PROJECT, copy, ignore=ignored)
        survivors = [mutant for mutant in chosen if not _noticed(copy, mutant)]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} broken rules noticed")
    return 1 if survivors or not chosen else 0


def _noticed(copy: Path, mutant: Mutant) -> bool:
    path = copy / mutant.file
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(mutant.old, mutant.new), "utf-8")
    command = [sys.executable, *"-m pytest -q -x -n 0 -p no:cacheprovider".split(), *shlex.split(mutant.tests)]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=600, check=False)
    finally:
        path.write_text(whole, "utf-8")
    last_line = done.stdout.strip().splitlines()[-1:] or done.stderr.strip().splitlines()[-1:]
    verdict = {0: "SURVIVED", 1: "noticed"}.get(done.returncode, f"NO TEST RAN ({done.returncode})")
    print(f"{verdict}: {mutant.rule} ({mutant.file}): {' '.join(last_line)}", flush=True)
    return done.returncode == 1


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
