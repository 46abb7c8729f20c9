"""24h. Unverified: the 2025 layout of desktops, of which only sapo and body are known, the feeds and the listings."""

from scrapers.outlet import Feed, Layout, Listing, Outlet

FEEDS = "tintuctrongngay bongda anninhhinhsu thoitrang taichinhbatdongsan amthuc giaoducduhoc thethao"

L2020 = Layout(
    name="2020",
    marker="article.articleBody",
    seen="2020-02",
    title="h1.clrDft | h1",
    lead="h2.sapo",
    body="article.articleBody",
    author=".nguontin",
    date=".tmPst",
    section=".boxCateHead a.Atv",
    caption=".img_chu_thich_0407",
    drop=".bv-lq, .linkOrigin, .sbNws, .bnr",
)

OUTLET = Outlet(
    name="24h",
    title="24h",
    home="https://www.24h.com.vn",
    article=r"/(?:[a-z0-9-]+/)*[^/]+-c\d+a(?P<id>\d+)\.html$",
    aliases=("24h.com.vn", "Tin tức 24h"),
    sources=(
        *(Feed(url=f"/upload/rss/{f}.rss", section=f) for f in FEEDS.split()),
        Listing(url="/", links='a[href*=".html"]'),
    ),
    layouts=(
        L2020.but(
            name="2025",
            marker="#article_body",
            seen="",
            title="h1",
            lead="#article_sapo",
            body="#article_body",
            date=".cate-24h-foot-arti-deta-cre-post",
        ),
        L2020.but(
            name="2025-mobile",
            marker=".cate-24h-foot-arti-deta-info",
            seen="2025-08",
            title=".cate-24h-foot-arti-deta-title h1",
            lead=".cate-24h-foot-arti-deta-sum",
            body=".cate-24h-foot-arti-deta-info",
            date="time.cate-24h-foot-arti-deta-cre-post",
            section=".cate-24h-foot-menu-top .icon-home a",
            keep="#container-24h-banner-in-image, .m-24h-banner-in-image-wrapper",  # a banner lies over it
        ),
        L2020.but(seen="2020-02"),
        Layout(
            name="2012",
            marker=".baiviet-title",
            seen="2012-12",
            title="h1.baiviet-title",
            lead=".baiviet-head-noidung",
            body=".text-conent",
            author=".nguontin",
            date=".publication_date",
            section="a.chuyenmuc_title",
            tags=".baiviet-tags a",
            cover=".baivietMainBox-img200",
            caption=".chu-thich-anh",
        ),
    ),
)
