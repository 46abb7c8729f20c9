"""VietnamPlus. Seen was a video page; the text story follows its family. Unverified: the layout 2020, all sources."""

from scrapers.cms.epi import EPI, EPI_2019, VIDEO, sources
from scrapers.outlet import Outlet

# One of the tags is a link to the region.
PARTS = {"tags": ".article__tag a:not([href*='/region/'])", "author": f"{EPI.author} | .article__source .name"}

OUTLET = Outlet(
    name="vietnamplus",
    title="VietnamPlus",
    home="https://www.vietnamplus.vn",
    # 2020 /<slug>/620001.vnp
    article=r"/(?:[a-z0-9-]+/)*(?:[^/]+-post)?(?P<id>\d{5,8})\.(?:vnp|amp)$",
    aliases=("Vietnam+", "Vietnamplus.vn", "TTXVN", "TTXVN/Vietnam+"),
    sources=sources("kinhte-311", "thegioi-209", "xahoi-314", "xahoi/phapluat-327", api="apiv3.vietnamplus.vn"),
    layouts=(
        VIDEO.but(**PARTS, seen="2026-07"),
        EPI.but(**PARTS, seen=""),
        EPI_2019.but(name="2020", marker=".article-body.cms-body", lead=".details__summary", seen=""),
    ),
)
