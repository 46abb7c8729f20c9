"""Công an nhân dân. No page was at hand: on ePi since 2026, before on the `box` templates; unverified."""

from scrapers.cms.cand_nhandan import BOX
from scrapers.cms.epi import EPI, VIDEO, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="cand",
    title="Công an nhân dân",
    home="https://cand.vn",
    hosts=("cand.com.vn",),
    # cand.com.vn: /<section>/<slug>-i712345/
    article=r"/(?:[A-Za-z0-9-]+/)*[^/]+-(?:post|i)(?P<id>\d{5,8})(?:\.html|/)$",
    aliases=("CAND", "Báo CAND", "Báo Công an nhân dân"),
    sources=sources(),
    layouts=(VIDEO.but(seen=""), EPI.but(seen=""), BOX),
)
