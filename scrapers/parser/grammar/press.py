"""Names of newspapers, broadcasters and agencies as bylines print them: an outlet is never a person."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NAMES = """
24h; 2Sao; ABC News; AFF; AFP; Afamily; Al Jazeera; AMI; An ninh Thế giới; An ninh Thủ đô; ANTĐ; ANTV; AP; Arirang
Asahi; Associated Press; Asia Times; Axios; Barron's; BBC; Bangkok Post; Bình Phước Online; Bizlive; Bloomberg
BNEWS; Bóng đá; Bóng đá Plus; Business Insider; Business Times; Cafebiz; CafeF; Cafeland; CAND; CBS; CBS News; CCTV
Channel News Asia; Chinhphu.vn; Chính phủ; CNA; CNBC; CNET; CNN; Công an nhân dân; Công an TP.HCM
Công dân & Khuyến học; Công lý; Công luận; Công thương; CTV News; Daily Mail; Dailymail; Daily Star; Dân sinh
Dân trí; Dân Việt; Diễn đàn Doanh nghiệp; Doanh nhân Sài Gòn; Doanh nghiệp và Kinh doanh; DPA; Du lịch; DW
Đại biểu Nhân dân; Đại Đoàn Kết; Đại Kỷ Nguyên; Đất Việt; Đầu tư; Đầu tư Chứng khoán; Đời sống & Pháp luật
Đời sống Pháp luật; Đời sống và Pháp luật; ĐTCK; Đẹp; Economist; EFE; Eva; Express; Facebook; Financial Times
Forbes; Fortune; Fox News; France24; FT; Gamek; GameK; GenK; Giadinh.net; GiadinhNet; Giao thông; Giao thông vận tải
Gia đình; Gia đình & Xã hội; Gia đình và Xã hội; Gia đình Việt Nam; Giáo dục; Giáo dục Thời đại; Giáo dục & Thời đại
Giáo dục và Thời đại; Giáo dục Việt Nam; Global Times; Goal; Hà Nội mới; Hànộimới; Hải quan; HNM; Hoàn Cầu
Hoa học trò; Hürriyet; Independent; Infonet; Interfax; Itar-Tass; Jakarta Post; Japan Times; Kenh14; Khám phá
Khánh Hòa; Khoa học & Đời sống; Khoa học và Đời sống; Khoa học và Phát triển; Kiến thức; Kinh tế & Đô thị
Kinh tế đô thị; Kinh tế Sài Gòn; Kinhtedothi; Kinh tế và Đô thị; Kinh tế nông thôn; Kinh tế Việt Nam; Korea Herald
Korea Times; KTĐT; KTSG; KTSG Online; Kyodo; Lao Động; LĐO; Lao động Thủ đô; Le Figaro; Le Monde; Le Parisien
LiveScience; Los Angeles Times; Marca; Market Watch; MarketWatch; Mashable; Media; Metro; Mirror; MSN; Nature
National Geographic; NBC; NBC News; NDĐT; New Scientist; New Straits Times; New York Post; New York Times; Newsweek
Người Đô thị; Người đưa tin; Người Lao Động; Người tiêu dùng; Ngoisao; Ngôi sao; Nhà báo & Công luận
Nhà báo và Công luận; Nhà đầu tư; Nhân Dân; Nhịp cầu đầu tư; Nhịp sống doanh nghiệp; Nhịp sống kinh tế
Nhịp sống kinh doanh; Nhịp sống số; Nhịp sống thị trường; Nhịp sống Việt; Nikkei; Nikkei Asia; Nikkei Asian Review
NLĐ; NLĐO; Nông nghiệp; Nông nghiệp Việt Nam; Nông thôn ngày nay; NYT; People; Pháp luật; Pháp luật & Bạn đọc
Pháp luật Plus; Pháp luật TP HCM; Pháp luật TP.HCM; Pháp luật và Bạn đọc; Pháp luật và Xã hội; Pháp luật & Xã hội
Pháp luật Việt Nam; Phụ nữ; Phụ nữ Online; Phụ nữ số; Phụ nữ Thủ đô; Phụ nữ TP.HCM; Phụ nữ TPHCM; Phụ nữ Việt Nam
Phụ nữ mới; PLO; PLVN; Politico; Press TV; Quân đội nhân dân; QĐND; Quốc hội; RFI; RIA; RIA Novosti; Reuters; RT
Rusian Today; Russia Today; Saigon Times; Sài Gòn Giải Phóng; Sài Gòn Tiếp thị; Sankei Sports; Saostar; SCMP; SGGP
SGTT; Science; Shanghaiist; Sina; Sky News; Sky Sports; SlashGear; Soha; Soha News; Sohu; South China Morning Post
Sports Seoul; Sputnik; Straits Times; Sức khỏe & Đời sống; Sức khỏe và Đời sống; Sức khỏe đời sống; Tài chính
Tài nguyên & Môi trường; Tài nguyên và Môi trường; Tạp chí Tài chính; Talksport; Tass; TASS; TBKTSG; Telegraph
The Athletic; The Atlantic; The Economist; The Guardian; Guardian; The Hill; The Independent; The Korea Herald
The Motley Fool; The National; The Nation; The New York Times; The Star; The Straits Times; The Sun; Sun
The Telegraph; The Times; The Verge; The Wall Street Journal; The Washington Post; Thanh Niên; Thanh tra
Thế giới & Việt Nam; Thế giới trẻ; Thế giới và Việt Nam; Thể thao; Thể thao & Văn hóa; Thể thao 24h
Thể thao Văn hóa; Thể thao và Văn hóa; Thể thao Việt Nam; Thế thao 247; Thị trường tài chính Việt Nam
Thị trường tài chính; Thời báo Kinh tế Sài Gòn; Thời báo Ngân hàng; Thời báo Tài chính; Thời báo Tài chính Việt Nam
Thời đại; Thống Nhất; Thông tấn xã Việt Nam; Thời Nay; Thương trường; Tiền Phong; Time; Times of India; Tin tức
Tinmoi; Tinmới; TMZ; TNO; TP; TPO; Trí thức trẻ; Tri thức trẻ; Trí Thức Trẻ; Tri thức; Tri Thức Trực Tuyến
Tri thức trực tuyến; Trí thức VN; TTO; TTVH; TTXVN; TTXVN/Vietnam+; TT; Tuổi Trẻ; Tuổi Trẻ Cười; Tuổi Trẻ Online
Tuổi trẻ Thủ đô; TVBS; UNN; UPI; USA Today; Variety; Vcamp; VCCorp; VEF; Venture Beat; Việt Báo; VietBao; Vietbao
Vietnambiz; VietnamBiz; VietNamNet; Vietnamnet; Vietnam+; VietnamPlus; Vietnam Plus; Viettimes; VietTimes; VietQ
Vietstock; Vì trẻ em; Văn hóa; Văn hóa Nghệ An; Văn hiến; VnExpress; VNExpress; VN Express; VnEconomy; VnMedia; VNA
VNN; VOA; Vogue; VOH; VOV; VOV Giao thông; VTC; VTC News; VTCNews; VTV; VTV Online; VTVNews; Wall Street Journal
WSJ; Washington Post; Wired; World Bank; Xã hội; Xã luận; Xây dựng; Xe & Giao thông; Xinhua; Yahoo; Yahoo Finance
Yahoo News; YAN; Yan News; Yonhap; YouTube; Zing; Zing News; ZingNews; Zing.vn; Znews; Zalo; Tân Hoa xã; Tân Hoa Xã
Thời báo Hoàn Cầu; Nhân Dân nhật báo; Dân chí; Emdep; Em đẹp; Một thế giới; Motthegioi; Người Việt; Lifehacker
PC World; PCWorld; Quang Ninh Online; Quảng Ninh; Báo Mới; Baomoi; Bưu điện Việt Nam; ICTnews; ICT News; Techz
Tinhte; Tinh tế; Webtretho; Báo Hòa Bình; Bnews; vnanet; Đời sống Việt Nam; Nhân Dân điện tử
"""
# Agencies whose bureaus and channels bear their name: `VOV-Tây Bắc`, `VOV tại Lào`, `VTV24`.
_BUREAU = re.compile(r"^(?:TTXVN|VOV|VTV)(?:(?:\.vn)?(?:\s?-\s?|\s+tại\s+)\S|\d{1,2}$)")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_PREFIX = re.compile(r"^(?:theo\s+)?(?:(?:trang|báo(?: điện tử)?|tạp chí|đài|kênh|hãng(?: tin)?|tờ)\s+)+", re.I)
_SUFFIX = re.compile(
    r"(?<=\w) (?:online|điện tử)$|\.(?:vn|com|net|org|info|com\.vn|net\.vn|org\.vn|gov\.vn|edu\.vn)$", re.I
)
_DOMAIN = re.compile(r"^(?:https?://)?[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|tv|biz|asia|me|io)(?:/\S*)?$", re.I)


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A name as it is compared: no prefix `báo`, no domain ending, letters and digits only, tones behind their syllable
    (Sức khỏe is Sức khoẻ)."""
    bare = _SUFFIX.sub("", _PREFIX.sub("", name.strip()))
    return "".join(map(_syllable, unicodedata.normalize("NFD", bare).casefold().split()))


def _syllable(word: str) -> str:
    letters = unicodedata.normalize("NFC", word.translate(_TONES))
    tones = "".join(c for c in word if ord(c) in _TONES)
    return "".join(c for c in letters if c.isalnum() or c == "+") + tones


_KEYS = frozenset(key(name) for name in re.split(r"[;\n]", _NAMES) if name.strip())


def is_press(name: str) -> bool:
    """Whether this names an outlet or agency: a known one, `Báo …`, or a web address."""
    return (
        key(name) in _KEYS
        or bool(_DOMAIN.match(name.strip()))
        or _named(name.strip())
        or bool(_BUREAU.match(name.strip()))
    )


def _named(name: str) -> bool:
    """Whether a name follows `báo`, `trang`, …: 'báo Tiền Phong' names one, 'trang chủ' does not."""
    prefix = _PREFIX.match(name)
    return prefix is not None and name[prefix.end() : prefix.end() + 1].isupper()
