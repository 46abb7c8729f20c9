"""Sức khỏe & Đời sống; every rule is unverified, read off public crawlers of 2025-2026 and 2020."""

from scrapers.cms.pkg_theme import PKG
from scrapers.cms.vccorp import ROLES, VCCORP, VIDEO, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="suckhoedoisong",
    title="Sức khỏe & Đời sống",
    home="https://suckhoedoisong.vn",
    hosts=("m.suckhoedoisong.vn", "www.suckhoedoisong.vn"),
    # 2020 /slug-n167890.html
    article=r"/(?:[\w-]+/)?[^/]+-(?:n(?=\d{4,7}\.html$)|(?=(?:169|20[0-3]\d)\d{10,16}\.htm$))(?P<id>\d+)",
    aliases=("SKĐS", "SKDS", "Suckhoedoisong.vn", "Sức khoẻ & Đời sống", "Báo Sức khỏe & Đời sống"),
    sources=sources(
        "thoi-su y-te duoc y-hoc-360 dinh-duong phong-mach-online giai-tri phap-luat",
        links=".box-category-link-title, .box-stream-link-title, h3 a",
    ),
    layouts=(VIDEO.but(seen=""), VCCORP.but(seen=""), ROLES, PKG.but(name="2020", seen="")),
)
