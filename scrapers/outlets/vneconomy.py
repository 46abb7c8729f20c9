"""VnEconomy. Unverified: all but the layout 2022; the other layouts are as public crawlers of those years read them."""

from scrapers.cms.vccorp import VCCORP
from scrapers.outlet import Feed, Layout, Listing, NewsSitemap, Outlet, Sitemap

SECTIONS = "chung-khoan tai-chinh thi-truong dia-oc dau-tu tieu-diem kinh-te-the-gioi nhip-cau-doanh-nghiep".split()
QUIET = "kinh-te-xanh kinh-te-so tieu-dung".split()
CARDS = Listing(url="", links="h3 a:not(.name-category-menu a), h2 a")

OUTLET = Outlet(
    name="vneconomy",
    title="VnEconomy",
    home="https://vneconomy.vn",
    hosts=("m.vneconomy.vn", "www.vneconomy.vn"),
    # No id; sections have up to five words.
    article=r"/[a-z0-9]+(?:-[a-z0-9]+){5,}\.htm$",
    aliases=("VnEconomy.vn", "Thời báo Kinh tế Việt Nam", "Tạp chí Kinh tế Việt Nam", "Kinh tế Việt Nam"),
    sources=(
        Feed(url="/tin-moi.rss", seen="2026-09"),
        *(Feed(url=f"/{s}.rss", section=s, seen="2026-09") for s in SECTIONS),
        *(CARDS.but(url=f"/{s}.htm", section=s, pages=f"/{s}.htm?page={{n}}") for s in (*SECTIONS, *QUIET)),
        NewsSitemap(url="/sitemap/google-news.xml"),
        NewsSitemap(url="/sitemap/latest-news.xml"),
        Sitemap(url="/sitemap.xml", period=r"/news-(?P<year>\d{4})-(?P<month>\d\d)\.xml", seen="2026-07"),
    ),
    layouts=(
        Layout(
            name="2026",
            marker="h1.article-header__title",
            title="h1.article-header__title",
            lead="h4.article-content__lead",
            body="main#article-editor",
            author=".article-meta__author a",
            date="time.article-meta__time",
            drop=".article-content__lead",
        ),
        Layout(
            name="2022",
            marker="h1.detail__title",
            seen="2022-01",
            title="h1.detail__title",
            lead="h2.detail__summary",
            body=".detail__content",
            author=".detail__author",
            date=".detail__meta",
            order="MDY",
            section=".breadcrumbs .category-main a",
            cover="figure.detail__avatar",
        ),
        Layout(
            name="2021",
            marker="h1.name-detail",
            title="h1.name-detail",
            lead=".news-sapo",
            body=".ct-edtior-web",
            author=".name-author",
            date="p.date",
        ),
        VCCORP.but(name="2020", seen=""),
    ),
)
