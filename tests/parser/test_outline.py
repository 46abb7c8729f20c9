"""Where a story ends on a page without a layout: inserted boxes, repetitions, related stories, teasers."""

from __future__ import annotations

import pytest

from scrapers.items import NotAnArticle
from scrapers.parser import read_page
from tests.parser.test_generic import CAPTION, HEADLINE, LEAD, MENU, ONE, THREE, TWO, read
from tests.parser.test_story import BODY, FOUR, STORY

HEAD = f"<h1>{HEADLINE}</h1>"
ARTICLE = '<meta property="og:type" content="article">'
LETTER = (
    "Quê tôi ngày trước cũng có nghề này, đọc bài mà nhớ bến sông cũ. Mong xóm {0} giữ được nghề cho con cháu sau này, "
    "cảm ơn người viết đã về tận nơi, chụp được cả những bàn tay vá lưới lúc trời còn chưa sáng hẳn."
)
WRITERS = ["Trần Thị Mận", "Lê Văn Cừ", "Phạm Thu Hương", "Bạn đọc 4", "Hoàng Minh Đức", "Vũ Thị Lan", "Đỗ Văn Tám"]
LETTERS = "".join(f'<div class="k3"><b>{who}</b><p>{LETTER.format(n)}</p></div>' for n, who in enumerate(WRITERS))
BUTTONS = "".join(f"<div><span>Mục {n}</span></div>" for n in range(20))


def test_pictures_between_paragraphs_do_not_end_a_story() -> None:
    pictures = "".join(f'<p><img src="/{n}.jpg"></p>' for n in range(20))
    assert read(f"{HEAD}<div><p>{ONE}</p><p>{TWO}</p>{pictures}<p>{THREE}</p><p>{FOUR}</p></div>").body == BODY


def test_the_rows_of_a_table_are_told_together() -> None:
    rows = "".join(
        f"<tr><td>{year}</td><td>{homes}</td></tr>" for year, homes in (("Năm", "Số hộ"), (2020, 60), (2025, 20))
    )
    article = read(f"{HEAD}<div><p>{ONE}</p><p>{TWO}</p><table>{rows}</table><p>{THREE}</p></div>")
    assert article.body == (ONE, TWO, "Năm | Số hộ", "2020 | 60", "2025 | 20", THREE)


def test_a_story_goes_on_behind_a_box_where_its_text_looks_the_same() -> None:
    story = f'<p class="t">{ONE}</p><p class="t">{TWO}</p><p class="t">{THREE}</p>'
    assert read(f'{HEAD}<div>{story}<ul class="menu">{MENU * 5}</ul><p class="t">{FOUR}</p></div>').body == BODY


def test_a_paragraph_behind_a_list_of_links_is_the_story_s_where_it_stands_with_its_others() -> None:
    short = "Hàng thừa cuối buổi được gom cho bếp ăn. Sổ theo dõi do học trò viết, hai lần mỗi ngày."
    links = "".join(f'<li><a href="/{n}.html">Chuyện khác ở bến sông số {n} hôm nay</a></li>' for n in range(2))
    author = '<div class="author"><b>Mai Hoa</b></div><div class="tags"><a href="/tag/song">sông</a></div>'
    story = f'<p>{ONE}</p><p>{TWO}</p><div class="related"><ul>{links}</ul></div><p>{short}</p>'
    assert read(f"{HEAD}<h2>{LEAD}</h2><div><div>{story}</div></div>{author}").body == (ONE, TWO, short)


