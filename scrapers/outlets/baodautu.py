"""Báo Đầu tư. Its feeds are dead (an empty channel in 2026). Unverified: most sections.

Sections are named as its menu of 2026-03 names them.
"""

from scrapers.cms.pkg_theme import PKG
from scrapers.outlet import Listing, Outlet, Sitemap

SECTIONS = (
    "thoi-su-dau-tu-d1 toan-canh-dau-tu-d2 kinh-doanh-d3 dau-tu-tai-chinh-d6 thi-truong-dia-oc-d7 tieu-dung-d8 "
    "ngan-hang--bao-hiem-d5 kinh-te-so-d77 dau-tu-va-phap-luat-d41 phat-trien-ben-vung-d52 y-te---suc-khoe-d78 "
    "khoa-hoc-va-cong-nghe-d10 du-lich-d55 doi-song-d27 thong-tin-doanh-nghiep-d36 diem-tin-noi-bat-d76"
)
SEEN = {"dau-tu-tai-chinh-d6": "2026-03", "toan-canh-dau-tu-d2": "2026-09"}
SECTION = Listing(
    url="",
    links=".list_news_home .desc_list_news_home a.fbold, .news_focus a.fbold, .news_top_box a.fbold, "
    ".col235 a.title_thumb_square",
    next="nav.pagation a.active + a",
)

OUTLET = Outlet(
    name="baodautu",
    title="Báo Đầu tư",
    home="https://baodautu.vn",
    article=r"/[^/]+-d(?P<id>\d{5,7})\.html$",
    aliases=("Đầu tư", "Đầu tư Online", "baodautu.vn"),
    sources=(
        *(SECTION.but(url=f"/{s}/", section=s.rpartition("-")[0], seen=SEEN.get(s, "")) for s in SECTIONS.split()),
        Sitemap(url="/sitemap.xml", period=r"news-(?P<year>\d{4})-(?P<month>\d{1,2})\.xml", seen="2026-09"),
    ),
    layouts=(PKG.but(seen="2026-03"),),
)
