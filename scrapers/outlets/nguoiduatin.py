"""Người Đưa Tin; every rule is unverified, read off public crawlers of 2026 and 2020."""

from scrapers.cms.vccorp import ROLES, VCCORP, VIDEO, sources
from scrapers.outlet import Layout, Outlet

OUTLET = Outlet(
    name="nguoiduatin",
    title="Người Đưa Tin",
    home="https://nguoiduatin.vn",
    hosts=("www.nguoiduatin.vn", "m.nguoiduatin.vn"),
    # 2020 /slug-a467890.html
    article=r"/[^/]+-(?:a(?=\d{5,7}\.html$)|(?=(?:204|20[0-3]\d)\d{10,16}\.htm$))(?P<id>\d+)",
    aliases=("Nguoiduatin.vn", "NĐT", "Người Đưa Tin Pháp luật"),
    sources=sources(
        "thoi-su chinh-tri kinh-te xa-hoi phap-luat the-gioi giai-tri the-thao",
    ),
    layouts=(
        VIDEO.but(seen=""),
        VCCORP.but(seen=""),
        ROLES,
        Layout(
            name="2020",
            marker="article figcaption h3",
            title="h1",
            lead=None,
            body="article",
            date=".datetime",
            caption="figcaption h3",
            drop="h1, .datetime",
        ),
    ),
)
