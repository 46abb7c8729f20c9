"""Settings: one file to edit, validated at start, each mistake reported in one line with the fix."""

from __future__ import annotations

import re
from typing import Any

import pytest
from scrapy.settings import Settings, default_settings

import settings
from scrapers.terminal.settings_schema import CheckedSettings, check_settings, read_budget, use_preset

SECRET = "(a secret, not shown; from NEWS_{} in the environment)"


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings as a command has them."""
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "settings")
    found = Settings()
    found.setmodule(settings, priority="project")
    return found


def test_the_settings_as_they_come_are_sound(project: Settings) -> None:
    check_settings(project)


def test_every_setting_of_ours_is_in_the_model() -> None:
    ours = {name for name in vars(settings) if name.isupper()} - {n for n in vars(default_settings) if n.isupper()}
    assert ours - set(CheckedSettings.model_fields) == set()


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("DOWNLOAD_DELAY", -1, "DOWNLOAD_DELAY=-1: should be greater than or equal to 0"),
        ("DOWNLOAD_DELAY", "fast", "DOWNLOAD_DELAY=fast: should be a valid number, unable to parse string as a number"),
        ("CONCURRENT_REQUESTS", 0, "CONCURRENT_REQUESTS=0: should be greater than or equal to 1"),
        ("OUTPUT", "", "OUTPUT=: String should have at least 1 character"),
        ("NOW", "morgen", "NOW=morgen is no time: write 2026-03-16T09:00"),
        ("HARVEST_BUDGET", "20", "HARVEST_BUDGET=20: '20' is no budget: write 90s, 20m or 2h"),
        ("PING_URL", "hc-ping.example/secret", f"PING_URL {SECRET.format('PING_URL')}: is no web address"),
        ("ALARM_URLS", "tgram:/secret", f"ALARM_URLS {SECRET.format('ALARM_URLS')}: write scheme://…, as in mailtos://user:…@example.org"),
        ("PRESETS", {"odd": {"NEAR_DAY": 1}}, "preset odd: unknown setting NEAR_DAY: did you mean NEAR_DAYS?"),
        ("PRESETS", {"odd": {"NEAR_DAYS": 0}}, "preset odd: NEAR_DAYS=0: should be greater than or equal to 1"),
        ("PRESETS", "{", "PRESETS={: is no JSON"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line(project: Settings, name: str, value: Any, line: str) -> None:
    project.set(name, value, priority="project")
    with pytest.raises(ValueError, match=f"^{re.escape(line)}$"):
        check_settings(project)


def test_a_setting_that_was_deleted_is_missed(project: Settings) -> None:
    project.delete("NEAR_DAYS")
    with pytest.raises(ValueError, match=r"^setting NEAR_DAYS is missing in settings\.py$"):
        check_settings(project)


def test_a_misspelt_setting_on_the_command_line(project: Settings) -> None:
    project.set("CONTAKT", "me@example.org", priority="cmdline")
    with pytest.raises(ValueError, match=r"^unknown setting CONTAKT: did you mean CONTACT\?$"):
        check_settings(project)


def test_a_preset_stands_above_settings_py_and_below_outlets_and_the_command_line(project: Settings) -> None:
    project.set("PRESETS", {"night": {"DOWNLOAD_DELAY": 5, "CONCURRENT_REQUESTS": 1, "NEAR_DAYS": 3}}, "project")
    project.set("CONCURRENT_REQUESTS", 7, priority="cmdline")
    use_preset(project, "night")
    project.set("DOWNLOAD_DELAY", 9, priority="spider")
    assert [project[name] for name in ("NEAR_DAYS", "CONCURRENT_REQUESTS", "DOWNLOAD_DELAY")] == [3, 7, 9]


@pytest.mark.parametrize("name", settings.PRESETS)
def test_every_preset_can_be_used(project: Settings, name: str) -> None:
    use_preset(project, name)
    check_settings(project)


@pytest.mark.parametrize(("budget", "seconds"), [("90s", 90), ("20m", 1200), ("2h", 7200), ("", None)])
def test_a_budget_is_a_number_and_a_unit(budget: str, seconds: float | None) -> None:
    assert read_budget(budget) == seconds
