"""WordPress with tagDiv's Newspaper theme: thesaigontimes since 2021.

No real page was at hand: classes as the theme documents them and public crawlers of 2021 to 2025 name them.
"""

from scrapers.outlet import Layout

TAGDIV = Layout(
    name="tagdiv",
    marker=".td-post-content",
    title="h1.tdb-title-text",
    lead="",
    body=".td-post-content",
    author=".tdb-author-name",
    date="time.entry-date",
    section=".tdb-entry-category",
    tags=".tdb-tags a",
    drop=".td-a-rec",
)
"""A bold first paragraph is the sapo."""
