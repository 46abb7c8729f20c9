"""Pages of unknown outlets: articles are parsed, other pages are rejected."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.dates.date_lines import has_clock, printed_date
from scrapers.items import Article, NotAnArticle
from scrapers.parser import read_page

LISTINGS = Path(__file__).parents[3] / "shared" / "pages" / "listings"
HEADLINE = "Xóm chài giữ nghề đan lưới bên sông"
LEAD = "Hai mươi hộ ở cuối bãi vẫn đan lưới bằng tay, bán cho thuyền từ ba tỉnh quanh vùng."
ONE = "Mỗi tấm lưới dài bốn mươi mét, người khéo tay đan mất chừng sáu ngày. Sợi được nhuộm nước củ nâu, phơi hai nắng."
TWO = "Bà Phạm Thị Lựu, 61 tuổi, nói nghề này không giàu nhưng giữ được người ở lại. “Có lưới là có việc”, bà bảo."
THREE = "Xã đang mở lớp dạy đan cho thanh niên vào tối thứ Bảy. Lớp đầu có chín người, đến nay còn bảy người theo học."
CAPTION = "Bà Lựu vá lưới trước hiên nhà. Ảnh: Thu Hương"
MENU = "".join(f'<li><a href="/{n}.html">{n}</a></li>' for n in ("Thời sự", "Đời sống", "Kinh tế", "Văn hóa"))
CARDS = "".join(
    f'<div class="item"><a href="/bai-{n}.html"><img src="/{n}.jpg"></a>'
    f'<h3><a href="/bai-{n}.html">Câu chuyện thứ {n} của một miền quê khác</a></h3>'
    f"<p>Tóm tắt câu chuyện thứ {n}, dài một câu như mọi trang danh mục vẫn in dưới tiêu đề của bài.</p></div>"
    for n in range(1, 9)
)


def page(story: str, head: str = "", *, title: str = f"{HEADLINE} - Báo Ven Sông", foot: str = "") -> bytes:
    """A page of a site with menu, side column and footer around a story."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
