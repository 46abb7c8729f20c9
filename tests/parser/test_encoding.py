"""Any charset, declared rightly or wrongly, is decoded to the right text."""

import re
import shutil
import subprocess
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from scrapers.parser.encoding.charsets import TCVN3, VISCII, VNI, Charset
from scrapers.parser.encoding.decode import to_text, to_utf8

HEADLINE = "Hà Nội mở thêm ba tuyến xe buýt điện phục vụ người dân ngoại thành"
ARTICLE = (
    HEADLINE,
    "Sáng nay, thành phố đưa vào chạy thử ba tuyến xe buýt điện nối các huyện phía tây với ga đường sắt trên cao.",
    "Mỗi ngày có khoảng một trăm sáu mươi lượt xe, giãn cách từ mười đến hai mươi phút, vé lượt giữ ở mức cũ.",
    "Ông Nguyễn Văn Khuyến, ở xã Đồng Trúc, nói: “Trước kia phải đi hai chặng, bây giờ ra thẳng bến là kịp giờ làm”.",
    "Đơn vị vận hành sẽ theo dõi lượng khách trong ba tháng rồi mới quyết định kéo dài tuyến – sớm nhất là quý tới.",
    "Những ý kiến góp ý của người dân được ghi lại ngay tại điểm dừng; ảnh chụp, thư tay hay cuộc gọi đều được nhận.",
)
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
WITH_MARKS = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)} | {"đ", "Đ"}
LETTERS = sorted(letter for letter in WITH_MARKS if not letter.isascii())


def inverse(reading: Charset) -> dict[str, bytes]:
    """The bytes of each letter, found by reading every byte and every pair of a vowel and a byte."""
    high = [chr(byte) for byte in (*range(1, 32), *range(0x80, 0x100))]
    vowels = [*"aeouyAEOUYI", *"ôöÔÖ", *"\xa1\xa2\xa3\xa4\xa5\xa6"]
    pairs = [v + mark for v, mark in product(vowels, high) if mark < "\xc0" or v.isupper() == mark.isupper()]
    return {reading.read(raw): raw.encode("latin-1") for raw in (*high, *pairs) if reading.read(raw) in LETTERS}


INVERSE = {reading.name: inverse(reading) for reading in (TCVN3, VISCII, VNI)}
LEGACY = ("windows-1258", "tcvn3", "viscii", "vni")


def windows_1258(letter: str) -> bytes:
    """A letter as Windows writes it: the vowel with its shape, then the tone as a combining mark."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        vowel = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        return (vowel + "".join(part for part in parts if part in TONES)).encode("cp1258")


def written(text: str, charset: str) -> bytes:
    if charset == "windows-1258":
        return b"".join(map(windows_1258, text))
    return b"".join(INVERSE[charset].get(letter) or letter.encode("cp1252") for letter in text)


def plain_quotes(text: str, charset: str) -> str:
    """VISCII has no room for typographic marks: its pages used ASCII ones."""
    return re.sub("[“”–]", '"', text) if charset == "viscii" else text


def page(*paragraphs: str, declared: str = "") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head>{meta}<title>{paragraphs[0]}</title></head><body>\n{body}\n</body></html>"


def seen_as_western(raw: bytes) -> str:
    """What a tool makes of the bytes that takes them for windows-1252."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)


def test_a_valid_utf8_page_is_returned_as_the_same_object() -> None:
    raw = page(*ARTICLE, declared="utf-8").encode()
    decoded = to_utf8(raw)
    assert decoded.page is raw
    assert (decoded.encoding, decoded.why) == ("utf-8", "valid UTF-8")


@pytest.mark.parametrize("declared", ["windows-1258", "iso-8859-1", "utf-16", "x-user-defined", "gb2312", "nonsense"])
def test_a_wrong_declaration_does_not_matter_where_the_bytes_are_utf8(declared: str) -> None:
    raw = page(*ARTICLE, declared=declared).encode()
    assert to_utf8(raw).page is raw


def test_a_feed_that_declares_utf16_but_is_utf8_is_read_as_utf8() -> None:
    raw = f'<?xml version="1.0" encoding="utf-16"?><rss><title>{HEADLINE}</title></rss>'.encode()
    decoded = to_utf8(raw)
    assert decoded.page is raw
    assert etree.fromstring(raw, etree.XMLParser(encoding="utf-8")).findtext("title") == HEADLINE


def test_decomposed_utf8_is_left_to_the_fields() -> None:
    raw = unicodedata.normalize("NFD", page(*ARTICLE)).encode()
    assert to_utf8(raw).page is raw


