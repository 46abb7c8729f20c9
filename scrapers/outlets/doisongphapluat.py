"""Đời sống & Pháp luật. Unverified: the layout since about 2022 and all sources."""

from scrapers.cms.pkg_theme import PKG_MAIN
from scrapers.cms.vtc_exp import EXP
from scrapers.outlet import Feed, Outlet

OUTLET = Outlet(
    name="doisongphapluat",
    title="Đời sống & Pháp luật",
    home="https://www.doisongphapluat.com.vn",
    hosts=("doisongphapluat.com", "doisongphapluat.nguoiduatin.vn"),
    article=r"/(?:[a-z0-9-]+/)*[^/]+-a(?P<id>\d+)\.html$",
    aliases=("ĐSPL", "Đời sống Pháp luật", "Đời sống và Pháp luật", "Doisongphapluat.com"),
    sources=(Feed(url="/rss/home.rss"), Feed(url="/rss/tin-tuc.rss", section="tin-tuc")),
    layouts=(
        EXP,
        PKG_MAIN.but(
            name="2020",
            marker="h1.art-title",
            author="",
            date="p.dt",
            section=".breakcrumb a",
            tags=".tag-list a",
            body="#main-detail [itemprop=articleBody] | #main-detail",
            seen="2020-02",
        ),
    ),
)
