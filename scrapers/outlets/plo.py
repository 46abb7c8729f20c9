"""Pháp luật TP.HCM. Unverified: the layout 2020 and all sources."""

from scrapers.cms.epi import EPI, EPI_2019, VIDEO, article, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="plo",
    title="Pháp luật TP.HCM",
    home="https://plo.vn",
    article=article(),
    aliases=("PLO", "Pháp luật TPHCM", "Báo Pháp Luật TP. Hồ Chí Minh"),
    sources=sources(
        "thoi-su",
        "phap-luat",
        "quoc-te",
        "kinh-te",
        "do-thi",
        "xa-hoi",
        "van-hoa",
        "giai-tri",
        "the-thao",
        "giao-duc",
        api="api.plo.vn",
    ),
    layouts=(VIDEO.but(seen=""), EPI.but(seen="2025-12"), EPI_2019.but(marker="#abody", seen="")),
)
