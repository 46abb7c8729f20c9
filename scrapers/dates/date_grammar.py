"""The grammar of Vietnamese date lines as named regular expressions, composed and compiled once."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

T = TypeVar("T")


def unmarked(text: str) -> str:
    """Return `text` without its Vietnamese marks: 'thứ năm' becomes 'thu nam', 'đăng' 'dang'."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def both_spellings(meanings: Mapping[str, T]) -> dict[str, T]:
    """Return `meanings` with every word also as it is typed without marks."""
    return {unmarked(word): meaning for word, meaning in meanings.items()} | dict(meanings)


NUMBER_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Pieces without a group.
GAP = r"[ ,.;:|\(\)\[\]/•·~*@»›_'\"-]{0,6}+"
LETTER = r"[^\W\d_]"
PART = r"(?:rạng sáng|sáng sớm|sáng|trưa|xế chiều|chiều tối|chiều|tối|đêm khuya|nửa đêm|đêm|khuya)"
WEEKDAY = (
    r"(?:(?:thứ[ -]?(?:hai|ba|tư|năm|sáu|b[ảẩ]y|[2-7])|t\.?[2-7]|(?:thứ )?(?:ch(?:ủ|úa) nhật|cn))(?![/\w])"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b)"
)
# Words that announce a day or a clock; only the strong ones vouch for a day without a year.
MARK = rf"(?:ngày|lúc|hôm(?! (?:nay|qua|ki))|vào|hồi|on|at)(?!{LETTER})"
WEAK_MARK = rf"(?:vào|hồi|on|at)(?!{LETTER})"
# Words that take a day out of the solar calendar; "mùng" only where no year is said.
LUNAR = r"(m[ùồ]ng|âm lịch(?=:? (?:ngày )?[0-9]))\b"
UNIT = r"(giây|phút|ph?|giờ|tiếng|ngày|hôm|tuần|h|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)\b"
COUNT = rf"([0-9]{{1,3}}+|{'|'.join(reversed(NUMBER_WORDS))}|vài|an?(?! few)|(?:a )?few)"

ZONE_NAME = "gmt|utc|ict|ut|est|edt|cst|cdt|mst|mdt|pst|pdt"
ZONE = (
    rf"(?:[ ,|\(-]{{0,3}}(?=[a-z+-])((?:{ZONE_NAME})"
    r"(?: ?[+-] ?[0-9]{1,2}(?::?[0-9]{2})?(?![0-9])| ?0?7(?::?00)?(?![0-9/.:-]))?+(?!\w)"
    r"|z\b|t?\+[0-9]{1,2}(?::?[0-9]{2})?(?![0-9])"
    r"|(?:(?<= )-[01][0-9]|(?<=:[0-9]{2}:[0-9]{2})-[01][0-9]:?)[0-5][0-9](?![0-9:])))?"
    r"(?: ?\(?giờ (?:việt nam|vn|hà nội)\b\)?)?"
)
HALF_DAY = r"(?:[ap]m|[ap]\.m\.?|sa|ch)(?!\w)"
# A number behind "7h " that belongs to the date: "7h 2/9", "7h 11 tháng 4", "7h 11 - 4 - 2019".
DATE_AHEAD = (
    r"(?![0-9]{1,2}(?:[/.-][0-9]| ?th(?:áng|g)?[ .0-9]| - ?[0-9]{1,2} ?- ?[0-9]{4}"
    rf"|[ ./-]?(?:{'|'.join(ENGLISH_MONTHS)})))"
)
MINUTE = (
    rf"(?:(?:[:.]?+(?! )| {DATE_AHEAD})([0-5]?[0-9])(?![0-9])(?: ?(?:phút|ph|p|'|m)(?!{LETTER}))?"
    rf"(?:[ :]?([0-5]?[0-9]) ?(?:giây|s|''|\")(?!{LETTER}))?)?"
)
# "15.30" is a clock only behind "lúc" or in front of "ngày".
COLON = r"(?::|(?:(?<=lúc [0-9])|(?<=lúc [0-9]{2}))\.|\.(?=[0-9]{2},? ngày))"
# hour, minute, second, minute, second, half or quarter, mark, zone
CLOCK = (
    r"([01]?[0-9]|2[0-4])(?![0-9])(?:"
    rf"{COLON}([0-5][0-9]|[0-9](?='))(?::([0-5][0-9])(?:[.,:][0-9]{{1,9}}(?![0-9/]))?)?(?![0-9]|[:.][0-9])(?: ?h\b)?"
    rf"| ?(?:giờ|h|g)(?!{LETTER}){MINUTE}(?: (rưỡi|kém [0-5]?[0-9](?: phút)?)\b)?"
    rf"|(?= ?[ap]\.?m\b))(?: ?(?=[a-zđ])({HALF_DAY}|{PART}\b(?! (?:nay|qua|hôm|mai|kia)\b)))?{ZONE}"
)
# ISO 8601, behind its T; here alone a zone may be a bare "-05:00": hour, minute, second, zone
ISO_CLOCK = (
    r"(?<=[0-9]t)([01][0-9]|2[0-4]):?([0-5][0-9])(?::?([0-5][0-9])(?:[.,:][0-9]{1,9})?)?(?![0-9:])"
    r"(?:t? ?(z|(?:gmt|utc)?[+-][0-9]{1,2}(?::?[0-9]{2})?|gmt|utc)(?!\w))?"
)

