"""`scrapy new`: from a few saved pages to an outlet's file, its frozen pages and a test that fails until reviewed."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from scrapers.authoring.article_pattern import parameters, pattern
from scrapers.authoring.find_rules import Example
from scrapers.authoring.proposal import Template, source_text, templates
from scrapers.authoring.site_links import Sections, numbered_sections, sections
from scrapers.outlet import Feed, Listing, Outlet
from scrapers.parser import read_page
from scrapers.parser.page.tree import Page
from tests.support import PROJECT
from tests.support.checkout import Checkout

SENTENCES = (
    "Chuyến phà đầu tiên rời bến lúc năm giờ sáng, chở theo hàng chục xe máy và mấy gánh rau của người dân cù lao.",
    "Theo ban quản lý bến, mỗi ngày có chừng hai nghìn lượt khách qua sông, nhiều nhất là vào phiên chợ cuối tuần.",
    "Khi cây cầu mới thông xe, bến phà sẽ ngừng hoạt động, nhưng nhiều người lái phà vẫn chưa biết sẽ làm nghề gì.",
    "Chính quyền xã cho biết sẽ mở lớp dạy nghề cho họ, và giữ lại một chiếc phà cũ làm nơi kể chuyện về dòng sông.",
)


def page(number: int, title: str) -> str:
    """An article in a template that no outlet and no family has."""
    url = f"https://bensong.example.vn/xa-hoi/{'-'.join(['chuyen-ben-song', str(number)])}.html"
    paragraphs = "".join(f"<p>{text}</p>" for text in SENTENCES)
    return f"""<!doctype html><html lang="vi"><head><title>{title} | Bến Sông</title><meta charset="utf-8">
