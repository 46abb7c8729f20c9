"""Lao Động. Unverified: all but the layout 2019; a first request may be answered by a cookie challenge."""

from scrapers.outlet import Feed, Layout, Listing, Outlet

SECTIONS = "thoi-su the-gioi xa-hoi phap-luat kinh-doanh bat-dong-san van-hoa the-thao suc-khoe cong-doan giao-duc"

OUTLET = Outlet(
    name="laodong",
    title="Lao Động",
    home="https://laodong.vn",
    article=r"/(?!tags/)(?:[a-z0-9-]+/)*[^/]+-(?P<id>\d{5,8})\.ldo$",
    aliases=("LĐO", "LĐ", "Báo Lao Động", "Laodong.vn"),
    sources=(
        Feed(url="/rss/home.rss"),
        *(Feed(url=f"/rss/{s}.rss", section=s) for s in SECTIONS.split()),
        *(
            Listing(url=f"/{s}", section=s, links="article a.link-title, article h2 a, article h3 a, article h4 a")
            for s in SECTIONS.split()
        ),
    ),
    layouts=(
        Layout(
            name="2022",
            marker=".art-body",
            title="h1",
            lead=".chappeau",
            body=".art-body",
            author=".author",
            date="span.time",
            section="a.main-cat-lnk",
            tags=".keywords a",
        ),
        Layout(
            name="2019",
            marker="time.f-datetime",
            seen="2020-02",
            title=".title h1",
            lead="p.abs",
            body=".article-content",
            author=".author-wrapper .author",
            date="time.f-datetime",
            section=".breadcrumb a",
            tags=".keywords a",
            cover=".imgCon",
            caption=".imgCon .description",
            drop=".for-reading-mode, .fb-share-button",
        ),
    ),
)
