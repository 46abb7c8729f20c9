"""VietNamNet. Unverified: day archive and most sections. Its feeds at `/<section>.rss` stand still since 2026-08."""

from scrapers.outlet import DayArchive, Feed, Layout, Listing, Outlet, Sitemap

SECTIONS = "chinh-tri thoi-su kinh-doanh the-thao the-gioi giao-duc van-hoa-giai-tri suc-khoe cong-nghe phap-luat"
MENU = "doi-song du-lich bat-dong-san oto-xe-may ban-doc tuan-viet-nam"
SEEN = {"kinh-doanh": "2026-03"}
CARDS = ".horizontalPost__main-title a, .verticalPost__main-title a"
SECTION = Listing(url="", links=CARDS, next="link[rel=next], li.pagination-next a")

OUTLET = Outlet(
    name="vietnamnet",
    title="VietNamNet",
    home="https://vietnamnet.vn",
    hosts=("infonet.vietnamnet.vn",),
    article=r"/(?!.*-tag\d+\.html$)(?:[a-z0-9-]+/)*[^/]+-(?P<id>\d{6,7})\.html$",
    aliases=("VNN", "Vietnamnet.vn", "Báo VietNamNet"),
    sources=(
        Feed(url="/rss/tin-moi-nong.rss"),
        *(Feed(url=f"/rss/{s}.rss", section=s, seen="2026-10") for s in SECTIONS.split()),
        *(SECTION.but(url=f"/{s}", section=s, seen=SEEN.get(s, "")) for s in f"{SECTIONS} {MENU}".split()),
        Sitemap(url="/sitemap.xml", period=r"-(?P<month>\d\d)-(?P<year>\d{4})-", seen="2026-07"),
        DayArchive(url="/tin-tuc-24h?bydate={date:%d/%m/%Y}-{date:%d/%m/%Y}", links=CARDS, next=SECTION.next),
    ),
    layouts=(
        Layout(
            name="2025",
            marker="h1.content-detail-title",
            seen="2026-07",
            title="h1.content-detail-title",
            lead=".content-detail-sapo",
            body=".maincontent.main-content",
            author=".article-detail-author__info .name",
            date=".bread-crumb-detail__time | .publish-date",
            section=".bread-crumb-detail > ul > li > a",
            tags=".tag-cotnent h3 a",
            drop=".vnn-template-noneditable, .ck-cms-insert-news",
        ),
        Layout(
            name="2020",
            marker="#ArticleContent",
            seen="2020-02",
            title="h1.title",
            lead=".ArticleLead p | .ArticleLead",
            body="#ArticleContent",
            author="",
            date=".ArticleDate",
            section=".top-cate-head-title a",
            drop=".ArticleLead, .article-relate, .box-taitro",
        ),
    ),
)
