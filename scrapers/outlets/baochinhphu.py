"""Báo Điện tử Chính phủ; every rule is unverified, read off public crawlers of 2026 and 2020."""

from scrapers.cms.vccorp import ROLES, VCCORP, sources
from scrapers.outlet import Feed, Layout, Outlet

OUTLET = Outlet(
    name="baochinhphu",
    title="Báo Điện tử Chính phủ",
    home="https://baochinhphu.vn",
    hosts=("m.baochinhphu.vn", "www.baochinhphu.vn", "baodientu.chinhphu.vn"),
    # Until 2021 an id has nine digits: -102144728.htm.
    article=r"/(?:[\w-]+/){0,2}[^/]+-(?P<id>102\d{6}|(?:20[0-3]\d|102)\d{10,16})\.htm$",
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
        VCCORP.but(
            seen="2026-09",
            author=f"{VCCORP.author} | .detail-author-top a.detail-author-top-name",
            date="[data-role=publishdate] | .detail-time",
            tags="ul.detail-tag-list[data-role=tags] a",
        ),
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
