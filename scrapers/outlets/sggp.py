"""Sài Gòn Giải Phóng. No page was at hand: the layout is its family's; all sources unverified."""

from scrapers.cms.epi import EPI, VIDEO, article, sources
from scrapers.outlet import Outlet

FEEDS = "kinhte-89 xahoi-199 phapluat-112 thegioi-143 ytesuckhoe-212 tai-chinh-chung-khoan-44"

OUTLET = Outlet(
    name="sggp",
    title="Sài Gòn Giải Phóng",
    home="https://www.sggp.org.vn",
    article=article(),
    aliases=("SGGP", "SGGPO", "Báo SGGP", "SGGP Online"),
    sources=sources(*FEEDS.split()),
    layouts=(VIDEO.but(seen=""), EPI.but(seen="")),
)
