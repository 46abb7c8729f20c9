"""OneCMS (images on 1cdn.vn): hanoimoi, congly, diendandoanhnghiep, nguoiquansat, baohaiphong, daidoanket and others.

No real page was at hand: read off public crawlers of 2025 and 2026.
"""

from scrapers.outlet import Layout, Listing

ONECMS = Layout(
    name="onecms",
    marker=".b-maincontent",
    title=".sc-longform-header-title | h1.c-detail-head__title",
    lead=".sc-longform-header-sapo",
    body=".b-maincontent .entry | article.entry",
    author=".sc-longform-header-author",
    date=".sc-longform-header-date | .c-detail-head__time",
    tags=".onecms__tags a",
    drop=".sc-longform-header, .sc-empty-layer, .sc-hightlight-box, .c-box",
)
"""The header with title, sapo, author and time stands inside the body."""

LISTING = Listing(url="", links=".b-grid__title a")
"""Further pages come by script alone (`.onecms__loadmore`): what lies further back is in the sitemaps."""