<header><a href="/">Báo Ven Sông</a><ul class="menu">{MENU}</ul><span>Thứ tư, 29/7/2026</span></header>
<div class="wrap"><div class="left">{story}</div><div class="right"><h4>Đọc nhiều</h4>{CARDS}</div></div>{foot}
<footer><p>Báo Ven Sông. Giấy phép số 1. Tổng biên tập: Trần Văn Sông. Ghi rõ nguồn khi dùng lại bài.</p></footer>
</body></html>""".encode()


def read(story: str, head: str = "", url: str = "https://vensong.vn/xom-chai-8.html", **more: str) -> Article:
    """The article of a page with this story."""
    return read_page(page(story, head, **more), url)


MODERN = f"""<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/doi">Đời sống</a></li></ul>
<h1 class="t">{HEADLINE}</h1><div class="meta"><span class="author">Mai Hoa</span> <time>20/07/2026 08:15</time></div>
<p class="sapo">{LEAD}</p><div class="c"><p>{ONE}</p>
<figure><img src="/luoi.jpg"><figcaption>{CAPTION}</figcaption></figure>
<p>{TWO}</p><p>{THREE}</p></div><div class="tags"><a href="/tag/1">làng nghề</a><a href="/tag/2">sông</a></div>"""
TABLES = f"""<table width="600"><tr><td><font size="+1"><b>{HEADLINE}</b></font></td></tr>
<tr><td><i>20/07/2026 08:15</i></td></tr><tr><td><p><b>{LEAD}</b></p><p>{ONE}</p>
<table align="center"><tr><td><img src="/luoi.jpg"></td></tr><tr><td>{CAPTION}</td></tr></table>
<p>{TWO}</p><p>{THREE}</p><p align="right"><b>Mai Hoa</b></p></td></tr></table>"""
BREAKS = f"""<h1>{HEADLINE}</h1><span>20/07/2026 08:15</span><h2>{LEAD}</h2><div class="noidung">{ONE}<br><br>
<center><img src="/luoi.jpg"><br><i>{CAPTION}</i></center><br>{TWO}<br><br>{THREE}<br><br>
<strong>Mai Hoa</strong></div>"""
TWINS = f"""<div class="post"><h1>{HEADLINE}</h1><p class="info">Mai Hoa | 20/07/2026 08:15</p><h3>{LEAD}</h3>
<div class="content"><div id="first"><div>{ONE}</div><div><img src="/luoi.jpg"></div>
<div style="text-align:center"><i>{CAPTION}</i></div></div><div class="qc"></div>
<div id="end"><div>{TWO}</div><div>{THREE}</div></div></div></div>"""
BARE = f"""<div class="box"><h1>{HEADLINE}</h1><em>20/07/2026 08:15</em><p></p><h2 class="lead">{LEAD}</h2>{ONE}<p></p>
<figure><img src="/luoi.jpg"><figcaption>{CAPTION}</figcaption></figure>{TWO}<p></p>{THREE}<p></p>
<p style="text-align:right">Mai Hoa</p></div>"""
STORIES = [MODERN, TABLES, BREAKS, TWINS, BARE]


@pytest.mark.parametrize("story", STORIES, ids=["modern", "tables", "breaks", "twins", "bare"])
def test_a_story_is_read_from_any_markup(story: str) -> None:
    article = read(story)
    assert (article.parser, article.outlet) == ("generic", "vensong.vn")
    assert (article.title, article.lead, article.body) == (HEADLINE, LEAD, (ONE, TWO, THREE))
    assert (article.authors, article.source) == (("Mai Hoa",), None)
    assert [(c.text, c.credit, c.image) for c in article.captions] == [
        (CAPTION, "Thu Hương", "https://vensong.vn/luoi.jpg")
    ]
    assert [(d.text, d.origin) for d in article.dates] == [("20/07/2026 08:15", "page")]


def test_a_tag_in_the_element_that_holds_the_date_too_is_no_author() -> None:
    tag = '<ul class="the"><li><a href="/bat-trang.tag">Bát Tràng</a></li></ul>'
    date = '<time class="author-time">Thứ tư, 10/05/2023 - 07:45</time>'
    story = f"<h1>{HEADLINE}</h1>{date}<div class='c'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    assert read(f"<article>{story}{tag}</article>").authors == ()


def test_every_guess_says_what_it_rests_on() -> None:
    evidence = read(MODERN).evidence
    assert {"title", "lead", "body", "byline", "section", "tags"} <= set(evidence)
    assert evidence["body"].rule == "blocks that most clues call the story's"


@pytest.mark.parametrize(
    "below",
    [
        "<p>Từ khóa: <a href='/tag/1'>làng nghề</a></p>",
        "<div class='vote'>(12 bình chọn, 4/5 điểm)</div><p>Thích và chia sẻ bài này trên:</p>",
        f"<div class='related'><h4>Tin liên quan</h4>{CARDS}</div>",
        "<h3>Ý kiến bạn đọc</h3><div class='comment'><p>Bài rất hay, tôi đã đọc cho cả nhà cùng nghe.</p></div>",
        "<div class='share'>Chia sẻ lên Facebook</div>",
        "<div class='sharedaddy'><h3>Chia sẻ:</h3><ul><li><a>Facebook</a></li></ul></div>",
    ],
)
def test_what_stands_below_a_story_is_no_part_of_it(below: str) -> None:
    article = read(BREAKS.replace("</div>", f"{below}</div>"))
    assert article.body == (ONE, TWO, THREE)


def test_a_sapo_is_known_by_the_description_that_machines_are_told() -> None:
    head = f'<meta property="og:description" content="(VS) - {LEAD}">'
    story = f"<h1>{HEADLINE}</h1><div class='x'><p>(VS) - {LEAD}</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    article = read(story, head)
    assert (article.lead, article.dateline, article.body) == (LEAD, "VS", (ONE, TWO, THREE))


@pytest.mark.parametrize("name", ["chapeau", "chappeau", "sapo", "detail-sapo"])
def test_a_sapo_in_the_look_of_the_text_is_known_by_its_name(name: str) -> None:
    story = (
        f'<h1>{HEADLINE}</h1><div><p class="{name}">{LEAD}</p></div><div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>'
    )
    article = read(story)
    assert (article.lead, article.body) == (LEAD, (ONE, TWO, THREE))


def test_the_dash_of_a_logo_is_none_of_the_sapo_and_a_list_keeps_its_own() -> None:
    assert read(MODERN.replace(LEAD, f"- {LEAD}")).lead == LEAD
    assert read(MODERN.replace(LEAD, f"- {LEAD} - {ONE}")).lead == f"- {LEAD} - {ONE}"


def test_initials_of_the_site_that_the_title_names_open_no_sapo() -> None:
    article = read(MODERN.replace(LEAD, f"VSO - {LEAD}"), title=f"{HEADLINE} - Báo Ven Sông Online")
    assert (article.lead, article.dateline) == (LEAD, "VSO")


def test_the_line_that_tells_when_and_where_a_story_is_filed_is_no_sapo() -> None:
    told = "Đăng ngày 20/07/2026 trong mục Đời sống, đọc hết bài mất chừng tám phút"
    plain = MODERN.replace(f'<p class="sapo">{LEAD}</p>', f'<p class="post-meta">{told}</p>')
    assert read(plain).lead is None
    assert read(plain.replace("post-meta", "sapo")).lead == told


def test_the_source_may_stand_in_a_line_of_its_own_below_the_signed_story() -> None:
    line = '<div class="source">Theo Trí Thức Trẻ<a href="#">Copy link</a></div>'
    assert read(MODERN.replace('<div class="tags">', f'{line}<div class="tags">')).source == "Trí Thức Trẻ"


def test_a_story_that_machines_are_told_is_live_is_so() -> None:
    head = f'<script type="application/ld+json">{{"@type": "LiveBlogPosting", "headline": "{HEADLINE}"}}</script>'
    assert (read(MODERN, head).kind, read(MODERN).kind) == ("live", "article")


def test_a_sapo_alone_announces_the_film_that_machines_are_told_of() -> None:
    def film(name: str, below: str = f"<h3>Video khác</h3>{CARDS}") -> Article:
        head = f'<script type="application/ld+json">{{"@type": "VideoObject", "name": "{name}"}}</script>'
        return read(f'<video></video><h1>{HEADLINE}</h1><h2 class="sapo">{LEAD}</h2>{below}', head)

    article = film(HEADLINE)
    assert (article.kind, article.lead, article.body) == ("video", LEAD, ())
    short = film(HEADLINE, f"<p>{ONE}</p><p>{TWO}</p>")
    assert (short.kind, short.body) == ("video", (ONE, TWO))
    told = film(HEADLINE, f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert (told.kind, told.body) == ("article", (ONE, TWO, THREE))
    with pytest.raises(NotAnArticle):
        film("Một cuốn phim về nghề muối ở vùng khác")


def test_the_publisher_of_a_page_is_no_source_of_its_story() -> None:
    told = '{"@type": "NewsArticle", "headline": "x", "publisher": {"@type": "Organization", "name": "Sóng 247"}}'
    signed = MODERN.replace(f"<p>{THREE}</p>", f'<p>{THREE}</p><p align="right">Theo Thu Hương | Sóng 247</p>')
    head = f'<script type="application/ld+json">{told}</script>'
    assert read(signed).source == "Sóng 247"
    assert read(signed, head).source is None


def test_an_author_is_known_beside_the_day_though_a_portrait_and_a_dot_stand_there_too() -> None:
    lines = "<div>Mai Hoa</div><div>•</div><div>20/07/2026</div>"
    head = f'<h1>{HEADLINE}</h1><p class="sapo">{LEAD}</p><div><img src="/mai-hoa.jpg">{lines}</div>'
    assert read(f"{head}<div class='c'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>").authors == ("Mai Hoa",)


def test_a_sapo_is_known_by_microdata() -> None:
    description = f'<div class="m-b" itemprop="description">{LEAD}</div>'
    story = f"<h1>{HEADLINE}</h1>{description}<div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    article = read(story)
    assert (article.lead, article.body) == (LEAD, (ONE, TWO, THREE))


@pytest.mark.parametrize("stamp", ["<span class='loc'>Hà Nội</span>", "<b>Hà Nội</b> - ", "<span>Hà Nội – </span>"])
def test_a_place_that_mark_up_sets_apart_opens_the_sapo(stamp: str) -> None:
    article = read(MODERN.replace(LEAD, f"{stamp}{LEAD}"))
    assert (article.lead, article.dateline) == (LEAD, "Hà Nội")
    assert read(MODERN.replace(LEAD, f"<span>Dân trí</span>{LEAD}")).dateline == "Dân trí"
    assert read(MODERN.replace(LEAD, f"<b>Hà Giang</b> {LEAD}").replace("sapo", "c1")).dateline is None


@pytest.mark.parametrize(
    "link", ["<a href='/1'>&gt;&gt; Chuyện khác hẳn</a>", "&gt;&gt; <a href='/1'>Chuyện khác hẳn</a>"]
)
def test_a_pointer_to_another_story_is_none_of_the_sapo(link: str) -> None:
    assert read(MODERN.replace(LEAD, f"{LEAD}<br>{link}")).lead == LEAD
    boxed = (
        f"{LEAD}<br>{link}<h4>Tin liên quan</h4><ul><li><a href='/2'>Chuyện thứ hai của một miền quê khác</a></li></ul>"
    )
    assert read(MODERN.replace(f'<p class="sapo">{LEAD}</p>', f'<div class="sapo">{boxed}</div>')).lead == LEAD


def test_a_description_that_is_not_printed_is_no_sapo() -> None:
    head = (
        '<meta property="og:description" content="Đọc tin làng nghề mới nhất, nhanh nhất tại Báo Ven Sông mỗi ngày.">'
    )
    assert read(f"<h1>{HEADLINE}</h1><div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>", head).lead is None


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} - Báo Ven Sông",
        f"{HEADLINE} | Đời sống | Báo Ven Sông",
        f"Báo Ven Sông | {HEADLINE}",
        f"{HEADLINE} – vensong.vn",
        HEADLINE.upper(),
        "Làng đan lưới cuối cùng: bí quyết giữ nghề của xóm chài",
        "",
    ],
)
def test_the_headline_is_the_one_that_is_printed(title: str) -> None:
    assert read(MODERN, title=title).title == HEADLINE


def test_a_heading_of_the_section_is_not_the_headline() -> None:
    assert read(f"<h1>Đời sống</h1>{MODERN}").title == HEADLINE


def test_machine_readable_dates_stand_beside_the_printed_one() -> None:
    head = '<meta property="article:published_time" content="2026-07-20T08:15:30+07:00">'
    story = MODERN.replace("<time>", '<time datetime="2026-07-20T08:15:00+07:00">')
    assert [(d.text, d.origin) for d in read(story, head).dates] == [
        ("20/07/2026 08:15", "page"),
        ("2026-07-20T08:15:00+07:00", "meta"),
        ("2026-07-20T08:15:30+07:00", "meta"),
    ]


def test_today_in_the_page_head_is_not_the_date_of_the_story() -> None:
    assert read(MODERN).dates[0].text == "20/07/2026 08:15"


def test_an_author_told_to_machines_counts() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Mai Hoa"}}</script>'
    bare = f"<h1>{HEADLINE}</h1><div>Mai Hoa</div><div class='x'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    assert read(bare, head).authors == ("Mai Hoa",)
    assert read(bare.replace("<div>Mai Hoa</div>", ""), head).authors == ("Mai Hoa",)


def test_a_first_part_of_a_story_is_read_as_far_as_it_goes() -> None:
    parts = '<div class="pages"><b>1</b> <a href="/xom-chai-8-p2.html">2</a> <a href="/xom-chai-8-p3.html">3</a></div>'
    assert read(MODERN + parts, '<link rel="next" href="/xom-chai-8-p2.html">').body == (ONE, TWO, THREE)


NO_STORIES = {
    "front page": f"<h1>Báo Ven Sông</h1>{CARDS}",
    "listing": f"<h1>Tin tức đời sống mới nhất trong ngày</h1>{CARDS}",
    "listing without a heading": CARDS,
    "search": f"<h1>Kết quả tìm kiếm cho “lưới”</h1><p>Tìm thấy 8 bài phù hợp với từ khóa của bạn.</p>{CARDS}",
    "tag": f"<h1>Chủ đề: làng nghề truyền thống</h1><p>Các bài viết về làng nghề trên Báo Ven Sông.</p>{CARDS}",
    "missing": "<h1>Không tìm thấy trang bạn yêu cầu</h1><p>Trang này không còn hoặc đã được chuyển đi nơi khác.</p>",
    "login": "<h1>Đăng nhập tài khoản bạn đọc</h1><form><p>Nhập thư điện tử và mật khẩu để tiếp tục.</p><input></form>",
    "empty": "",
    "headline alone": f"<h1>{HEADLINE}</h1>",
}


@pytest.mark.parametrize("story", NO_STORIES.values(), ids=NO_STORIES.keys())
def test_pages_without_a_story_are_refused_with_a_reason(story: str) -> None:
    with pytest.raises(NotAnArticle) as refused:
        read(story, title="Báo Ven Sông - Tin tức vùng sông nước", url="https://vensong.vn/x.html")
    assert refused.value.reason


def test_a_front_page_is_refused_whatever_it_shows() -> None:
    with pytest.raises(NotAnArticle, match="front page"):
        read(MODERN, url="https://vensong.vn/")


@pytest.mark.skipif(not LISTINGS.is_dir(), reason="the publishers' pages are not beside this checkout")
@pytest.mark.parametrize("known", [True, False])
def test_no_real_listing_is_read_as_an_article(known: bool) -> None:
    read_as_articles = []
    for path in sorted(LISTINGS.glob("*.html")):
        try:
            read_page(path.read_bytes(), known=known)
        except NotAnArticle:
            continue
        read_as_articles.append(path.name)
    assert read_as_articles == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Thứ ba, 17/3/2026, 00:28 (GMT+7)", "Thứ ba, 17/3/2026, 00:28 (GMT+7)"),
        ("Mai Hoa - 12/03/2026 16:23", "12/03/2026 16:23"),
        ("Theo Ven Sông | 18/12/2012 11:07", "18/12/2012 11:07"),
        ("Đời sống | Cập nhật thứ ba, ngày 18/12/12 10:40 tối", "thứ ba, ngày 18/12/12 10:40 tối"),
        ("17:09 PM | 06/03/2026", "17:09 PM | 06/03/2026"),
        ("10:15 thứ Năm ngày 12/11/2020", "10:15 thứ Năm ngày 12/11/2020"),
        ("Ngày 11 tháng 4 năm 2019", "Ngày 11 tháng 4 năm 2019"),
        ("2026-07-20 08:15", "2026-07-20 08:15"),
        ("Đăng 2026-07-20T08:15:30Z", "2026-07-20T08:15:30Z"),
        ("07h30' ngày 20/07/2026", "07h30' ngày 20/07/2026"),
        ("29/7/2026 17:5'(GMT+7)", "29/7/2026 17:5'(GMT+7)"),
        ("20/07/2026 07:30 Chiều", "20/07/2026 07:30 Chiều"),
        ("July, 20/2026 | 07:30", "July, 20/2026 | 07:30"),
        ("5 giờ trước", "5 giờ trước"),
        ("Mai Hoa20/07/2026 | 08:15", "20/07/2026 | 08:15"),
        ("Hong Van Tuesday, July 20, 2026 08:15", "Tuesday, July 20, 2026 08:15"),
        ("Tin tức 22 Thg 05, 2023", "22 Thg 05, 2023"),
        ("Th5 22, 2023", "Th5 22, 2023"),
        ("Tháng 11 9, 2025", "Tháng 11 9, 2025"),
        ("Tháng Mười Một 9, 2025", "Tháng Mười Một 9, 2025"),
        ("Điện thoại: 024.3825.1234", ""),
        ("Tỷ số 2-1-0", ""),
        ("Giấy phép 123/GP-BTTTT", ""),
        ("Một câu không có ngày", ""),
    ],
)
def test_a_date_line_is_known_by_its_shape(text: str, date: str) -> None:
    assert printed_date(text) == date


def test_a_clock_is_told_from_a_day() -> None:
    assert (has_clock("08:15 20/07/2026"), has_clock("20/07/2026")) == (True, False)


def test_the_line_of_author_date_and_share_bar_is_no_sapo() -> None:
    bar = "<span>Mai Hoa</span> <span>20/07/2026, 08:15</span> <span>Facebook Zalo Sao chép liên kết</span>"
    article = read(
        f'<h1>{HEADLINE}</h1><div class="x1">{bar}</div><div class="x2"><p class="chapo"><b>{LEAD}</b></p>'
        f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    )
    assert article.lead == LEAD
    dated = f"{LEAD[:-1]} cho đến 17h ngày 20/7/2026."
    assert read(MODERN.replace(LEAD, dated)).lead == dated


def test_a_story_goes_on_to_the_captions_of_its_last_pictures_and_its_sign_off() -> None:
    picture = '<p align="center"><img src="/{}.jpg"></p><p align="center"><i>{}</i></p>'
    lines = ("Cảnh chợ.", "Bến đò.", "Trời tạnh.")
    photos = "".join(picture.format(n, text) for n, text in enumerate(lines))
    article = read(f"<h1>{HEADLINE}</h1><div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>{photos}</div><p>Theo Mai Hoa</p>")
    assert (article.body, article.authors) == ((ONE, TWO, THREE), ("Mai Hoa",))
    assert [c.text for c in article.captions] == list(lines)


@pytest.mark.parametrize(
    "cover",
    [
        f'<div><img src="/luoi.jpg"><br><i>{CAPTION}</i></div><p><b>Nghề cũ ở đâu?</b></p>',
        f'<figure><img src="/luoi.jpg"><div>Phóng to</div><figcaption>{CAPTION}</figcaption></figure>',
        f'<div class="lead-image"><img src="/luoi.jpg"><p>{CAPTION}</p></div>',
    ],
)
def test_the_lead_picture_between_headline_and_story_keeps_its_caption(cover: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1>{cover}<div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>")
    assert [(c.text, c.image) for c in article.captions] == [(CAPTION, "https://vensong.vn/luoi.jpg")]


def test_a_lead_picture_above_the_headline_keeps_the_caption_behind_its_button() -> None:
    cover = f'<figure><img src="/luoi.jpg"><div>Phóng to</div><figcaption>{CAPTION}</figcaption></figure>'
    article = read(f"{cover}<h1>{HEADLINE}</h1><div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>")
    assert [(c.text, c.image) for c in article.captions] == [(CAPTION, "https://vensong.vn/luoi.jpg")]


def test_what_a_form_to_subscribe_calls_its_caption_is_none_of_the_story() -> None:
    form = f'<div class="subscription-widget"><p class="cta-caption">{LEAD} Xin đăng ký.</p><button>Gửi</button></div>'
    captions = read(MODERN.replace(f"<p>{TWO}</p>", f"<p>{TWO}</p>{form}")).captions
    assert [c.text for c in captions] == [CAPTION]


def test_the_portrait_in_an_authors_box_is_no_picture_of_the_story() -> None:
    about = "<strong>Mai Hoa</strong><p>Phóng viên mảng chợ.</p>"
    box = f'<div class="author-box"><img src="/mai.jpg" width="80">{about}</div>'
    assert read(MODERN.replace('</div><div class="tags">', f'{box}</div><div class="tags">')).images == (
        "https://vensong.vn/luoi.jpg",
    )


@pytest.mark.parametrize("name", ["tieude-chitiet", "newsTitle"])
def test_a_headline_is_known_by_its_class_where_machines_are_told_the_site_alone(name: str) -> None:
    story = MODERN.replace('<h1 class="t">', f'<h2 class="{name}">').replace("</h1>", "</h2>")
    told = {"title": "Cổng thông tin Ven Sông"}
    assert read(story, **told).title == HEADLINE
    with pytest.raises(NotAnArticle, match="no headline"):
        read(story.replace(name, "t"), **told)
