"""VnExpress. Unverified: the news sitemap and all sections but kinh-doanh.

The day archive answered plain clients with 302 in 2026-07.
"""

from scrapers.cms.fpt_online import VNEXPRESS, VNEXPRESS_2012, VNEXPRESS_2014, VNEXPRESS_2019, VNEXPRESS_MOBILE
from scrapers.outlet import DayArchive, Feed, Listing, NewsSitemap, Outlet

SECTIONS = (
    "thoi-su the-gioi kinh-doanh khoa-hoc-cong-nghe giai-tri the-thao phap-luat giao-duc suc-khoe doi-song du-lich"
)
SITES = "giaitri kinhdoanh dulich suckhoe thethao giadinh sohoa doisong video ngoisao e"
CARDS = "article.item-news .title-news > a, article.article-item .title-news > a"
SEEN_FEEDS = {"kinh-doanh": "2026-07"}
SECTION = Listing(url="", links=CARDS, next="link[rel=next], #pagination a.next-page")

OUTLET = Outlet(
    name="vnexpress",
    title="VnExpress",
    home="https://vnexpress.net",
    # The sub-sites of 2012-2018; their addresses lead to the same paths today.
    hosts=tuple(f"{s}.vnexpress.net" for s in "giaitri kinhdoanh dulich suckhoe thethao giadinh sohoa doisong".split()),
    # 2012 /gl/<sections>/2012/12/<slug>/ without an id
    article=r"/(?:gl/(?:[a-z0-9-]+/)+\d{4}/\d\d/[^/]+/?|(?:[a-z0-9-]+/)*[^/]+-(?P<id>\d{7})\.html)$",
    # Sections had sites of their own from 2012 to 2018; e. is the English edition.
    sites=tuple(f"{s}.vnexpress.net" for s in SITES.split()),
    aliases=("VnE", "VnExpress.net"),
    sources=(
        Feed(url="/rss/tin-moi-nhat.rss", seen="2019-02"),
        NewsSitemap(url="/google-news-sitemap.xml"),
        *(Feed(url=f"/rss/{s}.rss", section=s, seen=SEEN_FEEDS.get(s, "")) for s in SECTIONS.split()),
        *(SECTION.but(url=f"/{s}", section=s, seen="2026-03" if s == "kinh-doanh" else "") for s in SECTIONS.split()),
        DayArchive(url="/articles-{year}-sitemap.xml?m={month}&d={day}"),
    ),
    layouts=(
        VNEXPRESS.but(seen="2026-07"),
        VNEXPRESS_MOBILE.but(seen="2026-10"),
        VNEXPRESS_2019.but(seen="2019-02"),
        VNEXPRESS_2014.but(seen="2014-05"),
        VNEXPRESS_2012.but(seen="2012-12"),
    ),
)
