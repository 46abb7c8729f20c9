"""Captions: found in every form that editors use, complete with credit and picture, never left in the body."""

from __future__ import annotations

import pytest

from scrapers.parser.fields.body import Body, read_body, without_teasers
from scrapers.parser.grammar.credits import credit_of
from scrapers.parser.page.blocks import Walker
from scrapers.parser.page.tree import Page

BASE = "https://example.vn/thoi-su/bai-viet-1.html"
P1 = "<p>Sáng nay, người dân hai bên bờ kênh bắt đầu dọn dẹp sau đợt nước dâng kéo dài gần một tuần.</p>"
P2 = "<p>Theo ủy ban xã, hơn hai trăm hộ đã được hỗ trợ gạo và nước sạch trong ngày đầu tiên.</p>"
TEXTS = [P1[3:-4], P2[3:-4]]


def read(markup: str) -> Body:
    """The body of a page with this markup."""
    page = Page(f"<html><body>{markup}</body></html>".encode())
    return read_body(without_teasers(Walker().walk(page.root)), BASE, title="", lead=None, own=())


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Người dân dọn dẹp. Ảnh: Mai Hoa", "Mai Hoa"),
        ("Người dân dọn dẹp. Ảnh: Mai Hoa.", "Mai Hoa"),
        ("Người dân dọn dẹp. Ảnh: MAI HOA", "MAI HOA"),
        ("Người dân dọn dẹp. ẢNH: MAI HOA", "MAI HOA"),
        ("Người dân dọn dẹp (Ảnh: Mai Hoa)", "Mai Hoa"),
        ("Người dân dọn dẹp (Ảnh: Mai Hoa).", "Mai Hoa"),
        ("Người dân dọn dẹp. (Ảnh Mai Hoa)", "Mai Hoa"),
        ("Người dân dọn dẹp (ảnh Mai Hoa)", "Mai Hoa"),
        ("Người dân dọn dẹp [Ảnh: Mai Hoa]", "Mai Hoa"),
        ("Người dân dọn dẹp - Ảnh: Mai Hoa", "Mai Hoa"),
        ("Người dân dọn dẹp - Ảnh Mai Hoa", "Mai Hoa"),
        ("Người dân dọn dẹp – Ảnh: Mai Hoa", "Mai Hoa"),
        ("Người dân dọn dẹp, ảnh: Mai Hoa", "Mai Hoa"),
        ("Người dân dọn dẹp ẢNH: MAI HOA", "MAI HOA"),
        ("Ảnh: Mai Hoa", "Mai Hoa"),
        ("Ảnh: M.H.", "M.H."),
        ("Người dân dọn dẹp. Ảnh: L.T", "L.T"),
        ("Người dân dọn dẹp. Ảnh: Reuters/TTXVN", "Reuters/TTXVN"),
        ("Người dân dọn dẹp. Ảnh: Mai Hoa - TTXVN", "Mai Hoa - TTXVN"),
        ("Người dân dọn dẹp. Ảnh: AP", "AP"),
        ("Người dân dọn dẹp. Nguồn: AFP", "AFP"),
        ("Người dân dọn dẹp (Nguồn: AFP)", "AFP"),
        ("Người dân dọn dẹp. Nguồn ảnh: AFP", "AFP"),
        ("Sản lượng qua các năm. Đồ họa: Mai Hoa", "Mai Hoa"),
        ("Sản lượng qua các năm. Đồ hoạ: Mai Hoa", "Mai Hoa"),
        ("Sản lượng qua các năm. Infographic: Mai Hoa", "Mai Hoa"),
        ("Dòng xe nối dài. Video: Mai Hoa", "Mai Hoa"),
        ("Dòng xe nối dài. Clip: Mai Hoa", "Mai Hoa"),
        ("Người dân dọn dẹp. Ảnh chụp màn hình: Mai Hoa", "Mai Hoa"),
        ("Người dân dọn dẹp. Photo: John Smith", "John Smith"),
        ("Ảnh minh họa: Mai Hoa", "Mai Hoa"),
        ("Ảnh minh họa. Nguồn: Internet", "Internet"),
        ("Ảnh minh hoạ - Ảnh: Reuters", "Reuters"),
        ("Ảnh: Nhân vật cung cấp", "Nhân vật cung cấp"),
        ("Người dân dọn dẹp. Ảnh: NVCC", "NVCC"),
        ("Người dân dọn dẹp. Ảnh tư liệu: Mai Hoa", "Mai Hoa"),
        ("Ảnh minh họa", None),
        ("Ảnh minh hoạ.", None),
        ("(Ảnh minh họa)", None),
        ("Người dân dọn dẹp (Ảnh chụp màn hình)", None),
        ("Người dân dọn dẹp. Ảnh tư liệu", None),
        ("Ảnh Bác Hồ thăm nhà máy năm 1959 được treo giữa phòng", None),
        ("Ảnh chụp từ trên cao cho thấy nước đã rút", None),
        ("Người dân dọn dẹp sau bão", None),
        ("Bà Hoa: Ảnh hưởng của bão còn rất lớn", None),
    ],
)
def test_the_credit_is_split_off(text: str, credit: str | None) -> None:
    assert credit_of(text) == credit


