"""Kinh tế & Đô thị.

No complete real page was at hand: every rule is unverified, read off public crawlers of the year in the layout's name;
what they leave open follows baodautu.vn, which ran the same theme (page of 2026-03).
"""

from scrapers.outlet import Feed, Layout, NewsSitemap, Outlet

OUTLET = Outlet(
    name="kinhtedothi",
    title="Kinh tế & Đô thị",
    home="https://kinhtedothi.vn",
    hosts=("m.kinhtedothi.vn",),
    # 2017-2020 /slug-312057.html, 2024 /slug.html, 2025 /slug.123456.html
    article=r"/(?!tag/|rss/|video-clip/?$)[a-z0-9-]+?(?:[-.](?P<id>\d{5,}))?\.html$",
    aliases=("Kinhtedothi", "Kinh tế & Đô thị", "Kinh tế và Đô thị", "KTĐT", "Báo Kinh tế & Đô thị"),
    sources=(
        Feed(url="/rss/home.rss"),
        NewsSitemap(url="/news-sitemap.xml"),
    ),
    layouts=(
        Layout(
            name="2025",
            marker=".content-ktdt-article",
            title="h1.article-title",
            body=".embed-portal.content-ktdt-article",
            date=".article-published-on",
        ),
        Layout(
            name="2019",
            marker=".sapo_detail",
            title="h1.title_detail | h1",
            lead=".sapo_detail",
            body="#cotent_detail",
            date=".time_detail_news",
        ),
    ),
)