@pytest.mark.parametrize("cut", [1, 2])
def test_a_cut_off_utf8_page_loses_only_its_last_letter(cut: int) -> None:
    decoded = to_utf8("".join(ARTICLE).encode() + "ộ".encode()[:-cut])
    assert decoded.page.decode() == "".join(ARTICLE) + "\ufffd"
    assert decoded.encoding == "utf-8"
    assert "1 broken sequence" in decoded.why


def test_a_cut_off_page_without_other_accents_is_utf8_too() -> None:
    assert to_utf8(b"<p>Tin m" + "ớ".encode()[:2]).page.decode() == "<p>Tin m\ufffd"


def test_broken_bytes_in_a_utf8_page_become_replacement_characters_and_nothing_else_changes() -> None:
    text = page(*ARTICLE, declared="windows-1258")
    raw = text.replace("tuyến", "tuy@n").encode().replace(b"@", b"\xe1\xba", 2)
    decoded = to_utf8(raw)
    assert decoded.encoding == "utf-8"
    assert decoded.page.decode() == text.replace("tuyến", "tuy\ufffdn", 2).replace("tuyến", "tuy@n")


def test_zero_bytes_in_a_utf8_page_are_dropped() -> None:
    assert to_text(page(HEADLINE).replace("xe", "x\0e").encode()) == page(HEADLINE)


# Byte order marks and UTF-16


@pytest.mark.parametrize(
    ("codec", "found"),
    [("utf-8-sig", "utf-8"), ("utf-16", "utf-16le"), ("utf-32", "utf-32le")],
)
def test_a_byte_order_mark_is_believed_and_removed(codec: str, found: str) -> None:
    decoded = to_utf8(page(*ARTICLE, declared="windows-1258").encode(codec))
    assert decoded.page.decode() == page(*ARTICLE, declared="windows-1258")
    assert (decoded.encoding, decoded.why) == (found, "byte order mark")


def test_a_byte_order_mark_of_utf16_on_other_bytes_is_not_believed() -> None:
    assert to_text(b"\xff\xfe" + page(HEADLINE).encode()) == page(HEADLINE)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["utf-16", "utf-8"])
def test_utf16_without_a_byte_order_mark_is_seen_by_its_zero_bytes(codec: str, declared: str) -> None:
    feed = f'<?xml version="1.0" encoding="{declared}"?><rss><title>{HEADLINE}</title></rss>'
    decoded = to_utf8(feed.encode(codec))
    assert decoded.page.decode() == feed
    assert decoded.encoding == codec.replace("16-", "16")


def test_utf16_cut_in_the_middle_of_a_letter_is_still_utf16() -> None:
    assert to_text(page(HEADLINE).encode("utf-16-le")[:-1]) == page(HEADLINE)[:-1] + "\ufffd"


# Charsets before Unicode


@pytest.mark.parametrize("charset", LEGACY)
@pytest.mark.parametrize("declared", ["", "iso-8859-1", "utf-8", "windows-1258", "x-user-defined", "utf-16"])
@pytest.mark.parametrize("paragraphs", [ARTICLE, (HEADLINE,)], ids=["article", "headline"])
def test_legacy_bytes_are_read_whatever_they_declare(charset: str, declared: str, paragraphs: tuple[str, ...]) -> None:
    text = plain_quotes(page(*paragraphs, declared=declared), charset)
    decoded = to_utf8(written(text, charset))
    assert decoded.page.decode() == text
    assert decoded.encoding == charset
    assert decoded.why == f"Vietnamese words in {charset}"


@pytest.mark.parametrize("charset", LEGACY)
@pytest.mark.parametrize("text", [page(*ARTICLE), page(HEADLINE), HEADLINE], ids=["article", "headline", "bare"])
def test_legacy_bytes_that_were_saved_as_utf8_are_read(charset: str, text: str) -> None:
    text = plain_quotes(text, charset)
    disguised = seen_as_western(written(text, charset))
    decoded = to_utf8(disguised.encode())
    assert decoded.page.decode() == text
    assert (decoded.encoding, decoded.why) == (charset, f"Vietnamese words in {charset}, saved as UTF-8 once more")


def test_utf8_that_was_saved_as_utf8_twice_is_read() -> None:
    decoded = to_utf8(seen_as_western(page(*ARTICLE).encode()).encode())
    assert decoded.page.decode() == page(*ARTICLE)
    assert decoded.encoding == "utf-8"


@pytest.mark.parametrize("charset", LEGACY)
@pytest.mark.parametrize("letter", LETTERS)
def test_each_of_the_134_letters_comes_back(charset: str, letter: str) -> None:
    text = plain_quotes(page(*ARTICLE[:3], f"t{letter}n"), charset)
    assert to_text(written(text, charset)) == text


