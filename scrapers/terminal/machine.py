"""What may be wrong with a machine, its settings and the sites, each with what to do about it."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from itertools import groupby
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from packaging.requirements import Requirement

from scrapers.address import host
from scrapers.health.messenger import MISSING, can_send
from scrapers.state.lock import holder
from scrapers.state.run_times import from_the_future
from scrapers.terminal.home_pages import HomePageAnswer
from scrapers.version import checkout, program

OLDEST = (3, 11)
"""The Python that the program needs."""
ROOM = 1 << 30
"""Bytes that should be free: months of the feed of forty outlets."""
NODES = 10_000
"""Files that should still fit."""
DRIFT = timedelta(minutes=2)
"""How wrong a clock may be; dates such as '5 phút trước' are counted from it."""
LONG = timedelta(days=1)
"""A run that takes longer is stuck."""

FEW = 3
"""Sites with one trouble that have a line each; more of them share one."""
_LOOK = "look at it in a browser: down (wait), moved (change its file in scrapers/outlets), or closed to us"

Grade = Literal["fine", "odd", "wrong"]


@dataclass(frozen=True)
class CheckResult:
    """The result of one check."""

    subject: str
    detail: str
    advice: str = ""
    """What to do; empty where nothing needs to be done."""
    grade: Grade = "fine"


def python(needs: Sequence[Requirement]) -> Iterator[CheckResult]:
    """The interpreter, and the packages that the program needs."""
    found, wanted = platform.python_version(), ".".join(map(str, OLDEST))
    again = "run `make setup`" if checkout() else "install the program again"
    if sys.version_info < OLDEST:
        yield CheckResult("python", f"{found} is too old", f"install Python {wanted} or newer, then {again}", "wrong")
    missing = [need for need in needs if not _installed(need)]
    for need in missing:
        yield CheckResult("python", f"{need.name} is missing or too old ({need.specifier})", again, "wrong")
    if not missing and sys.version_info >= OLDEST:
        yield CheckResult("python", f"{found} with the {len(needs)} packages that it needs")


def _installed(need: Requirement) -> bool:
    try:
        return need.specifier.contains(metadata.version(need.name), prereleases=True)
    except metadata.PackageNotFoundError:
        return False


def alarms(addresses: str) -> Iterator[CheckResult]:
    """Checks the addresses for notifications."""
    if addresses and not can_send():
        yield CheckResult("alarms", MISSING.partition(": ")[0], MISSING.partition(": ")[2], "wrong")


def disk(output: Path) -> CheckResult:
    """Free disk space for the feed."""
    free, nodes = shutil.disk_usage(_existing(output)).free, os.statvfs(_existing(output))
    message = (
        f"{free / (1 << 30):.1f} GB free for {output}, {_grown(output) / (1 << 30):.1f} GB written there in 30 days"
    )
    if free < ROOM:
        return CheckResult("disk", message, f"make room, `{program()} feed compact` shrinks closed days", "wrong")
    if nodes.f_files and nodes.f_favail < NODES:
        return CheckResult("disk", f"room for {nodes.f_favail} more files", "remove files of that disk", "wrong")
    return CheckResult("disk", message)


def _grown(output: Path) -> int:
    """Bytes of the files that were written to in the last 30 days."""
    since, grown = time.time() - 30 * 86400, 0
    for path in output.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # a run removes what is too old meanwhile
            found = path.lstat()
            grown += found.st_size if stat.S_ISREG(found.st_mode) and found.st_mtime > since else 0
    return grown


def _existing(path: Path) -> Path:
    path = path.absolute()
    return next(folder for folder in (path, *path.parents) if folder.exists())


def permissions(output: Path) -> CheckResult:
    """Whether everything that a run writes to can be written to."""
    inside = [output / name for name in ("articles", "rejected", "runs", "state")]
    folders = [_existing(output), *(path for path in inside if path.exists())]
    files = [path for folder in inside[0].glob("*") for path in sorted(folder.glob("*.jsonl"))[-1:]]
    for path in (*folders, *files, *inside[3].glob("*")):
        if not (_can_make_files(path) if path in folders else os.access(path, os.W_OK)):
            advice = f"give it to the user who runs the crawls: chown -R {_user()} {output}"
            return CheckResult("permissions", f"{path} cannot be written to", advice, "wrong")
    return CheckResult("permissions", f"{output} can be written to by {_user()}")


def _can_make_files(folder: Path) -> bool:
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def _user() -> str:
    import pwd  # not on every system that Python runs on

    return pwd.getpwuid(os.geteuid()).pw_name


def zone() -> CheckResult:
    """Checks that the zone Asia/Ho_Chi_Minh is known; the machine's own zone matters to cron alone."""
    own = time.strftime("%Z (UTC%z)")
    try:
        ahead = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).utcoffset()
    except ZoneInfoNotFoundError:
        return CheckResult("zone", "no time zones on this machine", "apt-get install tzdata", "wrong")
    if ahead != timedelta(hours=7):
        return CheckResult("zone", f"Asia/Ho_Chi_Minh is {ahead} ahead of UTC", "mend the package tzdata", "wrong")
    return CheckResult("zone", f"days are Vietnam's; cron's hours are this machine's, {own}")


