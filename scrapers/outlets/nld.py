"""Người Lao Động, since July 2026 a part of tuoitre.vn, where nld.com.vn redirects; all sources are unverified."""

from scrapers.cms.vccorp import ROLES, VCCORP
from scrapers.outlet import Feed, Layout, Listing, Outlet, Sitemap

SECTIONS = "thoi-su quoc-te kinh-te cong-doan phap-luat giao-duc-khoa-hoc suc-khoe the-thao"
MORE = "/nld/timelinelist/{zone}/{n}.htm"
CARDS = Listing(url="", links=".box-category-link-title, .box-stream-link-title", zone="#hdZoneId", pages=MORE)

OUTLET = Outlet(
    name="nld",
    title="Người Lao Động",
    home="https://tuoitre.vn/nld",
    hosts=("nld.com.vn", "nld.tuoitre.vn"),
    # To July 2023 /section/slug-20230712….htm; 2012 /20121211083815777p0c1077/slug.htm
    article=r"/(?:(?:[\w-]+/){0,2}[^/]+-)?(?P<id>(?:20[0-3]\d|196)\d{10,16})(?:p\d+c\d+/[^/]+)?\.htm$",
    aliases=("NLĐO", "NLĐ", "Báo Người Lao Động", "Người Lao Động Online"),
    sources=(
        *(Feed(url=f"/nld/rss/{s}.rss", section=s) for s in SECTIONS.split()),
        *(CARDS.but(url=f"/nld/{s}.htm", section=s) for s in SECTIONS.split()),
        Sitemap(url="/nld/sitemap.xml", period=r"/sitemaps-(?P<year>\d{4})-(?P<month>\d{1,2})(?=[-.])"),
    ),
    layouts=(
        VCCORP.but(seen="2026-03"),
        ROLES,
        Layout(
            name="2020",
            marker=".content-news-detail",
            seen="2019-12",
            title="h1.title-content",
            lead=".sapo-detail",
            body=".content-news-detail",
            author="span.author",
            date="span.pdate",
            section=".dateandcat a.cat",
            drop=VCCORP.drop,
        ),
        Layout(
            name="2012",
            marker=".box10 > p.time",
            seen="2012-12",
            title=".box10 > h1",
            lead=".box10 > h3",
            body=".box10 > .content",
            author=".box10 > .content + div",
            date=".box10 > p.time",
            section=".box10 > .caption h2 a",
            tags=".box10 > .tags a",
        ),
    ),
)