def test_an_article_that_a_story_embeds_is_another_and_those_of_a_live_blog_are_its_own() -> None:
    entry = "<article><h5>{}</h5><p>{}</p></article>"
    teaser = entry.format("Giếng làng được nạo vét sau hai mươi năm", "VENSONG.VN - Ba mươi người đã đứng đợi từ sáng.")
    body = "<article><h1>{}</h1><div><p>{}</p><p>{}</p>{}<p>{}</p><p>{}</p></div></article>"
    assert read(body.format(HEADLINE, ONE, TWO, teaser, THREE, FOUR)).body == BODY
    heading = "<article><h3>Nghề cũ ở bãi sông còn lại bao người</h3></article>"
    assert len(read(body.format(HEADLINE, ONE, TWO, heading, THREE, FOUR)).body) == len(BODY) + 1
    live = "".join(
        entry.format(f"Chặng {n} của hội đua thuyền năm nay", f"{text} Lần {n}.") for n, text in enumerate(BODY)
    )
    assert len(read(body.format(HEADLINE, ONE, TWO, live, THREE, FOUR)).body) == 12


def test_a_story_that_is_printed_twice_is_read_once() -> None:
    phone = f'<div class="phone"><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>{BUTTONS}'
    article = read(f"{phone}{HEAD}<div><b>Mai Hoa</b></div><div>20/07/2026 08:15</div><div>{STORY}</div>")
    assert article.body == BODY


def test_texts_under_links_to_other_stories_are_not_this_one_however_long_they_are() -> None:
    news = "".join(
        f'<div class="n"><a href="/b-{n}.html">Chuyện thứ {n} ở một miền quê khác</a></div>'
        f'<div class="m"><p>{LETTER.format(n)}</p></div>'
        for n in range(4)
    )
    assert read(f"{HEAD}<div>{STORY}</div><ul class='menu'>{MENU * 5}</ul><section>{news}</section>").body == BODY


@pytest.mark.parametrize(
    "box",
    [
        '<div class="binh-luan">{}</div>',
        '<div class="b7"><h3>Bình luận (7)</h3>{}</div>',
        '<div class="b7">{}</div>',
    ],
    ids=["named", "labelled", "written by people"],
)
def test_readers_letters_are_no_story_even_where_they_are_longer(box: str) -> None:
    assert read(f"{HEAD}<div>{STORY}</div>{box.format(LETTERS)}").body == BODY


def test_what_people_say_inside_of_the_story_is_its_text() -> None:
    letters = "".join(f"<div><b>{who}</b><p>{LETTER.format(n)}</p></div>" for n, who in enumerate(WRITERS))
    body = read(f"{HEAD}<div>{STORY}{letters}<p>{LEAD}</p></div>").body
    assert all(LETTER.format(n) in body for n in range(len(WRITERS)))


def test_the_next_story_of_an_endless_page_is_another() -> None:
    following = f"""<article><h2>Bến đò cũ có thêm một chuyến sớm</h2><span>19/07/2026 06:00</span>
    <div><p>{LETTER.format(1)}</p><p>{LETTER.format(2)}</p></div></article>"""
    assert read(f"<div>{HEAD}<div>{STORY}</div>{following}</div>").body == BODY


def test_a_linked_headline_makes_its_own_story_no_card() -> None:
    story = (
        f'<div class="post"><h3><a href="/xom-chai-8.html">{HEADLINE}</a></h3><p>{ONE} {TWO} {THREE} {FOUR}</p></div>'
    )
    assert read(story).body == (" ".join(BODY),)


def test_a_story_of_one_paragraph_is_one_where_the_page_says_so() -> None:
    story = f"{HEAD}<div><p>{ONE} {TWO}</p></div>"
    assert read(story, ARTICLE).body == (f"{ONE} {TWO}",)
    with pytest.raises(NotAnArticle, match="no story"):
        read(story)


def test_the_lines_of_a_poem_are_told_where_the_page_says_that_it_is_an_article() -> None:
    lines = [
        f"{line} lần thứ {n}" for n in "một hai ba bốn".split() for line in ("Phà qua khúc sông", "Ngoại qua đồng")
    ]
    poem = f"{HEAD}<p class='sapo'>{LEAD}</p><div>{''.join(f'<p>{line}</p>' for line in lines)}</div>"
    assert read(poem, ARTICLE).body == tuple(lines)
    stanzas = (
        f"{HEAD}<p class='sapo'>{LEAD}</p><div><p>{'<br>'.join(lines[:4])}</p><p>{'<br>'.join(lines[4:])}</p></div>"
    )
    assert read(stanzas, ARTICLE).body == (" ".join(lines[:4]), " ".join(lines[4:]))
    with pytest.raises(NotAnArticle, match="no story"):
        read(poem)


