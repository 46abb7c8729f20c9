"""MasterCMS: baoquocte, thoibaotaichinh, thoidai, congthuong until 2025.

Confirmed on a page of thoibaotaichinhvietnam (2026-09); the other selectors are those of public crawlers of 2020 to
2026 and of a page of thoibaonganhang (2021). The first h1 of the page is the section.
"""

from scrapers.outlet import Layout

MASTERCMS = Layout(
    name="mastercms",
    marker=".__MASTERCMS_CONTENT",
    title="h1.article-detail-title | h1.post-title",
    lead=".article-detail-desc | .post-desc",
    body=".__MASTERCMS_CONTENT",
    author=".__MB_AUTHOR | .article-detail-author",
    date=".article-detail-date | .article-publish | .format_date",
    source=".article-detail-source",
    tags=".article-detail-tags a | .article-keyword a.tag-item",
    caption=".MASTERCMS_TPL_TABLE tr + tr td",
    drop=".__MB_ARTICLE_A, .__mb_article_in_image",
)