CAPTION = "Nước ngập sâu trên đường liên xã. Ảnh: Mai Hoa"
IMAGE = "https://cdn.example.vn/2026/nuoc-ngap.jpg"
IMG = f'<img src="{IMAGE}" width="600">'


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure>{IMG}<figcaption>{CAPTION}</figcaption></figure>",
        f"<figure>{IMG}<figcaption><p>{CAPTION}</p></figcaption></figure>",
        f"<figure><figcaption>{CAPTION}</figcaption>{IMG}</figure>",
        f'<div type="Photo"><div>{IMG}</div><div class="PhotoCMS_Caption"><p>{CAPTION}</p></div></div>',
        f'<div class="wp-caption">{IMG}<p class="wp-caption-text">{CAPTION}</p></div>',
        f'<table class="picture"><tr><td>{IMG}</td></tr><tr><td class="pCaption">{CAPTION}</td></tr></table>',
        f"<table><tr><td>{IMG}</td></tr><tr><td>{CAPTION}</td></tr></table>",
        f"<table><tbody><tr><td>{IMG}<br>{CAPTION}</td></tr></tbody></table>",
        f'<table class="MASTERCMS_TPL_TABLE"><tr><td>{IMG}</td></tr><tr><td><em>{CAPTION}</em></td></tr></table>',
        f"<table><tr><td>{IMG}</td><td>{CAPTION}</td></tr></table>",
        f'<p style="text-align:center">{IMG}</p><p style="text-align:center"><em>{CAPTION}</em></p>',
        f'<p align="center">{IMG}</p><p align="center">{CAPTION}</p>',
        f"<center>{IMG}<br>{CAPTION}</center>",
        f"<p>{IMG}</p><p><i>{CAPTION}</i></p>",
        f"<p>{IMG}</p><p>{CAPTION}</p>",
        f"<p>{IMG}<em>{CAPTION}</em></p>",
        f'<div><a href="{IMAGE}">{IMG}</a><p class="chu-thich-anh">{CAPTION}</p></div>',
        f'<span class="fig">{IMG}<span class="imgcaption">{CAPTION}</span></span>',
        f'<div class="article-photo">{IMG}<div class="note_images">{CAPTION}</div></div>',
        f'<ul><li>{IMG}<p class="title-image">{CAPTION}</p></li></ul>',
        f'<div class="article--image">{IMG}<p class="media--lead">{CAPTION}</p></div>',
        f'<div class="absatzbild"><div class="rahmen">{IMG}</div><div class="info"><p>{CAPTION}</p></div></div>',
        f"<figure>{IMG}<div>{CAPTION}</div></figure>",
    ],
)
def test_a_caption_is_found_with_its_picture_and_is_no_paragraph(markup: str) -> None:
    body = read(P1 + markup + P2)
    assert body.paragraphs == TEXTS
    assert [(c.text, c.credit, c.image) for c in body.captions] == [(CAPTION, "Mai Hoa", IMAGE)]
    assert body.images == [IMAGE]


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure>{IMG}<figcaption><p>Nước ngập sâu.</p><p>Ảnh: Mai Hoa</p></figcaption></figure>",
        f"<table><tr><td>{IMG}</td></tr><tr><td>Nước ngập sâu.</td></tr><tr><td>Ảnh: Mai Hoa</td></tr></table>",
        f"<center>{IMG}</center><center><i>Nước ngập sâu.</i></center><center><i>Ảnh: Mai Hoa</i></center>",
        f"<figure>{IMG}<figcaption>Nước ngập sâu. <span>Ảnh: Mai Hoa</span></figcaption></figure>",
    ],
)
def test_a_line_of_its_own_with_the_credit_belongs_to_the_caption(markup: str) -> None:
    body = read(P1 + markup + P2)
    assert body.paragraphs == TEXTS
    assert [(c.text, c.credit) for c in body.captions] == [("Nước ngập sâu. Ảnh: Mai Hoa", "Mai Hoa")]


