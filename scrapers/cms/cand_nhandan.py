"""The templates of `box-title-detail`, until about 2025: cand, and nhandan in 2021.

No real page was at hand: read off public crawlers of 2021 to 2025.
"""

from scrapers.outlet import Layout

BOX = Layout(
    name="box",
    marker=".box-title-detail",
    title=".box-title-detail",
    lead=".box-des-detail",
    body=".detail-content-body",
    author=".box-author strong | .box-author",
    date=".box-date",
    tags=".box-tags a",
)
