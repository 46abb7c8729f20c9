"""Parses Vietnamese bylines into authors and source.

A line is cut into parts at its marks (`Bài:`, `Ảnh:`, `Theo`, `Nguồn:`, brackets); what a part says depends on its
mark: work makes authors, pictures do not, a source is an outlet, and in plain brackets only an outlet counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from scrapers.furniture import RELATED, one_of
from scrapers.parser.grammar.people import (
    initials_end,
    is_function,
    is_person,
    is_place,
    is_vietnamese_name,
    is_written_as_name,
)
from scrapers.parser.grammar.press import domain_key, initials, is_press, key, unglued
from scrapers.parser.grammar.syllables import is_syllable
from scrapers.text import UPPER, fold

# Work that makes an author, alone or with pictures: "Tin, ảnh", "Bài và ảnh", "Thực hiện", "Biên dịch".
_WORK = (
    "tin|bài(?: viết)?|nội dung|tác giả|(?:(?:người|nhóm) )?thực hiện|người viết|viết bài|ghi(?: chép)?|biên soạn"
    "|biên tập|biên dịch|lược dịch|dịch|chuyển ngữ|lược ghi|tổng hợp|sưu tầm|(?:(?:written|translated) )?by|story"
)
# Film makers are credited beside an author, and are the author where nobody else is.
_FILM = "clip|videos?|phóng sự|quay phim|dựng phim"
# Who leads makes no author: `Chỉ đạo: … - Tổ chức thực hiện: … - Nội dung: …` below longforms.
_LEADERS = "(?:chỉ đạo|tổ chức|chịu trách nhiệm)(?: (?:thực hiện|nội dung|sản xuất|biên tập))?"
_PICTURES = (
    f"{_LEADERS}|m[ỹĩ] thuật"
    "|(?:ảnh )?minh h(?:ọa|oạ)|ảnh|hình(?: ảnh)?|photos?|đồ h(?:ọa|oạ)"
    "|infographics?|graphics?|thiết kế|trình bày|kỹ thuật"
)
_ANY = f"{_WORK}|{_FILM}|{_PICTURES}"
_ROLES = rf"(?:{_ANY})(?:\s*(?:,|-|–|/|&|\+|và|and|\s)\s*(?:{_ANY}))*"
# Reporters of all kinds, before a name or instead of one.
_DESK = (
    r"(?:(?:nhóm|các)\s+)*(?:pv|p\.\s?v\.?|phóng viên|ctv|c\.t\.v|cộng tác viên|btv|biên tập viên|nhà báo|tác giả"
    r"|(?:ban biên tập|toà soạn|tòa soạn|bbt)(?=\W*$))"
    r"(?![\w.])"
)
_DESKS = frozenset("kinh chính xã văn thể quốc thời pháp giáo khoa đời công nội ban bạn thường tại".split())
_DONE = "thực hiện|tổng hợp|sưu tầm|biên dịch|lược dịch|dịch|ghi|lược ghi|biên soạn"

_MARK = re.compile(
    rf"(?P<open>[(\[])|(?P<close>[)\]])|(?<!\w)(?P<roles>{_ROLES})\s*:\s*"
    r"|(?:^|(?<=[\s(\[/|,;–-]))(?:(?:lược dịch|dịch|dẫn|tổng hợp|ghi)\s+)?"
    r"(?P<source>(?:theo|nguồn(?:\s+tin)?|source)\s*:\s*|theo\s+(?=\S)"
    rf"|nguồn\s+(?=(?-i:[{UPPER}]))|(?<=tổng hợp )từ\s+(?=\S))",
    re.I,
)
# The letter that stands for an author's picture: `T` `Bình Nguyên`; but `NGuyễn Văn An` is a slip.
_AVATAR = re.compile(rf"^[{UPPER}](?P<name>[{UPPER}][^\W\d_{UPPER}]+)(?= [{UPPER}])")
# What a writer makes, before the name: `Tản văn của Mai Hoa`.
_WORKS = (
    r"(?:ghi chép|phóng sự|bút ký|hồi ký|tùy bút|tuỳ bút|tạp bút|tản văn|tạp văn|truyện ngắn|(?:chùm )?thơ|ký)"
    rf"(?:\s+của|\s*:)(?=\s+(?-i:[{UPPER}]))"
)
# A reader who writes is the author; alone the word names nobody.
_READER = rf"(?:độc giả|bạn đọc)(?=\s+(?-i:[{UPPER}]))"
_BEFORE = re.compile(rf"^(?:{_DESK}|{_READER}|{_WORKS}|(?:{_ROLES})(?=\s+(?-i:[{UPPER}])|$))[\s:.]*", re.I)
_TEAM = r"(?:và|cùng)\s+(?:các\s+|nhóm\s+)*(?:pv|phóng viên|ctv|cộng tác viên)"
_AFTER = re.compile(rf"(?:^|\s+)(?:t/h|tổng hợp|{_TEAM}|(?-i:{_DONE}))\.?$", re.I)
# In brackets also what bare would be initials: `(TH)`.
_DONE_ASIDE = re.compile(rf"^(?:t/h|t\.\s?h\.?|th|st|s\.t\.?|{_DONE})\.?$", re.I)
# `Nguồn: https://example.vn/…` names the outlet by its address.
_ADDRESS = re.compile(r"(?<!\w)((?:nguồn|theo)\s*:?)\s*https?://(?:www\.)?([\w.-]+\.\w+)\S*", re.I)
# The button beside a source, which only a style sheet sets apart from it.
_BUTTON = re.compile(r"\s*(?:copy|lấy) link\b.*$", re.I)
_MAIL = re.compile(r"\S+@\S+\.\w+|https?://\S+|(?:www|facebook|fb)\.\S+", re.I)
_CLOCK = re.compile(
    r"[\s|,•·–-]*(?:(?:thứ|chủ nhật|t[2-7]|cn)\b[^|]*)?\d{1,2}\s*[:/.h-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?.*$", re.I
)
_STRONG = re.compile(rf"\s+[-–—]+\s*|\s*[–—]\s+|(?<=\w\w)-(?=[{UPPER}])|\s*[;|/•·\n]\s*")
_WEAK = re.compile(r"\s*[,&+]\s*|\s+(?:và|and|với|und|et)\s+", re.I)
_EDGES = " \t-–—,;:|/•·*…\"“”'_>"
# Initials with dots, as no outlet writes its own: `Theo Q.D (Thể thao Việt Nam)`.
_DOTTED = re.compile(rf"[{UPPER}]\.\s?[{UPPER}]\.?")
# Whom content management systems print where nobody is named; a layout has those of its own (`Layout.nobody`).
_NOBODY = frozenset(["admin"])

LONGEST_LINE = 1000
"""Characters of an author line; a longer text is none. Thirty names have 600."""
LONGEST_SIGNATURE = 120
"""Characters of a paragraph that can be nothing but an author line."""

Kind = Literal["plain", "work", "film", "pictures", "source", "aside"]


@dataclass(frozen=True, slots=True)
class Byline:
    """A parsed author line."""

    text: str
    """As printed."""
    authors: tuple[str, ...] = ()
    source: str | None = None
    role: bool = False
    """It held a role word or a source mark, so it is an author line even where it names nobody."""


class _Part(NamedTuple):
    kind: Kind
    text: str


@dataclass(slots=True)
class _Found:
    """What the parts of a line have said so far."""

    authors: list[str] = field(default_factory=list)
    film: list[str] = field(default_factory=list)
    press: list[str] = field(default_factory=list)
    source: str | None = None
    role: bool = False


def read_byline(text: str, own: Collection[str] = ()) -> Byline:
    """Read one author line; `own` are the outlet's spellings of its own name, which are nobody.

    Role words go, pen names and initials stay as printed, people who are credited for pictures alone do not count.
    """
    return _read(_AVATAR.sub(_without_avatar, fold(text)), tuple(own)) if len(text) <= LONGEST_LINE else Byline("")


def _without_avatar(word: re.Match[str]) -> str:
    return word[0] if is_syllable(word[0]) else word["name"]


@lru_cache(maxsize=512)
def _read(printed: str, own: tuple[str, ...]) -> Byline:
    ours = _keys(own)
    found = _Found()
    before: Kind = "plain"
    for kind, part in _parts(unglued(_plain(printed))):
        found.role = found.role or kind in ("work", "film", "pictures", "source")
        if kind == "source":
            _read_source(part, found, ours)
        elif kind == "aside":
            _read_aside(part, found, ours, behind_theo=before == "source" and bool(found.authors))
        elif kind != "pictures":
            _read_names(part, found, ours, found.film if kind == "film" else found.authors)
        before = kind
    authors = found.authors or found.film
    return Byline(printed, tuple(dict.fromkeys(authors)), found.source or "/".join(found.press) or None, found.role)


def join_bylines(lines: Iterable[Byline]) -> Byline | None:
    """One byline of the several lines of a page; None where there is none."""
    kept = list(dict.fromkeys(lines))
    if not kept:
        return None
    authors = tuple(dict.fromkeys(a for line in kept for a in line.authors))
    source = next((line.source for line in kept if line.source), None)
    text = " - ".join(dict.fromkeys(line.text for line in kept))
    return Byline(text, authors, source, any(line.role for line in kept))


def _plain(text: str) -> str:
    """A line without e-mail and web addresses, without the time and buttons behind the names."""
    return _CLOCK.sub("", _MAIL.sub(" ", _ADDRESS.sub(r"\1 \2", _BUTTON.sub("", text))))


def _parts(text: str) -> Iterator[_Part]:
    """A line cut at its marks, each part with what its mark makes of it."""
    kind: Kind = "plain"
    outside: list[Kind] = []
    start = 0
    for mark in _MARK.finditer(text):
        if part := text[start : mark.start()].strip(_EDGES):
            yield _Part(kind, part)
        start = mark.end()
        if mark["open"]:
            outside.append(kind)
            kind = "aside"
        elif mark["close"]:
            kind = outside.pop() if outside else kind
        else:
            kind = _kind(mark["roles"]) if mark["roles"] else "source"
    if part := text[start:].strip(_EDGES):
        yield _Part(kind, part)


def _kind(roles: str) -> Kind:
    if re.search(rf"(?<!\w)(?:{_WORK})(?!\w)", roles, re.I) and not re.match(_LEADERS, roles, re.I):
        return "work"
    return "film" if re.match(_FILM, roles, re.I) else "pictures"


def _read_names(text: str, found: _Found, ours: frozenset[str], people: list[str]) -> None:
    """Persons and outlets of a part, parted by dashes and slashes, then by commas and `và`."""
    # Roles of two words hold separators themselves: `Bài và ảnh`, `T/h`.
    whole, pictures, led = _without_roles(text)
    found.role = found.role or whole != text
    for piece in [] if pictures else _pieces(whole, ours):
        name, pictures, desk = (piece, False, False) if is_press(piece) else _without_roles(piece)
        desk = desk or (led and whole.startswith(piece))
        found.role = found.role or name != piece
        if not name or pictures or _is(name, ours):
            continue
        if is_press(name):
            # The maker of a film is not where the story comes from.
            found.press += [name] if people is found.authors else []
        elif is_person(name) and not (desk and name.split()[0].lower() in _DESKS):
            people.append(name if initials_end(name) else name.rstrip("."))


def _without_roles(text: str) -> tuple[str, bool, bool]:
    """A name without the role before and the work behind it; whether the role was pictures, or any."""
    before = _BEFORE.match(text)
    name = _AFTER.sub("", text[before.end() :] if before else text).strip(_EDGES)
    pictures = before is not None and re.fullmatch(rf"(?:{_PICTURES})\W*", before[0], re.I) is not None
    return name, pictures, before is not None


def _pieces(text: str, ours: frozenset[str]) -> Iterator[str]:
    """Names of a part; an outlet whose own name holds `&` or `và` stays whole."""
    if _is(text, ours):
        return
    for strong in _strong(text):
        if is_press(strong) or _is(strong, ours):
            yield strong
        else:
            yield from (w for weak in _WEAK.split(strong) if (w := weak.strip(_EDGES)))


def _strong(text: str) -> Iterator[str]:
    """What strong separators part; the hyphen of a foreign double name (`Anne-Sophie`) is none."""
    start = 0
    for mark in _STRONG.finditer(text):
        if mark[0] == "-" and _is_double(text[: mark.start()], text[mark.end() :]):
            continue
        yield text[start : mark.start()]
        start = mark.end()
    yield text[start:]


def _is_double(before: str, behind: str) -> bool:
    """Whether neither word beside a hyphen is Vietnamese or an outlet."""
    words = re.findall(r"\w+$", before) + re.findall(r"^\w+", behind)
    return not any(is_syllable(word) or (word.isupper() and len(word) < 5) or is_press(word) for word in words)


def _read_source(text: str, found: _Found, ours: frozenset[str]) -> None:
    """`Theo <outlet>`, `Theo <person> / <outlet>`, `Theo <person>` with the outlet in brackets or in the line below."""
    pieces = [text] if is_press(text) else [p for s in _strong(text) if (p := s.strip(_EDGES))]
    pieces = [p for p in pieces if not _is(p, ours) and not _BEFORE.fullmatch(p)]
    people = [p for p in pieces if (is_vietnamese_name(p) or _DOTTED.fullmatch(p)) and not is_press(p)]
    found.authors += [p.rstrip(".") for p in people]
    outlet = "/".join(p.rstrip(".") for p in pieces if p not in people)
    found.source = found.source or outlet or None


def _read_aside(text: str, found: _Found, ours: frozenset[str], *, behind_theo: bool) -> None:
    """What stands in plain brackets: an outlet, a role, or something else about the person (a place, an age). Behind
    `Theo <person>` it is the outlet, known or not."""
    text = re.sub(r"^(?:t/h|tổng hợp|dịch)\s+từ\s+", "", text, flags=re.I)
    if _DONE_ASIDE.match(text):
        found.role = True
    elif not _is(text, ours) and (
        (behind_theo and _is_outlet_name(text) and not is_place(text))
        or all(is_press(name) for name in re.split(r"\s*[/,]\s*", text))
    ):
        found.source = found.source or text


def _is(name: str, ours: frozenset[str]) -> bool:
    """Whether this is one of these names, perhaps as a domain spells it (`danviet`), or nobody's."""
    said = key(name)
    return said in ours or domain_key(name) in ours or said in _NOBODY


