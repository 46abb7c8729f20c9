"""GenK; its listings of 2026, feed and sitemaps are unverified."""

from scrapers.cms.vccorp import KBWC, MOBILE, article, sources
from scrapers.outlet import DayArchive, Layout, Listing, Outlet

OUTLET = Outlet(
    name="genk",
    title="GenK",
    home="https://genk.vn",
    hosts=("m.genk.vn", "www.genk.vn"),
    article=article("165", "chn"),
    aliases=("Genk.vn", "GenK.vn"),
    sources=(
        *sources(
            "mobile tin-ict internet kham-pha xem-mua-luon apps-games do-choi-so",
            news="/latestnews-sitemap.xml",
            links="h2 a, h3 a, h4 a",
            suffix="chn",
            pages="",
        ),
        Listing(url="/", links="h1 a, h2 a, h3 a, h4 a", seen="2012-12"),
        DayArchive(url="/date/d{day}/m{month}/y{year}.chn", links="h2 a, h3 a, h4 a"),
    ),
    layouts=(
        # [data-role=content] holds lead, advertisements and source box too.
        KBWC.but(
            lead=".knc-sapo",
            body="#ContentDetail",
            author=".kbwcm-author [itemprop=name]",
            section=".gbrcw-list li a",
            source=".link-source-text-name",
            seen="2026-07",
        ),
        Layout(
            name="2012",
            marker=".news-showtitle",
            seen="2012-12",
            title=".news-showtitle h1",
            lead=".assessment-main1 > .init_content",
            body=".assessment-main1",
            date=".note [id$=lblDattime] | span[id$=lblDattime]",
            section=".news-showtitle .sub_title a",
            drop=".init_content",
        ),
        MOBILE.but(seen=""),
    ),
)
