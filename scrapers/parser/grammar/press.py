"""Recognises names of newspapers, broadcasters and agencies in bylines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from scrapers.outlets import outlets
from scrapers.parser.grammar.syllables import TONES
from scrapers.spelling import unmarked
from scrapers.text import LOWER

# Others than our own outlets, whose files name them.
_NAMES = """
2Sao; ABC News; AFF; AFP; Al Jazeera; AMI; An ninh Thế giới; An ninh Thủ đô; ANTĐ; ANTV; AP; Arirang; Asahi
Associated Press; Asia Times; Axios; Barron's; BBC; Bangkok Post; Bình Phước Online; Bizlive; Bloomberg; BNEWS
Bóng đá; Bóng đá Plus; Business Insider; Business Times; Cafeland; CBS; CBS News; CCTV; Channel News Asia; CNA; CNBC
CNET; CNN; Công an TP.HCM; Công dân & Khuyến học; Công luận; CTV News; Daily Mail; Dailymail; Daily Star; Dân sinh
Diễn đàn Doanh nghiệp; Doanh nhân Sài Gòn; Doanh nghiệp và Kinh doanh; DPA; Du lịch; DW; Đại biểu Nhân dân
Đại Đoàn Kết; Đại Kỷ Nguyên; Đất Việt; Đầu tư Chứng khoán; ĐTCK; Đẹp; Economist; EFE; Eva; Express; Facebook
Financial Times; Forbes; Fortune; Fox News; France24; FT; Gamek; GameK; Giao thông; Giao thông vận tải; Gia đình
Gia đình Việt Nam; Giáo dục; Giáo dục Việt Nam; Global Times; Goal; Hải quan; Hoàn Cầu; Hoa học trò; Hürriyet
Independent; Infonet; Interfax; Itar-Tass; Jakarta Post; Japan Times; Khám phá; Khánh Hòa; Khoa học & Đời sống
Khoa học và Đời sống; Khoa học và Phát triển; Kiến thức; Kinh tế nông thôn; Korea Herald; Korea Times; Kyodo
Lao động Thủ đô; Le Figaro; Le Monde; Le Parisien; LiveScience; Los Angeles Times; Marca; Market Watch; MarketWatch
Mashable; Media; Metro; Mirror; MSN; Nature; National Geographic; NBC; NBC News; New Scientist; New Straits Times
New York Post; New York Times; Newsweek; Người Đô thị; Người tiêu dùng; Ngoisao; Ngôi sao; Nhà báo & Công luận
Nhà báo và Công luận; Nhà đầu tư; Nhịp cầu đầu tư; Nhịp sống doanh nghiệp; Nhịp sống kinh tế; Nhịp sống kinh doanh
Nhịp sống số; Nhịp sống thị trường; Nhịp sống Việt; Nikkei; Nikkei Asia; Nikkei Asian Review; Nông nghiệp
Nông nghiệp Việt Nam; NYT; People; Pháp luật; Pháp luật & Bạn đọc; Pháp luật Plus; Pháp luật và Bạn đọc
Pháp luật và Xã hội; Pháp luật & Xã hội; Pháp luật Việt Nam; Phụ nữ; Phụ nữ Online; Phụ nữ số; Phụ nữ Thủ đô
Phụ nữ TP.HCM; Phụ nữ TPHCM; Phụ nữ Việt Nam; Phụ nữ mới; PLVN; Politico; Press TV; Quốc hội; RFI; RIA; RIA Novosti
Reuters; RT; Rusian Today; Russia Today; Saigon Times; Sài Gòn Tiếp thị; Sankei Sports; Saostar; SCMP; SGTT; Science
Shanghaiist; Sina; Sky News; Sky Sports; SlashGear; Sohu; South China Morning Post; Sports Seoul; Sputnik
Straits Times; Sức khỏe và Đời sống; Tài chính; Tài nguyên & Môi trường; Tài nguyên và Môi trường; Tạp chí Tài chính
Talksport; Tass; TASS; Telegraph; The Athletic; The Atlantic; The Economist; The Guardian; Guardian; The Hill
The Independent; The Korea Herald; The Motley Fool; The National; The Nation; The New York Times; The Star
The Straits Times; The Sun; Sun; The Telegraph; The Times; The Verge; The Wall Street Journal; The Washington Post
Thanh tra; Thế giới & Việt Nam; Thế giới trẻ; Thể thao; Thể thao & Văn hóa; Thể thao 24h; Thể thao Văn hóa
Thể thao và Văn hóa; Thể thao Việt Nam; Thế thao 247; Thị trường tài chính Việt Nam; Thị trường tài chính
Thời báo Ngân hàng; Thời báo Tài chính; Thời báo Tài chính Việt Nam; Thời đại; Thống Nhất; Thông tấn xã Việt Nam
Thời Nay; Thương trường; Time; Times of India; Tinmoi; Tinmới; TMZ; TP; Trí thức trẻ; Tri thức trẻ; Trí Thức Trẻ
Tri thức; Trí thức VN; TTVH; TT; Tuổi Trẻ Cười; Tuổi trẻ Thủ đô; TVBS; UNN; UPI; USA Today; Variety; Vcamp; VCCorp
VEF; Venture Beat; Việt Báo; VietBao; Vietbao; Viettimes; VietTimes; VietQ; Vietstock; Vì trẻ em; Văn hóa
Văn hóa Nghệ An; Văn hiến; VnMedia; VNA; VNS; VOA; Vogue; VOH; VOV Giao thông; Wall Street Journal; WSJ; Washington Post
Wired; World Bank; Xã hội; Xã luận; Xây dựng; Xe & Giao thông; Xinhua; Yahoo; Yahoo Finance; Yahoo News; YAN
Yan News; Yonhap; YouTube; Zalo; Tân Hoa xã; Tân Hoa Xã; Thời báo Hoàn Cầu; Nhân Dân nhật báo; Dân chí; Emdep
Em đẹp; Một thế giới; Motthegioi; Người Việt; Lifehacker; PC World; PCWorld; Quang Ninh Online; Quảng Ninh; Báo Mới
Baomoi; Bưu điện Việt Nam; ICTnews; ICT News; Techz; Tinhte; Tinh tế; Webtretho; Báo Hòa Bình; Bnews; vnanet
Đời sống Việt Nam
"""
# The national agency, radio and television, whom all others quote: bureaus and channels bear their name (`VOV-Tây Bắc`,
# `VOV tại Lào`, `VTV24`), and templates print it right behind a reporter's (`Trần HàTTXVN`).
_WIRES = r"(?:TTXVN|VOV|VTV|BNEWS|Vietnam\+)"
_BUREAU = re.compile(rf"^{_WIRES}(?:(?:\.vn)?(?:\s?-\s?|\s+tại\s+)\S|\d{{1,2}}$)")
_GLUED = re.compile(rf"(?<=[{LOWER}])(?={_WIRES}(?:\W|$))")
_PREFIX = re.compile(r"^(?:theo\s+)?(?:(?:trang|báo(?: điện tử)?|tạp chí|đài|kênh|hãng(?: tin)?|tờ)\s+)+", re.I)
_SUFFIX = re.compile(
    r"(?<=\w) (?:online|điện tử)$|\.(?:vn|com|net|org|info|com\.vn|net\.vn|org\.vn|gov\.vn|edu\.vn)$", re.I
)
_LONGEST = 12
"""Words of a name: `Đài Phát thanh và Truyền hình Bà Rịa - Vũng Tàu` has eleven."""
_DOMAIN = re.compile(r"^(?:https?://)?[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|tv|biz|asia|me|io)(?:/\S*)?$", re.I)


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A name as it is compared: no prefix `báo`, no domain ending, letters and digits only, tones behind their syllable
    (Sức khỏe is Sức khoẻ)."""
    bare = _SUFFIX.sub("", _PREFIX.sub("", name.strip()))
    return "".join(map(_syllable, unicodedata.normalize("NFD", bare).casefold().split()))


