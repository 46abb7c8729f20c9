"""The 'pkg' theme of about 2012-2020: baodautu still, kinhtedothi until 2020."""

from scrapers.outlet import Layout

PKG = Layout(
    name="pkg",
    marker=".sapo_detail",
    seen="2026-03",
    title=".title-detail",
    lead=".sapo_detail",
    body="#content_detail_news",
    author="a.author",
    date=".post-time",
    section=".col630>div:first-child a",
    tags=".tag_detail_item",
)
