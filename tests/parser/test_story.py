"""Content extraction on pages without a layout, in any template."""

from __future__ import annotations

import json

import pytest

from scrapers.items import NotAnArticle
from scrapers.parser import read_page
from scrapers.parser.story.roles import words
from tests.parser.test_generic import CARDS, HEADLINE, LEAD, ONE, THREE, TWO, page, read

FOUR = "Người mua đến từ sớm, xem kỹ từng mắt lưới rồi mới trả tiền. Không ai mặc cả, vì giá đã giữ ba năm nay."
STORY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
BODY = (ONE, TWO, THREE, FOUR)
COMMENTS = "".join(
    f'<li class="comment"><b>Bạn đọc {n}</b><p>Quê tôi ngày trước cũng có nghề này. Đọc bài mà nhớ bến sông cũ, '
    f"mong xóm {n} giữ được nghề cho con cháu sau này, cảm ơn người viết.</p><time>2{n}/07/2026 21:40</time></li>"
    for n in range(1, 7)
)
ENGLISH = [
    "The ferry left the north quay at six, an hour late, with eleven passengers and a crate of lamps on its deck.",
    "Its captain, who has crossed the strait for thirty years, said that the tide had never been the difficulty.",
    "What stops boats now is paper. A permit that took a day in spring took nine in August, and costs twice as much.",
    "The harbour office answered that two clerks had left in June, and that their desks would be filled by winter.",
]


def test_a_story_that_is_split_over_containers_is_whole() -> None:
    split = "".join(f'<div class="row"><div class="cell"><div><p>{one}</p></div></div></div>' for one in BODY)
    assert read(f"<h1>{HEADLINE}</h1><div>{split}</div>").body == BODY


def test_what_react_streams_into_a_hidden_container_is_read() -> None:
    streamed = page(f'<div hidden id="S:1a"><h1>{HEADLINE}</h1><article>{STORY}</article></div>')
    assert read_page(streamed, "https://vensong.vn/a-8.html").body == BODY
    with pytest.raises(NotAnArticle):
        read_page(streamed.replace(b'id="S:1a"', b'id="later"'), "https://vensong.vn/a-8.html")


def test_a_button_that_was_never_closed_does_not_swallow_the_page() -> None:
    article = read(f"<button>Menu<main><h1>{HEADLINE}</h1><div>{STORY}</div></main>")
    assert (article.title, article.body) == (HEADLINE, BODY)


def test_a_linked_line_near_the_end_does_not_end_the_story() -> None:
    linked = f'<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p><a href="/b-9.html">Làng bên cũng giữ nghề đan lưới tay</a></p>'
    assert read(f"<h1>{HEADLINE}</h1><div>{linked}<p>{FOUR}</p></div>").body == BODY


def test_readers_comments_are_neither_text_nor_dates_nor_authors() -> None:
    story = f'<h1>{HEADLINE}</h1><div>{STORY}</div><ul class="comment-list">{COMMENTS}</ul>'
    article = read(story)
    assert (article.body, article.dates, article.authors) == (BODY, (), ())


@pytest.mark.parametrize(
    "between",
    [
        "",
        '<figure><img src="/a.jpg"><figcaption>Bến sông buổi sớm. Ảnh: Tú Anh</figcaption></figure>',
        f'<div class="related">{CARDS}</div>',
        '<div class="tools"><p>Lưu bài viết thành công</p><p>Đồng ý</p></div>',
    ],
    ids=["nothing", "a picture", "cards of other stories", "buttons"],
)
def test_the_author_line_that_ends_the_story_is_found_behind_what_stands_between(between: str) -> None:
    article = read(f'<h1>{HEADLINE}</h1><div>{STORY}{between}<p style="text-align: right">Hồng Nhung</p></div>')
    assert article.authors == ("Hồng Nhung",)
    assert "Hồng Nhung" not in article.body