def test_there_are_134_letters_and_each_charset_writes_them_all() -> None:
    assert len(LETTERS) == 134
    assert all(len(letters) == 134 for letters in INVERSE.values())


@pytest.mark.parametrize("reading", [TCVN3, VISCII], ids=lambda reading: reading.name)
def test_the_tables_agree_with_those_of_iconv(reading: Charset) -> None:
    iconv = {"tcvn3": "TCVN5712-1", "viscii": "VISCII"}[reading.name]
    if not shutil.which("iconv") or iconv not in subprocess.run(["iconv", "-l"], capture_output=True, text=True).stdout:
        pytest.skip(f"no iconv here that knows {iconv}")
    for letter, raw in INVERSE[reading.name].items():
        # The letter after it makes iconv finish a composition.
        found = subprocess.run(["iconv", "-f", iconv, "-t", "UTF-8"], input=raw + b"n", capture_output=True, check=True)
        assert unicodedata.normalize("NFC", found.stdout.decode()) == letter + "n"


@pytest.mark.parametrize(
    ("charset", "shown"),
    [
        ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam"),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"),
        ("viscii", "Cµng hòa xã hµi chü nghîa Vi®t Nam"),
        ("windows-1258", "Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam"),
    ],
)
def test_the_countrys_name_as_old_pages_show_it(charset: str, shown: str) -> None:
    for raw in (shown.encode("cp1252"), shown.encode()):
        decoded = to_utf8(raw)
        assert (decoded.page.decode(), decoded.encoding) == ("Cộng hòa xã hội chủ nghĩa Việt Nam", charset)


def test_fonts_of_capitals_show_capitals() -> None:
    text = 'b¶n tin &nbsp;thêi <b class="x">sù</b>'
    raw = written(page(*ARTICLE[1:3]), "tcvn3")
    heading = f'<font face=".VnTimeH">{text}</font><h2>B¶N TIN THêI</h2>'.encode("cp1252")
    found = to_text(heading + raw)
    assert found.startswith('<font face=".VnTimeH">BẢN TIN &nbsp;THỜI <b class="x">SỰ</b></font>')
    assert "<h2>BẢN TIN THỜI</h2>" in found


def test_entities_of_a_legacy_page_are_bytes_too() -> None:
    named = "<p>Qu&ocirc;c &lt;h&eacute;i&gt; b&micro;n vÒ viÖc x©y c&Ccedil;u vµ ®&shy;êng s¾t míi</p>"
    assert to_text(named.encode("cp1252")) == "<p>Quục &lt;hội&gt; bàn về việc xây cầu và đường sắt mới</p>"
    only = "<p>H&micro; N&eacute;i x&copy;y c&Ccedil;u m&iacute;i v&micro; tr&shy;&ecirc;ng h&auml;c</p>"
    assert to_text(only.encode()) == "<p>Hà Nội xây cầu mới và trường học</p>"


def test_the_copyright_sign_of_a_footer_stays() -> None:
    text = page(*ARTICLE[:2], "Bản quyền © 2003")
    assert to_text(written(text, "tcvn3")) == text


# Legacy text in a Unicode page


@pytest.mark.parametrize("charset", LEGACY)
@pytest.mark.parametrize("saved", [True, False], ids=["saved as UTF-8", "as bytes"])
def test_an_old_text_in_a_new_template_is_read_and_the_template_kept(charset: str, saved: bool) -> None:
    head = page("Trang chủ Thời sự Kinh tế", "Đọc nhiều: Thái Lan mở cửa Hà Nam, Cà Mau và Müller")
    body = plain_quotes("".join(f"<div>{paragraph}</div>" for paragraph in ARTICLE), charset)
    raw = written(body, charset)
    decoded = to_utf8(head.encode() + (seen_as_western(raw).encode() if saved else raw))
    assert decoded.page.decode() == head + body
    assert (decoded.encoding, decoded.why) == (charset, f"Vietnamese words in {charset}, in parts of a UTF-8 page")


def test_a_part_that_was_saved_as_utf8_twice_is_read() -> None:
    head, body = page("Trang chủ", "Müller"), "".join(f"<div>{paragraph}</div>" for paragraph in ARTICLE)
    assert to_text((head + seen_as_western(body.encode())).encode()) == head + body


def test_blocks_that_are_ambiguous_stay_as_they_are() -> None:
    raw = page(HEADLINE, "H\xb5 Nam", "20 \xb5m").encode()
    assert to_utf8(raw).page is raw


# Pages that are right as they are

