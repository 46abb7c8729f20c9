"""Hànộimới; its old layout and most sources are unverified. A feed with `.rss` behind its name has no items."""

from scrapers.cms.onecms import LISTING, ONECMS
from scrapers.outlet import Feed, Layout, Outlet, Sitemap

SECTIONS = "chinh-tri kinh-te xa-hoi van-hoa giao-duc the-gioi phap-luat the-thao suc-khoe do-thi"
SEEN = dict.fromkeys(("kinh-te", "xa-hoi"), "2026-10")

OUTLET = Outlet(
    name="hanoimoi",
    title="Hànộimới",
    home="https://hanoimoi.vn",
    hosts=("hanoimoi.com.vn",),
    # hanoimoi.com.vn: /tin-tuc/<section>/1012345/<slug>
    article=r"/(?:tin-tuc/(?:[^/]+/)+|(?:[^/]+/)*[^/]+-)(?P<id>\d{6,7})(?:\.html|/[^/]+)$",
    aliases=("HNM", "HNMO", "Hà Nội mới", "Báo Hànộimới", "Hanoimoi"),
    sources=(
        Feed(url="/rss/home"),
        *(Feed(url=f"/rss/{s}", section=s, seen=SEEN.get(s, "")) for s in SECTIONS.split()),
        *(LISTING.but(url=f"/{s}", section=s, seen="2026-09") for s in SECTIONS.split()),
        Sitemap(url="/sitemap-article-daily.xml"),
        Sitemap(url="/sitemap.xml"),
    ),
    layouts=(
        ONECMS.but(seen="2026-01"),
        Layout(
            name="2020",
            marker=".article .summary",
            title=".article h1",
            lead=".summary",
            body=".article",
            date=".period",
            drop="h1, .summary, .period",
        ),
    ),
)