def test_tags_behind_the_author_line_are_no_story() -> None:
    tags = "<h3>đan lưới,</h3><h3>làng nghề,</h3><h3>bến sông</h3>"
    article = read(f'<h1>{HEADLINE}</h1><div>{STORY}<p align="right">Tin, ảnh: Hồng Nhung</p>{tags}</div>')
    assert (article.authors, article.body) == (("Hồng Nhung",), BODY)


def test_consent_newsletter_and_most_read_are_no_story() -> None:
    story = f"""<div class="cookie-consent"><p>Trang này dùng cookie để nhớ bạn. Bằng việc đọc tiếp, bạn đồng ý với điều
    khoản, với việc lưu lựa chọn của bạn trong một năm và với thống kê lượt xem.</p></div><h1>{HEADLINE}</h1>
    <div class="x">{STORY}<div class="newsletter-signup"><p>Nhập địa chỉ để nhận bản tin sáng của chúng tôi mỗi ngày,
    miễn phí, ngay trong hộp thư của bạn.</p></div></div><div class="most-read"><h3>Đọc nhiều</h3>{CARDS}</div>"""
    assert read(story).body == BODY


def test_a_page_in_another_language_is_read_by_the_same_rules() -> None:
    story = "".join(f"<p>{one}</p>" for one in ENGLISH)
    article = read_page(
        f'<html lang="en"><title>Ferries wait for paper | The Strait</title><body><h1>Ferries wait for paper</h1>'
        f"<article>{story}</article></body></html>".encode(),
        "https://strait.example/ferries",
    )
    assert (article.title, article.body, article.language) == ("Ferries wait for paper", tuple(ENGLISH), "en")


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("<h1>Giữ nghề lưới</h1>", "Giữ nghề lưới | Báo Ven Sông"),
        ("<h1>Báo Ven Sông</h1><h2>Giữ nghề lưới ven sông</h2>", "Đời sống : Giữ nghề lưới ven sông : Báo Ven Sông"),
        ("<h1>Báo Ven Sông</h1><h1>Giữ nghề lưới ven sông</h1>", "Giữ nghề lưới ven sông"),
        ('<h1><a href="/a-8.html">Giữ nghề lưới ven sông</a></h1>', "Giữ nghề lưới ven sông - Báo Ven Sông"),
        ('<div class="t">Giữ nghề lưới ven sông</div>', "Giữ nghề lưới ven sông / Báo Ven Sông"),
    ],
    ids=["three words", "a part between two", "several first-level headings", "linked", "no heading"],
)
def test_a_headline_is_found_in_any_form(printed: str, told: str) -> None:
    title = read(f"{printed}<div>{STORY}</div>", title=told).title
    assert title in ("Giữ nghề lưới", "Giữ nghề lưới ven sông")
    assert title in told


def test_a_story_that_prints_no_headline_has_the_one_that_machines_are_told() -> None:
    head = f'<meta property="og:type" content="article"><meta property="og:title" content="{HEADLINE}">'
    assert read(f"<div>{STORY}</div>", head).title == HEADLINE
    with pytest.raises(NotAnArticle, match="no headline"):
        read(f"<div>{STORY}</div>")


def test_an_address_with_a_query_is_no_front_page() -> None:
    story = f"<h1>{HEADLINE}</h1><div>{STORY}</div>"
    assert read(story, url="https://vensong.vn/?p=3289").body == BODY
    with pytest.raises(NotAnArticle, match="front page"):
        read(story, url="https://vensong.vn/")


def test_the_authors_that_machines_are_told_count_unless_they_are_the_site() -> None:
    def told(name: str) -> str:
        node = {"@type": "NewsArticle", "headline": HEADLINE, "author": {"@type": "Person", "name": name}}
        return f'<script type="application/ld+json">{json.dumps(node)}</script>'

    printed = f'<h1>{HEADLINE}</h1><div class="author">Mai Hoa</div><div>{STORY}</div>'
    assert read(printed, told("Lê Thu Hà")).authors == ("Lê Thu Hà",)
    assert read(printed, told("vensong.vn")).authors == ("Mai Hoa",)


