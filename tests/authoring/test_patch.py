"""The patch of an outlet's file from the findings of a crawl: minimal, and the patched file loads."""

from __future__ import annotations

import runpy
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from scrapers.authoring.find_rules import Example
from scrapers.authoring.patch import FileChange, proposal
from scrapers.clock import VIETNAM
from scrapers.dates.window import Window
from scrapers.outlet import Outlet
from scrapers.parser import read_page
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.page.tree import Page
from scrapers.sourcing.sources import chosen
from scrapers.state.findings import Finding
from tests.authoring.test_new import page

HOME = "https://bensong.example.vn"
FILE = '''"""Bến Sông. Unverified."""

from scrapers.outlet import Feed, Layout, Listing, Outlet, Sitemap

SECTIONS = "xa-hoi kinh-te du-lich doi-song"

OUTLET = Outlet(
    name="bensong",
    title="Bến Sông",
    home="https://bensong.example.vn",
    article=r"/[a-z-]+/[^/]+-(?P<id>\\d{5})\\.html$",
    sources=(
        Feed(url="/rss/trang-chu.rss"),  # all of it
        *(Feed(url=f"/rss/{s}.rss", section=s) for s in SECTIONS.split()),
        *(Listing(url=f"/{s}", section=s, links="h3.tin a", next=".trang a") for s in SECTIONS.split()),
        Sitemap(url="/sitemap.xml"),
    ),
    layouts=(
        Layout(name="2019", marker=".noi-dung", body=".noi-dung", title="h1", author=".ten"),
        Layout(name="2012", marker=".bai", body=".bai", author=""),
    ),
)
'''
EXAMPLES = [
    Example(Page(to_utf8(text.encode()).page), read_page(text.encode(), known=False))
    for text in (page(10_001, "Bến phà cũ đóng cửa"), page(10_002, "Cây cầu mới thông xe"))
]
MONTH = "2026-11"
NOW = datetime(2026, 11, 16, 9, tzinfo=VIETNAM)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An outlet's file where it belongs."""
    found = tmp_path / "scrapers" / "outlets" / "bensong.py"
    found.parent.mkdir(parents=True)
    found.write_text(FILE)
    return found


def load(path: Path) -> Outlet:
    outlet = runpy.run_path(str(path))["OUTLET"]
    assert isinstance(outlet, Outlet)
    return outlet


def patched(path: Path, *found: Finding, examples: list[Example] = EXAMPLES) -> Outlet:
    """The outlet once the patch for these findings has been applied by `patch -p1`."""
    text = proposal(path, load(path), found, examples, MONTH)
    subprocess.run(["patch", "-p1"], cwd=path.parents[2], input=text, text=True, check=True, stdout=-1)
    return load(path)


def recent(outlet: Outlet) -> list[str]:
    """The addresses that a run asks."""
    return [source.url for source in chosen(outlet, Window(), "", "", NOW)]


def test_nothing_found_is_no_change(path: Path) -> None:
    assert proposal(path, load(path), [], EXAMPLES, MONTH) == ""


def test_a_move_gives_the_home_and_keeps_the_former_host(path: Path) -> None:
    outlet = patched(path, Finding("site", "moi.example.vn", "https://moi.example.vn"))
    assert (outlet.home, outlet.hosts) == ("https://moi.example.vn", ("bensong.example.vn",))


def test_a_move_to_another_site_is_written_where_its_home_is_known(path: Path) -> None:
    away = Finding("away", "bao.vn", "https://bao.vn/bensong")
    assert patched(path, away).home == "https://bao.vn/bensong"
    path.write_text(FILE)
    assert proposal(path, load(path), [Finding("away", "bao.vn", "")], EXAMPLES, MONTH) == ""


def test_a_form_of_addresses_is_added_behind_the_pattern(path: Path) -> None:
    pattern = r"/(?:[\w-]+/)*[^/]*?-(?P<id>\d{17})\.htm$"
    assert patched(path, Finding("form", pattern, "/…-<17 digits>.htm")).forms == (pattern,)
    lines = path.read_text().splitlines()
    assert [line.split("=")[0].strip() for line in lines[10:12]] == ["article", "forms"]


def test_a_dead_source_is_left_out_and_what_stands_in_comes_first_with_its_month(path: Path) -> None:
    outlet = patched(
        path,
        Finding("dead", "/rss/trang-chu.rss"),
        Finding("source", f"{HOME}/rss/home.rss", "rss"),
        Finding("source", f"{HOME}/tin-moi.xml", "news-sitemap"),
    )
    assert recent(outlet)[:3] == ["/rss/home.rss", "/tin-moi.xml", "/rss/xa-hoi.rss"]
    assert "/rss/trang-chu.rss" not in recent(outlet)
    assert {source.url: source.seen for source in outlet.sources[:2]} == {"/rss/home.rss": MONTH, "/tin-moi.xml": MONTH}


def test_where_none_of_the_sources_works_the_new_ones_and_the_archives_are_the_list(path: Path) -> None:
    dead = [Finding("dead", source.url) for source in load(path).sources if source.recent]
    new = [Finding("source", f"{HOME}/feed/{name}.rss", "rss") for name in ("moi", "xa-hoi", "kinh-te", "du-lich")]
    outlet = patched(path, *dead, *new)
    assert [source.url for source in outlet.sources] == [
        *("/feed/moi.rss", "/feed/xa-hoi.rss", "/feed/kinh-te.rss", "/feed/du-lich.rss", "/sitemap.xml"),
    ]
    assert outlet.without == ()
    assert (
        '*(Feed(url=f"/feed/{s}.rss", seen="2026-11") for s in "moi xa-hoi kinh-te du-lich".split())'
        in path.read_text()
    )