def locks(output: Path, now: datetime) -> Iterator[CheckResult]:
    """Who is crawling now, and who has been for too long."""
    held: dict[str, str] = {}
    for path in sorted((output / "state").glob("*.lock")):
        try:
            if who := holder(path):
                held[path.stem] = who
        except OSError as error:
            yield CheckResult("locks", f"{path}: {error.strerror}", f"remove {path}: a run makes its own", "wrong")
    for outlet, who in held.items():
        if now - _since(who, now) > LONG:
            number = who.removeprefix("process ").partition(",")[0]
            advice = f"it is stuck: kill {number}, nothing is lost by it"
            yield CheckResult("locks", f"{outlet}: {who}", advice, "wrong")
        else:
            yield CheckResult("locks", f"{outlet} is being crawled: {who}")
    if not held:
        yield CheckResult("locks", "no outlet is being crawled")


def _since(who: str, now: datetime) -> datetime:
    try:
        return datetime.fromisoformat(who.rpartition("started ")[2].strip())
    except ValueError:
        return now


def leaps(output: Path, now: datetime) -> Iterator[CheckResult]:
    """Runs that have not taken place yet: then the clock was wrong, or it is now."""
    if ahead := from_the_future(output, now):
        last = ahead[-1].name[:10]
        message = f"it has leapt: {len(ahead)} run{'s' * (len(ahead) > 1)} of the future, the last of {last}"
        advice = f"look at the date above; if that is right, remove {output / 'runs'}/{last[:4]}*"
        yield CheckResult("clock", message, advice, "wrong")


def sites(answers: Sequence[HomePageAnswer]) -> Iterator[CheckResult]:
    """Which sites answer as they should."""
    silent = [answer for answer in answers if not answer.status]
    if len(answers) > 1 and len(silent) == len(answers):
        message = f"none of {len(answers)} answers: {silent[0].trouble}"
        yield CheckResult("sites", message, "look at this machine's network, name server and firewall", "wrong")
        return
    fine = len(answers)
    for trouble, alike in groupby(sorted(answers, key=_trouble), _trouble):
        some = list(alike)
        ill = [finding for finding in map(_site, some) if finding]
        fine -= len(ill)
        if trouble and len(some) > FEW:
            names = ", ".join(host(answer.home) for answer in some)
            yield CheckResult("sites", f"{len(some)} of {len(answers)}: {trouble}: {names}", _LOOK, "wrong")
        else:
            yield from ill
    if answers:
        yield CheckResult("sites", f"{fine} of {len(answers)} answer well")


def _trouble(answer: HomePageAnswer) -> str:
    return answer.trouble


def _site(answer: HomePageAnswer) -> CheckResult | None:
    if answer.trouble:
        return CheckResult("sites", f"{answer.home}: {answer.trouble}", _LOOK, "wrong")
    if host(answer.url) != host(answer.home):
        advice = "it has moved: change its `home` in scrapers/outlets, the old one belongs in `hosts`"
        return CheckResult("sites", f"{answer.home} leads to {answer.url}", advice, "wrong")
    return None


def clock_against(answers: Sequence[HomePageAnswer], now: datetime) -> CheckResult:
    """Our clock beside those of the sites; the nearest counts, since caches answer with old dates."""
    time = f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    apart = [now - answer.date for answer in answers if answer.date]
    nearest = min(apart, key=abs, default=None)
    if nearest is None:
        return CheckResult("clock", f"{time}, and no site to compare it with")
    if abs(nearest) > DRIFT:
        which = "ahead of" if nearest > timedelta(0) else "behind"
        message = f"{abs(nearest).total_seconds():.0f} s {which} the sites' clocks"
        return CheckResult("clock", message, "let the machine keep time: timedatectl set-ntp true", "wrong")
    return CheckResult("clock", f"{time}, as the sites say")
