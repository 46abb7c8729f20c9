"""Báo Điện tử Chính phủ; every rule is unverified, read off public crawlers of 2026 and 2020."""

from scrapers.cms.vccorp import ROLES, VCCORP, article, sources
from scrapers.outlet import Feed, Layout, Outlet

OUTLET = Outlet(
    name="baochinhphu",
    title="Báo Điện tử Chính phủ",
    home="https://baochinhphu.vn",
    hosts=("m.baochinhphu.vn", "www.baochinhphu.vn", "baodientu.chinhphu.vn"),
    article=article("102"),
    aliases=("Chinhphu.vn", "Baochinhphu.vn", "Báo Chính phủ", "BCP", "Cổng TTĐT Chính phủ"),
    sources=(
        # pubDate is `9/5/2026 1:30:00 PM`.
        *(
            Feed(url=f"/{s}.rss", section=s, order="MDY", seen="2026-09")
            for s in ("kinh-te", "chinh-sach-va-cuoc-song")
        ),
        *sources(
            "chinh-tri kinh-te van-hoa xa-hoi khoa-giao quoc-te xa-hoi/phap-luat tin-moi",
            feed=Feed(url="/home.rss", order="MDY"),
        ),
    ),
    layouts=(
        VCCORP.but(seen="", date="[data-role=publishdate] | .detail-time"),
        ROLES,
        Layout(
            name="2020",
            marker=".article-body.cmscontents",
            title=".article-header h1 | h1",
            lead=".article-header .summary | .summary",
            body=".article-body.cmscontents",
            date=".article-header .meta | .meta",
        ),
    ),
)
