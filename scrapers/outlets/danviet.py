"""Dân Việt; every rule is unverified: addresses of 2024, the template as public crawlers of 2020 read it."""

from scrapers.cms.vccorp import ROLES, VCCORP, sources
from scrapers.outlet import Layout, Outlet

OUTLET = Outlet(
    name="danviet",
    title="Dân Việt",
    home="https://danviet.vn",
    hosts=("m.danviet.vn", "www.danviet.vn"),
    # 2024 /slug-d1234567.html; 2019-2020 /slug-7777123456.htm; between them the id is the time
    article=r"/(?:[\w-]+/){0,2}[^/]+-(?:d(?=\d{7}\.html$)|(?=(?:7777|20[0-3]\d)\d{4,14}\.htm$))(?P<id>\d{7,18})\.html?$",
    aliases=("Danviet.vn", "Báo Dân Việt", "Nông thôn ngày nay", "Báo Nông thôn ngày nay"),
    sources=sources(
        "tin-tuc the-gioi nha-nong kinh-te xa-hoi the-thao phap-luat van-hoa",
    ),
    layouts=(
        VCCORP.but(seen=""),
        ROLES,
        Layout(
            name="2020",
            marker=".contentbaiviet",
            title="h1.titlebaiviet | h1",
            lead=".sapobaiviet",
            body=".contentbaiviet",
            author=".tacgia",
            date=".datetimeup",
        ),
    ),
)
