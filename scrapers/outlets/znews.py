"""Znews, before: Zing News. Unverified: sections and their listings."""

from scrapers.cms.epi import EPI_2019
from scrapers.outlet import Feed, Layout, Listing, Outlet, Sitemap

SECTIONS = "thoi-su the-gioi kinh-doanh-tai-chinh suc-khoe the-thao doi-song cong-nghe giai-tri phap-luat giao-duc"

OUTLET = Outlet(
    name="znews",
    title="Znews",
    home="https://znews.vn",
    hosts=("zingnews.vn", "news.zing.vn"),
    # 2012 /<section>/<slug>/a293777.html
    article=r"/(?:[a-z0-9-]+/)*(?:[^/]+-post|a)(?P<id>\d+)\.html$",
    aliases=("Zing", "Zing.vn", "Zing News", "Zingnews", "Tri Thức - Znews", "Tri thức trực tuyến"),
    sources=(
        Feed(url="/rss/trang-chu.rss", seen="2018-07"),
        *(Feed(url=f"/rss/{s}.rss", section=s) for s in SECTIONS.split()),
        *(Listing(url=f"/{s}.html", section=s, links=".article-title a") for s in SECTIONS.split()),
        Sitemap(url="/sitemap/sitemap.xml", period=r"article-(?P<year>\d{4})-?(?P<month>\d{1,2})"),
    ),
    layouts=(
        EPI_2019.but(
            name="2018",
            marker=".the-article-body",
            seen="2026-07",
            title="h1.the-article-title",
            lead="p.the-article-summary",
            body=".the-article-body",
            author=".the-article-credit .author",
            date="li.the-article-publish",
            section=".the-article-category a",
            tags=".the-article-tags strong, .the-article-tags a, .the-article-tags span",
            caption=".pCaption",
            drop=".inner-article, .article-news-coverage, section.sidebar, section.recommendation",
        ),
        Layout(
            name="2012",
            marker="h1.pTitle",
            seen="2012-12",
            title="h1.pTitle",
            lead="h2.pHead",
            body="#content_document",
            author=".pAuthor, .pSource",
            date=".timestamp",
            section=".subheader > a",
            tags=".tags .label a",
            caption=".pCaption",
            drop=".pTitle, .pHead, .pAuthor, .pSource, .share_buttons, .discussion_tools, .tags, .more_news",
        ),
    ),
)
