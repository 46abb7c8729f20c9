"""Quân đội nhân dân. Unverified: all sources."""

from scrapers.outlet import Feed, Layout, Listing, Outlet, Sitemap

SECTIONS = "chinh-tri quoc-phong-an-ninh kinh-te xa-hoi van-hoa quoc-te phap-luat the-thao giao-duc-khoa-hoc ban-doc"
FEEDS = {"chinh-tri-3429": "chinh-tri", "quoc-phong-an-ninh-3424": "quoc-phong-an-ninh", "quoc-te-3447": "quoc-te"}

OUTLET = Outlet(
    name="qdnd",
    title="Quân đội nhân dân",
    home="https://www.qdnd.vn",
    article=r"/(?:[a-z0-9-]+/)+[^/]+-(?P<id>\d{5,8})$",
    aliases=("QĐND", "QĐND Online", "Báo Quân đội nhân dân"),
    sources=(
        Feed(url="/rss/cate/tin-tuc-moi-nhat.rss"),
        *(Feed(url=f"/rss/cate/{s}.rss", section=name) for s, name in FEEDS.items()),
        *(Listing(url=f"/{s}", section=s, links="article h3 a, article h2 a") for s in SECTIONS.split()),
        Sitemap(url="/sitemaps/pid/feed-0.xml"),
    ),
    # Every page answers 302 to its own address until the session cookie that comes with it is sent back.
    settings={"COOKIES_ENABLED": True},
    layouts=(
        Layout(
            name="2025",
            marker=".post-content",
            seen="2025-12",
            title="h1.post-title",
            lead=".post-summary",
            body=".post-content [itemprop=articleBody] | .post-content",
            author="",
            date=".post-subinfo > span",
            section=".brcrum-title a",
            caption=".alt_imgEditor td",
            drop=".post-relate, .list-newslive",
        ),
    ),
)
