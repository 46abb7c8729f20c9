"""Recognises names of persons in Vietnamese bylines: full names, pen names, initials, foreign names."""

from __future__ import annotations

import re
import unicodedata

from scrapers.furniture import NETWORKS, SITE_VERBS, one_of
from scrapers.parser.grammar.syllables import is_syllable
from scrapers.text import UPPER

PARTICLES = frozenset("de da di du van von der den la le bin al el y".split())
_WRITTEN = re.compile(rf"^[{UPPER}][\w.'’]*(?:[\s.-]+(?:[{UPPER}][\w.'’]*|{'|'.join(sorted(PARTICLES))}))*\.?$")
_NO_NAME = re.compile(r"\d{3,}|[@:!?<>=()]")
_ABBREVIATED = re.compile(rf"(?:[{UPPER}]\.\s?){{1,2}}[{UPPER}]\w+")
# Pen names of a letter or a name and a number, by which young papers tell writers of one name apart: `M1209`.
_NUMBERED = re.compile(rf"([{UPPER}][^\W\d_]{{0,15}})\d{{3,4}}")
# Words that no person's name begins with: bodies, places of work, functions of a site. Trường Giang is a person.
_BODIES = re.compile(
    rf"^(?:ban|báo|bộ|sở|phòng|đài|viện|trường(?! (?-i:[{UPPER}])\w+$)"
    r"|trung tâm|công ty|tập đoàn|cổng|tạp chí|hội|nhóm|toà soạn|tòa soạn|bbt"
    r"|admin|administrator|editor|quản trị|quảng cáo|pr|tin|bài|ảnh|video|clip|nguồn|theo"
    r"|bạn đọc|độc giả|khoa|cục|tổng|bệnh viện|đại học|học viện|uỷ ban|ủy ban|ubnd|tp|tỉnh|quận|huyện|thành phố"
    r"|tp\.hcm|tphcm|(?:thạc sĩ|tiến sĩ|giáo sư|luật sư|bác sĩ|ths|ts|pgs)\.?$"
    rf"|{one_of(SITE_VERBS, NETWORKS)})(?:\s|$)",
    re.I,
)
# What a piece of an English line ends in where it is no name but somebody's function.
_FUNCTIONS = re.compile(
    r"\b(?:editors?|writers?|reporters?|correspondents?|contributors?|journalists?|columnists?|analysts?|experts?"
    r"|producers?|directors?|managers?|officers?|buyers?)$",
    re.I,
)
# The provinces and cities of Vietnam before and after the merger of July 2025, and what else datelines name.
_PLACES = """
An Giang; Bà Rịa - Vũng Tàu; Bạc Liêu; Bắc Giang; Bắc Kạn; Bắc Ninh; Bến Tre; Bình Dương; Bình Định; Bình Phước
Bình Thuận; Cà Mau; Cao Bằng; Cần Thơ; Đà Nẵng; Đắk Lắk; Đắk Nông; Điện Biên; Đồng Nai; Đồng Tháp; Gia Lai; Hà Giang
Hà Nam; Hà Nội; Hà Tĩnh; Hải Dương; Hải Phòng; Hậu Giang; Hòa Bình; Hoà Bình; Huế; Hưng Yên; Khánh Hòa; Khánh Hoà
Kiên Giang; Kon Tum; Lai Châu; Lạng Sơn; Lào Cai; Lâm Đồng; Long An; Nam Định; Nghệ An; Ninh Bình; Ninh Thuận
Phú Thọ; Phú Yên; Quảng Bình; Quảng Nam; Quảng Ngãi; Quảng Ninh; Quảng Trị; Sóc Trăng; Sơn La; Tây Ninh; Thái Bình
Thái Nguyên; Thanh Hóa; Thanh Hoá; Thừa Thiên Huế; Tiền Giang; Trà Vinh; Tuyên Quang; Vĩnh Long; Vĩnh Phúc; Yên Bái
Sài Gòn; Hồ Chí Minh; Việt Nam; Đà Lạt; Nha Trang; Vũng Tàu; Phú Quốc; Thủ Đức; Hạ Long; Hội An; Biển Đông
Trường Sa; Hoàng Sa; Trung Quốc; Nhật Bản; Hàn Quốc; Triều Tiên; Thái Lan; Đài Loan; Hồng Kông; Ấn Độ; Hoa Kỳ
Bắc Kinh; Thượng Hải; Miền Bắc; Miền Trung; Miền Nam; Miền Tây; Tây Bắc; Tây Nguyên; Đông Bắc; Tây Nam Bộ
"""
_PLACE_KEYS = frozenset(n.strip().casefold() for n in re.split(r"[;\n]", _PLACES) if n.strip())
# Family names of about 97 in 100 Vietnamese (Lê Trung Hoa, Họ và tên người Việt Nam, 2005), spelt both ways.
_FAMILIES = frozenset(
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương lâm đinh mai tô"
    " phùng hà cao lưu tạ chu châu tăng thái quách la lương kiều nghiêm tống triệu văn thân từ tôn thạch giang khổng"
    " doãn đàm hứa ông mạc cù lại bạch nông ma lò quàng cầm hầu vi lục lường sầm thi".split()
)


