"""Nhân Dân. Unverified: the layout 2021 and all sources."""

from scrapers.cms.cand_nhandan import BOX
from scrapers.cms.epi import EPI, VIDEO, sources
from scrapers.outlet import Layout, Outlet

OUTLET = Outlet(
    name="nhandan",
    title="Nhân Dân",
    home="https://nhandan.vn",
    hosts=("nhandan.com.vn",),
    # 2019 /<section>/item/42208202-<slug>.html, 2021 /<section>/<slug>-633245/
    article=r"/(?:[a-z0-9-]+/)*(?:[^/]+-(?:post)?|item/)(?P<id>\d{6,8})(?:-[^/]+)?(?:\.html|/)$",
    aliases=("NDĐT", "NDO", "Báo Nhân Dân", "Nhân Dân điện tử"),
    sources=sources("kinhte-1185", "thegioi-1231", api="nhandan.vn"),
    layouts=(
        VIDEO.but(seen=""),
        EPI.but(seen="2026-07"),
        BOX.but(name="2021"),
        Layout(
            name="2019",
            marker=".date-created",
            seen="2020-02",
            title="h5.subtitle + h3 | h3",
            lead=".sapo",
            body=".item-content",
            author="p.author",
            date=".date-created",
            section=".breadcrumb a",
            caption=".image-caption",
            cover=".media.content-box",
        ),
    ),
)
