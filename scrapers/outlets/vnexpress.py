"""VnExpress."""

from scrapers.outlet import Layout, Outlet

L2022 = Layout(
    name="2022",
    marker="h1.title-detail",
    seen="2026-07",
    title="h1.title-detail",
    lead="p.description",
    body="article.fck_detail",
    author="p.author_mail",
    date="span.date",
    section="ul.breadcrumb li a",
    drop="h1, p.description, .parser_title, .icon_blockvideo, ul.list-news",
)
OUTLET = Outlet(
    name="vnexpress",
    title="VnExpress",
    home="https://vnexpress.net",
    article=r"/(?:[a-z-]+/)*[^/]+-(?P<id>\d{7})\.html$",
    layouts=(
        L2022,
        L2022.but(
            name="2019",
            marker="h1.title_news_detail",
            title="h1.title_news_detail",
            date="span.time",
            body="article.content_detail.fck_detail",
            caption="table.tplCaption p.Image",
            seen="2019-02",
        ),
    ),
)
