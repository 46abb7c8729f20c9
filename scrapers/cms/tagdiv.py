"""WordPress with tagDiv's Newspaper theme: thesaigontimes since 2021.

No real page was at hand: classes as the theme documents them and public crawlers of 2021 to 2025 name them.
"""

from scrapers.outlet import Layout

TAGDIV = Layout(
    name="tagdiv",
    marker=".td-post-content",
    title="h1.tdb-title-text | h1.entry-title",
    lead="",
    body=".td-post-content",
    author=".tdb-author-name | .td-post-author-name a",
    date="time.entry-date",
    section=".tdb-entry-category | .td-post-category",
    tags=".tdb-tags a | .td-tags a",
    drop=".td-a-rec, .td_block_related_posts, .tdb-author-box",
)
"""A bold first paragraph is the sapo."""
