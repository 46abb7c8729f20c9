"""VCCorp's CMS as tuoitre, thanhnien, nld, cafef, soha, vtv and others run it since about 2019."""

from collections.abc import Mapping
from types import MappingProxyType

from scrapers.outlet import Feed, Layout, Listing, NewsSitemap, Sitemap, Source

VCCORP = Layout(
    name="vccorp",
    marker="body:not(:has(.detail__video-section)):not(:has(#pnlTimeline)) .detail-content.afcbc-body",
    title="h1[data-role=title] | h1 [data-role=title] | h1.detail-title | h1.news-title | h1.title",
    lead="[data-role=sapo]",
    body=".detail-content.afcbc-body",
    author="[data-role=author] .author-info a.name | [data-role=author]",
    date="[data-role=publishdate]",
    section="a[data-role=cate-name] | .detail-cate a",
    source="[data-field=source] | .link-source-text-name",
    caption=".PhotoCMS_Author, .VideoCMS_Caption",
    film="[type=VideoStream]",
    nobody=("VCCorp", "VCC"),
    # SimpleQuote repeats a sentence of the text; type=content, an info box, is part of the story.
    drop="[type=RelatedNewsBox], [type=RelatedNews], [type=RelatedOneNews], [type=link], [type=SimpleQuote], "
    ".readmore-body-box, [data-type=_mgwidget], .tindnd, .chisochungkhoan, .link-source-wrapper, zone, .c-banner",
)
VIDEO = VCCORP.but(name="vccorp-video", marker=".detail__video-section", kind="video")
"""Clips with a text of one lead; the body is there and empty."""
LIVE = VCCORP.but(name="vccorp-live", marker="#pnlTimeline", kind="live")
"""A running match or event; its timeline is filled by script and not on the page."""
ROLES = VCCORP.but(
    name="vccorp-roles",
    marker="body:has([data-role=title]) [data-role=content]:not(.afcbc-body):not(#pnlTimeline)",
    body="[data-role=content]",
)
"""Long reads (eMagazine) in other dress, which keep the roles; unverified."""

FIELDS = Layout(
    name="vccorp-2020",
    marker="[data-field=body]",
    title="h1[data-field=title]",
    lead="h2[data-field=sapo]",
    body="[data-field=body]",
    author="[data-field=author]",
    date="[data-field=createddate]",
    source=".link-source-text-name",
    film=VCCORP.film,
    nobody=VCCORP.nobody,
    drop=VCCORP.drop,
)
"""2019-2020, the first templates with VCSortableInPreviewMode."""

KBWC = Layout(
    name="kbwc",
    marker="h1.kbwc-title",
    title="h1.kbwc-title",
    lead=".knc-sapo",
    body=".detail-content.afcbc-body | .knc-content",
    author=".kbwcm-author",
    date=".kbwcm-time",
    source=".kbwcm-source",
    tags=".knt-list a",
    film=VCCORP.film,
    nobody=VCCORP.nobody,
    drop=f"{VCCORP.drop}, .knc-relate-wrapper, .knc-rate-link",
)
"""The entertainment outlets' own dress since 2017 (kenh14, genk)."""

MOBILE = Layout(
    name="vccorp-mobile-2014",
    marker="#detailmain",
    title="h1.post-title",
    lead="h2.post-sapo",
    body="#detailmain",
    author="p.post-meta",
    date="span.post-time",
    section=".post-breadcrumb a.lt-catname",
    drop="#admbackground, .relate",
)
"""Phone pages of about 2013-2015."""
MOBILE_2015 = Layout(
    name="2015-mobile",
    marker=".detail_w > h1",
    title=".detail_w > h1",
    lead=".detail_w > h2.sapo",
    prefix="h2.sapo > span",
    body=".detail_w > .content",
    author="",
    date=".detail_w > .publishdate",
    section=".submn_w a.itp",
)
"""Phone pages of about 2015-2016, the story in two halves with an advertisement between them."""
CAFE_MOBILE = Layout(
    name="2014-mobile",
    marker="#h1news",
    title="h1#h1news",
    lead="#briefNews",
    body=".divContentNews > .clearfix",
    date=".divContentNews > div > span",
    section=".selectCat option[selected]",
    drop="#admbackground, #briefNews",
)
"""Phone pages of the finance outlets of those years."""


def article(code: str, suffix: str = "htm") -> str:
    """Address pattern: the id is `code` or, until about 2023, the year, then the rest of its creation time.

    The finance outlets put a section (`ca32`) behind it until about 2015.
    """
    return rf"/(?:[\w-]+/){{0,2}}[^/]+-(?P<id>(?:20[0-3]\d|{code})\d{{10,16}})(?:ca\d+)?\.{suffix}$"


def sources(
    sections: str,
    *,
    feed: str | Feed = "/rss/home.rss",
    news: str | NewsSitemap = "/google-news-sitemap.xml",
    index: str | Sitemap = "/sitemap.xml",
    links: str = ".box-category-link-title, .box-stream-link-title",
    pages: str = "/timelinelist/{zone}/{n}.htm",
    first: int = 2,
    suffix: str = "htm",
    seen: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Source, ...]:
    """Feed, news sitemap, one listing for each of the sections (slugs, split by blanks), sitemaps by month or by days.

    The news sitemap stands at `/latest-news-sitemap.xml` at cafef, vtv and soha, at `/latestnews-sitemap.xml` at genk,
    kenh14, cafebiz and giadinh (2026).

    `seen` says which of them a real one confirmed, by section (`rss` is the feed). All else is as public crawlers of
    2025-2026 give it, unpadded: `/timelinelist/<zone>/2.htm`, `/sitemaps/sitemaps-2026-7-16-20.xml`,
    `/StaticSitemaps/sitemaps-2025-8.xml`.
    """
    feed = feed if isinstance(feed, Feed) else Feed(url=feed)
    news = news if isinstance(news, NewsSitemap) else NewsSitemap(url=news)
    index = index if isinstance(index, Sitemap) else Sitemap(url=index)
    period = r"/sitemaps-(?P<year>\d{4})-(?P<month>\d{1,2})(?=[-.])"
    listing = Listing(url="", links=links, pages=pages, zone="#hdZoneId", first=first)
    return (
        feed.but(seen=seen.get("rss", feed.seen)),
        news,
        *(listing.but(url=f"/{s}.{suffix}", section=s, seen=seen.get(s, "")) for s in sections.split()),
        index.but(period=period, seen=index.seen),
    )
