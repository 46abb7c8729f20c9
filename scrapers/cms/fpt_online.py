"""VnExpress and its sub-sites (giaitri., thethao., ngoisao., e.) since 2012."""

from scrapers.outlet import Layout

VNEXPRESS = Layout(
    name="2022",
    marker="h1.title-detail",
    title="h1.title-detail",
    lead="p.description",
    prefix="p.description .location-stamp",
    body="article.fck_detail",
    author="p.author_mail",
    date=".header-content span.date | span.date",
    section="ul.breadcrumb li a",
    caption=".desc_cation",
    drop="h1, p.description, .parser_title, .icon_blockvideo, .list-news, .list_link, "
    ".block_thumb_slide_show .desc_cation, .action_thumb, .author_mail",
)
"""Headline and sapo stand inside the body. Photo stories print every picture twice, as slide and as thumb, its text as
`.desc_cation` (sic) below it."""

VNEXPRESS_2019 = VNEXPRESS.but(
    name="2019",
    marker="article.content_detail.fck_detail",
    title="h1.title_news_detail",
    body="article.content_detail.fck_detail",
    date="span.time",
)

VNEXPRESS_MOBILE = VNEXPRESS.but(
    name="2026-mobile",
    marker="article#article_detail",
    title="h1.title_news_detail",
    lead="p.short_intro",
    prefix="",
    body="#article_detail .fck_detail",
    date="p.metadate",
    section="ul.menu_bread .menu-select > a",
    drop=".icon_thumb_zoom, .inner_caption.hidden, figure.hidden + figure.hidden, .list_link",
)
"""The page that phones get under the same address; text stories of it were not seen. A picture that flips has its two
sides and their caption in hidden figures."""

VNEXPRESS_2014 = Layout(
    name="2014",
    marker=".title_news h1",
    title=".title_news h1",
    lead=".short_intro",
    body=".fck_detail",
    author="",
    date=".block_timer",
    section=".block_breakumb_left li.active a",
    tags=".block_tag a",
    caption=".tplCaption .Image",
)

VNEXPRESS_2012 = Layout(
    name="2012",
    marker="h1.Title",
    title="h1.Title",
    lead="h2.Lead",
    body=".cxtLeft",
    author="",
    date=".spanTime",
    section=".breadCrumb a",
    tags=".tag-pos a",
    drop=".email-print, .Title, .Lead",
)
