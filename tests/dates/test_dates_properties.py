"""Properties of date parsing: generated date lines round-trip, no text raises an exception or takes long."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.dates.parse import Precision, parse_date

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
REFERENCE = datetime(2026, 9, 10, 9, 0, tzinfo=VIETNAM)
WEEKDAYS = (
    ("Thứ Hai", "thứ 2", "T2", "Mon"),
    ("Thứ ba", "THỨ BA", "T3", "Tuesday"),
    ("thứ tư", "Thứ 4", "T.4", "Wed"),
    ("Thứ Năm", "Thứ 5", "T5", "Thu"),
    ("Thứ sáu", "thứ 6", "T6", "Friday"),
    ("Thứ Bảy", "Thứ bẩy", "T7", "Sat"),
    ("Chủ nhật", "CHỦ NHẬT", "CN", "Sun"),
)
MONTHS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")
DAYS = (
    "{0.day:02}/{0.month:02}/{0.year}",
    "{0.day}/{0.month}/{0.year}",
    "{0.day}-{0.month}-{0.year}",
    "{0.day:02}.{0.month:02}.{0.year}",
    "{0.day} - {0.month} - {0.year}",
    "{0.year}-{0.month:02}-{0.day:02}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "{0.day} tháng {0.month}, {0.year}",
    "{0.day} Tháng {1}, {0.year}",
    "Tháng {1} {0.day}, {0.year}",
    "{0.day} Th{0.month}, {0.year}",
    "{0:%B} {0.day}, {0.year}",
    "{0:%d %b %Y}",
    "ngày {0.day}/{0.month}/{0.year}",
    "ngày {0.day}-{0.month}",
    "ngày {0.day}/{0.month}",
    "{0.day}/{0.month}/{0:%y}",
    "{0:%d %b %y}",
    "{0:%b %d %Y}",
)
CLOCKS: tuple[tuple[str, Precision], ...] = (
    ("{0:%H:%M}", "minute"),
    ("{0:%H:%M:%S}", "second"),
    ("{0.hour}h{0.minute:02}", "minute"),
    ("{0.hour}g{0.minute:02}", "minute"),
    ("{0.hour} giờ {0.minute} phút", "minute"),
    ("{0.hour}h", "hour"),
    ("{0:%I:%M} {1}", "minute"),
    ("{0:%I:%M %p}", "minute"),
    ("{0:%H:%M %p}", "minute"),
    ("{0:%H:%M} GMT+7", "minute"),
    ("{0:%H:%M} (GMT+07:00)", "minute"),
)
JOINTS = (" ", ", ", " - ", " | ", " lúc ", " – ")
LABELS = ("", "Cập nhật: ", "Đăng lúc ", "Hồng Thái - ", "Thời sự | ")
TAILS = ("", " | Thời sự", " Hồng Thái", ", Hà Nội", " - 12 bình luận")
# The last year before REFERENCE, so that a day without a year means the same as one with it.
INSTANTS = st.datetimes(datetime(2025, 9, 11), datetime(2026, 9, 10, 8), timezones=st.just(VIETNAM))  # noqa: DTZ001


def cut(instant: datetime, precision: Precision) -> datetime:
    kept = ("day", "hour", "minute", "second").index(precision)
    hour, minute, second = [*(instant.hour, instant.minute, instant.second)[:kept], 0, 0, 0][:3]
    return datetime(instant.year, instant.month, instant.day, hour, minute, second, tzinfo=VIETNAM)


def day_in(instant: datetime, form: str) -> str:
    return form.format(instant, MONTHS[instant.month - 1])


def clock_in(instant: datetime, form: str) -> str:
    return form.format(instant, "SA" if instant.hour < 12 else "CH")


@settings(max_examples=600, deadline=None)
@given(
    INSTANTS,
    st.sampled_from(DAYS),
    st.sampled_from(CLOCKS),
    st.sampled_from(JOINTS),
    st.sampled_from(LABELS),
    st.sampled_from(TAILS),
    st.integers(-1, 3),
    st.booleans(),
)
def test_any_line_says_the_instant_it_was_written_from(
    instant: datetime,
    day_form: str,
    clock: tuple[str, Precision],
    joint: str,
    label: str,
    tail: str,
    weekday: int,
    clock_first: bool,
) -> None:
    form, precision = clock
    parts = [day_in(instant, day_form), clock_in(instant, form)]
    if clock_first:
        parts.reverse()
        joint = joint.replace("lúc ", "")
    named = f"{WEEKDAYS[instant.weekday()][weekday]}, " if weekday >= 0 else ""
    text = label + named + joint.join(parts) + tail
    reading = parse_date(text, REFERENCE)
    assert reading is not None, text
    assert (reading.value, reading.precision) == (cut(instant, precision), precision), text


def test_every_day_form_meets_every_clock_form_on_both_sides() -> None:
    instant = datetime(2026, 5, 12, 21, 5, 9, tzinfo=VIETNAM)
    wrong = []
    for day_form, (form, precision), joint in product(DAYS, CLOCKS, JOINTS[:4]):
        day, clock = day_in(instant, day_form), clock_in(instant, form)
        for text in (day + joint + clock, clock + joint + day):
            reading = parse_date(text, REFERENCE)
            if not reading or (reading.value, reading.precision) != (cut(instant, precision), precision):
                wrong.append(text)
    assert wrong == []


def test_a_line_says_the_same_alone_and_among_other_words() -> None:
    instant = datetime(2026, 5, 12, 21, 5, 9, tzinfo=VIETNAM)
    for day_form, (form, _), joint, label in product(DAYS, CLOCKS, JOINTS, LABELS):
        day, clock = day_in(instant, day_form), clock_in(instant, form)
        for text in (label + day, label + day + joint + clock, label + clock + joint + day):
            for order in ("DMY", "MDY"):
                alone, among = (parse_date(line, REFERENCE, order=order) for line in (text, f"Thời sự » {text}"))
                assert alone == among, text
    for text in ("2 giờ trước", "30 phút trước", "3 ngày trước", "5 minutes ago", "Hôm qua, 15:30", "Hôm nay lúc 8:05"):
        reading = parse_date(text, REFERENCE)
        assert reading is not None, text
        assert reading == parse_date(f"Thời sự » {text}", REFERENCE), text


@given(st.integers(1, 999), st.sampled_from([("phút", 60, "minute"), ("giờ", 3600, "hour")]))
def test_relative_times_are_subtracted(count: int, unit: tuple[str, int, Precision]) -> None:
    name, seconds, precision = unit
    reading = parse_date(f"{count} {name} trước", REFERENCE)
    assert reading is not None
    assert (reading.value, reading.precision) == (REFERENCE - timedelta(seconds=count * seconds), precision)


@given(st.datetimes(datetime(2001, 9, 10), datetime(2026, 9, 10), timezones=st.just(UTC)))  # noqa: DTZ001
def test_seconds_since_1970_are_that_second(instant: datetime) -> None:
    for text in (str(int(instant.timestamp())), str(int(instant.timestamp()) * 1000 + 999)):
        reading = parse_date(text, REFERENCE)
        assert reading is not None
        assert reading.value == instant.replace(microsecond=0)


@given(st.dates(datetime(1990, 1, 1).date(), datetime(2040, 1, 1).date()))  # noqa: DTZ001
def test_day_and_month_are_never_swapped(day: object) -> None:
    assert hasattr(day, "month")
    text = f"{day:%d/%m/%Y}"
    ours, theirs = parse_date(text, REFERENCE), parse_date(text, REFERENCE, order="MDY")
    assert ours is not None
    assert f"{ours.value:%d/%m/%Y}" == text
    assert theirs is None or f"{theirs.value:%m/%d/%Y}" == text


PIECES = (
    "1", "11", "/", "-", ".", ":", " ", "h", "t", "2019", "ngày ", "tháng ", "năm ", "thứ ", "lúc ", "giờ ", "sáng ",
    "hôm ", "nay ", "qua ", "trước ", "mùng ", "âm lịch ", "gmt", "+", "a", "đ", "đến ", "may ", "cách đây ", "vài ",
    "\u0301", "\u0323", "\u200b", "&", "&#x2B;", "(", ",", "İ", "\x00", "\U0001f600", "٣", "²",
)  # fmt: skip


def fuzz(count: int) -> Iterable[str]:
    """Yield `count` texts of the grammar's own pieces and of arbitrary letters; one in a thousand has 10 KB."""
    random = Random(20190411)
    for number in range(count):
        length = 10_000 if number % 1000 == 0 else random.randrange(1, 60)
        if number % 3:
            pieces = random.sample(PIECES, 8)
            yield "".join(random.choices(pieces, k=length))[:10_000]
        else:
            yield "".join(map(chr, random.choices(range(1, 0x2100), k=length)))


def test_no_text_at_all_raises_or_takes_more_than_a_millisecond_a_kilobyte() -> None:
    for text in fuzz(30_000):
        allowed = max(len(text.encode("utf-8", "surrogatepass")) / 1000, 1) / 1000
        assert is_read_in(allowed, text), f"more than {allowed:.6f} s for {text[:200]!r}"


@pytest.mark.parametrize("piece", PIECES)
def test_ten_kilobytes_of_one_piece_are_read_in_ten_milliseconds(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assert is_read_in(0.010, text)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_an_aware_date_or_none(text: str) -> None:
    reading = parse_date(text, REFERENCE)
    assert reading is None or reading.value.tzinfo == VIETNAM


def is_read_in(seconds: float, text: str) -> bool:
    """Whether a text takes no more of the processor; one that does is tried three times more: caches are shared."""
    return any(seconds_of(text) <= seconds for _ in range(4))


def seconds_of(text: str) -> float:
    start = time.thread_time()
    parse_date(text, REFERENCE)
    return time.thread_time() - start
