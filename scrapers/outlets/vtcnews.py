"""VTC News. Unverified: the page's head and all sources; text, figures and author were seen."""

from scrapers.cms.vtc_exp import EXP
from scrapers.outlet import Feed, Outlet

SECTIONS = "thoi-su the-gioi kinh-te the-thao giai-tri phap-luat giao-duc"

OUTLET = Outlet(
    name="vtcnews",
    title="VTC News",
    home="https://vtcnews.vn",
    hosts=("vtc.vn",),
    article=r"/(?:[a-z0-9-]+/)*[^/]+-ar(?P<id>\d+)\.html$",
    aliases=("VTC", "Báo điện tử VTC News", "vtcnews.vn"),
    sources=(
        Feed(url="/rss/feed.rss"),
        *(Feed(url=f"/rss/{s}.rss", section=s) for s in SECTIONS.split()),
    ),
    layouts=(EXP.but(name="2025", seen="2025-12", lead="h2.font18 | h2", date=".time-update"),),
)
