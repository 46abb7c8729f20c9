"""Tuổi Trẻ; its listings are unverified, and so are the tags of 2026. Feeds print Hanoi's time in US order."""

from scrapers.cms.vccorp import LIVE, ROLES, VCCORP, sources
from scrapers.outlet import Feed, Layout, Listing, NewsSitemap, Outlet, Sitemap

NEW = {
    "author": ".author-info a.name | .detail-author-list-sw a.name | .detail-author-bot a.name",
    "section": ".box-zone-thread .detail-cate a | .detail-cate a[data-role=cate-name] | .detail-cate a",
    "order": "MDY",
}
OUTLET = Outlet(
    name="tuoitre",
    title="Tuổi Trẻ",
    home="https://tuoitre.vn",
    hosts=("m.tuoitre.vn", "amp.tuoitre.vn", "www.tuoitre.vn"),
    # /slug-100260716114700123.htm, to May 2026 /slug-20260516114700123.htm; 2015 /tin/section/20150429/slug/724777.html
    article=r"/(?:tin/(?!can-biet/)(?:[\w-]+/){1,2}\d{8}/[^/]+/|(?:[^/]+-)(?=\d{15,18}\.htm$))(?P<id>\d{6,18})\.html?$",
    aliases=("TTO", "TT", "TTCT", "Tuổi Trẻ Online", "Báo Tuổi Trẻ", "Tuổi Trẻ Cuối Tuần"),
    sources=(
        Listing(
            url="/",
            links="h2 a, h3 a, .slides a, .left-side a, .right-side a, .highlight a, .sidebar a",
            seen="2015-03",
        ),
        *(Feed(url=f"/{s}.rss", section=s, order="MDY", seen="2026-10") for s in ("thoi-su", "the-gioi", "kinh-doanh")),
        *sources(
            "thoi-su the-gioi phap-luat kinh-doanh cong-nghe xe du-lich van-hoa giao-duc the-thao suc-khoe",
            feed=Feed(url="/rss/tin-moi-nhat.rss", order="MDY"),
            news=NewsSitemap(url="/sitemaps/latest-news.rss"),
            # Its `lastmod` is 2011 for every child.
            index=Sitemap(url="/sitemaps/index.rss", seen="2026-07"),
            pages="/timeline/{zone}/trang-{n}.htm",
            first=1,
        ),
    ),
    layouts=(
        LIVE.but(**NEW, seen="2026-07"),
        VCCORP.but(**NEW, seen="2026-07"),
        ROLES.but(**NEW),
        Layout(
            name="2020",
            marker="#main-detail-body",
            seen="2020-02",
            title="h1.article-title",
            lead="h2.sapo",
            body="#main-detail-body",
            author=".main-content-body .author",
            date=".date-time",
            tags=".tags-item a",
            drop=VCCORP.drop,
        ),
        Layout(
            name="2015",
            marker=".txt-head",
            seen="2015-03",
            title="h1.title-2",
            lead=".txt-head",
            body=".left-side > .fck | .fck",
            author=".wrapper-qt > strong",
            date=".tool-bar .date",
            section=".breadcrumb li.active a",
            tags=".block-key a",
            drop=".wrapper-qt",
        ),
    ),
)
