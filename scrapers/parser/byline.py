"""The grammar of Vietnamese bylines: who wrote it, and which outlet it was taken from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from scrapers.parser.press import is_press, key
from scrapers.parser.text import fold


@dataclass(frozen=True, slots=True)
class Byline:
    """An author line, read."""

    text: str
    """As printed."""
    authors: tuple[str, ...] = ()
    source: str | None = None
    role: bool = False
    """It held a role word or a source mark, so it is an author line even where it names nobody."""


# Work that makes an author, alone or with pictures: "Tin, ảnh", "Bài và ảnh", "Thực hiện", "Biên dịch".
_WORK = (
    r"tin|bài(?: viết)?|nội dung|tác giả|thực hiện|người viết|viết bài|ghi|biên soạn|biên tập|biên dịch|lược dịch|dịch"
    r"|chuyển ngữ|tổng hợp|phóng sự|ghi chép|by|written by|người thực hiện|nhóm thực hiện"
)
_PICTURES = (
    r"ảnh|hình(?: ảnh)?|photo(?:s)?|clip|video|đồ h[oọ]ạ?|infographics?|thiết kế|trình bày|kỹ thuật|minh h[oọ]ạ?"
    r"|ảnh minh h[oọ]ạ?|quay phim|dựng phim|graphics?|đồ hoạ"
)
_JOIN = r"\s*(?:,|-|–|/|&|\+|và|\s)\s*"
_LABEL = re.compile(rf"(?P<roles>(?<!\w)(?:{_WORK}|{_PICTURES})(?:{_JOIN}(?:{_WORK}|{_PICTURES}))*)\s*:\s*", re.I)
_HAS_WORK = re.compile(rf"(?<!\w)(?:{_WORK})(?!\w)", re.I)
_FILM_ONLY = re.compile(rf"^(?:clip|video|phóng sự)(?:{_JOIN}(?:clip|video|ảnh))*$", re.I)
_SOURCE = re.compile(
    r"(?:^|(?<=[\s(\[/|,;–-]))(?:(?:dẫn\s+)?(?:theo|nguồn(?:\s+tin)?|tổng hợp từ|source)\s*:\s*|(?:dẫn\s+)?theo\s+(?=\S))",
    re.I,
)
_ROLE = re.compile(
    r"^(?:nhóm\s+)?(?:các\s+)?(?:pv|p\.\s?v\.?|phóng viên|ctv|c\.t\.v|cộng tác viên|btv|biên tập viên|nhà báo|nhóm tác giả|tác giả|tin)"
    r"(?=[\s/:.,–-]|$)[\s:.]*",
    re.I,
)
_DONE = "tổng hợp|sưu tầm|lược dịch|biên dịch|dịch|ghi|thực hiện|lược ghi|biên soạn"
# In brackets in any form; bare only where it can be no name: `T.H` alone are initials.
_COMPILED = re.compile(
    rf"\(\s*(?:t/h|t\.\s?h\.?|th|st|s\.t\.?|{_DONE})\s*\)\.?$|(?:^|(?<=\s))(?:t/h|tổng hợp|(?-i:{_DONE}))\.?$", re.I
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_MAIL = re.compile(r"\S+@\S+|https?://\S+|(?:www|facebook|fb)\.\S+", re.I)
_CLOCK = re.compile(
    r"[\s|,(•·–-]*(?:(?:thứ|chủ nhật|t[2-7]|cn)\b[^|]*)?\d{1,2}\s*[:/.h-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?.*$", re.I
)
_PEOPLE = re.compile(r"\s+[-–—]\s*|\s*[–—]\s+|(?<=\w\w)-(?=[A-ZĐÀ-Ỹ])|\s*[,;|&+/•·\n]\s*|\s+(?:và|and|với)\s+", re.I)
_EDGES = " \t-–—,;:|/•·*.…\"“”'_>"
_UPPER = r"A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = re.compile(rf"^(?:[{_UPPER}][\w.'’]*)(?:\s*[\s.-]\s*(?:[{_UPPER}][\w.'’]*|de|van|von|da|bin|al))*\.?$")
# Words that no person's name begins with: bodies, places of work, sections of a site.
_BODIES = re.compile(
    r"^(?:ban|báo|bộ|sở|phòng|đài|viện|trường|trung tâm|công ty|tập đoàn|cổng|tạp chí|hội|nhóm|toà soạn|tòa soạn|bbt|admin"
    r"|administrator|editor|quản trị|quảng cáo|pr|tin|bài|ảnh|video|clip|nguồn|theo|xem|tags?|từ khóa|liên hệ|hotline|chia sẻ"
    r"|bạn đọc|độc giả|khoa|cục|tổng|uỷ ban|ủy ban|ubnd|tp|tỉnh|quận|huyện|thành phố|hà nội|tphcm|tp\.hcm|việt nam)(?:\s|$)",
    re.I,
)


def read_byline(text: str, own: Collection[str] = ()) -> Byline:
    """Read one author line; `own` are the outlet's spellings of its own name, which are nobody.

    Role words go, pen names and initials stay as printed, people who are credited for pictures alone do not count.
    """
    printed = fold(text)
    rest, source, role = _take_source(_MAIL.sub(" ", printed), own)
    authors: list[str] = []
    for roles, part in _labelled(rest):
        role = role or bool(roles)
        if roles and not _HAS_WORK.search(roles) and not (_FILM_ONLY.match(roles) and len(_labelled(rest)) == 1):
            continue
        people, stray, bare = _people(part, own)
        role = role or bare
        authors += [p for p in people if p not in authors]
        source = source or stray
    return Byline(printed, tuple(authors), source, role)


def join_bylines(lines: Iterable[Byline]) -> Byline | None:
    """One byline of the several lines of a page; None where there is none."""
    kept = list(dict.fromkeys(lines))
    if not kept:
        return None
    authors = tuple(dict.fromkeys(a for line in kept for a in line.authors))
    source = next((line.source for line in kept if line.source), None)
    text = " - ".join(dict.fromkeys(line.text for line in kept))
    return Byline(text, authors, source, any(line.role for line in kept))


def is_signature(text: str, own: Collection[str] = ()) -> bool:
    """Whether a paragraph is nothing but an author or source line."""
    if not text or len(text) > 120 or text[-1] in '?!:”"':
        return False
    line = read_byline(text, own)
    if not line.authors and not (line.role and (line.source or len(text) < 40)):
        return False
    named = "".join((*line.authors, line.source or ""))
    left = _letters(_LABEL.sub("", _SOURCE.sub("", _COMPILED.sub("", _BRACKET.sub("", _pictures_cut(text))))))
    bare = 0 if line.authors or line.source else 30
    return len(left) - len(_letters(named)) <= max(4, bare) and all(_strict(a) for a in line.authors)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def _pictures_cut(text: str) -> str:
    """An author line without the people who are credited for pictures."""
    return next(
        (text[: m.start()] for m in _LABEL.finditer(text) if not _HAS_WORK.search(m["roles"]) and m.start()), text
    )


def _strict(name: str) -> bool:
    return len(name.split()) <= 5 and len(name) > 1 and bool(_NAME.match(name))


def _take_source(text: str, own: Collection[str]) -> tuple[str, str | None, bool]:
    """Cut the source off a line: what is left of it, the source, whether a mark of one was there."""
    compiled = bool(_COMPILED.search(text))
    text = _COMPILED.sub("", text)
    source: str | None = None
    found = False
    for bracket in _BRACKET.finditer(text):
        inside = bracket[1].strip()
        marked = _SOURCE.match(inside)
        name = _SOURCE.sub("", inside, count=1).strip(_EDGES)
        if name and not _own(name, own) and (marked or all(is_press(n) for n in re.split(r"[/,]", name))):
            source, found = source or name, True
    text = _BRACKET.sub(" ", text)
    mark = _SOURCE.search(text)
    if mark is None:
        return text, source, found or compiled
    before, behind = text[: mark.start()], text[mark.end() :].strip(_EDGES)
    person, outlet = _person_and_outlet(behind, own)
    if source is None and outlet:
        source = outlet
    elif source is None and not person and behind and not _own(behind, own):
        source = behind
    return f"{before} , {person}" if person else before, source, True


def _person_and_outlet(text: str, own: Collection[str]) -> tuple[str, str]:
    """`Theo <person> / <outlet>` and its shorter forms: the person's part and the outlet's."""
    pieces = [p.strip(_EDGES) for p in re.split(r"\s*[/|]\s*|\s+[-–]\s+", text) if p.strip(_EDGES)]
    people = [p for p in pieces if _is_person(p) and not is_press(p) and not _own(p, own)]
    presses = [p for p in pieces if p not in people and not _own(p, own) and not _ROLE.match(p)]
    if not people:
        return "", ""
    if len(people) == len(pieces) and len(people[0].split()) == 1:
        return "", ""
    return " , ".join(people), "/".join(presses)


def _labelled(text: str) -> list[tuple[str, str]]:
    """Parts of a line with the role words before each: `Bài: A - Ảnh: B` are two."""
    marks = list(_LABEL.finditer(text))
    parts = [("", text[: marks[0].start()] if marks else text)]
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(text)
        parts.append((mark["roles"], text[mark.end() : end]))
    return [(roles, part) for roles, part in parts if part.strip(_EDGES)]


def _people(text: str, own: Collection[str]) -> tuple[list[str], str | None, bool]:
    """Persons named in a part, the outlet named among them, whether a bare role stood there."""
    people: list[str] = []
    source: str | None = None
    bare = False
    for piece in _PEOPLE.split(_CLOCK.sub("", text)):
        name = _COMPILED.sub("", piece).strip(_EDGES) if piece else ""
        role = _ROLE.match(name)
        if role:
            bare, name = True, name[role.end() :].strip(_EDGES)
        if not name or _own(name, own):
            continue
        if is_press(name):
            source = source or name
        elif _is_person(name) and not (role and name.split()[0].lower() in _DESKS):
            people.append(
                name
                + (
                    "."
                    if re.search(r"(?:^|[\s.])\w\." + re.escape(name[-1:]) + r"?\.?$", piece.strip())
                    and piece.strip().endswith(".")
                    else ""
                )
            )
    return people, source, bare


_DESKS = frozenset("kinh chính xã văn thể quốc thời pháp giáo khoa đời công nội ban bạn thường tại".split())


def _own(name: str, own: Collection[str]) -> bool:
    return key(name) in {key(o) for o in own}


def _is_person(name: str) -> bool:
    if len(name) > 45 or len(name.split()) > 6 or re.search(r"\d{3,}|[@:!?]", name) or _BODIES.match(name):
        return False
    capitals = sum(w[:1].isupper() for w in name.split())
    return bool(name) and capitals >= max(1, len(name.split()) - 1)
