"""Dân trí. Unverified: the layouts 2020 and 2021, which only public crawlers show, and all sections but kinh-doanh."""

from scrapers.cms.vccorp import MOBILE_2015
from scrapers.outlet import Feed, Layout, Listing, Outlet, Sitemap

SECTIONS = (
    "thoi-su the-gioi kinh-doanh bat-dong-san the-thao giai-tri giao-duc suc-khoe cong-nghe phap-luat doi-song noi-vu"
)
SECTION = Listing(url="", links="article.article-item h3.article-title a", next=".pagination a.page-item.next")

L2012 = Layout(
    name="2012",
    marker="h1.fon31.mt2",
    seen="2012-12",
    title="h1.fon31",
    lead="h2.fon33",
    body="div.fon34",
    author="",
    date="span.fon7",
    section="a.breadcrumbitem1",
    tags=".news-tags-item a",
)
L2021 = Layout(
    name="2021",
    marker=".singular-content",
    title="h1.title-page",
    lead=".singular-sapo",
    body=".singular-content",
    author=".author-name",
    date=".author-time",
    section=".breadcrumbs a | a[data-content-name=article-breadcrumb] | main > .dt-flex > ul.dt-list-none a",
    tags=".tags-wrap a",
    drop=".dantri-widget, aside, .article-business",
)

OUTLET = Outlet(
    name="dantri",
    title="Dân trí",
    home="https://dantri.com.vn",
    article=r"/(?!video/)(?:[a-z0-9-]+/)+[^/]+-(?P<id>\d{17}|\d{6,7})\.htm$",
    aliases=("Dan tri", "Dantri.com.vn"),
    sources=(
        Feed(url="/rss/home.rss", seen="2026-03"),
        *(Feed(url=f"/rss/{s}.rss", section=s) for s in SECTIONS.split()),
        *(
            SECTION.but(url=f"/{s}.htm", section=s, seen="2026-03" if s == "kinh-doanh" else "")
            for s in SECTIONS.split()
        ),
        Sitemap(url="/sitemaps/articles.xml"),
    ),
    layouts=(
        Layout(
            name="2026",
            marker="div[data-slot=content]",
            seen="2026-07",
            title="h1[data-slot=title]",
            lead="h2[data-slot=sapo]",
            body="div[data-slot=content]",
            author='a[rel=author] | article a[href*="/tac-gia/"]',
            date="time[datetime]",
            section="a[data-content-name=article-breadcrumb]",
            tags="a[data-content-name=article-tags]",
            drop="aside, div[data-slot=ads-in-content]",
        ),
        L2021.but(
            name="2022-emagazine",
            marker="article.e-magazine",
            seen="2022-12",
            title='.e-magazine__title | meta[property="og:title"]@content',
            lead='.e-magazine__sapo | meta[property="og:description"]@content',
            body=".e-magazine__body",
            section=".e-magazine__maincate",
        ),
        L2021,
        L2021.but(
            name="2020",
            marker=".dt-news__content",
            title=".dt-news__title",
            lead=".dt-news__sapo",
            body=".dt-news__content",
            author="",
            date=".dt-news__time",
            section=".dt-breadcrumb a",
            tags=".dt-news__tags a",
        ),
        L2012.but(
            name="2019",
            marker="#divNewsContent",
            seen="2020-02",
            prefix="h2.sapo > span",
            body="#divNewsContent",
            film="[type=VideoStream]",
            drop=".news-tag",
        ),
        L2012.but(seen="2012-12"),
        MOBILE_2015.but(seen="2016-03"),
        # The mobile site and the print view have no h1.
        L2012.but(
            name="2014-mobile",
            marker=".sitepath",
            seen="2014-03",
            title='font[size="+1"] b',
            lead=".content > span",
            body=".news_details",
            section='.cat-container a[href$=".htm"]',
        ),
    ),
)
