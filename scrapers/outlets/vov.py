"""VOV. Unverified: the feed, the listings and the sitemaps, whose index misses the current month."""

from scrapers.cms.epi import EPI_2019
from scrapers.outlet import Feed, Layout, Listing, Outlet, Sitemap

SECTIONS = "chinh-tri xa-hoi the-gioi kinh-te thi-truong phap-luat the-thao van-hoa-giai-tri suc-khoe cong-nghe"

OUTLET = Outlet(
    name="vov",
    title="VOV",
    home="https://vov.vn",
    # 2020 /<section>/<slug>-995777.vov
    article=r"/(?:[a-z0-9-]+/)*[^/]+-(?:post)?(?P<id>\d{5,8})\.vov$",
    aliases=("VOV.VN", "Báo điện tử VOV", "Đài Tiếng nói Việt Nam"),
    sources=(
        Feed(url="/rss.xml"),
        *(Listing(url=f"/{s}", section=s, links="a.vovvn-title", pages="?page={n}", first=1) for s in SECTIONS.split()),
        Sitemap(url="/sitemap.xml", period=r"/(?P<year>\d{4})/(?P<month>\d{1,2})/article\.xml"),
    ),
    layouts=(
        Layout(
            name="2026",
            marker=".article-content .text-long",
            seen="2026-07",
            title="h1.article-title",
            lead=".article-summary",
            body=".article-content .text-long",
            author=".article-author a | .article-author",
            date=".article-date > .col-md-4 | .article-date",
            section="ol.breadcrumb li a",
            drop=".inner-article, .field-related-article",
        ),
        EPI_2019.but(
            name="2020", marker="#article-body", author=".article__author", lead=".article__sapo", seen="2020-02"
        ),
    ),
)
