"""The 'pkg' theme of about 2012-2020: baodautu still, kinhtedothi until 2020, tinthethao, thethao247, binhluan.biz."""

from scrapers.outlet import Layout

PKG = Layout(
    name="pkg",
    marker="#content_detail_news",
    title=".title-detail",
    lead=".sapo_detail",
    body="#content_detail_news",
    author="a.author",
    date=".post-time",
    section=".col630 > .text-uppercase a",
    tags=".tag_detail_item",
    drop=".list_news_relation_top, .new_relation_top2, .box_guests, .adv, .ads",
)

PKG_EXP = PKG.but(
    name="pkg-exp",
    marker="#content_detail .exp_content",
    title="h1.time_detail_news | h1 .time_detail_news | .title-detail",
    body="#content_detail .exp_content",
    author="",
    date=".time_comment",
    section='meta[property="article:section"]@content',
    tags=".list_tag_trend a",
    drop=".SC_TBlock, .adv, .list_news_relation_top, .new_relation_top2",
)
"""tinthethao and binhluan.biz; the headline's class lies. Where no sapo stands apart it is the bold first paragraph."""

PKG_MAIN = PKG.but(
    name="pkg-main",
    marker=".pkg #main-detail, .grid1260 #main-detail, .art-detail #main-detail",
    title="h1.title_detail | h1.art-title",
    body="#main-detail",
    author=".name_author",
    date=".ArticleDateTime | p.dt",
    section=".breakcrumb a",
    tags=".box_tag_detail a | .tag-list a",
    drop=".ads_content, .adv, .blueimp-gallery",
)
"""thethao247 and doisongphapluat."""
