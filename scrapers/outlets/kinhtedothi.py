"""Kinh tế & Đô thị.

No complete real page was at hand: every rule is unverified, read off public crawlers of the year in the layout's name;
what they leave open follows baodautu.vn, which ran the same theme (page of 2026-03).
"""

from scrapers.cms.pkg_theme import PKG
from scrapers.outlet import Feed, Layout, Listing, NewsSitemap, Outlet, Sitemap

L2025 = Layout(
    name="2025",
    marker=".content-ktdt-article",
    title="h1.article-title",
    lead=".article-sapo",
    body=".embed-portal.content-ktdt-article",
    author=".article-author",
    date=".article-published-on",
    section=".article-breadcrumb a",
    tags=".article-tags a",
    paywall=".article-paywall",
)

SECTIONS = ("thoi-su", "kinh-te", "bat-dong-san", "do-thi", "quy-hoach", "xa-hoi", "van-hoa")
SECTION = Listing(
    url="",
    # 2018 and 2020 .pkg, li.four and ul.list_news_topcate, 2023 .story__title, then .story-title.
    links=".pkg li > .info_cate > a, .pkg h2 > a, li.four.pkg > a, .title_list_news180 > a, "
    "ul.list_news_topcate > li > a, .col440 .pkg.mar_bottom20 > a, "
    ".story__title a, .story-title > a, .list__news--top a.news__title",
    next=".paging a.active + a, .pagination a.active + a",
)

OUTLET = Outlet(
    name="kinhtedothi",
    title="Kinh tế & Đô thị",
    home="https://kinhtedothi.vn",
    hosts=("m.kinhtedothi.vn",),
    # 2017 to 2021 /slug-312057.html, then /slug.html, since spring 2025 /slug.692315.html; sections have four words.
    article=r"/(?!tag/|rss/)(?:[a-z0-9-]+?[-.](?P<id>\d{5,})|[a-z0-9]+(?:-[a-z0-9]+){4,})\.html$",
    aliases=("Kinhtedothi", "Kinh tế & Đô thị", "Kinh tế và Đô thị", "KTĐT", "Báo Kinh tế & Đô thị"),
    sources=(
        Feed(url="/rss/home.rss"),
        NewsSitemap(url="/news-sitemap.xml"),
        *(SECTION.but(url=f"/{section}", section=section) for section in SECTIONS),
        Sitemap(url="/sitemap.xml", period=r"news-(?P<year>\d{4})-(?P<month>\d{1,2})\.xml$"),
    ),
    layouts=(
        L2025.but(name="2025-photo", marker=".content-ktdt-article.photo-story", kind="gallery"),
        L2025.but(name="2025-video", marker=".article-video", kind="video"),
        L2025,
        Layout(
            name="2022",
            marker=".detail__author",
            title="h1",
            lead="",
            body="div[itemprop*=articleBody]",
            author=".detail__author",
        ),
        PKG.but(
            name="2020",
            marker="h1.title_detail_news",
            seen="",
            title="h1.title_detail_news",
            body="#cotent_detail",
            author=".name_author",
            date=".time_detail_news",
            section=".breadcump > a",
            tags=".tag_detail a",
            caption=".note_images",
            drop=".box_guests",
        ),
        PKG.but(
            name="2019",
            marker="#cotent_detail",
            seen="",
            body="#cotent_detail",
            date=".time_detail_news",
            section=".breadcump > a",
            tags=".tag_detail a",
            caption=".note_images",
            drop=".box_guests",
        ),
    ),
)
