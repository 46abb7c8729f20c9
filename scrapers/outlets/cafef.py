"""CafeF; feed and sitemap addresses are unverified, and so is the template of company notices (`/du-lieu/…`)."""

from scrapers.cms.vccorp import CAFE_MOBILE, MOBILE, ROLES, VCCORP, sources
from scrapers.outlet import Layout, Outlet

OUTLET = Outlet(
    name="cafef",
    title="CafeF",
    home="https://cafef.vn",
    hosts=("m.cafef.vn", "www.cafef.vn"),
    # 2014 /section/slug-2014021910410334777ca32.chn
    article=r"/(?:du-lieu/[\w-]+-(?=\d+/)|(?:[\w-]+/){0,2}[^/]+-(?=(?:20[0-3]\d|188)\d{10,16}(?:ca\d+)?\.chn$))(?P<id>\d+)",
    aliases=("CafeF.vn", "CafeF Mobile"),
    sources=sources(
        "thi-truong-chung-khoan bat-dong-san doanh-nghiep tai-chinh-ngan-hang tai-chinh-quoc-te "
        "vi-mo-dau-tu kinh-te-so thi-truong song lifestyle",
        news="/latest-news-sitemap.xml",
        feed="/home.rss",
        links=".firstitem h2 a, .cate-hl-row2 .big h3 a, .tlitem h3 a",
        pages="/timelinelist/{zone}/{n}.chn",
        suffix="chn",
        seen={"thi-truong-chung-khoan": "2026-10"},
    ),
    layouts=(
        VCCORP.but(author="[data-role=author] | p.author", tags=".tagdetail .row2 a", cover=".media", seen="2026-07"),
        ROLES,
        VCCORP.but(
            name="2018",
            marker=".totalcontentdetail:not(:has(.afcbc-body))",
            seen="",
            title=".totalcontentdetail h1",
            lead="h2.sapo",
            body="#mainContent",
            author="p.author",
            date=".pdate",
            section=".dateandcat a",
            source="p.source",
            tags=".tagdetail .row2 a",
        ),
        Layout(
            name="notice",
            marker="#newscontent",
            seen="2026-09",
            title=".text_noibat_cacbaikhac .cms_blue",
            lead="",
            body="#newscontent",
            author="#pSignature",
            date=".date",
            drop=".Box-TieuDe, ._divNoDisplay, .divLstFileAttach, #pSignature",
        ),
        CAFE_MOBILE.but(seen="2014-02"),
        MOBILE.but(seen=""),
    ),
)
