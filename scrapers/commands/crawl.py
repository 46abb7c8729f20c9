"""`scrapy crawl`: asks an outlet what is new, or what a window, section or list of addresses holds, and stores it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from sys import stderr
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError
from scrapy.utils.conf import arglist_to_dict

from scrapers import clock
from scrapers.address import owns
from scrapers.crawl.address_lists import is_list, outlet_at, read_list
from scrapers.crawl.plan import ARGUMENTS, read_plan
from scrapers.outlets import named, outlet_at_home
from scrapers.terminal.command import ExitCode, Failure, NewsCommand
from scrapers.terminal.network import demand_network
from scrapers.terminal.plain import print_plain
from scrapers.version import program

if TYPE_CHECKING:
    from scrapers.crawl.harvester import Visit

SHOWN = 10
"""Failures named on stderr; the rest is counted."""


class CrawlCommand(NewsCommand):
    """One run of one outlet's spider, or of those that a list of addresses belongs to."""

    requires_crawler_process = True
    arguments = (0, None)

    def syntax(self) -> str:
        return "[options] <outlet, or addresses of articles>"

    def short_desc(self) -> str:
        return "Crawl an outlet's news into output/"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        for name, (value, about) in ARGUMENTS.items():
            parser.add_argument(f"--{name}", metavar=value, help=about)
        again = "the same as --NAME VALUE, as Scrapy's spiders take it"
        parser.add_argument("-a", dest="arguments", action="append", default=[], metavar="NAME=VALUE", help=again)
        parser.add_argument("--table", action="store_true", help="show the articles, new ones and already stored ones")
        parser.add_argument("-o", "--output", metavar="FILE", help=argparse.SUPPRESS)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Everything that can be wrong before the first request."""
        if opts.output:
            export = f"{program()} feed export {opts.output}"
            raise UsageError(f"-o: what is crawled goes into the feed, in {self.project['OUTPUT']}; then type {export}")
        try:
            opts.arguments = arglist_to_dict(opts.arguments)
        except ValueError:
            raise UsageError("write -a NAME=VALUE", print_help=False) from None
        opts.arguments |= {name: vars(opts)[name] for name in ARGUMENTS if vars(opts)[name] is not None}
        try:
            opts.questions = dict(self._questions(args, dict(opts.arguments)))
            for outlet, arguments in opts.questions.items():
                read_plan(named(outlet), clock.now(self.project), arguments)
        except ValueError as error:
            raise UsageError(str(error)) from None
        self.check_output()

    def _questions(self, args: Sequence[str], arguments: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
        """The outlets that are crawled, each with its arguments. Raises ValueError."""
        addresses = [arg for arg in args if is_list(arg) and not outlet_at_home(arg)]
        names = [arg for arg in args if arg not in addresses]
        if "all" in names or len(names) > 1:
            instead = " ".join([program(), "harvest", *(f"'{name}'" if " " in name else name for name in names)])
            raise ValueError(f"crawl asks one outlet; several in one run: {instead.removesuffix(' all')}")
        if addresses:
            arguments["urls"] = "\n".join([*addresses, *([arguments["urls"]] if "urls" in arguments else [])])
        given = read_list(arguments["urls"]) if "urls" in arguments else []
        if names:
            outlet = named(names[0])
            if other := next((one for one in given if not owns(outlet, one.url)), None):
                raise ValueError(f"{other.place}: {other.url} is no address of {outlet.home}")
            yield outlet.name, arguments | ({"urls": "\n".join(one.url for one in given)} if given else {})
            return
        if not given:
            raise ValueError(f"something is missing: {program()} {self.name} {self.syntax()}")
        owners = [outlet_at(one).name for one in given]
        for owner in dict.fromkeys(owners):
            mine = (one.url for one, its in zip(given, owners, strict=True) if its == owner)
            yield owner, arguments | {"urls": "\n".join(mine)}

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Runs the spiders; what they did is told on stdout, what failed on stderr."""
        from scrapers.crawl.harvester import Visit
        from scrapers.terminal.recorded_run import RecordedRun  # with the spiders

        if "warc" not in opts.arguments:
            demand_network(self.project, [named(name) for name in opts.questions])
        visits = [Visit(outlet, arguments, known=opts.table) for outlet, arguments in opts.questions.items()]
        run = RecordedRun(self, visits, {"outlet": " ".join(opts.questions), **opts.arguments})
        run.crawl(turn=60.0, shown=stderr.isatty() and not (opts.loglevel or opts.logfile))
        if len(visits) == 1 and visits[0].reason == "locked":
            raise Failure(str(visits[0].error), ExitCode.LOCKED)
        for visit in visits:
            self._tell(visit, opts.table)
        run.close(self.exitcode)

    def _tell(self, visit: Visit, table: bool) -> None:
        from scrapers.terminal.summary import summary

        if visit.spider and table:
            from scrapers.terminal.crawl_table import show_table  # with what draws tables

            show_table(visit.spider)
        if visit.spider:
            print_plain(summary(visit.spider, interrupted=visit.reason == "shutdown"))
        if visit.reason == "shutdown":
            self.fail("interrupted; all that was read is stored, the same command goes on", ExitCode.INTERRUPTED)
            return
        for line in visit.troubles[:SHOWN]:
            self.fail(line)
        if len(visit.troubles) > SHOWN:
            self.fail(f"and {len(visit.troubles) - SHOWN} more failures")
