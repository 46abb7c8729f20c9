"""Thanh Niên; its listings, sitemaps and tags of 2026 are unverified."""

from scrapers.cms.vccorp import ROLES, VCCORP, VIDEO, sources
from scrapers.outlet import Layout, Listing, Outlet

OUTLET = Outlet(
    name="thanhnien",
    title="Thanh Niên",
    home="https://thanhnien.vn",
    hosts=("m.thanhnien.vn", "www.thanhnien.vn", "thanhnien.com.vn", "www.thanhnien.com.vn", "m.thanhnien.com.vn"),
    # Since 2022 /slug-185260717221812345.htm; 2014-2022 /section/slug-1180437.html; 2012 /pages/20121219/slug.aspx
    article=r"/(?!author/|tin-tuc/)(?:pages/\d{8}/[^/]+\.aspx$|(?:[\w-]+/){0,2}[^/]+-(?P<id>185\d{10,16}(?=\.htm$)|\d{5,7}(?=\.html$)))",
    aliases=("TNO", "TN", "Thanh Niên Online", "Báo Thanh Niên"),
    sources=(
        Listing(
            url="/", links="h2 a, h3 a, .clas-nd li > a, .tcm-item-tde a, .tcm-itemdif-item a, .tt-ds a", seen="2012-12"
        ),
        *sources(
            "thoi-su the-gioi kinh-te doi-song suc-khoe gioi-tre giao-duc du-lich van-hoa giai-tri the-thao cong-nghe",
        ),
    ),
    layouts=(
        VIDEO.but(seen="2026-07"),
        VCCORP.but(seen="2026-07"),
        ROLES,
        Layout(
            name="2020",
            marker="#abody",
            seen="2020-02",
            title="h1.details__headline | h1",
            lead="#chapeau",
            body="#abody",
            author=".details__author h4 a",
            date=".meta time",
            tags=".details__tags a",
            cover="#contentAvatar",
            drop=".details__morenews, .ads",
        ),
        Layout(
            name="2012",
            marker="h1.mainTitle",
            seen="2012-12",
            title="h1.mainTitle",
            lead=".article-content > h2",
            body=".article-content",
            date="span.date-line",
            section=".categories1 > span",
            cover="#newsimage",
            drop=".article-content > h2",
        ),
    ),
)