<link rel="canonical" href="{url}"><meta property="og:site_name" content="Báo Bến Sông">
<link rel="alternate" type="application/rss+xml" href="/rss/trang-chu.rss"></head><body>
<nav><a href="/">Trang chủ</a><a href="/xa-hoi/">Xã hội</a><a href="/kinh-te/">Kinh tế</a>
<a href="/du-lich/">Ẩm thực</a><a href="/lien-he/">Liên hệ</a><a href="/rss/kinh-te.rss">RSS</a></nav>
<div class="duong-dan"><a href="/">Trang chủ</a><a href="/xa-hoi/">Xã hội</a></div>
<h1 class="tieu-de">{title}</h1><div class="thong-tin"><div class="css-1dbjc4n ngay-dang">Thứ Năm, 11/04/2019
15:3{number % 10}</div><div class="chia-se"><a href="#">Chia sẻ</a><a href="#">Zalo</a></div></div>
<h2 class="sapo">Những ngày cuối của bến phà số {number}, nơi ba đời người dân đã đưa khách qua lại hai bờ sông.</h2>
<div class="noi-dung" id="bai-{number}">{paragraphs}</div><p class="tac-gia">Lê Thị Bến</p>
<div class="tu-khoa"><a href="/tag/1">bến phà</a><a href="/tag/2">cầu mới</a></div></body></html>"""


@dataclass(frozen=True)
class Proposed:
    """What `scrapy new` made of two pages."""

    checkout: Checkout
    pages: list[Path]
    done: subprocess.CompletedProcess[str]

    @property
    def file(self) -> Path:
        return self.checkout.folder / "scrapers/outlets/bensong.py"


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Proposed:
    folder = tmp_path_factory.mktemp("new")
    checkout = Checkout(folder / "project")
    paths = []
    for number, title in ((312057, "Chuyến phà cuối cùng qua sông"), (312058, "Người lái phà kể chuyện dòng sông")):
        paths.append(folder / f"{number}.html")
        paths[-1].write_text(page(number, title))
    return Proposed(checkout, paths, checkout.scrapy("new", "example.vn", *paths, "--name", "bensong"))


def outlet_in(path: Path) -> Outlet:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Outlet = module.OUTLET
    return found


def test_an_outlet_is_proposed_and_shown(proposed: Proposed) -> None:
    assert (proposed.done.returncode, proposed.done.stderr) == (0, "")
    outlet = outlet_in(proposed.file)
    assert (outlet.name, outlet.title, outlet.home) == ("bensong", "Báo Bến Sông", "https://bensong.example.vn")
    assert outlet.sources == (
        Feed(url="/rss/kinh-te.rss"),
        Feed(url="/rss/trang-chu.rss"),
        Listing(url="/", links="a"),
        Listing(url="/xa-hoi/", section="xa-hoi", links="a"),
        Listing(url="/kinh-te/", section="kinh-te", links="a"),
    )
    found = outlet.pattern.match("/kinh-te/cho-noi-dem-401.12345.html")
    assert found is None
    assert outlet.pattern.match("/kinh-te/gia-gao-tang-401999.html")["id"] == "401999"  # type: ignore[index]
    (layout,) = outlet.layouts
    assert (layout.name, layout.seen) == ("2019", "")
    rules = (layout.marker, layout.title, layout.lead, layout.body, layout.author, layout.date, layout.tags)
    assert rules == (
        "div.noi-dung", "h1.tieu-de", "h2.sapo", "div.noi-dung", "p.tac-gia", "div.ngay-dang", ".tu-khoa a"
    )  # fmt: skip
    for field in ("title", "lead", "body", "author", "date", "section", "tags"):
        assert any(line.startswith(field) and "2 of 2" in line for line in proposed.done.stdout.splitlines())
    ruff = [sys.executable, "-m", "ruff", "format", "--check", f"--config={PROJECT}/pyproject.toml"]
    assert subprocess.run([*ruff, proposed.file], check=False).returncode == 0


def test_pages_on_which_no_rule_leads_to_the_article_get_no_layout(tmp_path: Path) -> None:
    text = page(312059, "Bến phà cũ").encode()
    template = Template("new", (Example(Page(text), read_page(text)),), rules={})
    assert template.marker == "", "which is no selector"
    file = tmp_path / "bensong.py"
    file.write_text(source_text("bensong", "Bến Sông", "https://bensong.example.vn", [template]))
    assert outlet_in(file).layouts == ()


def example(text: str) -> Example:
    return Example(Page(text.encode()), read_page(text.encode()))


def bare(classes: dict[str, str]) -> Example:
    """An article of a template in which the elements have these classes instead of names that speak."""
    text = page(312060, "Bến phà cũ thành bảo tàng")
    for name in ("noi-dung", "tieu-de", "sapo", "tac-gia", "css-1dbjc4n ngay-dang", "thong-tin"):
        text = text.replace(f'class="{name}"', f'class="{classes.get(name, "")}"')
    text = re.sub(r' id="bai-\d+"', "", text)
    return Example(Page(text.encode()), read_page(text.encode()))


def test_what_a_build_leaves_of_a_name_leads_to_an_element() -> None:
    names = {"noi-dung": "Article_body__x1Y2z", "tieu-de": "Article_title__k9Qa1", "sapo": "Sapo-sc-1a2b3c"}
    (template,) = templates([bare(names)])
    rules = {field: template.rules[field].css for field in ("title", "lead", "body")}
    assert rules == {
        "title": "h1[class*=Article_title__]", "lead": "h2[class*=Sapo-sc-]", "body": "div[class*=Article_body__]"
    }  # fmt: skip


def test_a_marker_is_on_no_page_of_another_template() -> None:
    old = page(312071, "Bến phà cũ")
    new = page(312072, "Cầu mới").replace("tieu-de", "tieu-de-2").replace("noi-dung", "bai-viet")
    new = new.replace("</body>", '<div class="noi-dung">Bình luận</div></body>')
    first, second = templates([example(old), example(new)])
    assert first.marker == "h1.tieu-de", "div.noi-dung is on both"
    assert second.marker == "div.bai-viet"


def test_a_class_that_is_made_for_each_text_leads_nowhere() -> None:
    (template,) = templates([bare({"noi-dung": "ExternalClass0B5C6A2E4F714D8CA9E3D1B7F6A2C4E8", "sapo": "sapo"})])
    assert template.rules["body"].css == "div:has(> p + p)"


def test_the_rule_for_the_author_leads_to_the_name_alone() -> None:
    line = '<time>Thứ Năm, 11/04/2019 15:30</time> bởi <span class="author"><a>Lê Thị Bến</a></span><i>0 bình luận</i>'
    text = page(312066, "Bến phà cũ").replace('<p class="tac-gia">Lê Thị Bến</p>', "")
    text = re.sub('<div class="thong-tin">.*?</div></div>', f'<div class="meta">{line}</div>', text, flags=re.S)
    (template,) = templates([Example(Page(text.encode()), read_page(text.encode()))])
    assert template.rules["author"].css == "span.author"


def test_without_any_name_the_place_of_an_element_leads_to_it() -> None:
    (template,) = templates([bare({"noi-dung": "css-1dbjc4n", "tieu-de": "css-7x2k9q"})])
    assert (template.rules["title"].css, template.rules["body"].css) == ("h1", "div:has(> p + p)")
    assert template.marker == "div:has(> p + p)"


def test_a_paragraph_that_stands_twice_is_not_the_whole_story() -> None:
    text = page(312061, "Bến phà cũ").replace(SENTENCES[1], SENTENCES[0]).replace(SENTENCES[2], SENTENCES[0]).encode()
    (template,) = templates([Example(Page(text), read_page(text))])
    assert template.rules["body"].css == "div.noi-dung"


def test_sections_below_a_common_folder_are_found() -> None:
    text = page(312062, "Bến phà cũ").replace('<a href="/xa-hoi/">', '<a href="/muc/xa-hoi/">')
    text = text.replace('<a href="/kinh-te/">', '<a href="/muc/kinh-te/">')
    found = sections([Example(Page(text.encode()), read_page(text.encode()))])
    assert found == Sections(("xa-hoi", "kinh-te"), "/muc/", "/")


def test_a_folder_of_tags_holds_the_sections_where_a_menu_has_no_other() -> None:
    text = page(312067, "Bến phà cũ").replace('<a href="/xa-hoi/">', '<a href="/tag/xa-hoi/">')
    text = text.replace('<a href="/kinh-te/">Kinh tế</a>', "")
    assert sections([example(text)]) == Sections(("xa-hoi",), "/tag/", "/")
    other = text.replace("<nav>", '<nav><a href="/kinh-te">Kinh tế</a>').replace("xa-hoi", "van-hoa")
    assert sections([example(other)]) == Sections(("kinh-te",), "/", "")


def test_sections_whose_addresses_end_with_a_number_are_found() -> None:
    text = (
        page(312068, "Bến phà cũ")
        .replace('"/xa-hoi/"', '"/blog/xa-hoi-2"')
        .replace('"/kinh-te/"', '"/blog/kinh-te-11"')
    )
    text = text.replace('"/lien-he/"', '"/lien-he-3.html"')
    found = numbered_sections([example(text)], r"/(?:[^/]+/)*[^/]*?-\d{5,}\.html$")
    assert found == {"xa-hoi": "/blog/xa-hoi-2", "kinh-te": "/blog/kinh-te-11"}


def test_a_site_is_called_what_ends_the_title_of_all_its_pages(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "project")
    for number in (312069, 312070):
        text = page(number, "Bến phà - Chuyến cuối").replace(
            '<meta property="og:site_name" content="Báo Bến Sông">', ""
        )
        (tmp_path / f"{number}.html").write_text(text)
    done = checkout.scrapy("new", "http://example.vn", *tmp_path.glob("*.html"), "--name", "bensong")
    assert "called" not in done.stdout
    outlet = outlet_in(checkout.folder / "scrapers/outlets/bensong.py")
    assert (outlet.title, outlet.home) == ("Bến Sông", "http://bensong.example.vn"), "a site without https, as typed"


def test_what_no_rule_leads_to_is_said_with_the_place_to_add_it(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "project")
    text = page(312063, "Bến phà cũ").replace('<p class="tac-gia">Lê Thị Bến</p>', "")
    text = text.replace("<nav>", "<div><div></div><div><span>Đường dây nóng</span></div></div><nav>")
    text = text.replace('<div class="chia-se">', '<div><span>Lê Thị Bến</span></div><div class="chia-se">')
    text = text.replace('<meta property="og:site_name" content="Báo Bến Sông">', "")
    (tmp_path / "page.html").write_text(text.replace('class="thong-tin"', ""))
    done = checkout.scrapy("new", "example.vn", tmp_path / "page.html", "--name", "bensong")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "no page says what the site is called: write its name as title= in scrapers/outlets/bensong.py" in done.stdout
    )
    assert (
        f"no rule leads to author ('Lê Thị Bến' on {tmp_path}/page.html): "
        "add author= to the Layout 2019 in scrapers/outlets/bensong.py"
    ) in done.stdout


def test_where_the_id_stands_in_the_query_the_file_names_its_parameter(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "project")
    for number in (64, 165):
        text = re.sub(r'<link rel="canonical"[^>]*>', "", page(312064, "Bến phà cũ"))
        text = text.replace("/xa-hoi/", "/?cat=3").replace("/kinh-te/", "/?cat=12").replace("/du-lich/", "/?p=64")
        (tmp_path / f"{number}.html").write_text(text.replace("/rss/trang-chu.rss", "/?feed=rss2"))
    pages = [f"{tmp_path}/{n}.html=https://bensong.example.vn/?p={n}&utm_source=fb" for n in (64, 165)]
    done = checkout.scrapy("new", "example.vn", *pages, "--name", "bensong")
    assert (done.returncode, done.stderr) == (0, "")
    outlet = outlet_in(checkout.folder / "scrapers/outlets/bensong.py")
    assert (outlet.article, outlet.query) == (r"/\?p=(?P<id>\d+)$", ("p",))
    assert outlet.sources == (
        Feed(url="/?feed=rss2"),
        Feed(url="/rss/kinh-te.rss"),
        Listing(url="/", links="a"),
        Listing(url="/?cat=3", section="xa-hoi", links="a"),
        Listing(url="/?cat=12", section="kinh-te", links="a"),
    )
    frozen = [json.loads(path.read_text()) for path in (checkout.folder / "tests/pages/bensong").glob("*.json")]
    assert sorted((one["id"], one["url"]) for one in frozen) == [
        ("bensong:165", "https://bensong.example.vn/?p=165"),
        ("bensong:64", "https://bensong.example.vn/?p=64"),
    ]


def test_the_proposed_file_keeps_the_house_rules(proposed: Proposed) -> None:
    faults = proposed.checkout.scrapy("outlets", "--check").stdout.splitlines()
    assert [fault for fault in faults if "bensong" in fault] == []


def test_an_odd_page_is_left_out_and_one_without_an_address_is_given_it(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "project")
    text = page(312057, "Chuyến phà cuối cùng qua sông")
    address = "https://bensong.example.vn/xa-hoi/chuyen-ben-song-312057.html"
    (tmp_path / "saved.html").write_text(text.replace(f'<link rel="canonical" href="{address}">', ""))
    (tmp_path / "front.html").write_text("<html><body><a href='/xa-hoi/'>Xã hội</a></body></html>")
    pages = (tmp_path / "front.html", tmp_path / "saved.html", f"{tmp_path / 'saved.html'}={address}")
    done = checkout.scrapy("new", "example.vn", *pages, "--name", "bensong")
    assert done.returncode == 1
    odd, unnamed = done.stderr.splitlines()
    assert odd.startswith(f"scrapy new: {pages[0]}: left out: ")
    assert unnamed == f"scrapy new: {pages[1]}: left out: names no address: write PAGE=ADDRESS"
    assert "tests/pages/bensong/2019-04-11-312057.json" in done.stdout


def test_the_frozen_pages_are_read_by_the_new_rules_and_fail_until_compared(proposed: Proposed) -> None:
    checkout = proposed.checkout
    paths = sorted((checkout.folder / "tests/pages/bensong").glob("*.json"))
    assert [path.stem for path in paths] == ["2019-04-11-312057", "2019-04-11-312058"]
    expectation = json.loads(paths[0].read_text())
    assert (expectation["checked"], expectation["parser"]) == (False, "bensong/2019")
    assert (expectation["authors"], expectation["section"]) == (["Lê Thị Bến"], "Xã hội")
    assert expectation["body"] == list(SENTENCES)
    assert checkout.test_pages().returncode == 1
    for path in paths:
        path.write_text(path.read_text().replace('"checked": false', '"checked": true'))
    assert checkout.test_pages().returncode == 0


def test_a_page_of_a_family_needs_no_rules_of_its_own(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "project")
    text = page(312059, "Cầu mới thông xe sau ba năm").replace('class="noi-dung"', 'class="article__body cms-body"')
    text = text.replace('class="tieu-de"', 'class="article__title cms-title"').replace("sapo", "article__sapo cms-desc")
    (tmp_path / "epi.html").write_text(text)
    done = checkout.scrapy("new", "example.vn", tmp_path / "epi.html")
    assert (done.returncode, done.stderr) == (0, "")
    source = (checkout.folder / "scrapers/outlets/example.py").read_text()
    assert "from scrapers.cms.epi import EPI\n" in source
    assert 'EPI.but(seen=""' in source
    assert 'title="h1' not in source
    for field in ("title", "lead", "body"):
        assert any(line.startswith(field) and "the family's" in line for line in done.stdout.splitlines())


def test_nothing_is_overwritten_and_mistakes_are_one_line(proposed: Proposed, tmp_path: Path) -> None:
    checkout, page, before = proposed.checkout, proposed.pages[0], proposed.file.read_bytes()
    menu = tmp_path / "menu.html"
    menu.write_text('<ul><li><a href="/a.html">Thời sự</a></li></ul>')
    for args, code, reason in (
        (("khac.vn", page, "--name", "bensong"), 1, "scrapers/outlets/bensong.py exists: choose another --name"),
        (
            ("bensong.example.vn", page),
            1,
            "example.vn is known as bensong: add a layout to scrapers/outlets/bensong",
        ),
        (("khac.vn", page), 1, "names https://bensong.example.vn/xa-hoi/"),
        (("khac.vn", menu), 1, "menu.html: left out: no "),
        (("khac.vn", tmp_path / "missing.html"), 1, "no such file or directory"),
        (("khac", page), 2, "'khac' is no domain"),
        (("khac.vn", page, "--name", "Báo"), 2, "is not of lower-case letters and digits alone"),
    ):
        done = checkout.scrapy("new", *args)
        assert (done.returncode, reason in done.stderr, done.stdout) == (code, True, ""), done.stderr
    assert proposed.file.read_bytes() == before
    assert not (checkout.folder / "scrapers/outlets/khac.py").exists()


@pytest.mark.parametrize(("paths", "matches", "id_"), [
    (["/a-b-c-post123456.html"], "/x/y-z-post7654321.html", "7654321"),
    (["/thoi-su/a-b.123456.html", "/a-c.234567.html"], "/kinh-te/x-y.345678.html", "345678"),
    (["/a-b-2026031609123456.htm"], "/x-2026031609123457.htm", "2026031609123457"),
    (["/tin/a-b-d531777.html"], "/tin/x-d531778.html", "531778"),
    (["/a-c46a501777.html"], "/x-c9a501778.html", "501778"),
    (["/2025/03/cau-moi-qua-song-thong-xe/"], "/2026/01/pha-cu-dung-chay-tu-hom-qua/", None),
])  # fmt: skip
def test_address_patterns(paths: list[str], matches: str, id_: str | None) -> None:
    outlet = Outlet(
        name="x", title="X", home="https://x.vn", article=pattern([f"https://x.vn{path}" for path in paths])
    )
    for path in (*paths, matches):
        assert outlet.pattern.match(path)
    found = outlet.pattern.match(matches)
    assert (found.groupdict().get("id") if found else "") == id_
    assert not outlet.pattern.match("/thoi-su/")


@pytest.mark.parametrize(("places", "article", "query"), [
    (["/tin.aspx?ItemID=5&CateID=2", "/tin.aspx?ItemID=16&CateID=2"],
     r"/tin\.aspx\?ItemID=(?P<id>\d+)&CateID=2$", ("ItemID", "CateID")),
    (["/kinh-te.aspx?cat=3&id=15", "/van-hoa.aspx?cat=4&id=16"],
     r"/(?:[^/?]+/)*[^/?]*\.aspx\?id=(?P<id>\d+)$", ("id",)),
    (["/index.php?view=article&id=15:pha-cu", "/index.php?view=article&id=16:cau-moi"],
     r"/index\.php\?view=article&id=(?P<id>\d+)[^&]*$", ("view", "id")),
    (["/xa-hoi/pha-cu-312057.html?page=1", "/xa-hoi/cau-moi-312058.html?page=2"],
     r"/(?:[^/]+/)*[^/]*?-(?P<id>\d{5,})\.html$", ()),
    (["/cau-moi-qua-song?from=home", "/pha-cu-dung-chay?from=home"], r"/(?:[\w-]+/)*(?:[^/-]+-){3,}[^/]+$", ()),
])  # fmt: skip
def test_patterns_over_the_query(places: list[str], article: str, query: tuple[str, ...]) -> None:
    urls = [f"https://x.vn{place}" for place in places]
    assert (pattern(urls), parameters(urls)) == (article, query)