FOREIGN = {
    "French": "L’été dernier, la ville a créé à côté du théâtre un café où l’on goûte déjà des pâtes très légères.",
    "English": "The naïve façade of the café in Zürich was, Müller’s résumé says, re-coöpted for £5 – a cliché © 2003.",
    "German": "Über die Straße führt künftig eine schöne Brücke, für die Müller größere Träger und Bögen geprüft hat.",
    "Spanish": "El niño comió aún más piña mañana, según él, y la señora pidió después café para la reunión de España.",
    "Portuguese": "Não há razão para a solução: as mães dão pães às crianças, e os irmãos são então à mesa até amanhã.",
    "Italian": "Così la città può già dire perché è più bella, però la libertà non è là, né lunedì né martedì.",
    "Danish": "På øen må børnene gå så længe de får små blå både, og søen er også rød når vinden blæser på træerne.",
    "Swedish": "På ön får små barn gå så länge de är här, och sjön är också grå när det blåser från både öst och väst.",
    "Norwegian": "Må du gå på isen nå, så må du få på deg skoene først, og båten må ligge på land hele året.",
    "Icelandic": "Það er gott að búa á Íslandi, því að þar eru ár og fjöll og góðir menn sem hafa það í för með sér.",
    "Turkish": "Gün içinde çok büyük gürültü gördük, köprü için üç güzel söz söyledi, ölçü düştü.",
    "Hungarian": "Három éve él a kék házban, és már jól tud a körúton járni; a bátyja is így él.",
    "physics": "A 5 µm film, 20 µg of dye, 3 µl of water at 30 °C, ½ × ¼, ±2 %, §5, ¶7, 50 ¥, 2º and 3ª.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_never_touched(language: str) -> None:
    for raw in (FOREIGN[language].encode(), page(FOREIGN[language]).encode(), page(*FOREIGN.values()).encode()):
        assert to_utf8(raw).page is raw


@pytest.mark.parametrize("language", [name for name in FOREIGN if name not in {"Turkish", "Hungarian"}])
def test_other_languages_in_windows_1252_are_read_so(language: str) -> None:
    decoded = to_utf8(page(FOREIGN[language], declared="iso-8859-1").encode("cp1252"))
    assert decoded.page.decode() == page(FOREIGN[language], declared="iso-8859-1")
    assert (decoded.encoding, decoded.why) == ("windows-1252", "declared")


@pytest.mark.parametrize(
    "text",
    [
        "Cà Mau",
        "Thái Lan và Hà Nam, bà Hoà hát ca trù",
        page(HEADLINE, "<b>Ødegaard</b>, <b>Højlund</b>, <b>Müller</b>, <b>Özil</b>, <b>Mané</b>, <b>Dæhli</b>"),
        page(HEADLINE, *FOREIGN.values()),
        page(HEADLINE, "lµ vµ: aø, uø, ðã"),
    ],
)
def test_vietnamese_in_unicode_is_never_touched(text: str) -> None:
    raw = text.encode()
    assert to_utf8(raw).page is raw


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("Сегодня в столице открылась новая выставка", "windows-1251", "cp1251"),
        ("今天下午在河内举行了会议，越南总理出席", "gb2312", "gb18030"),
        ("Dziś w stolicy odbyła się pierwsza z nowych wystaw świata", "iso-8859-2", "iso8859-2"),
    ],
)
def test_a_declared_charset_of_another_language_is_used(text: str, label: str, found: str) -> None:
    decoded = to_utf8(page(text, declared=label).encode(label))
    assert decoded.page.decode() == page(text, declared=label)
    assert (decoded.encoding, decoded.why) == (found, "declared")


def test_every_article_kept_beside_the_project_comes_back_as_it_is() -> None:
    articles = sorted(Path("../shared/pages/articles").glob("*.html"))
    if not articles:
        pytest.skip("../shared/pages/articles is not beside this checkout")
    for article in articles:
        raw = article.read_bytes()
        assert to_utf8(raw).page is raw, article.name


def test_a_declared_vietnamese_charset_is_used_where_no_word_decides() -> None:
    decoded = to_utf8(page("Pele\u0301 GOOOL", declared="windows-1258").encode("cp1258"))
    assert decoded.page.decode() == page("Pelé GOOOL", declared="windows-1258")
    assert (decoded.encoding, decoded.why) == ("windows-1258", "declared")


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=60).map(lambda text: text.encode("utf-8", "ignore"))))
def test_any_bytes_end_as_utf8_that_lxml_reads(raw: bytes) -> None:
    decoded = to_utf8(raw)
    assert "\0" not in decoded.page.decode("utf-8")
    assert etree.HTML(b"<p>x" + decoded.page, etree.HTMLParser(encoding="utf-8")) is not None
