"""Dates at the limits of the calendar raise no exception."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from scrapy.settings import Settings

from scrapers import clock
from scrapers.dates.last_resort import last_resort
from scrapers.dates.parse import parse_date
from scrapers.dates.readings import read_offers
from scrapers.dates.window import read_span
from scrapers.items import PageDate

HANOI = timezone(timedelta(hours=7))
ENDS = [
    datetime(1, 1, 1, tzinfo=HANOI),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1, 12, 31, tzinfo=HANOI),
    datetime(9999, 1, 1, tzinfo=HANOI),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=HANOI),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
]
TEXTS = (
    """
hôm qua|2 giờ trước|999 tuần trước|thứ hai tuần trước|chủ nhật vừa qua|11/4|29/2|vừa xong
12 giờ đêm hôm qua|hôm nay 24:00
31/12/9999 24:00|31/12/9999 23:59 GMT-10|1/1/0001 00:00 GMT+14|9999-12-31T23:59:59-12:00|253402300800|99991231235959
Sat, 31 Dec 9999 23:59:59 -1200|11 avril 9999|tuần trước|tháng trước|12/9999|năm 9999|1/1/99|/Date(-1)/
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("reference", ENDS, ids=str)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_or_is_no_date(text: str, reference: datetime) -> None:
    """For any text and any reference time."""
    for reading in (parse_date(text, reference), last_resort(text, reference)):
        assert reading is None or 1 <= reading.value.year <= 9999
    dates = [PageDate(text, "page", "x"), PageDate("Ngày 11/4", "dateline", "x", context="Ngày 11/4 năm 9999, …")]
    assert len(read_offers(dates, reference, recent=True)) == len(dates)
    with suppress(ValueError):
        start, end = read_span(text, reference)
        assert start < end


@pytest.mark.parametrize("time", ["0001-01-01", "9999-12-31T23:59", "1969-12-31", "+292277026596-12-04", "nan"])
def test_a_run_takes_place_within_the_calendar(time: str) -> None:
    """What is reckoned from its time cannot leave it."""
    with pytest.raises(ValueError, match="is no time"):
        clock.now(Settings({"NOW": time}))
