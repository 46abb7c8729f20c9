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
        # /rss.html lists them, each with the number of its zone.
        "xa-hoi-2",
        "kinh-te-3",
        "the-gioi-5",
        "the-thao-11",
        "cong-nghe-45",
        "tai-chinh-chung-khoan-105",
        api="api.tienphong.vn",
    ),
    layouts=(
        VIDEO.but(seen=""),
        EPI.but(seen="2026-09"),
        EPI_2019.but(name="2020", marker="#article-body", body="#article-body", seen=""),
    ),
)