@pytest.mark.parametrize(
    "attributes",
    [
        f'src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="{IMAGE}"',
        f'src="data:image/svg+xml;base64,PHN2Zz4=" data-srcset="{IMAGE} 1x, https://cdn.example.vn/2.jpg 2x"',
        f'src="/thumb/300x200/nuoc-ngap.jpg" data-original="{IMAGE}"',
        f'src="/images/lazy.gif" data-lazy-src="{IMAGE}"',
        'src="https://cdn.example.vn/2026/nuoc-ngap.jpg"',
        'src="//cdn.example.vn/2026/nuoc-ngap.jpg"',
    ],
)
def test_the_picture_is_the_real_one_of_a_lazy_image(attributes: str) -> None:
    body = read(f"{P1}<figure><img {attributes}><figcaption>{CAPTION}</figcaption></figure>{P2}")
    assert [c.image for c in body.captions] == [IMAGE]


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="img-wrp">{IMG}</div><div class="img-cap">Nước ngập sâu</div>',
        f'<div class="imgbox">{IMG}<p>Nước ngập sâu</p></div>',
        f'<div class="slide"><div>1/5</div>{IMG}<div>Nước ngập sâu</div></div>',
    ],
)
def test_a_caption_without_a_credit_is_known_by_the_name_of_its_box(markup: str) -> None:
    body = read(P1 + markup + P2)
    assert (body.paragraphs, [c.text for c in body.captions]) == (TEXTS, ["Nước ngập sâu"])


def test_addresses_of_pictures_are_absolute() -> None:
    assert read(f'<p><img src="/anh/1.jpg"></p>{P1}').images == ["https://example.vn/anh/1.jpg"]


def test_icons_are_no_pictures() -> None:
    assert read(f'{P1}<p><img src="/icon.png" width="16"> <img src="data:image/gif;base64,R0lG"></p>').images == []


def test_a_picture_without_a_caption_is_listed_among_the_pictures_only() -> None:
    body = read(f"{P1}<p>{IMG}</p>{P2}")
    assert (body.paragraphs, body.captions, body.images) == (TEXTS, [], [IMAGE])


def test_a_bold_sentence_behind_the_first_picture_opens_the_story() -> None:
    sapo = f"<p align='center'><b>{TEXTS[0]}</b></p>"
    body = read(f"<p><img src='/1.jpg'></p>{sapo}{P2}{P1}")
    assert (body.paragraphs, body.captions) == ([TEXTS[0], TEXTS[1], TEXTS[0]], [])


def test_ordinary_text_behind_a_picture_is_no_caption() -> None:
    assert read(f"{P1}<p>{IMG}</p>{P2}{P1}").captions == []


