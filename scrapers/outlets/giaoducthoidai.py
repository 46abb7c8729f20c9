"""Giáo dục và Thời đại. No page was at hand: the layout is its family's; all sources unverified."""

from scrapers.cms.epi import EPI, VIDEO, article, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="giaoducthoidai",
    title="Giáo dục và Thời đại",
    home="https://giaoducthoidai.vn",
    article=article(),
    aliases=("GD&TĐ", "GDTĐ", "Giáo dục & Thời đại", "Báo Giáo dục và Thời đại"),
    sources=sources("giao-duc-17"),
    layouts=(VIDEO.but(seen=""), EPI.but(seen="")),
)
