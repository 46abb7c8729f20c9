"""OneCMS (images on 1cdn.vn): hanoimoi, congly, diendandoanhnghiep, nguoiquansat, baohaiphong, daidoanket and others.

Header, body, source and tags as on pages of hanoimoi (2026-01) and nguoiquansat (2026-09), which serves its template of
before 2024, too (`c-detail-head`, `Headlines`).
"""

from scrapers.outlet import Layout, Listing

ONECMS = Layout(
    name="onecms",
    marker=".b-maincontent",
    title=".sc-longform-header-title | h1.c-detail-head__title",
    lead=".sc-longform-header-sapo | .b-maincontent p.Headlines",
    body=".b-maincontent .entry | article.entry",
    author=".sc-longform-header-author | span.c-detail-head__cat",
    date=".sc-longform-header-date | .c-detail-head__time",
    # `article:published_time` is `9/5/2026 10:17:01 PM`.
    order="MDY",
    source=".c-author-page .js-source-copy span",
    tags=".onecms__tags a | .c-tags a",
    drop=".sc-longform-header, .sc-empty-layer, .c-box",
)
"""The header with title, sapo, author and time stands inside the body."""

LISTING = Listing(url="", links=".b-grid__title a")
"""Further pages come by script alone (`.onecms__loadmore`): what lies further back is in the sitemaps."""
