"""Feeds that write the month first are detected, and only those."""

from __future__ import annotations

from datetime import datetime

import pytest

from scrapers.clock import VIETNAM
from scrapers.sourcing.date_order import order_of

NOW = datetime(2026, 10, 5, 16, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("dates", "order", "certain"),
    [
        (["10/5/2026 3:42:00 PM", "10/4/2026 9:00:00 AM", "9/30/2026 8:00:00 AM"], "MDY", True),
        (["10/5/2026 3:42:00\u202fPM", "10/5/2026 3:10:00\u202fPM"], "MDY", False),
        (["5/10/2026 15:42", "4/10/2026 09:00", "30/9/2026 08:00"], "DMY", True),
        (["12/10/2026 15:42", "5/10/2026 09:00"], None, False),
        (["5/10/2026 15:42", "5/10/2026 15:10"], "DMY", False),
        (["Mon, 05 Oct 2026 15:42:00 +0700", "Mon, 05 Oct 2026 15:10:00 +0700"], None, False),
        (["9/5/2026 8:00", "8/5/2026 8:00"], None, False),
        (["10/5/2026 3:42:00 PM"], None, False),
        (["hôm qua", "nobody knows"], None, False),
    ],
)
def test_the_order_is_the_one_in_which_the_dates_make_sense(dates: list[str], order: str, certain: bool) -> None:
    assert order_of(dates, NOW) == (order, certain)