def test_a_printed_date_counts_against_a_told_one_only_beside_the_headline() -> None:
    told = '<meta property="article:published_time" content="2026-07-20T08:15:00+07:00">'
    far = f"<p>Hôm nay 29/07/2026 10:00</p><p>Tin nóng</p><p>Thể thao</p><p>Xe</p><h1>{HEADLINE}</h1><div>{STORY}</div>"
    assert [(d.origin, d.beside) for d in read(far, told).dates] == [("page", False), ("meta", True)]
    near = f"<h1>{HEADLINE}</h1><span>20/07/2026 08:16</span><div>{STORY}</div>"
    assert [(d.origin, d.beside) for d in read(near, told).dates] == [("page", True), ("meta", True)]


def test_a_guess_says_how_sure_it_is() -> None:
    sure = read(f"<h1>{HEADLINE}</h1><time>20/07/2026 08:15</time><p>{LEAD}</p><div>{STORY}</div>")
    undated = read(f"<h1>{HEADLINE}</h1><div>{STORY}</div>")
    assert sure.confidence is not None
    assert undated.confidence is not None
    assert 0 < undated.confidence < sure.confidence <= 1


def test_roles_are_told_by_whole_words() -> None:
    assert "lead" not in set(words("leading-relaxed relative"))
    assert "binhluan" in set(words("box-binh-luan"))
    assert set(words("css-1ad4b9 sc-3tag9")) == {"css", "sc"}
    assert "articlebody" in set(words("articleBody"))


def filled_by_script(told: str, printed: str = "", **more: object) -> bytes:
    """A page whose story is only in JSON-LD, between boilerplate above and below."""
    data = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": told, "author": {"name": "Hồng Nhung"}, **more}
    below = f'<aside><h3>Tin mới</h3><div class="list">{CARDS}</div></aside>'
    head = f'<h1>{HEADLINE}</h1><p class="meta">Hồng Nhung 20/07/2026 08:15</p><p class="sapo">{LEAD}</p>'
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return page(f"{script}{head}<div id='root'>{printed}</div>{below}")


def test_a_story_that_a_script_fills_in_is_read_as_machines_are_told_it() -> None:
    text = "\r\n".join([*BODY, *BODY, *BODY])
    article = read_page(filled_by_script(text), "https://vensong.vn/a-8.html")
    assert (article.title, article.lead, article.authors) == (HEADLINE, LEAD, ("Hồng Nhung",))
    assert article.body[:4] == BODY
    assert article.evidence["body"].rule == "json-ld articleBody"
    assert article.confidence == 0.6


def test_a_picture_beside_a_story_that_a_script_fills_in_is_its_own() -> None:
    picture = '<figure><img src="/luoi.jpg"><figcaption>Bến sông buổi sớm. Ảnh: Tú Anh</figcaption></figure>'
    article = read_page(filled_by_script("\r\n".join([*BODY, *BODY, *BODY]), picture), "https://vensong.vn/a-8.html")
    assert article.body[:4] == BODY
    assert [caption.credit for caption in article.captions] == ["Tú Anh"]


def test_what_a_page_prints_or_sells_is_not_taken_from_what_machines_are_told() -> None:
    text = " ".join([*BODY, *BODY, *BODY])
    printed = read_page(filled_by_script(text, f"<div>{STORY}</div>"), "https://vensong.vn/a-8.html")
    assert (printed.body, printed.evidence["body"].rule) == (BODY, "blocks that most clues call the story's")
    for refused in (filled_by_script(text, isAccessibleForFree=False), filled_by_script(" ".join(BODY))):
        with pytest.raises(NotAnArticle):
            read_page(refused, "https://vensong.vn/a-8.html")