@lru_cache(maxsize=64)
def _keys(own: tuple[str, ...]) -> frozenset[str]:
    """The keys of an outlet's names, and of their initials where these are more than a person's."""
    short = (letters for name in own if len(letters := initials(name)) > 2)
    return frozenset(map(key, (*own, *short)))


# Who answers for the site, in its footer; `Phó Tổng biên tập` too.
_IMPRINT = re.compile(r"tổng biên tập|chịu trách nhiệm|giấy phép", re.I)
# `TIN MỚI`: the heading of a box of other stories, no `Tin: <initials>`.
_HEADING = re.compile(one_of(RELATED), re.I)
# `VIDEO: Anh 0-1 Brazil`: the result of a match, whose sides read like names; before a date it is a clock.
_SCORE = re.compile(r"\b\d{1,2}\s?[-–:]\s?\d{1,2}\b(?![/-]|[\s,|]*\d{1,2}[/.-]\d{1,2}[/.-]\d{4})")


def is_signature(text: str, own: Collection[str] = ()) -> bool:
    """Whether a paragraph is nothing but an author or source line."""
    if not text or len(text) > LONGEST_SIGNATURE or text[-1] in '?!:”"' or is_place(text):
        return False
    if _SCORE.search(text) or _IMPRINT.search(text) or _HEADING.fullmatch(text):
        return False
    line = read_byline(text, own)
    if not (line.authors or line.source) and not (line.role and len(text) < 40):
        return False
    if not all(map(is_written_as_name, line.authors)) or (line.source and not _is_outlet_name(line.source)):
        return False
    named = sum(_letters(name) for name in (*line.authors, line.source or ""))
    return _unsaid(text, own) <= named + (4 if line.authors or line.source else 30)


def _is_outlet_name(source: str) -> bool:
    """Whether what `Theo` names can be an outlet, known or not, and no beginning of a sentence."""
    names = re.split(r"\s*[,/&]\s*", source)
    return is_press(source) or all(n[:1].isupper() and len(n.split()) <= 5 for n in names)


def _unsaid(text: str, own: Collection[str]) -> int:
    """Letters of a line that no mark, role or bracket accounts for, names included."""
    said = [
        (kind, piece) for kind, p in _parts(_plain(text)) if kind not in ("pictures", "aside") for piece in _strong(p)
    ]
    # The paper behind its writer, who names another as the source: `Mai Hoa/Báo Ven Sông (Theo Reuters)`.
    sourced = any(kind == "source" for kind, _ in said)
    pieces = [piece for kind, piece in said if not (sourced and kind == "plain" and is_press(piece))]
    # A bureau behind its paper: `Mai Hoa/VOV-Tây Bắc`.
    pieces = [p for p in pieces if not (_is(p, _keys(tuple(own))) or is_function(p) or is_place(p))]
    return sum(_letters(_AFTER.sub("", _BEFORE.sub("", piece))) for piece in pieces)


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)