def test_where_all_paragraphs_are_centred_none_is_a_caption_for_that() -> None:
    centred = [p.replace("<p>", '<p align="center">') for p in (P1, P2, P1, P2)]
    assert read(f'{centred[0]}<p align="center">{IMG}</p>{"".join(centred[1:])}').captions == []


def test_illustration_under_a_picture_is_its_caption() -> None:
    body = read(f"{P1}<p>{IMG}</p><p><em>Ảnh minh họa</em></p>{P2}")
    assert [(c.text, c.credit) for c in body.captions] == [("Ảnh minh họa", None)]
    plain = read(f"{P1}<p>{IMG}</p><p>Ảnh minh họa.</p>{P2}")
    assert (plain.paragraphs, [c.text for c in plain.captions]) == (TEXTS, ["Ảnh minh họa."])


def test_a_video_keeps_its_caption_and_takes_no_picture_from_elsewhere() -> None:
    film = '<video src="/a.mp4"></video><div class="VideoCMS_Caption">Dòng xe nối dài. Video: Mai Hoa</div>'
    body = read(f"{P1}<figure>{IMG}<figcaption>{CAPTION}</figcaption></figure>{P2}{film}")
    assert [(c.text, c.image) for c in body.captions] == [(CAPTION, IMAGE), ("Dòng xe nối dài. Video: Mai Hoa", None)]


def test_every_line_of_a_photo_story_is_a_caption() -> None:
    lines = [f"Cảnh thứ {n} của phiên chợ nổi lúc trời chưa sáng." for n in range(1, 6)]
    shots = "".join(
        f'<p style="text-align:center;font-style:italic"><img src="/anh/{n}.jpg"></p>'
        f'<p style="text-align:center;font-style:italic">{line}</p>'
        for n, line in enumerate(lines, 1)
    )
    body = read(shots)
    assert body.paragraphs == []
    assert [(c.text, c.image) for c in body.captions] == [
        (line, f"https://example.vn/anh/{n}.jpg") for n, line in enumerate(lines, 1)
    ]


def test_several_pictures_of_one_table_have_each_their_caption() -> None:
    row = "<tr><td><img src='/anh/{0}.jpg'></td></tr><tr><td>Cảnh thứ {0} của phiên chợ.</td></tr>"
    body = read(f"{P1}<table>{row.format(1)}{row.format(2)}</table>{P2}")
    assert [(c.text, c.image) for c in body.captions] == [
        ("Cảnh thứ 1 của phiên chợ.", "https://example.vn/anh/1.jpg"),
        ("Cảnh thứ 2 của phiên chợ.", "https://example.vn/anh/2.jpg"),
    ]


def test_a_caption_that_is_repeated_for_another_screen_is_one() -> None:
    again = f"<figure class='to'><figcaption>{CAPTION}</figcaption></figure>"
    whole = f"<figure>{IMG}<span>Xem toàn màn hình</span><figcaption>{CAPTION}</figcaption></figure>"
    body = read(f"{P1}{whole}{again}{P2}")
    assert ([c.text for c in body.captions], body.paragraphs) == ([CAPTION], TEXTS)


def test_hidden_captions_are_none() -> None:
    assert read(f'{P1}<figure>{IMG}<figcaption style="display: none">{CAPTION}</figcaption></figure>').captions == []


def test_a_card_whose_headline_and_teaser_are_one_block_goes_too() -> None:
    thumb = f'<td><a href="/khac.html">{IMG}</a></td>'
    words = "Chuyện khác ở một huyện miền núi</a><span>Bản làng làm đường trước mùa mưa.</span>"
    row = "<table><tr>{}<td><a href='{}'>{}</td></tr></table>"
    body = read(P1 + row.format(thumb, "/khac.html", words) + P2)
    assert (body.paragraphs, body.captions, body.images) == (TEXTS, [], [])
    assert read(P1 + row.format(thumb, "/nua.html", words) + P2).images == [IMAGE]