NUMBER = r"([0-9]{1,2})(?![0-9])"
YEAR = r"((?:19|20)[0-9]{2})(?![0-9])"
# A two-digit year is no clock's hour: "11-4-15:30", "11 Apr 10 am".
SHORT_YEAR = rf"([0-9]{{2}})(?![0-9:]| ?(?:h|g|giờ)(?!{LETTER})| ?[ap]\.?m\b)"
RANGE_DAY = r"[0-9]{1,2}(?:[/-][0-9]{1,2}(?:[/-][0-9]{2,4})?|\.[0-9]{1,2}\.[0-9]{2,4})"
RANGE_END = rf" ?(?:-|đến|tới) ?(?:hết )?(?:[0-9]{{1,2}}[h:][0-9]{{0,2}},? )?(?:ngày )?{RANGE_DAY}(?![0-9:h])"
# No decree ("12/2/2019/QĐ-TTg"), longer number, percentage, range or lunar date; no year behind it left unread.
END = (
    r"(?![/.][0-9]|-[0-9]++(?! ?[:hg])|/[a-zđ]{2,4}[0-9-]|%| ?\(?(?:(?:âm lịch|âl|al)\b|âm(?= ?(?:[^\w ]|\Z)))"
    r"|,? năm (?:[0-9]{2,4}|giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý|trước|sau|tới)\b"
    rf"|{RANGE_END})"
)
VIETNAMESE_MONTH = (
    r"(?:tháng|thg|th)\.? ?((?:0?[1-9]|1[0-2])(?![0-9])"
    r"|(?:mười một|mười hai|mười|một|hai|ba|tư|bốn|năm|sáu|b[ảẩ]y|tám|chín)(?!\w))"
)
ENGLISH_MONTH = rf"({'|'.join(ENGLISH_MONTHS)})(?:uary|ruary|tember|ember|ober|ust|ch|il|e|y|t)?+\b\.?"

# The T of ISO 8601, also with blanks; no T5 (Thursday).
ISO_T = r"(?:t(?=[0-9])| ?t ?(?=[0-9]{2}:))?+"

