"""Valid pages in the mark-up of Kinh tế & Đô thị, and the feeds and sitemaps that name them."""

from __future__ import annotations

from collections.abc import Iterable

PARAGRAPH = (
    "Sáng 16/3, tổ dân phố số {n} phường Ô Chợ Dừa họp bàn cách chia lại chỗ để xe trong ngõ, sau khi đơn vị thi công"
    " trả lại mặt đường. Mười hai hộ đã ký vào bản thoả thuận, những hộ còn lại hẹn trả lời trong tuần này."
)
SHOWN = [PARAGRAPH.format(n=n) for n in range(1, 7)]
"""The paragraphs of every honest article."""


def article(number: int, title: str = "", paragraphs: Iterable[str] = SHOWN, head: str = "", more: str = "") -> str:
    """A page; `head` is added to its head, `more` to the end of its body."""
    title = title or f"Ngõ {number} có chỗ để xe mới"
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}">{head}</head>
<body><nav><a href="/">Trang chủ</a><a href="/do-thi">Đô thị</a></nav>
<h1 class="article-title">{title}</h1>
<div class="article-published-on">16/03/2026 07:{number % 60:02d}</div>
<div class="article-author">Lê Nam</div>
<div class="article-sapo">Người dân ngõ {number} bàn chuyện để xe.</div>
<div class="embed-portal content-ktdt-article">
{text}{more}</div>
<footer>Giấy phép hoạt động báo chí. Tổng biên tập: Nguyễn Thành Lợi.</footer>
</body></html>
"""


def path(number: int, slug: str = "ngo-co-cho-de-xe-moi") -> str:
    """The path of an article."""
    return f"/{slug}.{number}.html"


def feed(host: str, paths: Iterable[str]) -> str:
    """An RSS feed of these articles."""
    items = "".join(
        f"<item><title>{path}</title><link>https://{host}{path}</link>"
        "<pubDate>Mon, 16 Mar 2026 07:00:00 +0700</pubDate></item>\n"
        for path in paths
    )
    start = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">'
    return f"{start}<channel><title>{host}</title>{items}</channel></rss>"


def sitemap(addresses: Iterable[str], changed: str = "") -> str:
    """A sitemap of these addresses, all last changed at the same time."""
    date = f"<lastmod>{changed}</lastmod>" if changed else ""
    urls = "".join(f"<url><loc>{address}</loc>{date}</url>\n" for address in addresses)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def index(addresses: Iterable[str]) -> str:
    """A sitemap index of these sitemaps."""
    maps = "".join(f"<sitemap><loc>{address}</loc></sitemap>\n" for address in addresses)
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'
    )


def listing(paths: Iterable[str], after: str = "") -> str:
    """A section of these articles, with a link to the next page."""
    links = "".join(f'<h2 class="pkg"><a href="{path}">Một tin trong mục</a></h2>' for path in paths)
    following = f'<div class="pagination"><a class="active">1</a><a href="{after}">2</a></div>' if after else ""
    return f'<html><body><div class="pkg">{links}</div>{following}</body></html>'
