"""Outlets by the names that people type: name, title or group; without any, all that are switched on."""

import pytest

from scrapers.outlets import chosen, named, outlets

GROUPS = {"quick": ["tuoitre", "vnexpress"]}


def test_all_that_are_not_switched_off() -> None:
    assert set(outlets()) - set(chosen([], GROUPS, ["genk", "soha"])) == {"genk", "soha"}


def test_outlets_and_groups_are_named_and_who_is_switched_off_may_be() -> None:
    assert chosen(["quick", "genk", "tuoitre"], GROUPS, ["genk"]) == ["tuoitre", "vnexpress", "genk"]


def test_an_outlet_is_known_by_its_title_too() -> None:
    assert named("Kinh tế & Đô thị").name == named("kinh tế & đô thị").name == "kinhtedothi"


@pytest.mark.parametrize("address", ["kinhtedothi.vn", "www.kinhtedothi.vn", "https://kinhtedothi.vn/"])
def test_an_outlet_is_known_by_its_home_page_too(address: str) -> None:
    assert named(address).name == "kinhtedothi"


@pytest.mark.parametrize("address", ["kinhtedothi.vn/kinh-te", "example.vn", "kinhtedothi.com"])
def test_another_page_is_no_home_page(address: str) -> None:
    with pytest.raises(ValueError, match="unknown outlet"):
        named(address)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match=r"unknown outlet quik: did you mean quick\?"):
        chosen(["quik"], GROUPS, [])
    with pytest.raises(ValueError, match="unknown outlet xyzzy: there are quick, 24h, "):
        chosen(["xyzzy"], GROUPS, [])
