"""Thế giới và Việt Nam. No page was at hand: layout and sources are its family's, unverified."""

from scrapers.cms.mastercms import MASTERCMS
from scrapers.outlet import Feed, Listing, Outlet, Sitemap

SECTIONS = "thoi-su the-gioi doi-ngoai kinh-te xa-hoi van-hoa"

OUTLET = Outlet(
    name="baoquocte",
    title="Thế giới và Việt Nam",
    home="https://baoquocte.vn",
    article=r"/(?:[a-z0-9-]+/)*[^/]+-(?P<id>\d{5,6})\.html$",
    aliases=("TG&VN", "TGVN", "Baoquocte.vn", "Báo Quốc tế", "Báo Thế giới và Việt Nam"),
    sources=(
        Feed(url="/rss_feed/"),
        *(Listing(url=f"/{s}", section=s, links=".article-title a") for s in SECTIONS.split()),
        Sitemap(url="/sitemap_site_1.xml"),
    ),
    layouts=(
        MASTERCMS.but(
            name="old", marker="h1.post-title", title="h1.post-title", lead=".post-desc", date=".format_date"
        ),
        MASTERCMS,
        MASTERCMS.but(name="detail", marker=".article-detail", body=".article-detail"),
    ),
)
