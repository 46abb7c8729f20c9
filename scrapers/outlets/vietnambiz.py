"""VietnamBiz; its listings and sitemaps are unverified."""

from scrapers.cms.vccorp import sources
from scrapers.outlet import Feed, Layout, Outlet

FEEDS = "chung-khoan tai-chinh vi-mo doanh-nghiep nha-dat hang-hoa"

OUTLET = Outlet(
    name="vietnambiz",
    title="VietnamBiz",
    home="https://vietnambiz.vn",
    hosts=("m.vietnambiz.vn", "www.vietnambiz.vn"),
    # The id is year, month, day, hour, minute, second and millisecond, none of them padded: 20269717211783.
    article=r"/[^/]+-(?P<id>20[12]\d\d{6,13})\.htm$",
    aliases=("VietnamBiz.vn", "Vietnambiz"),
    sources=(
        *(Feed(url=f"/{s}.rss", section=s, seen="2026-09") for s in FEEDS.split()),
        *sources(
            f"{FEEDS} thoi-su du-bao quoc-te",
            feed=Feed(url="/thoi-su.rss", seen="2026-09"),
            links=".news .title a, .item .title a, .item a.title, h2 a, h3 a",
            pages="/timeline/{zone}/trang-{n}.htm",
        ),
    ),
    layouts=(
        Layout(
            name="2026",
            marker="h1.vnbcb-title",
            seen="2026-09",
            title="h1.vnbcb-title",
            lead=".vnbcbc-sapo",
            body=".vnbcbc-body",
            author="p.author",
            date=".vnbcba-time",
            section=".title-pagecate a[data-role=cate-name]",
            tags=".vnbcbcbs-tags a",
            source=".link-source-text-name[data-role=source]",
        ),
    ),
)