# Days and months in English: dates of foreign templates stand where author lines do. Names of people are among them
# (April, May, June), but nobody signs with one alone.
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)
# Words between the parts of an author line (`Đăng ngày … trong Kiến trúc`), and the button for larger letters.
_NO_NAMES = frozenset("trong tại bởi lúc vào của cho từ với".split())
_LETTERS = re.compile(r"A(?:\s?[A+-])+")


def is_person(name: str) -> bool:
    """Whether an author line can mean a person by this: capitalised words, no body, place of work or function."""
    if numbered := _NUMBERED.fullmatch(name):
        name = numbered[1]
    words = name.split()
    if _CALENDAR.issuperset(map(str.lower, words)):
        return False
    if not words or len(name) > 45 or len(words) > 6 or _NO_NAME.search(name) or _BODIES.match(name):
        return False
    if name.lower() in _NO_NAMES or _LETTERS.fullmatch(name):
        return False
    if is_function(name):
        return False
    # Scripts without capitals write names, too.
    capitals = sum(not w[:1].islower() or w in PARTICLES for w in words)
    return not words[0][:1].islower() and words[0][:1].isalpha() and capitals >= len(words) - 1 and not is_place(name)


def is_function(name: str) -> bool:
    """Whether this says in English what somebody is: `Senior Writer`."""
    return _FUNCTIONS.search(name) is not None


def is_place(name: str) -> bool:
    """Whether this is a place that datelines name, where it can be no person."""
    return name.casefold() in _PLACE_KEYS


def is_written_as_name(name: str) -> bool:
    """Whether a line of text that nothing marks as a byline is a name: every word a capital, no more of them than names
    have, and for longer ones a Vietnamese family name in front or a middle name that says man or woman."""
    words = name.split()
    if _CALENDAR.issuperset(map(str.lower, words)):
        return False
    if not 1 < len(name) <= 45 or len(words) > 5 or _NO_NAME.search(name) or not _WRITTEN.match(name):
        return False
    known = words[0].lower() in _FAMILIES or words[1:2] in (["Thị"], ["Văn"])
    return len(words) <= 3 or known or not all(map(_plain_syllable, words))


def is_vietnamese_name(name: str) -> bool:
    """Whether this is a person's name of two to five Vietnamese syllables, all with capitals, or an initial with a
    name (`T.Phong`): what `Theo` may name."""
    words = name.rstrip(".").split()
    if _ABBREVIATED.fullmatch(name) and _plain_syllable(name.rsplit(".", 1)[-1].strip()):
        return True
    capitals = 2 <= len(words) <= 5 and all(w[:1].isupper() for w in words)
    return capitals and all(map(_plain_syllable, words)) and is_person(name)


def initials_end(name: str) -> bool:
    """Whether the last dot of a name belongs to an initial: `L.T.`, `Tùng Đ.`."""
    return re.search(r"(?:^|[\s.])\w\.$", name) is not None


def _plain_syllable(word: str) -> bool:
    return is_syllable(unicodedata.normalize("NFC", word))