def test_a_card_of_another_story_is_no_picture_and_no_caption() -> None:
    card = (
        '<table><tr><td><a href="/khac-2.html"><img src="/anh/2.jpg"></a></td>'
        '<td><a href="/khac-2.html">Chuyện khác hẳn ở một huyện miền núi xa xôi</a>'
        "<p>Tóm tắt của chuyện khác.</p></td></tr></table>"
    )
    body = read(P1 + card + P2)
    assert (body.paragraphs, body.captions, body.images) == (TEXTS, [], [])


def test_a_boxed_headline_of_another_story_takes_its_teaser_with_it() -> None:
    link = '<a href="/khac-2.html">Chuyện khác hẳn ở một huyện miền núi xa xôi</a>'
    teaser = "<div>Bản làng góp công làm đường trước mùa mưa.</div>"
    assert read(f"{P1}{P2}<div class='rieng'><div>{link}</div>{teaser}</div>").paragraphs == TEXTS
    bare = read(f"{P1}{P2}<p>{link}</p>{teaser}").paragraphs
    assert bare[-1] == "Bản làng góp công làm đường trước mùa mưa.", "in no box of its own it may be the story's"
    more = read(f"{P1}{P2}<div><div>{link}</div><p>{TEXTS[0]} Thế là xong.</p><p>{TEXTS[1]} Rồi nghỉ.</p></div>")
    assert len(more.paragraphs) == len(TEXTS) + 2, "two paragraphs under one headline are a part of the story"
    assert read(f"<div><div>{link}</div>{P1}</div>").paragraphs == TEXTS[:1], "what is all there is, is the story"


@pytest.mark.parametrize(
    "markup",
    [
        '<img data-lazy="/2026/cho.jpg" src="/images/spacer.png">',
        '<img data-lazyload="/2026/cho.jpg" src="/loading.gif">',
        '<img data-actualsrc="/2026/cho.jpg" src="data:image/gif;base64,R0lGOD">',
        '<img data-url="/2026/cho.jpg" src="#">',
        '<img data-anh-goc="/2026/cho.jpg" src="/blank.gif">',
        '<img srcset="/2026/cho.jpg 300w, /2026/cho-to.jpg 900w">',
        '<img data-srcset="/2026/cho.jpg, /2026/cho-to.jpg 2x" src="/1x1.gif">',
        '<picture><source srcset="/2026/cho.jpg 1x"><img src="data:image/gif;base64,R0lGOD"></picture>',
        '<img class="lazy" src="/placeholder.png"><noscript><img src="/2026/cho.jpg"></noscript>',
        '<img src="/2026/cho.jpg"><noscript><img src="/2026/cho-nho.jpg"></noscript>',
    ],
)
def test_a_picture_has_its_real_address_however_it_is_loaded(markup: str) -> None:
    assert read(f"{P1}<div>{markup}</div>{P2}").images == ["https://example.vn/2026/cho.jpg"]


def test_a_comma_in_an_address_is_part_of_it() -> None:
    assert read('<img data-srcset="/w_300,h_200/cho.jpg, /w_600,h_400/cho.jpg 2x">').images == [
        "https://example.vn/w_300,h_200/cho.jpg"
    ]


