"""Kinh tế Sài Gòn. Unverified: the layout 2021 and all sources."""

from scrapers.cms.tagdiv import TAGDIV
from scrapers.outlet import Feed, Layout, Listing, Outlet, Sitemap

SECTIONS = "thoi-su kinh-doanh tai-chinh-ngan-hang dia-oc the-gioi xa-hoi"

OUTLET = Outlet(
    name="thesaigontimes",
    title="Kinh tế Sài Gòn",
    home="https://thesaigontimes.vn",
    # 2018 /274180/Slug.html, since 2021 /slug/
    article=r"/(?!(?:category|tag|author|page|feed)/)(?:(?P<id>\d{4,7})/[^/]+\.html|[a-z0-9]+(?:-[a-z0-9]+){3,}/?)$",
    aliases=("TBKTSG", "TBKTSG Online", "KTSG", "KTSG Online", "Kinh tế Sài Gòn Online", "Thời báo Kinh tế Sài Gòn"),
    sources=(
        Feed(url="/feed/"),
        *(Feed(url=f"/{s}/feed/", section=s) for s in SECTIONS.split()),
        *(
            Listing(url=f"/{s}/", section=s, links=".td-module-title a", next=".page-nav a[aria-label=next-page]")
            for s in SECTIONS.split()
        ),
        Sitemap(url="/sitemap_index.xml"),
    ),
    layouts=(
        TAGDIV,
        # The text stands twice, for telephones and for desktops.
        Layout(
            name="2018",
            marker="#ctl00_cphContent_lblContentHtml",
            seen="2018-06",
            title="#ctl00_cphContent_lblTitleHtml | .SGTOTitle",
            lead="#ctl00_cphContent_lblContentHtml .SGTOSummary",
            body="#ctl00_cphContent_lblContentHtml",
            author="#ctl00_cphContent_Lbl_Author | #ctl00_cphContent_lblContentHtml .SGTOAuthor",
            date="#ctl00_cphContent_lblCreateDate",
            section="a.ArticleHeader",
            drop=".SGTOTitle, .SGTOAuthor, .SGTOSummary",
        ),
    ),
)
