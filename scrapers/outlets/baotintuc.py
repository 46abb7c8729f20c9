"""Báo Tin tức. Unverified: the layout 2020, the sections' numbers but for 128, the feeds."""

from scrapers.outlet import Feed, Layout, Listing, Outlet

FEEDS = "thoi-su the-gioi kinh-te xa-hoi phap-luat van-hoa giao-duc the-thao"

OUTLET = Outlet(
    name="baotintuc",
    title="Báo Tin tức",
    home="https://baotintuc.vn",
    # News /<section>/<slug>-<17 digits>.htm, video /video/<slug>-v<id>.htm
    article=r"/(?:[a-z0-9-]+/)+[^/]+-v?(?P<id>\d{17}|(?<=v)\d+)\.htm$",
    aliases=("TTXVN", "Báo Tin tức TTXVN", "Tin tức", "Tin Tức/TTXVN", "baotintuc.vn"),
    sources=(
        Feed(url="/rss/kinh-te-128.rss", section="kinh-te"),
        *(Feed(url=f"/{s}.rss", section=s) for s in FEEDS.split()),
        Listing(
            url="/kinh-te-128ct0.htm",
            section="kinh-te",
            links="li.item h2 a, li.item h3 a, .item a.title",
            pages="/kinh-te-128ct0/trang-{n}.htm",
        ),
    ),
    layouts=(
        Layout(
            name="2026",
            marker=".boxdetail .contents",
            seen="2026-07",
            title="h1.detail-title",
            lead="h2.sapo",
            body=".boxdetail .contents",
            author=".boxdetail > .author strong | .boxdetail > .author",
            date=".action-link .date .txt",
            section="h4.cate a",
            tags=".keysword li a",
            drop=".list-concern, .widget",
        ),
        Layout(
            name="2020",
            marker=".mixcontent",
            lead="h2.sapo",
            body=".mixcontent",
            author=".author",
            date=".date",
        ),
    ),
)