def test_the_card_of_author_and_day_in_the_box_of_the_text_is_none_of_it() -> None:
    card = "<div><p>Mai Hoa</p><p>20 thg 7, 2026 · 4 phút đọc</p></div>"
    article = read(f"{HEAD}<article><p class='sapo'>{LEAD}</p>{card}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article>")
    assert (article.body, article.authors) == ((ONE, TWO, THREE), ("Mai Hoa",))


def test_ideographs_count_for_as_many_letters_as_they_say() -> None:
    story = "".join(f"<p>{n}番の船は潮ではなく紙を待つ。許可は春には一日、夏には九日かかった。</p>" for n in "一二三四")
    written = f"<html lang='ja'><title>紙を待つ船</title><body><h1>紙を待つ船</h1><div>{story}</div></body></html>"
    assert len(read_page(written.encode(), "https://strait.example/fune").body) == 4


def test_headline_sapo_and_author_line_announce_what_is_told_in_sound() -> None:
    head = f'<h1>Podcast: {HEADLINE}</h1><h3 class="sapo">{LEAD}</h3>'
    heard = read(f'{head}<div class="b"><p style="text-align:right">Mai Hoa, Hồng Nhung</p></div>')
    assert (heard.kind, heard.lead, heard.body, heard.authors) == ("audio", LEAD, (), ("Mai Hoa", "Hồng Nhung"))
    with pytest.raises(NotAnArticle):
        read(f'{head}<div class="b"></div>')


def test_the_description_says_where_the_prefix_of_a_sapo_ends() -> None:
    head = f'<meta property="og:description" content="(Ven Sông) - {LEAD}">'
    article = read(f'{HEAD}<h2 class="sapo"><span>Ven Sông</span> {LEAD}</h2><div>{STORY}</div>', head)
    assert (article.lead, article.dateline) == (LEAD, "Ven Sông")


def test_a_description_that_breaks_off_in_the_first_paragraph_makes_no_sapo_of_it() -> None:
    head = f'<meta property="og:description" content="{ONE[:70]}...">'
    assert read(f"{HEAD}<div>{STORY}</div>", head).body == BODY
    bold = read(f"{HEAD}<div><p><b>{LEAD}</b></p>{STORY}</div>", head.replace(ONE[:70], LEAD[:70]))
    assert (bold.lead, bold.body) == (LEAD, BODY)


def test_a_container_with_a_sapo_s_name_that_holds_the_story_is_none() -> None:
    head = f'<meta property="og:description" content="{ONE}">'
    story = f'<div><div class="intro-and-text">{STORY}</div><p>{LEAD}</p></div>'
    article = read(f"{HEAD}{story}", head)
    assert (article.lead, article.body) == (ONE, (*BODY[1:], LEAD))


def test_text_beside_a_picture_in_a_table_is_text_below_it_a_caption() -> None:
    steps = "".join(
        f'<table><tr><td><img src="/{t[:2]}.jpg"></td><td><p>{t}</p></td></tr></table>' for t in (TWO, THREE)
    )
    assert read(f"{HEAD}<div><p>{ONE}</p>{steps}<p>{FOUR}</p></div>").body == BODY
    below = f'<table><tr><td><img src="/a.jpg"></td></tr><tr><td>{CAPTION}</td></tr></table>'
    assert [c.text for c in read(f"{HEAD}<div>{STORY}{below}<p>{LEAD}</p></div>").captions] == [CAPTION]


def test_the_title_of_a_picture_in_a_gallery_is_its_caption() -> None:
    gallery = f'<ul><li><img src="/a.jpg"><p class="title-image">{CAPTION}</p></li></ul>'
    article = read(f"{HEAD}<div>{STORY}{gallery}</div>")
    assert (article.body, [c.text for c in article.captions]) == (BODY, [CAPTION])