def domain_key(name: str) -> str:
    """A name as a domain spells it, without tones and marks: `danviet` of Dân Việt."""
    return unmarked(unicodedata.normalize("NFC", key(name).translate(TONES)))


def initials(name: str) -> str:
    """The first letters of a name's words, capitals, `&` as one of them: `GD&TĐ` of Giáo dục & Thời đại."""
    return "".join(word[0] for word in re.findall(r"\w+|&", name.upper()))


def _syllable(word: str) -> str:
    letters = unicodedata.normalize("NFC", word.translate(TONES))
    tones = "".join(c for c in word if ord(c) in TONES)
    return "".join(c for c in letters if c.isalnum() or c == "+") + tones


@cache
def _keys() -> frozenset[str]:
    """The names above and those of our outlets; two letters are a reporter's initials more often than an outlet's."""
    ours = {key(name) for outlet in outlets().values() for name in outlet.names if len(name) > 2}
    return frozenset({key(name) for name in re.split(r"[;\n]", _NAMES) if name.strip()} | ours)


def is_press(name: str) -> bool:
    """Whether this names an outlet or agency: a known one, `Báo …`, or a web address."""
    return (
        key(name) in _keys()
        or bool(_DOMAIN.match(name.strip()))
        or _named(name.strip())
        or bool(_BUREAU.match(name.strip()))
    )


def unglued(line: str) -> str:
    """An author line with a dash before a wire agency that stands right behind a name."""
    return _GLUED.sub(" - ", line)


def _named(name: str) -> bool:
    """Whether a name follows `báo`, `trang`, …: 'báo Tiền Phong' names one, 'trang chủ' does not, nor does a sentence
    about one ('Đài Khí tượng tỉnh dự báo mưa còn kéo dài.')."""
    prefix = _PREFIX.match(name)
    named = prefix is not None and name[prefix.end() : prefix.end() + 1].isupper()
    return named and len(name.split()) <= _LONGEST and not name.endswith(".")
