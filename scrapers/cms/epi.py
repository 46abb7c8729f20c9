"""ePi's CMS (class names cms-*, zce-*)."""

from scrapers.outlet import Layout

EPI = Layout(
    name="epi",
    marker=".article__body.cms-body",
    seen="2026-09",
    title=".article__title.cms-title",
    lead=".article__sapo",
    body=".article__body.cms-body",
    author=".article__author .name | .article__meta .author | a.cms-author",
    date="time.time",
    section=".breadcrumb-detail h2.main a.active | h2.main a.active",
    tags=".article__tag a",
    cover=".article__avatar",
    drop=".article-relate, .sda_middle, .ads_middle, .article__author, .article__source",
)
