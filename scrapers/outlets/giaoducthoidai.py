"""Giáo dục và Thời đại. No page was at hand: the layout is its family's; all sources unverified."""

from scrapers.cms.epi import EPI, VIDEO, article, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="giaoducthoidai",
    title="Giáo dục và Thời đại",
    home="https://giaoducthoidai.vn",
    article=article(),
    aliases=("GD&TĐ", "GDTĐ", "Giáo dục & Thời đại", "Báo Giáo dục và Thời đại"),
    sources=sources("giao-duc-2", "thoi-su-1", "phap-luat-5", "ket-noi-20", "van-hoa-8", "dia-phuong-78"),
    layouts=(VIDEO.but(seen=""), EPI.but(seen="")),
)