def test_sections_are_written_only_where_there_are_few_feeds(path: Path) -> None:
    home = Finding("source", f"{HOME}/", "listing")
    assert recent(patched(path, home))[0] == "/"
    path.write_text(FILE)
    feeds = [Finding("source", f"{HOME}/feed/{name}.rss", "rss") for name in ("moi", "xa-hoi", "kinh-te")]
    assert "/" not in recent(patched(path, home, *feeds))


def test_a_link_rule_that_finds_nothing_in_most_of_its_sections_is_emptied_where_it_stands(path: Path) -> None:
    outlet = patched(path, *(Finding("links", f"/{section}", "40") for section in ("xa-hoi", "kinh-te", "du-lich")))
    lists = [source for source in outlet.sources if source.kind == "listing"]
    assert [(one.links, one.next) for one in lists] == [("", ".trang a")] * 4  # type: ignore[attr-defined]
    assert len(path.read_text().splitlines()) == len(FILE.splitlines())


def test_a_link_rule_that_fails_in_one_section_is_changed_for_that_section(path: Path) -> None:
    outlet = patched(path, Finding("links", "/xa-hoi", "40"))
    [new] = chosen(outlet, Window(), "listing", "xa-hoi", NOW)
    assert (new.links, new.next, new.seen) == ("", ".trang a", MONTH)  # type: ignore[attr-defined]


def test_feeds_that_write_the_month_first_say_so(path: Path) -> None:
    feeds = [source.url for source in load(path).sources if source.kind == "rss"]
    patched(path, Finding("order", feeds[0], "MDY"))
    assert path.read_text().count('Feed(url="/rss/trang-chu.rss", order="MDY", seen="2026-11")') == 1
    path.write_text(FILE)
    outlet = patched(path, *(Finding("order", url, "MDY") for url in feeds))
    assert [s.order for s in chosen(outlet, Window(), "rss", "", NOW)] == ["MDY"] * 5  # type: ignore[attr-defined]
    assert len(path.read_text().splitlines()) <= len(FILE.splitlines()) + 3


def test_a_rule_that_finds_nothing_gets_the_one_that_does_in_front(path: Path) -> None:
    doubt = Finding("disagreement:authors", "bensong/2019", "'' and 'Lê Thị Bến'")
    assert [layout.author for layout in patched(path, doubt).layouts] == ["p.tac-gia | .ten", ""]


def test_a_layout_without_the_headline_gets_its_other_silent_rules_mended_at_once(path: Path) -> None:
    path.write_text(FILE.replace('marker=".noi-dung"', 'marker="h1.tieu-de"').replace('title="h1"', 'title=".dau-de"'))
    first, second = patched(path, Finding("title", "bensong/2019", f"{HOME}/a")).layouts
    assert (first.title, first.author, second.author) == ("h1.tieu-de | .dau-de", "p.tac-gia | .ten", "")


def test_a_rule_of_a_family_is_changed_for_the_outlet(path: Path) -> None:
    path.write_text(FILE.replace("Layout(name=\"2019\"", "TAGDIV, Layout(name=\"2019\"").replace(
        "from scrapers.outlet", "from scrapers.cms.tagdiv import TAGDIV\nfrom scrapers.outlet", 1
    ))  # fmt: skip
    outlet = patched(path, Finding("disagreement:authors", "bensong/tagdiv", "'' and 'Lê Thị Bến'"))
    assert [layout.author for layout in outlet.layouts] == ["p.tac-gia", ".ten", ""]
    assert outlet.layouts[0].seen == MONTH


def test_pages_of_an_unknown_layout_give_one_of_its_own_name(path: Path) -> None:
    outlet = patched(path, Finding("layout", "generic", f"{HOME}/a"))
    new, *others = outlet.layouts
    assert (new.name, new.seen, [layout.name for layout in others]) == (MONTH, MONTH, ["2019", "2012"])
    assert (new.author, new.title) == ("p.tac-gia", "h1.tieu-de")


def test_everything_at_once_is_still_data(path: Path) -> None:
    outlet = patched(
        path,
        Finding("site", "moi.example.vn", "https://moi.example.vn"),
        Finding("form", r"/(?P<id>\d{17})\.htm$"),
        Finding("dead", "/rss/xa-hoi.rss"),
        Finding("source", f"{HOME}/feed/moi.rss", "rss"),
        Finding("links", "/xa-hoi"),
        Finding("order", "/rss/trang-chu.rss", "MDY"),
        Finding("disagreement:authors", "bensong/2019"),
        Finding("layout", "generic"),
    )
    assert (outlet.home, len(outlet.forms), len(outlet.layouts)) == ("https://moi.example.vn", 1, 3)
    assert recent(outlet)[0] == "/feed/moi.rss"
    [feed] = [source for source in chosen(outlet, Window(), "rss", "", NOW) if source.url == "/rss/trang-chu.rss"]
    assert feed.order == "MDY"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("OUTLET = make()\n", "no OUTLET = Outlet"),
        ('from scrapers.outlet import Outlet\nOUTLET = Outlet(name="a", title="A", article="x", home="y")\n', "line"),
    ],
)
def test_a_file_that_is_written_otherwise_is_left_to_people(path: Path, text: str, why: str) -> None:
    path.write_text(text)
    with pytest.raises(ValueError, match=why):
        changed(path)


def changed(path: Path) -> str:
    """The diff that adds a form."""
    change = FileChange(path)
    change.front("forms", ['r"/x"'])
    return change.diff()
