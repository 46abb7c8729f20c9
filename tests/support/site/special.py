"""URLs of the sample site that are not valid articles: what a crawler meets beside the news."""

import re
from dataclasses import replace

from tests.support.site.outlets import KINHTEDOTHI, Outlet
from tests.support.site.pages import Entry

HOME = f"https://{KINHTEDOTHI.host}"

EMPTY = "/thong-bao-cua-toa-soan.690001.html"
REDESIGN = "/giao-dien-moi-cua-bao-dien-tu.690002.html"
GONE = "/tin-da-go-bo.690003.html"
MISSING = "/tin-khong-con-nua.690004.html"
FORBIDDEN = "/noi-bo/ban-nhap.690005.html"
ADVERT = "/quang-cao/lien-he.html"
SLOW_SECTION = "do-thi"

# Links of a section's first page beside its own articles.
STRAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "xa-hoi": (
        (f"{HOME}{EMPTY}", "Thông báo của tòa soạn"),
        (f"{HOME}{GONE}", "Tin đã gỡ bỏ"),
        (f"{HOME}{MISSING}", "Tin không còn nữa"),
    ),
    "thoi-su": (
        (f"{HOME}{REDESIGN}", "Giao diện mới của báo điện tử"),
        (f"{HOME}{FORBIDDEN}", "Bản nháp nội bộ"),
        ("https://vnexpress.net/mot-bai-cua-bao-khac-4000001.html", "Một bài của báo khác"),
        ("https://phapluatxahoi.kinhtedothi.vn/bai-cua-chuyen-trang-690006.html", "Bài của chuyên trang"),
    ),
    "kinh-te": (
        ("https://video.kinhtedothi.vn/ban-tin-kinh-te-tuan-690007.html", "Truyền hình: Bản tin kinh tế tuần"),
        ("https://quangcao.kinhtedothi.vn/click?zone=9&to=/san-pham.690008.html", "Căn hộ cao cấp ưu đãi lớn"),
        (f"{HOME}{ADVERT}", "Bảng giá quảng cáo"),
    ),
}


def strays(outlet: Outlet, slug: str) -> list[Entry]:
    """The stray links of a section as entries of its listing."""
    found = STRAYS.get(slug, ()) if outlet is KINHTEDOTHI else ()
    return [Entry(href, title, "", f"{HOME}/images/blank.gif") for href, title in found]


def respelled(entries: list[Entry]) -> list[Entry]:
    """A listing's first entries once more, as campaigns and phones spell their addresses."""
    spellings = ("{}?utm_source=zalo&utm_medium=share", "{}#binh-luan", "{}?fbclid=IwAR0sample&gidzl=1")
    again = [replace(one, href=form.format(one.href)) for form, one in zip(spellings, entries, strict=False)]
    mobile = [replace(one, href=one.href.replace("//", "//m.", 1)) for one in entries[:1]]
    old = [replace(one, href=re.sub(r"\.(\d{6}\.html)$", r"-\1", one.href)) for one in entries[1:2]]
    return again + mobile + old
