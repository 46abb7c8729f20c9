"""Sài Gòn Giải Phóng. No page was at hand: the layout is its family's; all sources unverified."""

from scrapers.cms.epi import EPI, VIDEO, article, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="sggp",
    title="Sài Gòn Giải Phóng",
    home="https://www.sggp.org.vn",
    article=article(),
    aliases=("SGGP", "SGGPO", "Báo SGGP", "SGGP Online"),
    sources=sources("kinhte-89"),
    layouts=(VIDEO.but(seen=""), EPI.but(seen="")),
)
