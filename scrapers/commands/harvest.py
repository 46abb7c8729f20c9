"""`scrapy harvest`: asks every outlet, or those named, what is new, in one process and within a time budget."""

from __future__ import annotations

import argparse
import logging
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from scrapers import clock
from scrapers.crawl.plan import read_plan
from scrapers.crawl.shards import Shard
from scrapers.outlets import chosen, named
from scrapers.records.probe_record import keep_probe, probe_record, probed
from scrapers.terminal.command import ExitCode, NewsCommand
from scrapers.terminal.json_log import log_as_json
from scrapers.terminal.network import demand_network
from scrapers.terminal.ping import Ping
from scrapers.terminal.plain import print_plain
from scrapers.terminal.settings_schema import check_settings, read_budget, use_preset
from scrapers.version import program

if TYPE_CHECKING:
    from scrapers.crawl.harvester import Visit

logger = logging.getLogger(__name__)


class HarvestCommand(NewsCommand):
    """One run of many outlets, as cron wants it."""

    requires_crawler_process = True
    arguments = (0, None)
    structured = False
    """Whether stderr is a log of JSON Lines."""

    def syntax(self) -> str:
        return "[options] [outlets or groups...]"

    def short_desc(self) -> str:
        return "Crawl all outlets, those named or a group of them (OUTLET_GROUPS), for what is new"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. With -L and without a terminal the log on stderr is JSON Lines."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--budget", metavar="AGE", help="end after this time: 20m, 2h (setting HARVEST_BUDGET)")
        parser.add_argument("--since", default="", metavar="WHEN", help="only what was published since: 'hôm qua', 1/3")
        parser.add_argument("--until", default="", metavar="WHEN", help="only what was published until then: 28/2/2026")
        parser.add_argument("--shard", metavar="K/N", help="only this machine's share of the outlets: 2/5")
        parser.add_argument("--preset", metavar="NAME", help=f"settings of that name: {', '.join(self._presets())}")

    def _presets(self) -> list[str]:
        presets = self.project["PRESETS"]
        return sorted(presets) if isinstance(presets, dict) else []

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Everything that can be wrong before the first request."""
        settings = self.project
        try:
            if opts.preset:
                use_preset(settings, opts.preset)
            opts.seconds = read_budget(settings["HARVEST_BUDGET"] if opts.budget is None else opts.budget)
            opts.arguments = {name: vars(opts)[name] for name in ("since", "until") if vars(opts)[name]}
            if settings["HARVEST_REFRESH"] and not opts.arguments:
                opts.arguments["refresh"] = settings["HARVEST_REFRESH"]
            given = check_settings(settings)
            opts.outlets = chosen(args, given.OUTLET_GROUPS, given.OUTLETS_OFF)
            if opts.shard:
                shard = Shard.of(opts.shard)
                opts.outlets = [name for name in opts.outlets if shard.holds(name)]
            for name in opts.outlets:
                read_plan(named(name), clock.now(settings), opts.arguments)
        except ValueError as error:
            raise UsageError(str(error)) from None
        self.check_output()
        opts.logs = bool(opts.loglevel or opts.logfile)
        self.structured = opts.logs and not sys.stderr.isatty()
        settings.set("LOG_INSTALL_ROOT_HANDLER", not self.structured, priority="cmdline")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Runs the spiders; what they did is told on stdout, what failed on stderr, and to the watchdog."""
        if self.structured:
            log_as_json(self.project)
        ping = Ping(self.project["PING_URL"], self.say)
        ping.start()
        try:
            demand_network(self.project, [named(name) for name in opts.outlets])
            text = self._harvest(opts.outlets, opts)
        except BaseException as error:
            ping.failure(f"{type(error).__name__}: {error}")
            raise
        if self.exitcode == ExitCode.FINE:
            ping.success(text)
        elif self.exitcode != ExitCode.LOCKED:  # the run that holds the locks tells how it ends
            ping.failure(text)

    def _harvest(self, names: list[str], opts: argparse.Namespace) -> str:
        from scrapers.crawl.harvester import Visit
        from scrapers.terminal.recorded_run import RecordedRun  # with the spiders
        from scrapers.terminal.summary import harvest_summary

        settings, output = self.project, Path(self.project["OUTPUT"])
        visits = [Visit(name, opts.arguments) for name in sorted(names, key=partial(_last_run, output))]
        given = {name: vars(opts)[name] for name in ("budget", "since", "until", "preset", "shard") if vars(opts)[name]}
        run = RecordedRun(self, visits, {"outlets": names, **given})
        seats = settings.getint("HARVEST_OUTLETS")
        fair = [settings.getfloat("HARVEST_TURN"), *([opts.seconds * seats / len(visits)] if opts.seconds else [])]
        run.crawl(min(fair), opts.seconds, shown=sys.stderr.isatty() and not opts.logs)
        started = run.record.started
        text = harvest_summary(visits, (run.now() - started).total_seconds())
        print_plain(text)
        self._judge(visits)
        self._keep_first_contacts(visits, output, started)
        if self.exitcode != ExitCode.LOCKED:
            run.close(self.exitcode)
        return text

    def _keep_first_contacts(self, visits: list[Visit], output: Path, at: datetime) -> None:
        """The first whole crawl of an outlet asks all that a probe would: what that would say is kept, and told."""
        from scrapers.records.run_record import outlet_record  # with the spiders

        for visit in visits:
            whole = visit.reason == "finished" and visit.answers and visit.spider and visit.spider.plan.whole
            if whole and not probed(output, visit.outlet):
                record = probe_record(visit.outlet, outlet_record(visit, visit.ended or at), at)
                met = "304" in record["statuses"] or record["stats"].get("articles/known")
                if met and not record["articles"]:
                    continue  # its sources name nothing new since a crawl, which met it first: no rule was tried
                keep_probe(output, record)
                if record["verdict"] != "confirmed":
                    self.say(f"{visit.outlet}: {record['verdict']} at first contact: {program()} probe {visit.outlet}")

    def _judge(self, visits: list[Visit]) -> None:
        from scrapers.terminal.summary import troubles  # with the spiders

        for line in troubles(visits):
            self.fail(line)
        if any(visit.reason == "shutdown" for visit in visits):
            self.fail("interrupted; all that was read is stored, the same command goes on", ExitCode.INTERRUPTED)
        elif all(visit.reason == "locked" for visit in visits):
            self.exitcode = ExitCode.LOCKED

    def say(self, message: str) -> None:
        """One line on stderr, JSON where all of stderr is."""
        if self.structured:
            logger.error(" ".join(message.split()))
        else:
            super().say(message)


def _last_run(output: Path, outlet: str) -> float:
    """When the outlet's last run took its lock; who has waited longest goes first."""
    lock = output / "state" / f"{outlet}.lock"
    return lock.stat().st_mtime if lock.exists() else 0.0
