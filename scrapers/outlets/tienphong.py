"""Tiền Phong. Unverified: the layout 2020 and all sources."""

from scrapers.cms.epi import EPI, EPI_2019, VIDEO, article, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="tienphong",
    title="Tiền Phong",
    home="https://tienphong.vn",
    article=article("tpo"),
    aliases=("TPO", "TP", "Báo Tiền Phong", "Tienphong.vn"),
    sources=sources(
        "xa-hoi",
        "kinh-te",
        "the-gioi",
        "gioi-tre",
        "phap-luat",
        "the-thao",
        "giai-tri",
        "giao-duc",
        "suc-khoe",
        "van-hoa",
        api="api.tienphong.vn",
    ),
    layouts=(VIDEO.but(seen=""), EPI, EPI_2019.but(name="2020", marker="#article-body", body="#article-body", seen="")),
)