def test_the_caption_of_a_table_of_pictures_is_theirs_and_that_of_figures_their_heading() -> None:
    body = read(f'<table><caption>Chợ sớm. Ảnh: Mai Hoa</caption><tr><td><img src="/a.jpg"></td></tr></table>{P1}')
    assert [(c.text, c.credit) for c in body.captions] == [("Chợ sớm. Ảnh: Mai Hoa", "Mai Hoa")]
    rows = "<tr><td>Rau</td><td>300</td></tr><tr><td>Cá</td><td>500</td></tr>"
    assert read(f"{P1}<table><caption>Giá quầy</caption>{rows}</table>").paragraphs == [
        TEXTS[0], "Giá quầy", "Rau | 300", "Cá | 500"
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Dòng kênh sau mưa (ảnh đẹp)", "Dòng kênh sau mưa (ảnh ông bà)", "Kênh - Ảnh ở đâu"])
def test_small_letters_are_nobodys_name(text: str) -> None:
    assert credit_of(text) is None


def test_a_credit_behind_a_figure_makes_no_caption() -> None:
    story = '<figure><img src="/a.jpg"></figure><p>Chợ họp sớm, người bán ngồi sát mép đê (Ảnh: Mai Hoa).</p>'
    body = read(story * 2)
    assert (len(body.paragraphs), body.captions) == (2, [])
    bare = '<p><img src="/a.jpg"></p><p>Chợ họp sớm, người bán ngồi sát mép đê (Ảnh: Mai Hoa).</p>'
    assert [c.credit for c in read(P1 + bare).captions] == ["Mai Hoa"]


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="card-image">{IMG}<a href="/khac.html">Chuyện khác ở miền núi</a></div>',
        f'<div class="box-image">{IMG}{P1 * 6}</div>',
        f'<div class="box-image">{IMG}<h3>Chuyện khác ở miền núi</h3></div>',
        f'<div class="imagery">{IMG}{P1}</div>',
    ],
)
def test_a_box_of_more_than_a_picture_and_its_line_holds_no_caption(markup: str) -> None:
    assert read(markup + P2).captions == []


def test_what_a_player_calls_an_advertisement_or_an_invitation_is_no_caption() -> None:
    for line in ("ADVERTISEMENT", "Mời quý độc giả xem thêm video:"):
        assert read(f'{P1}<div class="avp-caption">{line}</div><video></video>{P2}').captions == []


def test_a_credited_line_is_a_caption_where_the_pictures_were_left_out() -> None:
    line = "Người dân dọn dẹp bên kênh. Ảnh: Mai Hoa"
    body = read(f"{P1}<p>{line}</p>{P2}<p>Bài và ảnh: Mai Hoa</p>")
    assert (body.paragraphs, [(c.text, c.image) for c in body.captions]) == (TEXTS, [(line, None)])
    pointer = f"<p>&gt;&gt; {line}</p>"
    assert read(P1 + pointer + P2).captions == []


def test_a_caption_that_an_editor_sets_as_a_heading_is_known_by_its_credit_or_its_full_stop() -> None:
    table = f"<table><tr><td>{IMG}</td></tr><tr><td><h2>{{}}</h2></td></tr></table>"
    body = read(P1 + table.format("Nước ngập sâu (Ảnh: Mai Hoa)."))
    assert [(c.text, c.credit, c.image) for c in body.captions] == [("Nước ngập sâu (Ảnh: Mai Hoa).", "Mai Hoa", IMAGE)]
    assert read(P1 + table.format("Nước ngập sâu") + P1).captions == []
    assert [c.text for c in read(P1 + table.format("Nước ngập sâu nửa mét.") + P1).captions] == [
        "Nước ngập sâu nửa mét."
    ]
    assert read(P1 + table.format('<a href="/khac-3.html">Nước ngập sâu nửa mét.</a>') + P1).captions == []


def test_paragraphs_beside_a_picture_tell_a_step_of_the_story() -> None:
    step = "<p><b>Bước {}:</b></p><p>Nhào bột với nước ấm cho đến khi bột không dính tay nữa.</p>"
    steps = "".join(f"<table><tr><td>{IMG}</td><td>{step.format(n)}</td></tr></table>" for n in (1, 2))
    body = read(steps)
    assert (body.paragraphs[::2], body.captions, body.images) == (["Bước 1:", "Bước 2:"], [], [IMAGE])
    credited = f"<table><tr><td>{IMG}</td><td><p>Nước ngập sâu.</p><p>Ảnh: Mai Hoa</p></td></tr></table>"
    assert [c.text for c in read(P1 + credited).captions] == ["Nước ngập sâu. Ảnh: Mai Hoa"]