SPAN = rf"{COUNT} ?{UNIT}(?:,? (?:và )?{COUNT} ?{UNIT})?"
# What says how long ago it was: rule, pattern.
AGO = {
    "ago": rf"(?:cách đây )?{SPAN} (?:trước|ago)\b(?: đây\b)?(?= ?(?:[^\w ]|\Z))",
    "since": rf"cách đây (?:khoảng |hơn |gần )?{SPAN}(?= ?(?:[^\w ]|\Z))",
}
# What names a day, in numbers or from a word on: rule, pattern. The first that fits at a place is taken; its groups are
# what its reader is given.
NUMBERED = {
    "numeric": rf"{NUMBER} ?(?P<mark>[/.-]) ?{NUMBER} ?(?P=mark) ?{YEAR}{END}{ISO_T}",
    "iso": rf"{YEAR}(?P<iso_mark>[-/.]){NUMBER}(?P=iso_mark){NUMBER}{END}{ISO_T}",
    "basic": r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])t(?=[0-9]{4})",
    "two_digit_year": rf"{NUMBER}(?P<short_mark>[/.-]){NUMBER}(?P=short_mark){SHORT_YEAR}{END}",
    "day_and_month": rf"{NUMBER}([/.-]){NUMBER}(?:(?:,? năm |,? ){YEAR}|,? năm (nay|ngoái)\b)?(?![/.-][0-9]){END}",
    "words": (
        rf"{NUMBER}[ ,/.-]{{0,2}}{VIETNAMESE_MONTH}"
        rf"(?:([ ,/.-]{{0,3}}(?:năm )?){YEAR}|,? năm (nay|ngoái)\b)?{END}"
    ),
    "english": (
        rf"{NUMBER}(?:st|nd|rd|th)?[ /.-]{{0,2}}(?:of )?{ENGLISH_MONTH}"
        rf"(?:[ ,/.-]{{0,3}}(?:{YEAR}|{SHORT_YEAR}))?"
    ),
    "range": RANGE_DAY + RANGE_END,
}
WORDED = {
    "month_first": rf"{VIETNAMESE_MONTH},? (?:ngày )?{NUMBER},? (?:năm )?{YEAR}",
    "english_month_first": (
        rf"{ENGLISH_MONTH} ?{NUMBER}(?:st|nd|rd|th)?"
        rf"(?:,? {YEAR}(?!:)|(?=,? [0-9:]{{4,8}}(?: [a-z]{{1,4}}[0-9:+-]{{0,6}}| [+-][0-9]{{4}})? {YEAR}))?"
    ),
    "near_day": rf"(?:({PART}) )?(?:ngày )?(hôm (?:nay|qua|kia)|today|yesterday)\b|({PART}) (nay|qua)\b",
    "weekday": (
        r"(?:thứ |t\.?)(hai|ba|tư|năm|sáu|b[ảẩ]y|[2-7]),? (tuần (?:này|trước|qua|rồi)|vừa (?:qua|rồi))\b(?! nữa)"
        r"|(?:chủ |chúa )?(nhật|cn),? (tuần (?:này|trước|qua|rồi)|vừa (?:qua|rồi))\b(?! nữa)"
    ),
    "now": r"(?:vừa xong|vừa mới(?: đây)?|vừa (?:đăng|cập nhật)|just now|moments ago)(?= ?(?:[^\w ]|\Z))",
}
# A date starts at a number that is not inside of a longer one, or at a word that begins like one of ours.
BEGINNING = (
    r"a|b[aảẩố]|cách|ch[iủú]|cn|de|f[er]|ha|hồi|hôm|j[au]|khu|lúc|m[aoộưùồ]|năm|ngày|nhậ|nov|nửa|o[cn]|rạ|s[aáeu]"
    r"|t[áouố2-7.]|th[0-9áứgu .]|trư|v[àừ]|we|xế|ye|đêm|âm"
)
START = rf"(?:(?=[0-9])(?<![0-9])(?<![0-9][./:-])|(?=[a-zđâ])\b(?={BEGINNING}))"
# 'Hôm nay (11/4)'
NEAR_DATE = rf"(?:(?:{PART} )?hôm (?:nay|qua|kia)|{PART} (?:nay|qua))(?= \(?[0-9]{{1,2}}[/.-][0-9])"
# What may stand beside a day; its groups take it out of the solar calendar, or name a part of the day.
SIDE = (
    rf"(?=[a-zđâ])(?:{WEEKDAY}(?!,? (?:[2-7] )?(?:tuần|vừa) )|{MARK}|{NEAR_DATE}|{LUNAR}"
    rf"|({PART})\b(?! (?:nay|qua|hôm)\b)){GAP}"
)
# In front of a day: sides, one clock, sides.
FRONT = rf"(?:{SIDE}){{0,5}}(?:{CLOCK}{GAP}(?:{SIDE}){{0,5}})?"
# Behind it: the last weekday or part of the day, the groups of a clock.
BEHIND = (
    rf"(?:{GAP}(?:{MARK}|({WEEKDAY}|{PART}\b(?! (?:nay|qua|hôm)\b)))){{0,4}}"
    rf"{GAP}(?:{ISO_CLOCK}|{CLOCK})?"
)

