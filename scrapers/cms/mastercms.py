"""MasterCMS: baoquocte, thoibaotaichinh, thoidai, congthuong until 2025.

No real page was at hand: read off public crawlers of 2020 to 2026.
"""

from scrapers.outlet import Layout

MASTERCMS = Layout(
    name="mastercms",
    marker=".__MASTERCMS_CONTENT",
    title="h1.article-detail-title | h1.post-title",
    lead=".article-detail-desc | .post-desc",
    body=".__MASTERCMS_CONTENT",
    author=".__MB_AUTHOR",
    date=".article-detail-date",
    tags=".article-detail-tags a",
    caption=".MASTERCMS_TPL_TABLE tr + tr td",
    drop=".__MB_ARTICLE_A, .__mb_article_in_image",
)
