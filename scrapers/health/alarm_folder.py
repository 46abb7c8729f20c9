"""Evidence of an alarm: the offending page and what was expected, in `output/health/<outlet>/<alarm>-<day>/`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from scrapers.health import Alarm, cause
from scrapers.kept_page import KeptPage
from scrapers.records.sample_pages import sample
from scrapers.state.rejected_pages import read_rejected
from scrapers.whole_file import whole_file


@dataclass(frozen=True)
class AlarmFolder:
    """The folder of one alarm on one day."""

    folder: Path

    @classmethod
    def of(cls, output: Path, alarm: Alarm) -> AlarmFolder:
        """The folder of that alarm, there or not."""
        return cls(output / "health" / alarm.outlet / f"{alarm.name.replace(':', '-')}-{alarm.day}")

    @property
    def page(self) -> Path:
        """The page as it was served; absent where the alarm is that nothing came."""
        return self.folder / "page.html.gz"

    @property
    def expectation(self) -> Path:
        """The alarm, and what was read on the page."""
        return self.folder / "expected.json"

    @property
    def notified(self) -> bool:
        """Whether the notification of this alarm was sent."""
        return bool(self._record().get("told"))

    def mark_notified(self) -> None:
        """Records that the notification of this alarm was sent."""
        self._write(self._record() | {"told": True})

    def keep(self, output: Path, alarm: Alarm) -> Alarm:
        """Keeps the page, the first of the day; gives the alarm as `shown` does. Raises OSError."""
        if not self.expectation.exists():
            found = next(_pages(output, alarm), None)
            self.folder.mkdir(parents=True, exist_ok=True)
            if found:
                shutil.copyfile(found.file, self.page)
            self._write(asdict(alarm) | {"read": found.record() if found else None})
        return self.shown(output, alarm)

    def shown(self, output: Path, alarm: Alarm) -> Alarm:
        """The alarm with the address and the place of its page, where one is kept; writes nothing."""
        read = self._record().get("read")
        url = KeptPage.of(read, self.page).url if read else None
        return replace(alarm, url=url, kept=str(self.page.relative_to(output)) if read else None)

    def _record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self.expectation.read_text("utf-8")) if self.expectation.exists() else {}
        return record

    def _write(self, record: dict[str, Any]) -> None:
        with whole_file(self.expectation) as file:
            file.write(json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n")


def _pages(output: Path, alarm: Alarm) -> Iterator[KeptPage]:
    """The pages that show it: samples, then rejected ones, the newest first."""
    for subject in (alarm.subjects or ("",)) if alarm.clue else ():
        source = alarm.name == "source:empty"
        file = sample(output, alarm.outlet, alarm.clue + subject if source else alarm.clue, "" if source else subject)
        if kept := _whole(file):
            yield kept
    for day in sorted((output / "rejected" / alarm.outlet).glob("*.jsonl"), reverse=True):
        for kept in reversed(read_rejected(day)):
            if cause(kept.reason or "") == alarm.name:
                yield kept


def _whole(file: Path) -> KeptPage | None:
    """A sample; None where there is none, or a kill has torn it, until the next crawl writes it anew."""
    try:
        return KeptPage.load(file) if file.exists() else None
    except ValueError:
        return None
