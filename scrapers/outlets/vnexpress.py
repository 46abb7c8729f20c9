"""VnExpress. Unverified: the day archive, the sitemap and all sections but kinh-doanh."""

from scrapers.cms.fpt_online import VNEXPRESS, VNEXPRESS_2012, VNEXPRESS_2019
from scrapers.outlet import DayArchive, Feed, Listing, Outlet

SECTIONS = (
    "thoi-su the-gioi kinh-doanh khoa-hoc-cong-nghe giai-tri the-thao phap-luat giao-duc suc-khoe doi-song du-lich"
)
CARDS = "article.item-news .title-news > a, article.article-item .title-news > a"
SECTION = Listing(url="", links=CARDS, next="link[rel=next], #pagination a.next-page")

OUTLET = Outlet(
    name="vnexpress",
    title="VnExpress",
    home="https://vnexpress.net",
    # 2012 /gl/<sections>/2012/12/<slug>/ without an id
    article=r"/(?:gl/(?:[a-z0-9-]+/)+\d{4}/\d\d/[^/]+/?|(?:[a-z0-9-]+/)*[^/]+-(?P<id>\d{7})\.html)$",
    aliases=("VnE", "VnExpress.net"),
    sources=(
        Feed(url="/rss/tin-moi-nhat.rss", seen="2019-02"),
        *(Feed(url=f"/rss/{s}.rss", section=s) for s in SECTIONS.split()),
        *(SECTION.but(url=f"/{s}", section=s, seen="2026-03" if s == "kinh-doanh" else "") for s in SECTIONS.split()),
        DayArchive(url="/articles-{year}-sitemap.xml?m={month}&d={day}"),
    ),
    layouts=(VNEXPRESS, VNEXPRESS_2019, VNEXPRESS_2012),
)