LABEL = (
    r"(?:ngày |thời gian |last )?(?:cập nhật|đăng(?: tải| bài| tin)?|xuất bản|phát hành|gửi|đưa|tạo|"
    r"post(?:ed)?|publish(?:ed)?|updat(?:ed|e))(?: (?:lúc|ngày|vào|on|at))?\b|ngày|lúc|thời gian|date|time"
)
# What may stand around a day that is all a text says, and around 'hôm qua'.
SEPARATOR = r"[ ,.;:|\(\)\[\]/•·~*@»›_'\"-]"
NOTHING_ELSE = rf"(?:{LABEL}|{SEPARATOR})*+"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled grammar, and which groups of a match of `when` are each day's and of what stands in front of it."""

    when: re.Pattern[str]
    behind: re.Pattern[str]
    no_company: re.Pattern[str]
    nothing_else: re.Pattern[str]
    room_before: re.Pattern[str]
    room_behind: re.Pattern[str]
    groups: dict[str, slice]
    front: slice


def compile_grammar(spelling: Callable[[str], str]) -> Grammar:
    """Compile the grammar with its words as `spelling` writes them."""

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(spelling(pattern))

    # A lookahead gives nothing back, and unlike CPython 3.11's atomic group keeps its place in the groups inside.
    front = rf"(?=(?P<front>{FRONT}))(?P=front)"
    day = rf"(?:(?=[0-9])(?:{_named(NUMBERED)})|{_named(WORDED)})"
    # Sides of no day are passed over at once, lest each of them looks for its day anew.
    nothing = rf"(?P<nothing>(?>(?:{_without_groups(SIDE)}){{1,5}}))"
    when = compiled(f"{START}(?:{_named(AGO)}|{front}{day}|{nothing})")
    return Grammar(
        when=when,
        behind=compiled(BEHIND),
        no_company=compiled(rf"(?:{WEAK_MARK}{GAP})*+"),
        nothing_else=compiled(NOTHING_ELSE),
        room_before=compiled(rf"(?:\A|[-|,;:.(•·/»]|\b(?:{LABEL})) ?\Z"),
        room_behind=compiled(r" ?(?:\Z|[-|;.)•·])"),
        groups={
            rule: slice(when.groupindex[rule], when.groupindex[rule] + re.compile(pattern).groups)
            for rule, pattern in (AGO | NUMBERED | WORDED | {"nothing": ""}).items()
        },
        front=slice(when.groupindex["front"] - 1, when.groupindex["front"] + re.compile(FRONT).groups),
    )


def _without_groups(pattern: str) -> str:
    """Return a pattern that captures nothing: CPython 3.11 loses its place in groups inside of an atomic one."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


def _named(rules: dict[str, str]) -> str:
    return "|".join(f"(?P<{rule}>{pattern})" for rule, pattern in rules.items())


@cache  # each takes 20 ms to compile, and most date lines are so usual that neither is asked
def marked() -> Grammar:
    """The grammar of texts with Vietnamese marks."""
    return compile_grammar(str)


@cache
def markless() -> Grammar:
    """The grammar of texts typed without them."""
    return compile_grammar(unmarked)
